import LinkHeader from 'http-link-header';

export type HeaderPairs = readonly (readonly [string, string])[];

/** Repeated headers are one list (RFC 9110 section 5.3). */
export function headerOf(headers: HeaderPairs, name: string): string | null {
  const values = headers.filter(([key]) => key === name).map(([, value]) => value);
  return values.length === 0 ? null : values.join(', ');
}

/** Epoch ms of an HTTP date or of an ISO date (Mastodon's `X-RateLimit-Reset`). */
export function timeInHeader(headers: HeaderPairs, name: string): number | null {
  const value = headerOf(headers, name);
  const time = value === null ? Number.NaN : Date.parse(value);
  return Number.isNaN(time) ? null : time;
}

export function numberInHeader(headers: HeaderPairs, name: string): number | null {
  const value = headerOf(headers, name);
  return value !== null && /^\d{1,15}$/.test(value.trim()) ? Number(value) : null;
}

/** `Retry-After` in seconds or as a date, as ms from now; null when absent. `serverNow` is the sender's idea of now. */
export function retryAfterMs(headers: HeaderPairs, serverNow: number): number | null {
  const seconds = numberInHeader(headers, 'retry-after');
  if (seconds !== null) return seconds * 1000;
  const date = timeInHeader(headers, 'retry-after');
  return date === null ? null : Math.max(0, date - serverNow);
}

/**
 * The `max_id` of the next page. Only that is taken from a `Link`: its host and path are the server's word, and
 * some send them relative or with an internal host.
 */
export function nextMaxId(headers: HeaderPairs, base: string): string | null {
  const value = headerOf(headers, 'link');
  if (value === null || value.length > 16_384) return null;
  try {
    const [next] = LinkHeader.parse(value).rel('next');
    return next === undefined ? null : (URL.parse(next.uri, base)?.searchParams.get('max_id') ?? null);
  } catch {
    return null; // a malformed header is no header
  }
}
