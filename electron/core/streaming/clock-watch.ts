import type { Clock } from '../ports.ts';

const CHECK_MS = 5_000;
/** Drift of the wall clock against the monotonic one that means sleep, or a clock that was set. */
const JUMP_MS = 15_000;

export interface ClockWatch {
  /** Takes the present drift for granted: what it means was dealt with. */
  rebase(): void;
  close(): void;
}

/**
 * Timers stand still in sleep and a socket may look alive for minutes after it. The monotonic clock sleeps too, the wall
 * clock does not: the difference tells, on every system and without any message from it.
 */
export function watchClock(clock: Clock, jumped: (driftMs: number) => void): ClockWatch {
  const drift = (): number => clock.now() - clock.monotonic();
  let base = drift();
  let cancel = clock.after(CHECK_MS, check);

  function check(): void {
    cancel = clock.after(CHECK_MS, check);
    const moved = drift() - base;
    if (Math.abs(moved) <= JUMP_MS) return;
    base = drift();
    jumped(moved);
  }

  return {
    rebase: () => void (base = drift()),
    close: () => cancel(),
  };
}
