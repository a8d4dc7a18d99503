import type { AccountKey, CallInput, CallOutput, Result, StatusId, StatusUri } from '../../contract/index.ts';
import type { AccountDirectory } from '../account-directory.ts';
import type { Clock, StatusStore, Transactions } from '../ports.ts';
import type { Publish } from '../publish.ts';

export interface PeopleDeps {
  readonly clock: Clock;
  readonly transactions: Transactions;
  readonly statuses: StatusStore;
  readonly accounts: AccountDirectory;
  readonly publish: Publish;
  /** The id a status has on an account's server, resolving it there where it is not known and may be. */
  readonly localId: (account: AccountKey, uri: StatusUri) => Promise<Result<StatusId>>;
}

/** The calls `people.*` of the contract. */
export interface People {
  profile(input: CallInput<'people.profile'>): Promise<Result<CallOutput<'people.profile'>>>;
  statuses(input: CallInput<'people.statuses'>): Promise<Result<CallOutput<'people.statuses'>>>;
  relations(input: CallInput<'people.relations'>): Promise<Result<CallOutput<'people.relations'>>>;
  familiar(input: CallInput<'people.familiar'>): Promise<Result<CallOutput<'people.familiar'>>>;
  change(input: CallInput<'people.change'>): Promise<Result<CallOutput<'people.change'>>>;
  saveNote(input: CallInput<'people.saveNote'>): Promise<Result<CallOutput<'people.saveNote'>>>;
  lists(input: CallInput<'people.lists'>): Promise<Result<CallOutput<'people.lists'>>>;
  setListed(input: CallInput<'people.setListed'>): Promise<Result<null>>;
  rules(input: CallInput<'people.rules'>): Promise<Result<CallOutput<'people.rules'>>>;
  report(input: CallInput<'people.report'>): Promise<Result<null>>;
  close(): void;
}
