import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FeedGroup, FeedSource } from '../../contract/feeds.ts';
import type { AccountKey, StatusId } from '../../contract/ids.ts';
import type { StreamEvent, StreamListener, TimelineItem } from '../fediverse.ts';
import type { FakeServer } from '../testing/fake-server.ts';
import { createReadingWorld, itemsBetween, minute, type ReadingWorld } from '../testing/reading-world.ts';
import { sampleItem, sampleSeen } from '../testing/samples.ts';
import { streamsOf } from './feed-streams.ts';

const POLL_MS = 60_000;
/** From opening a column to having looked once more after its stream opened. */
const SETTLED_MS = 2_000;

let world: ReadingWorld;
beforeEach(() => {
  world = createReadingWorld();
});
afterEach(() => world.timelines.close());

const all = (source: FeedSource): FeedGroup => ({ source, accounts: 'all' });
const tags = (any: string[], more: Partial<Record<'all' | 'none', string[]>> = {}): FeedGroup => all({ kind: 'hashtag', any, all: [], none: [], ...more });
const federated = all({ kind: 'federated' });
const watch = (...feeds: FeedGroup[]): void => void world.timelines.watch({ feeds });
const stateOf = (key: AccountKey) => world.events.of('feeds.state').findLast(({ feed }) => feed.startsWith(key))?.state;

function shown(...feeds: FeedGroup[]): readonly string[] {
  const page = world.timelines.page({ timeline: { source: 'feeds', feeds }, before: null, limit: 60 });
  return page.ok ? page.value.entries.map((entry) => (entry.kind === 'gap' ? 'gap' : (entry.view.status.uri.split('/').at(-1) ?? ''))) : [page.error.kind];
}

function account(name: string, feed: string, items: readonly TimelineItem[], streams: readonly string[]) {
  const added = world.add(name);
  added.server.feeds.shown.set(feed, [...items]);
  for (const stream of streams) added.server.feeds.streams.set(stream, new Set<StreamListener>());
  return added;
}

const sockets = (server: FakeServer, stream: string): readonly StreamListener[] => [...(server.feeds.streams.get(stream) ?? [])];
const tell = (server: FakeServer, stream: string, ...events: StreamEvent[]): void => sockets(server, stream).forEach((socket) => events.forEach((event) => socket.onEvent(event)));
const tagged = (id: number, ...names: string[]): TimelineItem => {
  const item = sampleItem(String(id), minute(id));
  return { ...item, seen: { ...item.seen, status: { ...item.seen.status, tags: names.map((name) => ({ name, url: `https://c.example/tags/${name}` })) } } };
};
const update = (item: TimelineItem): StreamEvent => ({ kind: 'update', item });

