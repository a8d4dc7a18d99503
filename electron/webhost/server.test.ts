/** The loopback matrix: only the exact pair of Host and Origin gets anywhere, and every answer carries every header. */
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { securityHeaders } from '../host/page-policy.ts';
import { rawRequest, upgradeHeaders, type RawAnswer } from './testing/raw-request.ts';
import { beginSession, startTestServer, type TestServer } from './testing/test-server.ts';

const wrongHosts = (port: number): readonly string[] => [
  'evil.test', `evil.test:${port}`, '127.0.0.1', `127.0.0.1:${port + 1}`, `127.0.0.1:${port}.evil.test`, `127.0.0.2:${port}`, `0.0.0.0:${port}`, `[::]:${port}`,
  `app.localhost:${port}`, `localhost.:${port}`, `localhost:${port + 1}`, `LOCALHOST:${port}`, `2130706433:${port}`, `0x7f.1:${port}`, `[::ffff:127.0.0.1]:${port}`, `user@127.0.0.1:${port}`, '',
];
const rightHosts = (port: number): readonly string[] => [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`];
const wrongOrigins = (port: number): readonly string[] => [
  'null', 'http://evil.test', `http://evil.test:${port}`, 'http://127.0.0.1', `http://127.0.0.1:${port + 1}`, `https://127.0.0.1:${port}`, `http://127.0.0.1:${port}.evil.test`,
  `http://127.0.0.1:${port}/`, `http://app.localhost:${port}`, 'file://', 'chrome-extension://abcdefghijklmnop', '',
];

interface Route {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Status with the right host and origin. */
  readonly status: number;
}

/** Each route with no, a wrong and the right credential. */
function routes(setup: TestServer): readonly Route[] {
  const { mediaKey } = beginSession(setup);
  const own = { 'sec-fetch-site': 'same-origin', 'sec-fetch-dest': 'image', 'sec-fetch-mode': 'no-cors' };
  return [
    { name: 'page', method: 'GET', path: '/', status: 200 },
    { name: 'page, head', method: 'HEAD', path: '/', status: 200 },
    { name: 'script', method: 'GET', path: '/assets/app.js', status: 200 },
    { name: 'missing', method: 'GET', path: '/nothing.js', status: 404 },
    { name: 'page, post', method: 'POST', path: '/', status: 405 },
    { name: 'page, options', method: 'OPTIONS', path: '/', status: 405 },
    { name: 'session, get', method: 'GET', path: '/session', status: 405 },
    { name: 'session, options', method: 'OPTIONS', path: '/session', status: 405 },
    { name: 'session, no code', method: 'POST', path: '/session', status: 400 },
    { name: 'session, wrong code', method: 'POST', path: '/session', body: '{"code":"guess"}', status: 403 },
    { name: 'session, right code', method: 'POST', path: '/session', body: JSON.stringify({ code: setup.sessions.issueCode(() => {}) }), status: 200 },
    { name: 'handover, no key', method: 'POST', path: '/handover', status: 403 },
    { name: 'handover, wrong key', method: 'POST', path: '/handover', headers: { authorization: 'Bearer guess' }, status: 403 },
    { name: 'handover, right key', method: 'POST', path: '/handover', headers: { authorization: `Bearer ${setup.handoverKey}` }, status: 200 },
    { name: 'media, wrong key', method: 'GET', path: '/m/guess/media/a', headers: own, status: 403 },
    { name: 'media, right key', method: 'GET', path: `/m/${mediaKey}/media/a`, headers: own, status: 200 },
    { name: 'socket', method: 'GET', path: '/socket', headers: upgradeHeaders, status: 101 },
    { name: 'socket elsewhere', method: 'GET', path: '/other', headers: upgradeHeaders, status: 404 },
  ];
}

function ask(setup: TestServer, route: Route, headers: Readonly<Record<string, string>>): Promise<RawAnswer> {
  const { method, path, body } = route;
  return rawRequest({ port: setup.server.port, method, path, headers: { ...route.headers, ...headers }, ...(body === undefined ? {} : { body }) });
}

const isUpgrade = (route: Route): boolean => route.headers === upgradeHeaders;
const needsOrigin = (route: Route): boolean => isUpgrade(route) || (route.method !== 'GET' && route.method !== 'HEAD');

