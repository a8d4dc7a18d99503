import { performance } from 'node:perf_hooks';
import type { Clock } from '../core/ports.ts';

/** Longest delay `setTimeout` can hold; a longer one fires at once. */
const longestTimerMs = 2 ** 31 - 1;

/** The machine's clock. A wait longer than 24 days is made of several timers. */
export function createRealClock(): Clock {
  return {
    now: () => Date.now(),
    monotonic: () => performance.now(),
    after: startTimer,
  };
}

function startTimer(delayMs: number, task: () => void): () => void {
  let timer: NodeJS.Timeout;
  const wait = (leftMs: number): void => {
    const partMs = Math.min(leftMs, longestTimerMs);
    timer = setTimeout(() => (leftMs > partMs ? wait(leftMs - partMs) : task()), partMs);
  };
  wait(Math.max(0, delayMs));
  return () => clearTimeout(timer);
}
