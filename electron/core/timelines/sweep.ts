import type { StatusId, StatusUri } from '../../contract/ids.ts';
import { ok, type Result } from '../../contract/result.ts';
import type { SignedInAccount } from '../account-directory.ts';
import type { Clock, TimelineStore } from '../ports.ts';
import type { GapFiller } from './gap-filler.ts';
import { lowerEnd, upperEnd } from './gaps.ts';
import { homeFeed } from './feed.ts';
import { fetchPage, type StoredPage } from './home-pages.ts';
import type { HomeWriter } from './home-writer.ts';
import { comparePoints, type Point } from './order.ts';
import type { PageSpot } from './page-plan.ts';
import { pauseOf, type Reconciler } from './reconcile.ts';

/** Longest home a server keeps (Mastodon: 800), in pages. */
const PAGES_PER_SWEEP = 20;

export interface Sweeper {
  /** `top`: the newest line of what was compared. */
  sweep(account: SignedInAccount, signal: AbortSignal): Promise<Result<{ readonly top: Point | null; readonly incompleteUntil: number | null }>>;
}

interface Walked {
  readonly top: Point | null;
  /** How far down the walk came. */
  readonly bottom: Point | null;
  readonly incompleteUntil: number | null;
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
  readonly writer: HomeWriter;
  readonly filler: GapFiller;
  readonly reconciler: Reconciler;
}): Sweeper {
  const { clock, timelines, writer } = deps;

  const pause = pauseOf(clock);

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

  async function walk(account: SignedInAccount, listed: Set<StatusUri>, signal: AbortSignal): Promise<Result<Walked>> {
    let top: Point | null = null;
    let bottom: Point | null = null;
    let step: Step | null = { spot: { kind: 'top' }, cursor: null };
    for (let pages = 0; step !== null && pages < PAGES_PER_SWEEP; pages += 1) {
      if (pages > 0) await pause(signal);
      const fetched: Result<StoredPage> = await fetchPage(writer, homeFeed(account), step.spot, step.cursor, { signal, priority: 'background' });
      if (!fetched.ok) return fetched;
      const { page, plan } = fetched.value;
      for (const item of page.items) listed.add(item.seen.status.uri);
      top ??= plan.top;
      bottom = plan.bottom ?? bottom;
      if (page.incompleteUntil !== null) return ok({ top, bottom, incompleteUntil: page.incompleteUntil });
      if (!plan.joined && plan.bottom !== null) await fillBelow(account, plan.bottom.id, signal);
      const next = nextStep(account, step, fetched.value);
      step = next?.cursor !== null && next?.cursor === step.cursor ? null : next;
    }
    return ok({ top, bottom, incompleteUntil: null });
  }

  async function fillBelow(account: SignedInAccount, above: StatusId, signal: AbortSignal): Promise<void> {
    const gap = timelines.gaps(account.key).find((candidate) => candidate.above === above);
    if (gap !== undefined) await deps.filler.fill(homeFeed(account), gap.id, 'newer', true, { signal, priority: 'background' });
  }

  return {
    async sweep(account, signal) {
      const listed = new Set<StatusUri>();
      const newest = timelines.newest(account.key);
      const walked = await walk(account, listed, signal);
      if (!walked.ok) return walked;
      const { top, bottom, incompleteUntil } = walked.value;
      if (incompleteUntil !== null) return ok({ top, incompleteUntil });
      const reconciled = await deps.reconciler.checkAll(account, { feed: account.key, newest, bottom, uris: listed }, signal);
      return reconciled.ok ? ok({ top, incompleteUntil: null }) : reconciled;
    },
  };
}
