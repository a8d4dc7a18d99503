import type http from 'node:http';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { NetRequest } from '../../core/ports.ts';
import { testCertificate } from './testing/certificate.ts';
import { openNet, startServer, startTcp } from './testing/local-server.ts';

function get(url: string, more: Partial<NetRequest> = {}): NetRequest {
  return { method: 'GET', url, headers: {}, timeoutMs: 5000, maxBytes: 1_000_000, ...more };
}

const text = (body: Uint8Array): string => Buffer.from(body).toString('utf8');

describe('answers', () => {
  test('gives status, headers in order and the body; names itself', async () => {
    const server = await startServer((request, response) => {
      response.writeHead(203, [['X-Two', 'a'], ['X-Two', 'b'], ['Link', '<https://x/>; rel="next"']].flat());
      response.end(request.headers['user-agent']);
    });
    const result = await openNet({ allowedOrigins: () => [server.origin] }).request(get(`${server.origin}/a?b=c`));
    if (!result.ok) throw new Error(JSON.stringify(result.error));
    expect(result.value.status).toBe(203);
    expect(result.value.headers.slice(0, 3)).toEqual([['x-two', 'a'], ['x-two', 'b'], ['link', '<https://x/>; rel="next"']]);
    expect(text(result.value.body)).toBe('Skein/test (+https://skein.example)');
  });

  test.each([301, 302, 303, 307, 308])('%i is an answer, not a way: token and body stay', async (status) => {
    const seen: string[] = [];
    const thief = await startServer((request, response) => {
      seen.push(request.headers.authorization ?? 'none');
      response.end();
    });
    const server = await startServer((_request, response) => response.writeHead(status, { location: `${thief.origin}/` }).end());
    const allowed = openNet({ allowedOrigins: () => [server.origin, thief.origin] });
    const result = await allowed.request(get(server.origin, { method: 'POST', headers: { authorization: 'Bearer secret' }, body: 'client_secret=1' }));
    expect(result).toMatchObject({ ok: true, value: { status } });
    expect(seen).toEqual([]);
  });

  test('unpacks gzip and counts the unpacked bytes', async () => {
    const server = await startServer((request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(request.url === '/bomb' ? Buffer.alloc(3_000_000) : 'hello'));
    });
    const opened = openNet({ allowedOrigins: () => [server.origin] });
    const small = await opened.request(get(`${server.origin}/`));
    expect(small.ok && text(small.value.body)).toBe('hello');
    expect(await opened.request(get(`${server.origin}/bomb`))).toMatchObject({ ok: false, error: { kind: 'badAnswer', reason: 'tooLarge' } });
  });

  test('sends forms with files as multipart', async () => {
    const server = await startServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => response.end(`${request.headers['content-type']}\n${Buffer.concat(chunks).toString()}`));
    });
    const form = new FormData();
    form.set('description', 'a cat');
    form.set('file', new File(['bytes'], 'cat.png', { type: 'image/png' }));
    const result = await openNet({ allowedOrigins: () => [server.origin] }).request(get(server.origin, { method: 'POST', body: form }));
    const received = result.ok ? text(result.value.body) : '';
    expect(received).toMatch(/^multipart\/form-data; boundary=/);
    expect(received).toContain('filename="cat.png"');
  });
});

