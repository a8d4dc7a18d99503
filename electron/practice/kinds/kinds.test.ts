import { describe, expect, it } from 'vitest';
import { createTestWorld, idOf, isObject } from '../testing/client.ts';
import type { ServerKind } from '../index.ts';
import { compareIds } from '../model/ids.ts';

function on(kind: ServerKind) {
  const test = createTestWorld({
    servers: [
      { domain: 'here.example', kind },
      { domain: 'there.example', kind: 'mastodon-4.5' },
    ],
  });
  test.world.addPerson('here.example', { username: 'maren' });
  test.world.addPerson('there.example', { username: 'ines' });
  test.world.follow('maren@here.example', 'ines@there.example');
  return { ...test, me: test.as('maren@here.example') };
}

const forms: readonly (readonly [ServerKind, RegExp])[] = [
  ['mastodon-4.6', /^\d{18}$/],
  ['gotosocial', /^[0-9A-HJKMNP-TV-Z]{26}$/],
  ['akkoma', /^[0-9A-Za-z]{18}$/],
  ['mitra', /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/],
  ['hollo', /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-/],
];

describe('ids', () => {
  it.each(forms)('of %s look like %s and sort by time', async (kind, form) => {
    const { world, me, clock } = on(kind);
    for (let index = 0; index < 30; index += 1) {
      world.post('maren@here.example', `post ${index}`);
      if (index % 3 === 0) clock.advance(1);
    }
    const ids = (await me.ask('GET', '/api/v1/timelines/home?limit=40')).list().map(idOf);
    expect(ids).toHaveLength(30);
    expect(ids.every((id) => form.test(id))).toBe(true);
    expect(ids.toSorted((a, b) => compareIds(b, a))).toEqual(ids);
    expect((await me.ask('GET', '/api/v1/timelines/home?limit=1')).list()[0]).toMatchObject({ content: '<p>post 29</p>' });
  });
});

describe('a repeated Idempotency-Key', () => {
  const key = { 'idempotency-key': 'the-same' };
  it.each<readonly [ServerKind, number, number]>([
    ['mastodon-4.5', 200, 1],
    ['mastodon-4.6', 500, 1],
    ['gotosocial', 200, 2],
    ['akkoma', 200, 1],
    ['hollo', 200, 1],
  ])('on %s answers %i and leaves %i post', async (kind, status, posts) => {
    const { me, world } = on(kind);
    const first = await me.ask('POST', '/api/v1/statuses', { status: 'once' }, key);
    const again = await me.ask('POST', '/api/v1/statuses', { status: 'once' }, key);
    expect([first.status, again.status]).toEqual([200, status]);
    expect(world.oracle.events.filter((event) => event.deed === 'created')).toHaveLength(posts);
    if (status === 200 && posts === 1) expect(again.object()['id']).toBe(first.object()['id']);
  });

  it('is forgotten after an hour on Mastodon', async () => {
    const { me, world, clock } = on('mastodon-4.5');
    await me.ask('POST', '/api/v1/statuses', { status: 'once' }, key);
    clock.advance(3_600_001);
    await me.ask('POST', '/api/v1/statuses', { status: 'once' }, key);
    expect(world.oracle.events.filter((event) => event.deed === 'created')).toHaveLength(2);
  });

  it('keeps an error for everybody on Akkoma', async () => {
    const { me, world, as } = on('akkoma');
    world.addPerson('here.example', { username: 'otis' });
    expect((await me.ask('POST', '/api/v1/statuses', { status: '' }, key)).status).toBe(422);
    expect((await as('otis@here.example').ask('POST', '/api/v1/statuses', { status: 'fine' }, key)).status).toBe(422);
  });
});

