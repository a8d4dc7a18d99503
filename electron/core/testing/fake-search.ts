import { ok } from '../../contract/result.ts';
import type { SearchAnswer, SearchCalls } from '../fediverse-search.ts';
import type { TimelineItem } from '../fediverse.ts';
import type { Answer } from './fake-inbox.ts';

/** What one scripted server finds. */
export interface FakeSearch {
  /** By what is looked for. */
  readonly found: Map<string, Partial<SearchAnswer>>;
  /** By address: what it fetches from elsewhere. */
  readonly elsewhere: Map<string, Partial<SearchAnswer>>;
  readonly saved: { bookmarks: readonly TimelineItem[]; favourites: readonly TimelineItem[] };
  /** Of a page of what is saved. */
  pageSize: number;
  readonly calls: SearchCalls;
}

const nothing: SearchAnswer = { people: [], posts: [], tags: [] };

export function createFakeSearch(answer: Answer): FakeSearch {
  const fake: FakeSearch = {
    found: new Map(),
    elsewhere: new Map(),
    saved: { bookmarks: [], favourites: [] },
    pageSize: 2,
    calls: {
      find: (query, kind, options) => answer(`search:${kind ?? 'all'}`, options?.signal, () => ok({ ...nothing, ...fake.found.get(query) })),
      resolve: (address, options) => answer('search:resolve', options?.signal, () => ok({ ...nothing, ...fake.elsewhere.get(address) })),
      saved: (which, cursor, options) => answer(which, options?.signal, () => {
        const start = cursor === null ? 0 : fake.saved[which].findIndex(({ id }) => id === cursor) + 1;
        const items = fake.saved[which].slice(start, start + fake.pageSize);
        return ok({ items, olderCursor: items.at(-1)?.id ?? null, incompleteUntil: null, dropped: 0 });
      }),
    },
  };
  return fake;
}
