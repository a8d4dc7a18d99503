import { describe, expect, it } from 'vitest';
import { createTestWorld, idOf } from '../testing/client.ts';
import type { ServerKind, ServerOptions } from '../index.ts';

const minuteMs = 60_000;

function on(kind: ServerKind, options: Partial<ServerOptions> = {}, rateLimits = false) {
  const test = createTestWorld({
    servers: [
      { domain: 'here.example', kind, ...options },
      { domain: 'there.example', kind: 'mastodon-4.5' },
    ],
    rateLimits,
  });
  test.world.addPerson('here.example', { username: 'ann' });
  for (const username of ['bo', 'cy']) test.world.addPerson('there.example', { username });
  const me = test.as('ann@here.example');
  /** Finds somebody by handle as an app does, and answers the id here. */
  const find = async (handle: string) => idOf((await me.ask('GET', `/api/v1/accounts/search?q=${handle}&resolve=true`)).list()[0]);
  const relation = async (id: string) => (await me.ask('GET', `/api/v1/accounts/relationships?id[]=${id}`)).list()[0];
  return { ...test, me, find, relation };
}

describe('follows', () => {
  it('claim success at once on Mastodon; the truth comes later', async () => {
    const { me, find, relation, settle, world } = on('mastodon-4.6');
    const bo = await find('bo@there.example');
    expect((await me.ask('POST', `/api/v1/accounts/${bo}/follow`)).object()).toMatchObject({ following: true, requested: false });
    expect(await relation(bo)).toMatchObject({ following: false, requested: true });
    settle();
    settle();
    expect(await relation(bo)).toMatchObject({ following: true, requested: false });
    world.addPerson('there.example', { username: 'vera', locked: true, acceptsAfterMs: 5 * minuteMs });
    const vera = await find('vera@there.example');
    expect((await me.ask('POST', `/api/v1/accounts/${vera}/follow`)).object()).toMatchObject({ following: false, requested: true });
    settle();
    expect(await relation(vera)).toMatchObject({ requested: true });
  });

  it('of a locked person are accepted after a while, or not at all', async () => {
    const { me, find, relation, clock, world } = on('mastodon-4.6');
    world.addPerson('there.example', { username: 'vera', locked: true, acceptsAfterMs: 5 * minuteMs });
    world.addPerson('there.example', { username: 'konrad', locked: true });
    const [vera, konrad] = [await find('vera@there.example'), await find('konrad@there.example')];
    for (const id of [vera, konrad]) await me.ask('POST', `/api/v1/accounts/${id}/follow`);
    clock.advance(2 * minuteMs);
    expect(await relation(vera)).toMatchObject({ requested: true });
    clock.advance(4 * minuteMs);
    expect([await relation(vera), await relation(konrad)]).toMatchObject([{ following: true }, { requested: true }]);
  });

  it('are refused above the limit, and of servers that are blocked', async () => {
    const { me, find, world, clock } = on('mastodon-4.6', { followLimit: 1 });
    const [bo, cy] = [await find('bo@there.example'), await find('cy@there.example')];
    await me.ask('POST', `/api/v1/accounts/${bo}/follow`);
    clock.advance(minuteMs);
    const over = await me.ask('POST', `/api/v1/accounts/${cy}/follow`);
    expect([over.status, over.object()]).toEqual([422, { error: 'Validation failed: You cannot follow more than 1 people' }]);
    // Settings of what is followed already can change.
    expect((await me.ask('POST', `/api/v1/accounts/${bo}/follow`, { reblogs: false })).status).toBe(200);
    world.blockServer('here.example', 'there.example');
    expect((await me.ask('POST', `/api/v1/accounts/${cy}/follow`)).status).toBe(403);
    expect((await me.ask('GET', '/api/v1/accounts/search?q=nobody@there.example&resolve=true')).json()).toEqual([]);
  });

  it('and tags share 400 a day, told by headers whose reset is midnight; what is there already is free', async () => {
    const { me, world, clock } = on('mastodon-4.6', {}, true);
    world.addCrowd(400, { domains: ['here.example'] });
    let last = await me.ask('POST', '/api/v1/tags/sea/follow');
    for (let index = 1; index < 400; index += 1) {
      if (index % 200 === 0) clock.advance(5 * minuteMs);
      last = await me.ask('POST', `/api/v1/accounts/${world.person(`crowd${index}@here.example`).id}/follow`);
      expect(last.status).toBe(200);
    }
    expect(last.headers).toMatchObject({ 'x-ratelimit-limit': '400', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '2026-11-23T00:00:00.000000Z' });
    clock.advance(5 * minuteMs);
    const refused = await me.ask('POST', '/api/v1/tags/lake/follow');
    expect([refused.status, refused.object(), refused.headers['x-ratelimit-limit'], refused.headers['retry-after']]).toEqual([429, { error: 'Too many requests' }, '400', undefined]);
    clock.advance(12 * 60 * minuteMs);
    expect((await me.ask('POST', '/api/v1/tags/lake/follow')).status).toBe(200);
    const again = await me.ask('POST', '/api/v1/tags/sea/follow');
    expect(again.headers['x-ratelimit-limit']).toBe('300');
  });
});

