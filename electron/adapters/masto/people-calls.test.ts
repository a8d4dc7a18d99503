import { describe, expect, test } from 'vitest';
import type { AccountKey } from '../../contract/index.ts';
import { createRealClock } from '../clock.ts';
import { createFediverse } from './fediverse.ts';
import { parseProfile, parseRelation } from './parse-profile.ts';
import { createFakeNet, notFound } from './testing/fake-net.ts';
import { context, mediaLinks, profile, rawAccount, rawStatus } from './testing/entities.ts';

const base = 'https://api.kelp.example/api/v1/accounts';
const jule = rawAccount({ id: '40', username: 'jule', acct: 'jule@watt.example', uri: 'https://watt.example/ap/users/1', url: 'https://watt.example/@jule' });
const relation = { id: '40', following: true, requested: false, note: 'gulls' };
const silent = { info() {}, warn() {}, error() {} };

function connect(routes: Parameters<typeof createFakeNet>[0]) {
  const net = createFakeNet(routes);
  const fediverse = createFediverse({ net, clock: createRealClock(), log: silent, mediaLinks, appName: 'Skein', appVersion: '1', website: 'https://skein.example', origins: () => [] });
  return { net, people: fediverse.connect('api.kelp.example/7' as AccountKey, profile(), 'secret').people };
}

describe('finding a person', () => {
  test('a look-up asks nobody else; people of the own server go by their bare name', async () => {
    const { net, people } = connect({ [`GET ${base}/lookup`]: { body: rawAccount() } });
    expect(await people.lookUp('Ana@kelp.example')).toMatchObject({ ok: true, value: { id: '7', profile: { person: { handle: 'ana@kelp.example' } } } });
    expect(net.requests.map(({ url }) => url)).toEqual([`${base}/lookup?acct=Ana`]);
  });

  test('somebody of another name is nobody', async () => {
    const { people } = connect({ [`GET ${base}/lookup`]: { body: jule }, [`GET ${base}/search`]: { body: [rawAccount(), jule] } });
    expect(await people.lookUp('jule@vatt.example')).toEqual({ ok: false, error: { kind: 'notFound', what: 'person' } });
    expect(await people.find('jule@vatt.example')).toEqual({ ok: false, error: { kind: 'notFound', what: 'person' } });
  });

  test('a search resolves and takes the exact match, wherever it stands', async () => {
    const { net, people } = connect({ [`GET ${base}/search`]: { body: [rawAccount({ acct: 'jule2@watt.example' }), jule] } });
    expect(await people.find('jule@watt.example')).toMatchObject({ ok: true, value: { id: '40' } });
    expect(net.requests[0]?.url).toContain('resolve=true');
    expect(net.requests[0]?.timeoutMs).toBe(60_000);
  });

  test('a server that has not met the person', async () => {
    const { people } = connect({ [`GET ${base}/lookup`]: notFound, [`GET ${base}/search`]: { body: [] } });
    expect(await people.lookUp('jule@watt.example')).toMatchObject({ ok: false, error: { kind: 'notFound' } });
    expect(await people.find('jule@watt.example')).toMatchObject({ ok: false, error: { kind: 'notFound' } });
  });
});

describe('posts', () => {
  test.each([
    ['posts', 'exclude_replies=true&limit=20'],
    ['replies', 'exclude_reblogs=true&limit=20'],
    ['media', 'only_media=true&exclude_reblogs=true&limit=20'],
    ['pinned', 'pinned=true&limit=40'],
  ] as const)('%s ask for %s', async (tab, query) => {
    const { net, people } = connect({ [`GET ${base}/40/statuses`]: { body: [rawStatus()] } });
    expect(await people.statuses('40', { tab, cursor: null })).toMatchObject({ ok: true, value: { items: [{ id: '109' }] } });
    expect(net.requests[0]?.url).toBe(`${base}/40/statuses?${query}`);
  });

  test('the next page hangs below the cursor', async () => {
    const { net, people } = connect({ [`GET ${base}/40/statuses`]: { body: [] } });
    expect(await people.statuses('40', { tab: 'posts', cursor: '109' })).toMatchObject({ ok: true, value: { items: [], olderCursor: null } });
    expect(net.requests[0]?.url).toContain('max_id=109');
  });
});

