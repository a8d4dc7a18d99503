import type { AppError, Result } from '../../../contract/result.ts';
import type { Clock } from '../../ports.ts';

/** Waits that end at once when the work is given up. */
export interface Patience {
  /** False: given up meanwhile. */
  until(at: number): Promise<boolean>;
  /** Asks again after a cap opened, and a few times where a server did not answer. Only for calls that change nothing. */
  asking<T>(call: () => Promise<Result<T>>): Promise<Result<T>>;
  readonly signal: AbortSignal;
}

const pausesMs = [2_000, 10_000, 60_000];

export function createPatience(clock: Clock, signal: AbortSignal): Patience {
  const until = (at: number): Promise<boolean> =>
    new Promise((resolve) => {
      if (signal.aborted) {
        resolve(false);
        return;
      }
      const stop = (): void => {
        cancel();
        resolve(false);
      };
      const cancel = clock.after(Math.max(0, at - clock.now()), () => {
        signal.removeEventListener('abort', stop);
        resolve(!signal.aborted);
      });
      signal.addEventListener('abort', stop, { once: true });
    });
  return {
    until,
    signal,
    async asking(call) {
      let tries = 0;
      for (;;) {
        const answer = await call();
        if (answer.ok) return answer;
        const retryAt = nextTry(answer.error, tries, clock.now());
        if (retryAt === null || !(await until(retryAt))) return answer;
        if (answer.error.kind !== 'rateLimited') tries += 1;
      }
    },
  };
}

function nextTry(error: AppError, tries: number, now: number): number | null {
  if (error.kind === 'rateLimited') return error.retryAt;
  const pause = pausesMs[tries];
  return pause !== undefined && isPassing(error) ? now + pause : null;
}

/** Another try may well succeed. */
export function isPassing(error: AppError): boolean {
  return error.kind === 'offline' || error.kind === 'serverError' || error.kind === 'badAnswer';
}
