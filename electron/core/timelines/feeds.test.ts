import { describe, expect, it } from 'vitest';
import type { FeedGroup } from '../../contract/feeds.ts';
import type { AccountKey, StatusId } from '../../contract/ids.ts';
import type { AppError } from '../../contract/result.ts';
import type { TimelineEntry, TimelineSpec } from '../../contract/timelines.ts';
import type { TimelineItem } from '../fediverse.ts';
import { sampleSeenProfile } from '../testing/fake-people.ts';
import { createFakeServer, type FakeServer } from '../testing/fake-server.ts';
import { createReadingWorld, itemsBetween, minute, type ReadingWorld } from '../testing/reading-world.ts';
import { sampleBoost, sampleItem, sampleKey, sampleSeen } from '../testing/samples.ts';

const down: AppError = { kind: 'offline', host: 'a.example', reason: 'reset', mayHaveArrived: false };
const local: FeedGroup = { source: { kind: 'local' }, accounts: 'all' };
const POLL_MS = 60_000;

function setUp() {
  const world = createReadingWorld();
  const spec = (...feeds: FeedGroup[]): TimelineSpec => ({ source: 'feeds', feeds });
  return {
    world,
    spec,
    account(name: string, feed: string, items: readonly TimelineItem[] = []) {
      const added = world.add(name);
      added.server.feeds.shown.set(feed, [...items]);
      return added;
    },
    watch: (...feeds: FeedGroup[]) => world.timelines.watch({ feeds }),
    /** Reads down to the end, as a screen does. */
    async entries(timeline: TimelineSpec): Promise<readonly TimelineEntry[]> {
      const read: TimelineEntry[] = [];
      for (let turns = 0; turns < 30; turns += 1) {
        const last = read.at(-1);
        const page = world.timelines.page({ timeline, before: last === undefined ? null : { at: last.at, id: last.id }, limit: 60 });
        if (!page.ok) throw new Error(page.error.kind);
        read.push(...page.value.entries);
        if (page.value.older === 'end') break;
        if (page.value.older === 'fetching') await world.clock.advance(100);
      }
      return read;
    },
  };
}

const ids = (entries: readonly TimelineEntry[]): readonly string[] => entries.map((entry) => (entry.kind === 'gap' ? 'gap' : (entry.view.status.uri.split('/').at(-1) ?? '')));
const stateOf = (world: ReadingWorld, key: AccountKey) => world.events.of('feeds.state').findLast(({ feed }) => feed.startsWith(key));
const show = (server: FakeServer, feed: string, ...items: TimelineItem[]): void => void server.feeds.shown.get(feed)?.unshift(...items);

