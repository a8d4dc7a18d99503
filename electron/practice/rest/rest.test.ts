import { describe, expect, it } from 'vitest';
import { clientOf, createTestWorld, idOf, isObject } from '../testing/client.ts';
import type { TestClient } from '../testing/client.ts';
import { createCanvas } from '../png.ts';

function small() {
  const test = createTestWorld({ rateLimits: false });
  const { world } = test;
  for (const username of ['maren', 'otis']) world.addPerson('kelp.example', { username });
  world.addPerson('nordsee.example', { username: 'ines' });
  world.addPerson('nordsee.example', { username: 'locked', locked: true });
  world.follow('maren@kelp.example', 'ines@nordsee.example');
  world.follow('maren@kelp.example', 'otis@kelp.example');
  return { ...test, maren: test.as('maren@kelp.example'), otis: test.as('otis@kelp.example'), ines: test.as('ines@nordsee.example') };
}

async function said(client: TestClient, status: string, more: Record<string, unknown> = {}): Promise<string> {
  return idOf((await client.ask('POST', '/api/v1/statuses', { status, ...more })).object());
}

async function contents(client: TestClient, path: string): Promise<unknown[]> {
  return (await client.ask('GET', path)).list().map((status) => status['content']);
}

async function resolve(client: TestClient, handle: string): Promise<string> {
  const { accounts } = (await client.ask('GET', `/api/v2/search?q=${handle}&resolve=true&type=accounts`)).object();
  return idOf(Array.isArray(accounts) ? accounts[0] : null);
}

describe('posting', () => {
  it.each<readonly [string, Record<string, unknown>]>([
    ['nothing', { status: ' ' }],
    ['501 characters', { status: 'x'.repeat(501) }],
    ['one option', { status: 'x', poll: { options: ['a'], expires_in: 600 } }],
    ['the same option twice', { status: 'x', poll: { options: ['a', 'a'], expires_in: 600 } }],
    ['media that is not there', { status: 'x', media_ids: ['1'] }],
    ['text and warning too long together', { status: 'x'.repeat(400), spoiler_text: 'y'.repeat(101) }],
  ])('refuses %s', async (_what, body) => {
    const { maren, world } = small();
    expect((await maren.ask('POST', '/api/v1/statuses', body)).status).toBe(422);
    expect(world.oracle.events).toEqual([]);
  });

  it('counts a link as 23 and a mention without its domain', async () => {
    const { maren } = small();
    expect((await maren.ask('POST', '/api/v1/statuses', { status: `${'x'.repeat(476)} https://example.com/${'long/'.repeat(60)}end` })).status).toBe(
      200,
    );
    expect((await maren.ask('POST', '/api/v1/statuses', { status: `${'x'.repeat(494)} @ines@nordsee.example` })).status).toBe(200);
    expect((await maren.ask('POST', '/api/v1/statuses', { status: `${'x'.repeat(495)} @ines@nordsee.example` })).status).toBe(422);
  });

  it('escapes what people type', async () => {
    const { maren } = small();
    const sent = (await maren.ask('POST', '/api/v1/statuses', { status: '<b onload="x">&\n\nsecond' })).object();
    expect(sent['content']).toBe('<p>&lt;b onload=&quot;x&quot;&gt;&amp;</p><p>second</p>');
  });

  it('needs media to be ready, and keeps it through an edit only when told', async () => {
    const { maren, world, clock } = small();
    world.server('kelp.example').faults.slowMediaMs = 3000;
    const canvas = createCanvas(4, 3);
    const form = new FormData();
    form.set('file', new Blob([canvas.toPng()], { type: 'image/png' }), 'x.png');
    const uploaded = await maren.ask('POST', '/api/v2/media', form);
    expect([uploaded.status, uploaded.object()['url']]).toEqual([202, null]);
    const id = idOf(uploaded.object());
    expect((await maren.ask('GET', `/api/v1/media/${id}`)).status).toBe(206);
    expect((await maren.ask('POST', '/api/v1/statuses', { status: 'x', media_ids: [id] })).status).toBe(422);
    clock.advance(3000);
    expect((await maren.ask('GET', `/api/v1/media/${id}`)).object()).toMatchObject({ meta: { original: { width: 4, height: 3 } } });
    const status = await said(maren, 'with picture', { media_ids: [id] });
    expect((await maren.ask('GET', `/api/v1/media/${id}`)).status).toBe(404);
    await maren.ask('PUT', `/api/v1/statuses/${status}`, { status: 'kept', media_ids: [id] });
    await maren.ask('PUT', `/api/v1/statuses/${status}`, { status: 'gone' });
    expect((await maren.ask('GET', `/api/v1/statuses/${status}`)).object()['media_attachments']).toEqual([]);
    expect(
      (await maren.ask('GET', `/api/v1/statuses/${status}/history`))
        .list()
        .map((edit) => Array.isArray(edit['media_attachments']) && edit['media_attachments'].length),
    ).toEqual([1, 1, 0]);
  });

  it('publishes what was scheduled, at its time', async () => {
    const { maren, clock } = small();
    const at = new Date(clock.now() + 600_000).toISOString();
    expect((await maren.ask('POST', '/api/v1/statuses', { status: 'later', scheduled_at: at })).object()).toMatchObject({
      scheduled_at: at,
      params: { text: 'later' },
    });
    clock.advance(599_000);
    expect(await contents(maren, '/api/v1/timelines/home')).toEqual([]);
    clock.advance(2000);
    expect(await contents(maren, '/api/v1/timelines/home')).toEqual(['<p>later</p>']);
    expect((await maren.ask('GET', '/api/v1/scheduled_statuses')).list()).toEqual([]);
  });

  it('gives a deleted post back for redrafting', async () => {
    const { maren } = small();
    const id = await said(maren, 'as #typed');
    expect((await maren.ask('DELETE', `/api/v1/statuses/${id}`)).object()).toMatchObject({ text: 'as #typed' });
    expect((await maren.ask('DELETE', `/api/v1/statuses/${id}`)).status).toBe(404);
  });
});

