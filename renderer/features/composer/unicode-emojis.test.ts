import { expect, test } from 'vitest';
import { loadUnicodeEmojis, searchEmojis, tones, withTone } from './unicode-emojis.ts';

test('emojis are found by begun words of their names, in any order', async () => {
  const groups = await loadUnicodeEmojis();
  expect(groups.flatMap(({ emojis }) => emojis).length).toBeGreaterThan(1_500);
  expect(searchEmojis(groups, 'wav', 5).map(({ emoji }) => emoji)).toContain('👋');
  expect(searchEmojis(groups, 'heart red', 1).map(({ emoji }) => emoji)).toEqual(['❤️']);
  expect(searchEmojis(groups, 'nosuchthing', 5)).toEqual([]);
  expect(searchEmojis(groups, 'face', 7)).toHaveLength(7);
});

test.each([
  ['👋', 1, '👋🏻'],
  ['☝️', 5, '☝🏿'],
  ['🧑‍🚀', 3, '🧑🏽‍🚀'],
  ['🧑‍🤝‍🧑', 2, '🧑🏼‍🤝‍🧑🏼'],
  ['🤝', 4, '🤝🏾'],
  ['🕵️‍♀️', 3, '🕵🏽‍♀️'],
  ['👋', 0, '👋'],
] as const)('%s in tone %i is %s', (emoji, tone, toned) => {
  expect(withTone(emoji, tone)).toBe(toned);
});

test('every emoji that has tones changes with each of them, and stays one picture', async () => {
  const toned = (await loadUnicodeEmojis()).flatMap(({ emojis }) => emojis.filter(({ hasTones }) => hasTones));
  expect(toned.length).toBeGreaterThan(250);
  for (const { emoji } of toned) {
    expect(new Set(tones.map((tone) => withTone(emoji, tone))).size, emoji).toBe(6);
    expect([...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(withTone(emoji, 3))], emoji).toHaveLength(1);
  }
});