describe('a feed that is open', () => {
  it('is read at once and then every minute, and not any more once it is closed', async () => {
    const { world, account, watch, entries, spec } = setUp();
    const { key, server } = account('me', 'local', itemsBetween(1, 3));
    watch(local);
    await world.clock.settle();
    expect(ids(await entries(spec(local)))).toEqual(['3', '2', '1']);
    expect(stateOf(world, key)).toMatchObject({ state: 'polling', error: null });
    show(server, 'local', sampleItem('4', minute(4)));
    await world.clock.advance(POLL_MS);
    expect(ids(await entries(spec(local)))).toEqual(['4', '3', '2', '1']);
    watch();
    const asked = server.feeds.asked.length;
    await world.clock.advance(10 * POLL_MS);
    expect(server.feeds.asked).toHaveLength(asked);
  });

  it('is let go of when nobody says for minutes that it is open', async () => {
    const { world, account, watch } = setUp();
    const { server } = account('me', 'local');
    watch(local);
    await world.clock.advance(20 * POLL_MS);
    expect(server.feeds.asked.length).toBeLessThan(8);
    expect(world.clock.pendingTimers()).toBe(0);
  });

  it('merges what several accounts get, and one that fails holds up no other', async () => {
    const { world, account, watch, entries, spec } = setUp();
    const me = account('me', 'local', itemsBetween(1, 2));
    const you = account('you', 'local', itemsBetween(2, 3));
    you.server.failures.set('feed:local', [down, down]);
    watch(local);
    await world.clock.advance(100);
    expect(ids(await entries(spec(local)))).toEqual(['2', '1']);
    expect([stateOf(world, me.key)?.state, stateOf(world, you.key)?.state]).toEqual(['polling', 'failed']);
    expect(stateOf(world, you.key)?.retryAt).toBeGreaterThan(world.clock.now());
    await world.clock.advance(30_000);
    const merged = await entries(spec(local));
    expect(ids(merged)).toEqual(['3', '2', '1']);
    expect(merged.map((entry) => entry.kind === 'status' && entry.reached)).toEqual([[you.key], [me.key, you.key], [me.key]]);
    expect(stateOf(world, you.key)).toMatchObject({ state: 'polling', error: null });
  });

  it('is not asked for again soon where the server does not have it', async () => {
    const { world, account, watch } = setUp();
    const { key, server } = account('me', 'local');
    server.failures.set('feed:local', Array.from({ length: 9 }, () => ({ kind: 'notFound', what: 'timeline' })));
    watch(local);
    await world.clock.advance(2 * POLL_MS);
    expect(server.feeds.asked).toHaveLength(1);
    expect(stateOf(world, key)).toMatchObject({ state: 'failed', error: { kind: 'notFound' } });
    await world.timelines.retry({ feeds: [local] });
    expect(server.feeds.asked).toHaveLength(2);
  });

  it('shows what it could not fetch as a gap that the reader can fill', async () => {
    const { world, account, watch, entries, spec } = setUp();
    const { server } = account('me', 'local', itemsBetween(1, 40));
    watch(local);
    await world.clock.settle();
    show(server, 'local', ...itemsBetween(41, 400));
    await world.clock.advance(POLL_MS);
    const before = await entries(spec(local));
    const gap = before.find((entry) => entry.kind === 'gap');
    expect(gap).toMatchObject({ state: 'open', account: sampleKey('me') });
    for (let turn = 0; turn < 5; turn += 1) {
      const left = (await entries(spec(local))).find((entry) => entry.kind === 'gap');
      if (left !== undefined) await world.timelines.loadGap({ gap: left.id, from: 'newer' });
    }
    expect(new Set(ids(await entries(spec(local))))).toEqual(new Set(itemsBetween(1, 400).map(({ id }) => id)));
  });

  it('reads on downwards through the server', async () => {
    const { world, account, watch, entries, spec } = setUp();
    account('me', 'local', itemsBetween(1, 100));
    watch(local);
    await world.clock.settle();
    expect(await entries(spec(local))).toHaveLength(100);
  });

  it('lets go of what the server no longer lists and no longer has', async () => {
    const { world, account, watch, entries, spec } = setUp();
    const { server } = account('me', 'local', itemsBetween(1, 3));
    for (const { seen } of itemsBetween(1, 3)) server.statuses.set(seen.marks.id, seen);
    watch(local);
    await world.clock.settle();
    server.feeds.shown.set('local', itemsBetween(1, 3).filter(({ id }) => id !== '2'));
    server.statuses.delete('2' as StatusId);
    await world.clock.advance(POLL_MS);
    expect(ids(await entries(spec(local)))).toEqual(['3', '1']);
  });
});

describe('beside the homes', () => {
  it('leaves every home as it is', async () => {
    const { world, account, watch, entries, spec } = setUp();
    const { key, server } = account('me', 'local', itemsBetween(2, 4));
    server.home.push(...itemsBetween(1, 2));
    await world.timelines.home.catchUp(key, new AbortController().signal);
    watch(local);
    await world.clock.advance(1_000);
    expect(world.shown(key)).toEqual(['2', '1']);
    const home = await entries({ source: 'home', accounts: 'all' });
    expect(home).toMatchObject([{ feeds: [key], also: [] }, { feeds: [key], also: [] }]);
    const both = await entries(spec(local, { source: { kind: 'home' }, accounts: 'all' }));
    expect(ids(both).toSorted()).toEqual(['1', '2', '2', '3', '4']);
    expect(both.flatMap((entry) => (entry.kind === 'status' && entry.also.length > 0 ? entry.also[0]?.feeds : []))).toEqual(expect.arrayContaining([key, `${key} local`]));
  });

  it('names the other ways a post came, and says so when one more comes', async () => {
    const { world, account, entries } = setUp();
    const { key, server } = account('me', 'local');
    server.home.push(sampleItem('1', minute(1), 'https://c.example/s/1'));
    await world.timelines.home.catchUp(key, new AbortController().signal);
    world.events.clear();
    world.timelines.home.enqueue(key, [{ kind: 'update', item: sampleBoost('2', minute(2), 'bob', sampleSeen('https://c.example/s/1', '1')) }]);
    await world.clock.advance(100);
    const told = world.events.of('timelines.changed').flatMap((change) => change.entries);
    expect(told).toMatchObject([{ booster: { handle: 'bob@b.example' }, also: [{ booster: null }] }, { booster: null, also: [{ booster: { handle: 'bob@b.example' } }] }]);
    expect(await entries({ source: 'home', accounts: 'all' })).toHaveLength(2);
  });

  it('takes a deleted post out of every list of the account', async () => {
    const { world, account, watch, entries, spec } = setUp();
    const { key, server } = account('me', 'local', itemsBetween(1, 2));
    server.home.push(...itemsBetween(1, 2));
    await world.timelines.home.catchUp(key, new AbortController().signal);
    watch(local);
    await world.clock.settle();
    world.timelines.home.enqueue(key, [{ kind: 'delete', id: '2' as StatusId }]);
    await world.clock.advance(100);
    expect([ids(await entries(spec(local))), world.shown(key)]).toEqual([['1'], ['1']]);
  });
});

