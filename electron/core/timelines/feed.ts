import type { AccountKey, FeedKey } from '../../contract/ids.ts';
import type { Result } from '../../contract/result.ts';
import type { SignedInAccount } from '../account-directory.ts';
import type { CallOptions, PageQuery, StreamHandle, StreamListener, TimelinePageFromServer } from '../fediverse.ts';

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
  /** Opens a socket that tells when to look again; null where there is none. */
  listen(listener: StreamListener): StreamHandle | null;
}

export function homeFeed({ key, profile, connection }: SignedInAccount): Feed {
  return { key, account: key, canClimb: profile.capabilities.minId, ranked: false, page: (query, options) => connection.home(query, options), listen: () => null };
}
