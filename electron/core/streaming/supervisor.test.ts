import { describe, expect, it } from 'vitest';
import type { AccountHealth } from '../../contract/accounts.ts';
import type { AccountKey, StatusId } from '../../contract/ids.ts';
import type { AppError } from '../../contract/result.ts';
import type { StreamEnd } from '../fediverse.ts';
import { createFakeLifecycle, createFixedRandom } from '../testing/fake-ports.ts';
import type { FakeServer } from '../testing/fake-server.ts';
import { createReadingWorld, idsBetween, itemsBetween, minute } from '../testing/reading-world.ts';
import { sampleItem } from '../testing/samples.ts';
import { createStreamSupervisor } from './supervisor.ts';

const closed: StreamEnd = { kind: 'closed', code: 1000 };
const offline: AppError = { kind: 'offline', host: 'a.example', reason: 'timeout', mayHaveArrived: true };

function setUp(unit = 0.5) {
  const world = createReadingWorld();
  const lifecycle = createFakeLifecycle();
  const changes: { account: AccountKey; health: AccountHealth }[] = [];
  const supervisor = createStreamSupervisor({
    clock: world.clock,
    random: createFixedRandom(unit),
    lifecycle,
    log: world.log,
    home: world.timelines.home,
    healthChanged: (account, health) => changes.push({ account, health }),
  });
  const state = (key: AccountKey): string | undefined => supervisor.healthOf(key)?.state;
  const states = (key: AccountKey): string[] => changes.filter((change) => change.account === key).map((change) => change.health.state);
  return { ...world, world, lifecycle, supervisor, state, states };
}

type World = ReturnType<typeof setUp>;

async function live(test: World, name = 'me', change?: Parameters<World['add']>[1]) {
  const added = test.add(name, change);
  added.server.home.push(...itemsBetween(100, 139));
  test.supervisor.start(added.account);
  await test.clock.advance(5_000);
  return added;
}

const last = (server: FakeServer) => {
  const socket = server.sockets.at(-1);
  if (socket === undefined) throw new Error('no socket is open');
  return socket;
};

describe('a stream', () => {
  it('is opened first, then what was missed is read, then it is live', async () => {
    const test = setUp();
    const { key } = await live(test);
    expect(test.states(key)).toEqual(['catchingUp', 'live']);
    expect(test.shown(key)).toEqual(idsBetween(100, 139));
  });

  it('holds events back while it reads what was missed, and loses none', async () => {
    const test = setUp();
    const { key, server, account } = test.add('me');
    server.home.push(...itemsBetween(100, 139));
    const letGo = server.hold();
    test.supervisor.start(account);
    await test.clock.advance(1_000);
    server.publish(sampleItem('140', minute(140)));
    server.stream({ kind: 'delete', id: '120' as StatusId });
    server.home.splice(20, 1);
    await test.clock.advance(1_000);
    expect(test.shown(key)).toEqual([]);
    letGo();
    await test.clock.advance(1_000);
    expect(test.shown(key)).toEqual(idsBetween(100, 140).filter((id) => id !== '120'));
    expect(test.state(key)).toBe('live');
  });

  it('looks again 11 to 15 s later: a subscription takes effect some time after the socket opens', async () => {
    const test = setUp();
    const { key, server } = await live(test);
    server.home.unshift(sampleItem('140', minute(140)));
    await test.clock.advance(5_000);
    expect(test.shown(key)).not.toContain('140');
    await test.clock.advance(6_000);
    expect(test.shown(key)[0]).toBe('140');
  });

  it('looks again every five minutes: a stream can be open and dead', async () => {
    const test = setUp();
    const { key, server } = await live(test);
    await test.clock.advance(120_000);
    server.home.unshift(...itemsBetween(140, 150));
    await test.clock.advance(5 * 60_000);
    expect(test.shown(key)).toEqual(idsBetween(100, 150));
    // It answered pings and brought nothing: it is not trusted any longer.
    expect(server.socketsOpened).toBe(2);
    expect(test.state(key)).toBe('live');
  });

  it('keeps a stream that a post only crossed on its way', async () => {
    const test = setUp();
    const { server } = await live(test);
    for (let turn = 0; turn < 3; turn += 1) {
      server.home.unshift(sampleItem(String(140 + turn), test.clock.now() + 5 * 60_000 * turn));
      await test.clock.advance(5 * 60_000);
    }
    expect(server.socketsOpened).toBe(1);
  });

  it('reads what was missed after a clean close', async () => {
    const test = setUp();
    const { key, server } = await live(test);
    server.home.unshift(...itemsBetween(140, 150));
    last(server).end(closed);
    expect(test.state(key)).toBe('reconnecting');
    await test.clock.advance(2_000);
    expect(test.shown(key)).toEqual(idsBetween(100, 150));
    expect(test.state(key)).toBe('live');
  });

  it('finds what a subscription missed before it took effect, also when the next break comes before the second look', async () => {
    const test = setUp();
    const { key, server } = await live(test);
    await test.clock.advance(60_000);
    last(server).end({ kind: 'closed', code: 1006 });
    await test.clock.advance(2_000);
    server.home.unshift(sampleItem('140', minute(140)));
    server.publish(sampleItem('141', minute(141)));
    await test.clock.advance(1_000);
    last(server).end({ kind: 'closed', code: 1006 });
    await test.clock.advance(3_000);
    expect([test.state(key), test.shown(key)]).toEqual(['live', idsBetween(100, 141)]);
  });

  it('opens a new socket after silence', async () => {
    const test = setUp();
    const { key, server } = await live(test);
    last(server).end({ kind: 'silent' });
    expect(test.supervisor.healthOf(key)?.error).toMatchObject({ kind: 'offline', reason: 'timeout' });
    await test.clock.advance(2_000);
    expect(server.socketsOpened).toBe(2);
  });

  it('goes on trying while reading fails, and shows posts above a visible hole meanwhile', async () => {
    const test = setUp();
    const { key, server } = await live(test);
    server.home.unshift(...itemsBetween(140, 150));
    server.failures.set('home', Array.from({ length: 12 }, () => offline));
    last(server).end(closed);
    await test.clock.advance(3_000);
    server.publish(sampleItem('151', minute(151)));
    await test.clock.advance(1_000);
    expect(test.shown(key).slice(0, 3)).toEqual(['151', 'gap', '139']);
    expect(test.supervisor.healthOf(key)).toMatchObject({ state: 'catchingUp', error: { kind: 'offline' } });
    await test.clock.advance(10 * 60_000);
    expect(test.shown(key)).toEqual(idsBetween(100, 151));
    expect(test.state(key)).toBe('live');
  });

  it('asks again when the server says that its feed is ready', async () => {
    const test = setUp();
    const { key, server, account } = test.add('me');
    server.home.push(...itemsBetween(100, 139));
    server.homeAnswers.push({ ok: true, value: { items: itemsBetween(138, 139), olderCursor: '138', incompleteUntil: test.clock.now() + 5_000, dropped: 0 } });
    test.supervisor.start(account);
    await test.clock.advance(2_000);
    // What a list that is being rebuilt shows may have holes anywhere.
    expect([test.state(key), test.shown(key)]).toEqual(['catchingUp', []]);
    await test.clock.advance(30_000);
    expect([test.state(key), test.shown(key)]).toEqual(['live', idsBetween(100, 139)]);
  });
});

