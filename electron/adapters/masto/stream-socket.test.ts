import type http from 'node:http';
import { describe, expect, onTestFinished, test } from 'vitest';
import { WebSocketServer, type WebSocket } from 'ws';
import type { StreamEnd, StreamEvent, StreamListener } from '../../core/fediverse.ts';
import type { Log } from '../../core/ports.ts';
import { createVirtualClock, type VirtualClock } from '../../core/testing/virtual-clock.ts';
import { createRealClock } from '../clock.ts';
import { openNet, patient, silentLog, startServer } from '../net/testing/local-server.ts';
import { readFrame } from './stream-frames.ts';
import { openStreamSocket, type StreamSocketOptions } from './stream-socket.ts';
import { context, rawStatus } from './testing/entities.ts';
import { createFakeNet, type FakeSocket } from './testing/fake-net.ts';

const options: StreamSocketOptions = { streamingBase: 'wss://stream.kelp.example', streamAuth: 'header', token: 'secret', userAgent: 'Skein/1', parse: context };

function record(): { readonly events: StreamEvent[]; readonly ends: StreamEnd[]; readonly opens: number[]; readonly listener: StreamListener; readonly ended: Promise<StreamEnd> } {
  const events: StreamEvent[] = [];
  const ends: StreamEnd[] = [];
  const opens: number[] = [];
  const ended = Promise.withResolvers<StreamEnd>();
  const listener: StreamListener = { onOpen: () => opens.push(1), onEvent: (event) => events.push(event), onEnd: (end) => (ends.push(end), ended.resolve(end)) };
  return { events, ends, opens, listener, ended: ended.promise };
}

function openFake(more: Partial<StreamSocketOptions> = {}): { readonly clock: VirtualClock; readonly socket: FakeSocket; readonly handle: { close(): void } } & ReturnType<typeof record> {
  const clock = createVirtualClock();
  const net = createFakeNet({});
  const recorded = record();
  const handle = openStreamSocket({ net, clock, log: silentLog }, { ...options, ...more }, recorded.listener);
  const socket = net.sockets[0];
  if (socket === undefined) throw new Error('No socket was opened');
  return { clock, socket, handle, ...recorded };
}

describe('the address', () => {
  test('takes the token in the header, or in the query where the server takes it nowhere else', () => {
    const header = openFake().socket;
    expect([header.url, header.headers['authorization']]).toEqual(['wss://stream.kelp.example/api/v1/streaming?stream=user', 'Bearer secret']);
    const query = openFake({ streamAuth: 'query', token: 'a=/&b' }).socket;
    expect([query.url, query.headers['authorization']]).toEqual(['wss://stream.kelp.example/api/v1/streaming?stream=user&access_token=a%3D%2F%26b', undefined]);
  });

  test('never reaches the log', async () => {
    const lines: string[] = [];
    const write = (event: string, fields?: Record<string, unknown>): void => void lines.push(event + JSON.stringify(fields));
    const log: Log = { info: write, warn: write, error: write };
    const net = createFakeNet({});
    const { listener } = record();
    openStreamSocket({ net, clock: createVirtualClock(), log }, { ...options, streamAuth: 'query', token: 'canary-token' }, listener);
    const socket = net.sockets[0]?.listener;
    socket?.onOpen();
    for (const frame of ['canary-token', '{"event":"x canary","payload":"canary-token"}', '{"error":"canary-token","status":401}', '{"event":"update","payload":"canary-token"}']) socket?.onText(frame);
    socket?.onClose({ code: 1006, status: null, headers: [] });
    expect(lines.length).toBeGreaterThanOrEqual(5);
    expect(lines.join('\n')).not.toContain('canary-token');
  });
});

describe('a refusal in a frame', () => {
  const refusal = JSON.stringify({ error: 'Access to this live feed is disabled', status: 403 });

  test('ends a stream beside the home: nothing will come on it', () => {
    const { socket, ends } = openFake({ stream: { stream: 'public' } });
    socket.listener.onOpen();
    socket.listener.onText(refusal);
    expect(ends).toEqual([{ kind: 'refused', status: 403, retryAt: null }]);
  });

  test('does not end the stream of the home', () => {
    const { socket, ends } = openFake();
    socket.listener.onOpen();
    socket.listener.onText(refusal);
    expect(ends).toEqual([]);
  });
});

