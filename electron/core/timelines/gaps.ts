import type { FeedKey } from '../../contract/ids.ts';
import { gapIdOf } from './entry.ts';
import { comparePoints, type Point } from './order.ts';
import type { StoredGap } from './store.ts';

/**
 * What a page proves: the server has nothing between `upper` and `lower` but what the page lists. `ended` = nor
 * anything below `lower`.
 */
export interface Coverage {
  readonly upper: Point;
  readonly lower: Point;
  readonly ended: boolean;
}

export type GapChange = { readonly kind: 'put'; readonly gap: StoredGap } | { readonly kind: 'remove'; readonly gap: StoredGap };

export function upperEnd(gap: StoredGap): Point {
  return { id: gap.above, at: gap.newerAt };
}

/** Null for a hole that is open downwards. */
export function lowerEnd(gap: StoredGap): Point | null {
  return gap.below === null ? null : { id: gap.below, at: gap.olderAt ?? Number.NEGATIVE_INFINITY };
}

/** A hole just found. It is `loading` from the start: whoever finds one fills it, or hands it to the person as `open`. */
export function newGap(feed: FeedKey, above: Point, below: Point | null): StoredGap {
  return {
    id: gapIdOf(feed, above.id),
    feed,
    above: above.id,
    below: below?.id ?? null,
    newerAt: above.at,
    olderAt: below?.at ?? null,
    state: 'loading',
    reason: null,
  };
}

/** What a page does to a hole: closes it, makes it smaller from either side, or null where it does not touch it. */
export function changeOfGap(gap: StoredGap, page: Coverage): GapChange | null {
  const above = upperEnd(gap);
  const below = lowerEnd(gap);
  const fromAbove = comparePoints(page.upper, above) >= 0;
  if (below === null) return fromAbove && (page.ended || comparePoints(page.lower, above) < 0) ? { kind: 'remove', gap } : null;
  const fromBelow = comparePoints(page.lower, below) <= 0;
  if (fromAbove && fromBelow) return { kind: 'remove', gap };
  if (fromAbove && (comparePoints(page.lower, above) < 0 || page.ended)) return { kind: 'put', gap: shrinkFromAbove(gap, page) };
  if (fromBelow && comparePoints(page.upper, below) > 0 && comparePoints(page.upper, above) < 0) {
    return { kind: 'put', gap: { ...gap, below: page.upper.id, olderAt: page.upper.at } };
  }
  return null;
}

/** Where the server's list ends inside the hole, the rest cannot be had: homes are finite (Mastodon: 400 to 800 posts). */
function shrinkFromAbove(gap: StoredGap, page: Coverage): StoredGap {
  const lower = comparePoints(page.lower, upperEnd(gap)) < 0 ? page.lower : upperEnd(gap);
  const moved = { ...gap, above: lower.id, newerAt: lower.at };
  return page.ended ? { ...moved, state: 'unfillable', reason: 'serverLimit' } : moved;
}
