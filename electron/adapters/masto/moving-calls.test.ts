import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { AccountKey } from '../../contract/index.ts';
import type { Software } from '../../contract/servers.ts';
import { createRealClock } from '../clock.ts';
import { createFediverse } from './fediverse.ts';
import { mediaLinks, profile, rawAccount } from './testing/entities.ts';
import { createFakeNet, notFound, type CannedAnswer } from './testing/fake-net.ts';

const base = 'https://api.kelp.example/api';
const silent = { info() {}, warn() {}, error() {} };
const target = { uri: 'https://new.example/users/ana', handle: 'ana@new.example' };

function connect(software: Software, routes: Parameters<typeof createFakeNet>[0]) {
  const net = createFakeNet(routes);
  const fediverse = createFediverse({ net, clock: createRealClock(), log: silent, mediaLinks, appName: 'Skein', appVersion: '1', website: 'https://skein.example', origins: () => [] });
  const { summary, ...rest } = profile();
  const { moving } = fediverse.connect('api.kelp.example/7' as AccountKey, { ...rest, summary: { ...summary, software } }, 'secret');
  const sent = () => net.requests.map(({ method, url, body }) => [`${method} ${url.slice(base.length)}`, ...(typeof body === 'string' ? [JSON.parse(body) as unknown] : [])]);
  return { net, moving, sent };
}

describe('aliases and moves', () => {
  test('Mastodon has only pages for them', async () => {
    const { moving, sent } = connect('mastodon', {});
    for (const answer of [moving.aliases(), moving.addAlias(target), moving.removeAlias(target), moving.move(target, 'pw')]) expect(await answer).toMatchObject({ ok: false, error: { kind: 'unsupported' } });
    expect(sent()).toEqual([]);
  });

  test('GoToSocial: an alias joins those that are there; taking one away clears the list and writes the rest', async () => {
    const me = { body: rawAccount({ source: { also_known_as_uris: ['https://one.example/u', target.uri] } }) };
    const { moving, sent } = connect('gotosocial', { [`GET ${base}/v1/accounts/verify_credentials`]: me, [`POST ${base}/v1/accounts/alias`]: { body: {} }, [`POST ${base}/v1/accounts/move`]: { status: 202, body: { message: 'accepted' } } });
    expect(await moving.aliases()).toEqual({ ok: true, value: ['https://one.example/u', target.uri] });
    await moving.addAlias({ uri: 'https://two.example/u', handle: 'u@two.example' });
    await moving.removeAlias(target);
    expect(await moving.move(target, 'pw')).toEqual({ ok: true, value: null });
    expect(sent().filter(([line]) => String(line).startsWith('POST'))).toEqual([
      ['POST /v1/accounts/alias', { also_known_as_uris: ['https://one.example/u', target.uri, 'https://two.example/u'] }],
      ['POST /v1/accounts/alias', { also_known_as_uris: [] }],
      ['POST /v1/accounts/alias', { also_known_as_uris: ['https://one.example/u'] }],
      ['POST /v1/accounts/move', { password: 'pw', moved_to_uri: target.uri }],
    ]);
  });

  test('Akkoma: errors that come as 200 are errors', async () => {
    const refused = { body: { error: 'Invalid password.' } };
    const { moving, sent } = connect('akkoma', { [`GET ${base}/pleroma/aliases`]: { body: { aliases: ['me@old.example'] } }, [`PUT ${base}/pleroma/aliases`]: { body: { status: 'success' } }, [`DELETE ${base}/pleroma/aliases`]: notFound, [`POST ${base}/pleroma/move_account`]: refused });
    expect(await moving.aliases()).toEqual({ ok: true, value: ['me@old.example'] });
    expect(await moving.addAlias(target)).toEqual({ ok: true, value: null });
    expect(await moving.removeAlias(target)).toMatchObject({ ok: false, error: { kind: 'notFound' } });
    expect(await moving.move(target, 'wrong')).toEqual({ ok: false, error: { kind: 'rejected', host: 'api.kelp.example', status: 200, message: 'Invalid password.' } });
    expect(sent()).toEqual([['GET /pleroma/aliases'], ['PUT /pleroma/aliases', { alias: target.handle }], ['DELETE /pleroma/aliases', { alias: target.handle }], ['POST /pleroma/move_account', { password: 'wrong', target_account: target.handle }]]);
  });

  test('Mitra: no password is sent, whatever was given', async () => {
    const done = { body: {} };
    const { moving, sent } = connect('mitra', { [`GET ${base}/v1/accounts/7/aliases/all`]: { body: { declared: [{ uri: target.uri }], verified: [] } }, [`POST ${base}/v1/settings/aliases`]: done, [`POST ${base}/v1/settings/aliases/remove`]: done, [`POST ${base}/v1/settings/move_followers`]: done });
    expect(await moving.aliases()).toEqual({ ok: true, value: [target.uri] });
    await moving.addAlias(target);
    await moving.removeAlias(target);
    await moving.move(target, 'pw');
    expect(sent().slice(1)).toEqual([['POST /v1/settings/aliases', { acct: target.handle }], ['POST /v1/settings/aliases/remove', { actor_id: target.uri }], ['POST /v1/settings/move_followers', { target_acct: target.handle }]]);
  });

  test.each<[string, CannedAnswer, boolean]>([
    ['a 500', { status: 500, body: {} }, true],
    ['an answer that is none', { body: '<html>' }, true],
  ])('%s leaves open whether it happened', async (_name, answer, mayHaveArrived) => {
    const { moving } = connect('gotosocial', { [`POST ${base}/v1/accounts/move`]: answer });
    expect(await moving.move(target, 'pw')).toMatchObject({ ok: false, error: { mayHaveArrived } });
  });
});