describe('who sees what', () => {
  it('keeps private and direct posts from others', async () => {
    const { maren, otis, anybody, world } = small();
    const priv = await said(otis, 'for followers', { visibility: 'private' });
    const direct = await said(otis, '@ines@nordsee.example secret', { visibility: 'direct' });
    expect((await maren.ask('GET', `/api/v1/statuses/${priv}`)).status).toBe(200);
    expect((await maren.ask('GET', `/api/v1/statuses/${direct}`)).status).toBe(404);
    expect((await anybody('kelp.example').ask('GET', `/api/v1/statuses/${priv}`)).status).toBe(404);
    expect((await maren.ask('POST', `/api/v1/statuses/${priv}/reblog`)).status).toBe(404);
    const uri = world.server('kelp.example').inner.tables.statuses.get(priv)?.uri ?? '';
    expect((await anybody('nordsee.example').ask('GET', `/api/v2/search?q=${uri}&resolve=true`)).status).toBe(401);
  });

  it('leaves replies to strangers and boosts near the top out of the home feed', async () => {
    const { maren, otis, ines, settle, world } = small();
    world.addPerson('kelp.example', { username: 'stranger' });
    const stranger = world.post('stranger@kelp.example', 'hello');
    await said(otis, '@stranger hi', { in_reply_to_id: stranger.id });
    const boosted = (await otis.ask('POST', `/api/v1/statuses/${stranger.id}/reblog`)).object();
    await said(ines, 'from ines');
    settle();
    expect((await maren.ask('GET', '/api/v1/timelines/home')).list().map((status) => [status['content'], isObject(status['reblog'])])).toEqual([
      ['<p>from ines</p>', false],
      ['', true],
    ]);
    expect(boosted['content']).toBe('');
  });

  it('threads deep first, and shows strangers without a token less', async () => {
    const { otis, maren, anybody } = small();
    const root = await said(otis, 'root');
    const a = await said(maren, 'a', { in_reply_to_id: root });
    await said(maren, 'b', { in_reply_to_id: root });
    await said(otis, 'a1', { in_reply_to_id: a });
    await said(otis, 'own', { in_reply_to_id: root });
    const thread = (await maren.ask('GET', `/api/v1/statuses/${root}/context`)).object();
    expect(Array.isArray(thread['descendants']) && thread['descendants'].map((status: unknown) => isObject(status) && status['content'])).toEqual([
      '<p>own</p>',
      '<p>a</p>',
      '<p>a1</p>',
      '<p>b</p>',
    ]);
    let last = root;
    for (let index = 0; index < 70; index += 1) last = await said(otis, `step ${index}`, { in_reply_to_id: last });
    const outside = (await anybody('kelp.example').ask('GET', `/api/v1/statuses/${last}/context`)).object();
    expect(Array.isArray(outside['ancestors']) && outside['ancestors'].length).toBe(40);
  });

  it('marks what filters match, until they end', async () => {
    const { maren, otis, clock } = small();
    await maren.ask('POST', '/api/v2/filters', {
      title: 'Spoilers',
      context: ['home'],
      filter_action: 'hide',
      expires_in: 60,
      keywords_attributes: [{ keyword: 'ship', whole_word: true }],
    });
    await said(otis, 'The SHIP!');
    await said(otis, 'shipping');
    const matches = async () =>
      (await maren.ask('GET', '/api/v1/timelines/home')).list().map((status) => Array.isArray(status['filtered']) && status['filtered'].length);
    expect(await matches()).toEqual([0, 1]);
    expect((await maren.ask('GET', '/api/v1/timelines/home')).list()[1]).toMatchObject({
      filtered: [{ filter: { title: 'Spoilers', filter_action: 'hide' }, keyword_matches: ['SHIP'] }],
    });
    clock.advance(61_000);
    expect(await matches()).toEqual([0, 0]);
  });
});

