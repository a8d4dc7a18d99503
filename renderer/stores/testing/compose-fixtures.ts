import type { Account } from '../../../electron/contract/accounts.ts';
import type { AccountKey, EventName, Events, Html, StatusId, StatusUri } from '../../../electron/contract/index.ts';
import type { StatusMarks, StatusView, Visibility } from '../../../electron/contract/statuses.ts';
import type { Bridge } from '../../bridge/bridge.ts';

export function account(key: string, handle: string, { visibility = 'public', language = 'en' }: { readonly visibility?: Visibility; readonly language?: string | null } = {}): Account {
  const host = handle.split('@')[1] ?? '';
  return {
    key: key as AccountKey,
    handle,
    displayName: key,
    emojis: [],
    nickname: key,
    avatar: null,
    url: null,
    colour: 1,
    locked: false,
    movedTo: null,
    server: { apiHost: host, domain: host, title: host, description: '', software: 'mastodon', version: '4.5.0', thumbnail: null, activeUsers: null, registrationsOpen: null, practice: false },
    limits: { maxCharacters: 500, lengthRule: 'mastodon', charactersPerUrl: 23, maxMedia: 4, maxDescription: 1500, imageBytes: 1, videoBytes: 1, mimeTypes: [], poll: { maxOptions: 4, maxOptionCharacters: 50, minExpirationMs: 1, maxExpirationMs: 2 } },
    defaults: { visibility, language, sensitive: false },
    health: { state: 'live', since: 0, retryAt: null, error: null },
    signInEndsAt: null,
  };
}

export interface ViewParts {
  readonly uri?: string;
  readonly author?: string;
  readonly mentions?: readonly string[];
  readonly spoilerText?: string;
  readonly visibility?: Visibility;
  readonly reached?: readonly string[];
}

export function statusView({ uri = 'https://wattpost.example/1', author = 'jule@wattpost.example', mentions = [], spoilerText = '', visibility = 'public', reached = ['home'] }: ViewParts = {}): StatusView {
  const marks = reached.map((key): StatusMarks => ({ account: key as AccountKey, id: '1' as StatusId, inReplyToId: null, favourited: false, reblogged: false, bookmarked: false, muted: false, pinned: false, filtered: [], ownVotes: null }));
  return {
    status: {
      uri: uri as StatusUri, url: null, createdAt: 0, editedAt: null, visibility, language: null, content: '' as Html, spoilerText, sensitive: false, media: [], poll: null, card: null, quote: null, tags: [], emojis: [], application: null, replyToHandle: null,
      author: { uri: 'https://wattpost.example/jule', handle: author, displayName: 'Jule', url: null, avatar: null, avatarStatic: null, bot: false, locked: false, emojis: [] },
      mentions: mentions.map((handle) => ({ handle, url: '' })),
      counts: { replies: 0, reblogs: 0, favourites: 0, quotes: 0 },
    },
    marks,
  };
}

type Answers = Readonly<Record<string, (input: never) => unknown>>;

/** A bridge whose other end is a table of answers; `emit` is the app telling something. */
export function fakeBridge(answers: Answers): Bridge & { readonly calls: readonly (readonly [string, unknown])[]; emit<N extends EventName>(name: N, data: Events[N]): void } {
  const calls: [string, unknown][] = [];
  const listeners = new Map<string, Set<(data: never) => void>>();
  return {
    calls,
    async call(name, input) {
      calls.push([name, structuredClone(input)]);
      const answer = answers[name];
      if (answer === undefined) throw new Error(`nobody answers ${name}`);
      return (await answer(input as never)) as never;
    },
    on(name, listener) {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set.add(listener));
      return () => set.delete(listener);
    },
    emit(name, data) {
      for (const listener of listeners.get(name) ?? []) listener(data as never);
    },
    onResync: () => () => {},
    linkState: () => 'open' as never,
    onLinkState: () => () => {},
    mediaBase: () => '',
    retryLink: () => {},
  };
}
