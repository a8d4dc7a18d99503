import type { AccountKey } from '../../contract/ids.ts';
import type { Result } from '../../contract/result.ts';
import type { AccountDirectory, SignedInAccount } from '../account-directory.ts';
import type { BelongingsSnapshot, MigrationFiles } from '../migration/index.ts';
import type { Clock, Log, Notifier, Random, Secrets, SettingsStore } from '../ports.ts';
import type { Publish } from '../publish.ts';

/** Sealed files, one per snapshot. `key`: 32 bytes in URL-safe base64; without it nobody reads or changes them. */
export interface SnapshotFiles {
  /** Durable when it answers, and never half there. Answers the bytes of the file. */
  write(of: SnapshotName, key: string, text: string): Promise<Result<number>>;
  /** `notFound`; `storage` where the file is damaged, was changed or was sealed with another key. */
  read(of: SnapshotName, key: string): Promise<Result<string>>;
  remove(of: SnapshotName): Promise<void>;
  /** Bytes of the file; 0 where there is none. */
  size(of: SnapshotName): Promise<number>;
  /** Times of all that is kept of an account, newest first. */
  times(account: AccountKey): Promise<readonly number[]>;
  /** Removes all that is kept of an account. */
  forget(account: AccountKey): Promise<void>;
}

export interface SnapshotName {
  readonly account: AccountKey;
  readonly takenAt: number;
}

export interface SnapshotDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly secrets: Secrets;
  readonly notifier: Notifier;
  readonly accounts: AccountDirectory;
  readonly settings: SettingsStore;
  readonly files: SnapshotFiles;
  readonly exports: MigrationFiles;
  readonly publish: Publish;
  /** Everything an account has now; changes nothing. */
  readonly read: (account: SignedInAccount, clock: Clock, signal: AbortSignal) => Promise<Result<BelongingsSnapshot>>;
}
