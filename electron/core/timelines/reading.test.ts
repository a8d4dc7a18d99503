import { describe, expect, it } from 'vitest';
import type { EntryId, StatusId } from '../../contract/ids.ts';
import { fail, ok } from '../../contract/result.ts';
import type { Place, TimelineSpec } from '../../contract/timelines.ts';
import { pageOf, type FakeServer } from '../testing/fake-server.ts';
import { createReadingWorld, idsBetween, itemsBetween, minute, type ReadingWorld } from '../testing/reading-world.ts';
import { sampleItem } from '../testing/samples.ts';

const signal = new AbortController().signal;
const everything: TimelineSpec = { source: 'home', accounts: 'all' };

async function loaded(world: ReadingWorld, name: string, from: number, to: number) {
  const { key, server } = world.add(name);
  server.home.push(...itemsBetween(from, to).map((item) => sampleItem(item.id, item.createdAt, `https://a.example/${name}/${item.id}`)));
  await world.timelines.home.catchUp(key, signal);
  return { key, server };
}

function page(world: ReadingWorld, before: Place | null = null, limit = 20, timeline = everything) {
  const result = world.timelines.page({ timeline, before, limit });
  if (!result.ok) throw new Error(result.error.kind);
  return result.value;
}

/** Reads down to the end as a screen does, and checks that nothing pushes in above what was shown. */
async function readAll(world: ReadingWorld, limit: number): Promise<string[]> {
  const shown: Place[] = [];
  for (let turns = 0; turns < 200; turns += 1) {
    const { entries, older } = page(world, shown.at(-1) ?? null, limit);
    shown.push(...entries.map(({ at, id }) => ({ at, id })));
    if (older === 'end') break;
    if (older === 'fetching') await world.clock.advance(1_000);
  }
  const again = world.stores.timelines.page(world.accounts.keys(), null, 10_000).map((entry) => entry.id);
  expect(shown.map((place) => place.id)).toEqual(again);
  return again;
}

const servers = (...all: readonly FakeServer[]): number => all.reduce((sum, server) => sum + server.home.length, 0);