describe('a login', () => {
  it.each([
    ['unconfirmed', 'Your login is missing a confirmed e-mail address'],
    ['pending', 'Your login is currently pending approval'],
    ['disabled', 'Your login is currently disabled'],
  ] as const)('that is %s is refused with its words', async (standing, error) => {
    const { me, world } = on('mastodon-4.6');
    world.setStanding('ann@here.example', standing);
    const answer = await me.ask('GET', '/api/v1/accounts/verify_credentials');
    expect([answer.status, answer.object()]).toEqual([403, { error }]);
    world.setStanding('ann@here.example', 'active');
    expect((await me.ask('GET', '/api/v1/accounts/verify_credentials')).status).toBe(200);
  });

  it('that moderators limited has to ask before it follows', async () => {
    const { me, world, relation } = on('mastodon-4.6');
    const [otis = ''] = world.addCrowd(1, { domains: ['here.example'] });
    world.setStanding('ann@here.example', 'limited');
    expect((await me.ask('GET', '/api/v1/accounts/verify_credentials')).object()).toMatchObject({ limited: true });
    const asked = await me.ask('POST', `/api/v1/accounts/${world.person(otis).id}/follow`);
    expect(asked.object()).toMatchObject({ following: false, requested: true });
    expect(await relation(world.person(otis).id)).toMatchObject({ following: false, requested: true });
  });
});

describe('lists', () => {
  it('take requested members too, all or none, in the words of the version', async () => {
    for (const [kind, status, error] of [
      ['mastodon-4.2', 404, 'Record not found'],
      ['mastodon-4.6', 422, 'Validation failed: Account must be a followed account'],
    ] as const) {
      const { me, find } = on(kind);
      const [bo, cy] = [await find('bo@there.example'), await find('cy@there.example')];
      await me.ask('POST', `/api/v1/accounts/${bo}/follow`);
      const list = idOf((await me.ask('POST', '/api/v1/lists', { title: 'Friends' })).json());
      const add = (ids: string[]) => me.ask('POST', `/api/v1/lists/${list}/accounts`, { account_ids: ids });
      const refused = await add([bo, cy]);
      expect([refused.status, refused.object()]).toEqual([status, { error }]);
      expect((await me.ask('GET', `/api/v1/lists/${list}/accounts?limit=0`)).json()).toEqual([]);
      expect((await add([bo])).status).toBe(200);
      expect((await add([bo])).object()).toEqual({ error: 'Validation failed: Account is already on the list' });
    }
  });
});

describe('what a block of a whole domain would cut', () => {
  it('is told before, since 4.3', async () => {
    const { me, world } = on('mastodon-4.6');
    world.follow('ann@here.example', 'bo@there.example');
    world.follow('cy@there.example', 'ann@here.example');
    const asked = await me.ask('GET', '/api/v1/domain_blocks/preview?domain=there.example');
    expect(asked.object()).toEqual({ following_count: 1, followers_count: 1 });
    expect((await on('mastodon-4.2').me.ask('GET', '/api/v1/domain_blocks/preview?domain=x.example')).status).toBe(404);
  });
});

describe('blocked servers', () => {
  it('are told to all, to people of the server, or to nobody', async () => {
    for (const [showsBlocks, withToken, without] of [
      ['all', 200, 200],
      ['users', 200, 404],
      ['nobody', 404, 404],
    ] as const) {
      const { me, anybody } = on('mastodon-4.6', { showsBlocks });
      expect((await me.ask('GET', '/api/v1/instance/domain_blocks')).status).toBe(withToken);
      expect((await anybody('here.example').ask('GET', '/api/v1/instance/domain_blocks')).status).toBe(without);
    }
  });
});

describe('the kinds differ in what they can carry', () => {
  it.each<readonly [ServerKind, readonly string[], readonly string[]]>([
    ['mastodon-4.2', ['/api/v2/filters', '/api/v1/domain_blocks', '/api/v1/endorsements', '/api/v1/featured_tags'], ['/api/v2/notifications/policy', '/api/v1/profile']],
    ['mastodon-4.6', ['/api/v2/notifications/policy', '/api/v1/profile', '/api/v1/followed_tags'], []],
    ['gotosocial', ['/api/v2/filters', '/api/v1/filters', '/api/v1/followed_tags', '/api/v1/featured_tags', '/api/v1/scheduled_statuses'], ['/api/v1/domain_blocks', '/api/v1/endorsements', '/api/v2/notifications/policy']],
    ['akkoma', ['/api/v1/filters', '/api/v1/domain_blocks', '/api/v1/followed_tags'], ['/api/v2/filters', '/api/v2/notifications/policy']],
    ['hollo', ['/api/v1/followed_tags', '/api/v1/lists'], ['/api/v1/filters', '/api/v2/filters', '/api/v1/domain_blocks', '/api/v1/endorsements']],
  ])('%s', async (kind, there, missing) => {
    const { me } = on(kind);
    for (const path of there) expect([path, (await me.ask('GET', path)).status]).toEqual([path, 200]);
    for (const path of missing) expect([path, (await me.ask('GET', path)).status]).toEqual([path, 404]);
  });

  it('Mastodon 4.2 has pin, not endorse, short names and small pictures', async () => {
    const { me, find, settle } = on('mastodon-4.2');
    const bo = await find('bo@there.example');
    expect((await me.ask('POST', `/api/v1/accounts/${bo}/pin`)).status).toBe(422);
    await me.ask('POST', `/api/v1/accounts/${bo}/follow`);
    settle();
    settle();
    expect((await me.ask('POST', `/api/v1/accounts/${bo}/endorse`)).status).toBe(404);
    expect((await me.ask('POST', `/api/v1/accounts/${bo}/pin`)).object()).toMatchObject({ endorsed: true });
    expect((await me.ask('PATCH', '/api/v1/accounts/update_credentials', { display_name: 'x'.repeat(31) })).status).toBe(422);
    const form = new FormData();
    form.set('avatar', new Blob([new Uint8Array(3 * 1024 * 1024)], { type: 'image/jpeg' }), 'a.jpg');
    expect((await me.ask('PATCH', '/api/v1/accounts/update_credentials', form)).status).toBe(422);
  });
});
