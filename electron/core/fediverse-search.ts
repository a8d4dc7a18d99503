import type { Result } from '../contract/index.ts';
import type { FoundTag, SearchKind } from '../contract/search.ts';
import type { CallOptions, SeenStatus, TimelinePageFromServer } from './fediverse.ts';
import type { SeenProfile } from './fediverse-people.ts';

/** What one server's search answered, in its order. */
export interface SearchAnswer {
  readonly people: readonly SeenProfile[];
  readonly posts: readonly SeenStatus[];
  readonly tags: readonly FoundTag[];
}

/** What an account can have its server look for. */
export interface SearchCalls {
  /** `null` looks for everything, which only addresses need. Nobody else is asked by the server. */
  find(query: string, kind: SearchKind | null, options?: CallOptions): Promise<Result<SearchAnswer>>;
  /** Has the server fetch what an address names, from its origin where needed (slow: up to 45 s). Empty where it cannot. */
  resolve(address: string, options?: CallOptions): Promise<Result<SearchAnswer>>;
  /** The account's own bookmarks or favourites, in the order in which they were made, newest first. */
  saved(which: 'bookmarks' | 'favourites', cursor: string | null, options?: CallOptions): Promise<Result<TimelinePageFromServer>>;
}
