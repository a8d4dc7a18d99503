import { expect, test } from 'vitest';
import { noRules } from '../../electron/contract/defaults.ts';
import type { ColumnRules } from '../../electron/contract/columns.ts';
import type { AccountKey, EntryId, FeedKey, StatusUri } from '../../electron/contract/index.ts';
import type { Sighting, StatusEntry } from '../../electron/contract/timelines.ts';
import { leftOutOf } from './left-out.ts';
import { makeView } from './testing/make-view.ts';
import { emptyColumn, settleShown } from './timeline-column.ts';

const ann = 'a.example/1' as AccountKey;
const { author } = makeView('https://c.example/0' as StatusUri, []).status;
const way = (id: string, at: number, booster: Sighting['booster'], feeds: readonly FeedKey[] = [ann]): Sighting => ({ id: id as EntryId, at, booster, feeds });

function entriesOf(uri: string, ...ways: readonly Sighting[]): StatusEntry[] {
  return ways.map((own) => ({ kind: 'status', ...own, view: makeView(uri as StatusUri, [ann]), reached: [ann], also: ways.filter((other) => other !== own) }));
}

function columnOf(entries: readonly StatusEntry[], rules: Partial<ColumnRules> = {}, repeats: 'once' | 'each' = 'once') {
  const empty = emptyColumn({ source: 'home', accounts: 'all' }, { rules: { ...noRules, ...rules }, repeats });
  return settleShown({ ...empty, entries: entries.toSorted((a, b) => b.at - a.at) }, empty);
}
const briefly = (column: ReturnType<typeof columnOf>) => leftOutOf(column).map(({ entry: { id }, reason }) => [id, reason.kind === 'rule' ? reason.rule : reason.as.at]);

const thrice = entriesOf('https://c.example/1', way('direct', 10, null), way('boost', 20, author), way('second', 30, author));
const other = entriesOf('https://c.example/2', way('other', 15, null));

test('names what stands in the column already, and as what', () => {
  expect(briefly(columnOf([...thrice, ...other]))).toEqual([['second', 10], ['boost', 10]]);
  expect(briefly(columnOf([...thrice, ...other], {}, 'each'))).toEqual([]);
});

test('names the rule, and counts with what is drawn to all there is', () => {
  const column = columnOf([...thrice, ...other], { boosts: false });
  expect(briefly(column)).toEqual([['second', 'boosts'], ['boost', 'boosts']]);
  expect(column.shown.length + leftOutOf(column).length).toBe(column.entries.length);
});

test('says so also where what stands in its place is further down than what is loaded', () => {
  expect(briefly(columnOf(thrice.filter(({ id }) => id === 'second')))).toEqual([['second', 10]]);
});

test('a boost that only other columns show is no reason', () => {
  const elsewhere = entriesOf('https://c.example/3', way('here', 20, null), way('there', 10, author, ['a.example/1 local' as FeedKey]));
  expect(briefly(columnOf(elsewhere.filter(({ id }) => id === 'here')))).toEqual([]);
});