describe('relations', () => {
  it('claims a remote follow at once, and asks locked accounts', async () => {
    const { otis, settle, as } = small();
    const [ines, locked] = [await resolve(otis, 'ines@nordsee.example'), await resolve(otis, 'locked@nordsee.example')];
    expect((await otis.ask('POST', `/api/v1/accounts/${ines}/follow`)).object()).toMatchObject({ following: true, requested: false });
    expect((await otis.ask('GET', `/api/v1/accounts/relationships?id[]=${ines}`)).list()[0]).toMatchObject({ following: false, requested: true });
    expect((await otis.ask('POST', `/api/v1/accounts/${locked}/follow`)).object()).toMatchObject({ following: false, requested: true });
    settle();
    settle();
    const now = async () =>
      (await otis.ask('GET', `/api/v1/accounts/relationships?id[]=${ines}&id[]=${locked}`)).list().map((one) => [one['following'], one['requested']]);
    expect(await now()).toEqual([
      [true, false],
      [false, true],
    ]);
    const asked = (await as('locked@nordsee.example').ask('GET', '/api/v1/follow_requests')).list();
    await as('locked@nordsee.example').ask('POST', `/api/v1/follow_requests/${idOf(asked[0])}/authorize`);
    settle();
    expect(await now()).toEqual([
      [true, false],
      [true, false],
    ]);
  });

  it('a block ends both follows and empties the feed; a mute ends by itself', async () => {
    const { maren, otis, world, clock, settle } = small();
    await said(otis, 'one');
    const id = world.person('otis@kelp.example').id;
    await maren.ask('POST', `/api/v1/accounts/${id}/mute`, { duration: 60 });
    expect(await contents(maren, '/api/v1/timelines/home')).toEqual([]);
    expect((await maren.ask('GET', '/api/v1/mutes')).list()[0]).toMatchObject({ mute_expires_at: new Date(clock.now() + 60_000).toISOString() });
    clock.advance(61_000);
    await said(otis, 'two');
    expect(await contents(maren, '/api/v1/timelines/home')).toEqual(['<p>two</p>']);
    await maren.ask('POST', `/api/v1/accounts/${id}/block`);
    settle();
    expect(await contents(maren, '/api/v1/timelines/home')).toEqual([]);
    expect((await otis.ask('POST', `/api/v1/accounts/${world.person('maren@kelp.example').id}/follow`)).status).toBe(403);
  });

  it('adds to a list all or nothing, and shows replies by its policy', async () => {
    const { maren, otis, world } = small();
    world.addPerson('kelp.example', { username: 'stranger' });
    const stranger = world.post('stranger@kelp.example', 'hello');
    const list = idOf((await maren.ask('POST', '/api/v1/lists', { title: 'Friends', replies_policy: 'none' })).object());
    const otisId = world.person('otis@kelp.example').id;
    expect((await maren.ask('POST', `/api/v1/lists/${list}/accounts`, { account_ids: [otisId, stranger.accountId] })).status).toBe(422);
    expect((await maren.ask('GET', `/api/v1/lists/${list}/accounts`)).list()).toEqual([]);
    expect((await maren.ask('POST', `/api/v1/lists/${list}/accounts`, { account_ids: [otisId] })).status).toBe(200);
    await said(otis, 'plain');
    await said(otis, 'reply', { in_reply_to_id: stranger.id });
    expect(await contents(maren, `/api/v1/timelines/list/${list}`)).toEqual(['<p>plain</p>']);
    await maren.ask('PUT', `/api/v1/lists/${list}`, { exclusive: true });
    await said(otis, 'only in the list');
    expect(await contents(maren, '/api/v1/timelines/home')).toEqual(['<p>plain</p>']);
  });

  it('pages follows by rows that only Link knows', async () => {
    const { maren, world } = small();
    for (let index = 0; index < 79; index += 1) {
      world.addPerson('kelp.example', { username: `p${index}` });
      world.follow('maren@kelp.example', `p${index}@kelp.example`);
    }
    const me = world.person('maren@kelp.example').id;
    const first = await maren.ask('GET', `/api/v1/accounts/${me}/following?limit=80`);
    const next = /<[^>]*(\/api[^>]+)>; rel="next"/.exec(first.headers['link'] ?? '')?.[1] ?? '';
    const second = await maren.ask('GET', next);
    expect([first.list().length, second.list().length, second.headers['link']?.includes('rel="next"')]).toEqual([80, 1, false]);
    expect(next).not.toContain(idOf(first.list().at(-1)));
  });
});

