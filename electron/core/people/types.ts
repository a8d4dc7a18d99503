import type { CallInput, CallOutput, Result } from '../../contract/index.ts';
import type { AccountDirectory } from '../account-directory.ts';
import type { Clock, StatusStore, Transactions } from '../ports.ts';
import type { Publish } from '../publish.ts';

export interface PeopleDeps {
  readonly clock: Clock;
  readonly transactions: Transactions;
  readonly statuses: StatusStore;
  readonly accounts: AccountDirectory;
  readonly publish: Publish;
}

/** The calls `people.*` of the contract. */
export interface People {
  profile(input: CallInput<'people.profile'>): Promise<Result<CallOutput<'people.profile'>>>;
  statuses(input: CallInput<'people.statuses'>): Promise<Result<CallOutput<'people.statuses'>>>;
  relations(input: CallInput<'people.relations'>): Promise<Result<CallOutput<'people.relations'>>>;
  change(input: CallInput<'people.change'>): Promise<Result<CallOutput<'people.change'>>>;
  saveNote(input: CallInput<'people.saveNote'>): Promise<Result<CallOutput<'people.saveNote'>>>;
  close(): void;
}
