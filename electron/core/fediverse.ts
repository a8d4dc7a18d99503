/**
 * What core asks of fediverse servers, in its own words. `adapters/masto` is the only place that knows HTTP. Every
 * call answers a `Result`; one bad item in an answer is dropped and counted, never the page. All calls take an
 * optional signal; an aborted call answers `cancelled`.
 */
import type { AccountKey, Html, Result, StatusId, StatusUri } from '../contract/index.ts';
import type { QuotePolicy } from '../contract/compose.ts';
import type { Person, Poll, Status, StatusAction, StatusMarks, Visibility } from '../contract/statuses.ts';
import type { ServerLimits, ServerSummary } from '../contract/servers.ts';
import type { BelongingsCalls } from './fediverse-belongings.ts';
import type { MovingCalls } from './fediverse-moving.ts';
import type { FeedCalls } from './fediverse-feeds.ts';
import type { PeopleCalls } from './fediverse-people.ts';
import type { SearchCalls } from './fediverse-search.ts';
import type { PostCalls } from './fediverse-posts.ts';
import type { WritingCalls } from './fediverse-writing.ts';
import type { NotificationCalls, SeenNotification } from './fediverse-notifications.ts';

export type { FilteredRequest, FollowRequest, NotificationCalls, NotificationPageFromServer, NotificationQuery, PolicyChange, SeenNotification } from './fediverse-notifications.ts';

/** How a server takes the token on its streaming socket (measured per software: `header` Mastodon, GoToSocial; `query` the others). */
export type StreamAuth = 'header' | 'query';

/** What one server can do, probed once and kept. Gate features by this, never by a version number. */
export interface ServerProfile {
  readonly summary: ServerSummary;
  readonly limits: ServerLimits;
  /** `https://host[:port]`, where redirects of discovery ended; every request of the account goes here. */
  readonly apiBase: string;
  /** `wss://host[:port]` the stream is at, null where the server has none: then it is polled. */
  readonly streamingBase: string | null;
  readonly streamAuth: StreamAuth;
  readonly capabilities: {
    readonly minId: boolean;
    readonly statusBatch: boolean;
    /** What a repeated Idempotency-Key does: `honoured` answers the first post; `ignored` posts again; `unreliable` may answer an error. */
    readonly idempotency: 'honoured' | 'ignored' | 'unreliable';
    readonly editing: boolean;
    readonly scheduling: boolean;
    readonly quotes: boolean;
    readonly translation: boolean;
    readonly groupedNotifications: boolean;
    readonly filtersV2: boolean;
    readonly oauthMetadata: boolean;
  };
  /** Epoch ms of the probe; older than an hour is asked again. */
  readonly checkedAt: number;
}

/** An app registration on one server. `clientSecret` is a secret. */
export interface AppRegistration {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
  readonly scopes: string;
}

export interface TokenGrant {
  readonly accessToken: string;
  readonly scopes: string;
  /** Epoch ms; null when it does not end. */
  readonly expiresAt: number | null;
  readonly refreshToken: string | null;
}

/** Who a token belongs to, from `verify_credentials`. */
export interface OwnAccount {
  readonly id: string;
  readonly person: Person;
  readonly movedTo: string | null;
  readonly defaults: { readonly visibility: Visibility; readonly language: string | null; readonly sensitive: boolean };
}

/** A status as one account sees it. */
export interface SeenStatus {
  readonly status: Status;
  readonly marks: Omit<StatusMarks, 'account'>;
}

/** One line of a timeline: a post, or somebody's boost of one. `id` is the line's own id (the wrapper's, for a boost). */
export interface TimelineItem {
  readonly id: StatusId;
  /** `created_at` of the line itself, epoch ms. */
  readonly createdAt: number;
  readonly booster: Person | null;
  readonly seen: SeenStatus;
}

export interface TimelinePageFromServer {
  /** In the server's own order, newest first. Never sorted again. */
  readonly items: readonly TimelineItem[];
  /** Cursor for the next older page, null at the end. */
  readonly olderCursor: string | null;
  /** The server answered 206: its feed is being rebuilt; ask again after this time (epoch ms). */
  readonly incompleteUntil: number | null;
  /** Items that could not be read and were left out. */
  readonly dropped: number;
}

