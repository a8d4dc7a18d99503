import type { DraftMedia } from '../../contract/attachments.ts';
import type { Draft, OutboxPost } from '../../contract/compose.ts';
import type { AccountKey } from '../../contract/ids.ts';
import type { NewStatus } from '../fediverse.ts';

/** A file of a copy. `uploadedId` is the server's, null until it has the file. */
export interface StoredMedia extends DraftMedia {
  readonly uploadedId: string | null;
}

/** A post a server keeps for later, which another copy takes the place of. */
export interface ReplacedRecord {
  /** The copy of the outbox it was; null where another program made it. */
  readonly copy: string | null;
  /** The server's id of it. */
  readonly id: string;
  /** What it is looked for by once its time has come. */
  readonly at: number;
  readonly text: string;
  readonly spoilerText: string;
  /** On disk before the server is asked to forget it: that it is not there any more is what was wanted then. */
  readonly removing: boolean;
}

/** One post for one account with what only core needs of it: what goes out, under which key, and how often it was tried. */
export interface StoredCopy {
  readonly id: string;
  readonly post: string;
  readonly account: AccountKey;
  readonly payload: NewStatus;
  readonly media: readonly StoredMedia[];
  /** Its place among the posts this account gets. */
  readonly part: number;
  readonly parts: number;
  /** The copy before it in its thread, which it answers: it leaves when that one is there. */
  readonly after: string | null;
  /** When it is to be posted; null for at once. Epoch ms. */
  readonly scheduledAt: number | null;
  /** What has to go before both could be posted; null once it is gone, or nothing more can be done about it. */
  readonly replaces: ReplacedRecord | null;
  /** Stored before the first request; replaced only after a definite refusal or by the person's own "send again". */
  readonly idempotencyKey: string;
  readonly keyFirstUsedAt: number | null;
  readonly attempts: number;
  readonly status: OutboxPost['copies'][number]['status'];
}

/** Drafts and outbox, in `state.db`: every write is on disk before the call returns. */
export interface ComposeStore {
  putDraft(draft: Draft): void;
  drafts(): readonly Draft[];
  deleteDraft(id: string): void;
  /** `draft`: what it was written as, remembered for `postOfDraft` also when the post is gone. */
  putPost(post: Pick<OutboxPost, 'id' | 'createdAt' | 'body'>, copies: readonly StoredCopy[], draft: string): void;
  /** Id of the post a draft became; null for one that was never sent. */
  postOfDraft(draft: string): string | null;
  putCopy(copy: StoredCopy): void;
  copy(id: string): StoredCopy | null;
  /** Copies that are not finished: waiting, uploading, sending, scheduled, late, needing a decision, sent while the version before is still being removed. */
  unfinished(): readonly StoredCopy[];
  /** Those of them that are not sent, and those that failed: what may still be sent. */
  unsettled(): readonly StoredCopy[];
  /** Newest first. */
  posts(limit: number): readonly OutboxPost[];
  post(id: string): OutboxPost | null;
  removePost(id: string): void;
}
