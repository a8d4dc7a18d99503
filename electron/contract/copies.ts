import * as v from 'valibot';
import { call, nothing, returns } from './call.ts';
import { accountKey, statusUri, type AccountKey, type MediaPath, type StatusUri } from './ids.ts';
import type { AppError, Result } from './result.ts';
import type { MediaKind } from './statuses.ts';

/** One account's post among the copies of one. `at`: when it was sent, epoch ms. */
export interface LinkedCopy {
  readonly account: AccountKey;
  readonly uri: StatusUri;
  readonly url: string | null;
  readonly at: number;
}

/** Two or more posts that went out as one. Kept beyond the outbox, until all but one of them are deleted. */
export interface LinkedPost {
  readonly id: string;
  readonly copies: readonly LinkedCopy[];
}

export interface EditableMedia {
  readonly id: string;
  readonly kind: MediaKind;
  readonly preview: MediaPath | null;
  readonly description: string;
}

/** A post as its author may change it: the text as typed; `rebuilt` from what is shown where the server does not tell that, without marks of formatting. */
export interface EditableCopy {
  readonly account: AccountKey;
  readonly uri: StatusUri;
  readonly text: string;
  readonly rebuilt: boolean;
  readonly spoilerText: string;
  readonly sensitive: boolean;
  readonly language: string | null;
  readonly media: readonly EditableMedia[];
}

/** `error` is `unsupported` where the server has no edits (`editing`), or the post has a poll that an edit would open again (`editEndedPoll`). */
export interface ReadCopy {
  readonly account: AccountKey;
  readonly uri: StatusUri;
  readonly result: Result<EditableCopy>;
}

const someUris = v.pipe(v.array(statusUri), v.minLength(1), v.maxLength(50), v.readonly());

/** What one copy is to become. `descriptions`: alt texts in the order of the media, as many as there are. */
export const copyEdit = v.strictObject({
  uri: statusUri,
  text: v.pipe(v.string(), v.maxLength(100_000)),
  spoilerText: v.pipe(v.string(), v.maxLength(10_000)),
  sensitive: v.boolean(),
  language: v.nullable(v.pipe(v.string(), v.maxLength(16))),
  descriptions: v.pipe(v.array(v.pipe(v.string(), v.maxLength(10_000))), v.maxLength(32), v.readonly()),
});
export type CopyEdit = v.InferOutput<typeof copyEdit>;

export const boostVisibility = v.picklist(['public', 'unlisted', 'private']);
export type BoostVisibility = v.InferOutput<typeof boostVisibility>;

export const copyDeed = v.picklist(['delete', 'pin', 'unpin']);
export type CopyDeed = v.InferOutput<typeof copyDeed> | 'edit' | 'boost';

/**
 * `afterPost`: a boost of a post that is still in the outbox. `waiting` for its turn, for the network or for a server
 * that was in trouble (`lastError`). `failed` is a definite no; nothing is tried again by itself then.
 */
export type CopyJobState =
  | { readonly state: 'afterPost' }
  | { readonly state: 'waiting'; readonly retryAt: number; readonly lastError: AppError | null }
  | { readonly state: 'running'; readonly since: number }
  | { readonly state: 'done'; readonly at: number }
  | { readonly state: 'failed'; readonly at: number; readonly error: AppError };

/** One change of one copy. On disk before the request leaves, so that it goes on after a crash. */
export interface CopyJob {
  readonly id: string;
  /** What was asked for together. */
  readonly batch: string;
  readonly deed: CopyDeed;
  readonly account: AccountKey;
  /** Null while the post is in the outbox. */
  readonly uri: StatusUri | null;
  /** The post of the outbox a boost was asked for with. */
  readonly after: string | null;
  readonly askedAt: number;
  readonly status: CopyJobState;
}

const jobId = v.pipe(v.string(), v.minLength(1), v.maxLength(64));

export const copyCalls = {
  'copies.linked': call({ input: nothing, output: returns<readonly LinkedPost[]>() }),
  /** Asks each copy's server for what was typed. */
  'copies.read': call({ input: v.strictObject({ uris: someUris }), output: returns<readonly ReadCopy[]>() }),
  /** Lengths as each account's server counts them. No request. Unknown accounts are left out. */
  'copies.measure': call({
    input: v.strictObject({ text: v.pipe(v.string(), v.maxLength(100_000)), spoilerText: v.pipe(v.string(), v.maxLength(10_000)), accounts: v.pipe(v.array(accountKey), v.maxLength(50), v.readonly()) }),
    output: returns<readonly { readonly account: AccountKey; readonly used: number; readonly limit: number }[]>(),
  }),
  /** Answers at once; what becomes of each job is told by `copies.jobs`. */
  'copies.edit': call({ input: v.strictObject({ edits: v.pipe(v.array(copyEdit), v.minLength(1), v.maxLength(50), v.readonly()) }), output: returns<readonly CopyJob[]>() }),
  'copies.change': call({ input: v.strictObject({ uris: someUris, deed: copyDeed }), output: returns<readonly CopyJob[]>() }),
  /**
   * Makes a draft of the first copy, with its pictures, then deletes all of them. Nothing is deleted where the draft
   * could not be made, or, unless the person agreed to `rebuilt` words, what was typed is not known (`unsupported`, `source`).
   */
  'copies.redraft': call({ input: v.strictObject({ uris: someUris, rebuilt: v.boolean() }), output: returns<{ readonly draft: string; readonly jobs: readonly CopyJob[] }>() }),
  /** Boosts by other accounts of a post that exists, or of one in the outbox (by its id) as soon as it is sent. */
  'copies.boostFromRest': call({
    input: v.strictObject({
      of: v.variant('kind', [v.strictObject({ kind: v.literal('status'), uri: statusUri }), v.strictObject({ kind: v.literal('outbox'), post: jobId })]),
      accounts: v.pipe(v.array(accountKey), v.minLength(1), v.maxLength(50), v.readonly()),
      visibility: v.nullable(boostVisibility),
    }),
    output: returns<readonly CopyJob[]>(),
  }),
  /** Jobs that are not done, and those done since the app started. */
  'copies.jobs': call({ input: nothing, output: returns<readonly CopyJob[]>() }),
  /** For `failed`, and for `waiting` (= now). */
  'copies.retry': call({ input: v.strictObject({ job: jobId }), output: returns<null>() }),
  /** Gives up a job that is not running, or takes a finished one out of the list. */
  'copies.dismiss': call({ input: v.strictObject({ job: jobId }), output: returns<null>() }),
};

export interface CopyEvents {
  'copies.linked': { readonly posts: readonly LinkedPost[] };
  'copies.jobs': { readonly jobs: readonly CopyJob[] };
}
