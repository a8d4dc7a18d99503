import { useEffect, useEffectEvent, useMemo, useRef } from 'react';
import { columnName } from '../../stores/timelines.ts';
import { errorText } from '../../text/errors.ts';
import { timelineText } from '../../text/timeline.ts';
import { Button } from '../../ui/button.tsx';
import { MergedContext, useAccounts } from '../post/index.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import { ColumnHeader } from './column-header.tsx';
import css from './home-column.module.css';
import { gutterWidth, lanesOf, type Lane } from './lanes-of.ts';
import { NewPostsBar } from './new-posts-bar.tsx';
import { SkeletonRows } from './skeleton-rows.tsx';
import { TimelineList, type TimelineListHandle } from './timeline-list.tsx';

const noLanes: readonly Lane[] = [];

/** The home of all accounts merged, or of the one chosen in the rail. */
export function HomeColumn() {
  const { timelines, navigation } = useStores();
  const scope = useStoreValue(navigation, (state) => state.scope);
  const name = columnName(scope);
  const column = useStoreValue(timelines, (state) => state.columns.get(name));
  const all = useAccounts();
  const accounts = useMemo(() => (scope === 'all' ? all : all.filter(({ key }) => key === scope)), [all, scope]);
  const lanes = useMemo(() => (accounts.length > 1 ? lanesOf(accounts) : noLanes), [accounts]);
  const list = useRef<TimelineListHandle>(null);
  const title = scope === 'all' ? timelineText.home : (accounts[0]?.nickname ?? timelineText.home);

  useEffect(() => void timelines.getState().open(scope), [timelines, scope]);
  const loadsFirst = column !== undefined && column.entries.length === 0 && column.loading === null && column.older === 'more' && column.error === null;
  useEffect(() => {
    if (loadsFirst) void timelines.getState().loadOlder(name);
  }, [timelines, name, loadsFirst]);
  useEffect(() => {
    const flush = (): void => timelines.getState().flushPlaces();
    window.addEventListener('pagehide', flush);
    document.addEventListener('visibilitychange', flush);
    return () => {
      flush();
      window.removeEventListener('pagehide', flush);
      document.removeEventListener('visibilitychange', flush);
    };
  }, [timelines]);

  const showNewest = async (): Promise<void> => {
    await timelines.getState().toTop(name);
    list.current?.toTop();
  };
  useColumnCommands(list, () => void showNewest(), () => void timelines.getState().refresh(name));

  const label = timelineText.column(title, accounts.length > 1 ? timelineText.merged(accounts.length) : '');
  const isEmpty = column !== undefined && column.entries.length === 0 && (column.error !== null || (column.older === 'end' && column.loading === null));
  return (
    <section className={css.column} aria-label={label} style={lanes.length > 0 ? { ['--gutter-w' as string]: `${gutterWidth(lanes.length)}px` } : undefined}>
      <ColumnHeader title={title} accounts={accounts} lanes={lanes} busy={column !== undefined && column.loading !== null && column.entries.length > 0} onTop={() => void showNewest()} onRefresh={() => void timelines.getState().refresh(name)} />
      {column !== undefined && column.entries.length > 0 && (
        <MergedContext value={scope === 'all'}>
          <NewPostsBar column={column} onShow={() => void showNewest()} />
          <TimelineList key={name} name={name} label={label} column={column} lanes={lanes} handle={list} />
        </MergedContext>
      )}
      {(column === undefined || (column.entries.length === 0 && !isEmpty)) && <SkeletonRows label={timelineText.loading} />}
      {isEmpty && (
        <div className={css.empty}>
          <p className={css.emptyTitle}>{column.error === null ? timelineText.empty : errorText(column.error)}</p>
          {column.error === null && <p>{timelineText.emptyHint}</p>}
          <Button onClick={() => void timelines.getState().refresh(name)}>{column.error === null ? timelineText.refresh : timelineText.tryAgain}</Button>
        </div>
      )}
    </section>
  );
}

/** Keys that move through the column. */
function useColumnCommands(list: { readonly current: TimelineListHandle | null }, showNewest: () => void, refresh: () => void): void {
  const { commands } = useStores();
  const handleNewest = useEffectEvent(showNewest);
  const handleRefresh = useEffectEvent(refresh);
  useEffect(() => {
    const { register } = commands.getState();
    const inThread = (): boolean => (document.activeElement?.closest('[data-thread], [data-inbox]') ?? null) !== null;
    const stops = [
      register({ id: 'move.next', keys: ['j'], label: 'Next post', group: 'move', when: () => !inThread(), run: () => list.current?.step(1) }),
      register({ id: 'move.previous', keys: ['k'], label: 'Previous post', group: 'move', when: () => !inThread(), run: () => list.current?.step(-1) }),
      register({ id: 'move.new', keys: ['.'], label: 'Show new posts', group: 'move', run: () => handleNewest() }),
      register({ id: 'move.top', keys: ['0', 'Home'], label: 'To the top', group: 'move', run: () => handleNewest() }),
      register({ id: 'view.refresh', keys: ['F5'], label: 'Refresh', group: 'view', run: () => handleRefresh() }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [commands, list]);
}
