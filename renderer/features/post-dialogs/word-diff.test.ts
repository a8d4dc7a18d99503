import { describe, expect, it } from 'vitest';
import { wordDiff } from './word-diff.ts';

const told = (before: string, after: string): string => wordDiff(before, after).map(({ kind, text }) => (kind === 'same' ? text : kind === 'added' ? `[+${text}]` : `[-${text}]`)).join('');

describe('wordDiff', () => {
  it.each([
    ['Tide at 7', 'Tide at 8', 'Tide at [-7][+8]'],
    ['Tide at 7', 'Tide at 7', 'Tide at 7'],
    ['', 'new words', '[+new words]'],
    ['gone', '', '[-gone]'],
    ['a b c d', 'a c d e', 'a [-b ]c [-d][+d e]'],
    ['one\n\ntwo', 'one\n\nthree', 'one\n\n[-two][+three]'],
  ])('%j to %j', (before, after, expected) => {
    expect(told(before, after)).toBe(expected);
  });

  it('keeps every word of both, in order, however different they are', () => {
    const word = (seed: number): string => `w${(seed * 7919) % 13}`;
    const [before, after] = [1, 3].map((step) => Array.from({ length: 300 }, (_, index) => word(index * step)).join(' '));
    const parts = wordDiff(before ?? '', after ?? '');
    const only = (kind: 'added' | 'removed'): string => parts.filter((part) => part.kind !== kind).map(({ text }) => text).join('');
    expect([only('added').trim(), only('removed').trim()]).toEqual([before, after]);
  });

  it('gives up on fine differences of very long texts, not on the page', () => {
    const long = (letter: string): string => Array.from({ length: 1_500 }, (_, index) => `${letter}${index}`).join(' ');
    expect(wordDiff(long('a'), long('b')).map(({ kind }) => kind)).toEqual(['removed', 'added']);
  });
});
