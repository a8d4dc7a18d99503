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
    ['POST', '/api/v1/accounts/1/follow', 'following'],
    ['POST', '/api/v1/tags/bread/follow', 'following'],
    ['POST', '/api/v1/accounts/1/unfollow', 'general'],
  ])('%s %s is %s', (method, path, expected) => {
    expect(rateClassOf(method, path)).toBe(expected);
  });
});

describe('the budget', () => {
  test('waits no longer when the clock of the computer is set back, nor after a sleep', async () => {
    const clock = createVirtualClock(start);
    const budget = createRateBudget(clock);
    const limited = (): void => budget.note('token a', 'general', { status: 429, headers: [['retry-after', '60']] }, 0);
    limited();
    clock.jump(-10 * 3_600_000);
    expect(budget.blockedUntil('token a', 'general', 'user')).toBe(clock.now() + 60_000);
    await clock.advance(60_000);
    expect(budget.blockedUntil('token a', 'general', 'user')).toBeNull();
    limited();
    clock.jump(3_600_000);
    expect(budget.blockedUntil('token a', 'general', 'user')).toBeNull();
  });

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

  test('bulk work leaves 20, and in the last seconds what nobody has used', async () => {
    const clock = createVirtualClock(start);
    const budget = createRateBudget(clock);
    const bulk = (): number | null => budget.blockedUntil('token a', 'general', 'bulk');
    budget.note('token a', 'general', { status: 200, headers: headers(300, 21, start + 60_000) }, 0);
    expect(bulk()).toBeNull();
    budget.note('token a', 'general', { status: 200, headers: headers(300, 20, start + 60_000) }, 0);
    expect([bulk(), budget.blockedUntil('token a', 'general', 'user')]).toEqual([start + 40_001, null]);
    await clock.advance(40_001);
    expect(bulk()).toBeNull();
    budget.note('token a', 'general', { status: 200, headers: headers(300, 0, start + 60_000) }, 0);
    expect(bulk()).toBe(start + 61_000);
  });

  test('what is under way counts as spent until it is answered', () => {
    const budget = createRateBudget(createVirtualClock(start));
    budget.note('token a', 'general', { status: 200, headers: headers(300, 2, start + 60_000) }, 0);
    const ends = [budget.begin('token a', 'general'), budget.begin('token a', 'following')];
    expect(budget.blockedUntil('token a', 'general', 'user')).toBe(start + 60_000);
    ends[0]?.();
    expect(budget.blockedUntil('token a', 'general', 'user')).toBeNull();
  });

  test.each([
    ['the five minutes are known', true, start + 14 * 3_600_000],
    ['nothing is known, hours before midnight', false, start + 14 * 3_600_000],
    ['the five minutes are known, minutes before midnight', true, start + 4 * 60_000],
  ])('the cap of the day stops follows alone: %s', (_name, isKnown, midnight) => {
    const budget = createRateBudget(createVirtualClock(start));
    if (isKnown) budget.note('token a', 'general', { status: 200, headers: headers(300, 200, start + 60_000) }, 0);
    budget.note('token a', 'following', { status: 429, headers: headers(400, 0, midnight) }, 0);
    expect(budget.blockedUntil('token a', 'following', 'user')).toBe(midnight);
    expect(budget.blockedUntil('token a', 'general', 'bulk')).toBeNull();
    expect(budget.rates('token a').dailyFollows).toMatchObject({ limit: 400, remaining: 0 });
  });

  test('a follow that tells of the five minutes says nothing of the day', () => {
    const budget = createRateBudget(createVirtualClock(start));
    budget.note('token a', 'following', { status: 200, headers: headers(300, 5, start + 60_000) }, 0);
    expect(budget.rates('token a')).toMatchObject({ window: { limit: 300, remaining: 5 }, dailyFollows: null });
  });
});