describe('a feed that has a stream', () => {
  it('shows what streams at once, and asks no more than once a minute', async () => {
    const { key, server } = account('me', 'federated', itemsBetween(1, 2), ['federated']);
    watch(federated);
    await world.clock.settle();
    expect(stateOf(key)).toBe('polling');
    await world.clock.advance(SETTLED_MS);
    expect(stateOf(key)).toBe('live');
    const asked = server.feeds.asked.length;
    for (let id = 3; id <= 40; id += 1) tell(server, 'federated', update(sampleItem(String(id), minute(id))));
    await world.clock.advance(100);
    expect(server.feeds.asked).toHaveLength(asked);
    expect(shown(federated)).toEqual(Array.from({ length: 40 }, (_, index) => String(40 - index)));
  });

  it('holds back what streams before the list was read once more, so that no hole is made and none is missed', async () => {
    const { server } = account('me', 'federated', itemsBetween(1, 2), ['federated']);
    watch(federated);
    await world.clock.settle();
    // 3 came before the subscription took effect: no event told of it.
    server.feeds.shown.get('federated')?.unshift(sampleItem('4', minute(4)), sampleItem('3', minute(3)));
    tell(server, 'federated', update(sampleItem('4', minute(4))));
    await world.clock.advance(100);
    expect(shown(federated)).toEqual(['2', '1']);
    await world.clock.advance(SETTLED_MS);
    expect(shown(federated)).toEqual(['4', '3', '2', '1']);
  });

  it('leaves no hole where the column is closed right after something streamed in', async () => {
    const { server } = account('me', 'federated', itemsBetween(1, 2), ['federated']);
    watch(federated);
    await world.clock.advance(SETTLED_MS);
    tell(server, 'federated', update(sampleItem('3', minute(3))));
    watch();
    await world.clock.advance(100);
    expect(shown(federated)).toEqual(['3', '2', '1']);
  });

  it('listens in nobody\'s name once the account is signed out or gone', async () => {
    const { key, server } = account('me', 'federated', itemsBetween(1, 2), ['federated']);
    watch(federated);
    await world.clock.advance(SETTLED_MS);
    expect(sockets(server, 'federated')).toHaveLength(1);
    world.remove(key);
    await world.clock.advance(POLL_MS);
    expect(sockets(server, 'federated')).toEqual([]);
  });

  it('obeys edits and deletes, and keeps my own marks', async () => {
    const { key, server } = account('me', 'federated', [], ['federated']);
    const mine = sampleItem('1', minute(1));
    server.feeds.shown.set('federated', [{ ...mine, seen: { ...mine.seen, marks: { ...mine.seen.marks, favourited: true } } }]);
    watch(federated);
    await world.clock.advance(SETTLED_MS);
    tell(server, 'federated', { kind: 'statusUpdate', seen: { ...mine.seen, status: { ...mine.seen.status, spoilerText: 'edited', editedAt: minute(2) } } }, update(sampleItem('2', minute(2))));
    await world.clock.advance(100);
    expect(world.stores.statuses.get(mine.seen.status.uri)).toMatchObject({ status: { spoilerText: 'edited' }, marks: [{ account: key, favourited: true }] });
    tell(server, 'federated', { kind: 'delete', id: '2' as StatusId });
    await world.clock.advance(100);
    expect(shown(federated)).toEqual(['1']);
  });

  it('is polled while its stream is away, and live again after it', async () => {
    const { key, server } = account('me', 'federated', itemsBetween(1, 2), ['federated']);
    watch(federated);
    await world.clock.advance(SETTLED_MS);
    for (const socket of sockets(server, 'federated')) socket.onEnd({ kind: 'silent' });
    server.feeds.streams.set('federated', new Set());
    expect(stateOf(key)).toBe('polling');
    server.feeds.shown.get('federated')?.unshift(sampleItem('3', minute(3)));
    await world.clock.advance(POLL_MS + SETTLED_MS);
    expect(shown(federated)).toEqual(['3', '2', '1']);
    expect(stateOf(key)).toBe('live');
  });

  it('does not ask for a stream again soon that its server refused', async () => {
    const { key, server } = account('me', 'federated', itemsBetween(1, 2), ['federated']);
    watch(federated);
    await world.clock.advance(SETTLED_MS);
    for (const socket of sockets(server, 'federated')) socket.onEnd({ kind: 'refused', status: 403, retryAt: null });
    const opened = new Set<StreamListener>();
    server.feeds.streams.set('federated', opened);
    for (let minutes = 0; minutes < 50; minutes += 1) {
      watch(federated);
      await world.clock.advance(POLL_MS);
    }
    expect([opened.size, stateOf(key)]).toEqual([0, 'polling']);
    for (let minutes = 0; minutes < 15; minutes += 1) {
      watch(federated);
      await world.clock.advance(POLL_MS);
    }
    expect([opened.size, stateOf(key)]).toEqual([1, 'live']);
  });

  it('lets go of its stream when nobody reads it any more', async () => {
    const { server } = account('me', 'federated', [], ['federated']);
    watch(federated);
    await world.clock.advance(SETTLED_MS);
    expect(sockets(server, 'federated')).toHaveLength(1);
    watch();
    expect(sockets(server, 'federated')).toHaveLength(0);
    await world.clock.advance(10 * POLL_MS);
    expect(world.clock.pendingTimers()).toBe(0);
  });
});

