import { expect, it } from 'vitest';
import { matchRank } from './match-rank.ts';

it('needs every word, and likes beginnings', () => {
  expect(matchRank('', 'Boost')).toBe(1);
  expect(matchRank('boost now', 'Boost')).toBe(0);
  const [start = 0, word = 0, inside = 0] = ['Boost as', 'Take a boost back', 'Unboost'].map((text) => matchRank('boost', text));
  expect([start > word, word > inside, inside > 0]).toEqual([true, true, true]);
  expect(matchRank('BIRD', '🐦 Bird count')).toBeGreaterThan(matchRank('ird', 'Bird count'));
});
