import * as v from 'valibot';
import { attachedFile, attachedPart, attachmentId, draftMedia, draftPoll, smallerFile, type AttachedFile, type PartProblem } from './attachments.ts';
import { call, nothing, returns } from './call.ts';
import { completionCalls } from './completion.ts';
import { accountKey, statusUri, type AccountKey, type StatusId, type StatusUri } from './ids.ts';
import type { AppError } from './result.ts';
import type { QuoteState, Visibility } from './statuses.ts';

export const postVisibility = v.picklist(['public', 'unlisted', 'private', 'direct']);

/** Who may quote a post, on servers with quotes. */
export const quotePolicy = v.picklist(['public', 'followers', 'nobody']);
export type QuotePolicy = v.InferOutput<typeof quotePolicy>;

/**
 * What one account posts differently; an absent field means "as written". `split`: what is too long for its server goes
 * out as a thread. `quoteAsLink`: its server cannot quote, the person agreed to a link in the text. `localOnly`: stays on
 * its server. `contentType`: one of the server's `limits.formats`.
 */
export const targetOverrides = v.strictObject({
  text: v.optional(v.pipe(v.string(), v.maxLength(100_000))),
  spoilerText: v.optional(v.pipe(v.string(), v.maxLength(10_000))),
  visibility: v.optional(postVisibility),
  language: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(16)))),
  smaller: v.optional(v.pipe(v.array(smallerFile), v.maxLength(32), v.readonly())),
  split: v.optional(v.boolean()),
  quotePolicy: v.optional(quotePolicy),
  quoteAsLink: v.optional(v.boolean()),
  localOnly: v.optional(v.boolean()),
  contentType: v.optional(v.pipe(v.string(), v.maxLength(100))),
});

export const draftId = v.pipe(v.string(), v.minLength(1), v.maxLength(64));

/** A further post of a thread. Who sees it, its language and its warning are those of the first. `own`: versions of single accounts. */
export const draftPart = v.strictObject({
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  text: v.pipe(v.string(), v.maxLength(100_000)),
  media: v.optional(v.pipe(v.array(draftMedia), v.maxLength(32), v.readonly()), []),
  poll: v.optional(v.nullable(draftPoll), null),
  own: v.optional(v.pipe(v.array(v.strictObject({ account: accountKey, text: v.pipe(v.string(), v.maxLength(100_000)) })), v.maxLength(50), v.readonly()), []),
});
export type DraftPart = v.InferOutput<typeof draftPart>;

const target = v.strictObject({ account: accountKey, overrides: targetOverrides });

/** Epoch ms. */
const time = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8_640_000_000_000_000));

const copyId = v.pipe(v.string(), v.minLength(1), v.maxLength(64));

/** A copy of the outbox, or what a server has of some other program. */
export const scheduledRef = v.variant('in', [
  v.strictObject({ in: v.literal('outbox'), copy: copyId }),
  v.strictObject({ in: v.literal('server'), account: accountKey, id: v.pipe(v.string(), v.minLength(1), v.maxLength(256)) }),
]);
export type ScheduledRef = v.InferOutput<typeof scheduledRef>;

/** The scheduled post a draft is a new version of: whose, and as it stood when the writing began. */
export const replacedPost = v.strictObject({
  post: scheduledRef,
  account: accountKey,
  at: time,
  text: v.pipe(v.string(), v.maxLength(100_000)),
  spoilerText: v.pipe(v.string(), v.maxLength(10_000)),
});
export type ReplacedPost = v.InferOutput<typeof replacedPost>;

/** A post being written, or a thread. Saved on every change; never thrown away but by the person or by being sent. */
export const draftBody = v.strictObject({
  text: v.pipe(v.string(), v.maxLength(100_000)),
  spoilerText: v.pipe(v.string(), v.maxLength(10_000)),
  sensitive: v.boolean(),
  visibility: postVisibility,
  language: v.nullable(v.pipe(v.string(), v.maxLength(16))),
  inReplyTo: v.nullable(statusUri),
  targets: v.pipe(v.array(target), v.maxLength(50)),
  /**
   * Accounts that boost the post of the one target once it is out: its first post, where it is a thread. What they would
   * post differently is kept for when they write again.
   */
  boosters: v.optional(v.pipe(v.array(target), v.maxLength(50))),
  media: v.optional(v.pipe(v.array(draftMedia), v.maxLength(32), v.readonly()), []),
  poll: v.optional(v.nullable(draftPoll), null),
  /** The posts after the first, in order. */
  thread: v.optional(v.pipe(v.array(draftPart), v.maxLength(99), v.readonly()), []),
  /** Every post of a thread ends with its number, "2/5". */
  numbered: v.optional(v.boolean(), false),
  scheduledAt: v.optional(v.nullable(time), null),
  quote: v.optional(v.nullable(statusUri), null),
  /** Null leaves it to each account's own default. */
  quotePolicy: v.optional(v.nullable(quotePolicy), null),
  /** Full handles of people the person agreed to let into the direct conversation it answers. */
  mayJoin: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(400))), v.maxLength(100))),
  /** That post stays as it is until this one is safe in its place. */
  replaces: v.optional(replacedPost),
});
export type DraftBody = v.InferOutput<typeof draftBody>;
export type TargetOverrides = v.InferOutput<typeof targetOverrides>;