describe('page', () => {
  it('merges the homes of all accounts by place', async () => {
    const world = createReadingWorld();
    await loaded(world, 'me', 100, 102);
    await loaded(world, 'you', 101, 103);
    // Down to the oldest loaded post of each account only, until their servers say that there is nothing older.
    expect(page(world)).toMatchObject({ entries: { length: 4 }, older: 'fetching' });
    await world.clock.advance(100);
    expect(page(world).entries.map((entry) => entry.id.slice('https://a.example/'.length))).toEqual(['you/103', 'you/102', 'me/102', 'you/101', 'me/101', 'me/100']);
  });

  it('reads on through every server to the end, in an order that never changes above', async () => {
    const world = createReadingWorld();
    const a = await loaded(world, 'me', 100, 399);
    const b = await loaded(world, 'you', 350, 399);
    const c = await loaded(world, 'they', 380, 499);
    expect(await readAll(world, 17)).toHaveLength(servers(a.server, b.server, c.server));
  });

  it('shows no post older than what another account has still to load', async () => {
    const world = createReadingWorld();
    await loaded(world, 'slow', 100, 160);
    await loaded(world, 'fast', 155, 400);
    const ids = page(world, null, 200).entries.map((entry) => entry.id);
    expect(ids.every((id) => id.includes('/fast/'))).toBe(true);
    expect(ids).toHaveLength(40);
  });

  it('asks for older posts when the store runs out, and says when they came', async () => {
    const world = createReadingWorld();
    await loaded(world, 'me', 100, 199);
    const first = page(world, null, 40);
    expect([first.entries.length, first.older]).toEqual([40, 'more']);
    const second = page(world, first.entries.at(-1), 40);
    expect([second.entries.length, second.older]).toEqual([0, 'fetching']);
    await world.clock.advance(100);
    expect(world.events.of('timelines.changed').at(-2)?.entries).toHaveLength(40);
    expect(page(world, first.entries.at(-1), 40).entries).toHaveLength(40);
  });

  it('asks each server once at a time', async () => {
    const world = createReadingWorld();
    const { server } = await loaded(world, 'me', 100, 199);
    page(world, null, 100);
    page(world, null, 100);
    await world.clock.advance(100);
    expect(server.asked).toHaveLength(2);
  });

  it('ends where the servers have no more', async () => {
    const world = createReadingWorld();
    await loaded(world, 'me', 100, 110);
    expect(page(world).older).toBe('fetching');
    await world.clock.advance(100);
    expect(page(world).older).toBe('end');
  });

  it('does not turn in circles with a server that repeats its cursor', async () => {
    const world = createReadingWorld();
    const { server } = await loaded(world, 'me', 100, 139);
    server.home.splice(0);
    for (let turn = 0; turn < 50; turn += 1) server.homeAnswers.push(ok(pageOf(itemsBetween(100, 139), { olderCursor: '100' })));
    await readAll(world, 20);
    expect(server.asked.length).toBeLessThan(12);
  });

  it('goes on after a page of which nothing could be read', async () => {
    const world = createReadingWorld();
    const { key, server } = await loaded(world, 'me', 100, 239);
    server.homeAnswers.push(ok(pageOf([], { olderCursor: '160', dropped: 40 })));
    await readAll(world, 20);
    expect(world.shown(key)).toEqual([...idsBetween(200, 239), ...idsBetween(100, 159)]);
  });

  it('puts a hole where a server cannot be asked, and lets the others go on', async () => {
    const world = createReadingWorld();
    const broken = await loaded(world, 'broken', 200, 300);
    await loaded(world, 'well', 100, 300);
    broken.server.failures.set('home', Array.from({ length: 50 }, () => ({ kind: 'offline', host: 'a.example', reason: 'timeout', mayHaveArrived: true }) as const));
    const ids = await readAll(world, 20);
    expect(ids.filter((id) => id.startsWith('gap:'))).toHaveLength(1);
    expect(ids.filter((id) => id.includes('/well/'))).toHaveLength(201);
    expect(world.stores.timelines.gaps(broken.key)).toMatchObject([{ below: null, state: 'open' }]);
  });

  it('fills such a hole when the reader asks for it', async () => {
    const world = createReadingWorld();
    const { key, server } = await loaded(world, 'me', 100, 199);
    server.failures.set('home', [{ kind: 'serverError', host: 'a.example', status: 502, message: '', retryAt: null, mayHaveArrived: true }]);
    page(world, null, 60);
    await world.clock.advance(100);
    const gap = page(world, null, 60).entries.at(-1);
    expect(gap?.kind).toBe('gap');
    expect(await world.timelines.loadGap({ gap: gap?.id ?? ('' as EntryId), from: 'newer' })).toEqual(ok(null));
    expect(world.shown(key)).toEqual(idsBetween(120, 199));
  });

  it('says that an account without its first page is still being fetched', () => {
    const world = createReadingWorld();
    world.add('new');
    expect(page(world)).toEqual({ entries: [], older: 'fetching' });
  });

  it('tells an empty home from one that was not read yet', async () => {
    const world = createReadingWorld();
    await loaded(world, 'me', 1, 0);
    expect(page(world)).toEqual({ entries: [], older: 'end' });
    expect(world.events.of('timelines.changed')).toHaveLength(1);
  });

  it('reads only the accounts that were asked for', async () => {
    const world = createReadingWorld();
    const me = await loaded(world, 'me', 100, 101);
    await loaded(world, 'you', 100, 101);
    expect(page(world, null, 20, { source: 'home', accounts: [me.key] }).entries.map((entry) => entry.kind === 'status' && entry.reached)).toEqual([[me.key], [me.key]]);
  });

  it('still shows what a signed-out account saw', async () => {
    const world = createReadingWorld();
    const me = await loaded(world, 'me', 100, 110);
    world.signOut(me.key);
    expect(page(world, null, 5).entries).toHaveLength(5);
  });
});

describe('around', () => {
  it('opens where reading stopped, with what is newer counted', async () => {
    const world = createReadingWorld();
    await loaded(world, 'me', 100, 139);
    const place = { at: minute(120), id: 'https://a.example/me/120' as EntryId };
    const result = world.timelines.around({ timeline: everything, place, limit: 9 });
    expect(result).toMatchObject({ ok: true, value: { newerCount: 16, older: 'more' } });
    expect(result.ok && result.value.entries.map((entry) => entry.id.split('/').at(-1))).toEqual(['123', '122', '121', '120', '119', '118', '117', '116', '115']);
  });

  it('works for a place whose post is gone', async () => {
    const world = createReadingWorld();
    await loaded(world, 'me', 100, 139);
    const place = { at: minute(120) + 5, id: 'https://gone.example/1' as EntryId };
    const result = world.timelines.around({ timeline: everything, place, limit: 6 });
    expect(result.ok && result.value.entries.map((entry) => entry.id.split('/').at(-1))).toEqual(['122', '121', '120', '119', '118', '117']);
  });
});

