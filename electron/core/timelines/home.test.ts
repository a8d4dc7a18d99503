import { describe, expect, it } from 'vitest';
import type { StatusId } from '../../contract/ids.ts';
import { fail, ok } from '../../contract/result.ts';
import { pageOf } from '../testing/fake-server.ts';
import { createReadingWorld, idsBetween, itemsBetween, minute, type ReadingWorld } from '../testing/reading-world.ts';
import { sampleBoost, sampleItem, sampleSeen } from '../testing/samples.ts';

const signal = new AbortController().signal;
const offline = fail({ kind: 'offline', host: 'a.example', reason: 'reset', mayHaveArrived: true } as const);

/** An account that has read posts 100 to 139 and was then away. */
async function away(world: ReadingWorld = createReadingWorld(), change?: Parameters<ReadingWorld['add']>[1]) {
  const { key, server } = world.add('me', change);
  server.home.push(...itemsBetween(100, 139));
  await world.timelines.home.catchUp(key, signal);
  world.timelines.home.interrupted(key);
  server.asked.slice(0);
  world.events.clear();
  return { world, key, server, home: world.timelines.home };
}

describe('catchUp', () => {
  it('reads the newest page where nothing is stored', async () => {
    const { world, key, server } = await away();
    expect(world.shown(key)).toEqual(idsBetween(100, 139).map(String));
    expect(server.asked).toEqual([{ kind: 'newest', limit: 40 }]);
  });

  it('climbs page by page until nothing is newer, and leaves no hole', async () => {
    const { world, key, server, home } = await away();
    server.home.unshift(...itemsBetween(140, 230));
    expect(await home.catchUp(key, signal)).toEqual(ok({ incompleteUntil: null, missed: false }));
    expect(world.shown(key)).toEqual(idsBetween(100, 230));
    expect(server.asked.slice(1).map((query) => (query.kind === 'justNewerThan' ? query.id : query.kind))).toEqual(['139', '179', '219', '230']);
  });

  it('goes on after a short page: 39, then none, is normal in the middle of a list', async () => {
    const { world, key, server, home } = await away();
    server.home.unshift(...itemsBetween(140, 218));
    server.homeAnswers.push(ok(pageOf(itemsBetween(140, 178))));
    await home.catchUp(key, signal);
    expect(world.shown(key)).toEqual(idsBetween(100, 218));
  });

  it('stops after five pages and shows what is between as a hole', async () => {
    const { world, key, server, home } = await away();
    server.home.unshift(...itemsBetween(140, 500));
    await home.catchUp(key, signal);
    const shown = world.shown(key);
    expect(shown.filter((id) => id === 'gap')).toHaveLength(1);
    expect(shown).toEqual([...idsBetween(461, 500), 'gap', ...idsBetween(100, 339)]);
    expect(world.stores.timelines.gaps(key)).toMatchObject([{ above: '461', below: '339', state: 'open', newerAt: minute(461), olderAt: minute(339) }]);
  });

  it('shows a hole that cannot be filled where the server cut its list', async () => {
    const { world, key, server, home } = await away();
    server.home.splice(0, server.home.length, ...itemsBetween(300, 600));
    await home.catchUp(key, signal);
    expect(world.stores.timelines.gaps(key).map((gap) => [gap.above, gap.below, gap.state, gap.reason])).toEqual([
      ['561', '499', 'open', null],
      ['300', '139', 'unfillable', 'serverLimit'],
    ]);
  });

  it('pages down where the server knows no min_id, until a known post', async () => {
    const { world, key, server, home } = await away(createReadingWorld(), { capabilities: { minId: false } });
    server.home.unshift(...itemsBetween(140, 230));
    await home.catchUp(key, signal);
    expect(world.shown(key)).toEqual(idsBetween(100, 230));
    expect(server.asked.every((query) => query.kind !== 'justNewerThan')).toBe(true);
  });

  it('notices a server that takes no notice of min_id', async () => {
    const { world, key, server, home } = await away();
    server.ignoresMinId = true;
    server.home.unshift(...itemsBetween(140, 230));
    await home.catchUp(key, signal);
    await home.catchUp(key, signal);
    expect(world.shown(key)).toEqual(idsBetween(100, 230));
  });

  it('never hides what a lost answer left out: posts stream in above a hole, the next try fills it', async () => {
    const { world, key, server, home } = await away();
    server.home.unshift(...itemsBetween(140, 200));
    server.homeAnswers.push(offline);
    expect((await home.catchUp(key, signal)).ok).toBe(false);
    home.enqueue(key, [{ kind: 'update', item: sampleItem('201', minute(201)) }]);
    await world.clock.advance(100);
    expect(world.shown(key)).toEqual(['201', 'gap', ...idsBetween(100, 139)]);
    server.home.unshift(sampleItem('201', minute(201)));
    await home.catchUp(key, signal);
    expect(world.shown(key)).toEqual(idsBetween(100, 201));
  });

  it('reads on above a late post that streamed in after a failed try: it stands where its date belongs', async () => {
    const { world, key, server, home } = await away();
    server.home.unshift(...itemsBetween(140, 200));
    server.homeAnswers.push(offline);
    expect((await home.catchUp(key, signal)).ok).toBe(false);
    home.enqueue(key, [{ kind: 'update', item: sampleItem('170', minute(170)) }]);
    await world.clock.advance(100);
    await home.catchUp(key, signal);
    expect(world.shown(key)).toEqual(idsBetween(100, 200));
  });

  it('climbs after a start from below what streamed in unproven, for just there the stream may have begun late', async () => {
    const { world, key, server, home } = await away();
    await home.catchUp(key, signal);
    const streamed = itemsBetween(152, 157);
    server.home.unshift(...streamed, ...itemsBetween(150, 151));
    home.enqueue(key, streamed.toReversed().map((item) => ({ kind: 'update', item }) as const));
    await world.clock.advance(100);
    home.forget(key);
    await home.catchUp(key, signal);
    expect(world.shown(key)).toEqual([...idsBetween(150, 157), ...idsBetween(100, 139)]);
  });

  it('keeps the hole when it breaks off in the middle of paging down', async () => {
    const { world, key, server, home } = await away(createReadingWorld(), { capabilities: { minId: false } });
    server.home.unshift(...itemsBetween(140, 260));
    server.homeAnswers.push(ok(pageOf(itemsBetween(221, 260))), offline);
    expect((await home.catchUp(key, signal)).ok).toBe(false);
    expect(world.shown(key)).toEqual([...idsBetween(221, 260), 'gap', ...idsBetween(100, 139)]);
    await home.catchUp(key, signal);
    expect(world.shown(key)).toEqual(idsBetween(100, 260));
  });

  it('proves nothing by a page of a feed that is being rebuilt', async () => {
    const { world, key, server, home } = await away();
    const at = world.clock.now() + 5_000;
    server.home.unshift(...itemsBetween(140, 150));
    server.homeAnswers.push(ok(pageOf([], { incompleteUntil: at })));
    expect(await home.catchUp(key, signal)).toEqual(ok({ incompleteUntil: at, missed: false }));
    expect(world.shown(key)).toEqual(idsBetween(100, 139));
    await home.catchUp(key, signal);
    expect(world.shown(key)).toEqual(idsBetween(100, 150));
  });

  it('does not take the newest of a rebuilt list for a cursor', async () => {
    const { world, key, server, home } = await away();
    server.home.unshift(...itemsBetween(140, 150));
    server.homeAnswers.push(ok(pageOf([...itemsBetween(150, 150), ...itemsBetween(130, 139)], { incompleteUntil: world.clock.now() + 1_000 })));
    await home.compareTop(key, signal);
    await home.catchUp(key, signal);
    expect(world.shown(key)).toEqual(idsBetween(100, 150));
  });

  it('falls back to the newest page when the server refuses the cursor', async () => {
    const { world, key, server, home } = await away();
    server.home.unshift(...itemsBetween(140, 150));
    server.homeAnswers.push(fail({ kind: 'rejected', host: 'a.example', status: 400, message: 'bad cursor' }));
    expect((await home.catchUp(key, signal)).ok).toBe(true);
    expect(world.shown(key)).toEqual(idsBetween(100, 150));
  });

  it('writes nothing for an account that was removed while the answer was on its way', async () => {
    const { world, key, server, home } = await away();
    server.home.unshift(...itemsBetween(140, 150));
    const letGo = server.hold();
    const running = home.catchUp(key, signal);
    world.remove(key);
    letGo();
    await running;
    expect(world.stores.timelines.newest(key)?.id).toBe('139');
  });

  it('answers a full disk as the value it is, and loses nothing', async () => {
    const { world, key, server, home } = await away();
    server.home.unshift(...itemsBetween(140, 150));
    world.stores.transactions.failNext(1);
    expect(await home.catchUp(key, signal)).toMatchObject({ ok: false, error: { kind: 'storage' } });
    await home.catchUp(key, signal);
    expect(world.shown(key)).toEqual(idsBetween(100, 150));
  });
});

