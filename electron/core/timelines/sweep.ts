import type { StatusId } from '../../contract/ids.ts';
import { fail, ok, type Result } from '../../contract/result.ts';
import type { SignedInAccount } from '../account-directory.ts';
import type { SeenStatus, StreamEvent } from '../fediverse.ts';
import type { Clock, StatusStore, TimelineStore } from '../ports.ts';
import type { GapFiller } from './gap-filler.ts';
import { lowerEnd, upperEnd } from './gaps.ts';
import { fetchPage, type StoredPage } from './home-pages.ts';
import type { HomeWriter } from './home-writer.ts';
import { comparePoints } from './order.ts';
import type { PageSpot } from './page-plan.ts';

/** Longest home a server keeps (Mastodon: 800), in pages. */
const PAGES_PER_SWEEP = 20;
/** Pause between requests, so that a sweep stays far below every rate limit. */
const PAUSE_MS = 2_000;
/** Statuses first seen within this time are asked for again after a gap. */
const RECONCILE_AGE_MS = 7 * 24 * 3_600_000;
const RECONCILE_MAX = 2_000;
/** `GET /api/v1/statuses?id[]=` takes 20. */
const BATCH = 20;
/** Where a server has no batch call, so many statuses are asked for one by one. */
const SINGLES_MAX = 20;

export interface Sweeper {
  sweep(account: SignedInAccount, signal: AbortSignal): Promise<Result<{ readonly incompleteUntil: number | null }>>;
}

interface Step {
  readonly spot: PageSpot;
  readonly cursor: string | null;
}

/**
 * Compares all that is stored of a home with the server: a post may arrive below any cursor (GoToSocial and Hollo date
 * ids by publication), and deletes and edits of a time without a stream are never told again.
 */
export function createSweeper(deps: {
  readonly clock: Clock;
  readonly timelines: TimelineStore;
  readonly statuses: StatusStore;
  readonly writer: HomeWriter;
  readonly filler: GapFiller;
}): Sweeper {
  const { clock, timelines, writer } = deps;

  const pause = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const cancel = clock.after(PAUSE_MS, resolve);
      signal.addEventListener('abort', () => (cancel(), resolve()), { once: true });
    });

  /** The next page down; holes are stepped over, they are not claimed to be complete. Null at the end of what is stored. */
  function nextStep(account: SignedInAccount, step: Step, { plan, page, ended }: StoredPage): Step | null {
    if (ended || page.olderCursor === null) return null;
    const { bottom } = plan;
    if (bottom === null) return { spot: step.spot, cursor: page.olderCursor };
    const oldest = timelines.oldest(account.key);
    if (oldest === null || comparePoints(bottom, oldest) <= 0) return null;
    const hole = timelines.gaps(account.key).find((gap) => {
      const below = lowerEnd(gap);
      return comparePoints(bottom, upperEnd(gap)) <= 0 && (below === null || comparePoints(bottom, below) > 0);
    });
    if (hole === undefined) return { spot: { kind: 'below', point: bottom }, cursor: page.olderCursor };
    const below = lowerEnd(hole);
    return below === null ? null : { spot: { kind: 'below', point: below }, cursor: null };
  }

  async function walk(account: SignedInAccount, refreshed: Set<StatusId>, signal: AbortSignal): Promise<Result<number | null>> {
    let step: Step | null = { spot: { kind: 'top' }, cursor: null };
    for (let pages = 0; step !== null && pages < PAGES_PER_SWEEP; pages += 1) {
      if (pages > 0) await pause(signal);
      const fetched: Result<StoredPage> = await fetchPage(writer, account, step.spot, step.cursor, { signal, priority: 'background' });
      if (!fetched.ok) return fetched;
      const { page, plan } = fetched.value;
      for (const item of page.items) refreshed.add(item.seen.marks.id);
      if (page.incompleteUntil !== null) return ok(page.incompleteUntil);
      if (!plan.joined && plan.bottom !== null) await fillBelow(account, plan.bottom.id, signal);
      const next = nextStep(account, step, fetched.value);
      step = next?.cursor !== null && next?.cursor === step.cursor ? null : next;
    }
    return ok(null);
  }

  async function fillBelow(account: SignedInAccount, above: StatusId, signal: AbortSignal): Promise<void> {
    const gap = timelines.gaps(account.key).find((candidate) => candidate.above === above);
    if (gap !== undefined) await deps.filler.fill(account, gap.id, 'newer', true, { signal, priority: 'background' });
  }

  async function reconcile(account: SignedInAccount, refreshed: ReadonlySet<StatusId>, signal: AbortSignal): Promise<Result<null>> {
    const since = clock.now() - RECONCILE_AGE_MS;
    const stale = deps.statuses.seenSince(account.key, since, RECONCILE_MAX).map((seen) => seen.id).filter((id) => !refreshed.has(id));
    const batched = account.profile.capabilities.statusBatch;
    const ids = batched ? stale : stale.slice(0, SINGLES_MAX);
    for (let start = 0; start < ids.length; start += batched ? BATCH : 1) {
      await pause(signal);
      const checked = batched ? await checkBatch(account, ids.slice(start, start + BATCH), signal) : await checkOne(account, ids[start], signal);
      if (!checked.ok) return checked;
    }
    return ok(null);
  }

  async function checkOne(account: SignedInAccount, id: StatusId | undefined, signal: AbortSignal): Promise<Result<null>> {
    if (id === undefined) return ok(null);
    const answer = await account.connection.status(id, { signal, priority: 'background' });
    if (answer.ok) store(account, [answer.value], []);
    else if (answer.error.kind === 'notFound') store(account, [], [id]);
    else return answer;
    return ok(null);
  }

  async function checkBatch(account: SignedInAccount, ids: readonly StatusId[], signal: AbortSignal): Promise<Result<null>> {
    const answer = await account.connection.statuses(ids, { signal, priority: 'background' });
    if (!answer.ok) return answer;
    const served = new Set(answer.value.map((seen) => seen.marks.id));
    const missing = ids.filter((id) => !served.has(id));
    // Nothing of twenty left is more often a server that does not know the call than twenty deletes: ask for one by itself.
    if (missing.length === ids.length && ids.length > 1) {
      const one = await account.connection.status(missing[0] ?? ids[0]!, { signal, priority: 'background' });
      if (one.ok) return fail({ kind: 'unsupported', capability: 'statusBatch' });
      if (one.error.kind !== 'notFound') return one;
    }
    store(account, answer.value, missing);
    return ok(null);
  }

  function store(account: SignedInAccount, seen: readonly SeenStatus[], gone: readonly StatusId[]): void {
    if (seen.length > 0) writer.refresh(account.key, seen);
    if (gone.length > 0) writer.applyEvents(gone.map((id) => ({ account: account.key, event: { kind: 'delete', id } satisfies StreamEvent })));
  }

  return {
    async sweep(account, signal) {
      const refreshed = new Set<StatusId>();
      const walked = await walk(account, refreshed, signal);
      if (!walked.ok) return walked;
      if (walked.value !== null) return ok({ incompleteUntil: walked.value });
      const reconciled = await reconcile(account, refreshed, signal);
      return reconciled.ok || reconciled.error.kind === 'unsupported' ? ok({ incompleteUntil: null }) : reconciled;
    },
  };
}
