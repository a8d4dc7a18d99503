import { describe, expect, it } from 'vitest';
import type { AccountKey, EntryId, StatusUri } from '../../../electron/contract/index.ts';
import type { TimelineEntry } from '../../../electron/contract/timelines.ts';
import { makeView } from '../../stores/testing/make-view.ts';
import { createRowHeights, indexOfPlace, layoutRows, movedBy, rowAt, rowsIn, steadyRow, takeHeights, type RowHeights } from './row-layout.ts';

const home = 'a.example/1' as AccountKey;
const entry = (at: number): TimelineEntry => ({ kind: 'status', id: `e${at}` as EntryId, at, view: makeView(`https://x.example/${at}` as StatusUri, [home]), booster: null, reached: [home], feeds: [home], also: [] });
/** The newest first. */
const entries = (from: number, to: number): readonly TimelineEntry[] => Array.from({ length: from - to + 1 }, (_, index) => entry(from - index));
const guessed = (height: number) => createRowHeights(new Map(), () => height);

describe('layoutRows', () => {
  it('puts the rows one under the other', () => {
    const layout = layoutRows(entries(3, 1), (each) => each.at * 10);
    expect([0, 1, 2, 3].map((index) => layout.startOf(index))).toEqual([0, 30, 50, 60]);
    expect([-5, 0, 29, 30, 55, 500].map((distance) => layout.indexAt(distance))).toEqual([0, 0, 0, 1, 2, 2]);
    expect(layout.height).toBe(60);
  });

  it('finds the rows of a window and of what lies around it', () => {
    const layout = layoutRows(entries(100, 1), () => 50);
    expect(rowsIn(layout, 1_000, 200, 100)).toEqual({ first: 18, last: 26 });
    expect(rowsIn(layout, 0, 10_000, 100)).toEqual({ first: 0, last: 99 });
    expect(rowsIn(layoutRows([], () => 50), 0, 200, 100)).toEqual({ first: 0, last: -1 });
  });
});

describe('indexOfPlace', () => {
  it('finds an entry, and in place of one that is gone the one that is read next', () => {
    const list = entries(9, 1).filter(({ at }) => at !== 5);
    expect(list[indexOfPlace(list, { at: 6, id: 'e6' as EntryId }, 'newest')]?.id).toBe('e6');
    expect(list[indexOfPlace(list, { at: 5, id: 'e5' as EntryId }, 'newest')]?.id).toBe('e4');
    expect(list.toReversed()[indexOfPlace(list.toReversed(), { at: 5, id: 'e5' as EntryId }, 'oldest')]?.id).toBe('e6');
    expect(indexOfPlace(list, { at: 0, id: 'e0' as EntryId }, 'newest')).toBe(list.length);
  });
});

describe('createRowHeights', () => {
  it('tells by how much a row is higher than was thought, once', () => {
    const heights = guessed(40);
    expect([heights.of(entry(1)), heights.measured(entry(1), 70), heights.measured(entry(1), 70), heights.of(entry(1))]).toEqual([40, 30, 0, 70]);
  });

  it('keeps what was measured as the height, also where it was guessed right', () => {
    const known = new Map<EntryId, number>();
    createRowHeights(known, () => 40).measured(entry(1), 40);
    expect(createRowHeights(known, () => 90).of(entry(1))).toBe(40);
  });
});

