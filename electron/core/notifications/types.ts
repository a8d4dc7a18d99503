import type { AccountKey } from '../../contract/ids.ts';
import type { ShieldIndex } from '../../contract/shield-verdict.ts';
import type { AccountDirectory } from '../account-directory.ts';
import type { StreamEvent } from '../fediverse.ts';
import type { Clock, Log, Notifier, Random, SettingsStore, StatusStore, Transactions } from '../ports.ts';
import type { Publish } from '../publish.ts';
import type { NotificationStore } from './store.ts';

export interface NotificationDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly random: Random;
  readonly transactions: Transactions;
  readonly notifications: NotificationStore;
  readonly statuses: StatusStore;
  readonly settings: SettingsStore;
  readonly accounts: AccountDirectory;
  readonly notifier: Notifier;
  /** Whom accounts hide in what others are told. */
  readonly shield: () => ShieldIndex;
  /** What the person calls an account. */
  readonly nameOf: (account: AccountKey) => string;
  /** For quiet hours; the system's own when left out. An IANA name. */
  readonly timeZone?: string;
  readonly publish: Publish;
}

/** What keeps one account's inbox complete; driven like `HomeSync`. Failures show in the overview and are tried again with the next look. */
export interface InboxSync {
  interrupted(account: AccountKey): void;
  /** Fetches what came since the newest stored row, oldest first, then lets in what streamed meanwhile. */
  catchUp(account: AccountKey, signal: AbortSignal): Promise<void>;
  /** Compares the newest page with what is stored. */
  compareTop(account: AccountKey, signal: AbortSignal): Promise<void>;
  /** Takes those of the events that are for the inbox. */
  enqueue(account: AccountKey, events: readonly StreamEvent[]): void;
  forget(account: AccountKey): void;
}