describe('limits', () => {
  test('a body above the cap ends at once', async () => {
    let sent = 0;
    const server = await startServer((_request, response) => {
      const more = (): void => {
        if (response.destroyed || sent > 50_000_000) return;
        sent += 65_536;
        response.write(Buffer.alloc(65_536), more);
      };
      more();
    });
    const result = await openNet({ allowedOrigins: () => [server.origin] }).request(get(server.origin, { maxBytes: 200_000 }));
    expect(result).toEqual({ ok: false, error: { kind: 'badAnswer', host: `127.0.0.1:${server.port}`, reason: 'tooLarge', status: 200, mayHaveArrived: true } });
    expect(sent).toBeLessThan(20_000_000);
  });

  test('headers above 32 KB are refused', async () => {
    const server = await startServer((_request, response) => response.writeHead(200, { 'x-long': 'x'.repeat(40_000) }).end('x'));
    const result = await openNet({ allowedOrigins: () => [server.origin] }).request(get(server.origin));
    expect(result).toMatchObject({ ok: false, error: { kind: 'badAnswer', reason: 'tooLarge' } });
  });

  test('one byte at a time ends with the time of the request, in the head and in the body', async () => {
    const drip = await startTcp((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nx-a: ');
      const timer = setInterval(() => socket.write('b'), 20);
      socket.on('close', () => clearInterval(timer));
    });
    const body = await startServer((_request, response) => {
      response.writeHead(200, { 'content-length': '100000' });
      const timer = setInterval(() => response.write('b'), 20);
      response.on('close', () => clearInterval(timer));
    });
    const opened = openNet({ allowedOrigins: () => [drip.origin, body.origin] });
    const started = Date.now();
    const results = await Promise.all([drip.origin, body.origin].map((origin) => opened.request(get(origin, { timeoutMs: 300 }))));
    expect(Date.now() - started).toBeLessThan(2000);
    for (const result of results) expect(result).toMatchObject({ ok: false, error: { kind: 'offline', reason: 'timeout', mayHaveArrived: true } });
  });

  test('a small body that takes longer than half a minute ends, a large one that flows does not', async () => {
    const server = await startServer((request, response) => {
      const chunk = Buffer.alloc(request.url === '/large' ? 65_536 : 10);
      response.write(chunk);
      setTimeout(() => response.end(chunk), 60);
    });
    const opened = openNet({ allowedOrigins: () => [server.origin] });
    const results = ['/small', '/large'].map((path) => opened.request(get(server.origin + path)));
    await sleep(30);
    const now = Date.now.bind(Date);
    const later = vi.spyOn(Date, 'now').mockImplementation(() => now() + 31_000);
    onTestFinished(() => later.mockRestore());
    expect(await results[0]).toMatchObject({ ok: false, error: { kind: 'offline', reason: 'timeout', mayHaveArrived: true } });
    expect(await results[1]).toMatchObject({ ok: true });
  });

  test('at most six sockets per host, and the rest waits its turn', async () => {
    let open = 0;
    let most = 0;
    const server = await startServer((_request, response) => {
      open += 1;
      most = Math.max(most, open);
      setTimeout(() => {
        open -= 1;
        response.end('x');
      }, 30);
    });
    const opened = openNet({ allowedOrigins: () => [server.origin] });
    const results = await Promise.all(Array.from({ length: 20 }, (_, at) => opened.request(get(`${server.origin}/${at}`))));
    expect(results.every((result) => result.ok)).toBe(true);
    expect(most).toBe(6);
    expect(server.connections()).toBe(6);
  });
});

