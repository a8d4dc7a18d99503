import type http from 'node:http';
import { describe, expect, test } from 'vitest';
import type { AccountKey, StatusId, StatusUri } from '../../contract/index.ts';
import type { AccountConnection, NewStatus, ServerProfile } from '../../core/fediverse.ts';
import { createRealClock } from '../clock.ts';
import { openNet, patient, silentLog, startServer, type LocalServer } from '../net/testing/local-server.ts';
import { createFediverse } from './fediverse.ts';
import { mediaLinks, profile, rawAccount, rawStatus } from './testing/entities.ts';

interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

type Reply = readonly [status: number, headers: Readonly<Record<string, string>>, body: unknown];

interface Setup {
  readonly connection: AccountConnection;
  readonly asked: Asked[];
  readonly local: LocalServer;
  /** A second account on the same server. */
  again(token: string): AccountConnection;
}

/** One account on a real local server that answers by `reply`. */
async function connectTo(reply: (request: Asked) => Reply, more: Partial<ServerProfile> = {}): Promise<Setup> {
  const asked: Asked[] = [];
  const local = await startServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const seen = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() };
      asked.push(seen);
      const [status, headers, body] = reply(seen);
      response.writeHead(status, { 'content-type': typeof body === 'string' ? 'text/html' : 'application/json', ...headers });
      response.end(body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body));
    });
  });
  const net = openNet({ allowedOrigins: () => [local.origin] });
  const fediverse = createFediverse({ net, clock: createRealClock(), log: silentLog, mediaLinks, appName: 'Skein', appVersion: '1', website: 'https://skein.example', origins: () => [] });
  const again = (token: string): AccountConnection => fediverse.connect('api.kelp.example/7' as AccountKey, profile({ apiBase: local.origin, ...more }), token);
  return { connection: again('secret'), asked, local, again };
}

const id = '109' as StatusId;
const page = '<!DOCTYPE html><html><title>502 Bad Gateway</title></html>';
const newStatus: NewStatus = { text: 'hello', spoilerText: '', sensitive: false, visibility: 'public', language: 'en', inReplyToId: null, mediaIds: [], poll: null };

describe('what a request carries', () => {
  test('token, name, JSON; only to the pinned host', async () => {
    const { connection, asked } = await connectTo(() => [200, {}, rawStatus()]);
    expect(await connection.post(newStatus, 'key-1')).toMatchObject({ ok: true, value: { status: { uri: 'https://kelp.example/users/ana/statuses/109' } } });
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ method: 'POST', url: '/api/v1/statuses', body: '{"status":"hello","sensitive":false,"visibility":"public","language":"en"}' });
    expect(asked[0]?.headers).toMatchObject({ authorization: 'Bearer secret', 'idempotency-key': 'key-1', accept: 'application/json', 'user-agent': 'Skein/1 (+https://skein.example)', 'content-type': 'application/json' });
  });

  test.each([301, 302, 303, 307, 308])('a %i takes neither token nor text anywhere', async (status) => {
    const thief = await startServer((_request, response) => response.end('{}'));
    const { connection, asked } = await connectTo(() => [status, { location: `${thief.origin}/` }, undefined]);
    expect(await connection.post(newStatus, 'key')).toMatchObject({ ok: false, error: { kind: 'badAnswer', reason: 'redirected', status, mayHaveArrived: false } });
    expect(await connection.home({ kind: 'newest', limit: 40 })).toMatchObject({ ok: false, error: { kind: 'badAnswer', reason: 'redirected' } });
    expect([asked.length, thief.connections()]).toEqual([2, 0]);
  });
});

