import { describe, expect, test } from 'vitest';
import type { ServerOptions } from '../../practice/index.ts';
import { createCarryWorld, must, settled, until, type CarryWorld } from './testing/carry-world.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** `count` follows of ann@old to be carried to ann@new, nobody known there yet. */
async function crowded(count: number, to: Pick<ServerOptions, 'kind' | 'traits'>, startAt: number): Promise<CarryWorld> {
  const world = createCarryWorld({
    startAt,
    servers: [
      { domain: 'old.example', kind: 'mastodon-4.5' },
      { domain: 'new.example', ...to },
      ...['a', 'b', 'c', 'd'].map((name) => ({ domain: `${name}.example`, kind: 'mastodon-4.5' as const })),
    ],
    oracleLimit: 100,
  });
  world.practice.addPerson('old.example', { username: 'ann' });
  world.practice.addPerson('new.example', { username: 'ann' });
  for (const key of world.practice.addCrowd(count, { domains: ['a', 'b', 'c', 'd'].map((name) => `${name}.example`) })) world.practice.follow('ann@old.example', key);
  return world;
}

interface Run {
  readonly tookMs: number;
  readonly refused: number;
  readonly following: number;
  /** What was said of the end, ms after the start: at first, and halfway. */
  readonly estimates: readonly number[];
}

/** Only the follows, from the start of the copying to the last proof. */
async function run(world: CarryWorld, limitMs: number, stepMs: number): Promise<Run> {
  const from = await world.account('ann@old.example');
  const to = await world.account('ann@new.example');
  const { carryOver, events } = world.engine([from, to]);
  carryOver.open({ id: 'plan', from: { kind: 'account', account: from.key }, to: to.key });
  const copy = carryOver.copy('plan');
  if (!copy.ok) throw new Error('no plan');
  copy.value.read(['follows']);
  await until(world.clock, () => carryOver.summary('plan')?.state !== 'reading' && carryOver.summary('plan')?.kinds.find(({ kind }) => kind === 'follows')?.readAt !== null, dayMs, minuteMs);
  for (const kind of carryOver.summary('plan')?.kinds ?? []) if (kind.kind !== 'follows') copy.value.chooseKind(kind.kind, false);
  // Begins with a fresh window, as the reading has used some of the first.
  await world.clock.advance(5 * minuteMs - (world.clock.now() % (5 * minuteMs)) + 1);
  const startedAt = world.clock.now();
  copy.value.journal.putPlan({ running: true, started: true });
  copy.value.wake();
  await until(world.clock, () => carryOver.summary('plan')?.state === 'done', limitMs, stepMs);
  const counts = carryOver.summary('plan')?.kinds.find(({ kind }) => kind === 'follows')?.counts;
  const told = events.of('carryOver.changed').flatMap(({ doneAt }) => (doneAt === null ? [] : [doneAt - startedAt]));
  return {
    tookMs: world.clock.now() - startedAt,
    refused: world.asked.filter(({ status }) => status === 429).length,
    following: counts?.done ?? 0,
    estimates: [told[0] ?? 0, told[Math.floor(told.length / 2)] ?? 0],
  };
}

describe('7,500 follows', () => {
  test('without a cap of the day: 300 requests in 5 minutes', async () => {
    const world = await crowded(7_500, { kind: 'gotosocial' }, Date.UTC(2026, 10, 22, 12, 0, 1));
    // It takes no file today: everybody is looked up and followed one by one.
    world.practice.server('new.example').faults.set({ path: '/api/v1/import', fault: { kind: 'htmlError', status: 503 } });
    const result = await run(world, 10 * 60 * minuteMs, minuteMs / 4);
    // Of each, one look-up and one follow, and of 80 one look at what became of them; the first window begins at once.
    const leastMs = (Math.ceil((2 * 7_500 + 7_500 / 80) / 300) - 1) * 5 * minuteMs;
    expect(result).toMatchObject({ refused: 0, following: 7_500 });
    expect(result.tookMs).toBeGreaterThanOrEqual(leastMs);
    expect(result.tookMs).toBeLessThan(leastMs * 1.02);
    for (const estimate of result.estimates) expect(Math.abs(estimate - result.tookMs)).toBeLessThan(result.tookMs * 0.03);
  }, 300_000);

  test('on Mastodon: 400 new follows a day, the people looked up ahead', async () => {
    const world = await crowded(7_500, { kind: 'mastodon-4.6' }, Date.UTC(2026, 10, 22, 18));
    const result = await run(world, 30 * dayMs, 5 * minuteMs);
    // 400 today and on each of 17 full days, 300 in the first window of the 18th: 18 midnights after the start.
    const leastMs = 17 * dayMs + 6 * 60 * minuteMs - 5 * minuteMs;
    expect(result).toMatchObject({ refused: 0, following: 7_500 });
    expect(result.tookMs).toBeGreaterThanOrEqual(leastMs);
    expect(result.tookMs).toBeLessThan(leastMs * 1.02);
    for (const estimate of result.estimates) expect(Math.abs(estimate - result.tookMs)).toBeLessThan(result.tookMs * 0.03);
  }, 300_000);
});

describe('servers that take a file', () => {
  test.each(['gotosocial', 'akkoma'] as const)('%s works it off by itself, and what it lost of it is mended', async (kind) => {
    const world = await crowded(400, { kind }, Date.UTC(2026, 10, 22, 12, 0, 1));
    const from = await world.account('ann@old.example');
    const quiet = must(await settled(world.clock, from.connection.belongings.people('follows', null))).items[0];
    must(await settled(world.clock, from.connection.belongings.follow(quiet?.id ?? '', { reblogs: false, notify: true })));
    const result = await run(world, dayMs, minuteMs / 4);
    const follows = world.asked.filter(({ method, path }) => method === 'POST' && path.endsWith('/follow'));
    expect(result).toMatchObject({ refused: 0, following: 400 });
    expect(follows.filter(({ host }) => host === 'social.new.example').length).toBeLessThan(20);
    const to = await world.account('ann@new.example');
    const own = must(await settled(world.clock, to.connection.belongings.findPerson(quiet?.person.handle ?? '')));
    expect(must(await settled(world.clock, to.connection.belongings.relations([own.id])))[0]?.relation).toMatchObject({ follow: 'following', showsReblogs: false, notifies: true });
  });
});
