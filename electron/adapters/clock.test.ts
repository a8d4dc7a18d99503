import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createRealClock } from './clock.ts';
import { createRandom } from './random.ts';

const day = 86_400_000;

describe('createRealClock', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  test('holds waits that setTimeout cannot', () => {
    const task = vi.fn<() => void>();
    createRealClock().after(60 * day, task);
    vi.advanceTimersByTime(60 * day - 1);
    expect(task).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(task).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(100 * day);
    expect(task).toHaveBeenCalledTimes(1);
  });

  test.each([10, 60 * day])('cancels a wait of %i ms, also in its later parts', (delayMs) => {
    const task = vi.fn<() => void>();
    const cancel = createRealClock().after(delayMs, task);
    vi.advanceTimersByTime(delayMs / 2);
    cancel();
    vi.advanceTimersByTime(delayMs);
    expect(task).not.toHaveBeenCalled();
  });

  test('a wait that is over already runs at once, but not before after() returns', () => {
    const task = vi.fn<() => void>();
    createRealClock().after(-5, task);
    expect(task).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(task).toHaveBeenCalledTimes(1);
  });
});

describe('createRandom', () => {
  test('unit stays in range; tokens and ids have their size and never repeat', () => {
    const random = createRandom();
    const units = Array.from({ length: 500 }, () => random.unit());
    expect(units.every((unit) => unit >= 0 && unit < 1)).toBe(true);
    expect(new Set(units).size).toBeGreaterThan(490);
    expect(random.token(32)).toMatch(/^[\w-]{43}$/);
    expect(new Set(Array.from({ length: 100 }, () => random.token(16))).size).toBe(100);
    expect(random.uuid()).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  });
});
