import { beforeEach, describe, expect, test } from 'vitest';
import type { AccountKey, Html, StatusUri } from '../../contract/ids.ts';
import type { AppError } from '../../contract/result.ts';
import type { StatusStore } from '../ports.ts';
import { sampleSeenProfile } from '../testing/fake-people.ts';
import { createSeededRandom } from '../testing/fake-ports.ts';
import { createMemorySearch } from '../testing/memory-search.ts';
import { createReadingWorld, type ReadingWorld } from '../testing/reading-world.ts';
import { sampleItem, samplePerson, sampleSeen } from '../testing/samples.ts';
import { createSearch, type Search } from './index.ts';
import { parsePasted } from './resolve.ts';

const lost: AppError = { kind: 'offline', host: 'a.example', reason: 'timeout', mayHaveArrived: true };

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
  return () => search.close();
});

const post = (name: string, text: string, by = 'zoe') => sampleSeen(`https://far.example/${name}`, name, { author: samplePerson(by, 'far.example'), createdAt: world.clock.now(), content: `<p>${text}</p>` as Html });
const put = (key: AccountKey, seen: ReturnType<typeof post>): void => void statuses.put(key, seen, world.clock.now());
const namesFor = (text: string): readonly string[] => {
  const page = search.memory({ text, cursor: null, limit: 10 });
  return page.ok ? page.value.views.map(({ status }) => status.uri.split('/').at(-1) ?? '') : [page.error.kind];
};
const answers = () => world.events.of('search.answer');

describe('the memory', () => {
  test('takes up what is seen within a second or two, and tells how far it is', async () => {
    const { key } = world.add('me');
    search.start();
    for (let n = 0; n < 450; n += 1) put(key, post(String(n), 'lapwing'));
    expect(namesFor('lapwing')).toEqual([]);
    await world.clock.advance(1_500);
    expect(search.status()).toMatchObject({ ok: true, value: { posts: 450, waiting: 0 } });
    expect(world.events.of('search.status').at(-1)).toMatchObject({ posts: 450, waiting: 0 });
    put(key, post('late', 'curlew'));
    await world.clock.advance(1_100);
    expect(namesFor('curlew')).toEqual(['late']);
  });

  test('counts seldom while little comes in', async () => {
    const { key } = world.add('me');
    search.start();
    for (let n = 0; n < 40; n += 1) {
      put(key, post(String(n), 'drizzle'));
      await world.clock.advance(1_000);
    }
    expect(world.events.of('search.status')).toHaveLength(2);
  });

  test('says nothing while there is nothing new', async () => {
    search.start();
    await world.clock.advance(60_000);
    expect(world.events.of('search.status')).toEqual([]);
  });

  test('is emptied on request, and begins anew with what comes later', async () => {
    const { key } = world.add('me');
    search.start();
    put(key, post('1', 'before'));
    await world.clock.advance(1_100);
    search.forget();
    await world.clock.advance(100);
    expect(namesFor('before')).toEqual([]);
    expect(statuses.get('https://far.example/1' as StatusUri)).toBeNull();
    put(key, post('2', 'after'));
    await world.clock.advance(1_100);
    expect(namesFor('after')).toEqual(['2']);
  });

  test('knows people and tags by how their names begin', async () => {
    const { key } = world.add('me');
    search.start();
    put(key, post('1', 'x', 'Ines'));
    put(key, post('2', 'x', 'ingo'));
    put(key, { ...post('3', 'lines and more'), status: { ...post('3', 'lines and more').status, tags: [{ name: 'InBloom', url: '' }, { name: 'other', url: '' }] } });
    await world.clock.advance(1_100);
    const found = search.quick({ text: 'in' });
    expect(found.ok && found.value.people.map(({ handle }) => handle).toSorted()).toEqual(['Ines@far.example', 'ingo@far.example']);
    expect(found).toMatchObject({ value: { tags: ['InBloom'], posts: [] } });
    expect(search.quick({ text: 'lines' })).toMatchObject({ value: { people: [], tags: [], posts: [{ uri: 'https://far.example/3', text: 'lines and more' }] } });
    expect(search.quick({ text: '@in' })).toMatchObject({ value: { tags: [] } });
    expect(search.quick({ text: '#in' })).toMatchObject({ value: { people: [] } });
  });
});

