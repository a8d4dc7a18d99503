import { useEffect } from 'react';
import type { LinkedPost } from '../../../electron/contract/copies.ts';
import type { StatusUri } from '../../../electron/contract/index.ts';
import type { Status, StatusView } from '../../../electron/contract/statuses.ts';
import { useStores, useStoreValue } from '../stores/index.tsx';

/** The copies that went out together with this post, itself among them. */
export function useLinked(uri: StatusUri): LinkedPost | undefined {
  return useStoreValue(useStores().copies, (state) => state.linked.get(uri));
}

/** The counts of all copies together. They are different posts, so that this counts nothing twice. */
export function useCountsTogether(view: StatusView): Status['counts'] {
  const { statuses } = useStores();
  const linked = useLinked(view.status.uri);
  useEffect(() => {
    for (const { uri } of linked?.copies ?? []) void statuses.getState().load(uri);
  }, [statuses, linked]);
  // As text, so that a change elsewhere does not look like one of these.
  const sum = useStoreValue(statuses, (state) => {
    if (linked === undefined) return null;
    const all = linked.copies.flatMap(({ uri }) => (uri === view.status.uri ? view : (state.views.get(uri) ?? [])));
    const total = (name: keyof Status['counts']): number => all.reduce((n, { status }) => n + status.counts[name], 0);
    return [total('replies'), total('reblogs'), total('favourites'), total('quotes')].join(' ');
  });
  if (sum === null) return view.status.counts;
  const [replies = 0, reblogs = 0, favourites = 0, quotes = 0] = sum.split(' ').map(Number);
  return { replies, reblogs, favourites, quotes };
}
