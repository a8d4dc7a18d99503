import { describe, expect, it } from 'vitest';
import type { EntryId, StatusId } from '../../contract/ids.ts';
import { compareIds, comparePlaces, comparePoints, sortKeys } from './order.ts';

const sorted = (ids: readonly string[]): string[] => ids.toSorted(compareIds);

describe('compareIds', () => {
  it('puts a shorter id first: snowflakes after old small ids', () => {
    expect(sorted(['115612345678901234', '99999', '100000'])).toEqual(['99999', '100000', '115612345678901234']);
  });

  it('keeps digits that a number would lose', () => {
    expect(compareIds('115612345678901235', '115612345678901234')).toBeGreaterThan(0);
  });

  it('compares by code unit: Flake ids are case-sensitive', () => {
    // Pleroma's alphabet is 0-9A-Za-z, so "Z" is older than "a"; any locale says otherwise.
    expect(sorted(['Aa0', 'AZ0', 'A00'])).toEqual(['A00', 'AZ0', 'Aa0']);
  });

  it('orders ULIDs, UUIDv7 and aidx by time', () => {
    expect(compareIds('01JZZZZZZZZZZZZZZZZZZZZZZZ', '01K00000000000000000000000')).toBeLessThan(0);
    expect(compareIds('0197f000-0000-7000-8000-000000000000', '0197f001-0000-7000-8000-000000000000')).toBeLessThan(0);
    expect(compareIds('a1b2c3d4e5zzzzzz', 'a1b2c3d4e6000000')).toBeLessThan(0);
  });

  it('finds an id equal to itself only', () => {
    expect(compareIds('1', '1')).toBe(0);
  });
});

describe('comparePlaces and comparePoints', () => {
  it('puts the later date higher, then the greater id', () => {
    const place = (at: number, id: string) => ({ at, id: id as EntryId });
    expect(comparePlaces(place(2, 'a'), place(1, 'z'))).toBeGreaterThan(0);
    expect(comparePlaces(place(1, 'a'), place(1, 'b'))).toBeLessThan(0);
    expect(comparePlaces(place(1, 'a'), place(1, 'a'))).toBe(0);
  });

  it('breaks ties between lines of one account by the order of their ids', () => {
    const point = (at: number, id: string) => ({ at, id: id as StatusId });
    expect(comparePoints(point(1, '10'), point(1, '9'))).toBeGreaterThan(0);
  });
});

describe('sortKeys', () => {
  const item = (id: string, createdAt: number) => ({ id: id as StatusId, createdAt });
  const open = { knownAt: () => undefined, floor: Number.NEGATIVE_INFINITY, ceiling: Number.POSITIVE_INFINITY, horizon: Number.POSITIVE_INFINITY };

  const near = (keys: readonly number[]): number[] => keys.map(Math.round);

  it('takes the dates where they follow the order of the page', () => {
    expect(sortKeys([item('c', 30), item('b', 20), item('a', 10)], open)).toEqual([30, 20, 10]);
  });

  it('lifts a late post with an old date to where the server put it', () => {
    expect(near(sortKeys([item('d', 40), item('late', 5), item('b', 20), item('a', 10)], open))).toEqual([40, 20, 20, 10]);
  });

  it('keeps the order of the server among posts of the same moment', () => {
    const now = Date.UTC(2099, 0, 1);
    const keys = sortKeys(Array.from({ length: 40 }, (_, index) => item(String(index), now)), open);
    expect(new Set(keys).size).toBe(40);
    expect(keys).toEqual(keys.toSorted((a, b) => b - a));
    expect(keys[0]).toBeLessThan(now + 10);
  });

  it('finds room between two known lines, again and again', () => {
    const now = Date.UTC(2099, 0, 1);
    let upper = now + 1 / 8;
    for (let turn = 0; turn < 8; turn += 1) {
      const known = new Map([['c', upper], ['a', now]]);
      const [, key] = sortKeys([item('c', 0), item('b', now + 60_000), item('a', 0)], { ...open, knownAt: (id) => known.get(id) });
      expect(key).toBeGreaterThan(now);
      expect(key).toBeLessThan(upper);
      upper = key ?? 0;
    }
  });

  it('never goes below what the page stands on', () => {
    expect(near(sortKeys([item('b', 20), item('a', 10)], { ...open, floor: 15 }))).toEqual([20, 15]);
  });

  it('never goes above what the page hangs from', () => {
    expect(near(sortKeys([item('b', 99), item('a', 10)], { ...open, ceiling: 50 }))).toEqual([50, 10]);
  });

  it('does not let a post from the future lift all that follows', () => {
    expect(near(sortKeys([item('c', 30), item('future', 9_999), item('a', 10)], { ...open, horizon: 31 }))).toEqual([31, 31, 10]);
  });

  it('keeps known lines where they are and fits new ones between them', () => {
    const known = new Map([['c', 25], ['a', 12]]);
    const keys = sortKeys([item('d', 40), item('c', 30), item('b', 28), item('a', 10)], { ...open, knownAt: (id) => known.get(id) });
    expect(near(keys)).toEqual([40, 25, 25, 12]);
    expect(keys[2]).toBeLessThan(25);
  });

  it('gives nothing for an empty page', () => {
    expect(sortKeys([], open)).toEqual([]);
  });
});