describe('notifications', () => {
  it('groups favourites of one post, and leaves mentions alone', async () => {
    const { maren, otis, ines, settle } = small();
    const mine = await said(maren, 'like me');
    await otis.ask('POST', `/api/v1/statuses/${mine}/favourite`);
    const found = (await ines.ask('GET', '/api/v1/accounts/lookup?acct=maren@kelp.example')).object();
    await said(ines, '@maren@kelp.example hello');
    settle();
    const { notification_groups: groups, accounts } = (await maren.ask('GET', '/api/v2/notifications')).object();
    expect(groups).toMatchObject([
      { type: 'mention', notifications_count: 1 },
      { type: 'favourite', notifications_count: 1, status_id: mine },
    ]);
    expect(Array.isArray(accounts) && accounts.length).toBe(2);
    expect(found['acct']).toBe('maren@kelp.example');
  });

  it('holds back what the policy filters, until it is accepted', async () => {
    const { maren, world } = small();
    world.addPerson('kelp.example', { username: 'stranger' });
    await maren.ask('PATCH', '/api/v2/notifications/policy', { for_not_following: 'filter' });
    world.post('stranger@kelp.example', '@maren hi');
    expect((await maren.ask('GET', '/api/v1/notifications')).list()).toEqual([]);
    const [request] = (await maren.ask('GET', '/api/v1/notifications/requests')).list();
    expect(request).toMatchObject({ notifications_count: '1', account: { acct: 'stranger' } });
    await maren.ask('POST', `/api/v1/notifications/requests/${idOf(request)}/accept`);
    expect((await maren.ask('GET', '/api/v1/notifications')).list()).toMatchObject([{ type: 'mention' }]);
  });

  it('tells voters when a poll ends, on both servers, with the same result', async () => {
    const { maren, ines, settle, clock } = small();
    await said(ines, 'Which?', { poll: { options: ['a', 'b'], expires_in: 600 } });
    settle();
    const [seen] = (await maren.ask('GET', '/api/v1/timelines/home')).list();
    const poll = idOf(seen?.['poll']);
    expect((await maren.ask('POST', `/api/v1/polls/${poll}/votes`, { choices: [1] })).object()).toMatchObject({
      voted: true,
      own_votes: [1],
      votes_count: 1,
    });
    expect((await maren.ask('POST', `/api/v1/polls/${poll}/votes`, { choices: [0] })).status).toBe(422);
    settle();
    clock.advance(601_000);
    for (const client of [maren, ines]) {
      const [told] = (await client.ask('GET', '/api/v1/notifications?types[]=poll')).list();
      expect(told).toMatchObject({ type: 'poll', status: { poll: { expired: true, options: [{ votes_count: 0 }, { votes_count: 1 }] } } });
    }
  });

  it('refuses two markers at one moment with 409', async () => {
    const { maren, clock } = small();
    const write = () => maren.ask('POST', '/api/v1/markers', { home: { last_read_id: '5' } });
    expect((await write()).object()).toMatchObject({ home: { last_read_id: '5', version: 0 } });
    expect((await write()).status).toBe(409);
    clock.advance(1000);
    expect((await write()).object()).toMatchObject({ home: { version: 1 } });
  });
});

