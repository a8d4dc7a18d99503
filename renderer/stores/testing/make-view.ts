import type { Account } from '../../../electron/contract/accounts.ts';
import type { AccountKey, Html, StatusId, StatusUri } from '../../../electron/contract/index.ts';
import type { Status, StatusView } from '../../../electron/contract/statuses.ts';

/** A plain public post that these accounts know. */
export function makeView(uri: StatusUri, accounts: readonly AccountKey[], more: Partial<Status> = {}): StatusView {
  const status: Status = {
    uri,
    url: uri,
    author: { uri: 'https://c.example/users/ann', handle: 'ann@c.example', displayName: 'Ann', url: null, avatar: null, avatarStatic: null, bot: false, locked: false, emojis: [] },
    createdAt: 1_000,
    editedAt: null,
    visibility: 'public',
    language: 'en',
    content: '<p>Hello</p>' as Html,
    spoilerText: '',
    sensitive: false,
    media: [],
    poll: null,
    card: null,
    quote: null,
    mentions: [],
    tags: [],
    emojis: [],
    application: null,
    replyToHandle: null,
    counts: { replies: 0, reblogs: 2, favourites: 3, quotes: 0 },
    ...more,
  };
  const mark = { inReplyToId: null, favourited: false, reblogged: false, bookmarked: false, muted: false, pinned: false, filtered: [], ownVotes: null };
  return { status, marks: accounts.map((account) => ({ ...mark, account, id: `id-${account}` as StatusId })) };
}

export function makeAccount(key: AccountKey, more: Partial<Account> = {}): Account {
  const [apiHost = '', id = ''] = key.split('/');
  return {
    key,
    handle: `me${id}@${apiHost}`,
    displayName: 'Me',
    emojis: [],
    nickname: apiHost,
    avatar: null,
    url: null,
    colour: 1,
    locked: false,
    movedTo: null,
    server: { apiHost, domain: apiHost, title: apiHost, description: '', software: 'mastodon', version: '4.6.0', thumbnail: null, activeUsers: null, registrationsOpen: null, practice: false },
    limits: { maxCharacters: 500, lengthRule: 'mastodon', charactersPerUrl: 23, maxMedia: 4, maxDescription: 1_500, imageBytes: 1, videoBytes: 1, mimeTypes: [], poll: { maxOptions: 4, maxOptionCharacters: 50, minExpirationMs: 1, maxExpirationMs: 2 } },
    defaults: { visibility: 'public', language: null, sensitive: false },
    health: { state: 'live', since: 0, retryAt: null, error: null },
    signInEndsAt: null,
    ...more,
  };
}
