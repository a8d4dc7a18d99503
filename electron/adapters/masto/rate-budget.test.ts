import { describe, expect, test } from 'vitest';
import { createVirtualClock } from '../../core/testing/virtual-clock.ts';
import type { HeaderPairs } from './headers.ts';
import { createRateBudget, rateClassOf } from './rate-budget.ts';

const start = Date.UTC(2026, 10, 22, 10, 0, 0);

function headers(limit: number, remaining: number, resetAt: number): HeaderPairs {
  return [['x-ratelimit-limit', String(limit)], ['x-ratelimit-remaining', String(remaining)], ['x-ratelimit-reset', new Date(resetAt).toISOString().replace('Z', '123Z')]];
}

describe('what counts as what', () => {
  test.each([
    ['GET', '/api/v1/timelines/home?limit=40', 'general'],
    ['GET', '/api/v1/timelines/home?limit=40&max_id=1', 'paging'],
    ['GET', '/api/v1/timelines/home?min_id=1', 'paging'],
    ['GET', '/api/v2/search?q=max_id', 'general'],
    ['POST', '/api/v1/statuses', 'posting'],
    ['PUT', '/api/v1/statuses/1', 'posting'],
    ['POST', '/api/v1/statuses/1/reblog', 'posting'],
    ['POST', '/api/v1/statuses/1/favourite', 'general'],
    ['POST', '/api/v1/statuses/1/unreblog', 'deleting'],
    ['DELETE', '/api/v1/statuses/1', 'deleting'],
    ['POST', '/api/v2/media', 'media'],
  ])('%s %s is %s', (method, path, expected) => {
    expect(rateClassOf(method, path)).toBe(expected);
  });
});

describe('the budget', () => {
  test('leaves the last fifth to the person, and nothing to anybody when it is empty', () => {
    const clock = createVirtualClock(start);
    const budget = createRateBudget(clock);
    const at = (remaining: number): readonly (number | null)[] => {
      budget.note('token a', 'general', { status: 200, headers: headers(300, remaining, start + 60_000) }, 0);
      return (['user', 'background'] as const).map((priority) => budget.blockedUntil('token a', 'general', priority));
    };
    expect(at(61)).toEqual([null, null]);
    expect(at(60)).toEqual([null, start + 60_000]);
    expect(at(1)).toEqual([null, start + 60_000]);
    expect(at(0)).toEqual([start + 60_000, start + 60_000]);
    expect(budget.blockedUntil('token b', 'general', 'background')).toBeNull();
  });

  test('after a 429 nothing goes before the reset, told by the server’s clock', async () => {
    const clock = createVirtualClock(start);
    const budget = createRateBudget(clock);
    const skewMs = 48 * 3_600_000;
    budget.note('token a', 'general', { status: 429, headers: headers(300, 0, start + skewMs + 90_000) }, skewMs);
    expect(budget.blockedUntil('token a', 'general', 'user')).toBe(start + 90_000);
    expect(budget.blockedUntil('token a', 'posting', 'user')).toBe(start + 90_000);
    await clock.advance(89_999);
    expect(budget.blockedUntil('token a', 'general', 'user')).toBe(start + 90_000);
    await clock.advance(1);
    expect(budget.blockedUntil('token a', 'general', 'user')).toBeNull();
  });

  test('an empty upload bucket does not stop reading; a 429 of the general one met while paging stops everything', () => {
    const budget = createRateBudget(createVirtualClock(start));
    budget.note('token a', 'media', { status: 429, headers: headers(30, 0, start + 1_800_000) }, 0);
    expect(budget.blockedUntil('token a', 'media', 'user')).toBe(start + 1_800_000);
    expect(budget.blockedUntil('token a', 'general', 'user')).toBeNull();
    budget.note('token a', 'general', { status: 200, headers: headers(300, 1, start + 60_000) }, 0);
    budget.note('token a', 'paging', { status: 429, headers: headers(300, 0, start + 60_000) }, 0);
    expect(budget.blockedUntil('token a', 'general', 'user')).toBe(start + 60_000);
  });

  test.each([
    ['no headers (Akkoma)', [], 1000],
    ['Retry-After in seconds', [['retry-after', '30']], 30_000],
    ['Retry-After as a date', [['retry-after', new Date(start + 45_000).toUTCString()]], 45_000],
    ['reset as epoch seconds', [['x-ratelimit-reset', String((start + 20_000) / 1000)]], 20_000],
    ['reset as seconds to go', [['x-ratelimit-reset', '20']], 20_000],
    ['a reset in the past', headers(300, 0, start - 60_000), 1000],
    ['a reset next year', headers(300, 0, start + 365 * 86_400_000), 86_400_000],
    ['nonsense', [['x-ratelimit-reset', 'soon'], ['retry-after', 'later']], 1000],
  ] as const)('429 with %s', (_name, pairs, waitMs) => {
    const budget = createRateBudget(createVirtualClock(start));
    budget.note('host x', 'general', { status: 429, headers: pairs }, 0);
    expect(budget.blockedUntil('host x', 'general', 'user')).toBe(start + waitMs);
    expect(budget.blockedUntil('host x', 'posting', 'user')).toBe(start + waitMs);
  });

  test('posting that is throttled without a word waits longer, and reading goes on', () => {
    const budget = createRateBudget(createVirtualClock(start));
    budget.note('host x', 'posting', { status: 429, headers: [] }, 0);
    expect(budget.blockedUntil('host x', 'posting', 'user')).toBe(start + 10_000);
    expect(budget.blockedUntil('host x', 'general', 'user')).toBeNull();
  });
});