function expectSecurityHeaders(answer: RawAnswer): void {
  for (const name of Object.keys(securityHeaders(null))) expect(answer.headers, name).toHaveProperty(name);
  expect(answer.headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self'; .*require-trusted-types-for 'script'; trusted-types dompurify skein$/);
  expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
  expect(answer.headers).not.toHaveProperty('set-cookie');
}

describe('the matrix', () => {
  test('a wrong Host is refused on every route before anything else, with every header', async () => {
    await using setup = await startTestServer();
    const { port } = setup.server;
    for (const route of routes(setup)) {
      for (const host of wrongHosts(port)) {
        const answer = await ask(setup, route, { host, origin: `http://${host}` });
        expect(answer.status, `${route.name}, ${host}`).toBe(421);
        expectSecurityHeaders(answer);
      }
    }
  });

  test('a wrong Origin is refused on every route, with every header', async () => {
    await using setup = await startTestServer();
    const { port } = setup.server;
    for (const route of routes(setup)) {
      for (const origin of wrongOrigins(port)) {
        const answer = await ask(setup, route, { host: `127.0.0.1:${port}`, origin });
        expect(answer.status, `${route.name}, ${origin}`).toBe(403);
        if (route.method !== 'HEAD') expect(answer.body, route.name).toContain('wrong origin');
        expectSecurityHeaders(answer);
      }
    }
  });

  test('a missing Origin passes on reading only, never on sockets', async () => {
    await using setup = await startTestServer();
    for (const route of routes(setup)) {
      const answer = await ask(setup, route, { host: `127.0.0.1:${setup.server.port}` });
      expect(answer.status, route.name).toBe(needsOrigin(route) ? 403 : route.status);
    }
  });

  test('the right pair gets what the route gives, in each of our three spellings', async () => {
    for (const spelling of [0, 1, 2]) {
      await using setup = await startTestServer();
      const host = rightHosts(setup.server.port)[spelling] ?? '';
      for (const route of routes(setup)) {
        const answer = await ask(setup, route, { host, origin: `http://${host}` });
        expect(answer.status, `${route.name}, ${host}`).toBe(route.status);
        if (answer.status !== 101) expectSecurityHeaders(answer);
        if (answer.status === 200) expect(answer.headers['content-security-policy']).toContain(`connect-src 'self' ws://${host};`);
      }
    }
  });

  test('two of our own spellings do not mix', async () => {
    await using setup = await startTestServer();
    const { port } = setup.server;
    const answer = await rawRequest({ port, method: 'POST', path: '/session', headers: { host: `127.0.0.1:${port}`, origin: `http://localhost:${port}` } });
    expect(answer.status).toBe(403);
  });
});

describe('what browsers say about themselves', () => {
  const page = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };

  test.each([
    ['a link from another site shows the page', '/', { 'sec-fetch-site': 'cross-site', ...page }, 200],
    ['the address bar shows the page', '/', { 'sec-fetch-site': 'none', ...page }, 200],
    ['a frame of another site gets nothing', '/', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' }, 403],
    ['a script tag of another site gets nothing', '/assets/app.js', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'script' }, 403],
    ['a sibling port is another site', '/assets/app.js', { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'script' }, 403],
  ])('%s', async (_name, path, headers, status) => {
    await using setup = await startTestServer();
    expect((await rawRequest({ port: setup.server.port, path, headers })).status).toBe(status);
  });

  test.each([['none'], ['cross-site'], ['same-site'], [undefined]])('media are not given to a request from %s, even with the right key', async (site) => {
    await using setup = await startTestServer();
    const { mediaKey } = beginSession(setup);
    const answer = await rawRequest({ port: setup.server.port, path: `/m/${mediaKey}/media/a`, headers: site === undefined ? {} : { 'sec-fetch-site': site } });
    expect(answer.status).toBe(403);
    expect(answer.body).not.toContain('media/a');
  });

  test('media of the own page come with their range and type', async () => {
    await using setup = await startTestServer();
    const { mediaKey } = beginSession(setup);
    const answer = await rawRequest({ port: setup.server.port, path: `/m/${mediaKey}/media/a?sig=x`, headers: { 'sec-fetch-site': 'same-origin', range: 'bytes=0-4' } });
    expect(answer).toMatchObject({ status: 200, body: 'media/a?sig=x', headers: { 'content-type': 'image/png', 'x-range': 'bytes=0-4' } });
  });
});

describe('the files of the page', () => {
  test.each([
    ['/../secret.json'], ['/assets/../../secret.json'], ['/%2e%2e/secret.json'], ['/..%2fsecret.json'], ['/assets/%2e%2e%2f%2e%2e%2fsecret.json'], ['/..\\secret.json'],
    ['/%5c..%5csecret.json'], ['/index.html%00.js'], ['//etc/passwd'], ['/./index.html'], ['/assets'], ['/assets/'], ['/.hidden.js'], ['/assets/app.js.map'], ['/index.html/'],
  ])('%s is not one', async (path) => {
    await using setup = await startTestServer();
    const answer = await rawRequest({ port: setup.server.port, path });
    expect(answer.status).toBe(404);
    expect(answer.body).not.toContain('outside');
  });
});

