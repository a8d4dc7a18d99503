import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createPracticeWorld, startPracticeServers } from '../index.ts';
import type { PracticeWorld, ServerKind, StartedServers } from '../index.ts';
import { createTestWorld } from '../testing/client.ts';

let started: StartedServers | null = null;
afterEach(async () => {
  await started?.close();
  started = null;
});

async function listening(kind: ServerKind): Promise<PracticeWorld> {
  const world = createPracticeWorld({ seed: 5, servers: [{ domain: 'here.example', kind }], deliveryMs: { from: 1, to: 2 } });
  world.addPerson('here.example', { username: 'maren' });
  world.addPerson('here.example', { username: 'otis' });
  world.follow('maren@here.example', 'otis@here.example');
  started = await startPracticeServers(world);
  return world;
}

interface Seen {
  readonly socket: WebSocket;
  readonly frames: string[];
  /** How it ended: a close code, or an HTTP status that refused it. */
  readonly ended: Promise<{ code: number | null; status: number | null }>;
  readonly opened: Promise<boolean>;
}

function openSocket(world: PracticeWorld, how: 'header' | 'query' | 'subprotocol', query = 'stream=user'): Seen {
  const { origin, token } = world.signIn('maren@here.example');
  const url = `${origin.replace('http', 'ws')}/api/v1/streaming?${query}${how === 'query' ? `&access_token=${token}` : ''}`;
  const socket = new WebSocket(url, how === 'subprotocol' ? [token] : [], { headers: how === 'header' ? { authorization: `Bearer ${token}` } : {} });
  const frames: string[] = [];
  socket.on('message', (data) => frames.push(Buffer.isBuffer(data) ? data.toString('utf8') : ''));
  const ended = new Promise<{ code: number | null; status: number | null }>((resolve) => {
    socket.on('unexpected-response', (_request, response) => {
      resolve({ code: null, status: response.statusCode ?? null });
      socket.terminate();
    });
    socket.on('close', (code) => resolve({ code, status: null }));
    socket.on('error', () => {});
  });
  const opened = Promise.race([new Promise<boolean>((resolve) => socket.on('open', () => resolve(true))), ended.then(() => false)]);
  return { socket, frames, ended, opened };
}

async function until(check: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !check(); tries += 1) await new Promise((resolve) => setTimeout(resolve, 10));
}

describe('a stream over a real socket', () => {
  it.each<readonly [ServerKind, 'header' | 'query' | 'subprotocol', number | null]>([
    ['mastodon-4.6', 'header', null],
    ['mastodon-4.6', 'query', null],
    ['mastodon-4.6', 'subprotocol', null],
    ['akkoma', 'header', 403],
    ['akkoma', 'query', null],
    ['gotosocial', 'header', null],
    ['hollo', 'header', 404],
  ])('%s with the token in the %s', async (kind, how, refused) => {
    const world = await listening(kind);
    const seen = openSocket(world, how);
    expect(await seen.opened).toBe(refused === null);
    if (refused !== null) return expect(await seen.ended).toEqual({ code: null, status: refused });
    world.post('otis@here.example', 'hello');
    await until(() => seen.frames.length > 0);
    expect(JSON.parse(seen.frames[0] ?? '{}')).toMatchObject({ event: 'update' });
    if (how === 'subprotocol') expect(seen.socket.protocol).toBe(world.signIn('maren@here.example').token);
    seen.socket.close();
  });

  it('ends with the code asked for, or is refused with the status asked for', async () => {
    const world = await listening('mastodon-4.6');
    const { faults } = world.server('here.example');
    for (const code of [1000, 1011, 1005, 1006]) {
      faults.setStream({ kind: 'closeAtOnce', code }, 1);
      expect(await openSocket(world, 'header').ended).toEqual({ code, status: null });
    }
    faults.setStream({ kind: 'refuse', status: 503 }, 1);
    expect(await openSocket(world, 'header').ended).toEqual({ code: null, status: 503 });
  });

  it('plays dead: no frames, no pongs, and still open', async () => {
    const world = await listening('mastodon-4.6');
    const seen = openSocket(world, 'header');
    await seen.opened;
    let pongs = 0;
    seen.socket.on('pong', () => (pongs += 1));
    seen.socket.ping();
    await until(() => pongs === 1);
    expect(pongs).toBe(1);
    world.server('here.example').streams.silenceAll();
    seen.socket.ping();
    world.post('otis@here.example', 'unheard');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect([pongs, seen.frames.length, seen.socket.readyState]).toEqual([1, 0, WebSocket.OPEN]);
    seen.socket.terminate();
  });

  it('ends when the token does', async () => {
    const world = await listening('mastodon-4.6');
    const seen = openSocket(world, 'header');
    await seen.opened;
    world.revokeTokens('maren@here.example');
    expect(await seen.ended).toEqual({ code: 1005, status: null });
  });
});