describe('a feed of several tags', () => {
  it('listens to each of them, and takes what has all the others and none that is left out', async () => {
    const group = tags(['fog', 'mist'], { all: ['Café'], none: ['spoiler'] });
    const { key, server } = account('me', 'hashtag:fog,mist;café;spoiler', [], ['hashtag:fog;;', 'hashtag:mist;;']);
    watch(group);
    await world.clock.advance(SETTLED_MS);
    expect(stateOf(key)).toBe('live');
    tell(server, 'hashtag:fog;;', update(tagged(1, 'Fog', 'cafe')), update(tagged(2, 'fog')), update(tagged(3, 'fog', 'CAFÉ', 'Spoiler')), update(tagged(4, 'fog', 'mist', 'cafe')));
    tell(server, 'hashtag:mist;;', update(tagged(4, 'fog', 'mist', 'cafe')), update(tagged(5, 'mist', 'café')));
    await world.clock.advance(100);
    expect(shown(group)).toEqual(['5', '4', '1']);
    const { seen } = tagged(1, 'fog');
    tell(server, 'hashtag:fog;;', { kind: 'statusUpdate', seen: { ...seen, status: { ...seen.status, editedAt: minute(9) } } });
    await world.clock.advance(100);
    expect(shown(group)).toEqual(['5', '4']);
  });

  it('is polled as a whole where one of its streams cannot be had', async () => {
    const group = tags(['fog', 'mist']);
    const { key, server } = account('me', 'hashtag:fog,mist;;', itemsBetween(1, 1), ['hashtag:fog;;']);
    watch(group);
    await world.clock.advance(SETTLED_MS);
    expect([stateOf(key), sockets(server, 'hashtag:fog;;').length]).toEqual(['polling', 0]);
  });

  it('shares the stream of a tag with other columns, until the last of them goes', async () => {
    const [both, one] = [tags(['fog', 'mist']), tags(['fog'])];
    const { server } = account('me', 'hashtag:fog;;', [], ['hashtag:fog;;', 'hashtag:mist;;']);
    watch(both, one);
    await world.clock.advance(SETTLED_MS);
    expect(sockets(server, 'hashtag:fog;;')).toHaveLength(1);
    tell(server, 'hashtag:fog;;', update(tagged(1, 'fog')));
    await world.clock.advance(100);
    expect([shown(both), shown(one)]).toEqual([['1'], ['1']]);
    watch(one);
    expect([sockets(server, 'hashtag:fog;;').length, sockets(server, 'hashtag:mist;;').length]).toEqual([1, 0]);
    tell(server, 'hashtag:fog;;', update(tagged(2, 'fog')));
    await world.clock.advance(100);
    expect(shown(one)).toEqual(['2', '1']);
    watch();
    expect(sockets(server, 'hashtag:fog;;')).toHaveLength(0);
  });

  it('is polled where it names more tags than anybody should open sockets for', () => {
    expect(streamsOf({ kind: 'hashtag', any: ['a', 'b', 'c', 'd', 'e', 'f', 'g'], all: [], none: [] })).toEqual([]);
  });
});

describe('the conversations', () => {
  it('are read anew when something was said in one, a burst once', async () => {
    const group = all({ kind: 'conversations' });
    const { server } = account('me', 'conversations', itemsBetween(1, 2), ['conversations']);
    watch(group);
    await world.clock.advance(6_000);
    const asked = server.feeds.asked.length;
    server.feeds.shown.set('conversations', [{ ...sampleItem('3', minute(3)), seen: sampleSeen('https://c.example/s/3', '3') }, ...itemsBetween(1, 2)]);
    for (let n = 0; n < 20; n += 1) tell(server, 'conversations', { kind: 'conversation' });
    await world.clock.advance(6_000);
    expect(server.feeds.asked).toHaveLength(asked + 1);
    expect(shown(group)).toHaveLength(3);
  });
});
