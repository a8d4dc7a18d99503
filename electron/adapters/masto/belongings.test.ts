import { describe, expect, test } from 'vitest';
import type { Result } from '../../contract/index.ts';
import type { BelongingsCalls, BelongingsPage } from '../../core/fediverse-belongings.ts';
import type { SignedInAccount } from '../../core/account-directory.ts';
import type { ServerKind } from '../../practice/index.ts';
import { createCarryWorld, must, settled, type CarryWorld } from './testing/carry-world.ts';

interface Setting {
  readonly world: CarryWorld;
  readonly ana: SignedInAccount;
  readonly calls: BelongingsCalls;
  on<T>(work: Promise<Result<T>>): Promise<T>;
  idOf(handle: string): Promise<string>;
}

/** Ana on a server of `kind` follows bo there and cy elsewhere. */
async function setUp(kind: ServerKind): Promise<Setting> {
  const world = createCarryWorld({ servers: [{ domain: 'kelp.example', kind }, { domain: 'reef.example', kind: 'mastodon-4.5' }], rateLimits: false });
  for (const username of ['ana', 'bo']) world.practice.addPerson('kelp.example', { username });
  world.practice.addPerson('reef.example', { username: 'cy' });
  world.practice.follow('ana@kelp.example', 'bo@kelp.example');
  world.practice.follow('ana@kelp.example', 'cy@reef.example');
  const ana = await world.account('ana@kelp.example');
  const calls = ana.connection.belongings;
  const on = async <T>(work: Promise<Result<T>>): Promise<T> => must(await settled(world.clock, work));
  return { world, ana, calls, on, idOf: async (handle) => (await on(calls.findPerson(handle))).id };
}

async function everything<T>({ on }: Setting, page: (cursor: string | null) => Promise<Result<BelongingsPage<T>>>): Promise<readonly T[]> {
  const items: T[] = [];
  for (let cursor: string | null = null, pages = 0; pages < 20; pages += 1) {
    const read: BelongingsPage<T> = await on(page(cursor));
    items.push(...read.items);
    cursor = read.next;
    if (cursor === null) return items;
  }
  throw new Error('It does not end');
}

const kinds: readonly ServerKind[] = ['mastodon-4.2', 'mastodon-4.5', 'mastodon-4.6', 'gotosocial', 'akkoma'];