describe('compareTop', () => {
  it('finds late posts below the cursor and puts them where the server has them', async () => {
    const { world, key, server, home } = await away();
    await home.catchUp(key, signal);
    const late = sampleItem('1305', minute(130) + 500);
    server.home.splice(9, 0, late);
    await home.compareTop(key, signal);
    expect(world.shown(key).slice(7, 12)).toEqual(['132', '131', '1305', '130', '129']);
    expect(world.shown(key)).toHaveLength(41);
  });

  it('shows and fills a hole when the newest page does not meet the store', async () => {
    const { world, key, server, home } = await away();
    server.home.unshift(...itemsBetween(140, 300));
    await home.compareTop(key, signal);
    expect(world.shown(key)).toEqual(idsBetween(100, 300));
  });

  it('does not close a hole above a page that was on its way when the hole opened', async () => {
    const { world, key, server, home } = await away();
    await home.catchUp(key, signal);
    const letGo = server.hold();
    const running = home.compareTop(key, signal);
    home.interrupted(key);
    home.enqueue(key, [{ kind: 'update', item: sampleItem('160', minute(160)) }]);
    await world.clock.advance(50);
    letGo();
    await running;
    expect(world.shown(key).slice(0, 3)).toEqual(['160', 'gap', '139']);
  });

  it('keeps a late post above what the server has it above, where it is the last of a page', async () => {
    const { world, key, server, home } = await away();
    // Post 261 is dated long before all that is stored, and stands on top of 260.
    server.home.unshift(...itemsBetween(262, 300), sampleItem('261', minute(1)), ...itemsBetween(140, 260));
    await home.compareTop(key, signal);
    expect(world.shown(key)).toEqual(idsBetween(100, 300));
    expect(world.stores.timelines.gaps(key)).toEqual([]);
  });

  /** Streams in 400 to 399 + `streamed`, after posts 140 to 139 + `silent` that the stream left out. */
  async function burst(silent: number, streamed: number) {
    const all = await away();
    await all.home.catchUp(all.key, signal);
    const arrived = itemsBetween(400, 399 + streamed);
    all.server.home.unshift(...arrived, ...itemsBetween(140, 139 + silent));
    all.home.enqueue(all.key, arrived.toReversed().map((item) => ({ kind: 'update', item }) as const));
    await all.world.clock.advance(100);
    return all;
  }

  it('finds what a stream left out below more than a page that it brought', async () => {
    const { world, key, server, home } = await burst(5, 90);
    const asked = server.asked.length;
    expect((await home.compareTop(key, signal)).ok).toBe(true);
    expect(world.shown(key)).toEqual([...idsBetween(400, 489), ...idsBetween(100, 144)]);
    await home.compareTop(key, signal);
    expect(server.asked.slice(asked).map(({ kind }) => kind)).toEqual(['newest', 'olderThan', 'olderThan', 'newest']);
  });

  it('shows a hole where a stream that left out posts brought more than anybody reads again', async () => {
    const { world, key, server, home } = await burst(200, 90);
    await home.compareTop(key, signal);
    expect(world.stores.timelines.gaps(key)).toMatchObject([{ above: '190', below: '139', state: 'open' }]);
    expect(server.asked.length).toBeLessThan(12);
  });

  it('trusts a stream that left out nothing in more than it reads again', async () => {
    const { world, key, home } = await burst(0, 300);
    await home.compareTop(key, signal);
    expect(world.shown(key)).toEqual([...idsBetween(400, 699), ...idsBetween(100, 139)]);
  });

  it('begins a catch-up below what a look did not reach', async () => {
    const { world, key, server, home } = await burst(5, 90);
    server.homeAnswers.push(ok(pageOf(server.home.slice(0, 40))), offline);
    expect((await home.compareTop(key, signal)).ok).toBe(false);
    home.interrupted(key);
    await home.catchUp(key, signal);
    expect(world.shown(key)).toEqual([...idsBetween(400, 489), ...idsBetween(100, 144)]);
  });

  it('takes an edit it sees', async () => {
    const { world, key, server, home } = await away();
    const [first, ...rest] = server.home;
    if (first === undefined) throw new Error('no items');
    const edited = { ...first, seen: sampleSeen(first.seen.status.uri, first.id, { createdAt: first.createdAt, editedAt: minute(900), spoilerText: 'changed' }) };
    server.home.splice(0, server.home.length, edited, ...rest);
    await home.compareTop(key, signal);
    expect(world.events.of('statuses.changed')).toMatchObject([{ statuses: [{ status: { spoilerText: 'changed' } }] }]);
  });
});

