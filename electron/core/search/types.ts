import type { CallInput, CallOutput, Result } from '../../contract/index.ts';
import type { AccountDirectory } from '../account-directory.ts';
import type { Clock, Log, Random, SearchStore, SettingsStore, StatusStore, Transactions } from '../ports.ts';
import type { Publish } from '../publish.ts';
import type { Indexed, SavedSearch } from '../timelines/index.ts';
import type { OwnAccount } from './plan.ts';

export interface SearchDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly random: Random;
  readonly transactions: Transactions;
  readonly statuses: StatusStore;
  readonly search: SearchStore;
  readonly settings: SettingsStore;
  readonly accounts: AccountDirectory;
  readonly publish: Publish;
  /** Every account, signed in or not, in rail order. */
  readonly ownAccounts: () => readonly OwnAccount[];
  /** Posts were taken up anew, as they are now: the index answers for them. */
  readonly indexed: (posts: readonly Indexed[]) => void;
  /** Nothing is in the index any more. */
  readonly forgotten: () => void;
}

/** The calls `search.*` of the contract. */
export interface Search {
  readonly saved: SavedSearch;
  memory(input: CallInput<'search.memory'>): Result<CallOutput<'search.memory'>>;
  quick(input: CallInput<'search.quick'>): Result<CallOutput<'search.quick'>>;
  servers(input: CallInput<'search.servers'>): Result<CallOutput<'search.servers'>>;
  stop(input: CallInput<'search.stop'>): Result<null>;
  resolve(input: CallInput<'search.resolve'>): Promise<Result<CallOutput<'search.resolve'>>>;
  status(): Result<CallOutput<'search.status'>>;
  backfill(input: CallInput<'search.backfill'>): Result<null>;
  forget(): Result<null>;
  /** Begins to take up what waits; goes on until closed. */
  start(): void;
  close(): void;
}
