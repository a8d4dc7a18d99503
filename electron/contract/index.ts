import { accountCalls, type AccountEvents } from './accounts.ts';
import { archiveCalls } from './archives.ts';
import type { InputOf, OutputOf } from './call.ts';
import { catchUpCalls } from './catch-up.ts';
import { columnCalls } from './columns.ts';
import { movingCalls, type MovingEvents } from './moving.ts';
import { carryOverCalls, type CarryOverEvents } from './carry-over.ts';
import { composeCalls, type ComposeEvents } from './compose.ts';
import { copyCalls, type CopyEvents } from './copies.ts';
import { feedCalls, type FeedEvents } from './feeds.ts';
import { filterCalls } from './filters.ts';
import { listCalls } from './lists.ts';
import { notificationCalls, type NotificationEvents } from './notifications.ts';
import { peopleCalls, type PeopleEvents } from './people.ts';
import type { Result } from './result.ts';
import { searchCalls, type SearchEvents } from './search.ts';
import { shieldCalls, type ShieldEvents } from './shield.ts';
import { serverCalls } from './servers.ts';
import { snapshotCalls, type SnapshotEvents } from './snapshots.ts';
import { settingsCalls, type SettingsEvents } from './settings.ts';
import { statusCalls, type StatusEvents } from './statuses.ts';
import { timelineCalls, type TimelineEvents } from './timelines.ts';

/** Every call the renderer may make. A call is two edits: its line in the feature's table, and its handler in `app.ts`. */
export const calls = { ...accountCalls, ...serverCalls, ...statusCalls, ...timelineCalls, ...feedCalls, ...columnCalls, ...composeCalls, ...copyCalls, ...settingsCalls, ...notificationCalls, ...peopleCalls, ...searchCalls, ...catchUpCalls, ...movingCalls, ...carryOverCalls, ...listCalls, ...filterCalls, ...shieldCalls, ...snapshotCalls, ...archiveCalls };

export type CallName = keyof typeof calls;
export type CallInput<N extends CallName> = InputOf<(typeof calls)[N]>;
export type CallOutput<N extends CallName> = OutputOf<(typeof calls)[N]>;

export interface Events extends AccountEvents, StatusEvents, TimelineEvents, FeedEvents, ComposeEvents, CopyEvents, SettingsEvents, NotificationEvents, PeopleEvents, SearchEvents, MovingEvents, CarryOverEvents, ShieldEvents, SnapshotEvents {}
export type EventName = keyof Events;

/** One event as a host carries it. `seq` counts per topic from 1; a receiver that sees a hole asks for the state again. */
export type EventMessage = { readonly [N in EventName]: { readonly topic: N; readonly seq: number; readonly data: Events[N] } }[EventName];

export type Handlers = { readonly [N in CallName]: (input: CallInput<N>) => Result<CallOutput<N>> | Promise<Result<CallOutput<N>>> };

/** What a host hands to the renderer, whichever way it carries it. The preload exposes exactly this. */
export interface Host {
  call(name: string, input: unknown): Promise<Result<unknown>>;
  onEvent(listener: (message: EventMessage) => void): () => void;
}

export * from './ids.ts';
export * from './result.ts';
