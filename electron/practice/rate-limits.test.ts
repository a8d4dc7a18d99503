import { describe, expect, it } from 'vitest';
import { createTestWorld } from './testing/client.ts';
import type { ServerKind } from './index.ts';

function on(kind: ServerKind) {
  const test = createTestWorld({ servers: [{ domain: 'here.example', kind }] });
  for (const username of ['maren', 'otis', 'ines']) test.world.addPerson('here.example', { username });
  return { ...test, me: test.as('maren@here.example') };
}

describe('rate limits', () => {
  it('of Mastodon: 300 in five minutes per token, with headers of the fixed window', async () => {
    const { me, as, clock } = on('mastodon-4.5');
    clock.advance(61_000);
    const first = await me.ask('GET', '/api/v1/timelines/home');
    expect([first.headers['x-ratelimit-limit'], first.headers['x-ratelimit-remaining']]).toEqual(['300', '299']);
    expect(first.headers['x-ratelimit-reset']).toBe('2026-11-22T12:05:00.000000Z');
    for (let index = 0; index < 299; index += 1) await me.ask('GET', '/api/v1/timelines/home');
    const over = await me.ask('GET', '/api/v1/timelines/home');
    expect([over.status, over.headers['x-ratelimit-remaining'], over.headers['retry-after']]).toEqual([429, '0', undefined]);
    expect((await as('otis@here.example').ask('GET', '/api/v1/timelines/home')).status).toBe(200);
    clock.advance(239_000);
    expect((await me.ask('GET', '/api/v1/timelines/home')).status).toBe(200);
  });

  it('of Mastodon: pages have a bucket of their own', async () => {
    const { me, clock } = on('mastodon-4.5');
    for (let index = 0; index < 300; index += 1) {
      if (index === 200) clock.advance(300_000);
      expect((await me.ask('GET', '/api/v1/timelines/home?max_id=1')).status).toBe(200);
    }
    expect((await me.ask('GET', '/api/v1/timelines/home?max_id=1')).status).toBe(429);
    expect((await me.ask('GET', '/api/v1/timelines/home')).status).toBe(200);
  });

  it('of Mastodon: a follow that changes nothing costs nothing of the 400 a day', async () => {
    const { me, world, clock } = on('mastodon-4.5');
    const { id } = world.person('otis@here.example');
    for (let index = 0; index < 440; index += 1) {
      if (index % 220 === 0) clock.advance(300_000);
      expect((await me.ask('POST', `/api/v1/accounts/${id}/follow`)).status).toBe(200);
    }
    const other = await me.ask('POST', `/api/v1/accounts/${world.person('ines@here.example').id}/follow`);
    expect(other.status).toBe(200);
    expect(world.oracle.events.filter((event) => event.deed === 'followed')).toHaveLength(2);
  });

  it('of GoToSocial: per address, all accounts together', async () => {
    const { me, as } = on('gotosocial');
    for (let index = 0; index < 300; index += 1) await me.ask('GET', '/api/v1/timelines/home');
    expect((await as('otis@here.example').ask('GET', '/api/v1/timelines/home')).status).toBe(429);
  });

  it('of Akkoma: a word and no headers', async () => {
    const { me } = on('akkoma');
    for (let index = 0; index < 3; index += 1) await me.ask('GET', '/api/v1/timelines/home');
    const over = await me.ask('GET', '/api/v1/timelines/home');
    expect([over.status, over.json(), over.headers['x-ratelimit-limit']]).toEqual([429, { error: 'Throttled' }, undefined]);
  });
});