describe('failures', () => {
  test('refused, by the port nobody listens at', async () => {
    const { origin, server } = await startServer(() => {});
    await new Promise((resolve) => server.close(resolve));
    expect(await openNet({ allowedOrigins: () => [origin] }).request(get(origin))).toMatchObject({ ok: false, error: { kind: 'offline', reason: 'refused', mayHaveArrived: false } });
  });

  test('dns', async () => {
    const opened = openNet({ lookup: (_host, _options, done) => done(Object.assign(new Error('not found'), { code: 'ENOTFOUND' }), '') });
    expect(await opened.request(get('https://nowhere.test/', { method: 'POST', body: 'x' }))).toEqual({
      ok: false,
      error: { kind: 'offline', host: 'nowhere.test', reason: 'dns', mayHaveArrived: false },
    });
  });

  test('a request cut off after it was sent may have arrived, and is not sent again', async () => {
    let requests = 0;
    const server = await startServer((request) => {
      requests += 1;
      request.resume().on('end', () => request.socket.destroy());
    });
    const result = await openNet({ allowedOrigins: () => [server.origin] }).request(get(server.origin, { method: 'POST', body: 'status=hello' }));
    expect(result).toMatchObject({ ok: false, error: { kind: 'offline', reason: 'reset', mayHaveArrived: true } });
    expect(requests).toBe(1);
  });

  test('a GET on a connection the server just closed is asked once more', async () => {
    let requests = 0;
    const server = await startServer((request, response) => {
      requests += 1;
      if (requests === 2) request.socket.destroy();
      else response.end(String(requests));
    });
    const opened = openNet({ allowedOrigins: () => [server.origin] });
    await opened.request(get(server.origin));
    const second = await opened.request(get(server.origin));
    expect(second.ok && text(second.value.body)).toBe('3');
  });

  test('no answer at all is a timeout that may have arrived; a queue that never moved is not', async () => {
    const server = await startServer(() => {});
    const opened = openNet({ allowedOrigins: () => [server.origin] });
    const results = await Promise.all(Array.from({ length: 7 }, () => opened.request(get(server.origin, { timeoutMs: 200 }))));
    const arrived = results.map((result) => !result.ok && result.error.kind === 'offline' && result.error.reason === 'timeout' && result.error.mayHaveArrived);
    expect(arrived.filter(Boolean)).toHaveLength(6);
  });

  test('a cancelled request answers at once and a queued one never leaves', async () => {
    const seen: string[] = [];
    const server = await startServer((request, response) => {
      seen.push(request.url ?? '');
      setTimeout(() => response.end(), 100);
    });
    const opened = openNet({ allowedOrigins: () => [server.origin] });
    const controller = new AbortController();
    const running = Array.from({ length: 6 }, (_, at) => opened.request(get(`${server.origin}/${at}`)));
    const queued = opened.request(get(`${server.origin}/queued`, { method: 'POST', body: 'x', signal: controller.signal }));
    await sleep(30);
    controller.abort();
    expect(await queued).toEqual({ ok: false, error: { kind: 'cancelled' } });
    await Promise.all(running);
    expect((await opened.request(get(`${server.origin}/last`))).ok).toBe(true);
    expect(seen).not.toContain('/queued');
    expect(await opened.request(get(server.origin, { signal: AbortSignal.abort() }))).toEqual({ ok: false, error: { kind: 'cancelled' } });
  });
});

describe('what may be reached', () => {
  test('plain http only where it is allowed: exact origin, host with port, bare host', async () => {
    const server = await startServer((_request, response) => response.end('in'));
    const other = await startServer((_request, response) => response.end('in'));
    const reach = async (options: Parameters<typeof openNet>[0], url: string): Promise<boolean> => (await openNet(options).request(get(url))).ok;
    expect(await reach({}, server.origin)).toBe(false);
    expect(await reach({ allowedOrigins: () => [server.origin] }, server.origin)).toBe(true);
    expect(await reach({ allowedOrigins: () => [server.origin] }, other.origin)).toBe(false);
    expect(await reach({ allowPrivateHosts: [`127.0.0.1:${server.port}`] }, server.origin)).toBe(true);
    expect(await reach({ allowPrivateHosts: [`127.0.0.1:${server.port}`] }, other.origin)).toBe(false);
    expect(await reach({ allowPrivateHosts: ['127.0.0.1'] }, other.origin)).toBe(true);
    expect(server.connections()).toBe(2);
    expect(await reach({ allowPrivateHosts: ['*'] }, server.origin)).toBe(true);
  });

  test('all that is inside may be reached at once, and nothing else speaks plain http for it', async () => {
    expect(await openNet({ allowPrivateHosts: ['*'] }).request(get('http://example.com/'))).toEqual(await openNet({}).request(get('http://example.com/')));
  });

  test.each(['http://example.com/', 'ftp://example.com/', 'file:///etc/passwd', 'https://user:pass@example.com/', 'not a url', 'javascript:alert(1)'])('%s is no address to ask', async (url) => {
    const opened = openNet({ lookup: (_host, _options, done) => done(null, [{ address: '192.0.2.1', family: 4 }]) });
    expect(await opened.request(get(url))).toMatchObject({ ok: false, error: { kind: 'invalidInput', field: 'url' } });
  });

  test('a name is looked up once per connection', async () => {
    const server = await startServer((_request, response) => response.end('x'));
    const answers = ['127.0.0.1', '10.0.0.1'];
    const origin = `http://name.test:${server.port}`;
    const opened = openNet({ allowedOrigins: () => [origin], lookup: (_host, _options, done) => done(null, [{ address: answers.shift() ?? '10.0.0.1', family: 4 }]) });
    expect((await opened.request(get(origin))).ok).toBe(true);
    await sleep(20);
    expect((await opened.request(get(origin))).ok).toBe(true);
    expect(answers).toEqual(['10.0.0.1']);
  });
});

