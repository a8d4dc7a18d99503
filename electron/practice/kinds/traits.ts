import type { IdForm } from '../model/ids.ts';

/** The kinds of server a practice world can hold. */
export type ServerKind =
  | 'mastodon-4.2'
  | 'mastodon-4.5'
  | 'mastodon-4.6'
  | 'gotosocial'
  | 'akkoma'
  | 'mitra'
  | 'hollo';

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
  | 'publicContext';

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
  /** Ids of delivered posts: by the time they came in, or by the time they were written (api.md section 4, late arrivals). */
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
  readonly errorText: 'mastodon' | 'gotosocial' | 'akkoma';
  readonly features: ReadonlySet<Feature>;
}

const hourMs = 3_600_000;

const mastodon42: readonly Feature[] = [
  'instanceV2', 'filtersV1', 'filtersV2', 'history', 'scheduled', 'markers', 'conversations', 'followedTags', 'featuredTags',
  'endorsements', 'domainBlocks', 'trends', 'directory', 'announcements', 'translation', 'notes', 'reports', 'publicContext',
];
const mastodon45: readonly Feature[] = [
  ...mastodon42, 'statusBatch', 'oauthMetadata', 'userinfo', 'groupedNotifications', 'notificationPolicy', 'quotes', 'accountBatch',
  'asyncRefresh', 'mediaDelete',
];

const mastodonStream: StreamTraits = {
  auth: ['header', 'query', 'subprotocol'],
  echo: true,
  subscribable: ['user', 'user:notification', 'public', 'public:local', 'public:remote', 'public:media', 'public:local:media', 'public:remote:media', 'hashtag', 'hashtag:local', 'list', 'direct'],
  unsubscribe: true,
  pingEveryMs: 30_000,
  userStreamName: 'plain',
  deleteNamesStream: true,
};

const mastodonBase = {
  software: 'mastodon',
  ids: 'snowflake',
  idTime: 'receipt',
  idempotencyLifeMs: hourMs,
  limits: 'perToken',
  cursors: 'all',
  prevLink: true,
  limitAboveMax: 'clamped',
  badCursor: 'ignored',
  stream: mastodonStream,
  maxCharacters: 500,
  maxMedia: 4,
  maxPollOptions: 4,
  maxPollOptionCharacters: 50,
  mediaProcessing: 'async',
  tokenLifeMs: null,
  errorText: 'mastodon',
} as const;

/** One entry per kind; everything a route or the stream asks about the software comes from here. */
export const kinds: Readonly<Record<ServerKind, KindTraits>> = {
  'mastodon-4.2': {
    ...mastodonBase, kind: 'mastodon-4.2', softwareVersion: '4.2.29', apiVersion: '4.2.29', apiLevel: null, numericActors: false,
    idempotency: 'first', features: new Set(mastodon42),
  },
  'mastodon-4.5': {
    ...mastodonBase, kind: 'mastodon-4.5', softwareVersion: '4.5.15', apiVersion: '4.5.15', apiLevel: 7, numericActors: false,
    idempotency: 'first', features: new Set(mastodon45),
  },
  'mastodon-4.6': {
    ...mastodonBase, kind: 'mastodon-4.6', softwareVersion: '4.6.5', apiVersion: '4.6.5', apiLevel: 11, numericActors: true,
    idempotency: 'error500', features: new Set([...mastodon45, 'profileApi']),
  },
  gotosocial: {
    kind: 'gotosocial', software: 'gotosocial', softwareVersion: '0.20.2', apiVersion: '0.20.2+git-9a1c4e2', apiLevel: null,
    ids: 'ulid', idTime: 'published', numericActors: false, idempotency: 'ignored', idempotencyLifeMs: 0, limits: 'perIp',
    cursors: 'all', prevLink: true, limitAboveMax: 'clamped', badCursor: 'ignored',
    stream: {
      auth: ['header', 'query', 'subprotocol'], echo: true,
      // Frames for hashtag and user:notification are ignored without an error (internal/stream AllStatusTimelines).
      subscribable: ['user', 'public', 'public:local', 'list', 'direct'],
      unsubscribe: true, pingEveryMs: 30_000, userStreamName: 'plain', deleteNamesStream: true,
    },
    maxCharacters: 5000, maxMedia: 6, maxPollOptions: 6, maxPollOptionCharacters: 50, mediaProcessing: 'sync', tokenLifeMs: null,
    errorText: 'gotosocial',
    features: new Set(['instanceV2', 'filtersV1', 'filtersV2', 'history', 'scheduled', 'markers', 'conversations', 'followedTags', 'featuredTags', 'notes', 'reports', 'announcements']),
  },
  akkoma: {
    kind: 'akkoma', software: 'akkoma', softwareVersion: '3.16.0', apiVersion: '2.7.2 (compatible; Akkoma 3.16.0)', apiLevel: null,
    ids: 'flake', idTime: 'receipt', numericActors: false, idempotency: 'globalKey', idempotencyLifeMs: 6 * hourMs, limits: 'throttle',
    cursors: 'all', prevLink: true, limitAboveMax: 'clamped', badCursor: 'ignored',
    stream: {
      auth: ['query', 'subprotocol'], echo: true, subscribable: ['user', 'public', 'public:local', 'direct'], unsubscribe: false,
      pingEveryMs: 30_000, userStreamName: 'withId', deleteNamesStream: false,
    },
    maxCharacters: 5000, maxMedia: 4, maxPollOptions: 20, maxPollOptionCharacters: 200, mediaProcessing: 'async',
    tokenLifeMs: 100 * 365 * 24 * hourMs, errorText: 'akkoma',
    features: new Set(['filtersV1', 'history', 'scheduled', 'markers', 'conversations', 'followedTags', 'domainBlocks', 'notes', 'reports', 'endorsements', 'publicContext']),
  },
  mitra: {
    kind: 'mitra', software: 'mitra', softwareVersion: '4.9.0', apiVersion: '4.0.0 (compatible; Mitra 4.9.0)', apiLevel: null,
    ids: 'uuid7', idTime: 'receipt', numericActors: false, idempotency: 'globalKey', idempotencyLifeMs: hourMs, limits: 'none',
    cursors: 'maxIdOnly', prevLink: false, limitAboveMax: 'rejected', badCursor: 'rejected', stream: null,
    maxCharacters: 5000, maxMedia: 8, maxPollOptions: 10, maxPollOptionCharacters: 100, mediaProcessing: 'sync',
    tokenLifeMs: 30 * 24 * hourMs, errorText: 'mastodon',
    features: new Set(['instanceV2', 'statusBatch', 'markers', 'conversations', 'publicContext']),
  },
  hollo: {
    kind: 'hollo', software: 'hollo', softwareVersion: '0.10.0', apiVersion: '0.10.0', apiLevel: 7,
    ids: 'uuid7', idTime: 'published', numericActors: false, idempotency: 'first', idempotencyLifeMs: hourMs, limits: 'none',
    cursors: 'all', prevLink: true, limitAboveMax: 'clamped', badCursor: 'rejected', stream: null,
    maxCharacters: 4096, maxMedia: 8, maxPollOptions: 10, maxPollOptionCharacters: 100, mediaProcessing: 'sync', tokenLifeMs: null,
    errorText: 'mastodon',
    features: new Set(['instanceV2', 'oauthMetadata', 'userinfo', 'groupedNotifications', 'quotes', 'markers', 'followedTags', 'featuredTags', 'publicContext']),
  },
};
