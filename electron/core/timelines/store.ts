import type { AccountKey, EntryId, FeedKey, StatusId, StatusUri } from '../../contract/ids.ts';
import type { Person } from '../../contract/statuses.ts';
import type { GapEntry, Place, TimelineEntry } from '../../contract/timelines.ts';

/** One line of one list as stored. `at` is the sort key: see `core/timelines/order.ts`. */
export interface StoredLine {
  readonly feed: FeedKey;
  readonly id: StatusId;
  readonly entry: EntryId;
  readonly uri: StatusUri;
  readonly booster: Person | null;
  readonly at: number;
}

/** A hole in one list: posts between line `above` and line `below` may be missing. */
export interface StoredGap {
  readonly id: EntryId;
  readonly feed: FeedKey;
  readonly above: StatusId;
  /** Null: nothing older is known, the hole is open downwards. */
  readonly below: StatusId | null;
  readonly newerAt: number;
  readonly olderAt: number | null;
  readonly state: GapEntry['state'];
  readonly reason: GapEntry['reason'];
}

/**
 * The lists of all accounts, in `cache.db`. A merged entry is all lines with the same `entry`; it stands at the
 * smallest `at` of its lines, so that a second account bringing the same post later does not move it.
 */
export interface TimelineStore {
  /** Adds lines that are not there yet; answers those that were added. */
  putLines(lines: readonly StoredLine[]): readonly StoredLine[];
  /** Those of these ids of the list that are stored already, with their `at`. */
  known(feed: FeedKey, ids: readonly StatusId[]): ReadonlyMap<StatusId, number>;
  line(feed: FeedKey, id: StatusId): StoredLine | null;
  /** Highest and lowest line of a list by `at`. */
  newest(feed: FeedKey): StoredLine | null;
  oldest(feed: FeedKey): StoredLine | null;
  /** Lines of a list from one key down to another, both included, newest first. */
  linesBetween(feed: FeedKey, upperAt: number, lowerAt: number): readonly StoredLine[];
  /** Lines right above and right below an id in the server's order, among ids of its length: where a late line belongs. */
  neighbours(feed: FeedKey, id: StatusId): { readonly above: StoredLine | null; readonly below: StoredLine | null };
  removeLine(feed: FeedKey, id: StatusId): StoredLine | null;
  /** Lines of all lists of one account that show this status, itself or boosted; null: of those that are read without one. */
  linesOf(account: AccountKey | null, uri: StatusUri): readonly StoredLine[];
  gaps(feed: FeedKey): readonly StoredGap[];
  gap(id: EntryId): StoredGap | null;
  putGap(gap: StoredGap): void;
  removeGap(id: EntryId): void;
  /** Merged entries older than `before` (or the newest), for these lists, gaps among them. `feeds` and `reached` in their order. */
  page(feeds: readonly FeedKey[], before: Place | null, limit: number): readonly TimelineEntry[];
  /** As `page`, the other way: entries newer than `after`, nearest first cut, answered newest first. */
  pageAbove(feeds: readonly FeedKey[], after: Place, limit: number): readonly TimelineEntry[];
  countAbove(feeds: readonly FeedKey[], place: Place): number;
  /** Entries by id as `page` would give them; those in none of the lists any more are left out. */
  entries(feeds: readonly FeedKey[], ids: readonly EntryId[]): readonly TimelineEntry[];
  /** Ids of entries that show this status, over all lists. */
  entriesOf(uri: StatusUri): readonly EntryId[];
}