export interface Draft {
  readonly id: string;
  readonly body: DraftBody;
  readonly savedAt: number;
}

/**
 * What is known of the scheduled version a posted one takes the place of: `removing` its server is being asked to forget it;
 * `posted` it went out as well; `unclear` it may go out, or has: nobody can say.
 */
export type EarlierVersion = 'removing' | 'posted' | 'unclear';

/**
 * One post for one account:
 * `waiting` for its turn, for the post before it in its thread, for the hold time (`sendAt`) or for the network; `uploading` its files, `done` of `total`
 * bytes; all of them are there while the server still prepares them; `sending` the post is out; `sent`; `failed`
 * a definite no, with the reason, and the file where one was refused; `needsDecision` the answer was lost and the server
 * cannot tell whether the post is there; `cancelled`. `sent` without an `id` is the person's own word that the post is
 * there; `quote`: what its server last said of the quote in it; `earlier`: absent where no other version is left. `scheduled` for `at`: `by` its server, under the `id` it
 * gave (null: the person's word), or by Skein, which has to run then; `late` the time `at` passed while it could not be
 * sent, so the person is asked.
 */
export type CopyState =
  | { readonly state: 'waiting'; readonly sendAt: number; readonly lastError: AppError | null }
  | { readonly state: 'uploading'; readonly since: number; readonly done: number; readonly total: number }
  | { readonly state: 'sending'; readonly since: number }
  | { readonly state: 'sent'; readonly at: number; readonly id: StatusId | null; readonly uri: StatusUri | null; readonly url: string | null; readonly quote?: QuoteState; readonly earlier?: EarlierVersion }
  | { readonly state: 'failed'; readonly at: number; readonly error: AppError; readonly refused?: AttachedFile }
  | { readonly state: 'needsDecision'; readonly sentAt: number; readonly checkedAt: number; readonly error: AppError }
  | { readonly state: 'scheduled'; readonly at: number; readonly by: 'server' | 'skein'; readonly id: string | null }
  | { readonly state: 'late'; readonly at: number }
  | { readonly state: 'cancelled'; readonly at: number };

/** `part` counts from 0 among the `parts` posts this account gets: more than one where it is a thread there. */
export interface OutboxCopy {
  readonly id: string;
  readonly account: AccountKey;
  readonly text: string;
  readonly part: number;
  readonly parts: number;
  readonly status: CopyState;
}

/** One press of the send button: the copies of one post or thread, known as one. In order of account, then of `part`. */
export interface OutboxPost {
  readonly id: string;
  readonly createdAt: number;
  readonly body: DraftBody;
  readonly copies: readonly OutboxCopy[];
}

/**
 * Lengths as one account's server counts them, one of `parts` for each post of the draft. `limit` is the server's, `used`
 * may be above it. `split`: the texts it goes out as where the account splits what is too long; else empty.
 */
export interface Measure {
  readonly account: AccountKey;
  readonly limit: number;
  readonly parts: readonly { readonly used: number; readonly split: readonly string[] }[];
}

/** A post that waits for its time. `by`: who sends it. `late`: its time passed while it could not be sent. */
export interface ScheduledPost {
  readonly ref: ScheduledRef;
  readonly account: AccountKey;
  readonly at: number;
  readonly by: 'server' | 'skein';
  readonly late: boolean;
  readonly text: string;
  readonly spoilerText: string;
  readonly visibility: Visibility;
  readonly media: number;
  readonly poll: boolean;
  /** Posts of its thread, itself among them. */
  readonly parts: number;
  /** It takes the place of an earlier version, which its server has not forgotten yet. */
  readonly replacing: boolean;
}

/** `unavailable`: accounts whose server could not be asked; what Skein knows of theirs is in the list. */
export interface ScheduledList {
  readonly posts: readonly ScheduledPost[];
  readonly unavailable: readonly AccountKey[];
}

/** `part`: which post of the thread, from 0. */
export interface AccountProblem {
  readonly account: AccountKey;
  readonly part: number;
  readonly problem: PartProblem;
}

