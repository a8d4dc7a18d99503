import { memo, useCallback, useEffect, useImperativeHandle, useLayoutEffect, useMemo, useRef, useState, type Ref } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import type { EntryId } from '../../../electron/contract/index.ts';
import type { StatusEntry, TimelineEntry } from '../../../electron/contract/timelines.ts';
import { collapseCopies } from '../../stores/collapse-copies.ts';
import type { Column } from '../../stores/timeline-column.ts';
import { columnsText } from '../../text/columns.ts';
import { timelineText } from '../../text/timeline.ts';
import { Button } from '../../ui/button.tsx';
import { SkeinMark } from '../../ui/skein-mark.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { FilteredAs, filterVerdict, Post, useAccounts } from '../post/index.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import { contextsOf, traceOf } from './entry-words.ts';
import { GapRow } from './gap-row.tsx';
import { Lanes } from './lanes.tsx';
import type { Lane } from './lanes-of.ts';
import type { ReadingOrder, RowRange } from './row-layout.ts';
import css from './timeline-list.module.css';
import { useColumnScroll, type ColumnScroll } from './use-column-scroll.ts';

/** What the column's keys can do to the list. */
export interface TimelineListHandle {
  /** To the newest post: the first, or with the oldest first the last. */
  toNewest(): void;
  step(by: 1 | -1): void;
}

export interface TimelineListProps {
  readonly name: string;
  readonly label: string;
  readonly column: Column;
  readonly lanes: readonly Lane[];
  readonly order: 'newest' | 'oldest';
  readonly handle: Ref<TimelineListHandle>;
}

/** Rows from the end at which older posts are asked for, so that the reader does not meet the end. */
const loadAhead = 15;
/** Pages asked for in a row of which the column's rules leave nothing to see; from then on the reader asks. */
const mostEmptyPages = 8;

export function TimelineList({ name, label, column, lanes, order, handle }: TimelineListProps) {
  const { timelines } = useStores();
  const entries = useShownEntries(column.shown, order);
  const [active, setActive] = useState<EntryId | null>(null);
  const [restore] = useState(() => timelines.getState().places.get(name));
  const handlePlace = useCallback(
    (entry: TimelineEntry | null, offset: number) => {
      if (entry === null) return;
      const place = { at: entry.at, id: entry.id };
      timelines.getState().savePlace(name, place, offset);
      timelines.getState().markSeen(name, place);
    },
    [timelines, name],
  );
  const scroll = useColumnScroll({ entries, order, seenTop: column.seenTop, restore, onPlace: handlePlace });
  const { scroller, list, rows, height, top, measure, isAtTop } = scroll;
  useAttention(name, scroller, isAtTop);
  useTopPlace(order === 'newest' ? entries[0] : undefined, isAtTop, handlePlace);
  usePages(name, column, order, rows, entries.length);
  useHandle(handle, { scroller, entries, scroll, order, setActive });

  const activeIndex = Math.max(0, entries.findIndex(({ id }) => id === active));
  return (
    <div ref={scroller} className={css.scroller} data-scroller="">
      {order === 'oldest' && <Foot name={name} column={column} />}
      <div ref={list} role="feed" aria-label={label} aria-busy={column.loading !== null} className={css.rows} style={{ height }}>
        <div className={css.drawn} style={{ top }}>
          {entries.slice(rows.first, rows.last + 1).map((entry, at) => (
            <div key={entry.id} ref={measure} data-index={rows.first + at} data-entry={entry.id} className={css.row} onFocus={() => setActive(entry.id)}>
              {entry.kind === 'gap' ? <GapRow gap={entry} lanes={lanes} /> : <EntryRow entry={entry} lanes={lanes} index={rows.first + at} size={entries.length} tabIndex={rows.first + at === activeIndex ? 0 : -1} />}
            </div>
          ))}
        </div>
      </div>
      {order === 'newest' ? <Foot name={name} column={column} /> : column.newerCount === 0 && <Done />}
    </div>
  );
}

/** Below the newest post, where the oldest stands first. */
function Done() {
  return (
    <p className={css.foot}>
      <SkeinMark size={16} /> {columnsText.done}
    </p>
  );
}

