import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLifecycle, type WatchedLifecycle } from './lifecycle.ts';

const senses = { at: 0, network: true, now: () => senses.at, hasNetwork: () => senses.network };
let lifecycle: WatchedLifecycle;
let heard: unknown[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  senses.at = 0;
  senses.network = true;
  heard = [];
  lifecycle = createLifecycle(senses);
  lifecycle.onResume(() => heard.push('resume'));
  lifecycle.onOnline((online) => heard.push(online));
});
afterEach(() => {
  lifecycle.close();
  vi.useRealTimers();
});

/** One look of the timer, with so much wall time gone by. */
function pass(wallMs: number): void {
  senses.at += wallMs;
  vi.advanceTimersByTime(5_000);
}

test.each([
  ['an ordinary look', 5_000, []],
  ['a busy machine', 19_000, []],
  ['a sleep', 60_000, ['resume']],
  ['a month of sleep', 2_592_000_000, ['resume']],
  ['a clock put forward by a day', 86_405_000, ['resume']],
  ['a clock put back by a day', -86_395_000, ['resume']],
])('%s', (_name, wallMs, expected) => {
  pass(wallMs);
  pass(5_000);
  expect(heard).toEqual(expected);
});

test('a network that goes and comes is told once each', () => {
  for (const network of [true, false, false, true, true]) {
    senses.network = network;
    pass(5_000);
  }
  expect(heard).toEqual([false, true]);
});

test('nothing runs on after the end', () => {
  lifecycle.close();
  expect(vi.getTimerCount()).toBe(0);
});