describe('the account itself', () => {
  test('as its server tells its owner', async () => {
    const raw = rawAccount({
      locked: true,
      limited: true,
      followers_count: 3,
      following_count: -1,
      statuses_count: 9,
      avatar: 'https://kelp.example/avatars/original/missing.png',
      note: '<p>Birds</p>',
      moved: { acct: 'ana@new.example', uri: 'https://new.example/users/ana' },
      fields: [{ name: 'Web', value: '<a href="https://ana.example/?a=1&amp;b=2">x</a>', verified_at: '2026-01-01T00:00:00Z' }, { name: 'Pronouns', value: 'she', verified_at: null }],
      source: { note: 'Birds', fields: [{ name: 'Web', value: 'https://ana.example/?a=1&b=2' }, { name: 'Pronouns', value: 'she' }] },
    });
    const { moving } = connect('mastodon', { [`GET ${base}/v1/accounts/verify_credentials`]: { body: raw } });
    expect(await moving.own()).toEqual({
      ok: true,
      value: {
        uri: 'https://kelp.example/users/ana', handle: 'ana@kelp.example', locked: true, limited: true, suspended: false, memorial: false, movedTo: 'https://new.example/users/ana',
        counts: { followers: 3, following: null, statuses: 9 }, hasAvatar: false, displayName: 'Ana', bio: 'Birds', aliases: null,
        fields: [{ name: 'Web', link: 'https://ana.example/?a=1&b=2', verified: true }, { name: 'Pronouns', link: null, verified: false }],
      },
    });
  });

  test('before Mastodon 4.2 its address is not told; Akkoma tells it elsewhere', async () => {
    const { uri: _uri, ...old } = rawAccount();
    const path = `GET ${base}/v1/accounts/verify_credentials`;
    expect(await connect('mastodon', { [path]: { body: old } }).moving.own()).toMatchObject({ ok: true, value: { uri: null } });
    expect(await connect('akkoma', { [path]: { body: { ...old, pleroma: { ap_id: 'https://kelp.example/users/ana', also_known_as: ['https://x.example/u'] } } } }).moving.own()).toMatchObject({ ok: true, value: { uri: 'https://kelp.example/users/ana', aliases: ['https://x.example/u'] } });
  });

  test('its lists page by the header alone', async () => {
    const next = { link: `<${base}/v1/accounts/7/followers?limit=80&max_id=123>; rel="next"` };
    const { moving, sent } = connect('mastodon', { [`GET ${base}/v1/accounts/7/followers?limit=80`]: { headers: next, body: [rawAccount({ acct: 'bo@reef.example', uri: 'https://reef.example/users/bo' }), { nonsense: true }] }, [`GET ${base}/v1/accounts/7/followers?limit=80&max_id=123`]: { body: [] } });
    expect(await moving.people('followers', null)).toEqual({ ok: true, value: { people: [{ uri: 'https://reef.example/users/bo', handle: 'bo@reef.example' }], cursor: '123' } });
    expect(await moving.people('followers', '123')).toEqual({ ok: true, value: { people: [], cursor: null } });
    expect(sent()).toHaveLength(2);
  });

  test('a list that cannot be read is no empty list', async () => {
    const { moving } = connect('mastodon', { [`GET ${base}/v1/follow_requests`]: { body: {} } });
    expect(await moving.people('requests', null)).toMatchObject({ ok: false, error: { kind: 'badAnswer', reason: 'wrongShape' } });
  });

  test('locks, and tells what fits', async () => {
    const { moving, sent } = connect('mastodon', { [`PATCH ${base}/v1/accounts/update_credentials`]: { body: rawAccount() }, [`GET ${base}/v2/instance`]: { body: { configuration: { accounts: { max_featured_tags: 12, max_display_name_length: 40 } } } } });
    expect(await moving.setLocked(false)).toEqual({ ok: true, value: null });
    expect(sent()[0]).toEqual(['PATCH /v1/accounts/update_credentials', { locked: false }]);
    expect(await moving.limits()).toEqual({ ok: true, value: { follows: 7_500, lists: 50, listTitle: 256, featuredTags: 12, profileFields: 4, bio: 500, displayName: 40 } });
    expect(await connect('gotosocial', { [`GET ${base}/v2/instance`]: { body: {} } }).moving.limits()).toMatchObject({ ok: true, value: { follows: null, bio: null } });
  });
});

