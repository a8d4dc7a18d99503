import type { AccountKey, EntryId, StatusId } from '../../contract/ids.ts';
import type { Place } from '../../contract/timelines.ts';
import type { SignedInAccount } from '../account-directory.ts';
import type { CallOptions } from '../fediverse.ts';
import { compareIds, comparePlaces } from './order.ts';
import type { TimelineDeps } from './types.ts';

/** A reader who scrolls says where they are many times a minute; servers are told this often at most. */
const TELL_EVERY_MS = 60_000;
/** Above every id of an entry at the same moment. */
const lastId = '\u{10FFFF}' as EntryId;

/** Where reading of the homes stopped, shared with the other apps of the same accounts through their servers. */
export interface Markers {
  /** Where reading stopped in another app: the newest such place that is stored; null where there is none. */
  elsewhere(accounts: readonly AccountKey[]): Promise<Place | null>;
  /** The reader is at this place now. Servers are told when they stay there, and only of places further on. */
  reached(accounts: readonly AccountKey[], place: Place): void;
  close(): void;
}

export function createMarkers(deps: TimelineDeps & { readonly sharesPlace: () => boolean; readonly signal: AbortSignal }): Markers {
  const { timelines, settings, accounts } = deps;
  const options: CallOptions = { signal: deps.signal, priority: 'background' };
  const waiting = new Map<AccountKey, Place>();
  let cancel: (() => void) | null = null;

  /** What this app told the server last: that is no news from elsewhere. */
  const nameOf = (key: AccountKey): string => `homeMarker:${key}`;

  function placeOf(key: AccountKey, id: StatusId): Place | null {
    const line = timelines.line(key, id) ?? timelines.neighbours(key, id).below;
    const [entry] = line === null ? [] : timelines.entries([key], [line.entry]);
    return entry === undefined ? null : { at: entry.at, id: entry.id };
  }

  async function elsewhereOf(account: SignedInAccount): Promise<Place | null> {
    const marker = await account.connection.feeds.homeMarker(options);
    if (!marker.ok || marker.value === null || marker.value === settings.get(nameOf(account.key))) return null;
    return placeOf(account.key, marker.value);
  }

  /** The account's own line at the place, or the next older one. */
  function lineAt(key: AccountKey, place: Place): StatusId | null {
    const entry = timelines.page([key], { at: place.at, id: lastId }, 5).find(({ kind }) => kind === 'status');
    if (entry?.kind !== 'status') return null;
    return timelines.linesOf(key, entry.view.status.uri).find((line) => line.feed === key && line.entry === entry.id)?.id ?? null;
  }

  async function tell(account: SignedInAccount, place: Place): Promise<void> {
    const id = lineAt(account.key, place);
    if (id === null) return;
    const known = await account.connection.feeds.homeMarker(options);
    if (!known.ok || (known.value !== null && compareIds(id, known.value) <= 0)) return;
    const told = await account.connection.feeds.setHomeMarker(id, options);
    if (told.ok) settings.set(nameOf(account.key), id);
  }

  async function tellAll(): Promise<void> {
    cancel = null;
    const places = [...waiting];
    waiting.clear();
    if (!deps.sharesPlace()) return;
    await Promise.all(places.map(async ([key, place]) => {
      const account = accounts.signedIn(key);
      if (account !== null) await tell(account, place);
    }));
  }

  return {
    async elsewhere(keys) {
      if (!deps.sharesPlace()) return null;
      const found = await Promise.all(keys.map(async (key) => {
        const account = accounts.signedIn(key);
        return account === null ? null : elsewhereOf(account);
      }));
      return found.reduce((best, place) => (best === null || (place !== null && comparePlaces(place, best) > 0) ? place : best), null);
    },
    reached(keys, place) {
      for (const key of keys) waiting.set(key, place);
      cancel ??= deps.clock.after(TELL_EVERY_MS, () => {
        tellAll().catch((thrown: unknown) => deps.log.error('timelines.markerBug', { message: String(thrown) }));
      });
    },
    close: () => cancel?.(),
  };
}
