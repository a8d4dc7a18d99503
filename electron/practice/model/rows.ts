/** The rows of one practice server: plain data, so that a world can be written to a file and read back. Times are epoch ms. */
export type Visibility = 'public' | 'unlisted' | 'private' | 'direct';
export type QuotePolicy = 'public' | 'followers' | 'nobody';

export interface Account {
  readonly id: string;
  readonly username: string;
  /** Handle domain, null for accounts of this server. */
  readonly domain: string | null;
  /** ActivityPub id: global and opaque. */
  readonly uri: string;
  displayName: string;
  /** As typed; made HTML when shown. */
  note: string;
  /** Names of files in the world's file store; null shows the default picture. */
  avatar: string | null;
  header: string | null;
  locked: boolean;
  bot: boolean;
  discoverable: boolean;
  indexable: boolean;
  hideCollections: boolean;
  fields: { name: string; value: string; verifiedAt: number | null }[];
  readonly createdAt: number;
  /** Actor ids this account says it is also known as (the target side of a move). */
  alsoKnownAs: string[];
  /** Actor id this account moved to. */
  movedToUri: string | null;
  suspended: boolean;
  /** Limited by the moderators of this server: has to ask before it follows, and says so. */
  limited: boolean;
  /** When this server last read the actor document; null for its own accounts. */
  fetchedAt: number | null;
}

export interface NotificationPolicy {
  forNotFollowing: PolicyValue;
  forNotFollowers: PolicyValue;
  forNewAccounts: PolicyValue;
  forPrivateMentions: PolicyValue;
  forLimitedAccounts: PolicyValue;
}
export type PolicyValue = 'accept' | 'filter' | 'drop';

/** Whether a login may be used; the others are refused, each with its own words. */
export type Standing = 'active' | 'unconfirmed' | 'pending' | 'disabled';

/** What only the account's own server knows. The id is the account's. */
export interface User {
  readonly id: string;
  readonly password: string;
  privacy: Visibility;
  sensitive: boolean;
  language: string | null;
  quotePolicy: QuotePolicy;
  /** Status ids, newest first by id: Mastodon keeps the feed as a sorted set too. */
  homeFeed: string[];
  /** While in the future, the home feed answers 206 and only half of it. */
  regeneratingUntil: number | null;
  markers: Record<string, { lastReadId: string; version: number; updatedAt: number }>;
  policy: NotificationPolicy;
  attributionDomains: string[];
  /** Aliases that caches still hide from whoever reads the actor document. */
  lateAliases: { uri: string; visibleAt: number }[];
  /** A locked person accepts requests after so long; null leaves them waiting. */
  acceptsAfterMs: number | null;
  standing: Standing;
}

export interface StatusEdit {
  text: string;
  spoilerText: string;
  sensitive: boolean;
  mediaIds: string[];
  pollOptions: string[] | null;
  createdAt: number;
}

export type QuoteState = 'pending' | 'accepted' | 'rejected' | 'revoked' | 'deleted' | 'unauthorized';

export interface Status {
  readonly id: string;
  readonly uri: string;
  readonly accountId: string;
  readonly createdAt: number;
  readonly visibility: Visibility;
  readonly reblogOfId: string | null;
  readonly inReplyToId: string | null;
  readonly inReplyToAccountId: string | null;
  /** Set while the parent is not known here. */
  readonly inReplyToUri: string | null;
  readonly conversation: string;
  readonly local: boolean;
  /** Path of the web page at the author's server. */
  readonly urlPath: string;
  readonly application: string | null;
  text: string;
  /** Sent as it is instead of HTML made from `text`: for practising with hostile or odd servers. */
  rawHtml: string | null;
  spoilerText: string;
  sensitive: boolean;
  language: string | null;
  editedAt: number | null;
  mentions: { accountId: string; acct: string }[];
  tags: string[];
  mediaIds: string[];
  pollId: string | null;
  quote: { state: QuoteState; uri: string; statusId: string | null } | null;
  quotePolicy: QuotePolicy;
  pinned: boolean;
  edits: StatusEdit[];
}

