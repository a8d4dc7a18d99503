import { expect, test } from 'vitest';
import { outdated } from './retention.ts';

const dayMs = 86_400_000;

test('a year of daily snapshots leaves a week of days, a month of weeks and a year of months, and always the newest', () => {
  let kept: number[] = [];
  const start = Date.UTC(2025, 0, 1, 3);
  for (let day = 0; day < 500; day += 1) {
    const now = start + day * dayMs;
    kept.push(now);
    const gone = new Set(outdated(kept, now));
    expect(gone.has(now)).toBe(false);
    kept = kept.filter((time) => !gone.has(time));
  }
  const now = start + 499 * dayMs;
  const ages = kept.map((time) => Math.round((now - time) / dayMs));
  expect(ages.filter((age) => age < 7)).toEqual([6, 5, 4, 3, 2, 1, 0]);
  expect(ages.filter((age) => age >= 7 && age < 35).length).toBeGreaterThanOrEqual(3);
  expect(ages.filter((age) => age >= 7 && age < 35).length).toBeLessThanOrEqual(5);
  expect(ages.filter((age) => age >= 35).length).toBeGreaterThanOrEqual(9);
  expect(kept.length).toBeLessThanOrEqual(25);
  expect(Math.max(...ages)).toBeLessThanOrEqual(365);
});

test('the only snapshot stays, however old it is', () => expect(outdated([1_000], 1_000 + 4_000 * dayMs)).toEqual([]));