interface EntryRowProps {
  readonly entry: StatusEntry;
  readonly lanes: readonly Lane[];
  readonly index: number;
  readonly size: number;
  readonly tabIndex: number;
}

function EntryRow({ index, size, ...post }: EntryRowProps) {
  return <EntryPost {...post} articleRef={usePosition(index, size)} />;
}

interface EntryPostProps extends Omit<EntryRowProps, 'index' | 'size'> {
  readonly articleRef: Ref<HTMLElement>;
}

const EntryPost = memo(function EntryPost({ entry, lanes, tabIndex, articleRef }: EntryPostProps) {
  const gutter = useMemo(() => (lanes.length > 0 ? <Lanes lanes={lanes} on={entry.reached} /> : undefined), [lanes, entry.reached]);
  const trace = traceOf(entry);
  return (
    <div className={css.entry} data-gutter={gutter !== undefined || undefined}>
      <ErrorBoundary FallbackComponent={BrokenPost}>
        <FilteredAs value={contextsOf(entry.feeds)}>
          <Post view={entry.view} reached={entry.reached} booster={entry.booster} at={entry.at} {...(trace === '' ? {} : { trace })} gutter={gutter} tabIndex={tabIndex} articleRef={articleRef} />
        </FilteredAs>
      </ErrorBoundary>
    </div>
  );
});

/** One post that cannot be drawn does not take the others with it. */
function BrokenPost() {
  return <p className={css.broken}>{timelineText.brokenPost}</p>;
}

/** Every arrival moves every row by one: the numbers are written to the element, so that no post is drawn again for them. */
function usePosition(index: number, size: number): Ref<HTMLElement> {
  const article = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    article.current?.setAttribute('aria-posinset', String(index + 1));
    article.current?.setAttribute('aria-setsize', String(size));
  }, [index, size]);
  return article;
}

/** What the list draws: entries that a filter hides altogether are left out, with no trace. */
function useShownEntries(entries: readonly TimelineEntry[], order: 'newest' | 'oldest'): readonly TimelineEntry[] {
  const accounts = useAccounts();
  const linked = useStoreValue(useStores().copies, (state) => state.linked);
  return useMemo(() => {
    const own = new Set(accounts.map(({ handle }) => handle));
    const shown = entries.filter((entry) => entry.kind === 'gap' || !isFiltered(entry) || filterVerdict(entry.view, entry.reached, own, contextsOf(entry.feeds))?.action !== 'hide');
    const collapsed = collapseCopies(shown, linked, accounts.map(({ key }) => key));
    return order === 'newest' ? collapsed : collapsed.toReversed();
  }, [entries, order, accounts, linked]);
}

/** Few are, and all that is loaded is looked through whenever something comes in. */
function isFiltered({ view }: StatusEntry): boolean {
  return view.marks.some(({ filtered }) => filtered.length > 0);
}

/**
 * A reader at the very top who is doing nothing there sees posts come in. Whoever has the pointer or the focus in the
 * list keeps what is in front of them; the bar counts what came.
 */
function useAttention(name: string, scroller: { readonly current: HTMLDivElement | null }, isAtTop: () => boolean): void {
  const { timelines } = useStores();
  useEffect(() => {
    const rests = (): boolean => {
      const box = scroller.current;
      return box !== null && isAtTop() && !box.matches(':hover') && !box.contains(document.activeElement) && document.hasFocus();
    };
    return timelines.getState().attend(name, rests);
  }, [timelines, name, scroller, isAtTop]);
}

/** Whatever stands first before a reader at the top has been seen. */
function useTopPlace(first: TimelineEntry | undefined, isAtTop: () => boolean, onPlace: (entry: TimelineEntry, offset: number) => void): void {
  useLayoutEffect(() => {
    if (first !== undefined && isAtTop()) onPlace(first, 0);
  }, [first, isAtTop, onPlace]);
}

