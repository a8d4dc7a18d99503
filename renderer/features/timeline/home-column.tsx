import { useEffect, useMemo, useState, type ReactNode } from 'react';
import type { ReadingColumn } from '../../../electron/contract/columns.ts';
import type { AccountKey } from '../../../electron/contract/index.ts';
import type { Place } from '../../../electron/contract/timelines.ts';
import { columnName } from '../../stores/timelines.ts';
import { timelineText } from '../../text/timeline.ts';
import { useAccounts } from '../post/index.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import { ElsewhereBar } from './elsewhere-bar.tsx';
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
  const elsewhere = useElsewhere(scope);
  const title = scope === 'all' ? (spec.name ?? timelineText.home) : (accounts[0]?.nickname ?? timelineText.home);
  return <TimelineColumn name={columnName(scope)} title={title} accounts={accounts} merged={scope === 'all'} order={spec.order} isActive={isActive} emptyHint={timelineText.emptyHint} actions={actions} offer={elsewhere} />;
}

/** Asked once when the home is opened. It offers a way and takes nobody anywhere. */
function useElsewhere(scope: 'all' | AccountKey): ReactNode {
  const { timelines } = useStores();
  const [found, setFound] = useState<{ readonly scope: 'all' | AccountKey; readonly place: Place } | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void timelines.getState().elsewhere(scope).then((place) => {
      if (isCurrent && place !== null) setFound({ scope, place });
    });
    return () => {
      isCurrent = false;
    };
  }, [timelines, scope]);
  if (found === null || found.scope !== scope) return null;
  return <ElsewhereBar place={found.place} onGo={() => void timelines.getState().goTo(columnName(scope), found.place)} onDone={() => setFound(null)} />;
}
