import { feedName } from '../../contract/feed-keys.ts';
import type { ListName } from '../../contract/feeds.ts';
import type { StatusId } from '../../contract/ids.ts';
import { ok, type Result } from '../../contract/result.ts';
import type { PageQuery, StreamListener, TimelineItem, TimelinePageFromServer } from '../fediverse.ts';
import type { FeedCalls, ServerFeed } from '../fediverse-feeds.ts';

/** The lists beside home on a scripted server. */
export interface FakeFeeds {
  readonly calls: FeedCalls;
  /** What each feed shows, by `nameOfServerFeed`, in server order. */
  readonly shown: Map<string, TimelineItem[]>;
  readonly asked: { readonly feed: string; readonly query: PageQuery }[];
  lists: readonly ListName[];
  marker: StatusId | null;
  /** Feeds that have a stream, by name, with the sockets that are open. */
  readonly streams: Map<string, Set<StreamListener>>;
}

type Answer = <T>(name: string, signal: AbortSignal | undefined, give: () => Result<T>) => Promise<Result<T>>;
type PageOf = (list: readonly TimelineItem[], query: PageQuery) => TimelinePageFromServer;

export function nameOfServerFeed(feed: ServerFeed): string {
  return feed.kind === 'person' ? `person:${feed.id}` : feedName(feed);
}

export function createFakeFeeds(answer: Answer, pageOf: PageOf): FakeFeeds {
  const feeds: FakeFeeds = {
    shown: new Map(),
    asked: [],
    lists: [],
    marker: null,
    streams: new Map(),
    calls: {
      page(feed, query, options) {
        const name = nameOfServerFeed(feed);
        feeds.asked.push({ feed: name, query });
        return answer(`feed:${name}`, options?.signal, () => ok(pageOf(feeds.shown.get(name) ?? [], query)));
      },
      openStream(feed, listener) {
        const open = feeds.streams.get(nameOfServerFeed(feed));
        if (open === undefined) return null;
        open.add(listener);
        queueMicrotask(() => listener.onOpen());
        return { close: () => void open.delete(listener) };
      },
      lists: (options) => answer('lists', options?.signal, () => ok(feeds.lists)),
      homeMarker: (options) => answer('homeMarker', options?.signal, () => ok(feeds.marker)),
      setHomeMarker: (id, options) =>
        answer('setHomeMarker', options?.signal, () => {
          feeds.marker = id;
          return ok(null);
        }),
    },
  };
  return feeds;
}
