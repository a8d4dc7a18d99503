import type { AppError } from '../../contract/result.ts';
import type { StreamEnd } from '../fediverse.ts';

/**
 * What to do about a stream that ended. Close codes say nothing (a revoked token and a restart look alike); the answer
 * to the next upgrade does.
 */
export type EndVerdict =
  | { readonly kind: 'retry'; readonly retryAt: number | null; readonly offline: boolean; readonly error: AppError | null }
  | { readonly kind: 'checkToken' }
  | { readonly kind: 'poll' };

export function judgeEnd(end: StreamEnd, host: string): EndVerdict {
  switch (end.kind) {
    case 'closed':
      return { kind: 'retry', retryAt: null, offline: false, error: null };
    case 'silent':
      return { kind: 'retry', retryAt: null, offline: false, error: { kind: 'offline', host, reason: 'timeout', mayHaveArrived: false } };
    case 'unreachable':
      return { kind: 'retry', retryAt: null, offline: true, error: { kind: 'offline', host, reason: 'refused', mayHaveArrived: false } };
    case 'refused':
      return judgeRefusal(end.status, end.retryAt, host);
  }
}

function judgeRefusal(status: number, retryAt: number | null, host: string): EndVerdict {
  if (status === 401 || status === 403) return { kind: 'checkToken' };
  // Not there, gone, or not understood: this server has no stream.
  if (status === 404 || status === 410 || status === 501) return { kind: 'poll' };
  const error: AppError =
    status === 429 && retryAt !== null ? { kind: 'rateLimited', host, retryAt } : { kind: 'serverError', host, status, message: '', retryAt, mayHaveArrived: false };
  return { kind: 'retry', retryAt, offline: false, error };
}
