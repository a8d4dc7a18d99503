import { describe, expect, it } from 'vitest';
import { createTestWorld, idOf } from '../testing/client.ts';

function one() {
  const test = createTestWorld();
  test.world.addPerson('kelp.example', { username: 'maren' });
  test.world.addPerson('nordsee.example', { username: 'ines' });
  test.world.follow('maren@kelp.example', 'ines@nordsee.example');
  return { ...test, server: test.world.server('kelp.example'), maren: test.as('maren@kelp.example') };
}

describe('faults on requests', () => {
  it('loses the answer after the post was made, once', async () => {
    const { server, maren, world } = one();
    server.faults.set({ method: 'POST', path: '/api/v1/statuses', times: 1, fault: { kind: 'lostAnswer' } });
    expect(await maren.call('POST', '/api/v1/statuses', { status: 'one' }, { 'idempotency-key': 'k' })).toBe('dropped');
    expect(world.oracle.events.filter((event) => event.deed === 'created')).toMatchObject([{ text: 'one', account: 'maren@kelp.example' }]);
    expect(world.oracle.requests.at(-1)).toMatchObject({ outcome: 'lostAnswer', headers: { 'idempotency-key': 'k' } });
    expect((await maren.ask('POST', '/api/v1/statuses', { status: 'two' })).status).toBe(200);
  });

  it('drops before anything happens', async () => {
    const { server, maren, world } = one();
    const fault = server.faults.set({ path: '/api/v1/statuses', fault: { kind: 'dropBefore' } });
    expect(await maren.call('POST', '/api/v1/statuses', { status: 'one' })).toBe('dropped');
    expect(world.oracle.events).toEqual([]);
    expect(fault.hits).toBe(1);
    fault.remove();
    expect((await maren.ask('POST', '/api/v1/statuses', { status: 'one' })).status).toBe(200);
  });

  it('can fail with HTML before or after the work', async () => {
    const { server, maren, world } = one();
    server.faults.set({ path: '/api/v1/statuses', times: 1, fault: { kind: 'htmlError', status: 502, afterCommit: true } });
    const late = await maren.ask('POST', '/api/v1/statuses', { status: 'made' });
    expect([late.status, late.headers['content-type']]).toEqual([502, 'text/html; charset=utf-8']);
    server.faults.set({ path: '/api/v1/statuses', times: 1, fault: { kind: 'htmlError', status: 503, retryAfterSeconds: 7 } });
    expect((await maren.ask('POST', '/api/v1/statuses', { status: 'not made' })).headers['retry-after']).toBe('7');
    expect(world.oracle.events.map((event) => event.text)).toEqual(['made']);
  });

  it('waits, by the clock of the world', async () => {
    const { server, maren, clock } = one();
    server.faults.set({ path: '/api/v1/timelines/home', times: 1, fault: { kind: 'delay', ms: 5000 } });
    let done = false;
    const asked = maren.ask('GET', '/api/v1/timelines/home').then((answer) => {
      done = true;
      return answer;
    });
    await new Promise((resolve) => setImmediate(resolve));
    clock.advance(4999);
    await new Promise((resolve) => setImmediate(resolve));
    expect(done).toBe(false);
    clock.advance(1);
    expect((await asked).status).toBe(200);
  });

  it('spoils answers: half a body, other types, odd links, a portal', async () => {
    const { server, maren, world } = one();
    world.post('maren@kelp.example', 'one');
    world.post('maren@kelp.example', 'two');
    const home = '/api/v1/timelines/home';
    const next = (fault: Parameters<typeof server.faults.set>[0]['fault']) => {
      server.faults.set({ path: home, times: 1, fault });
      return maren.ask('GET', `${home}?limit=1`);
    };
    const cut = await next({ kind: 'truncated' });
    expect(() => cut.json()).toThrow(SyntaxError);
    expect((await next({ kind: 'wrongTypes', index: 0 })).list()[0]).toMatchObject({ id: { unexpected: true }, account: 7 });
    expect((await next({ kind: 'relativeLink' })).headers['link']).toMatch(/^<\/api\/v1\/timelines\/home\?/);
    const [a, b] = [await next({ kind: 'endlessLink' }), await next({ kind: 'endlessLink' })];
    expect(a.headers['link']).toBe(b.headers['link']);
    expect(await next({ kind: 'captivePortal' })).toMatchObject({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } });
    expect((await next({ kind: 'unauthorized' })).status).toBe(401);
    expect((await next({ kind: 'instead', status: 200, body: [{ id: null }] })).json()).toEqual([{ id: null }]);
  });

  it('limits with or without headers, and counts only what matches', async () => {
    const { server, maren, clock } = one();
    server.faults.set({
      path: '/api/v1/accounts/*',
      skip: 1,
      times: 1,
      username: 'maren',
      fault: { kind: 'rateLimited', headers: true, resetInMs: 90_000 },
    });
    expect((await maren.ask('GET', '/api/v1/accounts/verify_credentials')).status).toBe(200);
    const limited = await maren.ask('GET', '/api/v1/accounts/verify_credentials');
    expect([limited.status, Date.parse(limited.headers['x-ratelimit-reset'] ?? '') - clock.now()]).toEqual([429, 90_000]);
    server.faults.set({ fault: { kind: 'rateLimited', headers: false }, times: 1 });
    expect((await maren.ask('GET', '/api/v1/accounts/verify_credentials')).headers['x-ratelimit-reset']).toBeUndefined();
  });

  it('tells the time wrong, in Date and in Reset alike', async () => {
    const { server, maren, clock } = one();
    server.faults.clockSkewMs = 3_600_000;
    const answer = await maren.ask('GET', '/api/v1/timelines/home');
    expect(Date.parse(answer.headers['date'] ?? '') - clock.now()).toBe(3_600_000);
    expect(Date.parse(answer.headers['x-ratelimit-reset'] ?? '') - clock.now()).toBeGreaterThan(3_600_000);
  });
});

