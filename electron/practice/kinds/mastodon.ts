import type { Feature, KindTraits, StreamTraits } from './types.ts';

const hourMs = 3_600_000;

const mastodon42: readonly Feature[] = [
  'instanceV2',
  'filtersV1',
  'filtersV2',
  'history',
  'scheduled',
  'markers',
  'conversations',
  'followedTags',
  'featuredTags',
  'endorsements',
  'domainBlocks',
  'trends',
  'directory',
  'announcements',
  'translation',
  'notes',
  'reports',
  'publicContext',
];
const mastodon45: readonly Feature[] = [
  ...mastodon42,
  'statusBatch',
  'oauthMetadata',
  'userinfo',
  'groupedNotifications',
  'notificationPolicy',
  'quotes',
  'accountBatch',
  'asyncRefresh',
  'mediaDelete',
];

const mastodonStream: StreamTraits = {
  auth: ['header', 'query', 'subprotocol'],
  echo: true,
  subscribable: [
    'user',
    'user:notification',
    'public',
    'public:local',
    'public:remote',
    'public:media',
    'public:local:media',
    'public:remote:media',
    'hashtag',
    'hashtag:local',
    'list',
    'direct',
  ],
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

/** Mastodon before grouped notifications, with quotes, and the newest. */
export const mastodonKinds: Readonly<Record<'mastodon-4.2' | 'mastodon-4.5' | 'mastodon-4.6', KindTraits>> = {
  'mastodon-4.2': {
    ...mastodonBase,
    kind: 'mastodon-4.2',
    softwareVersion: '4.2.29',
    apiVersion: '4.2.29',
    apiLevel: null,
    numericActors: false,
    idempotency: 'first',
    features: new Set(mastodon42),
  },
  'mastodon-4.5': {
    ...mastodonBase,
    kind: 'mastodon-4.5',
    softwareVersion: '4.5.15',
    apiVersion: '4.5.15',
    apiLevel: 7,
    numericActors: false,
    idempotency: 'first',
    features: new Set(mastodon45),
  },
  'mastodon-4.6': {
    ...mastodonBase,
    kind: 'mastodon-4.6',
    softwareVersion: '4.6.5',
    apiVersion: '4.6.5',
    apiLevel: 11,
    numericActors: true,
    idempotency: 'error500',
    features: new Set([...mastodon45, 'profileApi']),
  },
};
