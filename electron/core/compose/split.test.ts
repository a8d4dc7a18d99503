import { describe, expect, test } from 'vitest';
import { measure } from './length.ts';
import { splitText, type Room } from './split.ts';

const room = (maxCharacters: number, lengthRule: Room['lengthRule'] = 'mastodon'): Room => ({ maxCharacters, lengthRule, charactersPerUrl: 23 });
const split = (text: string, max: number, more: Partial<Parameters<typeof splitText>[1]> = {}): readonly string[] => splitText(text, { room: room(max), spoilerText: '', endsWith: '', repeatsHandles: false, ...more });

describe('where a text is cut', () => {
  test.each([
    ['what fits stays whole', 'One two three', 13, ['One two three']],
    ['between words', 'One two three four', 10, ['One two', 'three four']],
    ['between sentences, where the post is half full then', 'One two. Three four five six', 20, ['One two. Three four', 'five six']],
    ['after a sentence', 'One two three. Four five six', 20, ['One two three.', 'Four five six']],
    ['between paragraphs before sentences', 'One two three\n\nFour. Five six', 20, ['One two three', 'Four. Five six']],
    ['scripts without spaces, after their full stop', '今日は晴れです。明日は雨です。', 10, ['今日は晴れです。', '明日は雨です。']],
    ['a word longer than a post, between letters', 'abcdefghij', 4, ['abcd', 'efgh', 'ij']],
    ['never inside of an emoji', '👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 2, ['👩‍👩‍👧‍👦👩‍👩‍👧‍👦', '👩‍👩‍👧‍👦']],
  ])('%s', (_name, text, max, expected) => expect(split(text, max)).toEqual(expected));

  test('a link is not cut, and counts as its server counts it', () => {
    const link = `https://radio.example/${'a'.repeat(80)}`;
    expect(split(`Listen to this: ${link} and that`, 40)).toEqual([`Listen to this: ${link}`, 'and that']);
  });

  test('nothing is lost but white space, and every post fits, whatever the text', () => {
    const text = Array.from({ length: 400 }, (_, at) => (at % 17 === 0 ? `https://x.example/${'p'.repeat(at)}\n\n` : at % 5 === 0 ? `word${at}. ` : `@me@x.example ${'é'.repeat(at % 9)} `)).join('');
    for (const max of [30, 97, 500]) {
      const posts = split(text, max, { spoilerText: 'cw' });
      expect(posts.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
      expect(posts.every((post) => measure(post, 'cw', room(max)) <= max)).toBe(true);
    }
  });
});

test('room is left for what every post ends with', () => {
  expect(split('One two three four', 12, { endsWith: '\n\n9/9' })).toEqual(['One two', 'three', 'four']);
});

test('a direct conversation stays one: the names at the beginning begin every post', () => {
  expect(split('@a@x.example @b one two three four five six', 14, { repeatsHandles: true })).toEqual(['@a@x.example @b one two', '@a@x.example @b three', '@a@x.example @b four', '@a@x.example @b five six']);
});

test('where not one letter fits, the text comes back whole and its length is told', () => {
  expect(split('One', 5, { spoilerText: 'A long warning' })).toEqual(['One']);
});
