import type { Fault } from './faults/board.ts';
import { faultedAnswer, spoilAnswer } from './faults/apply.ts';
import type { PracticeServer } from './model/server.ts';
import type { Standing } from './model/rows.ts';
import { fullHandle, now } from './model/server.ts';
import type { OracleRequest } from './oracle.ts';
import { resetText } from './rate-limits.ts';
import type { RateLimiter } from './rate-limits.ts';
import { readParams } from './rest/params.ts';
import type { Params } from './rest/params.ts';
import { failure, html, notFound, unauthorized } from './rest/reply.ts';
import type { Reply } from './rest/reply.ts';
import type { Call, Found, SignedCall } from './rest/router.ts';
import { hasScope } from './rest/router.ts';

/** One HTTP exchange, however it came: over a socket, or straight from a test or a simulation. */
export interface PracticeRequest {
  readonly method: string;
  /** Path with query, as in a request line. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer>;
  /** Default 127.0.0.1. */
  readonly ip?: string;
}

export type PracticeAnswer =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers: readonly (readonly [string, string])[];
      readonly body: Uint8Array<ArrayBuffer>;
    }
  /** The connection ends without an answer. */
  | { readonly kind: 'dropped' };

export interface ExchangeRules {
  readonly find: (server: PracticeServer, method: string, path: string) => Found | null;
  readonly limiter: RateLimiter | null;
}

/** Largest body taken: a video of Mastodon's default limit, and a little. */
export const maxBodyBytes = 100 * 1024 * 1024;
const maxJsonBytes = 1024 * 1024;

function bearer(headers: Readonly<Record<string, string>>, params: Params): string | null {
  return /^Bearer (.+)$/i.exec(headers['authorization'] ?? '')?.[1] ?? params.text('access_token') ?? null;
}

type Identity = Pick<Call, 'token' | 'app' | 'me' | 'viewerId'>;

/** Who a token speaks for; `bad` for one that is unknown, revoked or at its end. */
export function identify(server: PracticeServer, token: string | null): Identity | 'bad' {
  if (token === null) return { token: null, app: null, me: null, viewerId: null };
  const row = server.tables.tokens.one('token', token);
  if (!row || row.revoked || (row.expiresAt !== null && row.expiresAt <= now(server))) return 'bad';
  const app = server.tables.apps.get(row.appId) ?? null;
  const account = row.accountId === null ? undefined : server.tables.accounts.get(row.accountId);
  const user = account ? server.tables.users.get(account.id) : undefined;
  return { token: row, app, me: account && user ? { account, user } : null, viewerId: account?.id ?? null };
}

function isSigned(call: Call): call is SignedCall {
  return call.me !== null && call.viewerId !== null;
}

/** What GoToSocial lets an account do that has moved: what takes back or reads, and its profile (MovedOrMoving checks). */
const movedMayDo =
  /^\/(?:oauth|auth)\/|^\/api\/v1\/(?:apps|markers|accounts\/(?:update_credentials|move|alias)|.*\/(?:un[a-z]+|remove_from_followers|reject|clear|dismiss))$/;

/** base_controller.rb require_user! */
const standingWords = {
  unconfirmed: 'Your login is missing a confirmed e-mail address',
  pending: 'Your login is currently pending approval',
  disabled: 'Your login is currently disabled',
} as const satisfies Record<Exclude<Standing, 'active'>, string>;

/** The refusal for a login that may not be used, or an account that has moved away from here; null while it may go on. */
function loginRefusal(found: Found, call: Call): Reply | null {
  if (call.me === null || found.route.auth !== 'user') return null;
  const { software } = call.server.traits;
  const { standing } = call.me.user;
  if (standing !== 'active') return failure(403, standingWords[standing]);
  if (call.me.account.movedToUri === null) return null;
  // require_functional!: everything that needs a person, reading included (base_controller.rb).
  if (software === 'mastodon') return failure(403, 'Your login is currently disabled');
  const writes = ['POST', 'PUT', 'PATCH'].includes(call.method) && !movedMayDo.test(call.path);
  return software === 'gotosocial' && writes
    ? failure(403, 'Forbidden: your account has Moved or is currently Moving; you cannot take create or update type actions')
    : null;
}

async function route(found: Found, call: Call): Promise<Reply> {
  const { route: matched } = found;
  if (matched.scope && call.token && !hasScope(call.token.scopes, matched.scope)) return failure(403, 'This action is outside the authorized scopes');
  const refusal = loginRefusal(found, call);
  if (refusal) return refusal;
  if (matched.auth === 'open') return matched.handle(call);
  if (!isSigned(call)) return call.token ? failure(422, 'This method requires an authenticated user') : unauthorized(call.server);
  return matched.handle(call);
}

