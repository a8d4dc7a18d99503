import type { AttachedFile } from '../../contract/attachments.ts';
import type { CopyState, EarlierVersion } from '../../contract/compose.ts';
import type { AppError } from '../../contract/result.ts';
import type { SeenStatus } from '../fediverse.ts';
import type { ServerScheduled } from '../fediverse-writing.ts';
import type { StoredCopy } from './store.ts';

/**
 * What an answer to "post this" says about the post: it is there; it is not and never will be (`refused`); it is not
 * and may be tried again (`later`); nobody knows (`unclear`). `scheduled`: the server keeps it until its time.
 */
export type PostOutcome =
  | { readonly kind: 'sent'; readonly seen: SeenStatus }
  | { readonly kind: 'scheduled'; readonly scheduled: ServerScheduled }
  | { readonly kind: 'refused'; readonly error: AppError; readonly file?: AttachedFile }
  | { readonly kind: 'later'; readonly error: AppError; readonly retryAt: number | null }
  | { readonly kind: 'unclear'; readonly error: AppError };

export function toOutcome(error: AppError): PostOutcome {
  switch (error.kind) {
    case 'offline':
    case 'badAnswer':
      return error.mayHaveArrived ? { kind: 'unclear', error } : { kind: 'later', error, retryAt: null };
    case 'serverError':
      return error.mayHaveArrived ? { kind: 'unclear', error } : { kind: 'later', error, retryAt: error.retryAt };
    case 'rateLimited':
      return { kind: 'later', error, retryAt: error.retryAt };
    case 'unauthorized':
      return { kind: 'later', error, retryAt: null };
    case 'cancelled':
    case 'storage':
    case 'bug':
      // The request may have been out already when our own side broke.
      return { kind: 'unclear', error };
    case 'forbidden':
    case 'rejected':
    case 'notFound':
    case 'unsupported':
    case 'invalidInput':
      return { kind: 'refused', error };
  }
}

export function isFinished(status: StoredCopy['status']): boolean {
  return (status.state === 'sent' && status.earlier !== 'removing') || status.state === 'failed' || status.state === 'cancelled';
}

/** Nothing of it has left this computer, or what had left was definitely refused. */
export function isUnsent({ state }: StoredCopy['status']): boolean {
  return state === 'waiting' || state === 'uploading' || state === 'failed' || state === 'late';
}

/** Waits its turn under a new key: only where nothing of the old one can be on the server. */
export function toWaiting(copy: StoredCopy, newKey: string, sendAt: number, lastError: AppError | null): StoredCopy {
  return { ...copy, idempotencyKey: newKey, keyFirstUsedAt: null, status: { state: 'waiting', sendAt, lastError } };
}

/** As stored before the request goes out. A repeat keeps the time and the key of the first try. */
export function toSending(copy: StoredCopy, now: number): StoredCopy {
  const since = copy.status.state === 'sending' ? copy.status.since : now;
  return { ...copy, keyFirstUsedAt: copy.keyFirstUsedAt ?? now, attempts: copy.attempts + 1, status: { state: 'sending', since } };
}

/** It is out. The scheduled version it takes the place of, where its server still keeps that, has yet to go. */
export function toSent(copy: StoredCopy, sent: Omit<Extract<CopyState, { state: 'sent' }>, 'state' | 'earlier'>): StoredCopy {
  return { ...copy, status: { state: 'sent', ...sent, ...(copy.replaces === null ? {} : { earlier: 'removing' }) } };
}

/** The end of a removal that began when the copy was out already. Null: the earlier version is gone. */
export function withEarlier(copy: StoredCopy, fate: Exclude<EarlierVersion, 'removing'> | null): StoredCopy {
  if (copy.status.state !== 'sent') return { ...copy, replaces: null };
  const { earlier: _removing, ...status } = copy.status;
  return { ...copy, replaces: null, status: fate === null ? status : { ...status, earlier: fate } };
}

/** What is left of an unfinished copy whose account is removed; null where nothing changes. */
export function withoutAccount(copy: StoredCopy, at: number): StoredCopy | null {
  const error: AppError = { kind: 'notFound', what: 'account' };
  const { status } = copy;
  if (status.state === 'sent') return withEarlier(copy, 'unclear');
  const isHere = status.state === 'waiting' || status.state === 'uploading' || status.state === 'late' || (status.state === 'scheduled' && status.by === 'skein');
  if (isHere) return { ...copy, status: { state: 'failed', at, error } };
  // What its server keeps is posted there whether or not the account is here.
  const hasLeft = status.state === 'sending' || status.state === 'scheduled';
  return hasLeft ? { ...copy, status: { state: 'needsDecision', sentAt: copy.keyFirstUsedAt ?? at, checkedAt: at, error } } : null;
}

/** What was planned for a server that would have kept it goes out at once now. */
export function withoutTime(copy: StoredCopy): StoredCopy {
  const { scheduledAt: _at, ...payload } = copy.payload;
  return { ...copy, payload };
}

/** What became of the version before is told once: from then on this is a post like any other. */
export function withoutOld(copy: StoredCopy, { kind }: PostOutcome): StoredCopy {
  return kind === 'refused' ? { ...copy, replaces: null } : copy;
}
