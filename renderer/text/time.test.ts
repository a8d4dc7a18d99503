import { describe, expect, it } from 'vitest';
import { age, compact, count, listed, spokenAge, timeLeft } from './time.ts';

const now = new Date(2026, 10, 22, 14, 30).getTime();
const before = (...parts: [number, number, number, number, number]): number => new Date(...parts).getTime();

describe('age', () => {
  it.each([
    [now + 5_000, 'now'],
    [now - 59_000, 'now'],
    [now - 60_000, '1 min'],
    [now - 3_599_000, '59 min'],
    [now - 3_600_000, '1 h'],
    [before(2026, 10, 21, 15, 0), '23 h'],
    [before(2026, 10, 21, 9, 0), 'yesterday'],
    [before(2026, 10, 20, 9, 0), 'Fri'],
    [before(2026, 10, 12, 9, 0), '12 Nov'],
    [before(2024, 10, 12, 9, 0), '12 Nov 2024'],
  ])('%d is %s', (at, text) => expect(age(at, now)).toBe(text));
  it('is spoken in whole words', () => {
    expect(spokenAge(now - 60_000, now)).toBe('1 minute ago');
    expect(spokenAge(before(2026, 10, 21, 9, 5), now)).toBe('yesterday at 09:05');
  });
});

describe('timeLeft', () => {
  it('rounds to the unit that matters and never goes below nothing', () => {
    expect(timeLeft(now + 5 * 3_600_000, now)).toBe('5 hours left');
    expect(timeLeft(now + 72 * 3_600_000, now)).toBe('3 days left');
    expect(timeLeft(now - 5, now)).toBe('less than a minute left');
  });
});

it('writes counts and lists as people do', () => {
  expect([count(1, 'reply', 'replies'), count(2, 'reply', 'replies')]).toEqual(['1 reply', '2 replies']);
  expect([compact(9_999), compact(12_345)]).toEqual(['9,999', '12.3k']);
  expect(listed(['Home', 'Work', 'Knitting'])).toBe('Home, Work and Knitting');
});
