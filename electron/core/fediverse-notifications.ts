import type { Result } from '../contract/index.ts';
import type { NotificationDetail, NotificationPolicy, NotificationType } from '../contract/notifications.ts';
import type { Person } from '../contract/statuses.ts';
import type { CallOptions, SeenStatus } from './fediverse.ts';

/** A notification, or a group of them, as one account was told. Streams and servers without groups send each alone. */
export interface SeenNotification {
  /** Of the newest of the group. Not an id of statuses: their order is their own. */
  readonly id: string;
  /** The server's name for the group; made of the id where it groups nothing. */
  readonly group: string;
  readonly type: NotificationType;
  /** Of the newest, epoch ms. */
  readonly at: number;
  /** Newest first; may be fewer than `count`, or empty. */
  readonly people: readonly Person[];
  readonly count: number;
  readonly seen: SeenStatus | null;
  readonly detail: NotificationDetail | null;
}

export interface NotificationPageFromServer {
  /** Newest first. A group that goes on in the next page is in both. */
  readonly items: readonly SeenNotification[];
  /** Highest and lowest single id the page reached; null for an empty page. */
  readonly reach: { readonly top: string; readonly bottom: string } | null;
  readonly olderCursor: string | null;
  readonly dropped: number;
}

export type NotificationQuery =
  | { readonly kind: 'newest' }
  | { readonly kind: 'olderThan'; readonly cursor: string }
  /** The page immediately above this id. Needs `capabilities.minId`. */
  | { readonly kind: 'justNewerThan'; readonly id: string };

/** `id` is the person's on the asked server. */
export interface FollowRequest {
  readonly id: string;
  readonly person: Person;
}

export interface FilteredRequest {
  readonly id: string;
  readonly person: Person;
  readonly count: number;
  readonly at: number;
  readonly seen: SeenStatus | null;
}

/** The account's inbox. Held-back requests and the policy are `unsupported` where the server has none. */
export interface NotificationCalls {
  notifications(query: NotificationQuery, options?: CallOptions): Promise<Result<NotificationPageFromServer>>;
  /** Id of the last notification read; null where nothing was ever marked. */
  notificationMarker(options?: CallOptions): Promise<Result<string | null>>;
  /** Answers what the server holds now. A collision with another client is tried once more. */
  setNotificationMarker(id: string, options?: CallOptions): Promise<Result<string | null>>;
  followRequests(options?: CallOptions): Promise<Result<readonly FollowRequest[]>>;
  answerFollowRequest(id: string, accept: boolean, options?: CallOptions): Promise<Result<null>>;
  filteredRequests(options?: CallOptions): Promise<Result<readonly FilteredRequest[]>>;
  answerFilteredRequest(id: string, accept: boolean, options?: CallOptions): Promise<Result<null>>;
  notificationPolicy(options?: CallOptions): Promise<Result<NotificationPolicy>>;
  setNotificationPolicy(change: PolicyChange, options?: CallOptions): Promise<Result<NotificationPolicy>>;
}

export type PolicyChange = { readonly [K in keyof NotificationPolicy]?: NotificationPolicy[K] | undefined };