describe('sweep', () => {
  it('finds late posts anywhere in what is stored', async () => {
    const { world, key, server, home } = await away();
    server.home.unshift(...itemsBetween(140, 250));
    await home.catchUp(key, signal);
    server.home.splice(server.home.length - 3, 0, sampleItem('1025', minute(102) + 1));
    const running = home.sweep(key, signal);
    await world.clock.advance(60_000);
    expect(await running).toEqual(ok({ incompleteUntil: null, missed: false }));
    expect(world.shown(key).slice(-5)).toEqual(['103', '1025', '102', '101', '100']);
  });

  it('takes out what the server no longer serves, and reads edits, by batches of twenty', async () => {
    const { world, key, server, home } = await away();
    server.home.unshift(...itemsBetween(140, 160));
    await home.catchUp(key, signal);
    server.home.splice(5, 1);
    server.home.splice(40, 1);
    const running = home.sweep(key, signal);
    await world.clock.advance(120_000);
    expect((await running).ok).toBe(true);
    expect(world.shown(key)).toEqual(server.home.map((item) => item.id));
    expect(server.calls.filter((name) => name === 'statuses')).toHaveLength(1);
    expect(world.events.of('statuses.removed').flatMap((event) => event.uris)).toHaveLength(2);
  });

  it('checks one by one where the server has no batch call', async () => {
    const { world, key, server, home } = await away(createReadingWorld(), { capabilities: { statusBatch: false } });
    server.home.splice(5, 1);
    const running = home.sweep(key, signal);
    await world.clock.advance(120_000);
    await running;
    expect(server.calls).toContain('status');
    expect(world.shown(key)).toEqual(server.home.map((item) => item.id));
  });

  it('does not take twenty posts out because a server does not know the batch call', async () => {
    const { world, key, server, home } = await away();
    for (const item of server.home) server.statuses.set(item.id, item.seen);
    server.home.splice(0);
    server.connection.statuses = async () => ok([]);
    const running = home.sweep(key, signal);
    await world.clock.advance(120_000);
    await running;
    expect(world.shown(key)).toHaveLength(40);
  });

  it('steps over holes: they are not claimed to be complete', async () => {
    const { world, key, server, home } = await away();
    server.home.unshift(...itemsBetween(140, 700));
    await home.catchUp(key, signal);
    const asked = server.asked.length;
    const running = home.sweep(key, signal);
    await world.clock.advance(300_000);
    await running;
    expect(world.shown(key)).toContain('gap');
    expect(server.asked.length - asked).toBeLessThan(12);
  });

  it('stops when it is told to', async () => {
    const { world, key, server, home } = await away();
    server.home.unshift(...itemsBetween(140, 250));
    await home.catchUp(key, signal);
    const abort = new AbortController();
    const running = home.sweep(key, abort.signal);
    await world.clock.advance(100);
    abort.abort();
    await world.clock.advance(10_000);
    expect(await running).toMatchObject({ ok: false, error: { kind: 'cancelled' } });
  });
});

