import type { AccountHealth } from '../../contract/accounts.ts';
import type { AccountKey } from '../../contract/ids.ts';
import type { SignedInAccount } from '../account-directory.ts';
import type { Clock, Lifecycle, Log, Random } from '../ports.ts';
import type { HomeSync } from '../timelines/index.ts';

export interface StreamSupervisorDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly lifecycle: Lifecycle;
  readonly log: Log;
  readonly home: HomeSync;
  /** Called on every change. `signedOut` means the server refused the token twice: the account needs a new sign-in. */
  readonly healthChanged: (account: AccountKey, health: AccountHealth) => void;
}

/** Keeps every account's news coming: one state machine per account, so that a broken one holds up nobody. */
export interface StreamSupervisor {
  /** Begins with this account, or begins again with a new token. Starts of many accounts are spread by themselves. */
  start(account: SignedInAccount): void;
  /** Closes the socket and forgets the account. */
  stop(account: AccountKey): void;
  /** Try now instead of at `health.retryAt`. */
  reconnect(account: AccountKey): void;
  /** Null for an account that was never started. */
  healthOf(account: AccountKey): AccountHealth | null;
  close(): void;
}
