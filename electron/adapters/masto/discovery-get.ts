import { fail, ok, type Result } from '../../contract/index.ts';
import type { CallOptions } from '../../core/fediverse.ts';
import type { Clock, Net, NetAnswer } from '../../core/ports.ts';
import { readAnswer } from './answer.ts';
import { headerOf } from './headers.ts';
import { findPractice, type PracticeOrigins } from './origins.ts';
import { timeouts } from './transport.ts';

const maxHops = 3;
const maxBytes = 1024 * 1024;

/** An answer of any status, and the address it came from in the end. */
export interface Discovered {
  readonly url: URL;
  readonly answer: NetAnswer;
}

export interface DiscoveryDeps {
  readonly net: Net;
  readonly clock: Clock;
  readonly userAgent: string;
  readonly origins: PracticeOrigins;
}

/** Asks without credentials and follows redirects: only here, where nothing can be given away. */
export async function discoveryGet(deps: DiscoveryDeps, address: string, options: CallOptions | undefined): Promise<Result<Discovered>> {
  let url = toReachable(new URL(address), deps.origins);
  for (let hop = 0; hop <= maxHops; hop += 1) {
    const result = await deps.net.request({
      method: 'GET',
      url: url.href,
      headers: { accept: 'application/json, application/xrd+xml;q=0.8', 'user-agent': deps.userAgent },
      timeoutMs: timeouts.get,
      maxBytes,
      ...(options?.signal === undefined ? {} : { signal: options.signal }),
    });
    if (!result.ok) return result;
    const next = redirectTarget(result.value, url);
    if (next === null) return ok({ url, answer: result.value });
    url = toReachable(next, deps.origins);
  }
  return fail({ kind: 'badAnswer', host: url.host, reason: 'redirected', status: 310, mayHaveArrived: false });
}

/** JSON of a 2xx answer, or what was wrong with it. */
export function discoveredJson(deps: DiscoveryDeps, { url, answer }: Discovered): Result<unknown> {
  const now = deps.clock.now();
  const read = readAnswer(answer, { host: url.host, what: 'server', changes: false, now, serverNow: now, blockedUntil: null });
  return read.ok ? ok(read.value.json) : read;
}

function redirectTarget({ status, headers }: NetAnswer, from: URL): URL | null {
  if (![301, 302, 303, 307, 308].includes(status)) return null;
  const target = URL.parse(headerOf(headers, 'location') ?? '', from.href);
  return target !== null && /^https?:$/.test(target.protocol) && target.username === '' ? target : null;
}

function toReachable(url: URL, origins: PracticeOrigins): URL {
  const practice = findPractice(url.host, origins);
  return practice === null ? url : new URL(url.pathname + url.search, practice.origin);
}
