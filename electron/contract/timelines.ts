import * as v from 'valibot';
import { call, nothing, returns } from './call.ts';
import { feedGroup } from './feeds.ts';
import { accountKey, entryId, type AccountKey, type EntryId, type FeedKey } from './ids.ts';
import type { Person, StatusView } from './statuses.ts';

/** Which lists are merged: the homes of some accounts, or of all of them in rail order; or any feeds. */
export const timelineSpec = v.variant('source', [
  v.strictObject({
    source: v.literal('home'),
    accounts: v.union([v.literal('all'), v.pipe(v.array(accountKey), v.minLength(1), v.maxLength(200))]),
  }),
  v.strictObject({ source: v.literal('feeds'), feeds: v.pipe(v.array(feedGroup), v.minLength(1), v.maxLength(20)) }),
]);
export type TimelineSpec = v.InferOutput<typeof timelineSpec>;

/** Place in a merged timeline: newest first by `at` (epoch ms), then by `id`, descending by code unit. */
export const place = v.strictObject({ at: v.number(), id: entryId });
export type Place = v.InferOutput<typeof place>;

export interface StatusEntry extends Place {
  readonly kind: 'status';
  readonly view: StatusView;
  /** Who boosted it into the timeline; null for the post itself. */
  readonly booster: Person | null;
  /** The accounts whose timeline it came in by, in rail order; of a saved search those that know the post. Empty where it was read without an account. */
  readonly reached: readonly AccountKey[];
  /** The lists it stands in. */
  readonly feeds: readonly FeedKey[];
  /** Other entries that show the same post: by itself, or as somebody's boost. Newest first. */
  readonly also: readonly Sighting[];
}

/** Another way the same post came in. */
export interface Sighting extends Place {
  readonly booster: Person | null;
  readonly feeds: readonly FeedKey[];
}

/** A hole in one list: between `at` and `olderAt` posts may be missing. Visible, never closed in silence. */
export interface GapEntry extends Place {
  readonly kind: 'gap';
  readonly feed: FeedKey;
  /** Whose list it is in; null where it is read without an account. */
  readonly account: AccountKey | null;
  /** Upper and lower end of the hole, epoch ms; `olderAt` is null when nothing older is known. */
  readonly newerAt: number;
  readonly olderAt: number | null;
  readonly state: 'open' | 'loading' | 'unfillable';
  /** Set when `unfillable`: the server keeps no older posts, or refuses. */
  readonly reason: 'serverLimit' | 'refused' | null;
}

export type TimelineEntry = StatusEntry | GapEntry;

export interface TimelinePage {
  readonly entries: readonly TimelineEntry[];
  /** `more`: call again with the last entry's place; `fetching`: older ones were asked for, `timeline.changed` follows; `end`: the servers hold no more. */
  readonly older: 'more' | 'fetching' | 'end';
}

export const timelineCalls = {
  /** One page of what is stored, at once; asks the servers for older posts where the store runs out. `before: null` = newest. */
  'timelines.page': call({
    input: v.strictObject({ timeline: timelineSpec, before: v.nullable(place), limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(200)) }),
    output: returns<TimelinePage>(),
  }),
  /** Newest page over the place last read, so that a restart opens where reading stopped. */
  'timelines.around': call({
    input: v.strictObject({ timeline: timelineSpec, place, limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(200)) }),
    output: returns<TimelinePage & { readonly newerCount: number }>(),
  }),
  'timelines.loadGap': call({ input: v.strictObject({ gap: entryId, from: v.picklist(['newer', 'older']) }), output: returns<null>() }),
  /** Ask every account of the timeline for its newest posts now. */
  'timelines.refresh': call({ input: v.strictObject({ timeline: timelineSpec }), output: returns<null>() }),
  'timelines.savePlace': call({
    input: v.strictObject({ name: v.pipe(v.string(), v.maxLength(64)), place: v.nullable(place), offset: v.number() }),
    output: returns<null>(),
  }),
  /** Where reading of these homes stopped in another app, as far as their servers say; null where that is no news. */
  'timelines.elsewhere': call({ input: v.strictObject({ accounts: v.union([v.literal('all'), v.pipe(v.array(accountKey), v.minLength(1), v.maxLength(200))]) }), output: returns<Place | null>() }),
  'timelines.savedPlaces': call({ input: nothing, output: returns<readonly SavedPlace[]>() }),
};

export interface SavedPlace {
  readonly name: string;
  readonly place: Place | null;
  /** Pixels between the top of the view and the top of that entry. */
  readonly offset: number;
}

export interface TimelineEvents {
  /**
   * Entries to put in or to replace by `id`, and entries to take out, over all feeds: a view keeps those that stand in
   * one of its own (`isInTimeline`). A store orders them by `Place`.
   */
  'timelines.changed': { readonly entries: readonly TimelineEntry[]; readonly removed: readonly EntryId[] };
}
