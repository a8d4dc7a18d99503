import type { EntryId, FeedKey } from '../../contract/ids.ts';
import { ok, type Result } from '../../contract/result.ts';
import type { CallOptions, TimelinePageFromServer } from '../fediverse.ts';
import type { Feed } from './feed.ts';
import { lowerEnd, newGap, upperEnd } from './gaps.ts';
import { fetchPage, isRefusal, queryFor, storePage } from './home-pages.ts';
import type { HomeState, HomeStates } from './home-state.ts';
import type { HomeWriter } from './home-writer.ts';
import { compareIds, type Point } from './order.ts';
import type { StoredGap, TimelineStore } from './store.ts';

/** Pages one attempt may take; what is left is a hole for the person to open. Paging has a budget of its own: 300 per 15 min on Mastodon (mastodon#13098). */
const pagesPerFill = 5;

/**
 * How a walk ended: `top` nothing is newer, `met` the hole is closed, `ended` the server has nothing older, `cap` there is
 * more, `ignored` the server takes no notice of the cursor, `incomplete` its list is being rebuilt.
 */
export interface Walk {
  readonly end: 'top' | 'met' | 'ended' | 'cap' | 'ignored' | 'incomplete';
  /** First page's lowest line: what the walk says stands right above where it began. */
  readonly firstBottom: Point | null;
  /** Highest line of a climb. */
  readonly reached: Point | null;
  readonly incompleteUntil: number | null;
}

export interface GapFiller {
  /** Pages upwards from a line until nothing is newer, or until the hole is closed. */
  climb(feed: Feed, from: Point, gap: EntryId | null, options: CallOptions): Promise<Result<Walk>>;
  /**
   * Fills a hole from one side, some pages far. `byItself`: a hole that is left by an error stays `loading` and is tried
   * again with the next catch-up; else it goes back to the person as `open`.
   */
  fill(feed: Feed, gap: EntryId, from: 'newer' | 'older', byItself: boolean, options: CallOptions): Promise<Result<Walk>>;
}

export function createGapFiller(deps: { readonly timelines: TimelineStore; readonly states: HomeStates; readonly writer: HomeWriter }): GapFiller {
  const { timelines, states, writer } = deps;

  async function climb(feed: Feed, from: Point, gap: EntryId | null, options: CallOptions): Promise<Result<Walk>> {
    let cursor = from;
    let firstBottom: Point | null = null;
    const walk = (end: Walk['end'], incompleteUntil: number | null = null): Result<Walk> => ok({ end, firstBottom, reached: cursor, incompleteUntil });
    for (let pages = 0; pages < pagesPerFill; pages += 1) {
      const spot = { kind: 'above', point: cursor } as const;
      const answer = await feed.page(queryFor(spot, null), options);
      if (!answer.ok) return answer;
      const page = answer.value;
      if (page.incompleteUntil !== null) return walk('incomplete', page.incompleteUntil);
      if (tookNoNotice(page, cursor)) {
        forgetClimb(feed.key, from, firstBottom);
        return walk('ignored');
      }
      if (page.items.length === 0) return walk('top');
      const { plan } = storePage(writer, feed, spot, page);
      firstBottom ??= plan.bottom;
      if (gap !== null && timelines.gap(gap) === null) return walk('met');
      if (plan.top === null) return walk('top');
      cursor = plan.top;
    }
    return walk('cap');
  }

  /** Mitra answers its newest page whatever `min_id` says (timelines/types.rs): what was taken for a page above `from` may hang in the air. */
  function forgetClimb(feed: FeedKey, from: Point, firstBottom: Point | null): void {
    states.of(feed).ignoresMinId = true;
    if (firstBottom !== null) writer.putGap(newGap(feed, firstBottom, from));
  }

  async function descend(feed: Feed, id: EntryId, options: CallOptions): Promise<Result<Walk>> {
    const walk = (end: Walk['end'], incompleteUntil: number | null = null): Result<Walk> => ok({ end, firstBottom: null, reached: null, incompleteUntil });
    const asked = new Set<string>();
    let cursor: string | null = null;
    for (let pages = 0; pages < pagesPerFill; pages += 1) {
      const gap = timelines.gap(id);
      if (gap === null) return walk('met');
      const point = upperEnd(gap);
      // A server that gives the same page for ever is not asked for ever (gotosocial#1807).
      if (asked.has(cursor ?? point.id)) return walk('cap');
      asked.add(cursor ?? point.id);
      const fetched = await fetchPage(writer, feed, { kind: 'below', point }, cursor, options);
      if (!fetched.ok) return fetched;
      const { page, ended } = fetched.value;
      if (page.incompleteUntil !== null) return walk('incomplete', page.incompleteUntil);
      if (ended) return walk(timelines.gap(id) === null ? 'met' : 'ended');
      cursor = page.olderCursor;
    }
    return walk(timelines.gap(id) === null ? 'met' : 'cap');
  }

  async function walkGap(feed: Feed, gap: StoredGap, from: 'newer' | 'older', options: CallOptions): Promise<Result<Walk>> {
    const below = lowerEnd(gap);
    if (from === 'newer' || below === null || !canClimb(feed, states.of(feed.key))) return descend(feed, gap.id, options);
    const climbed = await climb(feed, below, gap.id, options);
    // "Nothing is newer" cannot be true below lines that are stored, and a refused cursor may only be gone: look from the other side.
    const fromAbove = climbed.ok ? climbed.value.end === 'top' || climbed.value.end === 'ignored' : isRefusal(climbed.error);
    return fromAbove ? descend(feed, gap.id, options) : climbed;
  }

  function settle(id: EntryId, result: Result<Walk>, byItself: boolean): void {
    const gap = timelines.gap(id);
    if (gap === null || gap.state === 'unfillable') return;
    // Unasked, one refusal may be a proxy's: the reader can still try, and is then told.
    if (!result.ok && isRefusal(result.error) && !byItself) writer.putGap({ ...gap, state: 'unfillable', reason: 'refused' });
    else if (!result.ok && isRefusal(result.error)) writer.putGap({ ...gap, state: 'open' });
    else if (byItself && (!result.ok || result.value.end === 'incomplete')) writer.putGap({ ...gap, state: 'loading' });
    else writer.putGap({ ...gap, state: 'open' });
  }

  return {
    climb,
    async fill(feed, id, from, byItself, options) {
      const gap = timelines.gap(id);
      const { filling } = states.of(feed.key);
      if (gap === null || filling.has(id)) return ok({ end: 'met', firstBottom: null, reached: null, incompleteUntil: null });
      filling.add(id);
      try {
        if (gap.state !== 'loading') writer.putGap({ ...gap, state: 'loading', reason: null });
        const result = await walkGap(feed, gap, from, options);
        settle(id, result, byItself);
        return result;
      } finally {
        filling.delete(id);
      }
    },
  };
}

export function canClimb(feed: Feed, state: HomeState): boolean {
  return feed.canClimb && !state.ignoresMinId;
}

function tookNoNotice(page: TimelinePageFromServer, cursor: Point): boolean {
  return page.items.some((item) => compareIds(item.id, cursor.id) <= 0);
}