describe('all servers', () => {
  test('each answer is told with its account, failures too, and its posts are remembered', async () => {
    const me = world.add('me');
    const you = world.add('you');
    const out = world.add('out');
    world.signOut(out.key);
    me.server.search.found.set('tide', { posts: [post('1', 'low tide')] });
    you.server.failures.set('search:posts', [lost]);
    expect(search.servers({ id: 's1', text: 'tide', kind: 'posts' })).toEqual({ ok: true, value: [me.key, you.key, out.key] });
    await world.clock.settle();
    const byAccount = new Map(answers().map((answer) => [answer.account, answer]));
    expect(byAccount.get(me.key)).toMatchObject({ id: 's1', error: null, findings: { posts: [{ status: { uri: 'https://far.example/1' }, marks: [{ account: me.key }] }] } });
    expect(byAccount.get(you.key)).toMatchObject({ findings: null, error: lost });
    expect(byAccount.get(out.key)).toMatchObject({ findings: null, error: { kind: 'unauthorized' } });
    expect(statuses.localId(me.key, 'https://far.example/1' as StatusUri)).toBe('1');
  });

  test('people come with what they say of themselves, in plain text', async () => {
    const me = world.add('me');
    me.server.search.found.set('zoe', { people: [sampleSeenProfile('zoe@far.example', '7', { note: '<p>Tides &amp; <b>tea</b></p>' as Html })] });
    search.servers({ id: 's1', text: 'zoe', kind: 'people' });
    await world.clock.settle();
    expect(answers()).toMatchObject([{ findings: { people: [{ person: { handle: 'zoe@far.example' }, about: 'Tides & tea', followers: 1 }] } }]);
  });

  test('a later search ends the one before, and so does a stop', async () => {
    const me = world.add('me');
    const letGo = me.server.hold();
    search.servers({ id: 'first', text: 'a', kind: 'tags' });
    search.servers({ id: 'second', text: 'ab', kind: 'tags' });
    letGo();
    await world.clock.settle();
    expect(answers().map(({ id }) => id)).toEqual(['second']);
    search.servers({ id: 'third', text: 'abc', kind: 'tags' });
    search.stop({ id: 'second' });
    search.stop({ id: 'third' });
    await world.clock.settle();
    expect(answers().map(({ id }) => id)).toEqual(['second']);
  });
});

describe('pasted', () => {
  test.each([
    ['@zoe@far.example', { kind: 'handle', handle: 'zoe@far.example' }],
    ['zoe@Far.Example', { kind: 'handle', handle: 'zoe@far.example' }],
    ['acct:zoe@far.example', { kind: 'handle', handle: 'zoe@far.example' }],
    ['https://far.example/@zoe', { kind: 'address', url: 'https://far.example/@zoe', handle: 'zoe@far.example' }],
    ['https://a.example/@zoe@far.example', { kind: 'address', url: 'https://a.example/@zoe@far.example', handle: 'zoe@far.example' }],
    ['https://far.example/users/zoe', { kind: 'address', url: 'https://far.example/users/zoe', handle: 'zoe@far.example' }],
    ['https://far.example/@zoe/123', { kind: 'address', url: 'https://far.example/@zoe/123', handle: null }],
    ['just words', null],
    ['zoe', null],
    ['javascript:alert(1)', null],
    ['https://user:pass@far.example/x', null],
    ['two words@far.example', null],
  ])('%s', (text, expected) => expect(parsePasted(text)).toEqual(expected));

  test('a post that is known opens without a request', async () => {
    const me = world.add('me');
    put(me.key, post('1', 'x'));
    expect(await search.resolve({ text: 'https://far.example/1' })).toEqual({ ok: true, value: { kind: 'post', uri: 'https://far.example/1' } });
    expect(me.server.calls).toEqual([]);
  });

  test('else accounts are asked until one finds it: a post, or a person', async () => {
    const me = world.add('me');
    const you = world.add('you');
    you.server.search.elsewhere.set('https://far.example/notes/9', { posts: [post('9', 'x')] });
    me.server.search.elsewhere.set('https://far.example/about-zoe', { people: [sampleSeenProfile('zoe@far.example', '7')] });
    expect(await search.resolve({ text: 'https://far.example/notes/9' })).toEqual({ ok: true, value: { kind: 'post', uri: 'https://far.example/9' } });
    expect(statuses.localId(you.key, 'https://far.example/9' as StatusUri)).toBe('9');
    expect(await search.resolve({ text: 'https://far.example/about-zoe' })).toEqual({ ok: true, value: { kind: 'person', handle: 'zoe@far.example', account: me.key } });
  });

  test('nobody finds it; one failing does not hide that another might have', async () => {
    const me = world.add('me');
    world.add('you');
    expect(await search.resolve({ text: 'https://far.example/gone' })).toMatchObject({ ok: false, error: { kind: 'notFound' } });
    me.server.failures.set('search:resolve', [lost]);
    expect(await search.resolve({ text: 'https://far.example/gone' })).toMatchObject({ ok: false, error: lost });
    expect(await search.resolve({ text: 'nothing of the kind' })).toMatchObject({ ok: false, error: { kind: 'invalidInput' } });
  });
});

