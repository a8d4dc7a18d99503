import { useSyncExternalStore } from 'react';

function createTicker(everyMs: number) {
  const listeners = new Set<() => void>();
  let now = Date.now();
  let timer = 0;
  const tick = (): void => {
    now = Date.now();
    for (const listener of listeners) listener();
    // Aligned to the whole unit, so that all ages on the page change together.
    timer = window.setTimeout(tick, everyMs - (now % everyMs));
  };
  return {
    subscribe(listener: () => void) {
      if (listeners.size === 0) {
        now = Date.now();
        timer = window.setTimeout(tick, everyMs - (now % everyMs));
      }
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) window.clearTimeout(timer);
      };
    },
    read: () => now,
  };
}

const minutes = createTicker(60_000);
const seconds = createTicker(1_000);

/** Epoch milliseconds that change once a minute, by one timer for the whole page. */
export function useMinute(): number {
  return useSyncExternalStore(minutes.subscribe, minutes.read);
}

/** For a countdown in sight. */
export function useSecond(): number {
  return useSyncExternalStore(seconds.subscribe, seconds.read);
}