test('listens on 127.0.0.1 only', async () => {
  await using setup = await startTestServer();
  const others = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []).filter((address) => address.address !== '127.0.0.1' && !address.address.startsWith('fe80'));
  for (const { address } of [...others, { address: '127.0.0.2' }]) {
    const outcome = await new Promise((resolve) => {
      const socket = connect({ host: address, port: setup.server.port });
      socket.once('connect', () => resolve('connected')).once('error', () => resolve('refused'));
    });
    expect(outcome, address).toBe('refused');
  }
});

test.each([
  ['an unreadable request', 'NONSENSE\r\n\r\n', 400],
  ['a request without Host', 'GET / HTTP/1.1\r\nconnection: close\r\n\r\n', 421],
  ['an old request without Host', 'GET / HTTP/1.0\r\n\r\n', 421],
  ['an expectation nobody knows', 'GET / HTTP/1.1\r\nhost: evil.test\r\nexpect: miracle\r\nconnection: close\r\n\r\n', 421],
  ['headers of 20 kB', `GET / HTTP/1.1\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`, 400],
])('%s gets a plain no with every header', async (_name, bytes, status) => {
  await using setup = await startTestServer();
  const text = await new Promise<string>((resolve) => {
    const socket = connect({ host: '127.0.0.1', port: setup.server.port }, () => socket.write(bytes));
    let heard = '';
    socket.on('data', (chunk) => (heard += chunk.toString())).on('close', () => resolve(heard));
  });
  expect(text).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  for (const name of Object.keys(securityHeaders(null))) expect(text).toContain(`\r\n${name}: `);
});

test('a bad upgrade gets a plain 400 with every header', async () => {
  await using setup = await startTestServer();
  const { port } = setup.server;
  const answer = await rawRequest({ port, path: '/socket', headers: { ...upgradeHeaders, 'sec-websocket-key': 'short', origin: `http://127.0.0.1:${port}` } });
  expect(answer.status).toBe(400);
  expectSecurityHeaders(answer);
});

describe('the start page', () => {
  test('is readable by its owner alone, opens the page with a code, and is gone when the code was used', async () => {
    await using setup = await startTestServer();
    const { port, origin } = setup.server;
    const answer = await rawRequest({ port, method: 'POST', path: '/handover', headers: { origin, authorization: `Bearer ${setup.handoverKey}` } });
    const { file, url }: { file: string; url: string } = JSON.parse(answer.body);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).toContain(`content="0;url=${url}"`);
    const code = new URL(url).hash.replace('#start=', '');
    expect(file).not.toContain(code);
    const begun = await rawRequest({ port, method: 'POST', path: '/session', headers: { origin }, body: JSON.stringify({ code }) });
    expect(Object.keys(JSON.parse(begun.body))).toEqual(['token']);
    expect(existsSync(file)).toBe(false);
    expect(readdirSync(setup.folder).filter((name) => name.startsWith('open-'))).toEqual([]);
  });

  test('five wrong codes take it away and close the door for a second', async () => {
    await using setup = await startTestServer();
    const { port, origin } = setup.server;
    const answer = await rawRequest({ port, method: 'POST', path: '/handover', headers: { origin, authorization: `Bearer ${setup.handoverKey}` } });
    const { file }: { file: string } = JSON.parse(answer.body);
    const guess = () => rawRequest({ port, method: 'POST', path: '/session', headers: { origin }, body: '{"code":"guess"}' });
    for (let i = 0; i < 5; i += 1) expect((await guess()).status).toBe(403);
    const closed = await guess();
    expect(closed.status).toBe(429);
    expect(closed.headers['retry-after']).toBe('1');
    expect(existsSync(file)).toBe(false);
    setup.time.now += 1_000;
    expect((await guess()).status).toBe(403);
  });

  test('a body that is too long is not read', async () => {
    await using setup = await startTestServer();
    const { port, origin } = setup.server;
    const body = JSON.stringify({ code: 'x'.repeat(5_000) });
    expect((await rawRequest({ port, method: 'POST', path: '/session', headers: { origin }, body })).status).toBe(400);
  });
});

test('nothing of a request is written anywhere', async () => {
  await using setup = await startTestServer();
  const code = setup.sessions.issueCode(() => {});
  await rawRequest({ port: setup.server.port, method: 'POST', path: '/session', headers: { origin: setup.server.origin }, body: JSON.stringify({ code }) });
  const files = readdirSync(setup.folder, { recursive: true, encoding: 'utf8' }).map((name) => join(setup.folder, name)).filter((path) => statSync(path).isFile());
  expect(files.filter((path) => readFileSync(path, 'utf8').includes(code))).toEqual([]);
});
