import type { ItemState } from '../../../contract/carry-over.ts';
import type { AppError } from '../../../contract/result.ts';
import { isPassing } from './patience.ts';
import type { LineChange } from './sending.ts';
import { isIdempotent, personOf, postOf } from './subjects.ts';
import type { JournalLine } from './types.ts';

/** Tries of a call that a server did not answer, before it counts as failed. */
const mostAttempts = 6;
/** Looks for somebody whose server does not answer: it may only be down for a while. */
const lookAgainMs = [5 * 60_000, 60 * 60_000];
/** The total of 7,500 follows opens only when somebody else is let go. */
const overLimitMs = 24 * 3_600_000;

export function backoffMs(attempts: number): number {
  return Math.min(2 ** attempts * 15_000, 30 * 60_000);
}

export function mayHaveArrived(error: AppError): boolean {
  return 'mayHaveArrived' in error && error.mayHaveArrived;
}

/** What a line becomes when finding its person or post failed. Not for `rateLimited` and `cancelled`. */
export function afterLookUp(line: JournalLine, error: AppError, now: number): LineChange {
  const attempts = line.attempts + 1;
  if (isPassing(error) && attempts < mostAttempts) return { state: 'queued', error, attempts, retryAt: now + backoffMs(attempts) };
  if (isPassing(error)) return { state: 'failed', error, attempts, retryAt: null };
  if (postOf(line) !== null) return { state: 'unreadable', error, attempts, retryAt: null };
  const pause = lookAgainMs[line.attempts];
  return pause === undefined ? { state: 'gone', error, attempts, retryAt: null } : { state: 'queued', error, attempts, retryAt: now + pause };
}

/** What a line becomes when sending it failed. Not for `rateLimited`, `cancelled` and `unauthorized`. */
export function afterSending(line: JournalLine, error: AppError, now: number): LineChange {
  const attempts = line.attempts + 1;
  if (isPassing(error)) {
    if (attempts >= mostAttempts) return { state: 'failed', error, attempts, retryAt: null };
    const state: ItemState = mayHaveArrived(error) && !isIdempotent(line) ? 'unclear' : 'queued';
    return { state, error, attempts, retryAt: now + backoffMs(attempts) };
  }
  const isFollow = line.kind === 'follows' || line.kind === 'requests';
  // The only reason Mastodon has for 422 here: the limit of follows (follow_service.rb); its words are localised.
  if (error.kind === 'rejected' && isFollow) return { state: 'overLimit', error, attempts, retryAt: now + overLimitMs };
  if (error.kind === 'notFound') return { state: personOf(line) === null ? (postOf(line) === null ? 'notAllowed' : 'unreadable') : 'gone', error, attempts, retryAt: null };
  if (error.kind === 'unsupported') return { state: 'skipped', error, attempts, retryAt: null };
  if (error.kind === 'forbidden' || error.kind === 'rejected' || error.kind === 'invalidInput') return { state: 'notAllowed', error, attempts, retryAt: null };
  return { state: 'failed', error, attempts, retryAt: null };
}
