import type { Result, StatusId } from '../contract/index.ts';
import type { ServerEmoji } from '../contract/completion.ts';
import type { MediaAttachment, Person, Visibility } from '../contract/statuses.ts';
import type { CallOptions, NewStatus, SeenStatus } from './fediverse.ts';

/** A post the server keeps until its time. */
export interface ServerScheduled {
  readonly id: string;
  /** Epoch ms. */
  readonly at: number;
  readonly text: string;
  readonly spoilerText: string;
  readonly sensitive: boolean;
  readonly visibility: Visibility;
  readonly language: string | null;
  readonly mediaCount: number;
  readonly poll: NewStatus['poll'];
}

/** All that is needed to write it anew. Ids are those of the server that keeps it. */
export interface ScheduledWhole extends ServerScheduled {
  readonly media: readonly MediaAttachment[];
  readonly inReplyToId: StatusId | null;
  readonly quotedId: StatusId | null;
}

/** A server posts at once what is less than five minutes ahead (Mastodon scheduled_status.rb). */
export type Scheduling = { readonly kind: 'scheduled'; readonly scheduled: ServerScheduled } | { readonly kind: 'posted'; readonly seen: SeenStatus };

/** What writing a post asks of an account's server besides posting. Scheduling is `unsupported` where the server has none. */
export interface WritingCalls {
  /** As `post`, with `status.scheduledAt`. */
  schedule(status: NewStatus, idempotencyKey: string, options?: CallOptions): Promise<Result<Scheduling>>;
  /** All of them, soonest first. */
  scheduled(options?: CallOptions): Promise<Result<readonly ServerScheduled[]>>;
  scheduledWhole(id: string, options?: CallOptions): Promise<Result<ScheduledWhole>>;
  moveScheduled(id: string, at: number, options?: CallOptions): Promise<Result<null>>;
  /** `notFound`: it is posted by now, or somebody else took it back. */
  cancelScheduled(id: string, options?: CallOptions): Promise<Result<null>>;
  /** People whose name or handle has these letters, those the account follows first. At most `limit`. */
  findPeople(query: string, limit: number, options?: CallOptions): Promise<Result<readonly Person[]>>;
  emojis(options?: CallOptions): Promise<Result<readonly ServerEmoji[]>>;
}
