import type { AccountKey } from '../../contract/ids.ts';
import { createAccountStream, type AccountStream } from './account-stream.ts';
import { watchClock } from './clock-watch.ts';
import type { StreamSupervisor, StreamSupervisorDeps } from './types.ts';

/** Accounts begin this far apart, so that ten of them are not one burst to servers, disk and screen. */
const STAGGER_MS = 200;
/** The last of many accounts begins after this time at most. */
const STAGGER_MAX_MS = 3_000;

export function createStreamSupervisor(deps: StreamSupervisorDeps): StreamSupervisor {
  const streams = new Map<AccountKey, AccountStream>();
  const delayOf = (index: number): number => Math.min(STAGGER_MAX_MS, index * STAGGER_MS) + deps.random.unit() * STAGGER_MS * Math.min(1, index);

  function restartAll(why: string): void {
    deps.log.info('streaming.restart', { why, accounts: streams.size });
    watch.rebase();
    let index = 0;
    for (const stream of streams.values()) {
      if (stream.health().state === 'signedOut') continue;
      stream.restart(delayOf(index));
      index += 1;
    }
  }

  const watch = watchClock(deps.clock, () => restartAll('clockJump'));
  const unsubscribes = [
    deps.lifecycle.onResume(() => restartAll('resume')),
    deps.lifecycle.onOnline((online) => {
      if (online) return restartAll('online');
      for (const stream of streams.values()) stream.lost();
    }),
  ];

  function stop(key: AccountKey): void {
    streams.get(key)?.close();
    streams.delete(key);
  }

  return {
    start(account) {
      stop(account.key);
      streams.set(account.key, createAccountStream(deps, account, delayOf(streams.size)));
    },
    stop,
    reconnect: (key) => streams.get(key)?.restart(0),
    healthOf: (key) => streams.get(key)?.health() ?? null,
    close() {
      watch.close();
      for (const unsubscribe of unsubscribes) unsubscribe();
      for (const key of streams.keys()) stop(key);
    },
  };
}