describe('TLS and proxies', () => {
  const toLoopback = (_host: string, _options: unknown, done: (error: null, addresses: { address: string; family: number }[]) => void): void => done(null, [{ address: '127.0.0.1', family: 4 }]);

  test('an unknown authority and a wrong name are certificate errors, and nothing was sent', async () => {
    let requests = 0;
    const server = await startServer((_request, response) => {
      requests += 1;
      response.end();
    }, { secure: true });
    const good = `https://good.test:${server.port}`;
    const bad = `https://bad.test:${server.port}`;
    const untrusting = openNet({ allowedOrigins: () => [good], lookup: toLoopback });
    const trusting = openNet({ allowedOrigins: () => [good, bad], lookup: toLoopback, certificates: [testCertificate.cert] });
    const failure = { ok: false, error: { kind: 'offline', reason: 'certificate', mayHaveArrived: false } };
    expect(await untrusting.request(get(good, { headers: { authorization: 'Bearer secret' } }))).toMatchObject(failure);
    expect(await trusting.request(get(bad))).toMatchObject(failure);
    expect(requests).toBe(0);
    expect((await trusting.request(get(good))).ok).toBe(true);
  });

  test('https goes through HTTPS_PROXY by CONNECT, except for NO_PROXY; the proxy sees no headers of ours', async () => {
    const server = await startServer((_request, response) => response.end('through'), { secure: true });
    const asked: string[] = [];
    const proxy = await startServer((_request, response) => response.end());
    proxy.server.on('connect', (request: http.IncomingMessage, socket: net.Socket) => {
      asked.push(`${request.url} ${request.headers['proxy-authorization'] ?? ''} ${request.headers.authorization ?? ''}`);
      if (request.url?.startsWith('blocked')) {
        socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
        return;
      }
      const upstream = net.connect(server.port, '127.0.0.1', () => socket.write('HTTP/1.1 200 OK\r\n\r\n'));
      upstream.pipe(socket).pipe(upstream);
      upstream.on('error', () => {});
      socket.on('error', () => {});
    });
    const env = { HTTPS_PROXY: `http://me:secret@127.0.0.1:${proxy.port}`, NO_PROXY: 'direct.test,.inside.test' };
    const opened = openNet({ env, certificates: [testCertificate.cert], lookup: (_host, _options, done) => done(Object.assign(new Error(), { code: 'ENOTFOUND' }), '') });
    const through = await opened.request(get('https://good.test/', { headers: { authorization: 'Bearer secret' } }));
    expect(through.ok && text(through.value.body)).toBe('through');
    expect(asked).toEqual([`good.test:443 Basic ${Buffer.from('me:secret').toString('base64')} `]);
    expect(await opened.request(get('https://blocked.test/'))).toMatchObject({ ok: false, error: { reason: 'proxy', mayHaveArrived: false } });
    for (const host of ['direct.test', 'a.inside.test']) expect(await opened.request(get(`https://${host}/`))).toMatchObject({ ok: false, error: { reason: 'dns' } });
    expect(await opened.request(get('https://localhost/'))).toMatchObject({ ok: false, error: { reason: 'privateAddress' } });
    expect(asked).toHaveLength(2);
  });
});
