import type { AccountKey } from '../contract/ids.ts';
import type { Person } from '../contract/statuses.ts';
import type { AccountConnection, ServerProfile } from './fediverse.ts';

/** An account that can be asked things now: its token works as far as is known. */
export interface SignedInAccount {
  readonly key: AccountKey;
  readonly person: Person;
  readonly profile: ServerProfile;
  readonly connection: AccountConnection;
}

/** Who is signed in: what the reading side needs to know of `core/accounts`. */
export interface AccountDirectory {
  /** Every account in rail order, signed out ones among them: what they saw is still shown. */
  keys(): readonly AccountKey[];
  /** Null for an account that is unknown or signed out. */
  signedIn(key: AccountKey): SignedInAccount | null;
}

/** Host of the server an account is on: the first part of its key. */
export function hostOf(key: AccountKey): string {
  return key.slice(0, key.indexOf('/'));
}
