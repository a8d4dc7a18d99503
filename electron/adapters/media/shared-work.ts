/** Work by key: those who ask for the same key at the same time share one run. */
export interface SharedWork<T> {
  /** `aborted` when `signal` fired first. The run itself is aborted when nobody waits for it any more. */
  run(key: string, signal?: AbortSignal): Promise<T | 'aborted'>;
}

interface Running<T> {
  readonly result: Promise<T>;
  readonly abort: AbortController;
  waiting: number;
}

/** At most `parallel` runs at a time; the newest asked goes first, for it is what is on the screen now. */
export function createSharedWork<T>(parallel: number, work: (key: string, signal: AbortSignal) => Promise<T>): SharedWork<T> {
  const running = new Map<string, Running<T>>();
  const queue: (() => void)[] = [];
  let active = 0;

  async function inTurn(key: string, signal: AbortSignal): Promise<T> {
    if (active >= parallel) await new Promise<void>((resolve) => void queue.push(resolve));
    else active += 1;
    try {
      return await work(key, signal);
    } finally {
      const next = queue.pop();
      if (next === undefined) active -= 1;
      else next();
    }
  }

  function start(key: string): Running<T> {
    const abort = new AbortController();
    const result = inTurn(key, abort.signal).finally(() => {
      if (running.get(key) === started) running.delete(key);
    });
    // Whoever still waits gets the error; with nobody left it must not end the process.
    result.catch(() => {});
    const started: Running<T> = { result, abort, waiting: 0 };
    running.set(key, started);
    return started;
  }

  return {
    async run(key, signal) {
      if (signal?.aborted === true) return 'aborted';
      const shared = running.get(key) ?? start(key);
      shared.waiting += 1;
      let onAbort = (): void => {};
      const aborted = new Promise<'aborted'>((resolve) => {
        onAbort = () => resolve('aborted');
        signal?.addEventListener('abort', onAbort, { once: true });
      });
      try {
        return await Promise.race([shared.result, aborted]);
      } finally {
        signal?.removeEventListener('abort', onAbort);
        shared.waiting -= 1;
        if (shared.waiting === 0 && running.get(key) === shared) {
          running.delete(key);
          shared.abort.abort();
        }
      }
    },
  };
}
