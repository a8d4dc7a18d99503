import type http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { WebSocketServer, type WebSocket } from 'ws';
import type { NetSocketListener } from '../../core/ports.ts';
import { openNet, patient, startServer, startTcp, type LocalServer } from './testing/local-server.ts';

type End = Parameters<NetSocketListener['onClose']>[0];

function record(): { readonly events: string[]; readonly ends: End[]; readonly listener: NetSocketListener; readonly ended: Promise<End>; readonly opened: Promise<void> } {
  const events: string[] = [];
  const ends: End[] = [];
  const ended = Promise.withResolvers<End>();
  const opened = Promise.withResolvers<void>();
  const listener: NetSocketListener = {
    onOpen: () => (events.push('open'), opened.resolve()),
    onText: (text) => events.push(`text ${text}`),
    onHeartbeat: () => events.push('heartbeat'),
    onClose: (end) => (ends.push(end), ended.resolve(end)),
  };
  return { events, ends, listener, ended: ended.promise, opened: opened.promise };
}

async function startSockets(onSocket: (socket: WebSocket, request: http.IncomingMessage) => void): Promise<LocalServer> {
  const local = await startServer((_request, response) => response.writeHead(404).end());
  const sockets = new WebSocketServer({ server: local.server });
  sockets.on('connection', onSocket);
  onTestFinished(() => {
    for (const socket of sockets.clients) socket.terminate();
    sockets.close();
  });
  return local;
}

const open = (local: { readonly origin: string }, listener: NetSocketListener, maxFrameBytes = 1000, headers: Record<string, string> = {}): ReturnType<ReturnType<typeof openNet>['openSocket']> =>
  openNet({ allowedOrigins: () => [local.origin] }).openSocket(`${local.origin.replace('http', 'ws')}/api/v1/streaming?stream=user`, { headers, maxFrameBytes }, listener);

describe('a socket', () => {
  test('carries headers, texts both ways and the life signs', async () => {
    const seen: string[] = [];
    const local = await startSockets((socket, request) => {
      seen.push(`${request.url} ${request.headers.authorization} ${request.headers['user-agent']}`);
      socket.on('message', (data) => socket.send(`echo ${Buffer.isBuffer(data) ? data.toString() : ''}`));
      socket.on('ping', () => seen.push('ping'));
      socket.ping();
    });
    const { events, listener, opened, ended } = record();
    const socket = open(local, listener, 1000, { authorization: 'Bearer secret' });
    await opened;
    socket.send('hello');
    socket.ping();
    await expect.poll(() => events, patient).toEqual(expect.arrayContaining(['open', 'text echo hello', 'heartbeat']));
    expect(events.filter((event) => event === 'heartbeat').length).toBeGreaterThanOrEqual(2);
    expect(seen[0]).toBe('/api/v1/streaming?stream=user Bearer secret Skein/test (+https://skein.example)');
    socket.close();
    expect(await ended).toMatchObject({ code: 1000, status: null });
  });

  test.each([401, 403, 404, 429, 503])('an upgrade refused with %i says so, with the headers, and is asked once', async (status) => {
    let requests = 0;
    const local = await startServer(() => {});
    local.server.on('upgrade', (_request: http.IncomingMessage, socket) => {
      requests += 1;
      socket.end(`HTTP/1.1 ${status} No\r\nRetry-After: 30\r\nX-Two: a\r\nX-Two: b\r\nContent-Length: 2\r\n\r\nno`);
    });
    const { events, ends, listener, ended } = record();
    open(local, listener);
    const end = await ended;
    expect(end.status).toBe(status);
    expect(end.headers).toEqual(expect.arrayContaining([['retry-after', '30'], ['x-two', 'a'], ['x-two', 'b']]));
    await sleep(30);
    expect([events, ends.length, requests]).toEqual([[], 1, 1]);
  });

  test('a redirected upgrade is a refusal: nothing is followed', async () => {
    const thief = await startServer(() => {});
    const local = await startServer(() => {});
    local.server.on('upgrade', (_request: http.IncomingMessage, socket) => socket.end(`HTTP/1.1 302 Found\r\nLocation: ${thief.origin}/\r\nContent-Length: 0\r\n\r\n`));
    const { listener, ended } = record();
    open(local, listener);
    expect((await ended).status).toBe(302);
    expect(thief.connections()).toBe(0);
  });

  test('a frame above the cap ends the socket unread', async () => {
    const local = await startSockets((socket) => socket.send('x'.repeat(5000)));
    const { events, listener, ended } = record();
    open(local, listener);
    expect(await ended).toMatchObject({ status: null });
    expect(events).toEqual(['open']);
  });

  test.each([1000, 1001, 1011, 4000])('the close code %i arrives', async (code) => {
    const local = await startSockets((socket) => socket.close(code));
    const { listener, ended } = record();
    open(local, listener);
    expect(await ended).toMatchObject({ code, status: null });
  });

  test('a cut connection is 1006, a dropped one ends on our side at once', async () => {
    const local = await startSockets((socket, request) => {
      if (request.headers['x-cut'] !== undefined) socket.terminate();
    });
    const cut = record();
    open(local, cut.listener, 1000, { 'x-cut': '1' });
    expect(await cut.ended).toMatchObject({ code: 1006, status: null });
    const dropped = record();
    const socket = open(local, dropped.listener);
    await dropped.opened;
    socket.terminate();
    expect(await dropped.ended).toMatchObject({ code: 1006, status: null });
  });

  test('closing before it is open leaves no connection behind', async () => {
    let upgrades = 0;
    let closed = 0;
    const slow = await startTcp((socket) => {
      upgrades += 1;
      socket.on('close', () => (closed += 1)).resume();
    });
    const { events, ends, listener, ended } = record();
    const socket = open(slow, listener);
    await expect.poll(() => upgrades, patient).toBe(1);
    socket.close();
    await ended;
    await expect.poll(() => closed, patient).toBe(1);
    const atOnce = record();
    open(slow, atOnce.listener).close();
    await atOnce.ended;
    await sleep(50);
    expect([events, ends.length, atOnce.ends.length, upgrades - closed]).toEqual([[], 1, 1, 0]);
  });

  test.each(['wss://127.0.0.1:1/', 'wss://[::1]/', 'ws://example.com/', 'https://example.com/', 'wss://me:pass@example.com/'])('%s is not connected to', async (url) => {
    const { events, ends, listener, ended } = record();
    openNet({ lookup: (_host, _options, done) => done(null, [{ address: '127.0.0.1', family: 4 }]) }).openSocket(url, { headers: {}, maxFrameBytes: 10 }, listener);
    expect(await ended).toMatchObject({ code: 1006, status: null });
    expect([events, ends.length]).toEqual([[], 1]);
  });
});
