import { describe, expect, test } from 'vitest';
import { createRealClock } from '../clock.ts';
import { createPublicReader } from './public-reader.ts';
import { createFakeNet, htmlPage, notFound, type CannedAnswer } from './testing/fake-net.ts';

const uri = 'https://kelp.example/ap/users/7';
const person = (more: Record<string, unknown> = {}) => ({ '@context': 'https://www.w3.org/ns/activitystreams', id: uri, type: 'Person', preferredUsername: 'ana', ...more });

function reader(routes: Parameters<typeof createFakeNet>[0]) {
  const net = createFakeNet(routes);
  return { net, reader: createPublicReader({ net, clock: createRealClock(), userAgent: 'Skein/1', origins: () => [{ domain: 'practice.example', origin: 'http://127.0.0.9:4000' }] }) };
}

const read = (answer: CannedAnswer) => reader({ [`GET ${uri}`]: answer }).reader.actor(uri);

describe('an actor document', () => {
  test.each<[string, unknown, readonly string[]]>([
    ['a list', ['https://old.example/users/ana', 'https://older.example/@ana'], ['https://old.example/users/ana', 'https://older.example/@ana']],
    ['one alone, without its list', 'https://old.example/users/ana', ['https://old.example/users/ana']],
    ['objects with an id', [{ id: 'https://old.example/users/ana' }, 7, null], ['https://old.example/users/ana']],
    ['none', undefined, []],
    ['null', null, []],
    ['more than anybody reads', Array.from({ length: 300 }, (_, index) => `https://old.example/${index}`), Array.from({ length: 256 }, (_, index) => `https://old.example/${index}`)],
  ])('aliases as %s', async (_name, alsoKnownAs, expected) => {
    expect(await read({ body: person({ alsoKnownAs }) })).toEqual({ ok: true, value: { uri, alsoKnownAs: expected, movedTo: null } });
  });

  test.each([['a URI', 'https://new.example/users/ana'], ['an object', { id: 'https://new.example/users/ana' }]])('where it moved as %s', async (_name, movedTo) => {
    expect(await read({ body: person({ movedTo }) })).toMatchObject({ ok: true, value: { movedTo: 'https://new.example/users/ana' } });
  });

  test('is asked for as servers do, without a token and past caches', async () => {
    const { net, reader: asked } = reader({ [`GET ${uri}`]: { body: person() } });
    await asked.actor(uri);
    expect(net.requests[0]?.headers).toEqual({ accept: 'application/ld+json; profile="https://www.w3.org/ns/activitystreams", application/activity+json', 'cache-control': 'no-cache', pragma: 'no-cache', 'user-agent': 'Skein/1' });
  });

  test.each<[string, CannedAnswer, Record<string, unknown>]>([
    ['hidden from who does not sign', { status: 401, body: { error: 'Request not signed' } }, { kind: 'unauthorized' }],
    ['forbidden', { status: 403, body: { error: 'nope' } }, { kind: 'forbidden' }],
    ['deleted', { status: 410, body: {} }, { kind: 'notFound', what: 'actor' }],
    ['unknown', notFound, { kind: 'notFound', what: 'actor' }],
    ['a web page', { body: htmlPage }, { kind: 'badAnswer', reason: 'html' }],
    ['no actor', { body: { type: 'Person' } }, { kind: 'badAnswer', reason: 'wrongShape' }],
    ['a server in trouble', { status: 503, body: {} }, { kind: 'serverError' }],
  ])('%s', async (_name, answer, error) => {
    expect(await read(answer)).toMatchObject({ ok: false, error });
  });

  test('redirects within the host are followed, to another host they are refused', async () => {
    const near = reader({ [`GET ${uri}`]: { status: 301, headers: { location: '/users/ana' } }, 'GET https://kelp.example/users/ana': { body: person() } });
    expect(await near.reader.actor(uri)).toMatchObject({ ok: true });
    for (const location of ['https://evil.example/users/ana', 'http://user:pass@kelp.example/x', 'file:///etc/passwd']) {
      const { net, reader: asked } = reader({ [`GET ${uri}`]: { status: 302, headers: { location } }, 'GET https://evil.example/users/ana': { body: person() } });
      expect(await asked.actor(uri)).toMatchObject({ ok: false, error: { kind: 'badAnswer', reason: 'redirected' } });
      expect(net.requests).toHaveLength(1);
    }
    expect(await reader({ [`GET ${uri}`]: { status: 302, headers: { location: uri } } }).reader.actor(uri)).toMatchObject({ ok: false, error: { reason: 'redirected' } });
  });

  test('no address, no question', async () => {
    const { net, reader: asked } = reader({});
    for (const wrong of ['', 'acct:ana@kelp.example', 'javascript:alert(1)', 'file:///etc/passwd']) expect(await asked.actor(wrong)).toMatchObject({ ok: false, error: { kind: 'invalidInput' } });
    expect(net.requests).toEqual([]);
  });

  test('a practice server is asked where it listens', async () => {
    const { net, reader: asked } = reader({ 'GET http://127.0.0.9:4000/users/ana': { body: person({ id: 'https://practice.example/users/ana' }) } });
    expect(await asked.actor('https://practice.example/users/ana')).toMatchObject({ ok: true, value: { uri: 'https://practice.example/users/ana' } });
    expect(net.requests).toHaveLength(1);
  });
});

