import type { FeedSource, ListName } from '../contract/feeds.ts';
import type { Result, StatusId } from '../contract/index.ts';
import type { CallOptions, PageQuery, StreamHandle, StreamListener, TimelinePageFromServer } from './fediverse.ts';

/** Lists that only the server's own cursors lead through. */
export type RankedFeed = 'favourites' | 'bookmarks' | 'conversations' | 'trends';

/** A list as one server knows it: a person by their id there. */
export type ServerFeed = Exclude<FeedSource, { kind: 'person' | 'instance' | 'search' }> | { readonly kind: 'person'; readonly id: string };

/** The lists beside home that one account can read. */
export interface FeedCalls {
  /** `conversations`: the last post of each. Climbing is `unsupported` where the list is ranked or the server cannot. */
  page(feed: ServerFeed, query: PageQuery, options?: CallOptions): Promise<Result<TimelinePageFromServer>>;
  /**
   * A socket that tells what comes into the feed; a hashtag feed has one where it names a single tag. Posts come as the
   * server shows them to everybody: without what the account did to them. Null where the server has none for it.
   */
  openStream(feed: ServerFeed, listener: StreamListener): StreamHandle | null;
  /** Where reading of the home stopped in whatever app said so last; null where none did. */
  homeMarker(options?: CallOptions): Promise<Result<StatusId | null>>;
  /** Only forwards: servers keep what they are told. */
  setHomeMarker(id: StatusId, options?: CallOptions): Promise<Result<null>>;
  /** Lists the person made. */
  lists(options?: CallOptions): Promise<Result<readonly ListName[]>>;
}