describe('trying again', () => {
  it('waits longer each time', async () => {
    const test = setUp(0.999);
    const { server } = await live(test);
    server.refusals.push(...Array.from({ length: 6 }, () => ({ kind: 'unreachable' }) as const));
    const opened: number[] = [];
    last(server).end(closed);
    for (let second = 0; second < 130; second += 1) {
      const before = server.socketsOpened;
      await test.clock.advance(1_000);
      if (server.socketsOpened > before) opened.push(second);
    }
    const waits = opened.map((second, index) => second - (opened[index - 1] ?? 0));
    expect(waits).toEqual([0, 2, 4, 8, 16, 32, 60]);
  });

  it('counts anew only after a minute of health, not at every open', async () => {
    const test = setUp(0.999);
    const { key, server } = await live(test);
    for (let turn = 0; turn < 5; turn += 1) {
      last(server).end({ kind: 'closed', code: 1011 });
      await test.clock.advance(40_000);
    }
    last(server).end(closed);
    expect((test.supervisor.healthOf(key)?.retryAt ?? 0) - test.clock.now()).toBeGreaterThan(30_000);
    await test.clock.advance(3 * 60_000);
    last(server).end(closed);
    expect((test.supervisor.healthOf(key)?.retryAt ?? 0) - test.clock.now()).toBeLessThanOrEqual(1_000);
  });

  it('does not come back before the time the server named', async () => {
    const test = setUp();
    const { server, key } = await live(test);
    const retryAt = test.clock.now() + 200_000;
    server.refusals.push({ kind: 'refused', status: 429, retryAt });
    last(server).end(closed);
    await test.clock.advance(190_000);
    expect(server.socketsOpened).toBe(2);
    expect(test.supervisor.healthOf(key)).toMatchObject({ error: { kind: 'rateLimited' }, retryAt });
    await test.clock.advance(15_000);
    expect(server.socketsOpened).toBe(3);
  });

  it('reads posts every minute while a stream cannot be had', async () => {
    const test = setUp();
    const { key, server } = await live(test);
    server.refusals.push(...Array.from({ length: 100 }, () => ({ kind: 'unreachable' }) as const));
    last(server).end(closed);
    server.home.unshift(sampleItem('140', minute(140)));
    await test.clock.advance(70_000);
    expect(test.shown(key)[0]).toBe('140');
    server.home.unshift(sampleItem('141', minute(141)));
    await test.clock.advance(130_000);
    expect(test.shown(key)[0]).toBe('141');
    expect(test.state(key)).not.toBe('live');
  });

  it('spreads clients over the wait: never all at once', async () => {
    const waits = await Promise.all([0.1, 0.5, 0.9].map(async (unit) => {
      const test = setUp(unit);
      const { key, server } = await live(test);
      for (let turn = 0; turn < 4; turn += 1) {
        last(server).end({ kind: 'closed', code: 1006 });
        if (turn < 3) await test.clock.advance(10_000);
      }
      return (test.supervisor.healthOf(key)?.retryAt ?? 0) - test.clock.now();
    }));
    expect(waits).toEqual([800, 4_000, 7_200]);
  });

  it('tries at once when a person asks', async () => {
    const test = setUp(0.999);
    const { key, server } = await live(test);
    server.refusals.push({ kind: 'refused', status: 503, retryAt: test.clock.now() + 900_000 });
    last(server).end(closed);
    await test.clock.advance(2_000);
    test.supervisor.reconnect(key);
    await test.clock.advance(100);
    expect(test.state(key)).toBe('live');
  });
});

