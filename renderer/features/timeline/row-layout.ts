import type { EntryId } from '../../../electron/contract/index.ts';
import type { Place, TimelineEntry } from '../../../electron/contract/timelines.ts';
import { comparePlaces } from '../../stores/timeline-column.ts';

export type ReadingOrder = 'newest' | 'oldest';

/** Where every row of a list stands, px from its beginning. */
export interface RowLayout {
  readonly entries: readonly TimelineEntry[];
  readonly height: number;
  /** Top of the row; with `entries.length` the end of the list. */
  startOf(index: number): number;
  /** The row that lies at this distance from the beginning, else the first or the last. */
  indexAt(distance: number): number;
}

export function layoutRows(entries: readonly TimelineEntry[], heightOf: (entry: TimelineEntry) => number): RowLayout {
  const starts = new Float64Array(entries.length + 1);
  let height = 0;
  let index = 0;
  for (const entry of entries) {
    starts[index] = height;
    height += heightOf(entry);
    index += 1;
  }
  starts[entries.length] = height;
  return {
    entries,
    height,
    startOf: (index) => starts[index] ?? height,
    indexAt(distance) {
      const after = firstWhere(entries.length, (index) => (starts[index] ?? 0) > distance);
      return Math.max(0, after - 1);
    },
  };
}

/** Rows that are drawn: `last` is one of them; -1 where the list is empty. */
export interface RowRange {
  readonly first: number;
  readonly last: number;
}

/** The rows that lie in a window of the list, and those up to `margin` px around it. */
export function rowsIn(layout: RowLayout, top: number, height: number, margin: number): RowRange {
  const end = layout.entries.length - 1;
  if (end < 0) return { first: 0, last: -1 };
  return { first: layout.indexAt(top - margin), last: Math.min(end, layout.indexAt(top + height + margin)) };
}

/** Index of the entry at a place; where it is gone, of the one that is read next. The number of entries where nothing follows. */
export function indexOfPlace(entries: readonly TimelineEntry[], place: Place, order: ReadingOrder): number {
  const isReached = (entry: Place): boolean => (order === 'newest' ? comparePlaces(entry, place) <= 0 : comparePlaces(entry, place) >= 0);
  return firstWhere(entries.length, (index) => {
    const entry = entries[index];
    return entry === undefined || isReached(entry);
  });
}

/** The first number below `count` for which it holds, else `count`; from there on it holds for all. */
function firstWhere(count: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Heights of rows, px: measured where they were drawn, else guessed. */
export interface RowHeights {
  of(entry: TimelineEntry): number;
  isMeasured(entry: TimelineEntry): boolean;
  /** Answers by how much the row is higher than was thought. */
  measured(entry: TimelineEntry, height: number): number;
}

/** `known` keeps what was measured, also for a row that is not drawn any more. */
export function createRowHeights(known: Map<EntryId, number>, guess: (entry: TimelineEntry) => number): RowHeights {
  const of = (entry: TimelineEntry): number => known.get(entry.id) ?? guess(entry);
  return {
    of,
    isMeasured: ({ id }) => known.has(id),
    measured(entry, height) {
      const more = height - of(entry);
      if (known.get(entry.id) !== height) known.set(entry.id, height);
      return more;
    },
  };
}

/** What is in the page: rows one after the other, from where the layout puts the first. */
export interface DrawnRows {
  readonly layout: RowLayout;
  readonly rows: RowRange;
}

/** Index of the row that stays where it is when others change: the first that begins at or below `offset`. */
export function steadyRow({ layout, rows }: DrawnRows, offset: number, heights: RowHeights): number {
  let top = layout.startOf(rows.first);
  let index = rows.first;
  for (; index <= rows.last && top < offset; index += 1) top += heightAt(layout, index, heights);
  return index;
}

/** The row at a distance from the beginning, and where it begins: on the screen where it is drawn, else by the layout. */
export function rowAt({ layout, rows }: DrawnRows, offset: number, heights: RowHeights): { readonly index: number; readonly top: number } {
  let top = layout.startOf(rows.first);
  for (let index = rows.first; index <= rows.last && top <= offset; index += 1) {
    const end = top + heightAt(layout, index, heights);
    if (end > offset) return { index, top };
    top = end;
  }
  const index = layout.indexAt(offset);
  return { index, top: layout.startOf(index) };
}

export interface MeasuredRow {
  readonly id: string;
  readonly height: number;
}

/** What of a list stays where it is when rows turn out to have other heights. */
export interface Hold {
  /** Index of the row whose upper end stays; what is above it grows upwards. */
  readonly steady: number;
  /** How much of the row before it is above the view, px; 0 where none is. */
  readonly past: number;
}

/**
 * Takes what was measured of drawn rows; answers by how much the view has to follow, px, and whether any is another than
 * was thought. Where rows that had been measured all change at once (the width of the window, the size of the text), the
 * row at the upper edge stays there with the share of it that is above: else a tall one that shrinks would let others in.
 */
export function takeHeights({ layout, rows }: DrawnRows, measured: readonly MeasuredRow[], { steady, past }: Hold, heights: RowHeights): { readonly above: number; readonly isOther: boolean } {
  const byId = new Map(measured.map(({ id, height }) => [id, height]));
  let above = 0;
  let edge = 0;
  let changed = 0;
  let isOther = false;
  for (let index = rows.first; index <= rows.last; index += 1) {
    const entry = layout.entries[index];
    const height = entry === undefined ? undefined : byId.get(entry.id);
    if (entry === undefined || height === undefined) continue;
    const wasMeasured = heights.isMeasured(entry);
    const more = heights.measured(entry, height);
    if (more === 0) continue;
    isOther = true;
    if (wasMeasured) changed += 1;
    if (index < steady) above += more;
    if (index === steady - 1 && wasMeasured) edge = more - shareOf(past, height - more, height);
  }
  return { above: changed > 1 && past > 0 ? above - edge : above, isOther };
}

/** By how much the part above the view grows with its row, px: some of the row stays in sight. */
function shareOf(past: number, before: number, height: number): number {
  return before <= 0 ? 0 : Math.min(height - 1, Math.round((past * height) / before)) - past;
}

/** How far what is drawn next puts the rows from where they are, px down. What is gone does not count. */
export function movedBy(drawn: DrawnRows, next: DrawnRows, offset: number, order: ReadingOrder, heights: RowHeights): number {
  const { layout, rows } = drawn;
  const steady = steadyRow(drawn, offset, heights);
  let top = layout.startOf(rows.first);
  let moved = 0;
  for (let index = rows.first; index <= rows.last; index += 1) {
    const entry = layout.entries[index];
    const at = entry === undefined ? -1 : indexOfPlace(next.layout.entries, entry, order);
    if (entry !== undefined && next.layout.entries[at]?.id === entry.id) {
      moved = topOf(next, at, heights) - top;
      if (index >= steady) return moved;
    }
    top += heightAt(layout, index, heights);
  }
  return moved;
}

/** Where a row begins: on the screen, which may know heights that the layout does not yet, else by the layout. */
function topOf({ layout, rows }: DrawnRows, index: number, heights: RowHeights): number {
  if (index < rows.first || index > rows.last) return layout.startOf(index);
  let top = layout.startOf(rows.first);
  for (let above = rows.first; above < index; above += 1) top += heightAt(layout, above, heights);
  return top;
}

function heightAt({ entries }: RowLayout, index: number, heights: RowHeights): number {
  const entry = entries[index];
  return entry === undefined ? 0 : heights.of(entry);
}
