import { beforeEach, describe, expect, it } from 'vitest';
import type { FeedGroup } from '../../contract/feeds.ts';
import type { AccountKey, Html, StatusId } from '../../contract/ids.ts';
import type { StatusStore } from '../ports.ts';
import { createSearch, type Search } from '../search/index.ts';
import { createSeededRandom } from '../testing/fake-ports.ts';
import { createMemorySearch } from '../testing/memory-search.ts';
import { createReadingWorld, minute, type ReadingWorld } from '../testing/reading-world.ts';
import { sampleSeen } from '../testing/samples.ts';

const INDEXED_MS = 1_500;

let world: ReadingWorld;
let statuses: StatusStore;
let search: Search;

beforeEach(() => {
  world = createReadingWorld();
  const memory = createMemorySearch(world.stores.statuses);
  statuses = memory.statuses;
  search = createSearch({
    ...world,
    ...world.stores,
    ...memory,
    random: createSeededRandom(1),
    publish: world.events.publish,
    ownAccounts: () => world.accounts.keys().map((key) => ({ key, handle: `${key.split('/')[1]}@a.example`, nickname: key })),
    indexed: (posts) => world.timelines.indexed(posts),
    forgotten: () => world.timelines.forgotten(),
  });
  world.savedSearch = search.saved;
  search.start();
  return () => {
    search.close();
    world.timelines.close();
  };
});

const saved = (query: string): FeedGroup => ({ source: { kind: 'search', query }, accounts: 'all' });
const watch = (...feeds: FeedGroup[]) => world.timelines.watch({ feeds });
const state = () => world.events.of('feeds.state').at(-1);

function see(key: AccountKey, id: number, text: string, more: { readonly editedAt?: number; readonly favourited?: boolean } = {}): void {
  const seen = sampleSeen(`https://far.example/${id}`, String(id), { createdAt: minute(id), content: `<p>${text}</p>` as Html, editedAt: more.editedAt ?? null });
  statuses.put(key, { ...seen, marks: { ...seen.marks, favourited: more.favourited ?? false } }, world.clock.now());
}

async function shown(...feeds: FeedGroup[]): Promise<readonly string[]> {
  const read: string[] = [];
  const spec = { source: 'feeds' as const, feeds };
  for (let before: { at: number; id: never } | null = null, turns = 0; turns < 30; turns += 1) {
    const page = world.timelines.page({ timeline: spec, before, limit: 60 });
    if (!page.ok) return [page.error.kind];
    read.push(...page.value.entries.map((entry) => (entry.kind === 'gap' ? 'gap' : (entry.view.status.uri.split('/').at(-1) ?? ''))));
    const last = page.value.entries.at(-1);
    if (last !== undefined) before = { at: last.at, id: last.id as never };
    if (page.value.older === 'end') break;
    if (page.value.older === 'fetching') await world.clock.advance(100);
  }
  return read;
}

describe('a saved search', () => {
  it('shows what it finds, down to the oldest, and what comes in as it comes', async () => {
    const { key } = world.add('me');
    for (let id = 1; id <= 130; id += 1) see(key, id, id % 2 === 0 ? 'lapwing' : 'rain');
    await world.clock.advance(INDEXED_MS);
    watch(saved('lapwing'));
    await world.clock.settle();
    expect(state()).toMatchObject({ feed: ' search:lapwing', state: 'live', error: null });
    expect(await shown(saved('lapwing'))).toEqual(Array.from({ length: 65 }, (_, index) => String(130 - index * 2)));
    see(key, 201, 'a lapwing again');
    see(key, 203, 'more rain');
    await world.clock.advance(INDEXED_MS);
    expect((await shown(saved('lapwing'))).slice(0, 2)).toEqual(['201', '130']);
    expect(world.events.of('timelines.changed').flatMap(({ entries }) => entries).findLast(({ kind }) => kind === 'status')).toMatchObject({ reached: [key], feeds: [' search:lapwing'] });
  });

  it('obeys edits, marks and deletes wherever the post stands', async () => {
    const { key } = world.add('me');
    for (let id = 1; id <= 60; id += 1) see(key, id, 'lapwing');
    await world.clock.advance(INDEXED_MS);
    const [birds, kept] = [saved('lapwing'), saved('in:favourites')];
    watch(birds, kept);
    await world.clock.settle();
    expect(await shown(birds)).toHaveLength(60);
    see(key, 5, 'starling', { editedAt: minute(300) });
    see(key, 7, 'lapwing', { favourited: true });
    await world.clock.advance(INDEXED_MS);
    expect(await shown(birds)).not.toContain('5');
    expect(await shown(kept)).toEqual(['7']);
    see(key, 5, 'lapwing after all', { editedAt: minute(301) });
    await world.clock.advance(INDEXED_MS);
    expect((await shown(birds)).slice(-5)).toEqual(['5', '4', '3', '2', '1']);
    world.timelines.home.gone(key, '7' as StatusId);
    expect([await shown(kept), (await shown(birds)).includes('7')]).toEqual([[], false]);
  });

  it('keeps what another account still sees', async () => {
    const [me, you] = [world.add('me'), world.add('you')];
    for (const { key } of [me, you]) see(key, 1, 'lapwing');
    await world.clock.advance(INDEXED_MS);
    watch(saved('lapwing'));
    await world.clock.settle();
    world.timelines.home.gone(me.key, '1' as StatusId);
    expect(await shown(saved('lapwing'))).toEqual(['1']);
  });

  it('stands beside other sources, each post once', async () => {
    const { key, server } = world.add('me');
    server.feeds.shown.set('local', []);
    see(key, 1, 'lapwing');
    await world.clock.advance(INDEXED_MS);
    watch(saved('lapwing'), saved('from:me lapwing'), { source: { kind: 'local' }, accounts: 'all' });
    await world.clock.settle();
    expect(await shown(saved('lapwing'), saved('la*'), { source: { kind: 'local' }, accounts: 'all' })).toEqual(['1']);
  });

  it('says what of the query means nothing, in place of showing everything', async () => {
    const { key } = world.add('me');
    see(key, 1, 'lapwing');
    await world.clock.advance(INDEXED_MS);
    watch(saved('account:nobody lapwing'));
    await world.clock.settle();
    expect(state()).toMatchObject({ state: 'failed', error: { kind: 'invalidInput', field: 'query', message: 'account:nobody' } });
    expect(await shown(saved('account:nobody lapwing'))).toEqual([]);
  });

  it('forgets with the memory, and remembers what comes later', async () => {
    const { key } = world.add('me');
    for (let id = 1; id <= 3; id += 1) see(key, id, 'lapwing');
    await world.clock.advance(INDEXED_MS);
    watch(saved('lapwing'));
    await world.clock.settle();
    search.forget();
    await world.clock.advance(INDEXED_MS);
    expect(world.events.of('timelines.changed').at(-1)?.removed).toHaveLength(3);
    expect(await shown(saved('lapwing'))).toEqual([]);
    see(key, 4, 'lapwing');
    await world.clock.advance(INDEXED_MS);
    expect(await shown(saved('lapwing'))).toEqual(['4']);
  });
});
