import type { Retention } from './adapters/sqlite/prune.ts';
import type { Settings } from './contract/settings.ts';
import { inBackground } from './core/thrown.ts';
import type { AppBase } from './app-base.ts';

const pruneEveryMs = 60 * 60_000;
const pruneBiteEveryMs = 1_000;
const dayMs = 24 * 60 * 60_000;

/** What the person chose for their search memory, in the cache's own measures. */
function retention({ searchDays, searchMegabytes }: Settings): Retention {
  return { unlistedMs: searchDays === 0 ? Number.POSITIVE_INFINITY : searchDays * dayMs, cacheBytes: searchMegabytes * 2 ** 20 };
}

/** Clears the cache a bite at a time, each hour. Answers what stops it. */
export function startPruning(base: AppBase, settings: { get(): Settings }): () => void {
  const { clock, stores } = base;
  let cancel = (): void => {};
  const planIn = (delayMs: number): void => {
    cancel = clock.after(delayMs, () => {
      planIn(pruneEveryMs);
      inBackground(() => (stores.prune(clock.now(), retention(settings.get())) ? again() : undefined), 'prune', base);
    });
  };
  const again = (): void => {
    cancel();
    planIn(pruneBiteEveryMs);
  };
  planIn(pruneEveryMs / 60);
  return () => cancel();
}
