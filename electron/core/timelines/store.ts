import type { AccountKey, EntryId, StatusId, StatusUri } from '../../contract/ids.ts';
import type { Person } from '../../contract/statuses.ts';
import type { GapEntry, Place, TimelineEntry } from '../../contract/timelines.ts';

/** One line of one account's home as stored. `at` is the sort key: see `core/timelines/order.ts`. */
export interface StoredLine {
  readonly account: AccountKey;
  readonly id: StatusId;
  readonly entry: EntryId;
  readonly uri: StatusUri;
  readonly booster: Person | null;
  readonly at: number;
}

/** A hole in one account's home: posts between line `above` and line `below` may be missing. */
export interface StoredGap {
  readonly id: EntryId;
  readonly account: AccountKey;
  readonly above: StatusId;
  /** Null: nothing older is known, the hole is open downwards. */
  readonly below: StatusId | null;
  readonly newerAt: number;
  readonly olderAt: number | null;
  readonly state: GapEntry['state'];
  readonly reason: GapEntry['reason'];
}

/**
 * The homes of all accounts, in `cache.db`. A merged entry is all lines with the same `entry`; it stands at the
 * smallest `at` of its lines, so that a second account bringing the same post later does not move it.
 */
export interface TimelineStore {
  /** Adds lines that are not there yet; answers those that were added. */
  putLines(lines: readonly StoredLine[]): readonly StoredLine[];
  /** Those of these ids of the account that are stored already, with their `at`. */
  known(account: AccountKey, ids: readonly StatusId[]): ReadonlyMap<StatusId, number>;
  line(account: AccountKey, id: StatusId): StoredLine | null;
  /** Highest and lowest line of an account's home by `at`. */
  newest(account: AccountKey): StoredLine | null;
  oldest(account: AccountKey): StoredLine | null;
  /** Lines of an account from one key down to another, both included, newest first. */
  linesBetween(account: AccountKey, upperAt: number, lowerAt: number): readonly StoredLine[];
  /** Lines right above and right below an id in the server's order, among ids of its length: where a late line belongs. */
  neighbours(account: AccountKey, id: StatusId): { readonly above: StoredLine | null; readonly below: StoredLine | null };
  removeLine(account: AccountKey, id: StatusId): StoredLine | null;
  /** Lines of one account that show this status, itself or boosted. */
  linesOf(account: AccountKey, uri: StatusUri): readonly StoredLine[];
  gaps(account: AccountKey): readonly StoredGap[];
  gap(id: EntryId): StoredGap | null;
  putGap(gap: StoredGap): void;
  removeGap(id: EntryId): void;
  /** Merged entries older than `before` (or the newest), for these accounts, gaps among them. `reached` in the order of `accounts`. */
  page(accounts: readonly AccountKey[], before: Place | null, limit: number): readonly TimelineEntry[];
  /** As `page`, the other way: entries newer than `after`, nearest first cut, answered newest first. */
  pageAbove(accounts: readonly AccountKey[], after: Place, limit: number): readonly TimelineEntry[];
  countAbove(accounts: readonly AccountKey[], place: Place): number;
  /** Entries by id as `page` would give them; those nobody reaches any more are left out. */
  entries(accounts: readonly AccountKey[], ids: readonly EntryId[]): readonly TimelineEntry[];
  /** Ids of entries that show this status, over all accounts. */
  entriesOf(uri: StatusUri): readonly EntryId[];
}