describe('events', () => {
  it('stores a burst in few transactions and publishes at most fifty times a second', async () => {
    const { world, key, server, home } = await away();
    await home.catchUp(key, signal);
    world.events.clear();
    const before = world.stores.transactions.done;
    for (let second = 0; second < 100; second += 1) {
      home.enqueue(key, itemsBetween(1000 + second * 30, 1029 + second * 30).toReversed().map((item) => ({ kind: 'update', item }) as const));
      await world.clock.advance(10);
    }
    await world.clock.advance(100);
    expect(world.stores.timelines.newest(key)?.id).toBe('3999');
    expect(world.stores.transactions.done - before).toBeLessThanOrEqual(51);
    expect(world.events.of('timelines.changed').length).toBeLessThanOrEqual(51);
    expect(server.asked.length).toBeGreaterThan(0);
  });

  it('says each news once: what an entry carries is not told again as a changed status', async () => {
    const world = createReadingWorld();
    const added = ['me', 'you'].map((name) => world.add(name));
    for (const { key } of added) world.timelines.home.enqueue(key, [{ kind: 'update', item: sampleItem('1', minute(1), 'https://c.example/s/1') }]);
    await world.clock.advance(50);
    expect([world.events.of('timelines.changed').length, world.events.of('statuses.changed').length]).toEqual([1, 0]);
  });

  it('takes a delete that overtook its post', async () => {
    const { world, key, home } = await away();
    await home.catchUp(key, signal);
    home.enqueue(key, [{ kind: 'delete', id: '150' as StatusId }, { kind: 'update', item: sampleItem('150', minute(150)) }]);
    await world.clock.advance(50);
    expect(world.shown(key)).toEqual(idsBetween(100, 139));
  });

  it('does not let a page bring back what was deleted while it was on its way', async () => {
    const { world, key, server, home } = await away();
    await home.catchUp(key, signal);
    server.home.unshift(...itemsBetween(140, 141));
    const letGo = server.hold();
    const running = home.compareTop(key, signal);
    home.enqueue(key, [{ kind: 'delete', id: '141' as StatusId }, { kind: 'delete', id: '135' as StatusId }]);
    await world.clock.advance(50);
    letGo();
    await running;
    expect(world.shown(key)).toEqual(idsBetween(100, 140).filter((id) => id !== '135'));
  });

  it('removes a post with all its boosts, for that account alone', async () => {
    const world = createReadingWorld();
    const first = await away(world);
    const second = world.add('you');
    second.server.home.push(sampleItem('9139', minute(139), 'https://a.example/s/139'));
    await world.timelines.home.catchUp(second.key, signal);
    await world.timelines.home.catchUp(first.key, signal);
    const post = first.server.home[0];
    if (post === undefined) throw new Error('no items');
    world.timelines.home.enqueue(first.key, [{ kind: 'update', item: sampleBoost('150', minute(150), 'bob', post.seen) }]);
    await world.clock.advance(50);
    expect(world.shown(first.key)[0]).toBe('150');
    world.timelines.home.enqueue(first.key, [{ kind: 'delete', id: post.id }]);
    await world.clock.advance(50);
    expect(world.shown(first.key)).toEqual(idsBetween(100, 138));
    expect(world.shown(second.key)).toEqual(['9139']);
    expect(world.events.of('timelines.changed').at(-1)).toMatchObject({ removed: ['boost:https://b.example/users/bob>https://a.example/s/139'] });
    expect(world.events.of('statuses.removed')).toEqual([]);
  });

  it('takes back a boost without touching the post', async () => {
    const { world, key, home, server } = await away();
    await home.catchUp(key, signal);
    const post = server.home[3];
    if (post === undefined) throw new Error('no items');
    home.enqueue(key, [{ kind: 'update', item: sampleBoost('150', minute(150), 'bob', post.seen) }, { kind: 'delete', id: '150' as StatusId }]);
    await world.clock.advance(50);
    expect(world.shown(key)).toEqual(idsBetween(100, 139));
  });

  it('shows one post once, with every account it reached', async () => {
    const world = createReadingWorld();
    const first = world.add('me');
    const second = world.add('you');
    first.server.home.push(sampleItem('1', minute(1), 'https://c.example/s/1'));
    second.server.home.push(sampleItem('77', minute(1), 'https://c.example/s/1'));
    await world.timelines.home.catchUp(first.key, signal);
    await world.timelines.home.catchUp(second.key, signal);
    const page = world.timelines.page({ timeline: { source: 'home', accounts: 'all' }, before: null, limit: 20 });
    expect(page).toMatchObject({ value: { entries: [{ id: 'https://c.example/s/1', reached: [first.key, second.key], view: { marks: [{ id: '1' }, { id: '77' }] } }] } });
  });

  it('keeps events while the disk takes nothing', async () => {
    const { world, key, home } = await away();
    await home.catchUp(key, signal);
    world.stores.transactions.failNext(2);
    home.enqueue(key, [{ kind: 'update', item: sampleItem('140', minute(140)) }]);
    await world.clock.advance(1_000);
    expect(world.shown(key)[0]).toBe('139');
    await world.clock.advance(20_000);
    expect(world.shown(key)).toEqual(idsBetween(100, 140));
  });

  it('reads the newest page again when filters changed', async () => {
    const { world, key, home, server } = await away();
    await home.catchUp(key, signal);
    const before = server.asked.length;
    home.enqueue(key, [{ kind: 'filtersChanged' }]);
    await world.clock.advance(1_000);
    expect(server.asked.slice(before)).toEqual([{ kind: 'newest', limit: 40 }]);
  });
});