describe('the answer to the upgrade decides', () => {
  it.each([401, 403])('checks the token once after %i, and asks for a new sign-in when it is dead', async (status) => {
    const test = setUp();
    const { key, server } = await live(test);
    const other = await live(test, 'you');
    server.refusals.push({ kind: 'refused', status, retryAt: null });
    server.failures.set('verify', [{ kind: 'unauthorized', host: 'a.example', message: '' }]);
    last(server).end({ kind: 'closed', code: 1005 });
    await test.clock.advance(600_000);
    expect(test.state(key)).toBe('signedOut');
    expect(server.calls.filter((name) => name === 'verify')).toHaveLength(1);
    expect(server.sockets).toHaveLength(0);
    expect(server.socketsOpened).toBe(2);
    expect(test.shown(key)).toHaveLength(40);
    expect(test.state(other.key)).toBe('live');
    expect(other.server.socketsOpened).toBe(1);
  });

  it('goes on when the token is good: a proxy answered', async () => {
    const test = setUp();
    const { key, server } = await live(test);
    server.refusals.push({ kind: 'refused', status: 401, retryAt: null });
    last(server).end(closed);
    await test.clock.advance(10_000);
    expect(test.state(key)).toBe('live');
  });

  it('does not ask in a circle when everything but the token check is refused', async () => {
    const test = setUp();
    const { server } = await live(test);
    server.failures.set('home', Array.from({ length: 1_000 }, () => ({ kind: 'unauthorized', host: 'a.example', message: '' }) as const));
    await test.clock.advance(10 * 60_000);
    expect(server.calls.length).toBeLessThan(90);
  });

  it('checks the token when reading is refused on an open stream', async () => {
    const test = setUp();
    const { key, server } = await live(test);
    server.failures.set('home', [{ kind: 'unauthorized', host: 'a.example', message: '' }]);
    server.failures.set('verify', [{ kind: 'unauthorized', host: 'a.example', message: '' }]);
    await test.clock.advance(20_000);
    expect(test.state(key)).toBe('signedOut');
    expect(server.sockets).toHaveLength(0);
  });

  it('polls a server that answers 404, and asks for a stream again an hour later', async () => {
    const test = setUp();
    const { key, server } = await live(test);
    server.refusals.push({ kind: 'refused', status: 404, retryAt: null });
    last(server).end(closed);
    await test.clock.advance(2_000);
    expect(test.state(key)).toBe('polling');
    server.home.unshift(sampleItem('140', minute(140)));
    await test.clock.advance(60_000);
    expect(test.shown(key)[0]).toBe('140');
    await test.clock.advance(3_600_000);
    expect(test.state(key)).toBe('live');
  });
});

describe('polling', () => {
  it('is a mode like any other for a server without a stream', async () => {
    const test = setUp();
    const { key, server } = await live(test, 'me', { streamingBase: null });
    expect(test.state(key)).toBe('polling');
    expect(server.socketsOpened).toBe(0);
    for (let minutes = 0; minutes < 5; minutes += 1) {
      server.home.unshift(sampleItem(String(140 + minutes), minute(140 + minutes)));
      await test.clock.advance(60_000);
    }
    expect(test.shown(key)).toEqual(idsBetween(100, 144));
    // A plain newest page each minute; only the one sweep after the start pages at all.
    expect(server.asked.filter((query) => query.kind === 'newest').length).toBeGreaterThanOrEqual(5);
    expect(server.asked.filter((query) => query.kind !== 'newest').length).toBeLessThanOrEqual(1);
  });

  it('shows that it fails, and recovers', async () => {
    const test = setUp();
    const { key, server } = await live(test, 'me', { streamingBase: null });
    server.failures.set('home', Array.from({ length: 7 }, () => offline));
    await test.clock.advance(61_000);
    expect(test.state(key)).toBe('offline');
    await test.clock.advance(120_000);
    expect(test.state(key)).toBe('polling');
  });
});

