import type { AccountKey, EntryId, StatusUri } from '../../contract/ids.ts';
import type { NotificationDetail, NotificationTopic, NotificationType } from '../../contract/notifications.ts';
import type { Person } from '../../contract/statuses.ts';
import type { Place } from '../../contract/timelines.ts';

/** One notification, or one group of them as the server made it, of one account. Its newest id is its own. */
export interface StoredNotification {
  readonly account: AccountKey;
  readonly group: string;
  readonly id: string;
  /** Rows with the same entry are shown as one. */
  readonly entry: EntryId;
  /** What rows must share to become one entry; null: never. See `topics.ts`. */
  readonly subject: string | null;
  readonly type: NotificationType;
  readonly topic: NotificationTopic;
  readonly at: number;
  readonly people: readonly Person[];
  readonly count: number;
  readonly uri: StatusUri | null;
  readonly detail: NotificationDetail | null;
}

export interface InboxQuery {
  readonly accounts: readonly AccountKey[];
  readonly topics: readonly NotificationTopic[];
}

/** Rows newest first; the entry stands where its newest row of the query stands. */
export interface StoredEntry extends Place {
  readonly rows: readonly StoredNotification[];
}

/** Account and group, which no other row has together. */
export type RowName = `${AccountKey} ${string}`;

/** `readId` null: nothing is read. */
export interface ReadUpTo {
  readonly account: AccountKey;
  readonly readId: string | null;
}

/** The inboxes of all accounts, in `cache.db`. Ids of one account compare by length, then by code unit. */
export interface NotificationStore {
  row(account: AccountKey, group: string): StoredNotification | null;
  put(row: StoredNotification): void;
  remove(account: AccountKey, group: string): void;
  /** How many rows an account has. */
  size(account: AccountKey): number;
  /** By id. */
  newest(account: AccountKey): StoredNotification | null;
  oldest(account: AccountKey): StoredNotification | null;
  /** Rows whose id is from `bottom` to `top`, both included. */
  between(account: AccountKey, bottom: string, top: string): readonly StoredNotification[];
  /** An entry of this subject that would not span more than `spanMs` with a row at `at`; the newest of several. */
  entryFor(subject: string, at: number, spanMs: number): EntryId | null;
  page(query: InboxQuery, before: Place | null, limit: number): readonly StoredEntry[];
  entries(query: InboxQuery, ids: readonly EntryId[]): readonly StoredEntry[];
  /** Entries with a row of this account above what it has read, and not among `without`. */
  unread(account: AccountKey, topics: readonly NotificationTopic[], readId: string | null, without: readonly RowName[]): number;
  /** Entries with a row above what its account has read, each once; rows of `without` do not count. */
  unreadEntries(read: readonly ReadUpTo[], topics: readonly NotificationTopic[], without: readonly RowName[]): number;
  /** Takes out all of an account; answers the entries it was in. */
  clear(account: AccountKey): readonly EntryId[];
  /** Keeps the newest `keep` rows of an account; answers the entries that lost one. */
  trim(account: AccountKey, keep: number): readonly EntryId[];
}
