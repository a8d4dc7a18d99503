import type { Handlers } from '../../contract/index.ts';
import type { searchCalls } from '../../contract/search.ts';
import type { Search } from './types.ts';

export { createSearch } from './search.ts';
export { fold } from './tokens.ts';
export type { Found, IndexedPost, Match, Phrase } from './store.ts';
export type { Search, SearchDeps } from './types.ts';

/** This feature's part of the table of handlers. */
export function searchHandlers(search: Search): Pick<Handlers, keyof typeof searchCalls> {
  return {
    'search.memory': (input) => search.memory(input),
    'search.quick': (input) => search.quick(input),
    'search.servers': (input) => search.servers(input),
    'search.stop': (input) => search.stop(input),
    'search.resolve': (input) => search.resolve(input),
    'search.status': () => search.status(),
    'search.backfill': (input) => search.backfill(input),
    'search.forget': () => search.forget(),
  };
}