describe('telling answers from errors', () => {
  test.each([
    ['HTML with 200', [200, {}, page], { kind: 'badAnswer', reason: 'html', status: 200 }],
    ['a log-in page of a Wi-Fi', [200, {}, '<html><meta http-equiv="refresh" content="0;url=http://portal/"></html>'], { kind: 'badAnswer', reason: 'captivePortal' }],
    ['511', [511, {}, page], { kind: 'badAnswer', reason: 'captivePortal' }],
    ['HTML with 403', [403, {}, page], { kind: 'badAnswer', reason: 'blockedByProxy' }],
    ['HTML with 401', [401, {}, page], { kind: 'badAnswer', reason: 'blockedByProxy' }],
    ['HTML with 404', [404, {}, page], { kind: 'badAnswer', reason: 'html' }],
    ['a challenge', [503, { 'cf-mitigated': 'challenge' }, page], { kind: 'badAnswer', reason: 'blockedByProxy' }],
    ['HTML with 502', [502, {}, page], { kind: 'serverError', status: 502, message: '', retryAt: null }],
    ['text that is no JSON', [200, { 'content-type': 'text/plain' }, 'ok'], { kind: 'badAnswer', reason: 'notJson' }],
    ['cut-off JSON', [200, { 'content-type': 'application/json' }, '{"id":"1"'], { kind: 'badAnswer', reason: 'notJson' }],
    ['JSON that is no status', [200, {}, { hello: 1 }], { kind: 'badAnswer', reason: 'wrongShape' }],
    ['an empty 200', [200, {}, undefined], { kind: 'badAnswer', reason: 'wrongShape' }],
    ['401', [401, {}, { error: 'The access token was revoked' }], { kind: 'unauthorized', message: 'The access token was revoked' }],
    ['403', [403, {}, { error: 'This action is not allowed' }], { kind: 'forbidden' }],
    ['404', [404, {}, { error: 'Record not found' }], { kind: 'notFound', what: 'status' }],
    ['410', [410, {}, {}], { kind: 'notFound' }],
    ['418 of Mitra', [418, {}, { error: 'NotSupported' }], { kind: 'unsupported', capability: 'status' }],
    ['422', [422, {}, { error: 'Validation failed' }], { kind: 'rejected', status: 422, message: 'Validation failed' }],
    ['Pleroma {error:{…}}', [400, {}, { error: { message: 'bad' } }], { kind: 'rejected', message: 'bad' }],
    ['Pleroma {errors:{detail}}', [400, {}, { errors: { detail: 'Bad request' } }], { kind: 'rejected', message: 'Bad request' }],
    ['Sharkey', [400, {}, { error: 'NO_SUCH_NOTE', error_description: 'No such note.' }], { kind: 'rejected', message: 'NO_SUCH_NOTE: No such note.' }],
    ['a message to harm', [422, {}, { error: `<b>a</b>\u202e\n\tb${'x'.repeat(1000)}` }], { kind: 'rejected', message: `a b${'x'.repeat(297)}` }],
    ['no message', [400, {}, { error: 7 }], { kind: 'rejected', message: '' }],
  ] satisfies [string, Reply, object][])('%s', async (_name, reply, error) => {
    const { connection } = await connectTo(() => reply);
    expect(await connection.status(id)).toEqual({ ok: false, error: expect.objectContaining(error) });
  });

  test('JSON of any type of JSON is read', async () => {
    for (const type of ['application/json', 'application/activity+json', 'text/plain', 'APPLICATION/JSON;charset=utf-8']) {
      const { connection } = await connectTo(() => [200, { 'content-type': type }, rawStatus()]);
      expect((await connection.status(id)).ok).toBe(true);
    }
  });

  test.each([
    ['500', [500, {}, { error: 'x' }], true],
    ['503', [503, { 'retry-after': '30' }, page], true],
    ['HTML with 200', [200, {}, page], true],
    ['a wrong shape', [200, {}, {}], true],
    ['a block page', [403, {}, page], false],
  ] satisfies [string, Reply, boolean][])('after %s to a post it may have arrived: %s', async (_name, reply, mayHaveArrived) => {
    const { connection } = await connectTo(() => reply);
    expect(await connection.post(newStatus, 'key')).toMatchObject({ ok: false, error: { mayHaveArrived } });
  });

  test('an answer of 9 MB is not read', async () => {
    const { connection } = await connectTo(() => [200, {}, { padding: 'x'.repeat(9 * 1024 * 1024) }]);
    expect(await connection.status(id)).toMatchObject({ ok: false, error: { kind: 'badAnswer', reason: 'tooLarge' } });
  });

  test('closing the connection cancels what is running', async () => {
    const { connection } = await connectTo(() => [200, {}, rawStatus()]);
    const running = connection.status(id);
    connection.close();
    expect(await running).toEqual({ ok: false, error: { kind: 'cancelled' } });
    expect(await connection.status(id)).toEqual({ ok: false, error: { kind: 'cancelled' } });
  });
});

