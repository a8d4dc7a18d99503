import type { AccountKey, FeedKey } from '../../contract/ids.ts';
import type { Result } from '../../contract/result.ts';
import type { SignedInAccount } from '../account-directory.ts';
import type { Status } from '../../contract/statuses.ts';
import type { CallOptions, PageQuery, StreamHandle, StreamListener, TimelineItem, TimelinePageFromServer } from '../fediverse.ts';
import type { Indexed } from './saved-search.ts';

/** One list that can be read from its server now. */
export interface Feed {
  readonly key: FeedKey;
  /** Whose list it is; null where it is read without an account. */
  readonly account: AccountKey | null;
  /** The server answers the page right above an id. */
  readonly canClimb: boolean;
  /**
   * The server's order is not that of ids, and only its own cursors lead on: favourites stand by when they were given,
   * trends by rank. Such a list is kept as far as it was read in one go, and begun anew where it no longer joins.
   */
  readonly ranked: boolean;
  page(query: PageQuery, options?: CallOptions): Promise<Result<TimelinePageFromServer>>;
  /** Opens what tells of news at once; null where there is nothing of the kind. Events of a ranked list are hints only. */
  listen(listener: StreamListener): StreamHandle | null;
  /** Whether a post that its stream told of belongs into it; absent where all do. */
  takes?(status: Status): boolean;
  /** Of a list made of the search memory: which of these posts belong into it now. */
  among?(posts: readonly Indexed[]): readonly TimelineItem[];
}

export function homeFeed({ key, profile, connection }: SignedInAccount): Feed {
  return { key, account: key, canClimb: profile.capabilities.minId, ranked: false, page: (query, options) => connection.home(query, options), listen: () => null };
}
