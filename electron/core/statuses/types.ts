import type { AccountKey, CallInput, CallOutput, Result, StatusId, StatusUri } from '../../contract/index.ts';
import type { AccountDirectory } from '../account-directory.ts';
import type { Clock, StatusStore, Transactions } from '../ports.ts';
import type { Publish } from '../publish.ts';

export interface StatusDeps {
  readonly clock: Clock;
  readonly transactions: Transactions;
  readonly statuses: StatusStore;
  readonly accounts: AccountDirectory;
  readonly publish: Publish;
  /** A server answered that it no longer serves this status to this account: `HomeSync.gone` takes its lines out too. */
  readonly gone: (account: AccountKey, id: StatusId) => void;
  /** The other posts that went out together with this one, and whose they are. */
  readonly copiesOf: (uri: StatusUri) => readonly { readonly account: AccountKey; readonly uri: StatusUri }[];
}

/** The calls `statuses.*` of the contract. */
export interface Statuses {
  act(input: CallInput<'statuses.act'>): Promise<Result<CallOutput<'statuses.act'>>>;
  vote(input: CallInput<'statuses.vote'>): Promise<Result<CallOutput<'statuses.vote'>>>;
  cached(input: CallInput<'statuses.cached'>): Result<CallOutput<'statuses.cached'>>;
  thread(input: CallInput<'statuses.thread'>): Promise<Result<CallOutput<'statuses.thread'>>>;
  stopResolving(input: CallInput<'statuses.stopResolving'>): Result<null>;
  history(input: CallInput<'statuses.history'>): Promise<Result<CallOutput<'statuses.history'>>>;
  translators(): Result<CallOutput<'statuses.translators'>>;
  translate(input: CallInput<'statuses.translate'>): Promise<Result<CallOutput<'statuses.translate'>>>;
  /**
   * The id a status has on an account's server, resolving it there where it is not known and may be. For replies and
   * anything else that acts as an account.
   */
  localId(account: AccountKey, uri: CallInput<'statuses.cached'>['uri']): Promise<Result<StatusId>>;
  close(): void;
}
