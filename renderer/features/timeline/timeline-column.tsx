import { useEffect, useEffectEvent, useMemo, useRef, type ReactNode } from 'react';
import type { Account } from '../../../electron/contract/accounts.ts';
import type { AppError } from '../../../electron/contract/index.ts';
import { columnsText } from '../../text/columns.ts';
import { errorText } from '../../text/errors.ts';
import { timelineText } from '../../text/timeline.ts';
import { Button } from '../../ui/button.tsx';
import { MergedContext } from '../post/index.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import { ColumnHeader } from './column-header.tsx';
import css from './home-column.module.css';
import { gutterWidth, lanesOf, type Lane } from './lanes-of.ts';
import { NewPostsBar } from './new-posts-bar.tsx';
import { SkeletonRows } from './skeleton-rows.tsx';
import { TimelineList, type TimelineListHandle } from './timeline-list.tsx';

const noLanes: readonly Lane[] = [];

export interface TimelineColumnProps {
  /** Of the column in the timelines store. */
  readonly name: string;
  readonly title: string;
  /** Whose lists are merged here; empty where it is read without an account. */
  readonly accounts: readonly Account[];
  /** What it is, in a word or two; the accounts say it where absent. */
  readonly scope?: string;
  readonly merged: boolean;
  readonly order: 'newest' | 'oldest';
  /** The keys of reading move through this column. */
  readonly isActive: boolean;
  /** What will stand here, where nothing does. */
  readonly emptyHint: string;
  /** Why nothing came yet, where a list that is not a home failed. */
  readonly trouble?: AppError | null;
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
  /** Between the head and the posts. */
  readonly offer?: ReactNode;
}

/** One list of posts with its head: what it holds is loaded by who places it. */
export function TimelineColumn({ name, title, accounts, scope, merged, order, isActive, emptyHint, trouble = null, note, actions, offer }: TimelineColumnProps) {
  const { timelines } = useStores();
  const column = useStoreValue(timelines, (state) => state.columns.get(name));
  const lanes = useMemo(() => (accounts.length > 1 ? lanesOf(accounts) : noLanes), [accounts]);
  const list = useRef<TimelineListHandle>(null);

  const loadsFirst = column !== undefined && column.entries.length === 0 && column.loading === null && column.older === 'more' && column.error === null;
  useEffect(() => {
    if (loadsFirst) void timelines.getState().loadOlder(name);
  }, [timelines, name, loadsFirst]);

  const refresh = (): void => void timelines.getState().refresh(name);
  const showNewest = async (): Promise<void> => {
    await timelines.getState().toTop(name);
    list.current?.toNewest();
  };
  useColumnCommands(isActive, list, () => void showNewest(), refresh);

  const label = timelineText.column(title, accounts.length > 1 ? timelineText.merged(accounts.length) : '');
  const error = column?.error ?? (column?.entries.length === 0 ? trouble : null);
  const isLeftOut = column !== undefined && column.entries.length > 0 && column.shown.length === 0 && column.older === 'end';
  const isEmpty = column !== undefined && column.entries.length === 0 && (error !== null || (column.older === 'end' && column.loading === null));
  return (
    <section className={css.column} aria-label={label} style={lanes.length > 0 ? { ['--gutter-w' as string]: `${gutterWidth(lanes.length)}px` } : undefined}>
      <ColumnHeader title={title} scope={scope} accounts={accounts} lanes={lanes} busy={column !== undefined && column.loading !== null && column.entries.length > 0} note={note} actions={actions} onTop={() => void showNewest()} onRefresh={refresh} />
      {offer}
      {isLeftOut && (
        <div className={css.empty}>
          <p>{columnsText.allLeftOut}</p>
        </div>
      )}
      {column !== undefined && column.entries.length > 0 && !isLeftOut && (
        <MergedContext value={merged}>
          {order === 'newest' && <NewPostsBar column={column} onShow={() => void showNewest()} />}
          <TimelineList key={`${name} ${order}`} name={name} label={label} column={column} lanes={lanes} order={order} handle={list} />
        </MergedContext>
      )}
      {(column === undefined || (column.entries.length === 0 && !isEmpty)) && <SkeletonRows label={timelineText.loading} />}
      {isEmpty && (
        <div className={css.empty}>
          <p className={css.emptyTitle}>{error === null ? timelineText.empty : errorText(error)}</p>
          {error === null && <p>{emptyHint}</p>}
          <Button onClick={refresh}>{error === null ? timelineText.refresh : timelineText.tryAgain}</Button>
        </div>
      )}
    </section>
  );
}

/** Keys that move through the column. */
function useColumnCommands(isActive: boolean, list: { readonly current: TimelineListHandle | null }, showNewest: () => void, refresh: () => void): void {
  const { commands } = useStores();
  const handleNewest = useEffectEvent(showNewest);
  const handleRefresh = useEffectEvent(refresh);
  useEffect(() => {
    if (!isActive) return;
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
  }, [commands, list, isActive]);
}