/** `moreAt`: epoch ms from which the server may know more replies, as it is fetching some; null where it is not. */
export interface StatusContext {
  readonly ancestors: readonly SeenStatus[];
  readonly descendants: readonly SeenStatus[];
  readonly moreAt: number | null;
}

export type PageQuery =
  | { readonly kind: 'newest'; readonly limit: number }
  /** Strictly older than this cursor or id. */
  | { readonly kind: 'olderThan'; readonly cursor: string; readonly limit: number }
  /** The page immediately above this id, newest first. Needs `capabilities.minId`. */
  | { readonly kind: 'justNewerThan'; readonly id: StatusId; readonly limit: number };

export interface NewStatus {
  readonly text: string;
  readonly spoilerText: string;
  readonly sensitive: boolean;
  readonly visibility: Visibility;
  readonly language: string | null;
  readonly inReplyToId: StatusId | null;
  readonly mediaIds: readonly string[];
  readonly poll: { readonly options: readonly string[]; readonly expiresInMs: number; readonly multiple: boolean } | null;
  /** Set on posts the server is asked to keep until then (`WritingCalls.schedule`), epoch ms. */
  readonly scheduledAt?: number;
  readonly quotedId?: StatusId;
  readonly quotePolicy?: QuotePolicy;
  readonly localOnly?: boolean;
  /** Ids of the only people it may reach, on servers that guard that. */
  readonly allowedMentions?: readonly string[];
  readonly contentType?: string;
}

export interface NewMedia {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mimeType: string;
  readonly name: string;
  readonly description: string;
  /** -1 to 1, y upwards; null leaves it to the server. */
  readonly focus: { readonly x: number; readonly y: number } | null;
}

/** `description` as the server kept it. Not `ready`: still in processing, a post may not name it yet. */
export interface UploadedMedia {
  readonly id: string;
  readonly ready: boolean;
  readonly description: string;
}

/** Media for posts to come. An upload that no post names is thrown away by the server after a day or so. */
export interface MediaCalls {
  /** `onProgress` gets the bytes that have left. An upload that may have arrived may be repeated. */
  uploadMedia(media: NewMedia, options?: CallOptions & { readonly onProgress?: (sentBytes: number) => void }): Promise<Result<UploadedMedia>>;
  /** `notFound`: it has expired, or belongs to a post by now. `rejected`: the server could not process it. */
  uploadedMedia(id: string, options?: CallOptions): Promise<Result<UploadedMedia>>;
  describeMedia(id: string, media: Pick<NewMedia, 'description' | 'focus'>, options?: CallOptions): Promise<Result<UploadedMedia>>;
}

/** One of the account's own posts as read back, for comparing after an unclear answer. */
export interface OwnPost {
  readonly id: StatusId;
  readonly uri: StatusUri;
  readonly url: string | null;
  readonly createdAt: number;
  readonly content: Html;
  /** Text as typed, from the source endpoint; null where the server has none. */
  readonly sourceText: string | null;
  readonly spoilerText: string;
  readonly inReplyToId: StatusId | null;
  /** Number of its pictures, films and sounds. Not their ids: Akkoma gives them new ones. */
  readonly mediaCount: number;
  /** Empty without a poll. */
  readonly pollOptions: readonly string[];
}

/** What arrives on a stream, already parsed. Unknown events are logged and dropped by the adapter. */
export type StreamEvent =
  | { readonly kind: 'update'; readonly item: TimelineItem }
  | { readonly kind: 'statusUpdate'; readonly seen: SeenStatus }
  | { readonly kind: 'delete'; readonly id: StatusId }
  | { readonly kind: 'notification'; readonly notification: SeenNotification }
  /** What an accepted request held back is among the notifications now, below the newest. */
  | { readonly kind: 'notificationsMerged' }
  /** Something was said in a private conversation. */
  | { readonly kind: 'conversation' }
  | { readonly kind: 'filtersChanged' };

/** Why a stream is not open any more. `status` is the HTTP status of a refused upgrade. */
export type StreamEnd =
  | { readonly kind: 'closed'; readonly code: number }
  | { readonly kind: 'silent' }
  | { readonly kind: 'refused'; readonly status: number; readonly retryAt: number | null }
  | { readonly kind: 'unreachable' };

