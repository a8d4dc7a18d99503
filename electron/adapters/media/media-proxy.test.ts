import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '../../core/ports.ts';
import type { Result } from '../../contract/result.ts';
import { createNet, type ClosableNet } from '../net/net.ts';
import { createMediaLinks } from './media-links.ts';
import { createMediaProxy, type MediaFile, type MediaProxy } from './media-proxy.ts';
import { isoFile, joined, pngFile } from './testing/files.ts';

type Route = (request: IncomingMessage, response: ServerResponse) => void;

const silent = { info: () => {}, warn: () => {}, error: () => {} };
const key = 'k'.repeat(32);
const links = createMediaLinks({ key });
let server: Server;
let origin: string;
let routes: Map<string, Route>;
let requests: IncomingMessage[];
let net: ClosableNet;
let dir: string;
let timeMs: number;

const clock: Clock = { now: () => timeMs, monotonic: () => timeMs, after: () => () => {} };
const answer =
  (body: Uint8Array | string, type = 'application/octet-stream', status = 200): Route =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': type }).end(body);
  };
const redirect =
  (to: string): Route =>
  (_request, response) => {
    response.writeHead(302, { location: to }).end();
  };

beforeEach(async () => {
  timeMs = 1_000_000;
  routes = new Map();
  requests = [];
  server = createServer((request, response) => {
    requests.push(request);
    const route = routes.get(request.url ?? '');
    if (route === undefined) response.writeHead(404).end();
    else route(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  origin = `http://127.0.0.1:${port}`;
  net = createNet({ allowPrivateHosts: [`127.0.0.1:${port}`], allowedOrigins: () => [], userAgent: 'Skein/test', log: silent, env: {} });
  dir = mkdtempSync(join(tmpdir(), 'skein-media-'));
});
afterEach(async () => {
  await net.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(dir, { recursive: true, force: true });
});

const createProxy = (limits: Parameters<typeof createMediaProxy>[0]['limits'] = {}): MediaProxy => createMediaProxy({ net, links, dir, clock, limits });
const get = (proxy: MediaProxy, path: string, range?: string): Promise<Result<MediaFile>> => proxy.get(links.toPath(origin + path), range === undefined ? {} : { range });

async function bytesOf(result: Result<MediaFile>): Promise<Uint8Array> {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return new Uint8Array(await new Response(result.value.body).arrayBuffer());
}

describe('links', () => {
  it('can only be made with the key', async () => {
    const path = links.toPath('https://ann.example/a.png');
    expect(path).toMatch(/^media\/[\w-]{22}\/[\w-]+$/);
    expect(links.toUrl(path)).toBe('https://ann.example/a.png');
    const [, signature = '', encoded = ''] = path.split('/');
    const foreign = createMediaLinks({ key: 'x'.repeat(32) }).toPath('https://ann.example/a.png');
    const other = links.toPath('https://ann.example/b.png').split('/')[2] ?? '';
    const forged = [foreign, `media/${signature}/${other}`, `media/${signature.slice(1)}/${encoded}`, `media/${'A'.repeat(22)}/${encoded}`, `media//${encoded}`, `/${path}`, `${path}/..`, `${path}?x`, 'media', ''];
    for (const attempt of forged) {
      expect(links.toUrl(attempt)).toBeNull();
      expect(await createProxy().get(attempt)).toEqual({ ok: false, error: { kind: 'notFound', what: 'media' } });
    }
    expect(requests).toHaveLength(0);
  });

  it('carry any address unchanged', () => {
    for (const url of ['https://ann.example/ü?a=b&c=%20#f', 'https://ann.example/日本.png', `https://ann.example/${'x'.repeat(3000)}`]) expect(links.toUrl(links.toPath(url))).toBe(url);
  });
});

describe('what is served', () => {
  it('is typed by its bytes, inline, and shut in; what the server calls it does not count', async () => {
    routes.set('/a', answer(pngFile(), 'text/html; charset=utf-8'));
    const result = await get(createProxy(), '/a');
    expect(result).toMatchObject({ ok: true, value: { status: 200, contentType: 'image/png' } });
    expect(result.ok && result.value.headers).toMatchObject({
      'content-type': 'image/png',
      'content-length': String(pngFile().length),
      'x-content-type-options': 'nosniff',
      'content-disposition': 'inline; filename="media.png"',
      'cross-origin-resource-policy': 'same-origin',
      'content-security-policy': "default-src 'none'; sandbox",
    });
    expect(await bytesOf(result)).toEqual(new Uint8Array(pngFile()));
  });

  it('was asked for without cookie, token or referrer', async () => {
    routes.set('/a', (_request, response) => void response.writeHead(200, { 'set-cookie': 'id=1' }).end(pngFile(2, 2, 1)));
    routes.set('/b', answer(pngFile()));
    const proxy = createProxy();
    await get(proxy, '/a');
    await get(proxy, '/b');
    expect(requests).toHaveLength(2);
    for (const { headers } of requests) expect(Object.keys(headers)).not.toEqual(expect.arrayContaining([expect.stringMatching(/cookie|authorization|referer|origin/)]));
  });

  it.each([
    ['SVG that calls itself a picture', answer('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 'image/svg+xml'), 'badAnswer'],
    ['HTML that calls itself PNG', answer('<html><script>alert(1)</script>', 'image/png'), 'badAnswer'],
    ['nothing at all', answer('', 'image/png'), 'badAnswer'],
    ['a picture of 10 gigapixels', answer(pngFile(100_000, 100_000), 'image/png'), 'badAnswer'],
    ['a missing file', answer('gone', 'text/plain', 404), 'notFound'],
    ['a forbidden file', answer('no', 'text/plain', 403), 'forbidden'],
    ['a broken server', answer(pngFile(), 'image/png', 503), 'serverError'],
    ['half of a file', answer(pngFile(), 'image/png', 206), 'rejected'],
    ['a connection cut short', ((_request, response) => void response.writeHead(200, { 'content-length': '500' }).write('x', () => response.destroy())) satisfies Route, 'offline'],
    ['a redirect to nowhere', ((_request, response) => void response.writeHead(302).end()) satisfies Route, 'badAnswer'],
    ['a redirect to a file', redirect('file:///etc/passwd'), 'badAnswer'],
    ['a redirect to itself', redirect('/bad'), 'badAnswer'],
    ['a redirect into the house', redirect('https://169.254.169.254/latest/meta-data'), 'offline'],
    ['a redirect to plain http elsewhere', redirect('http://192.168.0.1/'), 'invalidInput'],
  ])('is never %s', async (_what, route, kind) => {
    routes.set('/bad', route);
    expect(await get(createProxy(), '/bad')).toMatchObject({ ok: false, error: { kind } });
    expect(readdirSync(dir)).toEqual([]);
  });

  it('follows the redirects of a media proxy, at most three', async () => {
    routes.set('/1', redirect('/2'));
    routes.set('/2', redirect(`${origin}/3`));
    routes.set('/3', redirect('/4'));
    routes.set('/4', answer(pngFile()));
    routes.set('/0', redirect('/1'));
    const proxy = createProxy();
    expect((await get(proxy, '/1')).ok).toBe(true);
    expect((await get(proxy, '/0')).ok).toBe(false);
  });

  it('has a limit for pictures and a higher one for films', async () => {
    const proxy = createProxy({ imageBytes: 1000, filmBytes: 3000 });
    const film = joined(isoFile('isom', 'mp41'), new Uint8Array(2000));
    routes.set('/big.png', answer(pngFile(2, 2, 2000)));
    routes.set('/big', answer(pngFile(2, 2, 2000)));
    routes.set('/film', answer(film));
    routes.set('/long', answer(joined(film, new Uint8Array(2000))));
    expect(await get(proxy, '/big.png')).toMatchObject({ ok: false, error: { kind: 'badAnswer', reason: 'tooLarge' } });
    expect(await get(proxy, '/big')).toMatchObject({ ok: false, error: { kind: 'badAnswer', reason: 'tooLarge' } });
    expect((await bytesOf(await get(proxy, '/film'))).length).toBe(film.length);
    expect(await get(proxy, '/long')).toMatchObject({ ok: false, error: { kind: 'badAnswer', reason: 'tooLarge' } });
  });
});

describe('ranges', () => {
  it('are cut from the first download and from the cache', async () => {
    const film = joined(isoFile('isom', 'mp41'), Uint8Array.from({ length: 5000 }, (_, index) => index % 251));
    routes.set('/film', answer(film));
    const proxy = createProxy();
    for (let round = 0; round < 2; round += 1) {
      const part = await get(proxy, '/film', 'bytes=100-199');
      expect(part).toMatchObject({ ok: true, value: { status: 206, headers: { 'content-range': `bytes 100-199/${film.length}`, 'content-length': '100' } } });
      expect(await bytesOf(part)).toEqual(film.slice(100, 200));
    }
    expect(await bytesOf(await get(proxy, '/film', 'bytes=-7'))).toEqual(film.slice(-7));
    const beyond = await get(proxy, '/film', 'bytes=9999-');
    expect(beyond).toMatchObject({ ok: true, value: { status: 416, headers: { 'content-range': `bytes */${film.length}` } } });
    expect(await bytesOf(beyond)).toHaveLength(0);
    expect(requests).toHaveLength(1);
  });
});

describe('the cache', () => {
  it('serves again without asking, also after a restart, and is not fooled by a damaged file', async () => {
    routes.set('/a', answer(pngFile()));
    await bytesOf(await get(createProxy(), '/a'));
    await bytesOf(await get(createProxy(), '/a'));
    expect(requests).toHaveLength(1);
    const [name = ''] = readdirSync(dir);
    writeFileSync(join(dir, name), '<html>changed from outside</html>');
    expect(await bytesOf(await get(createProxy(), '/a'))).toEqual(new Uint8Array(pngFile()));
    expect(requests).toHaveLength(2);
  });

  it('asks once for what is wanted many times at once', async () => {
    routes.set('/a', (_request, response) => void setTimeout(() => response.end(pngFile()), 30));
    const proxy = createProxy();
    const all = await Promise.all(Array.from({ length: 20 }, () => get(proxy, '/a')));
    expect(await Promise.all(all.map(bytesOf))).toHaveLength(20);
    expect(requests).toHaveLength(1);
  });

  it('asks a server for no more than so many at once', async () => {
    let open = 0;
    let most = 0;
    for (let n = 0; n < 12; n += 1) {
      routes.set(`/${n}`, (_request, response) => {
        open += 1;
        most = Math.max(most, open);
        setTimeout(() => {
          open -= 1;
          response.end(pngFile());
        }, 10);
      });
    }
    const proxy = createProxy({ parallel: 3 });
    const all = await Promise.all(Array.from({ length: 12 }, (_, n) => get(proxy, `/${n}`)));
    expect(all.every((each) => each.ok)).toBe(true);
    expect(most).toBe(3);
  });

  it('lets the longest unused go when it is full, and no half-written file stay', async () => {
    for (const name of ['a', 'b', 'c']) routes.set(`/${name}`, answer(pngFile(2, 2, 1000)));
    writeFileSync(join(dir, 'partial-x'), 'half');
    const proxy = createProxy({ cacheBytes: 2500 });
    for (const path of ['/a', '/b', '/a', '/c', '/a']) {
      await bytesOf(await get(proxy, path));
      timeMs += 10_000;
    }
    expect(requests.map((request) => request.url)).toEqual(['/a', '/b', '/c']);
    expect(readdirSync(dir)).toHaveLength(2);
    for (const [index, name] of readdirSync(dir).entries()) utimesSync(join(dir, name), index, index);
    await bytesOf(await get(createProxy({ cacheBytes: 2500 }), '/b'));
    expect(readdirSync(dir)).toHaveLength(2);
  });

  it('is only a cache: a folder that cannot be written costs no picture', async () => {
    routes.set('/a', answer(pngFile()));
    rmSync(dir, { recursive: true });
    writeFileSync(dir, 'a file in the way');
    expect(await bytesOf(await get(createProxy(), '/a'))).toEqual(new Uint8Array(pngFile()));
    expect(readFileSync(dir, 'utf8')).toBe('a file in the way');
  });
});

describe('failures', () => {
  it('are remembered for a minute', async () => {
    const proxy = createProxy();
    expect((await get(proxy, '/late')).ok).toBe(false);
    routes.set('/late', answer(pngFile()));
    timeMs += 59_000;
    expect((await get(proxy, '/late')).ok).toBe(false);
    expect(requests).toHaveLength(1);
    timeMs += 2000;
    expect((await get(proxy, '/late')).ok).toBe(true);
  });

  it('of the network are remembered for seconds only', async () => {
    const proxy = createProxy();
    routes.set('/a', (request) => void request.socket.destroy());
    expect(await get(proxy, '/a')).toMatchObject({ error: { kind: 'offline' } });
    routes.set('/a', answer(pngFile()));
    timeMs += 6000;
    expect((await get(proxy, '/a')).ok).toBe(true);
  });

  it('do not come from those who went away: the download ends with the last of them only', async () => {
    let closed: () => void = () => {};
    const hangUp = new Promise<void>((resolve) => {
      closed = resolve;
    });
    const arrived = new Promise<ServerResponse>((resolve) => {
      routes.set('/slow', (request, response) => {
        request.socket.once('close', closed);
        resolve(response);
      });
    });
    const proxy = createProxy();
    const [first, second] = [new AbortController(), new AbortController()];
    const both = [first, second].map((each) => proxy.get(links.toPath(`${origin}/slow`), { signal: each.signal }));
    const response = await arrived;
    first.abort();
    expect(await both[0]).toEqual({ ok: false, error: { kind: 'cancelled' } });
    expect(response.destroyed).toBe(false);
    second.abort();
    expect(await both[1]).toEqual({ ok: false, error: { kind: 'cancelled' } });
    await hangUp;
    routes.set('/slow', answer(pngFile()));
    expect((await get(proxy, '/slow')).ok).toBe(true);
  });
});
