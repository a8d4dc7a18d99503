import { useEffect, useMemo, type ReactNode } from 'react';
import type { ReadingColumn } from '../../../electron/contract/columns.ts';
import { columnName } from '../../stores/timelines.ts';
import { timelineText } from '../../text/timeline.ts';
import { useAccounts } from '../post/index.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import { TimelineColumn } from './timeline-column.tsx';

export interface PlacedColumnProps<Spec extends ReadingColumn = ReadingColumn> {
  readonly spec: Spec;
  readonly isActive: boolean;
  /** What can be done with the column, in its head. */
  readonly actions: ReactNode;
}

/** The home of all accounts merged, or of the one chosen in the rail. */
export function HomeColumn({ spec, isActive, actions }: PlacedColumnProps) {
  const { timelines, navigation } = useStores();
  const scope = useStoreValue(navigation, (state) => state.scope);
  const all = useAccounts();
  const accounts = useMemo(() => (scope === 'all' ? all : all.filter(({ key }) => key === scope)), [all, scope]);
  const { rules, repeats } = spec;
  useEffect(() => void timelines.getState().open(scope, { rules, repeats }), [timelines, scope, rules, repeats]);
  const title = scope === 'all' ? (spec.name ?? timelineText.home) : (accounts[0]?.nickname ?? timelineText.home);
  return <TimelineColumn name={columnName(scope)} title={title} accounts={accounts} merged={scope === 'all'} order={spec.order} isActive={isActive} actions={actions} />;
}
