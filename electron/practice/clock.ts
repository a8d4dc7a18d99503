/** Time of a practice world. Tests drive it by hand; the shipped world uses the real one. All values are milliseconds. */
export interface PracticeClock {
  now(): number;
  /** Runs `task` once after `delayMs`. Returns the cancel. */
  after(delayMs: number, task: () => void): () => void;
}

export interface ManualClock extends PracticeClock {
  /** Runs everything due within `durationMs`, in order, and leaves the clock there. */
  advance(durationMs: number): void;
  /** Due time of the next waiting task, null when nothing waits. */
  nextAt(): number | null;
}

/** The machine's clock. Its timers do not keep the process alive. */
export const realClock: PracticeClock = {
  now: () => Date.now(),
  after(delayMs, task) {
    const timer = setTimeout(task, Math.min(Math.max(delayMs, 0), 2 ** 31 - 1));
    timer.unref();
    return () => clearTimeout(timer);
  },
};

interface Waiting {
  readonly at: number;
  readonly order: number;
  readonly task: () => void;
}

/** A clock that stands still until it is advanced. Tasks due at the same time run in the order they were added. */
export function createManualClock(startAt: number): ManualClock {
  let now = startAt;
  let order = 0;
  const waiting = new Set<Waiting>();

  function next(): Waiting | null {
    let first: Waiting | null = null;
    for (const entry of waiting) {
      if (!first || entry.at < first.at || (entry.at === first.at && entry.order < first.order)) first = entry;
    }
    return first;
  }

  return {
    now: () => now,
    after(delayMs, task) {
      const entry = { at: now + Math.max(delayMs, 0), order: order++, task };
      waiting.add(entry);
      return () => void waiting.delete(entry);
    },
    advance(durationMs) {
      const end = now + durationMs;
      for (let due = next(); due && due.at <= end; due = next()) {
        waiting.delete(due);
        now = due.at;
        due.task();
      }
      now = end;
    },
    nextAt: () => next()?.at ?? null,
  };
}