describe('a handle', () => {
  const address = 'https://kelp.example/.well-known/webfinger';
  const links = (...more: unknown[]) => ({ subject: 'acct:ana@kelp.example', links: [{ rel: 'http://webfinger.net/rel/profile-page', type: 'text/html', href: 'https://kelp.example/@ana' }, ...more] });

  test('leads to its actor, also over a redirect to the host behind it', async () => {
    const { net, reader: asked } = reader({
      [`GET ${address}`]: { status: 302, headers: { location: 'https://social.kelp.example/.well-known/webfinger?resource=acct:ana@kelp.example' } },
      'GET https://social.kelp.example/.well-known/webfinger': { body: links({ rel: 'self', type: 'application/activity+json', href: uri }) },
    });
    expect(await asked.actorUri('ana@kelp.example')).toEqual({ ok: true, value: uri });
    expect(net.requests[0]?.url).toBe(`${address}?resource=acct%3Aana%40kelp.example`);
  });

  test.each<[string, CannedAnswer, string]>([
    ['nobody', notFound, 'notFound'],
    ['no actor among its links', { body: links({ rel: 'self', type: 'text/html', href: uri }) }, 'badAnswer'],
    ['no links', { body: {} }, 'badAnswer'],
  ])('of %s', async (_name, answer, kind) => {
    expect(await reader({ [`GET ${address}`]: answer }).reader.actorUri('ana@kelp.example')).toMatchObject({ ok: false, error: { kind } });
  });
});

describe('an account in public', () => {
  const address = 'https://kelp.example/api/v1/accounts/lookup';
  test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['that has moved', { followers_count: 12, moved: { acct: 'ana@new.example', uri: 'https://new.example/users/ana' } }, { movedTo: 'https://new.example/users/ana', followers: 12 }],
    ['of a server without URIs', { followers_count: 0, moved: { acct: 'ana@new.example' } }, { movedTo: 'ana@new.example', followers: 0 }],
    ['that hides its counts', { followers_count: -1, moved: null }, { movedTo: null, followers: null }],
  ])('%s', async (_name, body, value) => {
    expect(await reader({ [`GET ${address}`]: { body } }).reader.account('https://kelp.example', 'ana')).toEqual({ ok: true, value });
  });
});

describe('software', () => {
  const index = 'GET https://kelp.example/.well-known/nodeinfo';
  const link = { body: { links: [{ rel: 'http://nodeinfo.diaspora.software/ns/schema/2.0', href: 'https://kelp.example/nodeinfo/2.0' }] } };
  const document = 'GET https://kelp.example/nodeinfo/2.0';

  test.each<[string, Record<string, CannedAnswer>, unknown]>([
    ['is named in lower case', { [index]: link, [document]: { body: { software: { name: 'Pixelfed', version: '1' } } } }, { ok: true, value: 'pixelfed' }],
    ['is not said', { [index]: notFound }, { ok: true, value: null }],
    ['is said in nonsense', { [index]: link, [document]: { body: htmlPage } }, { ok: true, value: null }],
  ])('%s', async (_name, routes, expected) => {
    expect(await reader(routes).reader.software('kelp.example')).toEqual(expected);
  });

  test('of a host that is silent or broken is a failure, so that it is known since when', async () => {
    expect(await reader({}).reader.software('kelp.example')).toMatchObject({ ok: false, error: { kind: 'offline' } });
    expect(await reader({ [index]: { status: 502, body: htmlPage } }).reader.software('kelp.example')).toMatchObject({ ok: false, error: { kind: 'serverError' } });
  });
});
