import type { RateReading, Rates } from '../../core/fediverse-belongings.ts';
import type { CallOptions } from '../../core/fediverse.ts';
import type { Clock } from '../../core/ports.ts';
import { headerOf, numberInHeader, retryAfterMs, timeInHeader, type HeaderPairs } from './headers.ts';

/**
 * Mastodon counts several things apart (rack_attack.rb, rate_limiter.rb): all requests of a token, paging, posting,
 * uploads, deleting. Its headers describe whichever bucket is closest to empty.
 */
export type RateClass = 'general' | 'paging' | 'posting' | 'media' | 'deleting' | 'following';

export function rateClassOf(method: string, path: string): RateClass {
  if (method === 'GET') return /[?&](?:max_id|min_id|since_id|page)=/.test(path) ? 'paging' : 'general';
  if (/^\/api\/v[12]\/media$/.test(path)) return 'media';
  if (/^\/api\/v1\/(?:accounts|tags)\/[^/]+\/follow$/.test(path)) return 'following';
  if (path.endsWith('/unreblog') || (method === 'DELETE' && /\/statuses\/[^/]+$/.test(path))) return 'deleting';
  return /^\/api\/v1\/statuses(?:\/[^/]+(?:\/reblog)?)?$/.test(path) ? 'posting' : 'general';
}

export type Priority = NonNullable<CallOptions['priority']>;

export interface RateBudget {
  /**
   * Null when the request may go; else the epoch ms from which it may. `background` leaves a fifth to the person. `bulk`
   * leaves them 20, and in the last 20 s of the window only as many as there are seconds to go: what nobody has
   * used by then would be lost.
   */
  blockedUntil(bucket: string, rateClass: RateClass, priority: Priority): number | null;
  /** A request leaves: until it is answered (call what this answers) it counts as spent. */
  begin(bucket: string, rateClass: RateClass): () => void;
  /** Learns from any answer. `skewMs` is the server's clock minus ours. */
  note(bucket: string, rateClass: RateClass, answer: { readonly status: number; readonly headers: HeaderPairs }, skewMs: number): void;
  rates(bucket: string): Rates;
}

type Window = RateReading;

interface Kept {
  readonly window: Window;
  /** Monotonic ms. */
  readonly endsAt: number;
}

const reservedShare = 0.2;
const bulkReserve = 20;
/** The `Date` header is whole seconds, and windows end at a server's own clock. */
const edgeMs = 1_000;
/** For a 429 that does not say until when: Akkoma takes 3 homes in 500 ms and 15 posts in 10 s (config.exs, rate_limit). */
const unknownPauseMs = { reading: 1_000, changing: 10_000 } as const;
/** Longer than any window of all requests. */
const longestWindowMs = 15 * 60_000;
/** No bucket of any known server is longer than a day; a later reset is a broken clock. */
const longestPauseMs = 24 * 3_600_000;

