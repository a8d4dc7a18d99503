import { fail, type AppError, type Result } from '../../contract/index.ts';
import type { CallOptions } from '../../core/fediverse.ts';
import type { Rates } from '../../core/fediverse-belongings.ts';
import type { Clock, Log, Net, NetAnswer, NetRequest } from '../../core/ports.ts';
import { readAnswer, type ApiAnswer } from './answer.ts';
import { timeInHeader } from './headers.ts';
import type { RateBudget, RateClass } from './rate-budget.ts';

const maxJsonBytes = 8 * 1024 * 1024;

/** Whole exchanges, milliseconds. Resolving makes the server fetch from a third one (Mastodon lib/request.rb: up to 30 s). */
export const timeouts = { get: 20_000, resolve: 45_000, change: 60_000 } as const;

/** Slower than this is a dead line, not a slow one. */
const slowestUploadBytesPerMs = 16;

/** A minute for the server to take the file in, and the time it needs on a slow line. */
export function uploadTimeoutMs(form: FormData): number {
  const bytes = [...form.values()].reduce((sum, value) => sum + (typeof value === 'string' ? value.length : value.size), 0);
  return timeouts.change + bytes / slowestUploadBytesPerMs;
}

export interface ApiRequest {
  readonly method: string;
  /** Absolute. Credentials go nowhere else: redirects are never followed here. */
  readonly url: string;
  readonly token: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text is JSON. */
  readonly body?: string | FormData | null;
  readonly onSent?: (sentBytes: number) => void;
  readonly timeoutMs: number;
  /** What is asked for, in one word, for errors. */
  readonly what: string;
  readonly bucket: string;
  readonly rateClass: RateClass;
  readonly options: CallOptions | undefined;
}

export interface Transport {
  send(request: ApiRequest): Promise<Result<ApiAnswer>>;
  /** The host's clock minus ours, ms; null before its first answer. */
  skewMs(host: string): number | null;
  /** What the answers have told of a bucket's caps. */
  rates(bucket: string): Rates;
  blockedUntil: RateBudget['blockedUntil'];
}

export interface TransportDeps {
  readonly net: Net;
  readonly clock: Clock;
  readonly budget: RateBudget;
  readonly userAgent: string;
  readonly log: Log;
}

/** The one way to any server's API: budget, headers, limits, and telling answers from everything else. */
export function createTransport({ net, clock, budget, userAgent, log }: TransportDeps): Transport {
  const skews = new Map<string, number>();

  function learnFrom(answer: NetAnswer, request: ApiRequest, host: string): Result<ApiAnswer> {
    const now = clock.now();
    const serverNow = timeInHeader(answer.headers, 'date');
    if (serverNow !== null) skews.set(host, serverNow - now);
    const skewMs = skews.get(host) ?? 0;
    budget.note(request.bucket, request.rateClass, answer, skewMs);
    const read = readAnswer(answer, {
      host,
      what: request.what,
      changes: request.method !== 'GET',
      now,
      serverNow: now + skewMs,
      blockedUntil: budget.blockedUntil(request.bucket, request.rateClass, 'user'),
    });
    if (!read.ok) log.info('api.failed', { host, what: request.what, ...describe(read.error) });
    return read;
  }

  return {
    skewMs: (host) => skews.get(host) ?? null,
    rates: budget.rates,
    blockedUntil: budget.blockedUntil,
    send: async (request) => {
      const { host } = new URL(request.url);
      const blockedUntil = budget.blockedUntil(request.bucket, request.rateClass, request.options?.priority ?? 'user');
      if (blockedUntil !== null) return fail({ kind: 'rateLimited', host, retryAt: blockedUntil });
      const end = budget.begin(request.bucket, request.rateClass);
      try {
        const result = await net.request(toNetRequest(request, userAgent));
        return result.ok ? learnFrom(result.value, request, host) : result;
      } finally {
        end();
      }
    },
  };
}

function describe(error: AppError): Record<string, unknown> {
  return { kind: error.kind, ...('status' in error ? { status: error.status } : {}), ...('reason' in error ? { reason: error.reason } : {}) };
}

function toNetRequest({ method, url, token, headers, body, onSent, timeoutMs, options }: ApiRequest, userAgent: string): NetRequest {
  return {
    method: method as NetRequest['method'],
    url,
    headers: {
      accept: 'application/json',
      'user-agent': userAgent,
      ...(typeof body === 'string' ? { 'content-type': 'application/json' } : {}),
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(body === undefined || body === null ? {} : { body }),
    ...(onSent === undefined ? {} : { onSent }),
    timeoutMs,
    maxBytes: maxJsonBytes,
    ...(options?.signal === undefined ? {} : { signal: options.signal }),
  };
}
