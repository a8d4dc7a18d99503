import type { PracticeServer } from './model/server.ts';
import { now } from './model/server.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

interface Window {
  readonly name: string;
  readonly limit: number;
  readonly periodMs: number;
  readonly key: string;
}

export interface LimitedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** Account of the token, null without one. */
  readonly accountId: string | null;
  readonly token: string | null;
  readonly ip: string;
}

export interface LimitVerdict {
  readonly allowed: boolean;
  readonly headers: Readonly<Record<string, string>>;
}

export interface RateLimiter {
  check(server: PracticeServer, request: LimitedRequest): LimitVerdict;
  /** A failed request gives back what the daily and three-hourly counters took. */
  refund(server: PracticeServer, request: LimitedRequest): void;
}

const paging = ['page', 'min_id', 'max_id', 'since_id'];

/** Buckets of rack_attack.rb and rate_limiter.rb (Mastodon 4.6). */
function mastodonWindows(request: LimitedRequest): Window[] {
  const { method, path, accountId, token, ip } = request;
  const windows: Window[] = [];
  if (path.startsWith('/api/')) {
    if (token === null) windows.push({ name: 'ip', limit: 300, periodMs: 5 * minuteMs, key: ip });
    else
      windows.push(
        { name: 'token', limit: 300, periodMs: 5 * minuteMs, key: token },
        { name: 'user', limit: 1500, periodMs: 5 * minuteMs, key: accountId ?? token },
      );
  }
  const who = accountId ?? ip;
  if (method === 'GET' && path.startsWith('/api/') && paging.some((name) => request.query.has(name)))
    windows.push({ name: 'paging', limit: 300, periodMs: 15 * minuteMs, key: who });
  if (method === 'POST' && /^\/api\/v\d\/media/.test(path)) windows.push({ name: 'media', limit: 30, periodMs: 30 * minuteMs, key: who });
  if ((method === 'DELETE' && /^\/api\/v1\/statuses\/[^/]+$/.test(path)) || path.endsWith('/unreblog'))
    windows.push({ name: 'delete', limit: 30, periodMs: 30 * minuteMs, key: who });
  if (method === 'POST' && path === '/api/v1/apps') windows.push({ name: 'apps', limit: 5, periodMs: 10 * minuteMs, key: ip });
  return [...windows, ...deeds(request)];
}

/** The second layer: what people do, not what they ask. */
function deeds({ method, path, accountId }: LimitedRequest): Window[] {
  if (accountId === null) return [];
  const posts =
    (method === 'POST' && (path === '/api/v1/statuses' || path.endsWith('/reblog'))) ||
    (method === 'PUT' && /^\/api\/v1\/statuses\/[^/]+$/.test(path));
  if (posts) return [{ name: 'statuses', limit: 300, periodMs: 3 * hourMs, key: accountId }];
  const isFollow = method === 'POST' && (/^\/api\/v1\/accounts\/[^/]+\/follow$/.test(path) || /^\/api\/v1\/tags\/[^/]+\/follow$/.test(path));
  if (isFollow) return [{ name: 'follows', limit: 400, periodMs: 24 * hourMs, key: accountId }];
  return method === 'POST' && path === '/api/v1/reports' ? [{ name: 'reports', limit: 400, periodMs: 24 * hourMs, key: accountId }] : [];
}

/** Akkoma's limits (config.exs rate_limit); they answer without headers. */
function akkomaWindows({ method, path, accountId, ip }: LimitedRequest): Window[] {
  const who = accountId ?? ip;
  if (path === '/api/v1/timelines/home') return [{ name: 'home', limit: 3, periodMs: 500, key: who }];
  if (path === '/api/v2/search' || path === '/api/v1/accounts/search') return [{ name: 'search', limit: 30, periodMs: 1000, key: who }];
  if (method !== 'GET' && path.startsWith('/api/v1/statuses')) {
    const target = path.split('/')[4];
    const one: Window[] = target ? [{ name: 'action', limit: 3, periodMs: minuteMs, key: `${who} ${path}` }] : [];
    return [{ name: 'statuses', limit: 15, periodMs: 10_000, key: who }, ...one];
  }
  if (method === 'POST' && /\/(?:un)?follow$/.test(path))
    return [
      { name: 'relations', limit: 10, periodMs: 10_000, key: who },
      { name: 'relation', limit: 2, periodMs: minuteMs, key: `${who} ${path}` },
    ];
  return [];
}

function windowsOf(server: PracticeServer, request: LimitedRequest): Window[] {
  switch (server.traits.limits) {
    case 'perToken':
      return mastodonWindows(request);
    case 'perIp':
      return request.path.startsWith('/api/') ? [{ name: 'ip', limit: 300, periodMs: 5 * minuteMs, key: request.ip }] : [];
    case 'throttle':
      return akkomaWindows(request);
    default:
      return [];
  }
}

/** `2026-11-22T10:05:00.000000Z`: microseconds, as Mastodon writes it. */
export function resetText(atMs: number): string {
  return new Date(atMs).toISOString().replace('Z', '000Z');
}

/** Counts requests in fixed windows that begin at whole multiples of their length since 1970, not at the first request. */
export function createRateLimiter(): RateLimiter {
  const used = new Map<string, { readonly endsAt: number; count: number }>();

  function bucket(server: PracticeServer, window: Window) {
    const at = now(server);
    const id = `${server.domain} ${window.name} ${window.key}`;
    const known = used.get(id);
    if (known && known.endsAt > at) return known;
    const fresh = { endsAt: (Math.floor(at / window.periodMs) + 1) * window.periodMs, count: 0 };
    used.set(id, fresh);
    if (used.size > 20_000) for (const [key, entry] of used) if (entry.endsAt <= at) used.delete(key);
    return fresh;
  }

  return {
    check(server, request) {
      const counted = windowsOf(server, request).map((window) => ({ window, state: bucket(server, window) }));
      for (const { state } of counted) state.count += 1;
      const closest = counted.toSorted((a, b) => a.window.limit - a.state.count - (b.window.limit - b.state.count))[0];
      const allowed = counted.every(({ window, state }) => state.count <= window.limit);
      if (!closest || server.traits.limits === 'throttle') return { allowed, headers: {} };
      const { window, state } = closest;
      return {
        allowed,
        headers: {
          'x-ratelimit-limit': String(window.limit),
          'x-ratelimit-remaining': String(Math.max(window.limit - state.count, 0)),
          'x-ratelimit-reset': resetText(state.endsAt),
        },
      };
    },
    refund(server, request) {
      for (const window of deeds(request)) {
        const state = bucket(server, window);
        state.count = Math.max(0, state.count - 1);
      }
    },
  };
}