describe('identity', () => {
  it('is two things: the domain of the handle and the host of the API', async () => {
    const { world, anybody } = small();
    const server = world.server('kelp.example');
    expect(new URL(server.origin).host).not.toBe('kelp.example');
    const found = (await anybody('kelp.example').ask('GET', '/.well-known/webfinger?resource=acct:maren@kelp.example')).object();
    const { uri } = world.person('maren@kelp.example');
    expect(found).toMatchObject({
      subject: 'acct:maren@kelp.example',
      links: expect.arrayContaining([expect.objectContaining({ rel: 'self', href: uri })]),
    });
    expect(uri).toMatch(/^https:\/\/kelp\.example\/ap\/users\/\d+$/);
    expect(world.person('ines@nordsee.example').uri).toBe('https://nordsee.example/users/ines');
    const actor = (await anybody('kelp.example').ask('GET', new URL(uri).pathname, undefined, { accept: 'application/activity+json' })).object();
    expect(actor).toMatchObject({ id: uri, type: 'Person', alsoKnownAs: [], manuallyApprovesFollowers: false });
  });

  it('refuses tokens without the scope, of an app, and of an account that has moved', async () => {
    const { world } = small();
    const server = world.server('kelp.example');
    const reader = clientOf(server, world.signIn('maren@kelp.example', 'read').token);
    expect((await reader.ask('POST', '/api/v1/statuses', { status: 'x' })).status).toBe(403);
    const app = (await reader.ask('POST', '/api/v1/apps', { client_name: 'x', redirect_uris: 'urn:ietf:wg:oauth:2.0:oob' })).object();
    const grant = (
      await reader.ask('POST', '/oauth/token', { grant_type: 'client_credentials', client_id: app['client_id'], client_secret: app['client_secret'] })
    ).object();
    expect((await clientOf(server, String(grant['access_token'])).ask('GET', '/api/v1/timelines/home')).status).toBe(422);
    world.person('maren@kelp.example').movedToUri = world.person('ines@nordsee.example').uri;
    const moved = clientOf(server, world.signIn('maren@kelp.example').token);
    expect((await moved.ask('GET', '/api/v1/timelines/home')).object()).toEqual({ error: 'Your login is currently disabled' });
    expect((await moved.ask('GET', `/api/v1/accounts/${world.person('maren@kelp.example').id}/following`)).status).toBe(200);
  });
});
