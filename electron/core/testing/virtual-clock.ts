import type { Clock } from '../ports.ts';

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly task: () => void;
}

export interface VirtualClock extends Clock {
  /** Lets time pass, running timers in order and letting promises settle between them. */
  advance(ms: number): Promise<void>;
  /** Sleep or a clock that was set: the wall clock jumps, nothing runs. */
  jump(ms: number): void;
  /** Lets everything settle that needs no time. */
  settle(): Promise<void>;
  pendingTimers(): number;
}

/** Time that passes only when the test says so. */
export function createVirtualClock(startAt = Date.UTC(2026, 0, 1)): VirtualClock {
  let elapsedMs = 0;
  let wallOffset = startAt;
  let order = 0;
  const timers = new Set<Timer>();

  /** Promise chains of core are short; each turn of the event loop drains all of them. */
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  };

  const nextDue = (until: number): Timer | undefined =>
    [...timers].filter((timer) => timer.at <= until).toSorted((a, b) => a.at - b.at || a.order - b.order)[0];

  return {
    now: () => wallOffset + elapsedMs,
    monotonic: () => elapsedMs,
    after(delayMs, task) {
      const timer = { at: elapsedMs + Math.max(0, delayMs), order: (order += 1), task };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    async advance(ms) {
      const until = elapsedMs + ms;
      await settle();
      for (let timer = nextDue(until); timer !== undefined; timer = nextDue(until)) {
        timers.delete(timer);
        elapsedMs = Math.max(elapsedMs, timer.at);
        timer.task();
        await settle();
      }
      elapsedMs = until;
    },
    jump: (ms) => void (wallOffset += ms),
    settle,
    pendingTimers: () => timers.size,
  };
}