describe('loadGap', () => {
  async function withGap() {
    const world = createReadingWorld();
    const { key, server } = await loaded(world, 'me', 100, 139);
    world.timelines.home.interrupted(key);
    server.home.unshift(...itemsBetween(140, 600));
    await world.timelines.home.catchUp(key, signal);
    const gap = world.stores.timelines.gaps(key)[0];
    if (gap === undefined) throw new Error('no gap');
    return { world, key, server, gap };
  }

  it.each(['newer', 'older'] as const)('makes a hole smaller from the %s side until it is closed', async (from) => {
    const { world, key, gap } = await withGap();
    const widths: number[] = [];
    for (let turn = 0; turn < 5 && world.stores.timelines.gap(gap.id) !== null; turn += 1) {
      expect(await world.timelines.loadGap({ gap: gap.id, from })).toEqual(ok(null));
      const now = world.stores.timelines.gap(gap.id);
      widths.push(now === null ? 0 : now.newerAt - (now.olderAt ?? 0));
    }
    expect(widths).toEqual(widths.toSorted((a, b) => b - a));
    expect(world.shown(key)).toEqual(idsBetween(100, 600));
  });

  it('shows that it is loading, and goes back to open when the server fails', async () => {
    const { world, server, gap } = await withGap();
    const letGo = server.hold();
    server.failures.set('home', [{ kind: 'offline', host: 'a.example', reason: 'dns', mayHaveArrived: false }]);
    const running = world.timelines.loadGap({ gap: gap.id, from: 'newer' });
    expect(world.events.of('timelines.changed').at(-1)?.entries).toMatchObject([{ kind: 'gap', state: 'loading' }]);
    letGo();
    expect((await running).ok).toBe(false);
    expect(world.stores.timelines.gap(gap.id)?.state).toBe('open');
  });

  it('says that the server refuses', async () => {
    const { world, server, gap } = await withGap();
    server.failures.set('home', [{ kind: 'forbidden', host: 'a.example', message: '' }, { kind: 'forbidden', host: 'a.example', message: '' }]);
    await world.timelines.loadGap({ gap: gap.id, from: 'older' });
    expect(world.stores.timelines.gap(gap.id)).toMatchObject({ state: 'unfillable', reason: 'refused' });
  });

  it('says that the server keeps no older posts', async () => {
    const { world, server, gap } = await withGap();
    server.home.splice(60);
    await world.timelines.loadGap({ gap: gap.id, from: 'newer' });
    expect(world.stores.timelines.gap(gap.id)).toMatchObject({ state: 'unfillable', reason: 'serverLimit' });
    expect(await world.timelines.loadGap({ gap: gap.id, from: 'newer' })).toMatchObject({ ok: false, error: { kind: 'unsupported' } });
  });

  it('finds no hole that is not there', async () => {
    const { world } = await withGap();
    expect(await world.timelines.loadGap({ gap: 'gap:nothing' as EntryId, from: 'newer' })).toEqual(fail({ kind: 'notFound', what: 'gap' }));
  });
});

describe('refresh and places', () => {
  it('asks every account, and fails only when nobody answers', async () => {
    const world = createReadingWorld();
    const me = await loaded(world, 'me', 100, 101);
    const you = await loaded(world, 'you', 100, 101);
    me.server.failures.set('home', [{ kind: 'cancelled' }]);
    expect(await world.timelines.refresh({ timeline: everything })).toEqual(ok(null));
    me.server.failures.set('home', [{ kind: 'cancelled' }]);
    you.server.failures.set('home', [{ kind: 'cancelled' }]);
    expect((await world.timelines.refresh({ timeline: everything })).ok).toBe(false);
  });

  it('keeps places by name, the last one of each', () => {
    const { timelines, stores } = createReadingWorld();
    const place = { at: 1, id: 'x' as EntryId };
    timelines.savePlace({ name: 'home', place: null, offset: 0 });
    timelines.savePlace({ name: 'lane', place: null, offset: 3 });
    timelines.savePlace({ name: 'home', place, offset: 12 });
    expect(timelines.savedPlaces()).toEqual(ok([{ name: 'lane', place: null, offset: 3 }, { name: 'home', place, offset: 12 }]));
    stores.settings.set('timelines.places', [{ name: 5 }, 'x', null]);
    expect(timelines.savedPlaces()).toEqual(ok([]));
  });
});

describe('what is below the lowest line', () => {
  it('is asked again when the lowest line is gone: the cursor belonged to it', async () => {
    const world = createReadingWorld();
    const { key, server } = await loaded(world, 'me', 100, 239);
    page(world, null, 60);
    await world.clock.advance(100);
    // As pruning does: the lowest lines go, the server still has them.
    for (const id of idsBetween(160, 179)) world.stores.timelines.removeLine(key, id as StatusId);
    page(world, null, 200);
    await world.clock.advance(100);
    expect(world.shown(key)).toEqual(idsBetween(140, 239));
    expect(server.asked.at(-1)).toMatchObject({ kind: 'olderThan', cursor: '180' });
  });
});
