import { beforeEach, describe, expect, it } from 'vitest';
import { createSocketLink, type SocketHandlers, type SocketWorld } from './socket-link.ts';

interface FakeSocket extends SocketHandlers {
  readonly sent: unknown[];
}

function fakeWorld(start: { code?: string; token?: string; exchange?: Awaited<ReturnType<SocketWorld['exchange']>> }) {
  const sockets: FakeSocket[] = [];
  const timers: { delayMs: number; run: () => void }[] = [];
  const kept = { token: start.token ?? null };
  let code = start.code ?? null;
  const world: SocketWorld = {
    takeStartCode() {
      const taken = code;
      code = null;
      return taken;
    },
    readToken: () => kept.token,
    keepToken: (token) => {
      kept.token = token;
    },
    exchange: async () => start.exchange ?? { refused: true },
    open(handlers) {
      const sent: unknown[] = [];
      sockets.push({ ...handlers, sent });
      return { send: (text) => sent.push(JSON.parse(text)), close: () => handlers.closed(1006) };
    },
    after(delayMs, run) {
      const timer = { delayMs, run };
      timers.push(timer);
      return () => timers.splice(timers.indexOf(timer), timers.includes(timer) ? 1 : 0);
    },
    now: () => 1_000,
    nonce: () => 'run',
  };
  return { world, sockets, timers, kept };
}

const ready = JSON.stringify({ ready: { mediaBase: '/m/k/' } });
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

describe('createSocketLink', () => {
  let fake = fakeWorld({ token: 't' });
  beforeEach(() => {
    fake = fakeWorld({ token: 't' });
  });

  it('exchanges the code of the address for a token and speaks first', async () => {
    fake = fakeWorld({ code: 'c', exchange: { token: 'fresh' } });
    createSocketLink(fake.world);
    await settle();
    fake.sockets[0]?.opened();
    expect(fake.kept.token).toBe('fresh');
    expect(fake.sockets[0]?.sent).toEqual([{ token: 'fresh', seen: {} }]);
  });

  it('holds calls until the server is ready and answers them by id', async () => {
    const link = createSocketLink(fake.world);
    const answer = link.call('app.info', {});
    await settle();
    const [socket] = fake.sockets;
    socket?.opened();
    expect(socket?.sent).toHaveLength(1);
    socket?.message(ready);
    expect(socket?.sent[1]).toEqual({ id: 'run-1', call: 'app.info', input: {} });
    socket?.message(JSON.stringify({ id: 'run-1', result: { ok: true, value: 5 } }));
    expect(await answer).toEqual({ ok: true, value: 5 });
    expect(link.mediaBase()).toBe('/m/k/');
  });

  it('sends an unanswered call again under its id, and says what it has seen', async () => {
    const link = createSocketLink(fake.world);
    await settle();
    fake.sockets[0]?.opened();
    fake.sockets[0]?.message(ready);
    const answer = link.call('app.info', {});
    fake.sockets[0]?.message(JSON.stringify({ topic: 'statuses.removed', seq: 9, data: { uris: [] } }));
    fake.sockets[0]?.closed(1006);
    expect(link.state()).toEqual({ state: 'lost', retryAt: 1_250 });
    fake.timers[0]?.run();
    await settle();
    const [, second] = fake.sockets;
    second?.opened();
    second?.message(ready);
    expect(second?.sent).toEqual([{ token: 't', seen: { 'statuses.removed': 9 } }, { id: 'run-1', call: 'app.info', input: {} }]);
    second?.message(JSON.stringify({ id: 'run-1', result: { ok: true, value: null } }));
    expect(await answer).toEqual({ ok: true, value: null });
    expect(link.state()).toEqual({ state: 'ready' });
  });

  it('waits longer after each failure, up to ten seconds', async () => {
    createSocketLink(fake.world);
    await settle();
    const delays: number[] = [];
    for (let round = 0; round < 8; round += 1) {
      fake.sockets.at(-1)?.closed(1006);
      delays.push(fake.timers[0]?.delayMs ?? 0);
      fake.timers[0]?.run();
      await settle();
    }
    expect(delays).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
  });

  it('ends when the token is no longer good, and cancels what waits', async () => {
    const link = createSocketLink(fake.world);
    const answer = link.call('app.info', {});
    await settle();
    fake.sockets[0]?.closed(4401);
    expect(link.state()).toEqual({ state: 'ended', reason: 'noSession' });
    expect(fake.kept.token).toBeNull();
    expect(await answer).toEqual({ ok: false, error: { kind: 'cancelled' } });
    expect(fake.timers).toHaveLength(0);
  });

  it('ends without a code and without a token, and after a spent code without a token', async () => {
    fake = fakeWorld({});
    const bare = createSocketLink(fake.world);
    fake = fakeWorld({ code: 'spent' });
    const spent = createSocketLink(fake.world);
    await settle();
    expect(bare.state()).toEqual({ state: 'ended', reason: 'noSession' });
    expect(spent.state()).toEqual({ state: 'ended', reason: 'wrongCode' });
  });
});