describe('servers the server suspends', () => {
  const instance = { body: { configuration: {} } };
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  const hosts = ['mine.example', 'deep.sub.mine.example', 'hidden.example', 'quiet.example', 'fine.example', 'notmine.example'];
  const ask = (answer: CannedAnswer, about: CannedAnswer = instance) => connect('mastodon', { [`GET ${base}/v2/instance`]: about, [`GET ${base}/v1/instance/domain_blocks`]: answer }).moving.suspendedHosts(hosts);

  test('are found by name, by the name above, and by the digest of a hidden name', async () => {
    const blocks = [{ domain: 'mine.example', severity: 'suspend' }, { domain: 'hid***.***mple', digest: sha256('hidden.example'), severity: 'suspend' }, { domain: 'quiet.example', severity: 'silence' }, null];
    expect(await ask({ body: blocks })).toEqual({ ok: true, value: ['mine.example', 'deep.sub.mine.example', 'hidden.example'] });
  });

  test.each<[string, CannedAnswer, CannedAnswer?]>([
    ['not shown', notFound],
    ['for members of another kind', { status: 403, body: { error: 'no' } }],
    ['no list', { body: {} }],
    ['a federation of chosen servers', { body: [] }, { body: { configuration: { limited_federation: true } } }],
  ])('%s: nothing can be said', async (_name, answer, about) => {
    expect(await ask(answer, about)).toEqual({ ok: false, error: { kind: 'unsupported', capability: 'domainBlocks' } });
  });

  test('a server in trouble is not one that hides', async () => {
    expect(await ask({ status: 502, body: '' })).toMatchObject({ ok: false, error: { kind: 'serverError' } });
  });
});

test('domains the account blocks, all pages of them; none where there is no such thing', async () => {
  const path = `GET ${base}/v1/domain_blocks`;
  const { moving } = connect('mastodon', { [`${path}?limit=200`]: { headers: { link: `<${base}/v1/domain_blocks?max_id=5>; rel="next"` }, body: ['A.example'] }, [`${path}?limit=200&max_id=5`]: { body: ['b.example'] } });
  expect(await moving.blockedDomains()).toEqual({ ok: true, value: ['a.example', 'b.example'] });
  expect(await connect('gotosocial', { [path]: notFound }).moving.blockedDomains()).toEqual({ ok: true, value: [] });
});
