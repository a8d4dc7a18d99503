import type { IdForm } from '../model/ids.ts';

/** The kinds of server a practice world can hold. */
export type ServerKind = 'mastodon-4.2' | 'mastodon-4.5' | 'mastodon-4.6' | 'gotosocial' | 'akkoma' | 'mitra' | 'hollo';

/** Groups of routes a kind has or has not. A route of an absent group answers 404. */
export type Feature =
  | 'instanceV2'
  | 'oauthMetadata'
  | 'userinfo'
  | 'groupedNotifications'
  | 'notificationPolicy'
  | 'filtersV1'
  | 'filtersV2'
  | 'quotes'
  | 'statusBatch'
  | 'accountBatch'
  | 'history'
  | 'translation'
  | 'scheduled'
  | 'markers'
  | 'conversations'
  | 'followedTags'
  | 'featuredTags'
  | 'endorsements'
  | 'domainBlocks'
  | 'trends'
  | 'directory'
  | 'announcements'
  | 'asyncRefresh'
  | 'profileApi'
  | 'notes'
  | 'reports'
  | 'mediaDelete'
  | 'publicContext'
  /** `/settings` with forms for people who are signed in there. */
  | 'settingsPages'
  /** `accounts/:id/endorse` beside the older `pin` (Mastodon 4.4). */
  | 'endorse'
  | 'domainBlockPreview'
  /** Pages that tell whom a block of a domain cost (4.3). */
  | 'severedRelationships'
  /** `custom_filters.json` (Mastodon 4.6). */
  | 'filterFiles'
  | 'gotosocialApi'
  | 'pleromaApi'
  | 'mitraApi';

export interface StreamTraits {
  /** Where the token may be on the upgrade. */
  readonly auth: readonly ('header' | 'query' | 'subprotocol')[];
  /** The token sent as subprotocol comes back in the answer. */
  readonly echo: boolean;
  /** Kinds of stream a subscribe frame can name; others need a socket of their own with a query. */
  readonly subscribable: readonly string[];
  readonly unsubscribe: boolean;
  readonly pingEveryMs: number;
  /** How the `stream` field names a user's own stream. */
  readonly userStreamName: 'plain' | 'withId';
  /** Delete frames come without `stream` (Akkoma streamer.ex). */
  readonly deleteNamesStream: boolean;
}

export interface KindTraits {
  readonly kind: ServerKind;
  readonly software: string;
  /** `software.version` of nodeinfo. */
  readonly softwareVersion: string;
  /** `version` of the instance entity. */
  readonly apiVersion: string;
  /** `api_versions.mastodon`, null where the field is absent. */
  readonly apiLevel: number | null;
  readonly ids: IdForm;
  /** Ids of delivered posts: by the time they came in, or by the time they were written. */
  readonly idTime: 'receipt' | 'published';
  /** New actors get `/ap/users/<number>` (Mastodon 4.5+) instead of `/users/<name>`. */
  readonly numericActors: boolean;
  /**
   * A repeated Idempotency-Key: answers the first post; fails with 500 though it exists (4.6.0 to 4.6.5,
   * mastodon#40399); posts again; or repeats the stored answer whoever sent the key (Akkoma).
   */
  readonly idempotency: 'first' | 'error500' | 'ignored' | 'globalKey';
  readonly idempotencyLifeMs: number;
  readonly limits: 'perToken' | 'perIp' | 'throttle' | 'none';
  readonly cursors: 'all' | 'maxIdOnly';
  /** `Link` also names the newer side. */
  readonly prevLink: boolean;
  /** A limit above the maximum is cut, or answered with 400 (Mitra). */
  readonly limitAboveMax: 'clamped' | 'rejected';
  readonly badCursor: 'ignored' | 'rejected';
  readonly stream: StreamTraits | null;
  readonly maxCharacters: number;
  readonly maxMedia: number;
  readonly maxPollOptions: number;
  readonly maxPollOptionCharacters: number;
  /** Some uploads are answered with 202 and need polling until they are ready. */
  readonly mediaProcessing: 'async' | 'sync';
  /** Life of a token; null does not end. */
  readonly tokenLifeMs: number | null;
  /** Followers here follow somebody who moves; false for software that ignores `Move`. */
  readonly takesMoves: boolean;
  /** An actor read not longer ago than this is not read again to verify a move. */
  readonly aliasCacheMs: number;
  /** Actor documents name where an account moved to. */
  readonly publishesMovedTo: boolean;
  /** Actor documents are given to signed requests only: apps get 401. */
  readonly signedFetch: boolean;
  readonly errorText: 'mastodon' | 'gotosocial' | 'akkoma';
  readonly features: ReadonlySet<Feature>;
}
