import type { NetAnswer, NetRequest, Random } from '../../electron/core/ports.ts';
import type { RequestFault } from './faults.ts';
import { lineJson, statusJson, type HomeLine, type ModelAccount } from './model-server.ts';
import { groupsJson, groupsPage, noteJson, notesPage } from './notes.ts';

const encoder = new TextEncoder();

export function answerOf(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): NetAnswer {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const type = typeof body === 'string' ? 'text/html' : 'application/json; charset=utf-8';
  return { status, headers: Object.entries({ 'content-type': type, ...headers }), body: encoder.encode(text) };
}

/** What an account's server answers when nothing goes wrong. */
export function serve(account: ModelAccount | null, request: NetRequest, now: number): NetAnswer {
  const date = { date: new Date(now + (account?.server.clockOffMs ?? 0)).toUTCString() };
  if (account === null || account.revoked) return answerOf(401, { error: 'The access token is invalid' }, date);
  const url = new URL(request.url);
  const id = /^\/api\/v1\/statuses\/([^/]+)$/.exec(url.pathname)?.[1];
  if (url.pathname === '/api/v1/timelines/home') return serveHome(account, url, now, date);
  if (url.pathname === '/api/v1/accounts/verify_credentials') return answerOf(200, { id: '1', username: account.name, acct: account.name, display_name: account.name, url: `https://${account.server.host}/@${account.name}`, emojis: [], source: {} }, date);
  if (url.pathname === '/api/v1/statuses') return answerOf(200, url.searchParams.getAll('id[]').flatMap((one) => served(account, one, now) ?? []), date);
  if (/^\/api\/v[12]\/notifications$/.test(url.pathname)) return serveInbox(account, url, now, date);
  if (url.pathname === '/api/v1/markers') return answerOf(200, {}, date);
  if (id !== undefined) {
    const status = served(account, id, now);
    return status === null ? answerOf(404, { error: 'Record not found' }, date) : answerOf(200, status, date);
  }
  return answerOf(404, { error: 'Not Found' }, date);
}

function served(account: ModelAccount, id: string, now: number): Record<string, unknown> | null {
  const post = account.server.postOf(id);
  return post === null || post.deleted ? null : statusJson(account.server, post, now);
}

function serveHome(account: ModelAccount, url: URL, now: number, date: Readonly<Record<string, string>>): NetAnswer {
  const { server } = account;
  const maxId = url.searchParams.get('max_id');
  const minId = server.flavour.minId ? url.searchParams.get('min_id') : null;
  const limit = Math.min(server.page, Number(url.searchParams.get('limit') ?? 20));
  const rebuilding = account.rebuildingUntil > now;
  const all = rebuilding ? account.home.filter((_, index) => index % 3 === 0) : account.home;
  const below = maxId === null ? all : all.filter((line) => line.id < maxId);
  const lines = minId === null ? below.slice(0, limit) : below.filter((line) => line.id > minId).slice(-limit);
  const last = lines.at(-1);
  const link = last === undefined ? {} : { link: `<https://${server.host}/api/v1/timelines/home?max_id=${last.id}>; rel="next"` };
  const refresh = rebuilding ? { 'mastodon-async-refresh': `id="x", retry=${Math.ceil((account.rebuildingUntil - now) / 1000)}` } : {};
  return answerOf(rebuilding ? 206 : 200, lines.map((line: HomeLine) => lineJson(server, line, now)), { ...date, ...link, ...refresh });
}

function serveInbox(account: ModelAccount, url: URL, now: number, date: Readonly<Record<string, string>>): NetAnswer {
  const { server } = account;
  const isGrouped = url.pathname.includes('/v2/');
  if (isGrouped && !server.flavour.grouped) return answerOf(404, { error: 'Not Found' }, date);
  const query = { maxId: url.searchParams.get('max_id'), minId: server.flavour.minId ? url.searchParams.get('min_id') : null, limit: server.page };
  const groups = isGrouped ? groupsPage(account, query) : [];
  const notes = isGrouped ? groups.flat() : notesPage(account, query);
  const lowest = notes.reduce<string | null>((low, { id }) => (low === null || id < low ? id : low), null);
  const link = lowest === null ? {} : { link: `<https://${server.host}${url.pathname}?max_id=${lowest}>; rel="next"` };
  return answerOf(200, isGrouped ? groupsJson(account, groups, now) : notes.map((note) => noteJson(account, note, now)), { ...date, ...link });
}

/** What stands in for the answer while a fault lasts; null lets the real one through. */
export function spoil(fault: RequestFault | null, answer: NetAnswer, now: number, random: Random): NetAnswer {
  switch (fault) {
    case 'http500':
      return answerOf(500, { error: 'boom' });
    case 'http502Html':
      return answerOf(502, '<html><body>Bad gateway</body></html>');
    case 'http503':
      return answerOf(503, { error: 'busy' }, { 'retry-after': '20' });
    case 'http429':
      return answerOf(429, { error: 'Too many requests' }, { 'x-ratelimit-limit': '300', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': new Date(now + 60_000 * random.unit()).toISOString(), date: new Date(now).toUTCString() });
    case 'http429Plain':
      return answerOf(429, { error: 'Throttled' });
    case 'http404':
      return answerOf(404, '<html><body>Not found</body></html>');
    case 'http403Html':
      return answerOf(403, '<html><body>Attention required</body></html>', { 'cf-mitigated': 'challenge' });
    case 'http401':
      return answerOf(401, { error: 'The API is closed for a moment' });
    case 'captivePortal':
      return answerOf(200, '<!DOCTYPE html><html><body>Welcome to this Wi-Fi</body></html>');
    case 'truncatedJson':
      return { ...answer, body: answer.body.slice(0, Math.floor(answer.body.length / 2)) };
    case 'wrongShape':
      return answerOf(200, { statuses: 'none' });
    default:
      return answer;
  }
}