describe.each(kinds)('%s', (kind) => {
  test('people: lists to their end, relations with settings, exact search', async () => {
    const setting = await setUp(kind);
    const { world, calls, on, idOf } = setting;
    for (const key of world.practice.addCrowd(100, { domains: ['kelp.example'] })) world.practice.follow('ana@kelp.example', key);
    const follows = await everything(setting, (cursor) => calls.people('follows', cursor));
    expect([follows.length, new Set(follows.map(({ id }) => id)).size]).toEqual([102, 102]);
    const cy = await idOf('cy@reef.example');
    await on(calls.follow(cy, { reblogs: false }));
    const [relation] = await on(calls.relations([cy]));
    expect(relation).toMatchObject({ id: cy, relation: { follow: 'following', showsReblogs: false } });
    expect(await settled(world.clock, calls.findPerson('nobody@reef.example'))).toMatchObject({ ok: false, error: { kind: 'notFound' } });
  });

  test('lists: made, changed, filled, found by person and taken away', async () => {
    const { calls, on, idOf, world } = await setUp(kind);
    const list = await on(calls.createList({ title: 'Birds', repliesPolicy: 'none', exclusive: false }));
    expect(list).toMatchObject({ title: 'Birds', repliesPolicy: 'none' });
    await on(calls.updateList(list.id, { title: 'Sea birds', repliesPolicy: 'followed', exclusive: true }));
    const bo = await idOf('bo@kelp.example');
    await on(calls.addToList(list.id, [bo]));
    expect((await on(calls.listMembers(list.id, null))).items.map(({ person }) => person.handle)).toEqual(['bo@kelp.example']);
    expect((await on(calls.listsWith(bo))).map(({ title }) => title)).toEqual(['Sea birds']);
    expect(await on(calls.lists())).toMatchObject([{ title: 'Sea birds', repliesPolicy: 'followed', exclusive: kind !== 'akkoma' }]);
    await on(calls.removeFromList(list.id, [bo]));
    expect((await on(calls.listMembers(list.id, null))).items).toEqual([]);
    await on(calls.removeList(list.id));
    expect(await on(calls.lists())).toEqual([]);
    expect(await settled(world.clock, calls.updateList(list.id, list))).toMatchObject({ ok: false, error: { kind: 'notFound' } });
  });

  test('filters: made, edited keyword by keyword, with their end, and taken away', async () => {
    const { calls, on, world, ana } = await setUp(kind);
    const isV1 = !ana.profile.capabilities.filtersV2;
    const expiresAt = world.clock.now() + 3_600_000;
    await on(calls.createFilter({ title: 'goal', context: ['home', 'public'], action: 'hide', expiresAt, keywords: [{ keyword: 'goal', wholeWord: true }] }));
    const [filter] = await on(calls.filters());
    if (filter === undefined) throw new Error('no filter');
    expect(filter).toMatchObject({ title: 'goal', context: ['home', 'public'], action: 'hide', keywords: [{ keyword: 'goal', wholeWord: true }] });
    expect(Math.abs((filter.expiresAt ?? 0) - expiresAt)).toBeLessThan(5_000);
    await on(calls.updateFilter(filter, { ...filter, title: 'cup', context: ['home'], expiresAt: null, keywords: [{ keyword: 'cup', wholeWord: false }, ...(isV1 ? [] : [{ keyword: 'goal', wholeWord: true }])] }));
    const [changed] = await on(calls.filters());
    expect(changed).toMatchObject({ title: 'cup', context: ['home'], expiresAt: null });
    expect(changed?.keywords.map(({ keyword }) => keyword).toSorted()).toEqual(isV1 ? ['cup'] : ['cup', 'goal']);
    if (!isV1) {
      const post = world.practice.post('bo@kelp.example', 'hide me');
      await on(calls.addFilterStatus(filter.id, post.id as Parameters<typeof calls.addFilterStatus>[1]));
      const [entry] = (await on(calls.filters()))[0]?.statuses ?? [];
      expect(entry?.statusId).toBe(post.id);
      await on(calls.removeFilterStatus(entry?.id ?? ''));
    }
    await on(calls.removeFilter(filter.id));
    expect(await on(calls.filters())).toEqual([]);
  });

  test('tags, domains, marks and profile, or a clear word that the server has none', async () => {
    const { calls, on, world, ana } = await setUp(kind);
    await on(calls.setTagFollowed('bread', true));
    expect((await on(calls.followedTags(null))).items).toEqual(['bread']);
    await on(calls.setTagFollowed('bread', false));
    expect((await on(calls.followedTags(null))).items).toEqual([]);
    const blocked = await settled(world.clock, calls.setDomainBlock('ads.example', true));
    if (kind === 'gotosocial') expect(blocked).toMatchObject({ ok: false, error: { kind: 'unsupported' } });
    else expect((await on(calls.domainBlocks(null))).items).toEqual(['ads.example']);
    world.practice.post('bo@kelp.example', 'keep me');
    const post = (await on(ana.connection.home({ kind: 'newest', limit: 5 }))).items[0]?.seen;
    if (post === undefined) throw new Error('no post');
    await on(ana.connection.act(post.marks.id, 'bookmark'));
    expect((await on(calls.marked('bookmarks', null))).items).toMatchObject([{ id: post.marks.id, uri: post.status.uri, author: 'bo@kelp.example' }]);
    const saved = await on(calls.saveProfile({ displayName: 'Ana B', note: 'sea & salt', fields: [{ name: 'Port', value: 'Kiel' }], bot: true }));
    expect(saved).toMatchObject({ displayName: 'Ana B', note: 'sea & salt', fields: [{ name: 'Port', value: 'Kiel' }], bot: true });
    expect(await on(calls.profile())).toMatchObject({ displayName: 'Ana B', counts: { following: 2 } });
  });
});

describe('mastodon', () => {
  test('tells the day’s follows apart from the five minutes', async () => {
    const world = createCarryWorld({ servers: [{ domain: 'kelp.example', kind: 'mastodon-4.6' }] });
    for (const username of ['ana', 'bo']) world.practice.addPerson('kelp.example', { username });
    world.practice.addCrowd(320);
    const ana = await world.account('ana@kelp.example');
    const { belongings } = ana.connection;
    const window = belongings.rates().window;
    expect(window).toMatchObject({ limit: 300 });
    for (let count = 1; count <= 320; count += 1) {
      const person = world.practice.person(`crowd${count}@kelp.example`);
      const answer = await settled(world.clock, belongings.follow(person.id, {}));
      if (!answer.ok) await world.clock.advance(5 * 60_000);
      if (!answer.ok) count -= 1;
    }
    const rates = belongings.rates();
    expect(rates.dailyFollows).toMatchObject({ limit: 400, remaining: 80 });
    // The server's clock is known to the second.
    expect(Math.abs((rates.dailyFollows?.resetsAt ?? 0) - Date.UTC(2026, 10, 23))).toBeLessThan(1_000);
    expect(rates.window?.limit ?? 300).toBe(300);
  }, 30_000);

  test('a preview of a domain block, and limits, are told where the server knows them', async () => {
    const { calls, on } = await setUp('mastodon-4.6');
    expect(await on(calls.domainBlockPreview('reef.example'))).toEqual({ follows: 1, followers: 0 });
    expect(await on(calls.limits())).toMatchObject({ lists: 50, follows: 7_500 });
  });

  test('a picture is what it says, and not larger than it may be', async () => {
    const { calls, world, ana } = await setUp('mastodon-4.6');
    const none = `${ana.profile.apiBase}/nothing-here.png`;
    expect(await settled(world.clock, calls.picture(none))).toMatchObject({ ok: false });
    expect(await settled(world.clock, calls.picture(`${ana.profile.apiBase}/api/v2/instance`))).toMatchObject({ ok: false, error: { kind: 'badAnswer' } });
  });
});
