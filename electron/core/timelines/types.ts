import type { FeedGroup } from '../../contract/feeds.ts';
import type { AccountKey, CallInput, CallName, CallOutput, Result, StatusId } from '../../contract/index.ts';
import type { AccountDirectory } from '../account-directory.ts';
import type { StreamEvent } from '../fediverse.ts';
import type { Clock, Log, Random, SettingsStore, StatusStore, TimelineStore, Transactions } from '../ports.ts';
import type { Publish } from '../publish.ts';
import type { PublicTimeline } from './feed-directory.ts';
import type { Indexed, SavedSearch } from './saved-search.ts';

export interface TimelineDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly transactions: Transactions;
  readonly timelines: TimelineStore;
  readonly statuses: StatusStore;
  readonly settings: SettingsStore;
  readonly accounts: AccountDirectory;
  readonly publish: Publish;
}

export interface TimelinesDeps extends TimelineDeps {
  readonly random: Random;
  readonly publicTimeline: PublicTimeline;
  readonly savedSearch: SavedSearch;
  /** The person's choice to share the place of reading with their servers. */
  readonly sharesPlace: () => boolean;
}

/** How an attempt to get what was missed ended. A hole that is left is in the store as a gap, and visible. */
export type SyncOutcome = Result<{
  /** The server is still building the feed (206): ask again at this time, epoch ms. */
  readonly incompleteUntil: number | null;
  /** Posts were found on top that came a while ago: a stream that was open should have told of them. */
  readonly missed: boolean;
}>;

/**
 * What keeps one account's home complete. `core/streaming` decides when, this decides what. All calls may be made
 * for an account that is signed out or gone; they answer an error value.
 */
export interface HomeSync {
  /** The stream of this account is not known to be complete any more: the next event may stand above a hole. */
  interrupted(account: AccountKey): void;
  /** Fetches what came since the newest stored line, oldest first. */
  catchUp(account: AccountKey, signal: AbortSignal): Promise<SyncOutcome>;
  /** Compares the newest page with the store: finds late posts below the cursor, and streams that are open but dead. */
  compareTop(account: AccountKey, signal: AbortSignal): Promise<SyncOutcome>;
  /** Walks down all that is stored and compares: late posts anywhere, edits, and posts that are gone. Slow on purpose. */
  sweep(account: AccountKey, signal: AbortSignal): Promise<SyncOutcome>;
  /** Queues events of a stream; they are stored and published in small batches. */
  enqueue(account: AccountKey, events: readonly StreamEvent[]): void;
  /** The server no longer serves this status to this account. */
  gone(account: AccountKey, id: StatusId): void;
  /** Drops what is held in memory for an account that was removed. */
  forget(account: AccountKey): void;
}

type Answer<N extends CallName> = Result<CallOutput<N>>;

/** The calls `timelines.*` and `feeds.*` of the contract. */
export interface Timelines {
  readonly home: HomeSync;
  /** Reads these lists now, behind whatever the person does; homes are kept anyhow. */
  collect(feeds: readonly FeedGroup[]): Promise<unknown>;
  /** Posts are in the search memory as they are now. */
  indexed(posts: readonly Indexed[]): void;
  /** The search memory was emptied. */
  forgotten(): void;
  page(input: CallInput<'timelines.page'>): Answer<'timelines.page'>;
  around(input: CallInput<'timelines.around'>): Answer<'timelines.around'>;
  loadGap(input: CallInput<'timelines.loadGap'>): Promise<Answer<'timelines.loadGap'>>;
  refresh(input: CallInput<'timelines.refresh'>): Promise<Answer<'timelines.refresh'>>;
  savePlace(input: CallInput<'timelines.savePlace'>): Answer<'timelines.savePlace'>;
  savedPlaces(): Answer<'timelines.savedPlaces'>;
  elsewhere(input: CallInput<'timelines.elsewhere'>): Promise<Answer<'timelines.elsewhere'>>;
  watch(input: CallInput<'feeds.watch'>): Answer<'feeds.watch'>;
  retry(input: CallInput<'feeds.retry'>): Promise<Answer<'feeds.retry'>>;
  lists(input: CallInput<'feeds.lists'>): Promise<Answer<'feeds.lists'>>;
  close(): void;
}
