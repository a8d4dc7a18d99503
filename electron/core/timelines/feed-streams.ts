import { feedName } from '../../contract/feed-keys.ts';
import type { FeedSource } from '../../contract/feeds.ts';
import type { Status } from '../../contract/statuses.ts';
import type { SignedInAccount } from '../account-directory.ts';
import type { StreamEnd, StreamHandle, StreamListener } from '../fediverse.ts';
import type { ServerFeed } from '../fediverse-feeds.ts';

/** Each stream is a socket of its own, as not every server can carry several on one (GoToSocial, stream.go); what has none left is polled. */
const MOST_PER_ACCOUNT = 12;
const MOST_PER_FEED = 6;

const noEnd: StreamEnd = { kind: 'closed', code: 1000 };

/** The streams that tell of all that comes into a feed; one per tag, as servers know no others. Empty: there are none. */
export function streamsOf(source: FeedSource): readonly ServerFeed[] {
  switch (source.kind) {
    case 'local':
    case 'federated':
    case 'list':
    case 'conversations':
      return [source];
    case 'hashtag':
      return source.any.length > MOST_PER_FEED ? [] : source.any.map((tag) => ({ kind: 'hashtag', any: [tag], all: [], none: [] }));
    default:
      return [];
  }
}

/** As servers compare tags (mastodon app/lib/hashtag_normalizer.rb): neither case nor width nor accents count. */
const plainTag = (name: string): string => name.normalize('NFKD').replaceAll(/\p{Mn}/gu, '').toLowerCase();

/** Whether a post that came by a stream of one of its tags has all the others too, and none that is left out. */
export function hasTagsOf(source: FeedSource, status: Status): boolean {
  if (source.kind !== 'hashtag') return true;
  const tags = new Set(status.tags.map(({ name }) => plainTag(name)));
  const has = (tag: string): boolean => tags.has(plainTag(tag));
  return source.all.every(has) && !source.none.some(has);
}

interface Shared {
  readonly listeners: Set<StreamListener>;
  handle: StreamHandle | null;
  isOpen: boolean;
}

/** Opens what the feeds of all columns need, each stream of an account once. */
export interface StreamPool {
  /** All of these or none. Opens with the last of them and ends with the first; null where one cannot be had. */
  listen(account: SignedInAccount, streams: readonly ServerFeed[], listener: StreamListener): StreamHandle | null;
}

export function createStreamPool(): StreamPool {
  const pool = new Map<string, Shared>();

  const keyOf = (account: SignedInAccount, stream: ServerFeed): string => `${account.key} ${stream.kind === 'person' ? stream.id : feedName(stream)}`;

  function hasRoom(account: SignedInAccount): boolean {
    return [...pool.keys()].filter((key) => key.startsWith(`${account.key} `)).length < MOST_PER_ACCOUNT;
  }

  function openOne(account: SignedInAccount, stream: ServerFeed, key: string): Shared | null {
    const shared: Shared = { listeners: new Set(), handle: null, isOpen: false };
    pool.set(key, shared);
    const forget = (): void => void (pool.get(key) === shared && pool.delete(key));
    shared.handle = account.connection.feeds.openStream(stream, {
      onOpen() {
        shared.isOpen = true;
        for (const listener of shared.listeners) listener.onOpen();
      },
      onEvent: (event) => shared.listeners.forEach((listener) => listener.onEvent(event)),
      onEnd(end) {
        forget();
        const listeners = [...shared.listeners];
        shared.listeners.clear();
        for (const listener of listeners) listener.onEnd(end);
      },
    });
    if (shared.handle === null) forget();
    return pool.get(key) === shared ? shared : null;
  }

  function join(account: SignedInAccount, stream: ServerFeed, listener: StreamListener): StreamHandle | null {
    const key = keyOf(account, stream);
    const shared = pool.get(key) ?? (hasRoom(account) ? openOne(account, stream, key) : null);
    if (shared === null) return null;
    shared.listeners.add(listener);
    if (shared.isOpen) listener.onOpen();
    return {
      close() {
        if (!shared.listeners.delete(listener)) return;
        if (shared.listeners.size === 0) shared.handle?.close();
        if (shared.listeners.size === 0 && pool.get(key) === shared) pool.delete(key);
        listener.onEnd(noEnd);
      },
    };
  }

  return {
    listen(account, streams, listener) {
      const handles: StreamHandle[] = [];
      let waiting = streams.length;
      let isOver = waiting === 0;
      const close = (end: StreamEnd | null): void => {
        if (isOver) return;
        isOver = true;
        for (const handle of handles) handle.close();
        if (end !== null) listener.onEnd(end);
      };
      for (const stream of streams) {
        const handle = join(account, stream, {
          onOpen() {
            waiting -= 1;
            if (waiting === 0 && !isOver) listener.onOpen();
          },
          onEvent: (event) => (isOver ? undefined : listener.onEvent(event)),
          onEnd: (end) => close(end),
        });
        if (handle === null) close(null);
        if (isOver) {
          handle?.close();
          return null;
        }
        if (handle !== null) handles.push(handle);
      }
      return isOver ? null : { close: () => close(noEnd) };
    },
  };
}