describe('faults on deliveries', () => {
  it('lets a post arrive late, above; or below what was seen', async () => {
    const { world, server, maren, clock, settle } = one();
    server.faults.setDelivery({ kind: 'late', ms: 60_000 }, 1);
    const late = world.post('ines@nordsee.example', 'late');
    clock.advance(5000);
    world.post('ines@nordsee.example', 'second');
    settle();
    const contents = async () => (await maren.ask('GET', '/api/v1/timelines/home')).list().map((status) => status['content']);
    expect(await contents()).toEqual(['<p>second</p>']);
    clock.advance(120_000);
    expect(await contents()).toEqual(['<p>late</p>', '<p>second</p>']);
    expect((await maren.ask('GET', '/api/v1/timelines/home')).list()[0]).toMatchObject({ created_at: new Date(late.createdAt).toISOString() });
    server.faults.setDelivery({ kind: 'belowCursor' }, 1);
    server.faults.setDelivery({ kind: 'late', ms: 60_000 }, 1);
    world.post('ines@nordsee.example', 'third');
    clock.advance(10_000);
    world.post('maren@kelp.example', 'mine');
    const top = idOf((await maren.ask('GET', '/api/v1/timelines/home')).list()[0]);
    clock.advance(120_000);
    expect(await contents()).toEqual(['<p>mine</p>', '<p>third</p>', '<p>late</p>', '<p>second</p>']);
    expect((await maren.ask('GET', `/api/v1/timelines/home?min_id=${top}`)).list()).toEqual([]);
  });

  it('keeps what is sent to a server that is down, and delivers it in order', async () => {
    const { world, server, maren, clock } = one();
    server.faults.down = true;
    world.post('ines@nordsee.example', 'one');
    world.post('ines@nordsee.example', 'two');
    clock.advance(60_000);
    expect(await maren.call('GET', '/api/v1/timelines/home')).toBe('dropped');
    server.faults.down = false;
    clock.advance(60_000);
    expect((await maren.ask('GET', '/api/v1/timelines/home')).list().map((status) => status['content'])).toEqual(['<p>two</p>', '<p>one</p>']);
  });
});

describe('a home feed that is being rebuilt', () => {
  it('answers 206 with half of it, and where to ask', async () => {
    const { world, maren, clock } = one();
    for (let index = 0; index < 6; index += 1) world.post('maren@kelp.example', `post ${index}`);
    world.rebuildHome('maren@kelp.example', 3000);
    const half = await maren.ask('GET', '/api/v1/timelines/home');
    expect([half.status, half.list().length]).toEqual([206, 3]);
    const id = /id="([^"]+)"/.exec(half.headers['mastodon-async-refresh'] ?? '')?.[1] ?? '';
    expect((await maren.ask('GET', `/api/v1_alpha/async_refreshes/${encodeURIComponent(id)}`)).object()).toMatchObject({
      async_refresh: { status: 'running' },
    });
    clock.advance(3000);
    const whole = await maren.ask('GET', '/api/v1/timelines/home');
    expect([whole.status, whole.list().length]).toEqual([200, 6]);
  });
});
