import type { FeedKey } from '../../contract/ids.ts';
import type { Place, TimelineEntry, TimelinePage, TimelineSpec } from '../../contract/timelines.ts';
import type { TimelineStore } from '../ports.ts';
import type { FeedDirectory } from './feed-directory.ts';
import type { HomeStates } from './home-state.ts';
import type { OlderPages } from './older-pages.ts';
import { comparePlaces } from './order.ts';

export interface Reading {
  page(spec: TimelineSpec, before: Place | null, limit: number): TimelinePage;
  around(spec: TimelineSpec, place: Place, limit: number): TimelinePage & { readonly newerCount: number };
}

/** Share of a page around a place that is newer than it. */
const SHARE_ABOVE = 1 / 3;

/** Answers pages of merged lists from the store. */
export function createReading(deps: {
  readonly timelines: TimelineStore;
  readonly feeds: FeedDirectory;
  readonly states: HomeStates;
  readonly older: OlderPages;
}): Reading {
  const { timelines } = deps;

  /**
   * Down to where every list is loaded that has more to load. Below, entries of one list would be shown now and
   * those of another would push in between them later, above the reader's eyes.
   */
  function floorOf(feeds: readonly FeedKey[]): Place | null {
    let floor: Place | null = null;
    for (const feed of feeds) {
      const oldest = deps.older.hasMore(feed) ? timelines.oldest(feed) : null;
      if (oldest === null) continue;
      const place = { at: oldest.at, id: oldest.entry };
      if (floor === null || comparePlaces(place, floor) > 0) floor = place;
    }
    return floor;
  }

  function askForOlder(feeds: readonly FeedKey[], before: Place | null, stored: readonly TimelineEntry[], limit: number): TimelinePage['older'] {
    const lowest = stored.length >= limit ? stored.at(-1)?.at : undefined;
    const lagging = feeds.filter((feed) => deps.older.hasMore(feed) && (timelines.oldest(feed)?.at ?? 0) >= (lowest ?? Number.NEGATIVE_INFINITY));
    for (const feed of lagging) deps.older.fetch(feed, Math.min(before?.at ?? Number.POSITIVE_INFINITY, lowest ?? Number.POSITIVE_INFINITY));
    if (lagging.length > 0) return 'fetching';
    return feeds.some(isFirstLoadDue) ? 'fetching' : 'end';
  }

  function isFirstLoadDue(feed: FeedKey): boolean {
    return timelines.oldest(feed) === null && !deps.states.of(feed).loaded && deps.feeds.get(feed) !== null;
  }

  function pageBelow(feeds: readonly FeedKey[], before: Place | null, limit: number): TimelinePage {
    const floor = floorOf(feeds);
    const stored = timelines.page(feeds, before, limit);
    const entries = stored.filter((entry) => floor === null || comparePlaces(entry, floor) >= 0);
    const older = entries.length >= limit ? 'more' : askForOlder(feeds, before, stored, limit);
    return { entries, older };
  }

  return {
    page: (spec, before, limit) => pageBelow(deps.feeds.of(spec), before, limit),
    around(spec, place, limit) {
      const feeds = deps.feeds.of(spec);
      const above = timelines.pageAbove(feeds, place, Math.floor(limit * SHARE_ABOVE));
      const self = timelines.entries(feeds, [place.id]);
      const upper = [...above, ...self.filter((entry) => comparePlaces(entry, place) <= 0)];
      const below = pageBelow(feeds, upper.at(-1) ?? place, Math.max(1, limit - upper.length));
      const entries = [...upper, ...below.entries];
      return { entries, older: below.older, newerCount: timelines.countAbove(feeds, entries[0] ?? place) };
    },
  };
}
