import type { FeedKey, StatusId, StatusUri } from '../../contract/ids.ts';
import { fail, ok, type Result } from '../../contract/result.ts';
import type { SignedInAccount } from '../account-directory.ts';
import type { SeenStatus, StreamEvent } from '../fediverse.ts';
import type { Clock, StatusStore, TimelineStore } from '../ports.ts';
import type { HomeStates } from './home-state.ts';
import type { HomeWriter } from './home-writer.ts';
import type { Point } from './order.ts';

/** Pause between requests, so that nothing here comes near a rate limit. */
const PAUSE_MS = 2_000;
/** Statuses first seen within this time are asked for again after a gap. */
const RECENT_MS = 7 * 24 * 3_600_000;
const RECENT_MAX = 2_000;
/** `GET /api/v1/statuses?id[]=` takes 20. */
const BATCH = 20;
/** Where a server has no batch call, so many suspects are asked for one by one. */
const SINGLES_MAX = 60;
/** Suspects looked into after a look at the newest page. */
const LOOK_MAX = 10;

/** Takes out what a server no longer serves, and takes in edits, where no event told of them. */
export interface Reconciler {
  /** Checks the few statuses that the newest page should have listed and did not. */
  checkSuspects(account: SignedInAccount, listing: Listing, signal: AbortSignal): Promise<Result<null>>;
  /** Checks all of them, and with a batch call everything of the last seven days that was not listed. */
  checkAll(account: SignedInAccount, listing: Listing, signal: AbortSignal): Promise<Result<null>>;
}

/** What a server listed when it was asked for its newest posts, page by page. */
export interface Listing {
  readonly feed: FeedKey;
  /** Newest stored line when it was asked: what streamed in since is above, and no suspect. */
  readonly newest: Point | null;
  /** How far down the list came. */
  readonly bottom: Point | null;
  readonly uris: ReadonlySet<StatusUri>;
}

export function pauseOf(clock: Clock): (signal: AbortSignal) => Promise<void> {
  return (signal) =>
    new Promise((resolve) => {
      const cancel = clock.after(PAUSE_MS, resolve);
      signal.addEventListener('abort', () => (cancel(), resolve()), { once: true });
    });
}

export function createReconciler(deps: {
  readonly clock: Clock;
  readonly timelines: TimelineStore;
  readonly statuses: StatusStore;
  readonly states: HomeStates;
  readonly writer: HomeWriter;
}): Reconciler {
  const { clock, timelines, writer } = deps;
  const pause = pauseOf(clock);

  /** Statuses that are stored where the server listed others: deleted, muted, or no longer followed. */
  function suspectsOf(account: SignedInAccount, { feed, newest, bottom, uris }: Listing): readonly StatusId[] {
    if (newest === null || bottom === null) return [];
    const unlisted = timelines.linesBetween(feed, newest.at, bottom.at).filter((line) => !uris.has(line.uri));
    const ids = unlisted.flatMap((line) => deps.statuses.localId(account.key, line.uri) ?? []);
    return [...new Set(ids)];
  }

  async function check(account: SignedInAccount, ids: readonly StatusId[], signal: AbortSignal): Promise<Result<null>> {
    const size = account.profile.capabilities.statusBatch ? BATCH : 1;
    for (let start = 0; start < ids.length; start += size) {
      if (start > 0) await pause(signal);
      const some = ids.slice(start, start + size);
      const served = size === 1 ? await askOne(account, some[0], signal) : await askBatch(account, some, signal);
      if (!served.ok) return served;
      store(account, served.value, some);
    }
    return ok(null);
  }

  async function askOne(account: SignedInAccount, id: StatusId | undefined, signal: AbortSignal): Promise<Result<readonly SeenStatus[]>> {
    if (id === undefined) return ok([]);
    const answer = await account.connection.status(id, { signal, priority: 'background' });
    if (answer.ok) return ok([answer.value]);
    return answer.error.kind === 'notFound' ? ok([]) : answer;
  }

  async function askBatch(account: SignedInAccount, ids: readonly StatusId[], signal: AbortSignal): Promise<Result<readonly SeenStatus[]>> {
    const answer = await account.connection.statuses(ids, { signal, priority: 'background' });
    if (!answer.ok || answer.value.length > 0 || ids.length === 1) return answer;
    // Nothing of twenty left is more often a server that does not know the call than twenty deletes: ask for one by itself.
    const one = await askOne(account, ids[0], signal);
    return one.ok && one.value.length > 0 ? fail({ kind: 'unsupported', capability: 'statusBatch' }) : one;
  }

  function store(account: SignedInAccount, served: readonly SeenStatus[], asked: readonly StatusId[]): void {
    const ids = new Set(served.map((seen) => seen.marks.id));
    const state = deps.states.of(account.key);
    for (const id of ids) state.clear(id);
    if (served.length > 0) writer.refresh(account.key, served);
    const gone = asked.filter((id) => !ids.has(id));
    if (gone.length > 0) writer.applyEvents(gone.map((id) => ({ feed: account.key, event: { kind: 'delete', id } satisfies StreamEvent })));
  }

  return {
    checkSuspects(account, listing, signal) {
      const state = deps.states.of(account.key);
      const fresh = suspectsOf(account, listing).filter((id) => !state.isCleared(id));
      return check(account, fresh.slice(0, LOOK_MAX), signal);
    },
    async checkAll(account, listing, signal) {
      const suspects = suspectsOf(account, listing);
      if (!account.profile.capabilities.statusBatch) return check(account, suspects.slice(0, SINGLES_MAX), signal);
      const recent = deps.statuses.seenSince(account.key, clock.now() - RECENT_MS, RECENT_MAX).filter((seen) => !listing.uris.has(seen.uri));
      const checked = await check(account, [...new Set([...suspects, ...recent.map((seen) => seen.id)])], signal);
      // A server that only claims to have the call: what its list covers is still compared, one by one, by the looks.
      return checked.ok || checked.error.kind === 'unsupported' ? ok(null) : checked;
    },
  };
}
