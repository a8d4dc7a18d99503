import type { Result } from '../contract/index.ts';
import type { FoundTag, SearchKind } from '../contract/search.ts';
import type { CallOptions, SeenStatus } from './fediverse.ts';
import type { SeenProfile } from './fediverse-people.ts';

/** What one server's search answered, in its order. */
export interface SearchAnswer {
  readonly people: readonly SeenProfile[];
  readonly posts: readonly SeenStatus[];
  readonly tags: readonly FoundTag[];
}

/** What an account can have its server look for. */
export interface SearchCalls {
  /** Only what the server knows already: it asks nobody. */
  find(query: string, kind: SearchKind, options?: CallOptions): Promise<Result<SearchAnswer>>;
  /** Has the server fetch what an address names, from its origin where needed (slow: up to 45 s). Empty where it cannot. */
  resolve(address: string, options?: CallOptions): Promise<Result<SearchAnswer>>;
}
