import type { AppError } from '../../contract/result.ts';
import type { StoredJob } from './store.ts';

/** Backoff while the network or the server is away: 5 s, 10 s, 20 s … 5 min, each ±20 %. */
const firstBackoffMs = 5_000;
const longestBackoffMs = 5 * 60_000;
/** Tries in a row that failed for other reasons than a missing network, before the person is asked. */
const maxRefusals = 8;

/** Until something wakes it: the sign-in must come back first. */
const neverMs = 365 * 24 * 60 * 60_000;

/**
 * What a failed try makes of a job. Every job looks before it acts, so that a request that may have arrived is simply
 * tried again.
 */
export function afterFailure(job: StoredJob, error: AppError, now: number, unit: number): StoredJob {
  const wait = (delayMs: number, refusals: number): StoredJob => ({ ...job, refusals, status: { state: 'waiting', retryAt: now + delayMs, lastError: error } });
  const backoffMs = (tries: number): number => Math.min(longestBackoffMs, firstBackoffMs * 2 ** (tries - 1)) * (0.8 + unit * 0.4);
  switch (error.kind) {
    case 'offline':
      return wait(backoffMs(2), job.refusals);
    case 'cancelled':
      return wait(0, job.refusals);
    case 'unauthorized':
      return wait(neverMs, job.refusals);
    case 'rateLimited':
      return wait(Math.max(0, error.retryAt - now), job.refusals);
    case 'serverError':
    case 'badAnswer':
    case 'storage': {
      const refusals = job.refusals + 1;
      if (refusals >= maxRefusals) break;
      const retryMs = error.kind === 'serverError' && error.retryAt !== null ? error.retryAt - now : 0;
      return wait(Math.max(retryMs, backoffMs(refusals)), refusals);
    }
    case 'notFound': {
      // A post that has just left may not have arrived at the server that is to boost it.
      const refusals = job.refusals + 1;
      if (job.deed !== 'boost' || refusals >= maxRefusals) break;
      return wait(backoffMs(refusals), refusals);
    }
    case 'forbidden':
    case 'rejected':
    case 'unsupported':
    case 'invalidInput':
    case 'bug':
      break;
  }
  return { ...job, refusals: 0, status: { state: 'failed', at: now, error } };
}

export function isOpen({ status }: Pick<StoredJob, 'status'>): boolean {
  return status.state === 'waiting' || status.state === 'running';
}
