/** The outcome of anything that may fail in an expected way. A throw means a bug. */
export type Result<T, E = AppError> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

export function ok<T>(value: T): Result<T, never> {
  return { ok: true, value };
}

export function fail<E = AppError>(error: E): Result<never, E> {
  return { ok: false, error };
}

/** Why a server could not be reached at all. */
export type OfflineReason = 'noNetwork' | 'dns' | 'refused' | 'reset' | 'timeout' | 'certificate' | 'privateAddress' | 'proxy';

/** What was wrong with an answer that did arrive. */
export type BadAnswerReason = 'html' | 'captivePortal' | 'blockedByProxy' | 'notJson' | 'wrongShape' | 'tooLarge' | 'redirected' | 'notFediverse';

/** Somebody a post would have reached whom nobody allowed for. `id` on the server; `handle` without a host for its own people. */
export interface UnexpectedPerson {
  readonly id: string;
  readonly handle: string;
}

/**
 * Every expected failure, as plain data: it crosses the bridge unchanged. Text for people is chosen in `renderer/text`.
 *
 * `mayHaveArrived` is true when the request could have reached the server although no usable answer came back; a call
 * that is not idempotent must then read back before it is tried again.
 * `message` is quoted server text: plain text, at most 300 characters, never HTML. Times are epoch milliseconds.
 */
export type AppError =
  | { readonly kind: 'offline'; readonly host: string; readonly reason: OfflineReason; readonly mayHaveArrived: boolean }
  | { readonly kind: 'badAnswer'; readonly host: string; readonly reason: BadAnswerReason; readonly status: number; readonly mayHaveArrived: boolean }
  | { readonly kind: 'serverError'; readonly host: string; readonly status: number; readonly message: string; readonly retryAt: number | null; readonly mayHaveArrived: boolean }
  | { readonly kind: 'unauthorized'; readonly host: string; readonly message: string }
  | { readonly kind: 'forbidden'; readonly host: string; readonly message: string }
  | { readonly kind: 'rateLimited'; readonly host: string; readonly retryAt: number }
  | { readonly kind: 'rejected'; readonly host: string; readonly status: number; readonly message: string; readonly unexpected?: readonly UnexpectedPerson[] }
  | { readonly kind: 'notFound'; readonly what: string }
  | { readonly kind: 'unsupported'; readonly capability: string }
  | { readonly kind: 'invalidInput'; readonly field: string; readonly message: string }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'storage'; readonly message: string }
  | { readonly kind: 'bug'; readonly id: string };