describe('what a kind has not', () => {
  it.each<readonly [ServerKind, string, number]>([
    ['akkoma', '/api/v2/instance', 404],
    ['gotosocial', '/api/v2/instance', 200],
    ['gotosocial', '/api/v2/notifications', 404],
    ['hollo', '/api/v2/notifications', 200],
    ['akkoma', '/api/v2/filters', 404],
    ['akkoma', '/api/v1/filters', 200],
    ['mitra', '/api/v1/filters', 404],
    ['mastodon-4.2', '/api/v2/notifications', 404],
    ['mastodon-4.2', '/.well-known/oauth-authorization-server', 404],
    ['mastodon-4.5', '/api/v1/profile', 404],
    ['mastodon-4.6', '/api/v1/profile', 200],
  ])('%s %s: %i', async (kind, path, status) => {
    expect((await on(kind).me.ask('GET', path)).status).toBe(status);
  });

  it('is no stream on Mitra and Hollo, and no address of one', async () => {
    for (const kind of ['mitra', 'hollo'] as const) {
      const { world, me } = on(kind);
      expect(
        world.server('here.example').openStream({ url: `/api/v1/streaming?access_token=${world.signIn('maren@here.example').token}`, headers: {} }),
      ).toEqual({ refused: 404 });
      const { configuration } = (await me.ask('GET', '/api/v2/instance')).object();
      expect(isObject(configuration) && 'urls' in configuration).toBe(false);
    }
  });
});

describe('manners', () => {
  it('Mitra ignores min_id, refuses a large limit and a strange cursor, and names no newer page', async () => {
    const { world, me } = on('mitra');
    const old = world.post('maren@here.example', 'old');
    world.post('maren@here.example', 'new');
    const page = await me.ask('GET', `/api/v1/timelines/home?min_id=${old.id}`);
    expect(page.list()).toHaveLength(2);
    expect(page.headers['link']).not.toContain('rel="prev"');
    expect((await me.ask('GET', '/api/v1/timelines/home?limit=201')).status).toBe(400);
    expect((await me.ask('GET', '/api/v1/timelines/home?max_id=5')).status).toBe(400);
  });

  it('Akkoma gives a boost the address of what was boosted, and quotes as a post', async () => {
    const { world, me } = on('akkoma');
    const status = world.post('maren@here.example', 'one');
    const boost = (await me.ask('POST', `/api/v1/statuses/${status.id}/reblog`)).object();
    expect(boost['uri']).toBe(status.uri);
    expect(boost['id']).not.toBe(status.id);
    const quote = (await me.ask('POST', '/api/v1/statuses', { status: 'two', quote_id: status.id })).object();
    expect(quote['quote']).toMatchObject({ id: status.id, uri: status.uri });
  });

  it('GoToSocial files a late post under the time it was written', async () => {
    const { world, me, clock } = on('gotosocial');
    world.server('here.example').faults.setDelivery({ kind: 'late', ms: 60_000 }, 1);
    world.post('ines@there.example', 'late');
    clock.advance(1000);
    const mine = world.post('maren@here.example', 'mine');
    clock.advance(120_000);
    expect((await me.ask('GET', '/api/v1/timelines/home')).list().map((status) => status['content'])).toEqual(['<p>mine</p>', '<p>late</p>']);
    expect((await me.ask('GET', `/api/v1/timelines/home?min_id=${mine.id}`)).list()).toEqual([]);
  });

  it('GoToSocial shows nothing public without a token', async () => {
    const { anybody } = on('gotosocial');
    expect((await anybody('here.example').ask('GET', '/api/v1/timelines/public')).status).toBe(401);
    expect((await on('mastodon-4.5').anybody('here.example').ask('GET', '/api/v1/timelines/public')).status).toBe(200);
  });

  it("Mitra's tokens end after 30 days", async () => {
    const { me, clock } = on('mitra');
    clock.advance(29 * 86_400_000);
    expect((await me.ask('GET', '/api/v1/accounts/verify_credentials')).status).toBe(200);
    clock.advance(2 * 86_400_000);
    expect((await me.ask('GET', '/api/v1/accounts/verify_credentials')).status).toBe(401);
  });
});
