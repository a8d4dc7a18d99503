import type { FeedKey, StatusId } from '../../contract/ids.ts';
import type { TimelineItem } from '../fediverse.ts';
import { entryIdOf } from './entry.ts';
import { changeOfGap, newGap, type Coverage, type GapChange } from './gaps.ts';
import { sortKeys, type Point } from './order.ts';
import type { StoredGap, StoredLine } from './store.ts';

/** Where in the server's list a page was asked for. */
export type PageSpot = { readonly kind: 'top' } | { readonly kind: 'above'; readonly point: Point } | { readonly kind: 'below'; readonly point: Point };

export interface ArrivedPage {
  readonly feed: FeedKey;
  readonly spot: PageSpot;
  /** In the server's order, newest first. */
  readonly items: readonly TimelineItem[];
  /** The server has nothing older than this page. */
  readonly ended: boolean;
  /** See `Feed.ranked`: ids say nothing of where the page belongs. */
  readonly ranked: boolean;
}

/** What the store holds around the page. */
export interface PageFacts {
  /** Keys of the page's lines that are stored already. */
  readonly known: ReadonlyMap<StatusId, number>;
  readonly newest: Point | null;
  readonly gaps: readonly StoredGap[];
  /** Keys of the stored lines right below the page's last and right above its first; infinite where there are none. */
  readonly floor: number;
  readonly ceiling: number;
  readonly horizon: number;
}

export interface PagePlan {
  readonly lines: readonly StoredLine[];
  readonly gaps: readonly GapChange[];
  /** The page meets what is stored: nothing can be missing between them. */
  readonly joined: boolean;
  readonly top: Point | null;
  readonly bottom: Point | null;
}

/** Decides what a page changes. Pure: the same page over the same store gives the same plan. */
export function planPage(page: ArrivedPage, facts: PageFacts): PagePlan {
  const points = toPoints(page, facts);
  const top = points[0] ?? null;
  const bottom = points.at(-1) ?? null;
  const lines = page.items.flatMap((item, index) => {
    const point = points[index];
    return point === undefined || facts.known.has(item.id) ? [] : [toLine(page.feed, item, point.at)];
  });
  const joined = page.spot.kind !== 'top' || facts.newest === null || facts.known.size > 0;
  const covered = coverageOf(page, top, bottom);
  if (!joined && bottom !== null && facts.newest !== null) {
    return { lines, gaps: [openHole(page, bottom, facts.newest)], joined, top, bottom };
  }
  const gaps = covered === null ? [] : facts.gaps.flatMap((gap) => changeOfGap(gap, covered) ?? []);
  return { lines, gaps, joined, top, bottom };
}

function toPoints(page: ArrivedPage, facts: PageFacts): readonly Point[] {
  const keys = sortKeys(page.items, {
    knownAt: (id) => facts.known.get(id),
    // A late post at the end of a page must not fall, with its old date, below lines that the server has it above.
    floor: page.spot.kind === 'above' ? Math.max(page.spot.point.at, facts.floor) : facts.floor,
    ceiling: page.spot.kind === 'below' ? Math.min(page.spot.point.at, facts.ceiling) : facts.ceiling,
    horizon: facts.horizon,
  });
  return page.items.map((item, index) => ({ id: item.id, at: keys[index] ?? item.createdAt }));
}

export function toLine(feed: FeedKey, item: TimelineItem, at: number): StoredLine {
  return { feed, id: item.id, entry: entryIdOf(feed, item), uri: item.seen.status.uri, booster: item.booster, at };
}

/**
 * A page from the top covers from its own first line only: lines that streamed in while it was on its way may stand
 * above a hole that it says nothing about.
 */
function coverageOf(page: ArrivedPage, top: Point | null, bottom: Point | null): Coverage | null {
  switch (page.spot.kind) {
    case 'top':
      return top === null || bottom === null ? null : { upper: top, lower: bottom, ended: page.ended };
    case 'above':
      return top === null ? null : { upper: top, lower: page.spot.point, ended: false };
    case 'below':
      return { upper: page.spot.point, lower: bottom ?? page.spot.point, ended: page.ended };
  }
}

function openHole(page: ArrivedPage, bottom: Point, newest: Point): GapChange {
  const gap = newGap(page.feed, bottom, newest);
  return { kind: 'put', gap: page.ended ? { ...gap, state: 'unfillable', reason: 'serverLimit' } : gap };
}
