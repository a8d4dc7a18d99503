import { describe, expect, it } from 'vitest';
import type { AccountKey, EntryId, StatusUri } from '../../electron/contract/index.ts';
import type { GapEntry, StatusEntry } from '../../electron/contract/timelines.ts';
import { makeView } from './testing/make-view.ts';
import { appendPage, applyChange, comparePlaces, countUnseen, emptyColumn, joinTop, mergeEntries, onlyOf, type Column } from './timeline-column.ts';

const home = 'a.example/1' as AccountKey;
const work = 'b.example/1' as AccountKey;

function entry(at: number, reached: readonly AccountKey[] = [home], id = `e${at}`): StatusEntry {
  return { kind: 'status', id: id as EntryId, at, view: makeView(`https://x.example/${id}` as StatusUri, reached), booster: null, reached, feeds: reached, also: [] };
}
const gap = (at: number, account: AccountKey): GapEntry => ({ kind: 'gap', id: `g${at}` as EntryId, at, feed: account, account, newerAt: at, olderAt: null, state: 'open', reason: null });
const ids = (column: { readonly entries: readonly { readonly id: string }[] }): string[] => column.entries.map(({ id }) => id);
const all = { source: 'home', accounts: 'all' } as const;
const column = (...entries: StatusEntry[]): Column => ({ ...emptyColumn(all), loading: null, entries, shown: entries });

describe('order', () => {
  it('is newest first, then by code unit of the id', () => {
    const merged = mergeEntries([entry(5, [home], 'a')], [entry(5, [home], 'b'), entry(5, [home], 'Z'), entry(9)]);
    expect(merged.map(({ id }) => id)).toEqual(['e9', 'b', 'a', 'Z']);
    expect(comparePlaces(entry(1), entry(1))).toBe(0);
  });
  it('replaces by id and gives the same list where nothing changes', () => {
    const before = [entry(2)];
    expect(mergeEntries(before, [])).toBe(before);
    expect(mergeEntries(before, [entry(3, [home], 'e2')])[0]?.at).toBe(3);
  });
});

describe('applyChange', () => {
  it('puts new entries in and takes removed ones out', () => {
    expect(ids(applyChange(column(entry(5), entry(3)), { entries: [entry(9), entry(4)], removed: ['e3' as EntryId] }))).toEqual(['e9', 'e5', 'e4']);
  });
  it('leaves what is below the window to the next page, until the window holds the end', () => {
    const open = column(entry(5), entry(3));
    expect(applyChange(open, { entries: [entry(1)], removed: [] })).toBe(open);
    expect(ids(applyChange({ ...open, older: 'end' }, { entries: [entry(1)], removed: [] }))).toEqual(['e5', 'e3', 'e1']);
  });
  it('asks for the next page once a request for older posts has ended, and takes nothing in below on the way', () => {
    expect(applyChange({ ...column(entry(5)), older: 'fetching' }, { entries: [entry(3)], removed: [] })).toMatchObject({ older: 'more', entries: [{ id: 'e5' }] });
    expect(applyChange({ ...column(), older: 'fetching' }, { entries: [entry(3)], removed: [] })).toMatchObject({ older: 'more', entries: [] });
  });
  it('takes the first posts of an empty home in', () => {
    expect(ids(applyChange({ ...column(), older: 'end' }, { entries: [entry(3)], removed: [] }))).toEqual(['e3']);
  });
  it('counts what is above while unloaded posts lie between', () => {
    const opened = { ...column(entry(5), entry(3)), newerCount: 40, newerUnseen: 2 };
    const after = applyChange(opened, { entries: [entry(9), entry(4)], removed: [] });
    expect([ids(after), after.newerCount, after.newerUnseen]).toEqual([['e5', 'e4', 'e3'], 41, 3]);
  });
  it('keeps to its accounts, and lets go of an entry that no longer reaches one', () => {
    const mine: Column = { ...column(entry(5)), spec: { source: 'home', accounts: [home] } };
    expect(applyChange(mine, { entries: [entry(9, [work]), gap(8, work)], removed: [] })).toBe(mine);
    expect(ids(applyChange(mine, { entries: [gap(8, home), entry(9, [work, home])], removed: [] }))).toEqual(['e9', 'g8', 'e5']);
    expect(ids(applyChange(mine, { entries: [entry(5, [work])], removed: [] }))).toEqual([]);
  });
});

describe('onlyOf', () => {
  it('lets go of what only a removed account saw, and of its holes', () => {
    const before: Column = { ...column(entry(9, [home, work]), entry(5, [work]), entry(3)), entries: [entry(9, [home, work]), gap(7, work), entry(5, [work]), entry(3)] };
    const after = onlyOf(before, new Set([home]));
    expect(ids(after)).toEqual(['e9', 'e3']);
    expect(after.entries[0]).toMatchObject({ reached: [home] });
  });
  it('changes nothing where nobody left', () => {
    const before = column(entry(9, [home, work]), entry(3));
    expect(onlyOf(before, new Set([home, work]))).toBe(before);
  });
});

describe('pages', () => {
  it('append below', () => {
    expect(ids(appendPage(column(entry(5)), { entries: [entry(4), entry(3)], older: 'end' }))).toEqual(['e5', 'e4', 'e3']);
  });
  it('join at the top where they meet the window, and move the window where they do not', () => {
    const opened = { ...column(entry(5), entry(3)), newerCount: 40, older: 'end' as const };
    const met = joinTop(opened, { entries: [entry(7), entry(5)], older: 'more' });
    expect([ids(met), met.older, met.newerCount]).toEqual([['e7', 'e5', 'e3'], 'end', 0]);
    const moved = joinTop(opened, { entries: [entry(90), entry(80)], older: 'more' });
    expect([ids(moved), moved.older]).toEqual([['e90', 'e80'], 'more']);
  });
});

it('counts the posts above the highest one seen, without gaps, and those not loaded', () => {
  const seen = { ...column(entry(9), entry(8), entry(5)), seenTop: entry(5), newerCount: 3, newerUnseen: 3 };
  expect(countUnseen(seen)).toBe(5);
  expect(countUnseen({ ...seen, shown: [gap(9, home), ...seen.shown.slice(1)], newerUnseen: 0 })).toBe(1);
  expect(countUnseen({ ...seen, seenTop: entry(9), newerUnseen: 0 })).toBe(0);
});