describe('subscriptions', () => {
  function streaming(kind: ServerKind = 'mastodon-4.6') {
    const test = createTestWorld({ servers: [{ domain: 'here.example', kind }] });
    const { world } = test;
    world.addPerson('here.example', { username: 'maren' });
    world.addPerson('here.example', { username: 'otis' });
    world.follow('maren@here.example', 'otis@here.example');
    const frames: { stream?: string[]; event: string; payload: string }[] = [];
    const closes: number[] = [];
    let pings = 0;
    const open = (query = '') => {
      const opened = world
        .server('here.example')
        .openStream({ url: `/api/v1/streaming?access_token=${world.signIn('maren@here.example').token}${query}`, headers: {} });
      if ('refused' in opened) throw new Error('refused');
      opened.start({ text: (frame) => void frames.push(JSON.parse(frame)), ping: () => void (pings += 1), close: (code) => void closes.push(code) });
      return opened;
    };
    return { ...test, frames, closes, open, pings: () => pings };
  }

  it('take effect late when told to', () => {
    const { world, open, frames, clock } = streaming();
    world.server('here.example').faults.setStream({ kind: 'lateSubscribe', ms: 3000 }, 1);
    open('&stream=user');
    world.post('otis@here.example', 'missed');
    clock.advance(3000);
    world.post('otis@here.example', 'heard');
    expect(frames).toHaveLength(1);
    expect(frames[0]?.payload).toContain('heard');
  });

  it('to lists, tags and public carry their names; a repeated one is one', () => {
    const { world, open, frames } = streaming();
    const stream = open();
    for (const frame of [
      '{"type":"subscribe","stream":"hashtag","tag":"Sea"}',
      '{"type":"subscribe","stream":"hashtag","tag":"sea"}',
      '{"type":"subscribe","stream":"public:local"}',
    ])
      stream.receive(frame);
    world.post('otis@here.example', 'at the #sea');
    expect(frames.map((frame) => frame.stream)).toEqual([['public:local'], ['hashtag', 'Sea']]);
    stream.receive('{"type":"unsubscribe","stream":"public:local"}');
    stream.receive('{"type":"unsubscribe","stream":"hashtag","tag":"sea"}');
    world.post('otis@here.example', 'still at the #sea');
    expect(frames).toHaveLength(2);
    stream.receive('{"type":"subscribe","stream":"list","list":"999"}');
    expect(frames.at(-1)).toEqual({ error: 'Not authorized to stream this list', status: 400 });
  });

  it('follow the manners of the kind', () => {
    const akkoma = streaming('akkoma');
    akkoma.open('&stream=user');
    const status = akkoma.world.post('otis@here.example', 'one');
    expect(akkoma.frames[0]?.stream).toEqual([`user:${akkoma.world.person('maren@here.example').id}`]);
    const gotosocial = streaming('gotosocial');
    const stream = gotosocial.open();
    stream.receive('{"type":"subscribe","stream":"hashtag","tag":"sea"}');
    gotosocial.world.post('otis@here.example', 'at the #sea');
    expect(gotosocial.frames).toEqual([]);
    expect(status.id).toMatch(/^[0-9A-Za-z]{18}$/);
  });

  it('tell of edits and deletes', async () => {
    const { world, open, frames, as } = streaming();
    open('&stream=user');
    const status = world.post('otis@here.example', 'one');
    await as('otis@here.example').ask('PUT', `/api/v1/statuses/${status.id}`, { status: 'two' });
    await as('otis@here.example').ask('DELETE', `/api/v1/statuses/${status.id}`);
    expect(frames.map((frame) => frame.event)).toEqual(['update', 'status.update', 'delete']);
    expect(frames[2]?.payload).toBe(status.id);
  });

  it('are pinged every 30 s, and ended without an answer', () => {
    const { open, clock, pings, closes } = streaming();
    const stream = open('&stream=user');
    clock.advance(30_000);
    expect(pings()).toBe(1);
    stream.pong();
    clock.advance(30_000);
    expect(pings()).toBe(2);
    clock.advance(30_000);
    expect(closes).toEqual([1006]);
  });
});
