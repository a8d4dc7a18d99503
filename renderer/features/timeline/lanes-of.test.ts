import { expect, it } from 'vitest';
import type { AccountKey } from '../../../electron/contract/index.ts';
import { makeAccount } from '../../stores/testing/make-view.ts';
import { gutterWidth, lanesOf } from './lanes-of.ts';

const accounts = (count: number) => Array.from({ length: count }, (_, index) => makeAccount(`a.example/${index}` as AccountKey, { colour: (index % 8) + 1 }));

it('gives each of eight accounts its lane and the rest one grey lane together', () => {
  expect(lanesOf(accounts(5)).map(({ colour }) => colour)).toEqual([1, 2, 3, 4, 5]);
  const many = lanesOf(accounts(11));
  expect(many).toHaveLength(9);
  expect(many.at(-1)).toEqual({ id: 'rest', colour: 0, accounts: ['a.example/8', 'a.example/9', 'a.example/10'] });
  expect(gutterWidth(5)).toBe(58);
});