/** Asks for the next page, older or newer, before the reader meets the end of what is loaded. */
function usePages(name: string, column: Column, order: ReadingOrder, { first, last }: RowRange, count: number): void {
  const { timelines } = useStores();
  const tries = useRef({ count: -1, left: mostEmptyPages });
  const { loading, older, newerCount } = column;
  useEffect(() => {
    if (loading !== null) return;
    const isNearEnd = last >= count - loadAhead;
    const isNearStart = first <= loadAhead;
    if (tries.current.count !== count) tries.current = { count, left: mostEmptyPages };
    if (older === 'more' && tries.current.left > 0 && (order === 'newest' ? isNearEnd : isNearStart)) {
      tries.current.left -= 1;
      void timelines.getState().loadOlder(name);
    } else if (newerCount > 0 && (order === 'newest' ? isNearStart : isNearEnd)) void timelines.getState().loadNewer(name);
  }, [timelines, name, order, loading, older, newerCount, first, last, count]);
}

interface HandleParts {
  readonly scroller: { readonly current: HTMLDivElement | null };
  readonly entries: readonly TimelineEntry[];
  readonly scroll: ColumnScroll;
  readonly order: ReadingOrder;
  readonly setActive: (id: EntryId) => void;
}

function useHandle(handle: Ref<TimelineListHandle>, parts: HandleParts): void {
  useImperativeHandle(handle, (): TimelineListHandle => {
    const { scroller, entries, scroll, order } = parts;
    return {
      toNewest: () => {
        const hadFocus = scroller.current?.contains(document.activeElement) ?? false;
        const index = order === 'newest' ? 0 : entries.length - 1;
        if (index === 0) scroll.toTop();
        else scroll.toEnd();
        // The row that had the focus may leave the page: the focus goes with the reader.
        if (hadFocus && entries[index] !== undefined) focusRow(parts, index);
      },
      step: (by) => focusStep(parts, by),
    };
  });
}

/** Moves the focus to the next or previous row, from where it is, else into the first row in sight. */
function focusStep(parts: HandleParts, by: 1 | -1): void {
  const box = parts.scroller.current;
  if (box === null) return;
  const inside = document.activeElement?.closest<HTMLElement>('[data-index]') ?? null;
  const current = inside !== null && box.contains(inside) ? Number(inside.dataset['index']) : null;
  focusRow(parts, current === null ? parts.scroll.firstInSight() : current + by);
}

function focusRow({ scroller, entries, scroll, setActive }: HandleParts, index: number): void {
  const box = scroller.current;
  const entry = entries[index];
  if (box === null || entry === undefined) return;
  setActive(entry.id);
  scroll.reveal(index);
  const focus = (left: number): void => {
    const row = box.querySelector<HTMLElement>(`[data-entry="${CSS.escape(entry.id)}"]`);
    const target = row?.querySelector<HTMLElement>('article[tabindex], button') ?? null;
    if (target !== null) target.focus({ preventScroll: true });
    else if (left > 0) requestAnimationFrame(() => focus(left - 1));
  };
  focus(10);
}

const isOfMemory = ({ spec }: Column): boolean => spec.source === 'feeds' && spec.feeds.every(({ source }) => source.kind === 'search');

function Foot({ name, column }: { readonly name: string; readonly column: Column }) {
  const { timelines } = useStores();
  const { error, loading, older, entries, shown } = column;
  if (loading === 'older' || older === 'fetching') {
    return (
      <p className={css.foot} role="status">
        <Spinner size={14} /> {older === 'fetching' ? timelineText.fetching : timelineText.loadingOlder}
      </p>
    );
  }
  if (error !== null) {
    return (
      <p className={css.foot}>
        <Button size="s" onClick={() => void timelines.getState().loadOlder(name)}>
          {timelineText.tryAgain}
        </Button>
      </p>
    );
  }
  if (older === 'more' && shown.length < entries.length) {
    return (
      <p className={css.foot}>
        <Button size="s" onClick={() => void timelines.getState().loadOlder(name)}>
          {timelineText.lookFurther}
        </Button>
      </p>
    );
  }
  if (older !== 'end' || entries.length === 0) return <div className={css.foot} />;
  return (
    <p className={css.foot}>
      <SkeinMark size={16} /> {isOfMemory(column) ? timelineText.endOfMemory : timelineText.end}
    </p>
  );
}
