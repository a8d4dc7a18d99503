import { describe, expect, it } from 'vitest';
import type { OwnFilter } from '../../contract/filters.ts';
import type { StatusId } from '../../contract/ids.ts';
import { filterDifferences } from './differences.ts';

const now = 1_000_000_000;
const v2 = { onePhrase: false };
const v1 = { onePhrase: true };

function filter(id: string, title: string, words: readonly string[], change: Partial<OwnFilter> = {}): OwnFilter {
  return { id, title, context: ['home', 'public'], action: 'warn', expiresAt: null, keywords: words.map((keyword, at) => ({ id: `${id}-${at}`, keyword, wholeWord: false })), statuses: [], ...change };
}

describe('filterDifferences', () => {
  it('finds nothing between filters that do the same, in whatever order and case', () => {
    const theirs = filter('9', 'SPORT', ['goal', 'Cup'], { context: ['public', 'home'] });
    expect(filterDifferences([filter('1', 'Sport', ['cup', 'goal'])], [theirs], v2, now)).toEqual([]);
  });

  it('adds what is missing, changes what differs and offers to delete what is more', () => {
    const ours = [filter('1', 'Sport', ['cup']), filter('2', 'Film', ['finale'], { action: 'hide', context: ['home'] })];
    const theirs = [filter('8', 'Film', ['ending']), filter('9', 'Food', ['fish'])];
    expect(filterDifferences(ours, theirs, v2, now)).toEqual([
      { kind: 'add', draft: { title: 'Sport', context: ['home', 'public'], action: 'warn', expiresAt: null, keywords: [{ keyword: 'cup', wholeWord: false }] } },
      { kind: 'change', filter: '8', fields: ['context', 'action', 'keywords'], draft: { title: 'Film', context: ['home'], action: 'hide', expiresAt: null, keywords: [{ keyword: 'finale', wholeWord: false }] } },
      { kind: 'remove', filter: '9', title: 'Food' },
    ]);
  });

  it('takes ends within two minutes for the same, and further ones for a difference', () => {
    const ours = [filter('1', 'Sport', ['cup'], { expiresAt: now + 3_600_000 })];
    expect(filterDifferences(ours, [filter('9', 'Sport', ['cup'], { expiresAt: now + 3_602_000 })], v2, now)).toEqual([]);
    expect(filterDifferences(ours, [filter('9', 'Sport', ['cup'], { expiresAt: now + 7_200_000 })], v2, now)).toMatchObject([{ fields: ['expiresAt'] }]);
    expect(filterDifferences(ours, [filter('9', 'Sport', ['cup'])], v2, now)).toMatchObject([{ fields: ['expiresAt'] }]);
  });

  it('neither copies nor deletes what has run out, but wakes one of the same name', () => {
    const over = filter('1', 'Sport', ['cup'], { expiresAt: now - 1 });
    expect(filterDifferences([over], [], v2, now)).toEqual([]);
    expect(filterDifferences([], [over], v2, now)).toEqual([]);
    expect(filterDifferences([filter('2', 'Sport', ['cup'])], [over], v2, now)).toMatchObject([{ kind: 'change', filter: '1' }]);
  });

  it('makes one filter of each phrase where the server keeps no more, and covers nothing there', () => {
    const ours = [filter('1', 'Sport', ['cup', 'goal'], { action: 'blur' })];
    const theirs = [filter('9', 'goal', ['goal'])];
    expect(filterDifferences(ours, theirs, v1, now)).toEqual([{ kind: 'add', draft: { title: 'cup', context: ['home', 'public'], action: 'warn', expiresAt: null, keywords: [{ keyword: 'cup', wholeWord: false }] } }]);
  });

  it('leaves filters of single posts alone', () => {
    expect(filterDifferences([filter('1', 'Posts', [], { statuses: [{ id: '5', statusId: '7' as StatusId }] })], [], v2, now)).toEqual([]);
  });

  it('pairs filters of the same name in their order', () => {
    const ours = [filter('1', 'A', ['x']), filter('2', 'A', ['y'])];
    expect(filterDifferences(ours, [filter('8', 'A', ['x']), filter('9', 'A', ['y'])], v2, now)).toEqual([]);
    expect(filterDifferences(ours, [filter('8', 'A', ['x'])], v2, now)).toMatchObject([{ kind: 'add', draft: { keywords: [{ keyword: 'y' }] } }]);
  });
});