export interface Poll {
  readonly id: string;
  readonly statusId: string;
  options: { title: string; votes: number }[];
  multiple: boolean;
  hideTotals: boolean;
  expiresAt: number | null;
  voters: number;
  /** Its end was told to those who made it or voted. */
  ended: boolean;
}

export interface PollVote {
  readonly id: string;
  readonly pollId: string;
  readonly accountId: string;
  readonly choices: readonly number[];
}

export type MediaType = 'image' | 'video' | 'gifv' | 'audio' | 'unknown';

export interface Media {
  readonly id: string;
  readonly accountId: string;
  readonly type: MediaType;
  readonly mime: string;
  readonly file: string;
  readonly width: number | null;
  readonly height: number | null;
  readonly blurhash: string | null;
  readonly createdAt: number;
  /** Handle domain of the server the file is from, null for uploads here. */
  readonly remoteDomain: string | null;
  description: string | null;
  focus: { x: number; y: number } | null;
  statusId: string | null;
  /** Not usable before this time. */
  readyAt: number;
  failed: boolean;
}

/** A row that says "this account did this to that": follow, request, block, mute, favourite … `source` acts on `target`. */
export interface Edge {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly createdAt: number;
}
export interface Follow extends Edge {
  reblogs: boolean;
  notify: boolean;
  languages: string[] | null;
}
export interface Mute extends Edge {
  notifications: boolean;
  expiresAt: number | null;
}
export interface Note extends Edge {
  comment: string;
}

export interface Notification {
  readonly id: string;
  /** Whose notification it is. */
  readonly userId: string;
  readonly type: string;
  readonly accountId: string;
  readonly statusId: string | null;
  readonly createdAt: number;
  readonly groupKey: string;
  /** Held back by the person's notification policy until the request is accepted. */
  filtered: boolean;
}

export interface NotificationRequest {
  readonly id: string;
  readonly userId: string;
  readonly accountId: string;
  readonly createdAt: number;
  updatedAt: number;
  dismissed: boolean;
}

export interface Conversation {
  readonly id: string;
  readonly userId: string;
  readonly conversation: string;
  accountIds: string[];
  lastStatusId: string;
  unread: boolean;
}

export interface List {
  readonly id: string;
  readonly userId: string;
  title: string;
  repliesPolicy: 'followed' | 'list' | 'none';
  exclusive: boolean;
}

export interface Filter {
  readonly id: string;
  readonly userId: string;
  title: string;
  context: string[];
  action: 'warn' | 'hide' | 'blur';
  expiresAt: number | null;
  keywords: { id: string; keyword: string; wholeWord: boolean }[];
  statuses: { id: string; statusId: string }[];
}

export interface UserTag {
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  readonly createdAt: number;
}

export interface ScheduledStatus {
  readonly id: string;
  readonly userId: string;
  scheduledAt: number;
  readonly params: Record<string, unknown>;
  readonly mediaIds: string[];
}

export interface App {
  readonly id: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly name: string;
  readonly website: string | null;
  readonly redirectUris: string[];
  readonly scopes: string;
  readonly createdAt: number;
}

export interface Token {
  readonly id: string;
  readonly token: string;
  readonly appId: string;
  /** Null for tokens of the app itself. */
  readonly accountId: string | null;
  readonly scopes: string;
  readonly createdAt: number;
  readonly expiresAt: number | null;
  revoked: boolean;
}

export interface AuthCode {
  readonly id: string;
  readonly appId: string;
  readonly accountId: string;
  readonly redirectUri: string;
  readonly scopes: string;
  readonly challenge: string | null;
  readonly expiresAt: number;
  used: boolean;
}

/** A person signed in on the server's own pages; the id is the cookie's value. */
export interface WebSession {
  readonly id: string;
  readonly accountId: string;
  readonly csrf: string;
}

export interface CustomEmoji {
  readonly id: string;
  readonly shortcode: string;
  readonly file: string;
  readonly category: string | null;
}

/** What a POST with an Idempotency-Key made. */
export interface UsedKey {
  readonly id: string;
  readonly resultId: string | null;
  readonly usedAt: number;
  /** The whole answer, on servers that repeat it, errors included (Akkoma plugs/idempotency_plug.ex). */
  readonly answer: { status: number; body: unknown } | null;
}
