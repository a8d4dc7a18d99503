import type { Clock } from '../ports.ts';

/** Timers by name: setting one again replaces it, `clear` ends all. */
export interface Timers<Name extends string> {
  set(name: Name, delayMs: number, task: () => void): void;
  clear(): void;
}

export function createTimers<Name extends string = string>(clock: Clock): Timers<Name> {
  const running = new Map<Name, () => void>();
  return {
    set(name, delayMs, task) {
      running.get(name)?.();
      running.set(name, clock.after(Math.max(0, delayMs), () => (running.delete(name), task())));
    },
    clear() {
      for (const cancel of running.values()) cancel();
      running.clear();
    },
  };
}
