import { useCallback } from 'react';
import { noRules } from '../../../electron/contract/defaults.ts';
import type { FeedGroup } from '../../../electron/contract/feeds.ts';
import { belongingsText } from '../../text/belongings.ts';
import { columnsText } from '../../text/columns.ts';
import { useStores } from '../stores/index.tsx';

/** Puts a list or a tag beside the other columns. */
export function useAddColumn(): (feed: FeedGroup) => void {
  const { columns, toasts } = useStores();
  return useCallback(
    (feed) => {
      columns.getState().addColumn({ kind: 'feeds', id: crypto.randomUUID(), name: null, width: null, rules: noRules, repeats: 'once', order: 'newest', feeds: [feed] });
      toasts.getState().show({ text: belongingsText.columnAdded(columnsText.nameOfSource(feed.source)), tone: 'done' });
    },
    [columns, toasts],
  );
}
