import type { AccountKey, StatusId, StatusUri } from '../../contract/ids.ts';
import type { StatusMarks, StatusView } from '../../contract/statuses.ts';
import type { SeenStatus } from '../fediverse.ts';

/** Statuses once by `uri`, with one row of marks per account. In `cache.db`. */
export interface StatusStore {
  /**
   * Stores what one account saw, or anybody can see (`null`). Keeps the newer edit, the larger counts and the text that is already there when the
   * new one is older. Answers whether anything a screen shows has changed.
   */
  put(account: AccountKey | null, seen: SeenStatus, now: number): boolean;
  get(uri: StatusUri): StatusView | null;
  many(uris: readonly StatusUri[]): readonly StatusView[];
  /** The local id a status has on an account's server, where that is known. */
  localId(account: AccountKey, uri: StatusUri): StatusId | null;
  uriOf(account: AccountKey, id: StatusId): StatusUri | null;
  setMarks(account: AccountKey, uri: StatusUri, change: Partial<Pick<StatusMarks, 'favourited' | 'reblogged' | 'bookmarked' | 'muted' | 'pinned' | 'ownVotes'>>): StatusView | null;
  /** One account no longer sees it. Answers what is left; null = nobody sees it and the record is gone. */
  dropView(account: AccountKey, uri: StatusUri): StatusView | null;
  /** Statuses this account has seen since `since`, newest first, for reconciling deletes and edits. */
  seenSince(account: AccountKey, since: number, limit: number): readonly { readonly id: StatusId; readonly uri: StatusUri; readonly editedAt: number | null }[];
}