export const composeCalls = {
  ...completionCalls,
  /** Counts every post of a draft for every account it would go to. No request. Unknown accounts are left out. */
  'compose.measure': call({ input: v.strictObject({ body: draftBody }), output: returns<readonly Measure[]>() }),
  /** What the servers of the post's accounts would refuse of its media and its poll. No request. Unknown accounts are left out. */
  'compose.check': call({ input: v.strictObject({ body: draftBody }), output: returns<readonly AccountProblem[]>() }),
  /**
   * Keeps one part of a file for posts. Answers how many bytes of it are here; at `total` it is whole and on disk, and is
   * shown under `media/attachments/ID`. It stays until no draft and no unfinished copy names it.
   */
  'compose.attach': call({ input: attachedPart, output: returns<{ readonly received: number }>() }),
  /** `invalidInput` of `draftId`: it was sent meanwhile with other words, so these want a draft of their own. */
  'compose.saveDraft': call({ input: v.strictObject({ id: draftId, body: draftBody }), output: returns<{ readonly savedAt: number }>() }),
  'compose.drafts': call({ input: nothing, output: returns<readonly Draft[]>() }),
  'compose.deleteDraft': call({ input: v.strictObject({ id: draftId }), output: returns<null>() }),
  /**
   * Puts the copies for every target into the outbox and takes the draft out, in one transaction. Refuses what a target's
   * server would refuse. A draft is sent once: a repeat answers the post it became, however much later. `invalidInput` of
   * `draftId` where it was sent with other words, or its post was taken off the list.
   */
  'compose.send': call({ input: v.strictObject({ draftId, body: draftBody }), output: returns<OutboxPost>() }),
  'outbox.list': call({ input: nothing, output: returns<readonly OutboxPost[]>() }),
  /** Only for `failed`, and for `waiting` (= now). A new idempotency key after a definite refusal. */
  'outbox.retry': call({ input: v.strictObject({ copy: copyId }), output: returns<null>() }),
  /** For a copy one of whose files was refused: sends this one in its place. */
  'outbox.replaceFile': call({ input: v.strictObject({ copy: copyId, of: attachmentId, file: attachedFile }), output: returns<null>() }),
  /**
   * Only before the post left: `waiting`, `uploading`, `failed`, `scheduled` (the server is asked to forget it) or `late`.
   * The posts after it in its thread come along. The text goes back to the drafts; answers which one.
   */
  'outbox.cancel': call({ input: v.strictObject({ copy: copyId }), output: returns<{ readonly draft: string }>() }),
  /** Changes what will be posted, in the same states but `uploading` and `scheduled` on a server. A failed one is sent then. */
  'outbox.edit': call({ input: v.strictObject({ copy: copyId, text: v.pipe(v.string(), v.maxLength(100_000)) }), output: returns<null>() }),
  /** For a copy that failed because it would have let others into a direct conversation: the person agrees, and it is sent. */
  'outbox.letJoin': call({ input: v.strictObject({ copy: copyId }), output: returns<null>() }),
  /** Ends `needsDecision`: the person looked and says whether the post is there; or look again. */
  'outbox.decide': call({ input: v.strictObject({ copy: copyId, answer: v.picklist(['isThere', 'sendAgain', 'lookAgain']) }), output: returns<null>() }),
  /** Every post of every account that waits for its time, soonest first; those made with other programs too. Asks the servers. */
  'scheduled.list': call({ input: nothing, output: returns<ScheduledList>() }),
  /** Another time for one of them. `late` and what Skein sends may be any time to come; a server wants five minutes ahead. */
  'scheduled.move': call({ input: v.strictObject({ post: scheduledRef, at: time }), output: returns<null>() }),
  /**
   * Makes a draft of it, with its files, and answers which one. Nothing changes where it waits: what the draft becomes takes
   * its place once it is sent, and never both go out. `invalidInput` where that is happening already.
   */
  'scheduled.edit': call({ input: v.strictObject({ post: scheduledRef }), output: returns<{ readonly draft: string }>() }),
  /** Nothing goes out. The text goes back to the drafts; answers which one. Files of a post made elsewhere are not brought back. */
  'scheduled.cancel': call({ input: v.strictObject({ post: scheduledRef }), output: returns<{ readonly draft: string }>() }),
  /** Takes finished posts out of the list. */
  'outbox.dismiss': call({ input: v.strictObject({ post: copyId }), output: returns<null>() }),
};

export interface ComposeEvents {
  'outbox.changed': { readonly posts: readonly OutboxPost[] };
  /** Between two `outbox.changed`: bytes of this copy's files that have left. */
  'outbox.uploading': { readonly copy: string; readonly done: number; readonly total: number };
}