describe('signs of life', () => {
  test('pings every 30 s; no answer within 10 s is the end', async () => {
    const { clock, socket, ends, handle } = openFake();
    socket.listener.onOpen();
    await clock.advance(29_999);
    expect(socket.calls).toEqual([]);
    await clock.advance(1);
    expect(socket.calls).toEqual(['ping']);
    await clock.advance(9_999);
    expect(ends).toEqual([]);
    await clock.advance(1);
    expect(ends).toEqual([{ kind: 'silent' }]);
    expect(socket.calls).toEqual(['ping', 'terminate']);
    handle.close();
    expect(clock.pendingTimers()).toBe(0);
  });

  test('any frame or heartbeat keeps it open for hours', async () => {
    const { clock, socket, ends, opens } = openFake();
    socket.listener.onOpen();
    for (let ping = 1; ping <= 240; ping += 1) {
      await clock.advance(39_000 - (ping === 1 ? 0 : 9_000));
      if (ping % 2 === 0) socket.listener.onHeartbeat();
      else socket.listener.onText('{"event":"whatever"}');
      expect(socket.calls).toHaveLength(ping);
    }
    expect([ends, opens.length]).toEqual([[], 1]);
  });

  test('a socket that does not open within 30 s is unreachable', async () => {
    const { clock, socket, ends } = openFake();
    await clock.advance(30_000);
    expect(ends).toEqual([{ kind: 'unreachable' }]);
    expect(socket.calls).toEqual(['terminate']);
    socket.listener.onOpen();
    socket.listener.onClose({ code: 1006, status: null, headers: [] });
    expect(ends).toHaveLength(1);
  });
});

describe('the one end', () => {
  test.each([401, 403, 404, 429, 503])('a refused upgrade says %i', (status) => {
    const { socket, ends } = openFake();
    socket.listener.onClose({ code: 1006, status, headers: [] });
    expect(ends).toEqual([{ kind: 'refused', status, retryAt: null }]);
  });

  test('with the time to try again', () => {
    const { clock, socket, ends } = openFake();
    socket.listener.onClose({ code: 1006, status: 503, headers: [['retry-after', '30']] });
    expect(ends).toEqual([{ kind: 'refused', status: 503, retryAt: clock.now() + 30_000 }]);
  });

  test('closed by the server, with its code; nothing comes after', () => {
    const { socket, ends, events } = openFake();
    socket.listener.onOpen();
    socket.listener.onClose({ code: 1005, status: null, headers: [] });
    socket.listener.onClose({ code: 1006, status: null, headers: [] });
    socket.listener.onText(JSON.stringify({ event: 'delete', payload: '1' }));
    expect([ends, events]).toEqual([[{ kind: 'closed', code: 1005 }], []]);
  });

  test('close() ends at once, before and after opening, and drops a peer that does not answer', async () => {
    for (const isOpen of [false, true]) {
      const { clock, socket, handle, ends } = openFake();
      if (isOpen) socket.listener.onOpen();
      handle.close();
      handle.close();
      socket.listener.onOpen();
      await clock.advance(120_000);
      expect(ends).toEqual([{ kind: 'closed', code: 1000 }]);
      expect(socket.calls).toEqual(['close', 'terminate']);
    }
  });
});

