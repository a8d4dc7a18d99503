import { describe, expect, test } from 'vitest';
import type { ScheduledPost } from '../../electron/contract/compose.ts';
import { fail, ok, type AccountKey } from '../../electron/contract/index.ts';
import { byDay, createScheduleStore, monthFrom, startOfDay, weeksOf } from './schedule.ts';
import { fakeBridge } from './testing/compose-fixtures.ts';

const at = (text: string): number => new Date(text).getTime();
const post = (time: number): ScheduledPost => ({ ref: { in: 'outbox', copy: String(time) }, account: 'a' as AccountKey, at: time, by: 'skein', late: false, text: '', spoilerText: '', visibility: 'public', media: 0, poll: false, parts: 1, replacing: false });

describe('days', () => {
  test('posts are told by the day they are for, in the time zone of the computer', () => {
    const posts = [post(at('2026-11-23T00:00')), post(at('2026-11-23T23:59')), post(at('2026-11-24T00:00'))];
    expect(byDay(posts).map(({ day, posts: own }) => [day, own.length])).toEqual([[at('2026-11-23T00:00'), 2], [at('2026-11-24T00:00'), 1]]);
  });

  test.each([
    ['a month that begins on a Sunday', '2026-11-15T12:00', '2026-10-26T00:00', '2026-12-06T00:00', 6],
    ['a month that begins on a Monday', '2026-06-01T00:00', '2026-06-01T00:00', '2026-07-05T00:00', 5],
    ['February of four weeks', '2027-02-28T00:00', '2027-02-01T00:00', '2027-02-28T00:00', 4],
  ])('%s is shown in whole weeks', (_name, inIt, first, last, weeks) => {
    const shown = weeksOf(at(inIt));
    expect(shown).toHaveLength(weeks);
    expect([shown[0]?.[0], shown.at(-1)?.[6]]).toEqual([at(first), at(last)]);
    expect(shown.flat().every((day) => startOfDay(day) === day)).toBe(true);
  });

  test('the month after one with more days is the next one', () => {
    expect(new Date(monthFrom(at('2026-01-31T10:00'), 1)).getMonth()).toBe(1);
    expect(new Date(monthFrom(at('2026-01-31T10:00'), -1)).getMonth()).toBe(11);
  });
});

test('what is asked twice at once is asked once, and a change is followed by a look', async () => {
  const bridge = fakeBridge({ 'scheduled.list': () => ok({ posts: [post(1)], unavailable: [] }), 'scheduled.move': () => fail({ kind: 'notFound', what: 'scheduled post' }) });
  const store = createScheduleStore(bridge);
  await Promise.all([store.getState().load(), store.getState().load()]);
  expect(bridge.calls).toHaveLength(1);
  expect(store.getState().list?.posts).toHaveLength(1);
  expect(await store.getState().move({ in: 'outbox', copy: '1' }, 5)).toEqual({ kind: 'notFound', what: 'scheduled post' });
  expect(bridge.calls.map(([name]) => name)).toEqual(['scheduled.list', 'scheduled.move', 'scheduled.list']);
});
