import type { AccountKey } from '../../contract/ids.ts';
import type { Person, Visibility } from '../../contract/statuses.ts';
import type { ServerProfile } from '../fediverse.ts';

/** What is kept of an account beside its token, which is in `Secrets` under `token:<key>` (a JSON of `TokenGrant` and `AppRegistration`). */
export interface StoredAccount {
  readonly key: AccountKey;
  readonly id: string;
  readonly person: Person;
  readonly movedTo: string | null;
  readonly nickname: string | null;
  readonly colour: number;
  readonly position: number;
  readonly defaults: { readonly visibility: Visibility; readonly language: string | null; readonly sensitive: boolean };
  readonly profile: ServerProfile;
  readonly signedOut: boolean;
  readonly addedAt: number;
}

export interface AccountStore {
  /** By `position`. */
  all(): readonly StoredAccount[];
  put(account: StoredAccount): void;
  /** Takes the account and everything kept for it alone out of both databases: views, entries, gaps, places. Drafts and outbox stay. */
  remove(key: AccountKey): void;
}