describe('the machine', () => {
  it('notices sleep by the clock within five seconds and reads what was missed', async () => {
    const test = setUp();
    const { key, server } = await live(test);
    server.home.unshift(...itemsBetween(140, 150));
    test.clock.jump(3_600_000);
    await test.clock.advance(6_000);
    expect(server.socketsOpened).toBe(2);
    expect(test.shown(key)).toEqual(idsBetween(100, 150));
  });

  it('takes a small drift for what it is', async () => {
    const test = setUp();
    const { server } = await live(test);
    test.clock.jump(-10_000);
    await test.clock.advance(60_000);
    expect(server.socketsOpened).toBe(1);
  });

  it('reconnects once after a resume that both the system and the clock tell of', async () => {
    const test = setUp();
    const { server } = await live(test);
    test.clock.jump(60_000);
    test.lifecycle.resume();
    await test.clock.advance(20_000);
    expect(server.socketsOpened).toBe(2);
  });

  it('says that it is offline at once, and is back at once', async () => {
    const test = setUp();
    const { key, server } = await live(test);
    test.lifecycle.online(false);
    expect(test.state(key)).toBe('offline');
    expect(server.sockets).toHaveLength(0);
    test.lifecycle.online(true);
    await test.clock.advance(500);
    expect(test.state(key)).toBe('live');
  });
});

describe('many accounts', () => {
  it('begin one after the other', async () => {
    const test = setUp(0);
    const added = ['a', 'b', 'c', 'd'].map((name) => test.add(name));
    for (const { account } of added) test.supervisor.start(account);
    const opened: number[] = [];
    for (let turn = 0; turn < 4; turn += 1) {
      await test.clock.advance(turn === 0 ? 100 : 200);
      opened.push(added.filter(({ server }) => server.socketsOpened > 0).length);
    }
    expect(opened).toEqual([1, 2, 3, 4]);
  });

  it('are not held up by a broken one', async () => {
    const test = setUp();
    const broken = test.add('broken');
    broken.server.hold();
    broken.server.holdOpen = true;
    test.supervisor.start(broken.account);
    const well = await live(test, 'well');
    expect([test.state(broken.key), test.state(well.key)]).toEqual(['starting', 'live']);
  });
});

describe('stopping', () => {
  it('closes the socket and lets nothing go on', async () => {
    const test = setUp();
    const { key, server } = await live(test);
    test.supervisor.stop(key);
    expect(server.sockets).toHaveLength(0);
    expect(test.supervisor.healthOf(key)).toBeNull();
    const asked = server.asked.length;
    await test.clock.advance(3_600_000);
    expect([server.asked.length, server.socketsOpened]).toEqual([asked, 1]);
  });

  it('goes on after a bug of its own, but not for an account that is gone', async () => {
    const test = setUp();
    const { key, server } = await live(test);
    const home = server.connection.home;
    server.connection.home = async () => Promise.reject(new TypeError('a bug'));
    await test.clock.advance(20_000);
    expect(test.log.lines.filter((line) => line.event === 'streaming.bug').length).toBeGreaterThan(0);
    expect(test.state(key)).not.toBe('live');
    server.connection.home = home;
    await test.clock.advance(5 * 60_000);
    expect(test.state(key)).toBe('live');
    const letGo = server.hold();
    server.connection.home = async (...asked) => home(...asked).then(() => Promise.reject(new TypeError('a bug')));
    test.supervisor.reconnect(key);
    await test.clock.advance(1_000);
    test.supervisor.stop(key);
    letGo();
    await test.clock.advance(5 * 60_000);
    expect([test.supervisor.healthOf(key), server.sockets.length]).toEqual([null, 0]);
  });

  it('ends all timers on close', async () => {
    const test = setUp();
    await live(test);
    await live(test, 'you');
    test.supervisor.close();
    test.timelines.close();
    expect(test.clock.pendingTimers()).toBe(0);
  });

  it('begins again with a new connection when an account signs in again', async () => {
    const test = setUp();
    const first = await live(test);
    const again = test.add('me');
    again.server.home.push(...itemsBetween(100, 145));
    test.supervisor.start(again.account);
    await test.clock.advance(2_000);
    expect(first.server.sockets).toHaveLength(0);
    expect(test.shown(first.key)).toEqual(idsBetween(100, 145));
  });
});