export interface StreamListener {
  onOpen(): void;
  onEvent(event: StreamEvent): void;
  /** Called exactly once, also after `close()` of a socket that never opened. */
  onEnd(end: StreamEnd): void;
}

/** One socket, one life: it does not reconnect; `core/streaming` decides when to open the next one. */
export interface StreamHandle {
  close(): void;
}

export interface CallOptions {
  readonly signal?: AbortSignal;
  /**
   * `background` calls leave a fifth of the rate budget to what the person does; `bulk` ones, which go on for hours,
   * leave 20 requests and use up each window to its end. Default `user`.
   */
  readonly priority?: 'user' | 'background' | 'bulk';
}

/** Calls as one signed-in account. */
export interface AccountConnection extends NotificationCalls, MediaCalls {
  readonly account: AccountKey;
  verify(options?: CallOptions): Promise<Result<OwnAccount>>;
  home(query: PageQuery, options?: CallOptions): Promise<Result<TimelinePageFromServer>>;
  status(id: StatusId, options?: CallOptions): Promise<Result<SeenStatus>>;
  /** Those of `ids` the server still serves; a missing one is deleted. Needs `capabilities.statusBatch`; at most 20. */
  statuses(ids: readonly StatusId[], options?: CallOptions): Promise<Result<readonly SeenStatus[]>>;
  context(id: StatusId, options?: CallOptions): Promise<Result<StatusContext>>;
  /** Finds the status on this account's server, fetching it from its origin where needed (slow: up to 45 s). */
  resolveStatus(uri: StatusUri, url: string | null, options?: CallOptions): Promise<Result<SeenStatus>>;
  act(id: StatusId, action: StatusAction, options?: CallOptions): Promise<Result<SeenStatus>>;
  vote(pollId: string, choices: readonly number[], options?: CallOptions): Promise<Result<Poll>>;
  post(status: NewStatus, idempotencyKey: string, options?: CallOptions): Promise<Result<SeenStatus>>;
  /** The account's own newest posts without boosts, newest first, at most `limit` (<= 40). */
  ownPosts(limit: number, options?: CallOptions): Promise<Result<readonly OwnPost[]>>;
  readonly people: PeopleCalls;
  readonly search: SearchCalls;
  readonly feeds: FeedCalls;
  readonly moving: MovingCalls;
  readonly belongings: BelongingsCalls;
  readonly posts: PostCalls;
  readonly writing: WritingCalls;
  openStream(listener: StreamListener): StreamHandle;
  /** The server's idea of now, from its last `Date` header; null before the first answer. */
  serverTime(): number | null;
  close(): void;
}

/** Calls to a server without an account: discovery and sign-in. */
export interface ServerConnection {
  /** Finds the API behind what a person typed and what it can do. */
  probe(address: string, options?: CallOptions): Promise<Result<ServerProfile>>;
  registerApp(profile: ServerProfile, redirectUri: string, options?: CallOptions): Promise<Result<AppRegistration>>;
  authorizeUrl(profile: ServerProfile, app: AppRegistration, params: { readonly state: string; readonly codeChallenge: string; readonly forceLogin: boolean }): string;
  exchangeCode(profile: ServerProfile, app: AppRegistration, params: { readonly code: string; readonly codeVerifier: string }, options?: CallOptions): Promise<Result<TokenGrant>>;
  revoke(profile: ServerProfile, app: AppRegistration, token: string, options?: CallOptions): Promise<Result<null>>;
  /** S256 of a PKCE verifier (RFC 7636). */
  codeChallenge(verifier: string): string;
}

export interface Fediverse extends ServerConnection {
  /** Who a token belongs to, before there is an account. */
  whoAmI(profile: ServerProfile, token: string, options?: CallOptions): Promise<Result<OwnAccount>>;
  connect(account: AccountKey, profile: ServerProfile, token: string): AccountConnection;
  /** What a server shows everybody of what its people say. `unauthorized` or `rejected` where it shows nobody. */
  publicTimeline(profile: ServerProfile, query: PageQuery, options?: CallOptions): Promise<Result<TimelinePageFromServer>>;
}
