import { useCallback } from 'react';
import { noRules } from '../../../electron/contract/defaults.ts';
import { columnsText } from '../../text/columns.ts';
import { useStores } from '../stores/index.tsx';

/** Keeps a search of the memory beside the other columns, where it goes on finding. */
export function useSearchColumn(): (query: string) => void {
  const { columns, toasts } = useStores();
  return useCallback(
    (query) => {
      columns.getState().addColumn({ kind: 'feeds', id: crypto.randomUUID(), name: null, width: null, rules: noRules, repeats: 'once', order: 'newest', feeds: [{ source: { kind: 'search', query: query.trim() }, accounts: 'all' }] });
      toasts.getState().show({ text: columnsText.searchSaved(query.trim()), tone: 'done' });
    },
    [columns, toasts],
  );
}
