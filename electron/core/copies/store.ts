import type { BoostVisibility, CopyEdit, CopyJob, LinkedCopy, LinkedPost } from '../../contract/copies.ts';
import type { AccountKey, StatusId, StatusUri } from '../../contract/ids.ts';

/** A post that was sent. `post` is the same for all that went out together. */
export interface SentCopy extends LinkedCopy {
  readonly post: string;
  /** On its author's server. */
  readonly id: StatusId;
}

export interface StoredJob extends CopyJob {
  /** The post's id on the account's server, where it was known: it must be found even when nothing else of it is left here. */
  readonly local: StatusId | null;
  /** What an `edit` sets. */
  readonly edit: Omit<CopyEdit, 'uri'> | null;
  readonly visibility: BoostVisibility | null;
  /** Failed tries in a row that a network would not have helped. */
  readonly refusals: number;
}

/** Which posts are copies of one, and what is being done to them. In `state.db`: every write is on disk before it returns. */
export interface CopyStore {
  link(copy: SentCopy): void;
  unlink(uri: StatusUri): void;
  copy(uri: StatusUri): SentCopy | null;
  /** Those that were sent together as `post`, in the order they were sent. */
  copiesOf(post: string): readonly SentCopy[];
  /** Posts with two copies or more, newest first. */
  linked(limit: number): readonly LinkedPost[];
  putJobs(jobs: readonly StoredJob[]): void;
  job(id: string): StoredJob | null;
  /** In the order they were asked for. */
  jobs(): readonly StoredJob[];
  removeJob(id: string): void;
  forgetAccount(account: AccountKey): void;
}