export function createRateBudget(clock: Clock): RateBudget {
  const windows = new Map<string, Kept>();
  const keyOf = (bucket: string, rateClass: RateClass): string => `${rateClass} ${bucket}`;

  const current = (key: string): Window | null => {
    const kept = windows.get(key);
    if (kept === undefined) return null;
    const { window, endsAt } = kept;
    // Whichever says so first: a wall clock may be set back, and the other one stands still in sleep.
    const [wallLeftMs, leftMs] = [window.resetsAt - clock.now(), endsAt - clock.monotonic()];
    if (wallLeftMs > 0 && leftMs > 0) return wallLeftMs > leftMs + edgeMs ? { ...window, resetsAt: clock.now() + leftMs } : window;
    windows.delete(key);
    return null;
  };

  const underWay = new Map<string, number>();
  const count = (key: string, change: 1 | -1): void => void underWay.set(key, (underWay.get(key) ?? 0) + change);

  const blockedBy = (key: string, priority: Priority): number | null => {
    const known = current(key);
    if (known === null) return null;
    const window = { ...known, remaining: Math.max(0, known.remaining - (underWay.get(key) ?? 0)) };
    if (priority === 'bulk') return bulkBlockedUntil(window, clock.now());
    const reserve = priority === 'background' && window.limit !== null ? Math.floor(window.limit * reservedShare) : 0;
    return window.remaining <= reserve ? window.resetsAt : null;
  };

  /** Which of its two caps an answer to a follow speaks of: the day's has another limit than all requests, and ends later. */
  const isDaily = (window: Window, general: Window | undefined): boolean =>
    general === undefined || general.limit === null || window.limit === general.limit ? window.resetsAt - clock.now() > longestWindowMs : window.limit !== null;

  return {
    blockedUntil: (bucket, rateClass, priority) => {
      const own = blockedBy(keyOf(bucket, rateClass), priority);
      const general = rateClass === 'general' ? null : blockedBy(keyOf(bucket, 'general'), priority);
      return own === null && general === null ? null : Math.max(own ?? 0, general ?? 0);
    },
    begin: (bucket, rateClass) => {
      const keys = new Set([keyOf(bucket, rateClass), keyOf(bucket, 'general')]);
      for (const key of keys) count(key, 1);
      return () => {
        for (const key of keys) count(key, -1);
      };
    },
    note: (bucket, rateClass, { status, headers }, skewMs) => {
      const window = readWindow(headers, status, { now: clock.now(), skewMs, rateClass });
      if (window === null) return;
      const general = windows.get(keyOf(bucket, 'general'))?.window;
      const isGeneral = rateClass === 'following' ? !isDaily(window, general) : status === 429 && general !== undefined && general.limit === window.limit && Math.abs(general.resetsAt - window.resetsAt) < 2000;
      windows.set(keyOf(bucket, isGeneral ? 'general' : rateClass), { window, endsAt: clock.monotonic() + window.resetsAt - clock.now() });
    },
    rates: (bucket) => ({
      window: current(keyOf(bucket, 'general')),
      paging: current(keyOf(bucket, 'paging')),
      dailyFollows: current(keyOf(bucket, 'following')),
    }),
  };
}

function bulkBlockedUntil({ limit, remaining, resetsAt }: Window, now: number): number | null {
  const leftMs = resetsAt - now;
  const reserve = limit === null ? 0 : Math.min(bulkReserve, Math.floor(limit * reservedShare), Math.floor(leftMs / 1000));
  if (remaining > reserve) return null;
  return remaining === 0 ? resetsAt + edgeMs : resetsAt - remaining * 1000 + 1;
}

/** A 429 empties its bucket whatever the counters say. */
function readWindow(headers: HeaderPairs, status: number, { now, skewMs, rateClass }: { readonly now: number; readonly skewMs: number; readonly rateClass: RateClass }): Window | null {
  const limit = numberInHeader(headers, 'x-ratelimit-limit');
  const remaining = numberInHeader(headers, 'x-ratelimit-remaining');
  const reset = resetTime(headers, now + skewMs);
  if (status === 429) {
    const unknownMs = rateClass === 'general' || rateClass === 'paging' ? unknownPauseMs.reading : unknownPauseMs.changing;
    const pauseMs = reset === null ? (retryAfterMs(headers, now + skewMs) ?? unknownMs) : reset - (now + skewMs);
    return { limit, remaining: 0, resetsAt: now + Math.min(Math.max(pauseMs, 1000), longestPauseMs) };
  }
  if (remaining === null || reset === null) return null;
  return { limit, remaining, resetsAt: Math.min(reset - skewMs, now + longestPauseMs) };
}

/** Mastodon and GoToSocial send an ISO date; epoch seconds or seconds to go are seen behind other proxies. */
function resetTime(headers: HeaderPairs, serverNow: number): number | null {
  if (headerOf(headers, 'x-ratelimit-reset') === null) return null;
  const number = numberInHeader(headers, 'x-ratelimit-reset');
  if (number === null) return timeInHeader(headers, 'x-ratelimit-reset');
  return number > 1e9 ? number * 1000 : serverNow + number * 1000;
}