/** Reads, checks and answers a request whose parameters are known. */
async function answer(server: PracticeServer, request: PracticeRequest, url: URL, rules: ExchangeRules, entry: OracleRequest): Promise<Reply> {
  const contentType = request.headers['content-type'] ?? '';
  if (request.body.length > maxBodyBytes || (!contentType.startsWith('multipart/') && request.body.length > maxJsonBytes))
    return html('<html><body><h1>413 Request Entity Too Large</h1></body></html>', 413);
  const params = await readParams(url.searchParams, contentType, request.body);
  if (!params) return failure(400, 'There was a problem parsing the body');
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const found = rules.find(server, method, url.pathname);
  const text = bearer(request.headers, params);
  const identity = identify(server, text);
  const who = identity === 'bad' ? null : (identity.me?.account ?? null);
  const limited = {
    method,
    path: url.pathname,
    query: url.searchParams,
    accountId: who?.id ?? null,
    token: identity === 'bad' ? null : text,
    ip: request.ip ?? '127.0.0.1',
  };
  const verdict = rules.limiter?.check(server, limited) ?? { allowed: true, headers: {} };
  if (!verdict.allowed) return { ...tooMany(server), headers: verdict.headers };
  let reply: Reply;
  if (!found) reply = url.pathname.startsWith('/api/') ? notFound(server) : html('<h1>404 Not Found</h1>', 404);
  else if (identity === 'bad') reply = unauthorized(server);
  else {
    const call = { server, method, path: url.pathname, query: url.searchParams, params, headers: request.headers, at: found.at, ...identity };
    reply = await server.world.oracle.during(entry, () => route(found, call));
  }
  if (reply.status >= 400 || reply.free) rules.limiter?.refund(server, limited);
  return { ...reply, headers: { ...verdict.headers, ...reply.headers } };
}

function tooMany(server: PracticeServer): Reply {
  return failure(429, server.traits.limits === 'throttle' ? 'Throttled' : 'Too many requests');
}

function toAnswer(server: PracticeServer, reply: Reply): PracticeAnswer & { kind: 'answer' } {
  const text = typeof reply.body === 'string' ? reply.body : reply.body === undefined ? '' : JSON.stringify(reply.body);
  const body = reply.bytes ?? new TextEncoder().encode(text);
  const contentType = reply.contentType ?? 'application/json; charset=utf-8';
  const skewMs = server.faults.clockSkewMs;
  const own = Object.entries(reply.headers ?? {}).map(
    ([name, value]) => [name, name === 'x-ratelimit-reset' ? resetText(Date.parse(value) + skewMs) : value] as const,
  );
  const headers: (readonly [string, string])[] = [['date', new Date(now(server) + skewMs).toUTCString()], ['content-type', contentType], ...own];
  return { kind: 'answer', status: reply.status, headers, body };
}

function ownerOf(server: PracticeServer, request: PracticeRequest, url: URL): string | null {
  const token = /^Bearer (.+)$/i.exec(request.headers['authorization'] ?? '')?.[1] ?? url.searchParams.get('access_token');
  const identity = identify(server, token);
  return identity === 'bad' ? null : (identity.me?.account.username ?? null);
}

function wait(server: PracticeServer, ms: number): Promise<void> {
  return new Promise((resolve) => void server.world.clock.after(ms, resolve));
}

/** Handles one request with everything that can go wrong with it. */
export async function exchange(server: PracticeServer, request: PracticeRequest, rules: ExchangeRules): Promise<PracticeAnswer> {
  const url = new URL(request.url, 'http://practice.invalid');
  const username = ownerOf(server, request, url);
  const faults = server.faults.takeRequest({ method: request.method, path: url.pathname, username });
  const account = username === null ? undefined : server.tables.accounts.one('acct', username.toLowerCase());
  const entry = server.world.oracle.begin({
    at: now(server),
    server: server.domain,
    method: request.method,
    path: request.url,
    headers: request.headers,
    account: account ? fullHandle(server, account) : null,
  });
  const dropped = (outcome: OracleRequest['outcome']): PracticeAnswer => {
    entry.outcome = outcome;
    return { kind: 'dropped' };
  };
  if (server.faults.down || faults.some((fault) => fault.kind === 'dropBefore')) return dropped('droppedBefore');
  const instead = faults.map((fault) => faultedAnswer(server, fault, 'before')).find((reply) => reply !== null);
  const reply = instead ?? (await answer(server, request, url, rules, entry));
  const delayMs = faults.reduce((sum, fault) => sum + (fault.kind === 'delay' ? fault.ms : 0), 0);
  if (delayMs > 0) await wait(server, delayMs);
  if (faults.some((fault) => fault.kind === 'lostAnswer')) return dropped('lostAnswer');
  const late = faults.map((fault: Fault) => faultedAnswer(server, fault, 'after')).find((other) => other !== null);
  const answered = spoilAnswer(toAnswer(server, late ?? reply), faults);
  entry.status = answered.status;
  entry.outcome = 'answered';
  return answered;
}
