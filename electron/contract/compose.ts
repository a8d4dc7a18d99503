import * as v from 'valibot';
import { attachedFile, attachedPart, attachmentId, draftMedia, draftPoll, smallerFile, type AttachedFile, type PartProblem } from './attachments.ts';
import { call, nothing, returns } from './call.ts';
import { accountKey, statusUri, type AccountKey, type StatusId, type StatusUri } from './ids.ts';
import type { AppError } from './result.ts';

export const postVisibility = v.picklist(['public', 'unlisted', 'private', 'direct']);

/** What one account posts differently; an absent field means "as written". */
export const targetOverrides = v.strictObject({
  text: v.optional(v.pipe(v.string(), v.maxLength(100_000))),
  spoilerText: v.optional(v.pipe(v.string(), v.maxLength(10_000))),
  visibility: v.optional(postVisibility),
  language: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(16)))),
  smaller: v.optional(v.pipe(v.array(smallerFile), v.maxLength(32), v.readonly())),
});

export const draftId = v.pipe(v.string(), v.minLength(1), v.maxLength(64));

/** A post being written. Saved on every change; never thrown away but by the person or by being sent. */
export const draftBody = v.strictObject({
  text: v.pipe(v.string(), v.maxLength(100_000)),
  spoilerText: v.pipe(v.string(), v.maxLength(10_000)),
  sensitive: v.boolean(),
  visibility: postVisibility,
  language: v.nullable(v.pipe(v.string(), v.maxLength(16))),
  inReplyTo: v.nullable(statusUri),
  targets: v.pipe(v.array(v.strictObject({ account: accountKey, overrides: targetOverrides })), v.maxLength(50)),
  media: v.optional(v.pipe(v.array(draftMedia), v.maxLength(32), v.readonly()), []),
  poll: v.optional(v.nullable(draftPoll), null),
});
export type DraftBody = v.InferOutput<typeof draftBody>;
export type TargetOverrides = v.InferOutput<typeof targetOverrides>;

export interface Draft {
  readonly id: string;
  readonly body: DraftBody;
  readonly savedAt: number;
}

/**
 * One copy of a post, for one account:
 * `waiting` for its turn, for the hold time (`sendAt`) or for the network; `uploading` its files, `done` of `total`
 * bytes; all of them are there while the server still prepares them; `sending` the post is out; `sent`; `failed`
 * a definite no, with the reason, and the file where one was refused; `needsDecision` the answer was lost and the server cannot tell whether the post is
 * there; `cancelled`. `sent` without an `id` is the person's own word that the post is there.
 */
export type CopyState =
  | { readonly state: 'waiting'; readonly sendAt: number; readonly lastError: AppError | null }
  | { readonly state: 'uploading'; readonly since: number; readonly done: number; readonly total: number }
  | { readonly state: 'sending'; readonly since: number }
  | { readonly state: 'sent'; readonly at: number; readonly id: StatusId | null; readonly uri: StatusUri | null; readonly url: string | null }
  | { readonly state: 'failed'; readonly at: number; readonly error: AppError; readonly refused?: AttachedFile }
  | { readonly state: 'needsDecision'; readonly sentAt: number; readonly checkedAt: number; readonly error: AppError }
  | { readonly state: 'cancelled'; readonly at: number };

export interface OutboxCopy {
  readonly id: string;
  readonly account: AccountKey;
  readonly text: string;
  readonly status: CopyState;
}

/** One press of the send button: the copies of one post, known as one. */
export interface OutboxPost {
  readonly id: string;
  readonly createdAt: number;
  readonly body: DraftBody;
  readonly copies: readonly OutboxCopy[];
}

const copyId = v.pipe(v.string(), v.minLength(1), v.maxLength(64));

/** Length of a text as one account's server counts it. `limit` is the server's, `used` may be above it. */
export interface Measure {
  readonly account: AccountKey;
  readonly used: number;
  readonly limit: number;
}

export interface AccountProblem {
  readonly account: AccountKey;
  readonly problem: PartProblem;
}

export const composeCalls = {
  /** Counts a text for every account it would go to. No request, well below a millisecond. Unknown accounts are left out. */
  'compose.measure': call({
    input: v.strictObject({
      text: v.pipe(v.string(), v.maxLength(100_000)),
      spoilerText: v.pipe(v.string(), v.maxLength(10_000)),
      accounts: v.pipe(v.array(accountKey), v.maxLength(50)),
    }),
    output: returns<readonly Measure[]>(),
  }),
  /** What the servers of the post's accounts would refuse of its media and its poll. No request. Unknown accounts are left out. */
  'compose.check': call({ input: v.strictObject({ body: draftBody }), output: returns<readonly AccountProblem[]>() }),
  /**
   * Keeps one part of a file for posts. Answers how many bytes of it are here; at `total` it is whole and on disk, and is
   * shown under `media/attachments/ID`. It stays until no draft and no unfinished copy names it.
   */
  'compose.attach': call({ input: attachedPart, output: returns<{ readonly received: number }>() }),
  'compose.saveDraft': call({ input: v.strictObject({ id: draftId, body: draftBody }), output: returns<{ readonly savedAt: number }>() }),
  'compose.drafts': call({ input: nothing, output: returns<readonly Draft[]>() }),
  'compose.deleteDraft': call({ input: v.strictObject({ id: draftId }), output: returns<null>() }),
  /** Puts one copy per target into the outbox and takes the draft out, in one transaction. Refuses what a target's server would refuse. */
  'compose.send': call({ input: v.strictObject({ draftId, body: draftBody }), output: returns<OutboxPost>() }),
  'outbox.list': call({ input: nothing, output: returns<readonly OutboxPost[]>() }),
  /** Only for `failed`, and for `waiting` (= now). A new idempotency key after a definite refusal. */
  'outbox.retry': call({ input: v.strictObject({ copy: copyId }), output: returns<null>() }),
  /** For a copy one of whose files was refused: sends this one in its place. */
  'outbox.replaceFile': call({ input: v.strictObject({ copy: copyId, of: attachmentId, file: attachedFile }), output: returns<null>() }),
  /** Only before the post left: `waiting`, `uploading` or `failed`. The text goes back to the drafts, under the id of its post. */
  'outbox.cancel': call({ input: v.strictObject({ copy: copyId }), output: returns<null>() }),
  /** Ends `needsDecision`: the person looked and says whether the post is there; or look again. */
  'outbox.decide': call({ input: v.strictObject({ copy: copyId, answer: v.picklist(['isThere', 'sendAgain', 'lookAgain']) }), output: returns<null>() }),
  /** Takes finished posts out of the list. */
  'outbox.dismiss': call({ input: v.strictObject({ post: copyId }), output: returns<null>() }),
};

export interface ComposeEvents {
  'outbox.changed': { readonly posts: readonly OutboxPost[] };
  /** Between two `outbox.changed`: bytes of this copy's files that have left. */
  'outbox.uploading': { readonly copy: string; readonly done: number; readonly total: number };
}
