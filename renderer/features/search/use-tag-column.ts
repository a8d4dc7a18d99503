import { useCallback } from 'react';
import { noRules } from '../../../electron/contract/defaults.ts';
import { searchText } from '../../text/search.ts';
import { useStores } from '../stores/index.tsx';

/** What servers take as a tag; others cannot be read as a column. */
const isTag = /^[\p{L}\p{M}\p{N}_·・]{1,100}$/u;

/** Puts a hashtag of all accounts beside the other columns. */
export function useTagColumn(): (name: string) => void {
  const { columns, toasts } = useStores();
  return useCallback(
    (name) => {
      if (!isTag.test(name)) return;
      columns.getState().addColumn({
        kind: 'feeds',
        id: crypto.randomUUID(),
        name: null,
        width: null,
        rules: noRules,
        repeats: 'once',
        order: 'newest',
        feeds: [{ source: { kind: 'hashtag', any: [name], all: [], none: [] }, accounts: 'all' }],
      });
      toasts.getState().show({ text: searchText.tagColumnAdded(name), tone: 'done' });
    },
    [columns, toasts],
  );
}
