import type { Clock } from '../../core/ports.ts';
import { headerOf, numberInHeader, retryAfterMs, timeInHeader, type HeaderPairs } from './headers.ts';

/**
 * Mastodon counts several things apart (rack_attack.rb, rate_limiter.rb): all requests of a token, paging, posting,
 * uploads, deleting. Its headers describe whichever bucket is closest to empty.
 */
export type RateClass = 'general' | 'paging' | 'posting' | 'media' | 'deleting';

export function rateClassOf(method: string, path: string): RateClass {
  if (method === 'GET') return /[?&](?:max_id|min_id|since_id|page)=/.test(path) ? 'paging' : 'general';
  if (/^\/api\/v[12]\/media$/.test(path)) return 'media';
  if (path.endsWith('/unreblog') || (method === 'DELETE' && /\/statuses\/[^/]+$/.test(path))) return 'deleting';
  return /^\/api\/v1\/statuses(?:\/[^/]+(?:\/reblog)?)?$/.test(path) ? 'posting' : 'general';
}

export interface RateBudget {
  /** Null when the request may go; else the epoch ms from which it may. `background` leaves a fifth to the person. */
  blockedUntil(bucket: string, rateClass: RateClass, priority: 'user' | 'background'): number | null;
  /** Learns from any answer. `skewMs` is the server's clock minus ours. */
  note(bucket: string, rateClass: RateClass, answer: { readonly status: number; readonly headers: HeaderPairs }, skewMs: number): void;
}

interface Window {
  readonly limit: number | null;
  readonly remaining: number;
  /** Epoch ms by our clock. */
  readonly resetAt: number;
}

const reservedShare = 0.2;
/** For a 429 that does not say until when: Akkoma takes 3 homes in 500 ms and 15 posts in 10 s (config.exs, rate_limit). */
const unknownPauseMs = { reading: 1_000, changing: 10_000 } as const;
/** No bucket of any known server is longer than a day; a later reset is a broken clock. */
const longestPauseMs = 24 * 3_600_000;

export function createRateBudget(clock: Clock): RateBudget {
  const windows = new Map<string, Window>();
  const keyOf = (bucket: string, rateClass: RateClass): string => `${rateClass} ${bucket}`;

  const blockedBy = (key: string, priority: 'user' | 'background'): number | null => {
    const window = windows.get(key);
    if (window === undefined) return null;
    if (window.resetAt <= clock.now()) {
      windows.delete(key);
      return null;
    }
    const reserve = priority === 'background' && window.limit !== null ? Math.floor(window.limit * reservedShare) : 0;
    return window.remaining <= reserve ? window.resetAt : null;
  };

  return {
    blockedUntil: (bucket, rateClass, priority) => {
      const own = blockedBy(keyOf(bucket, rateClass), priority);
      const general = rateClass === 'general' ? null : blockedBy(keyOf(bucket, 'general'), priority);
      return own === null && general === null ? null : Math.max(own ?? 0, general ?? 0);
    },
    note: (bucket, rateClass, { status, headers }, skewMs) => {
      const window = readWindow(headers, status, { now: clock.now(), skewMs, rateClass });
      if (window === null) return;
      const general = windows.get(keyOf(bucket, 'general'));
      const isGeneral = status === 429 && general !== undefined && general.limit === window.limit && Math.abs(general.resetAt - window.resetAt) < 2000;
      windows.set(keyOf(bucket, isGeneral ? 'general' : rateClass), window);
    },
  };
}

/** A 429 empties its bucket whatever the counters say. */
function readWindow(headers: HeaderPairs, status: number, { now, skewMs, rateClass }: { readonly now: number; readonly skewMs: number; readonly rateClass: RateClass }): Window | null {
  const limit = numberInHeader(headers, 'x-ratelimit-limit');
  const remaining = numberInHeader(headers, 'x-ratelimit-remaining');
  const reset = resetTime(headers, now + skewMs);
  if (status === 429) {
    const unknownMs = rateClass === 'general' || rateClass === 'paging' ? unknownPauseMs.reading : unknownPauseMs.changing;
    const pauseMs = reset === null ? (retryAfterMs(headers, now + skewMs) ?? unknownMs) : reset - (now + skewMs);
    return { limit, remaining: 0, resetAt: now + Math.min(Math.max(pauseMs, 1000), longestPauseMs) };
  }
  if (remaining === null || reset === null) return null;
  return { limit, remaining, resetAt: Math.min(reset - skewMs, now + longestPauseMs) };
}

/** Mastodon and GoToSocial send an ISO date; epoch seconds or seconds to go are seen behind other proxies. */
function resetTime(headers: HeaderPairs, serverNow: number): number | null {
  if (headerOf(headers, 'x-ratelimit-reset') === null) return null;
  const number = numberInHeader(headers, 'x-ratelimit-reset');
  if (number === null) return timeInHeader(headers, 'x-ratelimit-reset');
  return number > 1e9 ? number * 1000 : serverNow + number * 1000;
}