describe('earlier posts', () => {
  const items = (from: number, count: number) => Array.from({ length: count }, (_, index) => sampleItem(String(from - index), 1_000 - index));
  const backfills = () => {
    const status = search.status();
    return status.ok ? status.value.backfills : [];
  };

  test('bookmarks, favourites and own posts are read page after page, and found afterwards', async () => {
    const me = world.add('me');
    search.start();
    me.server.feeds.shown.set('bookmarks', items(900, 90));
    me.server.feeds.shown.set('favourites', items(700, 1));
    me.server.people.statuses.set('me', items(500, 2));
    expect(search.backfill({ account: me.key, run: true })).toEqual({ ok: true, value: null });
    await world.clock.advance(60_000);
    expect(backfills()).toEqual([{ account: me.key, state: 'done', posts: 93, error: null }]);
    expect(search.status()).toMatchObject({ value: { posts: 93 } });
    expect(world.events.of('search.status').some((status) => status.backfills[0]?.state === 'running' && status.backfills[0].posts === 40)).toBe(true);
  });

  test('goes on where it stopped, after a failure and after a stop; once whole it begins anew', async () => {
    const me = world.add('me');
    me.server.feeds.shown.set('bookmarks', items(900, 90));
    me.server.failures.set('feed:bookmarks', [lost]);
    const run = (isOn: boolean) => search.backfill({ account: me.key, run: isOn });
    run(true);
    await world.clock.settle();
    expect(backfills()).toMatchObject([{ state: 'failed', posts: 0, error: lost }]);
    run(true);
    await world.clock.settle();
    run(false);
    expect(backfills()).toMatchObject([{ state: 'stopped', posts: 40 }]);
    await world.clock.advance(10_000);
    expect(backfills()).toMatchObject([{ state: 'stopped', posts: 40 }]);
    run(true);
    await world.clock.advance(10_000);
    expect(backfills()).toMatchObject([{ state: 'done', posts: 90 }]);
    run(true);
    await world.clock.settle();
    expect(backfills()).toMatchObject([{ state: 'running', posts: 40 }]);
  });

  test('waits where the server says that it was asked too often', async () => {
    const me = world.add('me');
    me.server.feeds.shown.set('bookmarks', items(900, 3));
    me.server.failures.set('feed:bookmarks', [{ kind: 'rateLimited', host: 'a.example', retryAt: world.clock.now() + 300_000 }]);
    search.backfill({ account: me.key, run: true });
    await world.clock.advance(290_000);
    expect(backfills()).toMatchObject([{ state: 'running', posts: 0 }]);
    await world.clock.advance(20_000);
    expect(backfills()).toMatchObject([{ state: 'done', posts: 3 }]);
  });

  test('an account that is signed out says so', () => {
    const me = world.add('me');
    world.signOut(me.key);
    expect(search.backfill({ account: me.key, run: true })).toMatchObject({ ok: false, error: { kind: 'notFound' } });
  });
});
