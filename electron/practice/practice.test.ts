import { describe, expect, it } from 'vitest';
import { cast } from './cast/index.ts';
import { createTestWorld, idOf, isObject } from './testing/client.ts';

function twoServers() {
  const test = createTestWorld();
  test.world.addPerson('kelp.example', { username: 'maren', displayName: 'Maren' });
  test.world.addPerson('kelp.example', { username: 'otis' });
  test.world.addPerson('nordsee.example', { username: 'ines', displayName: 'Ines' });
  test.world.follow('maren@kelp.example', 'ines@nordsee.example');
  test.world.follow('maren@kelp.example', 'otis@kelp.example');
  return test;
}

describe('federation', () => {
  it('brings a post to the follower on the other server, under one uri and two ids', async () => {
    const { world, settle, as } = twoServers();
    const sent = (await as('ines@nordsee.example').ask('POST', '/api/v1/statuses', { status: 'Moin @maren@kelp.example #watt' })).object();
    expect((await as('maren@kelp.example').ask('GET', '/api/v1/timelines/home')).list()).toEqual([]);
    settle();
    const [seen] = (await as('maren@kelp.example').ask('GET', '/api/v1/timelines/home')).list();
    expect(seen).toMatchObject({
      uri: sent['uri'],
      account: { acct: 'ines@nordsee.example' },
      tags: [{ name: 'watt' }],
      mentions: [{ acct: 'maren' }],
    });
    expect(seen?.['id']).not.toBe(sent['id']);
    expect(seen?.['content']).toContain(`href="${world.server('kelp.example').origin}/@maren" class="u-url mention"`);
  });

  it('carries edits, deletes, favourites and boosts both ways', async () => {
    const { settle, as } = twoServers();
    const ines = as('ines@nordsee.example');
    const maren = as('maren@kelp.example');
    const sent = (await ines.ask('POST', '/api/v1/statuses', { status: 'one' })).object();
    settle();
    const [seen] = (await maren.ask('GET', '/api/v1/timelines/home')).list();
    await maren.ask('POST', `/api/v1/statuses/${idOf(seen)}/favourite`);
    const boosted = (await maren.ask('POST', `/api/v1/statuses/${idOf(seen)}/reblog`)).object();
    expect(boosted).toMatchObject({ reblog: { id: seen?.['id'], reblogged: true, favourited: true } });
    settle();
    expect((await ines.ask('GET', `/api/v1/statuses/${idOf(sent)}`)).object()).toMatchObject({ favourites_count: 1, reblogs_count: 1 });
    await ines.ask('PUT', `/api/v1/statuses/${idOf(sent)}`, { status: 'two' });
    settle();
    expect((await maren.ask('GET', `/api/v1/statuses/${idOf(seen)}`)).object()).toMatchObject({
      content: '<p>two</p>',
      edited_at: expect.any(String),
    });
    await ines.ask('DELETE', `/api/v1/statuses/${idOf(sent)}`);
    settle();
    expect((await maren.ask('GET', `/api/v1/statuses/${idOf(seen)}`)).status).toBe(404);
    expect((await maren.ask('GET', '/api/v1/timelines/home')).list()).toEqual([]);
  });

  it('finds a post of another server by its uri, and by its page', async () => {
    const { world, as } = twoServers();
    const status = world.post('otis@kelp.example', 'Hello');
    const asked = (
      await as('ines@nordsee.example').ask('GET', `/api/v2/search?q=${encodeURIComponent(status.uri)}&resolve=true&type=statuses`)
    ).object();
    expect(asked['statuses']).toMatchObject([{ uri: status.uri, content: '<p>Hello</p>' }]);
    const page = `${world.server('kelp.example').origin}/@otis/${status.id}`;
    const again = (await as('ines@nordsee.example').ask('GET', `/api/v2/search?q=${encodeURIComponent(page)}&resolve=true`)).object();
    expect(again['statuses']).toMatchObject([{ uri: status.uri }]);
  });
});

describe('timelines', () => {
  it('pages by max_id and min_id with Link, to an empty last page', async () => {
    const { world, as, clock } = twoServers();
    for (let index = 0; index < 45; index += 1) {
      world.post('otis@kelp.example', `post ${index}`);
      clock.advance(1000);
    }
    const maren = as('maren@kelp.example');
    const first = await maren.ask('GET', '/api/v1/timelines/home?limit=40');
    expect(first.list()).toHaveLength(40);
    const next = /<([^>]+)>; rel="next"/.exec(first.headers['link'] ?? '')?.[1] ?? '';
    const second = await maren.ask('GET', next.replace(/^https?:\/\/[^/]+/, ''));
    expect(second.list()).toHaveLength(5);
    expect(second.headers['link']).toContain('rel="next"');
    const last = await maren.ask('GET', `/api/v1/timelines/home?limit=40&max_id=${idOf(second.list().at(-1))}`);
    expect(last.list()).toEqual([]);
    expect(last.headers['link']).toBeUndefined();
    const oldest = idOf(second.list().at(-1));
    const above = (await maren.ask('GET', `/api/v1/timelines/home?limit=2&min_id=${oldest}`)).list();
    expect(above.map((status) => status['content'])).toEqual(['<p>post 2</p>', '<p>post 1</p>']);
    const since = (await maren.ask('GET', `/api/v1/timelines/home?limit=2&since_id=${oldest}`)).list();
    expect(since.map((status) => status['content'])).toEqual(['<p>post 44</p>', '<p>post 43</p>']);
  });
});

describe('streaming', () => {
  it('sends updates, edits, deletes and notifications of the user stream', async () => {
    const { world, settle } = twoServers();
    const server = world.server('kelp.example');
    const opened = server.openStream({ url: '/api/v1/streaming', headers: { authorization: `Bearer ${world.signIn('maren@kelp.example').token}` } });
    if ('refused' in opened) throw new Error('refused');
    const frames: Record<string, unknown>[] = [];
    opened.start({ text: (frame) => void frames.push(JSON.parse(frame)), ping: () => {}, close: () => {} });
    world.post('otis@kelp.example', 'before the subscription');
    opened.receive('{"type":"subscribe","stream":"user"}');
    const status = world.post('ines@nordsee.example', '@maren@kelp.example hello');
    settle();
    expect(frames.map((frame) => [frame['stream'], frame['event']])).toEqual([
      [['user'], 'update'],
      [['user'], 'notification'],
    ]);
    const payload: unknown = JSON.parse(String(frames[0]?.['payload']));
    expect(isObject(payload) && payload['uri']).toBe(status.uri);
  });

  it('refuses an upgrade without a token', () => {
    const { world } = twoServers();
    expect(world.server('kelp.example').openStream({ url: '/api/v1/streaming', headers: {} })).toEqual({ refused: 401 });
  });
});

describe('a reproducible world', () => {
  async function run(seed: number): Promise<string> {
    const test = createTestWorld({ seed, reproducible: true, servers: [], cast: cast(seed) });
    test.world.stage?.start();
    test.clock.advance(600_000);
    const maren = test.as('maren@kelp.example');
    await maren.ask('POST', '/api/v1/statuses', { status: 'hello' });
    test.settle();
    const home = (await maren.ask('GET', '/api/v1/timelines/home?limit=40')).text;
    return home + test.world.signIn('birdcount@nordsee.example').token + JSON.stringify(test.world.oracle.events);
  }

  it('is the same to the byte with the same seed, and another with another', async () => {
    const [one, again, other] = [await run(1), await run(1), await run(2)];
    expect(one === again).toBe(true);
    expect(one === other).toBe(false);
  });
});