describe('kinds of feeds', () => {
  it('follows a person by their id on each server', async () => {
    const { world, account, watch, entries, spec } = setUp();
    const person: FeedGroup = { source: { kind: 'person', handle: 'ann@a.example' }, accounts: 'all' };
    const { server } = account('me', 'person:77', itemsBetween(1, 2));
    server.people.elsewhere.set('ann@a.example', sampleSeenProfile('ann@a.example', '77'));
    watch(person);
    await world.clock.settle();
    expect(ids(await entries(spec(person)))).toEqual(['2', '1']);
  });

  it('asks for tags with everything that was said of them, whatever the order or case', async () => {
    const { world, account, watch } = setUp();
    const { server } = account('me', 'hashtag:birds,tide;;oil');
    watch({ source: { kind: 'hashtag', any: ['Tide', 'birds'], all: [], none: ['oil'] }, accounts: 'all' }, { source: { kind: 'hashtag', any: ['birds', 'tide'], all: [], none: ['Oil'] }, accounts: 'all' });
    await world.clock.settle();
    expect(server.feeds.asked.map(({ feed }) => feed)).toEqual(['hashtag:birds,tide;;oil']);
  });

  it('reads another server without an account', async () => {
    const { world, watch, entries, spec } = setUp();
    const there = createFakeServer('far.example/1' as AccountKey);
    there.feeds.shown.set('local', itemsBetween(1, 2));
    world.publicTimelines.set('far.example', there);
    const instance: FeedGroup = { source: { kind: 'instance', host: 'far.example' }, accounts: 'all' };
    watch(instance);
    await world.clock.settle();
    expect(await entries(spec(instance))).toMatchObject([{ reached: [], view: { marks: [] } }, { reached: [], view: { marks: [] } }]);
    there.feeds.shown.set('local', itemsBetween(1, 3).filter(({ id }) => id !== '2'));
    await world.clock.advance(POLL_MS);
    expect(ids(await entries(spec(instance)))).toEqual(['3', '1']);
  });
});

describe('a list in the server’s own order', () => {
  const favourites: FeedGroup = { source: { kind: 'favourites' }, accounts: 'all' };
  const [one, two, three, four] = itemsBetween(1, 4).toReversed();
  const some = (...items: (TimelineItem | undefined)[]): TimelineItem[] => items.flatMap((item) => item ?? []);

  async function opened(...items: (TimelineItem | undefined)[]) {
    const parts = setUp();
    const { server } = parts.account('me', 'favourites', some(...items));
    parts.watch(favourites);
    await parts.world.clock.settle();
    const turnTo = async (...items: (TimelineItem | undefined)[]): Promise<readonly string[]> => {
      server.feeds.shown.set('favourites', some(...items));
      await parts.world.clock.advance(POLL_MS);
      return ids(await parts.entries(parts.spec(favourites)));
    };
    return { ...parts, turnTo, shown: async () => ids(await parts.entries(parts.spec(favourites))) };
  }

  it('keeps that order, with an old post on top', async () => {
    const { shown, turnTo } = await opened(two, four);
    expect(await shown()).toEqual(['2', '4']);
    expect(await turnTo(one, two, four)).toEqual(['1', '2', '4']);
  });

  it('lets go of what was taken back', async () => {
    const { turnTo } = await opened(one, two, three);
    expect(await turnTo(one, three)).toEqual(['1', '3']);
    expect(await turnTo()).toEqual([]);
  });

  it('follows the server where the order changed', async () => {
    const { turnTo } = await opened(one, two, three);
    expect(await turnTo(three, one, two)).toEqual(['3', '1', '2']);
  });

  it('begins anew where the page shares nothing with what is stored', async () => {
    const { turnTo } = await opened(one, two);
    expect(await turnTo(four, three)).toEqual(['4', '3']);
  });

  it('reads on by the server’s cursor and repeats nothing', async () => {
    const { shown } = await opened(...itemsBetween(1, 100));
    expect(await shown()).toEqual(itemsBetween(1, 100).map(({ id }) => id));
  });
});