describe('frames', () => {
  const update = { kind: 'event', event: { kind: 'update', item: { id: '109' } } };
  test.each([
    ['as Mastodon sends it', { stream: ['user'], event: 'update', payload: JSON.stringify(rawStatus()) }, update],
    ['without a stream', { event: 'update', payload: JSON.stringify(rawStatus()) }, update],
    ['with a stream of its own', { stream: ['user:123'], event: 'update', payload: JSON.stringify(rawStatus()) }, update],
    ['with an object as payload', { stream: 'user', event: 'update', payload: rawStatus() }, update],
    ['an edit', { event: 'status.update', payload: JSON.stringify(rawStatus()) }, { kind: 'event', event: { kind: 'statusUpdate', seen: { marks: { id: '109' } } } }],
    ['a delete', { event: 'delete', payload: '113500000000000001' }, { kind: 'event', event: { kind: 'delete', id: '113500000000000001' } }],
    ['a delete with a number', { event: 'delete', payload: 8 }, { kind: 'event', event: { kind: 'delete', id: '8' } }],
    ['a delete with nothing', { event: 'delete', payload: '' }, { kind: 'unreadable', name: 'delete' }],
    ['filters_changed with ""', { event: 'filters_changed', payload: '' }, { kind: 'event', event: { kind: 'filtersChanged' } }],
    ['filters_changed without a payload', { event: 'filters_changed' }, { kind: 'event', event: { kind: 'filtersChanged' } }],
    ['a notification', { event: 'notification', payload: '{"id":"1","type":"new kind","account":null,"created_at":"2026-01-01T00:00:00Z"}' }, { kind: 'event', event: { kind: 'notification', notification: { type: 'unknown', detail: { word: 'new kind' } } } }],
    ['a notification without an id', { event: 'notification', payload: '{"type":"mention"}' }, { kind: 'unreadable', name: 'notification' }],
    ['notifications_merged', { event: 'notifications_merged', payload: '1' }, { kind: 'event', event: { kind: 'notificationsMerged' } }],
    ['an answer of Pleroma', { event: 'pleroma:respond', payload: '{"result":"success"}' }, { kind: 'ignored', name: 'pleroma:respond' }],
    ['an error', { error: 'Unknown stream type', status: 400 }, { kind: 'error', status: 400 }],
    ['an update that cannot be read', { event: 'update', payload: '{"id":"1"}' }, { kind: 'unreadable', name: 'update' }],
    ['an update with broken JSON', { event: 'update', payload: '{"id":' }, { kind: 'unreadable', name: 'update' }],
    ['an update with nothing', { event: 'update', payload: '' }, { kind: 'unreadable', name: 'update' }],
    ['no event', { stream: ['user'] }, { kind: 'unreadable', name: '' }],
    ['a list', [1], { kind: 'unreadable', name: '' }],
    ['a name to break the log', { event: 'a\n<b> "c"' }, { kind: 'ignored', name: 'abc' }],
  ])('%s', (_name, frame, expected) => {
    expect(readFrame(JSON.stringify(frame), context)).toMatchObject(expected);
  });

  test.each(['', ':thump', 'null', '7', '<html>', '{"event":"update"', '[[[[', '{"__proto__":{"event":"delete","payload":"1"}}'])('%j is no frame', (text) => {
    expect(readFrame(text, context)).toEqual({ kind: 'unreadable', name: '' });
  });
});

describe('on a real socket', () => {
  test('events arrive, a pong keeps it open, a half-open peer is found', async () => {
    const local = await startServer((_request, response) => response.writeHead(404).end());
    const server = new WebSocketServer({ server: local.server, autoPong: false });
    const peers: WebSocket[] = [];
    const asked: string[] = [];
    server.on('connection', (socket: WebSocket, request: http.IncomingMessage) => {
      peers.push(socket);
      asked.push(`${request.url} ${request.headers.authorization}`);
      socket.send(JSON.stringify({ stream: ['user'], event: 'update', payload: JSON.stringify(rawStatus()) }));
    });
    onTestFinished(() => {
      for (const peer of peers) peer.terminate();
      server.close();
    });
    // A clock a thousand times as fast, so that 30 s and 10 s take 30 ms and 10 ms.
    const real = createRealClock();
    const clock = { ...real, after: (delayMs: number, task: () => void) => real.after(delayMs / 1000 + 20, task) };
    const { events, ends, listener, ended } = record();
    openStreamSocket({ net: openNet({ allowedOrigins: () => [local.origin] }), clock, log: silentLog }, { ...options, streamingBase: local.origin.replace('http', 'ws') }, listener);
    await expect.poll(() => events, patient).toHaveLength(1);
    expect(await ended).toEqual({ kind: 'silent' });
    expect([ends.length, asked]).toEqual([1, ['/api/v1/streaming?stream=user Bearer secret']]);
    await expect.poll(() => peers[0]?.readyState, patient).toBe(3);
  });
});