describe('movedBy', () => {
  const draw = (list: readonly TimelineEntry[], heights = guessed(50)) => ({ heights, drawn: { layout: layoutRows(list, heights.of), rows: { first: 2, last: 7 } } });
  const next = (list: readonly TimelineEntry[], heights: RowHeights) => ({ layout: layoutRows(list, heights.of), rows: { first: 2, last: 10 } });

  it('is the height of what came in above, whatever is drawn of it', () => {
    const { heights, drawn } = draw(entries(20, 1));
    expect(movedBy(drawn, next(entries(23, 1), heights), 210, 'newest', heights)).toBe(150);
  });

  it('takes the rows as they are on the screen, also those that were measured since', () => {
    const { heights, drawn } = draw(entries(20, 1));
    heights.measured(entry(18), 90);
    // The row below has moved by 40 on the screen already: the layout that knows the height is no news.
    expect(movedBy(drawn, next(entries(20, 1), heights), 210, 'newest', heights)).toBe(0);
    expect(movedBy(drawn, next(entries(21, 1), heights), 210, 'newest', heights)).toBe(50);
  });

  it('holds on to the next row where the steady one is taken out', () => {
    const { heights, drawn } = draw(entries(20, 1));
    const steady = drawn.layout.entries[steadyRow(drawn, 210, heights)];
    expect(steady?.id).toBe('e15');
    expect(movedBy(drawn, next(entries(22, 1).filter(({ id }) => id !== 'e15'), heights), 210, 'newest', heights)).toBe(50);
  });

  it('holds on to a row above where all below are gone', () => {
    const { heights, drawn } = draw(entries(20, 1));
    expect(movedBy(drawn, next(entries(22, 17), heights), 210, 'newest', heights)).toBe(100);
  });

  it('knows where rows come to stand that are drawn by a layout older than their heights', () => {
    const { heights, drawn } = draw(entries(20, 1));
    heights.measured(entry(18), 90);
    heights.measured(entry(17), 70);
    // Drawn from the row after those two on, where a layout puts it that thinks they are 60 lower.
    expect(movedBy(drawn, { layout: drawn.layout, rows: { first: 4, last: 10 } }, 310, 'newest', heights)).toBe(-60);
    expect(movedBy(drawn, { layout: drawn.layout, rows: { first: 3, last: 10 } }, 310, 'newest', heights)).toBe(-40);
    expect(movedBy(drawn, { layout: drawn.layout, rows: { first: 1, last: 10 } }, 310, 'newest', heights)).toBe(0);
  });

  it('knows older posts that come in above, with the oldest first', () => {
    const { heights, drawn } = draw(entries(20, 5).toReversed());
    expect(movedBy(drawn, next(entries(20, 1).toReversed(), heights), 210, 'oldest', heights)).toBe(200);
  });
});

describe('takeHeights', () => {
  const heights = guessed(50);
  const drawn = { layout: layoutRows(entries(20, 1), heights.of), rows: { first: 2, last: 7 } };

  it('counts only what grew above the row that stays, of the rows that are drawn', () => {
    const measured = [{ id: 'e18', height: 70 }, { id: 'e16', height: 40 }, { id: 'e15', height: 500 }, { id: 'e1', height: 900 }];
    expect(takeHeights(drawn, measured, { steady: steadyRow(drawn, 210, heights), past: 10 }, heights)).toEqual({ above: 10, isOther: true });
    expect(takeHeights(drawn, measured, { steady: 5, past: 0 }, heights)).toEqual({ above: 0, isOther: false });
    expect(heights.of(entry(1))).toBe(50);
  });

  it('keeps the row at the edge there, with the share of it that is above, where all rows are laid out anew', () => {
    const heights = createRowHeights(new Map(entries(20, 1).map(({ id }) => [id, 200])), () => 50);
    const drawn = { layout: layoutRows(entries(20, 1), heights.of), rows: { first: 2, last: 7 } };
    const all = (height: number) => entries(18, 13).map(({ id }) => ({ id, height }));
    // Row 4 begins at 800 and is cut by the edge at 950: rows 2 and 3 give 100 each, and half of what is above of row 4.
    expect(takeHeights(drawn, all(100), { steady: 5, past: 150 }, heights)).toEqual({ above: -275, isOther: true });
    expect(takeHeights(drawn, all(200), { steady: 5, past: 75 }, heights)).toEqual({ above: 275, isOther: true });
    expect(takeHeights(drawn, all(2), { steady: 5, past: 199 }, heights)).toEqual({ above: -396 - 198, isOther: true });
  });

  it('lets a row at the edge that alone turns out another way grow upwards', () => {
    const heights = createRowHeights(new Map(entries(20, 1).map(({ id }) => [id, 200])), () => 50);
    const drawn = { layout: layoutRows(entries(20, 1), heights.of), rows: { first: 2, last: 7 } };
    expect(takeHeights(drawn, [{ id: 'e16', height: 240 }], { steady: 5, past: 150 }, heights)).toEqual({ above: 40, isOther: true });
  });

  it('finds a row where it is on the screen, and one that is not drawn by the layout', () => {
    expect(rowAt(drawn, 165, heights)).toEqual({ index: 2, top: 100 });
    expect(rowAt(drawn, 172, heights)).toEqual({ index: 3, top: 170 });
    expect(rowAt(drawn, 20, heights)).toEqual({ index: 0, top: 0 });
    expect(rowAt(drawn, 900, heights)).toEqual({ index: 18, top: 900 });
  });
});
