import { expect, test } from 'vitest';
import { loadUnicodeEmojis, searchEmojis } from './unicode-emojis.ts';

test('emojis are found by begun words of their names, in any order', async () => {
  const groups = await loadUnicodeEmojis();
  expect(groups.flatMap(({ emojis }) => emojis).length).toBeGreaterThan(1_500);
  expect(searchEmojis(groups, 'wav', 5).map(({ emoji }) => emoji)).toContain('👋');
  expect(searchEmojis(groups, 'heart red', 1).map(({ emoji }) => emoji)).toEqual(['❤️']);
  expect(searchEmojis(groups, 'nosuchthing', 5)).toEqual([]);
  expect(searchEmojis(groups, 'face', 7)).toHaveLength(7);
});