describe('rate limits', () => {
  test('after a 429 nothing leaves before the reset, by the server’s clock', async () => {
    const skewMs = -3 * 3_600_000;
    const serverNow = Date.now() + skewMs;
    const { connection, asked } = await connectTo(() => [429, { date: new Date(serverNow).toUTCString(), 'x-ratelimit-limit': '300', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': new Date(serverNow + 60_000).toISOString() }, { error: 'Too many requests' }]);
    const first = await connection.home({ kind: 'newest', limit: 40 });
    if (first.ok || first.error.kind !== 'rateLimited') throw new Error('Not rate limited');
    expect(Math.abs(first.error.retryAt - (Date.now() + 60_000))).toBeLessThan(3000);
    expect(await connection.status(id)).toEqual(first);
    expect(await connection.post(newStatus, 'key')).toEqual(first);
    expect(asked).toHaveLength(1);
    expect(Math.abs((connection.serverTime() ?? 0) - (Date.now() + skewMs))).toBeLessThan(3000);
  });

  test('background calls stop at the last fifth, the person’s do not', async () => {
    const { connection, asked } = await connectTo(() => [200, { 'x-ratelimit-limit': '300', 'x-ratelimit-remaining': '59', 'x-ratelimit-reset': new Date(Date.now() + 60_000).toISOString() }, rawStatus()]);
    expect(connection.serverTime()).toBeNull();
    await connection.status(id, { priority: 'background' });
    expect(await connection.status(id, { priority: 'background' })).toMatchObject({ ok: false, error: { kind: 'rateLimited' } });
    expect((await connection.status(id)).ok).toBe(true);
    expect(asked).toHaveLength(2);
  });
});

describe('whose budget it is', () => {
  test.each([
    ['gotosocial', 1],
    ['mastodon', 2],
  ] as const)('on %s two accounts together are asked %i times after the first 429', async (software, expected) => {
    const summary = { ...profile().summary, software };
    const { connection, asked, again } = await connectTo(() => [429, { 'retry-after': '60' }, { error: 'slow down' }], { summary });
    for (const one of [connection, again('other secret')]) expect(await one.status(id)).toMatchObject({ ok: false, error: { kind: 'rateLimited' } });
    expect(asked).toHaveLength(expected);
  });
});

describe('home', () => {
  const items = (...ids: string[]): unknown[] => ids.map((item) => rawStatus({ id: item, uri: `https://kelp.example/${item}` }));
  const pageOf = async (reply: Reply, query: Parameters<AccountConnection['home']>[0] = { kind: 'newest', limit: 40 }): Promise<unknown> => {
    const { connection } = await connectTo(() => reply);
    const result = await connection.home(query);
    return result.ok ? { ids: result.value.items.map((item) => item.id), cursor: result.value.olderCursor, dropped: result.value.dropped, incomplete: result.value.incompleteUntil !== null } : result.error;
  };
  const older = { kind: 'olderThan', cursor: '5', limit: 40 } as const;

  test.each([
    ['absolute', '<https://kelp.example/api/v1/timelines/home?limit=2&max_id=3>; rel="next", <https://kelp.example/?min_id=9>; rel="prev"', '3'],
    ['relative', '</api/v1/timelines/home?max_id=3>; rel="next"', '3'],
    ['of an internal host', '<http://10.0.0.1:3000/api/v1/timelines/home?max_id=3>; rel="next"', '3'],
    ['with a comma in it', '<https://kelp.example/?a=b,c&max_id=3>; rel="next"', '3'],
    ['with rel last', '<https://kelp.example/?max_id=3>; title="x"; rel="next"', '3'],
    ['only prev', '<https://kelp.example/?min_id=9>; rel="prev"', '8'],
    ['broken', '<<>>;;;rel=next', '8'],
    ['none', '', '8'],
  ])('Link %s', async (_name, link, cursor) => {
    expect(await pageOf([200, link === '' ? {} : { link }, items('9', '8')])).toEqual({ ids: ['9', '8'], cursor, dropped: 0, incomplete: false });
  });

  test('ends where the page is empty or the link repeats the question; not where the page is short', async () => {
    expect(await pageOf([200, {}, []], older)).toMatchObject({ cursor: null });
    expect(await pageOf([200, { link: '<https://kelp.example/?max_id=5>; rel="next"' }, items('4')], older)).toMatchObject({ cursor: null });
    expect(await pageOf([200, { link: '<https://kelp.example/?max_id=3>; rel="next"' }, []], older)).toMatchObject({ ids: [], cursor: '3' });
    expect(await pageOf([200, {}, items('4')], older)).toMatchObject({ cursor: '4' });
  });

  test('a bad item is dropped and counted, its page is not, and paging goes on below it', async () => {
    expect(await pageOf([200, {}, [...items('9'), { id: '8' }, null, 'x', { id: '7', account: null }]])).toEqual({ ids: ['9'], cursor: '7', dropped: 4, incomplete: false });
  });

  test('206 is a feed that is being rebuilt', async () => {
    const { connection } = await connectTo(() => [206, { 'mastodon-async-refresh': 'id="abc", retry=5, result_count=0' }, items('9')]);
    const result = await connection.home({ kind: 'newest', limit: 40 });
    const until = result.ok ? (result.value.incompleteUntil ?? 0) - Date.now() : 0;
    expect([until > 3000, until <= 5000]).toEqual([true, true]);
  });

  test('asks for what was asked, at most 40, and never with since_id', async () => {
    const { connection, asked } = await connectTo(() => [200, {}, []]);
    await connection.home({ kind: 'newest', limit: 100 });
    await connection.home({ kind: 'olderThan', cursor: 'a/b', limit: 20 });
    await connection.home({ kind: 'justNewerThan', id, limit: 40 });
    expect(asked.map(({ url }) => url)).toEqual(['/api/v1/timelines/home?limit=40', '/api/v1/timelines/home?max_id=a%2Fb&limit=20', '/api/v1/timelines/home?min_id=109&limit=40']);
  });

  test('min_id is not tried where it is ignored', async () => {
    const { connection, asked } = await connectTo(() => [200, {}, []], { capabilities: { ...profile().capabilities, minId: false } });
    expect(await connection.home({ kind: 'justNewerThan', id, limit: 40 })).toEqual({ ok: false, error: { kind: 'unsupported', capability: 'minId' } });
    expect(asked).toEqual([]);
  });
});

describe('finding a status on this server', () => {
  const uri = 'https://reef.example/users/bo/statuses/1' as StatusUri;
  const url = 'https://reef.example/@bo/1';
  const queries = (asked: readonly Asked[]): (string | null)[] => asked.map((request) => new URL(request.url, 'http://x').searchParams.get('q'));

  test('by uri, resolving', async () => {
    const { connection, asked } = await connectTo(() => [200, {}, { statuses: [rawStatus({ uri })] }]);
    expect(await connection.resolveStatus(uri, url)).toMatchObject({ ok: true, value: { status: { uri } } });
    expect(asked.map((request) => request.url)).toEqual([`/api/v2/search?q=${encodeURIComponent(uri)}&resolve=true&type=statuses&limit=1`]);
  });

  test.each([
    ['nothing', [200, {}, { statuses: [] }]],
    ['another status', [200, {}, { statuses: [rawStatus({ uri: 'https://reef.example/other' })] }]],
    ['503: could not be fetched', [503, {}, { error: 'Remote data could not be fetched' }]],
    ['422', [422, {}, { error: 'x' }]],
  ] satisfies [string, Reply][])('%s by uri: then by url, and only the exact one counts', async (_name, reply) => {
    const { connection, asked } = await connectTo(({ url: path }) => (path.includes('%40bo') ? [200, {}, { statuses: [rawStatus({ uri })] }] : reply));
    expect(await connection.resolveStatus(uri, url)).toMatchObject({ ok: true, value: { status: { uri } } });
    expect(queries(asked)).toEqual([uri, url]);
    const other = await connectTo(() => [200, {}, { statuses: [rawStatus({ uri: 'https://reef.example/other' })] }]);
    expect(await other.connection.resolveStatus(uri, url)).toEqual({ ok: false, error: { kind: 'notFound', what: 'status' } });
  });

  test('one at a time, and what cannot be asked is not', async () => {
    const { connection, asked } = await connectTo(() => [401, {}, { error: 'x' }]);
    expect(await connection.resolveStatus('tag:old.example,2017:1' as StatusUri, null)).toEqual({ ok: false, error: { kind: 'notFound', what: 'status' } });
    const both = [connection.resolveStatus(uri, url), connection.resolveStatus(uri, uri)];
    expect(await Promise.all(both)).toMatchObject([{ error: { kind: 'unauthorized' } }, { error: { kind: 'unauthorized' } }]);
    expect(queries(asked)).toEqual([uri, uri]);
  });
});

describe('acting', () => {
  test('boosting answers the boosted status, not the wrapper', async () => {
    const { connection, asked } = await connectTo(() => [200, {}, rawStatus({ id: '900', reblog: rawStatus({ reblogged: true }) })]);
    expect(await connection.act(id, 'reblog')).toMatchObject({ ok: true, value: { marks: { id: '109', reblogged: true } } });
    expect(asked[0]).toMatchObject({ method: 'POST', url: '/api/v1/statuses/109/reblog' });
  });

  test('voting answers the poll', async () => {
    const { connection, asked } = await connectTo(() => [200, {}, { id: '5', options: [{ title: 'a', votes_count: 1 }], votes_count: 1 }]);
    expect(await connection.vote('5', [0])).toMatchObject({ ok: true, value: { id: '5', votes: 1 } });
    expect(asked[0]?.body).toBe('{"choices":[0]}');
  });

  test('who I am, with my defaults; where I moved', async () => {
    const raw = rawAccount({ source: { privacy: 'unlisted', language: 'de', sensitive: true }, moved: rawAccount({ acct: 'ana@reef.example' }) });
    const { connection } = await connectTo(() => [200, {}, raw]);
    expect(await connection.verify()).toMatchObject({ ok: true, value: { id: '7', person: { handle: 'ana@kelp.example' }, movedTo: 'ana@reef.example', defaults: { visibility: 'unlisted', language: 'de', sensitive: true } } });
  });

  test('own posts, with the source where it comes along', async () => {
    const { connection, asked } = await connectTo(() => [200, {}, [rawStatus({ text: 'as *typed*' }), rawStatus({ id: '108', in_reply_to_id: '1' }), null]]);
    expect(await connection.ownPosts(5)).toMatchObject({ ok: true, value: [{ id: '109', sourceText: 'as *typed*', inReplyToId: null }, { id: '108', sourceText: null, inReplyToId: '1' }] });
    expect(asked[0]?.url).toBe('/api/v1/accounts/7/statuses?exclude_reblogs=true&limit=5');
  });

  test('a batch: what is missing is gone, but nothing unreadable may look gone', async () => {
    const ids = ['1', '2'] as StatusId[];
    const whole = await connectTo(() => [200, {}, [rawStatus({ id: '2' })]]);
    expect(await whole.connection.statuses(ids)).toMatchObject({ ok: true, value: [{ marks: { id: '2' } }] });
    const broken = await connectTo(() => [200, {}, [rawStatus({ id: '2' }), { id: '1' }]]);
    expect(await broken.connection.statuses(ids)).toMatchObject({ ok: false, error: { kind: 'badAnswer', reason: 'wrongShape' } });
    expect(whole.asked[0]?.url).toBe('/api/v1/statuses?id[]=1&id[]=2');
    const { summary } = profile();
    const akkoma = await connectTo(() => [200, {}, []], { summary: { ...summary, software: 'akkoma' } });
    await akkoma.connection.statuses(ids);
    expect(akkoma.asked[0]?.url).toBe('/api/v1/statuses?ids[]=1&ids[]=2');
  });

  test('a thread keeps its order and loses only what cannot be read', async () => {
    const { connection } = await connectTo(() => [200, {}, { ancestors: [rawStatus({ id: '1' })], descendants: [rawStatus({ id: '3' }), {}, rawStatus({ id: '2' })] }]);
    const result = await connection.context(id);
    expect(result.ok && [result.value.ancestors.map(({ marks }) => marks.id), result.value.descendants.map(({ marks }) => marks.id)]).toEqual([['1'], ['3', '2']]);
  });

  test('a server without a stream ends it like one that answers 404', async () => {
    const { connection } = await connectTo(() => [200, {}, {}], { streamingBase: null });
    const ends: unknown[] = [];
    const listener = { onOpen: () => {}, onEvent: () => {}, onEnd: (end: unknown) => ends.push(end) };
    connection.openStream(listener);
    expect(ends).toEqual([]);
    await expect.poll(() => ends, patient).toEqual([{ kind: 'refused', status: 404, retryAt: null }]);
    const closed = connection.openStream(listener);
    closed.close();
    closed.close();
    expect(ends).toHaveLength(2);
  });
});
