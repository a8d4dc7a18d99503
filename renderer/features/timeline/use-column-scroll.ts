import { startTransition, useCallback, useEffect, useEffectEvent, useLayoutEffect, useMemo, useRef, useState, type RefCallback, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import type { Place, SavedPlace, TimelineEntry } from '../../../electron/contract/timelines.ts';
import { indexOfPlace, layoutRows, movedBy, rowAt, rowsIn, steadyRow, takeHeights, type DrawnRows, type Hold, type ReadingOrder, type RowHeights, type RowRange } from './row-layout.ts';
import { useRowHeights } from './use-row-heights.ts';

export interface ColumnScroll {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly list: RefObject<HTMLDivElement | null>;
  readonly rows: RowRange;
  /** Of the whole list, px. */
  readonly height: number;
  /** Of the first drawn row, px from the beginning of the list. */
  readonly top: number;
  /** Ref of a drawn row, which names its entry in `data-entry`. */
  readonly measure: RefCallback<HTMLElement>;
  readonly toTop: () => void;
  readonly isAtTop: () => boolean;
  readonly toEnd: () => void;
  /** Scrolls as little as it takes to have the row in sight. */
  readonly reveal: (index: number) => void;
  readonly firstInSight: () => number;
}

export interface ColumnScrollOptions {
  /** In the order they are drawn. */
  readonly entries: readonly TimelineEntry[];
  readonly order: ReadingOrder;
  /** What stands above it at the top of the list came in above the reader. */
  readonly seenTop: Place | null;
  /** Where reading stopped, read once when the first entries are there. */
  readonly restore: SavedPlace | undefined;
  readonly onPlace: (topEntry: TimelineEntry | null, offset: number) => void;
}

/** Where the reader is. */
interface Reading {
  /** The row at the upper edge of the view; null at the very top of a list with the newest first, which may grow there. */
  readonly place: Place | null;
  /** How much of that row is above the view, px. */
  readonly past: number;
}

/** Height of the new-posts bar, which lies over the first lines, px: the focus is never moved under it. */
const barHeight = 34;
/** As far from the top a list counts as being there, px. */
const topEdge = 2;
/** Drawn around what is in sight, px: what a wheel passes in a tenth of a second. */
const margin = 500;
/** Frames in which the end is gone to again: the heights of the last rows are known once they are drawn. */
const endFrames = 3;
/** A first guess, until the list is drawn, px. */
const firstWidth = 500;

/**
 * Draws the rows in sight and some around them, one after the other from the top of the first. The list moves only when
 * the reader moves it: what comes in above, or turns out higher than was guessed, leaves what is on the screen where it is.
 */
export function useColumnScroll({ entries, order, seenTop, restore, onPlace }: ColumnScrollOptions): ColumnScroll {
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [reading, setReading] = useState<Reading>(() => beginning(entries, order, restore));
  const [box, setBox] = useState(() => ({ width: firstWidth, height: window.innerHeight }));
  const drawn = useRef<DrawnRows | null>(null);
  const toRestore = useRef<Place | null>(restore?.place ?? null);
  /** Distance of the upper edge of the view from the beginning of the list, px. */
  const offset = useRef(0);
  /** It had no width for a moment (while a window goes from one column to several it has none): the browser has forgotten where it was. */
  const isFolded = useRef(false);
  const scrollBy = useCallback((by: number): void => {
    const element = scroller.current;
    if (element === null || (by === 0 && !isFolded.current)) return;
    if (element.clientWidth === 0) {
      isFolded.current = true;
      offset.current += by;
      return;
    }
    const above = list.current?.offsetTop ?? 0;
    // A list that just became shorter has taken a view near its end along.
    const isLost = isFolded.current || element.scrollTop + element.clientHeight >= element.scrollHeight - 1;
    isFolded.current = false;
    element.scrollTo({ top: by + (isLost ? Math.max(element.scrollTop, offset.current + above) : element.scrollTop), behavior: 'instant' });
    offset.current = element.scrollTop - above;
  }, []);

  const { heights, measure } = useRowHeights(box.width, (measured, heights) => {
    const now = drawn.current;
    if (now === null || scroller.current?.clientWidth === 0) return false;
    const hold = holdOf(now, toRestore.current, offset.current, order, heights);
    toRestore.current = null;
    const { above, isOther } = takeHeights(now, measured, hold, heights);
    scrollBy(above);
    return isOther;
  });
  const layout = useMemo(() => layoutRows(entries, heights.of), [entries, heights]);
  const readAt = reading.place ?? (order === 'newest' ? seenTop : null);
  const readTop = readAt === null ? 0 : layout.startOf(indexOfPlace(entries, readAt, order)) + reading.past;
  const rows = useMemo(() => rowsIn(layout, readTop, box.height, margin), [layout, readTop, box.height]);
  const staysAtTop = reading.place === null && readTop === 0;
  useLayoutEffect(() => {
    const before = drawn.current;
    const now = { layout, rows };
    drawn.current = now;
    if (before === null) scrollBy(readTop === 0 ? 0 : readTop + (list.current?.offsetTop ?? 0));
    else if (!(staysAtTop && offset.current <= topEdge)) scrollBy(movedBy(before, now, offset.current, order, heights));
  }, [layout, rows, heights, order, readTop, staysAtTop, scrollBy]);

  const follow = useEffectEvent((element: HTMLElement) => {
    const now = drawn.current;
    isFolded.current ||= element.clientWidth === 0;
    if (now === null || element.clientWidth === 0) return;
    if (isFolded.current) scrollBy(0);
    offset.current = element.scrollTop - (list.current?.offsetTop ?? 0);
    const { index, top } = rowAt(now, offset.current, heights);
    const entry = now.layout.entries[index];
    if (entry === undefined) return;
    const past = offset.current - top;
    onPlace(entry, Math.round(-past));
    const isTop = order === 'newest' && element.scrollTop <= topEdge;
    const wanted = rowsIn(now.layout, offset.current, box.height, margin);
    if (isTop === (reading.place === null) && wanted.first === now.rows.first && wanted.last === now.rows.last) return;
    const next = isTop ? { place: null, past: 0 } : { place: { at: entry.at, id: entry.id }, past };
    const sight = rowsIn(now.layout, offset.current, box.height, 0);
    // What is in sight is drawn at once; what may come into sight, between two frames.
    if (sight.first < now.rows.first || sight.last > now.rows.last) flushSync(() => setReading(next));
    else startTransition(() => setReading(next));
  });
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const handleScroll = (): void => follow(element);
    const observer = new ResizeObserver(() => {
      isFolded.current ||= element.clientWidth === 0;
      scrollBy(0);
      if (element.clientWidth > 0) setBox({ width: element.clientWidth, height: element.clientHeight });
    });
    observer.observe(element);
    element.addEventListener('scroll', handleScroll, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', handleScroll);
    };
  }, [scrollBy]);

  const isAtTop = useCallback(() => offset.current <= topEdge, []);
  const toTop = useCallback(() => scroller.current?.scrollTo({ top: 0 }), []);
  const toEnd = useCallback(() => {
    const go = (left: number): void => {
      scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
      if (left > 0) requestAnimationFrame(() => go(left - 1));
    };
    go(endFrames);
  }, []);
  const firstInSight = useCallback(() => drawn.current?.layout.indexAt(offset.current + 1) ?? 0, []);
  const reveal = useCallback(
    (index: number) => {
      const now = drawn.current;
      const element = scroller.current;
      if (now === null || element === null) return;
      const [start, end] = [now.layout.startOf(index), now.layout.startOf(index + 1)];
      if (end > offset.current + element.clientHeight) scrollBy(end - element.clientHeight - offset.current);
      if (start < offset.current + barHeight) scrollBy(Math.max(0, start - barHeight) - offset.current);
    },
    [scrollBy],
  );
  return { scroller, list, rows, height: layout.height, top: layout.startOf(rows.first), measure, toTop, isAtTop, toEnd, reveal, firstInSight };
}

function beginning(entries: readonly TimelineEntry[], order: ReadingOrder, restore: SavedPlace | undefined): Reading {
  if (restore?.place) return { place: restore.place, past: -restore.offset };
  const first = entries[0];
  return { place: order === 'newest' || first === undefined ? null : { at: first.at, id: first.id }, past: 0 };
}

/** What stays where it is: the place that was kept names the upper end of its row, whatever height that turns out to have. */
function holdOf(drawn: DrawnRows, kept: Place | null, offset: number, order: ReadingOrder, heights: RowHeights): Hold {
  if (kept !== null) return { steady: indexOfPlace(drawn.layout.entries, kept, order), past: 0 };
  if (offset <= topEdge) return { steady: steadyRow(drawn, 0, heights), past: 0 };
  const steady = steadyRow(drawn, offset, heights);
  const edge = rowAt(drawn, offset, heights);
  return { steady, past: edge.index === steady - 1 ? offset - edge.top : 0 };
}
