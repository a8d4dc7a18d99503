import type { AccountKey, CallInput, CallName, CallOutput, Result, StatusId, StatusUri } from '../../contract/index.ts';
import type { DraftMedia } from '../../contract/attachments.ts';
import type { Draft } from '../../contract/compose.ts';
import type { MediaAttachment } from '../../contract/statuses.ts';
import type { AccountDirectory } from '../account-directory.ts';
import type { CopyStore } from './store.ts';
import type { Clock, Lifecycle, Log, Random, StatusStore, Transactions } from '../ports.ts';
import type { Publish } from '../publish.ts';
import type { Statuses } from '../statuses/index.ts';

export interface CopyDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly lifecycle: Lifecycle;
  readonly transactions: Transactions;
  readonly store: CopyStore;
  readonly statuses: StatusStore;
  readonly accounts: AccountDirectory;
  readonly publish: Publish;
  readonly act: Statuses['act'];
  readonly localId: Statuses['localId'];
  /** Finds the address of a post of the outbox that is there by the person's word. */
  readonly locate: (post: string) => Promise<Result<StatusUri>>;
  /** A server no longer has this post: it leaves the account's timelines. */
  readonly gone: (account: AccountKey, id: StatusId) => void;
  /** Length of a text as an account's server counts it; null for an unknown account. */
  readonly measure: (account: AccountKey, text: string, spoilerText: string) => { readonly used: number; readonly limit: number } | null;
  /** Brings a picture, film or sound of a post back into the profile, for a draft. */
  readonly keepMedia: (media: MediaAttachment) => Promise<Result<DraftMedia>>;
  readonly saveDraft: (draft: Draft) => void;
}

type Call<N extends CallName> = (input: CallInput<N>) => Result<CallOutput<N>>;
type Asking<N extends CallName> = (input: CallInput<N>) => Promise<Result<CallOutput<N>>>;

/** The calls `copies.*` of the contract. */
export interface Copies {
  linked(): Result<CallOutput<'copies.linked'>>;
  readonly read: Asking<'copies.read'>;
  readonly measure: Call<'copies.measure'>;
  readonly edit: Call<'copies.edit'>;
  readonly change: Call<'copies.change'>;
  readonly redraft: Asking<'copies.redraft'>;
  readonly boostFromRest: Call<'copies.boostFromRest'>;
  jobs(): Result<CallOutput<'copies.jobs'>>;
  readonly retry: Call<'copies.retry'>;
  readonly dismiss: Call<'copies.dismiss'>;
  /** The other posts that went out together with this one. */
  siblings(uri: StatusUri): readonly { readonly account: AccountKey; readonly uri: StatusUri }[];
  start(): void;
  /** The account answers again: what waited for that goes on now. */
  reachable(account: AccountKey): void;
  accountRemoved(account: AccountKey): void;
  close(): void;
}
