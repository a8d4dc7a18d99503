import { describe, expect, test } from 'vitest';
import type { AccountKey, StatusId } from '../../contract/index.ts';
import type { ServerFeed } from '../../core/fediverse-feeds.ts';
import type { PageQuery } from '../../core/fediverse.ts';
import { createRealClock } from '../clock.ts';
import { createFediverse } from './fediverse.ts';
import { mediaLinks, profile, rawStatus } from './testing/entities.ts';
import { createFakeNet } from './testing/fake-net.ts';

const base = 'https://api.kelp.example/api/v1';
const silent = { info() {}, warn() {}, error() {} };
const newest: PageQuery = { kind: 'newest', limit: 40 };

function connect(routes: Parameters<typeof createFakeNet>[0]) {
  const net = createFakeNet(routes);
  const fediverse = createFediverse({ net, clock: createRealClock(), log: silent, mediaLinks, appName: 'Skein', appVersion: '1', website: 'https://skein.example', origins: () => [] });
  return { net, fediverse, feeds: fediverse.connect('api.kelp.example/7' as AccountKey, profile(), 'secret').feeds };
}

describe('pages', () => {
  test.each<[ServerFeed, string, string]>([
    [{ kind: 'local' }, '/timelines/public', 'limit=40&local=true'],
    [{ kind: 'federated' }, '/timelines/public', 'limit=40'],
    [{ kind: 'list', id: '7/x', title: 'Near' }, '/timelines/list/7%2Fx', 'limit=40'],
    [{ kind: 'person', id: '40' }, '/accounts/40/statuses', 'limit=40'],
    [{ kind: 'home' }, '/timelines/home', 'limit=40'],
    [{ kind: 'favourites' }, '/favourites', 'limit=40'],
    [{ kind: 'bookmarks' }, '/bookmarks', 'limit=40'],
  ])('of %o', async (feed, path, query) => {
    const { net, feeds } = connect({ [`GET ${base}${path}`]: { body: [rawStatus()] } });
    expect(await feeds.page(feed, newest)).toMatchObject({ ok: true, value: { items: [{ id: '109' }] } });
    expect(net.requests[0]?.url).toBe(`${base}${path}?${query}`);
  });

  test('tags: the first in the path, the others as they are meant', async () => {
    const { net, feeds } = connect({ [`GET ${base}/timelines/tag/${encodeURIComponent('雪')}`]: { body: [] } });
    expect((await feeds.page({ kind: 'hashtag', any: ['雪', 'snow'], all: ['night'], none: ['fake'] }, newest)).ok).toBe(true);
    const { searchParams } = new URL(net.requests[0]?.url ?? '');
    expect([searchParams.getAll('any[]'), searchParams.getAll('all[]'), searchParams.getAll('none[]')]).toEqual([['snow'], ['night'], ['fake']]);
  });

  test('a ranked list goes on by the server’s cursor alone, and cannot be climbed', async () => {
    const link = `<${base}/favourites?max_id=55>; rel="next"`;
    const { net, feeds } = connect({ [`GET ${base}/favourites`]: { body: [rawStatus()], headers: { link } } });
    expect(await feeds.page({ kind: 'favourites' }, newest)).toMatchObject({ value: { olderCursor: '55' } });
    expect(await feeds.page({ kind: 'favourites' }, { kind: 'olderThan', cursor: '55', limit: 40 })).toMatchObject({ value: { olderCursor: null } });
    expect(net.requests[1]?.url).toContain('max_id=55');
    expect(await feeds.page({ kind: 'favourites' }, { kind: 'justNewerThan', id: '1' as StatusId, limit: 40 })).toMatchObject({ ok: false, error: { kind: 'unsupported' } });
  });

  test('trends are counted; an empty page is the end', async () => {
    const { net, feeds } = connect({ [`GET ${base}/trends/statuses`]: { body: [rawStatus(), rawStatus({ id: '110', uri: 'https://kelp.example/s/110' })] } });
    expect(await feeds.page({ kind: 'trends' }, newest)).toMatchObject({ value: { olderCursor: '2' } });
    await feeds.page({ kind: 'trends' }, { kind: 'olderThan', cursor: '2', limit: 40 });
    expect(net.requests[1]?.url).toBe(`${base}/trends/statuses?limit=40&offset=2`);
    const empty = connect({ [`GET ${base}/trends/statuses`]: { body: [] } });
    expect(await empty.feeds.page({ kind: 'trends' }, newest)).toMatchObject({ value: { items: [], olderCursor: null } });
  });

  test('a conversation is its last post, and none where that was deleted', async () => {
    const { feeds } = connect({ [`GET ${base}/conversations`]: { body: [{ id: '1', last_status: rawStatus() }, { id: '2', last_status: null }, 'odd'] } });
    expect(await feeds.page({ kind: 'conversations' }, newest)).toMatchObject({ value: { items: [{ id: '109' }], dropped: 0 } });
  });

  test.each([['local'], ['favourites']] as const)('what is no list is a bad answer: %s', async (kind) => {
    const path = kind === 'local' ? 'timelines/public' : kind;
    const { feeds } = connect({ [`GET ${base}/${path}`]: { body: { error: 'odd' } } });
    expect(await feeds.page({ kind }, newest)).toMatchObject({ ok: false, error: { kind: 'badAnswer' } });
  });

  test('another server is asked without a token', async () => {
    const { net, fediverse } = connect({ [`GET ${base}/timelines/public`]: { body: [rawStatus()] } });
    expect(await fediverse.publicTimeline(profile(), newest)).toMatchObject({ ok: true, value: { items: [{ id: '109' }] } });
    expect(Object.keys(net.requests[0]?.headers ?? {}).map((name) => name.toLowerCase())).not.toContain('authorization');
    expect(net.requests[0]?.url).toContain('local=true');
  });
});

