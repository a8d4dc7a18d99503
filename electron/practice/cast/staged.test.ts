import { beforeAll, describe, expect, it } from 'vitest';
import { createPracticeWorld } from '../index.ts';
import type { PracticeWorld } from '../index.ts';
import { clientOf, isObject, type TestClient } from '../testing/client.ts';
import { cast } from './index.ts';

let world: PracticeWorld;
let homes: Map<string, Record<string, unknown>[]>;

async function wholeHome(client: TestClient): Promise<Record<string, unknown>[]> {
  const all: Record<string, unknown>[] = [];
  for (let below = ''; ; ) {
    const page = (await client.ask('GET', `/api/v1/timelines/home?limit=40${below}`)).list();
    if (page.length === 0) return all;
    all.push(...page);
    below = `&max_id=${String(page.at(-1)?.['id'])}`;
  }
}

const as = (key: string): TestClient => {
  const [, domain] = key.split('@');
  const server = world.servers.find((each) => each.domain === domain);
  if (server === undefined) throw new Error(key);
  return clientOf(server, world.signIn(key).token);
};

const shown = (status: Record<string, unknown>): Record<string, unknown> => (isObject(status['reblog']) ? status['reblog'] : status);

beforeAll(async () => {
  world = createPracticeWorld({ seed: 1, cast: cast(1) });
  world.stage?.start();
  world.stage?.stop();
  homes = new Map();
  for (const key of ['maren@kelp.example', 'birdcount@nordsee.example', 'threadbare@loom.example', 'mholt@fathom.example']) homes.set(key, await wholeHome(as(key)));
}, 60_000);

describe('the cast on its stage', () => {
  it('fills four homes of one person, which overlap and differ', () => {
    const uris = [...homes.values()].map((home) => new Set(home.map((status) => String(shown(status)['uri']))));
    const [maren = new Set(), count = new Set(), thread = new Set(), holt = new Set()] = uris;
    expect(maren.size).toBeGreaterThan(120);
    for (const home of [count, thread, holt]) {
      expect(home.size).toBeGreaterThan(25);
      expect([...home].filter((uri) => maren.has(uri)).length).toBeGreaterThan(10);
    }
    expect([...count].filter((uri) => !thread.has(uri)).length).toBeGreaterThan(10);
  });

  it('carries every kind of content over the wire', () => {
    const all = [...homes.values()].flat().map(shown);
    const some = (test: (status: Record<string, unknown>) => boolean): boolean => all.some(test);
    expect(some(({ card }) => isObject(card) && card['provider_name'] === 'Nordic Tide Atlas' && String(card['image']).includes('/media/cast-'))).toBe(true);
    expect(some(({ content }) => String(content).includes('<pre><code>def corrected'))).toBe(true);
    expect(some(({ poll }) => isObject(poll) && poll['expired'] === true)).toBe(true);
    expect(some(({ poll }) => isObject(poll) && poll['expired'] === false)).toBe(true);
    expect(some(({ quote }) => isObject(quote) && quote['state'] === 'accepted')).toBe(true);
    expect(some(({ edited_at }) => edited_at !== null)).toBe(true);
    expect(some(({ spoiler_text }) => spoiler_text !== '')).toBe(true);
    expect(some(({ favourites_count }) => Number(favourites_count) >= 5)).toBe(true);
    expect(some(({ language }) => language === 'ar')).toBe(true);
    expect(some(({ emojis }) => Array.isArray(emojis) && emojis.length > 0)).toBe(true);
    expect(some(({ in_reply_to_id }) => in_reply_to_id !== null)).toBe(true);
  });

  it('goes on for as long as somebody watches', async () => {
    const before = (await as('maren@kelp.example').ask('GET', '/api/v1/timelines/home?limit=1')).list()[0]?.['id'];
    for (let act = 0; act < 150; act += 1) world.stage?.step();
    const after = (await as('maren@kelp.example').ask('GET', '/api/v1/timelines/home?limit=40')).list();
    expect(after[0]?.['id']).not.toBe(before);
  });
});
