import { isMemoryFeed, nameOfFeed } from '../../contract/feed-keys.ts';
import type { EntryId, FeedKey, StatusId } from '../../contract/ids.ts';
import type { TimelineItem } from '../fediverse.ts';

/**
 * Id of the entry a line belongs to, the same for every account that gets the same post or the same boost of it.
 * Boosts are keyed by who and what: Akkoma and Pleroma give the wrapper the uri of the post (views/status_view.ex).
 * Only lists of the same kind share entries, so that what a list of favourites does to its own order moves nothing in a home.
 */
export function entryIdOf(feed: FeedKey, item: Pick<TimelineItem, 'booster' | 'seen'>): EntryId {
  const { uri } = item.seen.status;
  const id: string = item.booster === null ? uri : `boost:${item.booster.uri}>${uri}`;
  // One post is one entry of all saved searches.
  const name = isMemoryFeed(feed) ? 'search' : nameOfFeed(feed);
  return (name === '' ? id : `${name}>${id}`) as EntryId;
}

/** Id of a hole, made once when it is found: only one can begin right below a line. */
export function gapIdOf(feed: FeedKey, above: StatusId): EntryId {
  return `gap:${feed}>${above}` as EntryId;
}
