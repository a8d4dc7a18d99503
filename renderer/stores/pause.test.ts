import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createPause } from './pause.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function setUp() {
  const run = vi.fn<() => void>();
  return { run, pause: createPause(run, { pauseMs: 100, longestMs: 300 }) };
}

test('several changes are one, done after the last of them', () => {
  const { run, pause } = setUp();
  pause.soon();
  vi.advanceTimersByTime(60);
  pause.soon();
  vi.advanceTimersByTime(99);
  expect(run).not.toHaveBeenCalled();
  expect(pause.isWaiting()).toBe(true);
  vi.advanceTimersByTime(1);
  expect(run).toHaveBeenCalledOnce();
  expect(pause.isWaiting()).toBe(false);
  vi.advanceTimersByTime(1_000);
  expect(run).toHaveBeenCalledOnce();
});

test('without a pause it is done all the same, again and again', () => {
  const { run, pause } = setUp();
  for (let n = 0; n < 12; n += 1) {
    pause.soon();
    vi.advanceTimersByTime(60);
  }
  expect(run).toHaveBeenCalledTimes(2);
});

test('what was cancelled is not done', () => {
  const { run, pause } = setUp();
  pause.soon();
  pause.cancel();
  vi.advanceTimersByTime(1_000);
  expect(run).not.toHaveBeenCalled();
  expect(pause.isWaiting()).toBe(false);
});
