import type { EntryId, FeedKey, StatusId } from '../../contract/ids.ts';
import type { Clock } from '../ports.ts';
import type { Point } from './order.ts';

/** How long a delete is remembered against pages and events that were on their way. */
const BURIED_MS = 10 * 60_000;
const CLEARED_MS = 3_600_000;
/** Ids remembered per list and kind. */
const MEMORY_MAX = 2_000;

/** What is known of one list beside the store; safe to lose: everything starts out pessimistic. */
export interface HomeState {
  /** The top of the store is known to be complete, so a streamed line can stand on it without a hole. */
  connected: boolean;
  /**
   * Top of the last look that came down to what was proven before it: from here down nothing is missing in silence. What
   * streamed in since may stand above posts that the stream left out: nobody says when a subscription takes effect, or
   * that it has died.
   */
  proven: Point | null;
  /** Counts interruptions, so that a catch-up that began before one cannot vouch for what came after. */
  interruptions: number;
  /** Holes being filled now. */
  readonly filling: Set<EntryId>;
  /**
   * What the last older page said of what lies below the line `under`: the cursor, exact where its last items could not
   * be read, or null when the server has nothing older. Void once another line is the lowest (deleted, pruned).
   */
  bottom: { readonly under: StatusId; readonly cursor: string | null } | null;
  fetchingOlder: boolean;
  /** The newest page came at least once since the start: an empty list is empty. */
  loaded: boolean;
  /** The server took no notice of `min_id` although its profile says so. */
  ignoresMinId: boolean;
  bury(id: StatusId): void;
  isBuried(id: StatusId): boolean;
  /** The status is served although the server's list does not show it (muted, unfollowed): not asked for again soon. */
  clear(id: StatusId): void;
  isCleared(id: StatusId): boolean;
}

export interface HomeStates {
  of(feed: FeedKey): HomeState;
  forget(feed: FeedKey): void;
}

export function createHomeStates(clock: Clock): HomeStates {
  const states = new Map<FeedKey, HomeState>();
  return {
    of(feed) {
      const known = states.get(feed);
      if (known !== undefined) return known;
      const fresh = createHomeState(clock);
      states.set(feed, fresh);
      return fresh;
    },
    forget: (feed) => void states.delete(feed),
  };
}

function createHomeState(clock: Clock): HomeState {
  const buried = createMemory(clock, BURIED_MS);
  const cleared = createMemory(clock, CLEARED_MS);
  return {
    connected: false,
    proven: null,
    interruptions: 0,
    filling: new Set(),
    bottom: null,
    fetchingOlder: false,
    loaded: false,
    ignoresMinId: false,
    bury: buried.add,
    isBuried: buried.has,
    clear: cleared.add,
    isCleared: cleared.has,
  };
}

/** Ids that are forgotten after a time, and the oldest when there are too many. */
function createMemory(clock: Clock, keepMs: number): { add(id: StatusId): void; has(id: StatusId): boolean } {
  const until = new Map<StatusId, number>();
  return {
    add(id) {
      until.delete(id);
      until.set(id, clock.monotonic() + keepMs);
      const oldest = until.keys().next();
      if (until.size > MEMORY_MAX && oldest.done !== true) until.delete(oldest.value);
    },
    has: (id) => (until.get(id) ?? 0) > clock.monotonic(),
  };
}