describe('relations', () => {
  test('one is asked for as a list', async () => {
    const { net, people } = connect({ [`GET ${base}/relationships`]: { body: [relation] } });
    expect(await people.relation('40')).toMatchObject({ ok: true, value: { follow: 'following', note: 'gulls' } });
    expect(decodeURIComponent(net.requests[0]?.url ?? '')).toBe(`${base}/relationships?id[]=40`);
  });

  test('people who are suspended are not in the list', async () => {
    const { people } = connect({ [`GET ${base}/relationships`]: { body: [] } });
    expect(await people.relation('40')).toEqual({ ok: false, error: { kind: 'notFound', what: 'person' } });
  });

  test.each([
    [{ kind: 'follow' }, 'follow', {}],
    [{ kind: 'follow', reblogs: false }, 'follow', { reblogs: false }],
    [{ kind: 'unfollow' }, 'unfollow', undefined],
    [{ kind: 'mute', durationMs: 3_600_000, notifications: true }, 'mute', { notifications: true, duration: 3_600 }],
    [{ kind: 'mute', durationMs: null, notifications: false }, 'mute', { notifications: false, duration: 0 }],
    [{ kind: 'block' }, 'block', undefined],
  ] as const)('%o posts to %s', async (change, path, body) => {
    const { net, people } = connect({ [`POST ${base}/40/${path}`]: { body: relation } });
    expect((await people.change('40', change)).ok).toBe(true);
    const sent = net.requests[0]?.body;
    expect(typeof sent === 'string' ? JSON.parse(sent) : undefined).toEqual(body);
  });

  test('a server that keeps no notes says so instead of losing one', async () => {
    const { people } = connect({ [`POST ${base}/40/note`]: { body: { id: '40', following: false } } });
    expect(await people.saveNote('40', 'gulls')).toEqual({ ok: false, error: { kind: 'unsupported', capability: 'notes' } });
  });
});

describe('parsing', () => {
  test('a profile with everything', () => {
    const seen = parseProfile({ ...jule, note: '<p>hi</p>', header: 'https://kelp.example/h.png', created_at: '2020-01-02T00:00:00.000Z', followers_count: 12, following_count: -1, statuses_count: 3, fields: [{ name: 'Site', value: '<a href="https://x.example">x</a>', verified_at: '2024-05-01T00:00:00.000Z' }, { name: '', value: '' }, 7], moved: rawAccount(), limited: true }, context);
    expect(seen?.profile).toMatchObject({ note: '<p>hi</p>', header: 'media/https://kelp.example/h.png', counts: { followers: 12, following: null, statuses: 3 }, movedTo: { handle: 'ana@kelp.example' }, limited: true, suspended: false });
    expect(seen?.profile.fields).toEqual([{ name: 'Site', value: '<a href="https://x.example">x</a>', verifiedAt: Date.UTC(2024, 4, 1) }]);
    expect(seen?.profile.createdAt).toBe(Date.UTC(2020, 0, 2));
  });

  test('the stand-in for a missing banner is no banner', () => {
    expect(parseProfile({ ...jule, header: 'https://kelp.example/headers/original/missing.png' }, context)?.profile.header).toBeNull();
  });

  test.each([null, 7, [], {}, { id: '1' }, { acct: 'a' }])('%o is nobody', (value) => expect(parseProfile(value, context)).toBeNull());

  test('a relation: requested, a mute that ends, no notes', () => {
    expect(parseRelation({ id: '1', requested: true, muting: true, muting_expires_at: '2026-01-01T00:00:00.000Z' })).toMatchObject({ follow: 'requested', muting: true, muteEndsAt: Date.UTC(2026, 0, 1), note: null, blocking: false });
    expect(parseRelation({ following: true })).toBeNull();
  });
});

describe('familiar followers', () => {
  test('are asked by id and read from the first of the answer', async () => {
    const { net, people } = connect({ [`GET ${base}/familiar_followers`]: { body: [{ id: '40', accounts: [jule, { broken: true }] }] } });
    expect(await people.familiar('40')).toMatchObject({ ok: true, value: [{ handle: 'jule@watt.example' }] });
    expect(net.requests.map(({ url }) => decodeURIComponent(url))).toEqual([`${base}/familiar_followers?id[]=40`]);
  });

  test('nobody where the server does not know them', async () => {
    const { people } = connect({ [`GET ${base}/familiar_followers`]: notFound });
    expect(await people.familiar('40')).toMatchObject({ ok: false, error: { kind: 'notFound' } });
  });
});
