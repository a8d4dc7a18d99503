import { describe, expect, test } from 'vitest';
import type { AccountKey } from '../../contract/index.ts';
import { createRealClock } from '../clock.ts';
import { createFediverse } from './fediverse.ts';
import { parseAnswer } from './search-calls.ts';
import { createFakeNet, notFound } from './testing/fake-net.ts';
import { context, mediaLinks, profile, rawAccount, rawStatus } from './testing/entities.ts';

const api = 'https://api.kelp.example/api';
const silent = { info() {}, warn() {}, error() {} };

function connect(routes: Parameters<typeof createFakeNet>[0]) {
  const net = createFakeNet(routes);
  const fediverse = createFediverse({ net, clock: createRealClock(), log: silent, mediaLinks, appName: 'Skein', appVersion: '1', website: 'https://skein.example', origins: () => [] });
  return { net, search: fediverse.connect('api.kelp.example/7' as AccountKey, profile(), 'secret').search };
}

describe('searching', () => {
  test.each([['people', 'type=accounts'], ['posts', 'type=statuses'], ['tags', 'type=hashtags']] as const)('for %s asks for no other kind, and nobody else', async (kind, query) => {
    const { net, search } = connect({ [`GET ${api}/v2/search`]: { body: { accounts: [rawAccount()], statuses: [rawStatus()], hashtags: [] } } });
    expect(await search.find('low tide', kind)).toMatchObject({ ok: true, value: { people: [{ profile: { person: { handle: 'ana@kelp.example' } } }], posts: [{ marks: { id: '109' } }] } });
    const url = net.requests[0]?.url ?? '';
    expect(url).toContain(query);
    expect(url).not.toContain('resolve');
  });

  test('an address is resolved with the time a server needs to fetch it', async () => {
    const { net, search } = connect({ [`GET ${api}/v2/search`]: { body: { accounts: [], statuses: [rawStatus()], hashtags: [] } } });
    expect(await search.resolve('https://far.example/1')).toMatchObject({ ok: true, value: { posts: [{}] } });
    expect(net.requests[0]).toMatchObject({ timeoutMs: 45_000 });
    expect(net.requests[0]?.url).toContain('resolve=true');
  });

  test('a server without search', async () => {
    const { search } = connect({ [`GET ${api}/v2/search`]: notFound });
    expect(await search.find('x', 'tags')).toMatchObject({ ok: false, error: { kind: 'notFound' } });
  });
});

describe('reading the answer', () => {
  test('drops what nobody can read, keeps the rest', () => {
    const answer = parseAnswer({ accounts: [rawAccount(), { id: 1 }, null], statuses: 'none', hashtags: [{ name: 'birds', url: 'https://kelp.example/tags/birds', history: [{ day: '1', uses: '3', accounts: '2' }, { uses: '4' }, { uses: 'x' }, 7] }, 'bare', { name: 7 }, {}] }, context);
    expect(answer?.people).toHaveLength(1);
    expect(answer?.posts).toEqual([]);
    expect(answer?.tags).toEqual([{ name: 'birds', url: 'https://kelp.example/tags/birds', uses: 7 }, { name: 'bare', url: null, uses: null }]);
  });

  test('a link that is no web address is none', () => {
    expect(parseAnswer({ hashtags: [{ name: 'x', url: 'javascript:alert(1)' }] }, context)?.tags).toEqual([{ name: 'x', url: null, uses: null }]);
  });

  test.each([null, [], 'x', 7])('%o is no answer', (json) => expect(parseAnswer(json, context)).toBeNull());
});
