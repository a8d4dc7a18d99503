import type { AccountKey, StatusUri } from '../../contract/ids.ts';
import type { StatusView } from '../../contract/statuses.ts';
import type { SearchStore, StatusStore } from '../ports.ts';
import type { Found, IndexedPost, Match, Phrase } from '../search/index.ts';

/** The contract of `SearchStore` over a store of statuses, in plain arrays. Wraps that store, to hear of what changes in it. */
export function createMemorySearch(inner: StatusStore): { readonly statuses: StatusStore; readonly search: SearchStore } {
  const keys: StatusUri[] = [];
  const todo = new Set<StatusUri>();
  const docs = new Map<StatusUri, IndexedPost>();

  function changed(uri: StatusUri): void {
    if (!keys.includes(uri)) keys.push(uri);
    if (inner.get(uri) === null) docs.delete(uri);
    else todo.add(uri);
  }
  const notify = <T>(uri: StatusUri, result: T): T => (changed(uri), result);

  const statuses: StatusStore = {
    ...inner,
    put: (account, seen, now) => notify(seen.status.uri, inner.put(account, seen, now)),
    setMarks: (account, uri, change) => notify(uri, inner.setMarks(account, uri, change)),
    dropView: (account: AccountKey, uri: StatusUri): StatusView | null => notify(uri, inner.dropView(account, uri)),
  };

  const placeOf = ({ createdAt, key }: IndexedPost): number => createdAt * 100 + key;

  function found(match: Match, isWanted: (doc: readonly [StatusUri, IndexedPost]) => boolean, limit: number): Found {
    const page = [...docs].filter((doc) => isWanted(doc) && fits(match, doc[1])).toSorted(([, a], [, b]) => placeOf(b) - placeOf(a)).slice(0, limit);
    const places = page.map(([, doc]) => placeOf(doc));
    return { views: page.flatMap(([uri]) => inner.get(uri) ?? []), places, cursor: page.length < limit ? null : (places.at(-1) ?? null) };
  }

  const search: SearchStore = {
    pending: (limit) =>
      [...todo].toReversed().slice(0, limit).flatMap((uri) => {
        const view = inner.get(uri);
        return view === null ? [] : [{ key: keys.indexOf(uri), ...view, isBoosted: false }];
      }),
    write(posts) {
      for (const post of posts) {
        const uri = keys[post.key];
        if (uri === undefined) continue;
        todo.delete(uri);
        docs.set(uri, post);
      }
    },
    find: (match, cursor, limit) => found(match, ([, doc]) => cursor === null || placeOf(doc) < cursor, limit),
    among: (match, keys) => found(match, ([, { key }]) => keys.includes(key), Number.POSITIVE_INFINITY),
    size: () => ({ posts: docs.size, waiting: todo.size, indexBytes: 0, cacheBytes: 0 }),
    forget() {
      for (const uri of docs.keys()) for (const { account } of inner.get(uri)?.marks ?? []) inner.dropView(account, uri);
      docs.clear();
      todo.clear();
      return false;
    },
  };
  return { statuses, search };
}

function fits({ all, none, from, to }: Match, { words, createdAt }: IndexedPost): boolean {
  const list = words.split(' ');
  const has = (phrase: Phrase): boolean => list.some((_, at) => phrase.words.every((word, index) => (phrase.isPrefix && index === phrase.words.length - 1 ? list[at + index]?.startsWith(word) === true : list[at + index] === word)));
  return all.every((group) => group.some(has)) && !none.some(has) && (from === null || createdAt >= from) && (to === null || createdAt < to);
}
