import { expect, test } from 'vitest';
import { begunWord, completed, shortcodesIn } from './completion-word.ts';

test.each([
  ['Hello @ju', 'person', 'ju'],
  ['@jule@watt', 'person', 'jule@watt'],
  ['@jule@', 'person', 'jule@'],
  ['(@ju', 'person', 'ju'],
  ['To #Watten', 'tag', 'Watten'],
  ['#Öl', 'tag', 'Öl'],
  ['Tea :ke', 'emoji', 'ke'],
])('%s begins a %s', (text, kind, begin) => {
  expect(begunWord(text, text.length)).toEqual({ kind, begin, from: text.length - begin.length - 1, to: text.length });
});

test.each([['@'], ['#'], [':k'], ['me@example'], ['https://a.example/@ju'], ['a#b'], ['12:30'], ['@ju '], ['::ke'], ['&#x20']])('%s begins nothing', (text) => {
  expect(begunWord(text, text.length)).toBeNull();
});

test('only what is before the caret counts, and the rest of the text stays', () => {
  const text = 'Thanks @ju for all';
  const word = begunWord(text, 10);
  expect(word).toMatchObject({ begin: 'ju' });
  if (word !== null) expect(completed(text, word, '@jule@wattpost.example')).toEqual({ text: 'Thanks @jule@wattpost.example for all', caret: 30 });
});

test('a word at the end gets a space behind it', () => expect(completed('#Wat', { from: 0, to: 4 }, '#Watt')).toEqual({ text: '#Watt ', caret: 6 }));

test('shortcodes are found once each, times of day are none', () => {
  expect(shortcodesIn('At 12:30:45 :kelp: and :kelp::wave: , :no space:')).toEqual(['kelp']);
  expect(shortcodesIn(':kelp: :wave:')).toEqual(['kelp', 'wave']);
});
