import { ok } from '../../contract/result.ts';
import type { SearchAnswer, SearchCalls } from '../fediverse-search.ts';
import type { Answer } from './fake-inbox.ts';

/** What one scripted server finds. */
export interface FakeSearch {
  /** By what is looked for. */
  readonly found: Map<string, Partial<SearchAnswer>>;
  /** By address: what it fetches from elsewhere. */
  readonly elsewhere: Map<string, Partial<SearchAnswer>>;
  readonly calls: SearchCalls;
}

const nothing: SearchAnswer = { people: [], posts: [], tags: [] };

export function createFakeSearch(answer: Answer): FakeSearch {
  const fake: FakeSearch = {
    found: new Map(),
    elsewhere: new Map(),
    calls: {
      find: (query, kind, options) => answer(`search:${kind}`, options?.signal, () => ok({ ...nothing, ...fake.found.get(query) })),
      resolve: (address, options) => answer('search:resolve', options?.signal, () => ok({ ...nothing, ...fake.elsewhere.get(address) })),
    },
  };
  return fake;
}
