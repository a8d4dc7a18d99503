import { useMemo } from 'react';
import type { StatusEntry } from '../../../electron/contract/timelines.ts';
import { leftOutOf, type LeftOutReason } from '../../stores/left-out.ts';
import { filterVerdict, useAccounts } from '../post/index.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import { contextsOf } from '../timeline/index.tsx';

/** A post that is not drawn: by the column, or by a filter of the accounts. */
export interface Hidden {
  readonly entry: StatusEntry;
  readonly reason: LeftOutReason | { readonly kind: 'filter'; readonly title: string };
}

/** What of the loaded posts of a column is not drawn, newest first. */
export function useLeftOut(name: string): readonly Hidden[] {
  const { timelines } = useStores();
  const column = useStoreValue(timelines, (state) => state.columns.get(name));
  const accounts = useAccounts();
  return useMemo(() => {
    if (column === undefined) return [];
    const own = new Set(accounts.map(({ handle }) => handle));
    const filtered = column.shown.flatMap((entry): readonly Hidden[] => {
      const verdict = entry.kind === 'gap' ? null : filterVerdict(entry.view, entry.reached, own, contextsOf(entry.feeds));
      return entry.kind === 'status' && verdict?.action === 'hide' ? [{ entry, reason: { kind: 'filter', title: verdict.title } }] : [];
    });
    return [...leftOutOf(column), ...filtered].toSorted((one, other) => other.entry.at - one.entry.at);
  }, [column, accounts]);
}