describe('streams', () => {
  test.each<[ServerFeed, string | null]>([
    [{ kind: 'local' }, 'stream=public%3Alocal'],
    [{ kind: 'list', id: '7', title: 'Near' }, 'stream=list&list=7'],
    [{ kind: 'hashtag', any: ['雪'], all: [], none: ['fake'] }, `stream=hashtag&tag=${encodeURIComponent('雪')}`],
    [{ kind: 'conversations' }, 'stream=direct'],
    [{ kind: 'hashtag', any: ['a', 'b'], all: [], none: [] }, null],
    [{ kind: 'federated' }, 'stream=public'],
    [{ kind: 'favourites' }, null],
  ])('of %o', (feed, query) => {
    const { net, feeds } = connect({});
    const handle = feeds.openStream(feed, { onOpen: () => undefined, onEvent: () => undefined, onEnd: () => undefined });
    expect(net.sockets.map(({ url }) => new URL(url).search.slice(1))).toEqual(query === null ? [] : [query]);
    expect(handle === null).toBe(query === null);
    handle?.close();
  });
});

describe('lists and markers', () => {
  test('lists without an id are left out', async () => {
    const { feeds } = connect({ [`GET ${base}/lists`]: { body: [{ id: '7', title: 'Near' }, { title: 'odd' }] } });
    expect(await feeds.lists()).toEqual({ ok: true, value: [{ id: '7', title: 'Near' }] });
  });

  test('a marker that was never set is none', async () => {
    const marked = connect({ [`GET ${base}/markers`]: { body: { home: { last_read_id: '109', version: 3 } } } });
    expect(await marked.feeds.homeMarker()).toEqual({ ok: true, value: '109' });
    const blank = connect({ [`GET ${base}/markers`]: { body: {} }, [`POST ${base}/markers`]: { body: {} } });
    expect(await blank.feeds.homeMarker()).toEqual({ ok: true, value: null });
    expect(await blank.feeds.setHomeMarker('110' as StatusId)).toEqual({ ok: true, value: null });
    expect(blank.net.requests[1]).toMatchObject({ method: 'POST', body: JSON.stringify({ home: { last_read_id: '110' } }) });
  });
});
