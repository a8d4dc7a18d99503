import { describe, expect, it } from 'vitest';
import { backoffMs } from './backoff.ts';

describe('backoffMs', () => {
  it('doubles from a second to a minute, then to five for a server that is down for long', () => {
    const longest = [1, 2, 3, 4, 5, 6, 7, 10, 11, 12, 500].map((failures) => backoffMs(failures, 1));
    expect(longest).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 300_000, 300_000, 300_000]);
  });

  it('spreads over the whole wait', () => {
    expect(backoffMs(5, 0)).toBe(0);
    expect(backoffMs(5, 0.5)).toBe(8_000);
  });
});
