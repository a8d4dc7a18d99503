import { describe, expect, test } from 'vitest';
import type { AppError } from '../../contract/result.ts';
import type { BoostFault } from './testing/boosting-accounts.ts';
import type { Flavour, Outcome, Scenario } from './testing/crash-scenario.ts';
import { play } from './testing/crash-world.ts';
import type { UploadFault } from './testing/fake-media.ts';
import type { PostFault, RemovalFault } from './testing/fake-server.ts';

const flavours: readonly Flavour[] = [
  { name: 'keeps keys (Mastodon 4.5, Hollo)', repeatedKey: 'samePost', idempotency: 'honoured', showsSource: true },
  { name: 'answers 500 to a repeat (Mastodon 4.6.0)', repeatedKey: 'error', idempotency: 'unreliable', showsSource: true },
  { name: 'answers 500 to a repeat, but was thought to keep keys', repeatedKey: 'error', idempotency: 'honoured' },
  { name: 'ignores keys (GoToSocial, Sharkey)', repeatedKey: 'newPost', idempotency: 'ignored' },
  { name: 'keeps errors too (Akkoma)', repeatedKey: 'sameAnswer', idempotency: 'unreliable' },
  { name: 'keeps errors too, but was thought to keep keys', repeatedKey: 'sameAnswer', idempotency: 'honoured' },
];

const offline: AppError = { kind: 'offline', host: 'a.example', reason: 'noNetwork', mayHaveArrived: false };
const broken: AppError = { kind: 'serverError', host: 'a.example', status: 502, message: '', retryAt: null, mayHaveArrived: true };

interface Weather {
  readonly name: string;
  readonly faults: readonly PostFault[];
  readonly unreadable: Scenario['unreadable'];
}

const weathers: readonly Weather[] = [
  { name: 'fair', faults: [], unreadable: null },
  { name: 'no network at first', faults: ['notSent', 'notSent'], unreadable: null },
  { name: 'lost on the way', faults: ['lostOnTheWay'], unreadable: null },
  { name: 'answer lost', faults: ['answerLost'], unreadable: null },
  { name: 'answer lost, then the network for a minute', faults: ['answerLost'], unreadable: { forMs: 60_000, error: offline } },
  { name: 'lost, then the network until the key has expired', faults: ['lostOnTheWay'], unreadable: { forMs: 70 * 60_000, error: offline } },
  { name: 'answer lost, then the network until the key has expired', faults: ['answerLost'], unreadable: { forMs: 70 * 60_000, error: offline } },
  { name: '5xx after the commit, then 502 for an hour', faults: ['errorAfterCommit'], unreadable: { forMs: 60 * 60_000, error: broken } },
  { name: '5xx after the commit', faults: ['errorAfterCommit'], unreadable: null },
  { name: '5xx before the commit, twice', faults: ['errorBeforeCommit', 'errorBeforeCommit'], unreadable: null },
  { name: 'the server goes on after we hung up', faults: ['commitsLate'], unreadable: null },
  { name: 'lost twice', faults: ['lostOnTheWay', 'answerLost'], unreadable: null },
  { name: 'rate limited', faults: ['rateLimited'], unreadable: null },
];

interface Upload {
  readonly name: string;
  readonly uploads: readonly UploadFault[];
  readonly posts: readonly PostFault[];
  readonly preparesMs: number;
}

const uploadWeathers: readonly Upload[] = [
  { name: 'fair, ready at once', uploads: [], posts: [], preparesMs: 0 },
  { name: 'prepared in the background', uploads: [], posts: [], preparesMs: 5_000 },
  { name: 'no network, then an answer lost', uploads: ['notSent', 'none', 'answerLost'], posts: [], preparesMs: 1_500 },
  { name: 'an upload forgotten by the server', uploads: ['none', 'forgotten'], posts: [], preparesMs: 0 },
  { name: 'all uploaded, the answer to the post lost', uploads: [], posts: ['answerLost'], preparesMs: 1_500 },
  { name: 'all uploaded, the post rate limited', uploads: [], posts: ['rateLimited'], preparesMs: 0 },
];

const chainWeathers: readonly Weather[] = weathers.filter(({ name }) => ['fair', 'no network at first', 'answer lost', 'lost twice', 'the server goes on after we hung up', 'answer lost, then the network for a minute'].includes(name)).concat([
  { name: 'the answer to the second lost', faults: ['none', 'answerLost'], unreadable: null },
  { name: 'the third lost on the way', faults: ['none', 'none', 'lostOnTheWay'], unreadable: null },
]);

const scheduledWeathers: readonly { readonly name: string; readonly faults: readonly PostFault[]; readonly byServer: boolean }[] = [
  { name: 'kept by the server', faults: [], byServer: true },
  { name: 'kept by the server, the answer lost', faults: ['answerLost'], byServer: true },
  { name: 'kept by the server, lost on the way', faults: ['lostOnTheWay'], byServer: true },
  { name: 'kept by the server, 5xx after it was', faults: ['errorAfterCommit'], byServer: true },
  { name: 'sent by Skein', faults: [], byServer: false },
  { name: 'sent by Skein, the answer lost', faults: ['answerLost'], byServer: false },
];

const boostWeathers: readonly { readonly name: string; readonly posts: readonly PostFault[]; readonly boosts: readonly BoostFault[] }[] = [
  { name: 'fair', posts: [], boosts: [] },
  { name: 'the answer to the post lost', posts: ['answerLost'], boosts: [] },
  { name: 'the post lost on the way', posts: ['lostOnTheWay'], boosts: [] },
  { name: 'the answers to the boosts lost', posts: [], boosts: ['answerLost', 'answerLost'] },
  { name: 'a boost lost on the way, one not sent', posts: [], boosts: ['lostOnTheWay', 'notSent'] },
  { name: 'the post not there yet, then an answer lost', posts: [], boosts: ['unknownYet', 'unknownYet', 'answerLost'] },
];

const figures = { runs: 0, cuts: 0, lost: 0, doubled: 0, decisions: 0, requests: 0 };

/** Everything sent exactly once, and the right post known where the app says it knows. */
function expectOnceEach(outcome: Outcome, { texts, pictures, boosts, thread = [] }: Scenario, label: string): void {
  const posts = texts.length * (1 + thread.length);
  figures.lost += Math.max(0, posts - outcome.postIds.length);
  figures.doubled += Math.max(0, outcome.postIds.length - posts);
  if (thread.length === 0) expect(outcome.picturesOf, `pictures, ${label}`).toEqual(outcome.postIds.map(() => pictures?.count ?? 0));
  expect(outcome.postIds, `posts on the server, ${label}`).toHaveLength(posts);
  // Each post answers the one that was posted before it; the first answers none.
  if (thread.length > 0) expect(outcome.answers, `a chain, ${label}`).toEqual([...outcome.postIds.slice(1), null]);
  expect(outcome.states, label).toEqual(Array.from({ length: posts }, () => 'sent'));
  expect(new Set(outcome.sentIds).size, label).toBe(outcome.sentIds.length);
  expect(outcome.drafts, label).toBe(0);
  // Each booster has boosted the first post of each thread, and nothing else, once.
  const wanted = (boosts?.accounts ?? 0) * texts.length;
  figures.lost += Math.max(0, wanted - outcome.boosts.length);
  figures.doubled += outcome.boosts.length - new Set(outcome.boosts).size;
  expect(new Set(outcome.boosts).size, `boosts, ${label}`).toBe(wanted);
  expect(outcome.boosts, `boosts, ${label}`).toHaveLength(wanted);
  expect(outcome.boostStates, `boosts, ${label}`).toEqual(Array.from({ length: wanted }, () => 'done'));
  if (thread.length > 0) for (const boost of outcome.boosts) expect(boost, label).toMatch(new RegExp(`/s/${outcome.postIds.at(-1) ?? ''}$`));
}

async function playAll(scenario: Omit<Scenario, 'crashAt'>, label: string, pairs: boolean): Promise<Outcome> {
  const whole = await play({ ...scenario, crashAt: [] });
  expectOnceEach(whole, { ...scenario, crashAt: [] }, `${label}, not cut off`);
  for (let first = 1; first <= whole.steps; first += 1) {
    // The second cut hits the repair itself.
    for (const crashAt of pairs ? [[first], [first, first + 2]] : [[first]]) {
      const outcome = await play({ ...scenario, crashAt });
      expectOnceEach(outcome, { ...scenario, crashAt }, `${label}, cut off at ${crashAt.join(' and ')}`);
      figures.runs += 1;
      figures.cuts += crashAt.length;
      figures.decisions += outcome.decisions;
      figures.requests += outcome.requests;
    }
  }
  return whole;
}

describe.each(flavours)('a server that $name', (flavour) => {
  test.each(weathers)('$name: nothing lost, nothing doubled, wherever the app is cut off', async ({ name, faults, unreadable }) => {
    const whole = await playAll({ flavour, faults, unreadable, texts: ['Good <morning> & more\nfrom here'] }, `${flavour.name}, ${name}`, unreadable === null);
    expect(whole.requests, 'no storm of requests').toBeLessThanOrEqual(8);
    const mustAsk = faults.some((fault) => fault === 'lostOnTheWay' || fault === 'errorBeforeCommit') && flavour.idempotency !== 'honoured';
    if (mustAsk) expect(whole.decisions, 'asks instead of guessing').toBeGreaterThan(0);
    if (faults.length === 0 || name === 'answer lost') expect(whole.decisions, 'asks nobody').toBe(0);
  }, 60_000);

  test.each(uploadWeathers)('two pictures, $name: one post with both, wherever the app is cut off', async ({ name, uploads, posts, preparesMs }) => {
    const scenario = { flavour, faults: posts, unreadable: null, texts: ['With pictures'], pictures: { count: 2, preparesMs, faults: uploads } };
    const whole = await playAll(scenario, `${flavour.name}, pictures, ${name}`, true);
    expect(whole.picturesOf).toEqual([2]);
    expect(whole.uploads, 'no picture is sent again and again').toBeLessThanOrEqual(4);
  }, 60_000);

  test.each(chainWeathers)('a thread of three, $name: a chain in order, nothing lost, nothing doubled, wherever the app is cut off', async ({ name, faults, unreadable }) => {
    const scenario = { flavour, faults, unreadable, texts: ['First, with a picture'], thread: ['Second', 'Third & last'], pictures: { count: 1, preparesMs: 1_500, faults: [] } };
    const whole = await playAll(scenario, `${flavour.name}, thread, ${name}`, unreadable === null);
    expect(whole.picturesOf).toEqual([0, 0, 1]);
    expect(whole.requests, 'no storm of requests').toBeLessThanOrEqual(9);
    if (faults.length === 0) expect(whole.decisions, 'asks nobody').toBe(0);
  }, 60_000);

  test.each(scheduledWeathers)('scheduled, $name: posted once and not before its time, wherever the app is cut off', async ({ name, faults, byServer }) => {
    const inMs = 20 * 60_000;
    const scenario = { flavour, faults, unreadable: null, texts: ['At noon'], scheduled: { inMs, byServer } };
    const whole = await playAll(scenario, `${flavour.name}, scheduled, ${name}`, true);
    expect(whole.postedAt[0]).toBeGreaterThanOrEqual(inMs);
    expect(whole.postedAt[0]).toBeLessThan(inMs + 3 * 60_000);
    expect(whole.keptByServer).toBe(byServer ? 1 : 0);
  }, 60_000);

  test.each(boostWeathers)('boosted by two others, $name: one post, one boost by each, wherever the app is cut off', async ({ name, posts, boosts }) => {
    const scenario = { flavour, faults: posts, unreadable: null, texts: ['For all of you'], boosts: { accounts: 2, faults: boosts } };
    const whole = await playAll(scenario, `${flavour.name}, boosted, ${name}`, name === 'fair');
    expect(whole.boosts).toHaveLength(2);
  }, 60_000);

  test('a scheduled post and a thread are boosted once they are out: the first post of it', async () => {
    await playAll({ flavour, faults: [], unreadable: null, texts: ['At noon'], scheduled: { inMs: 20 * 60_000, byServer: true }, boosts: { accounts: 1, faults: [] } }, `${flavour.name}, scheduled and boosted`, false);
    const thread = await playAll({ flavour, faults: ['answerLost'], unreadable: null, texts: ['One'], thread: ['Two'], boosts: { accounts: 1, faults: ['answerLost'] } }, `${flavour.name}, thread, boosted`, false);
    expect(thread.boosts).toHaveLength(1);
  }, 60_000);

  test('a thread scheduled by Skein itself is a chain at its time', async () => {
    const inMs = 20 * 60_000;
    const whole = await playAll({ flavour, faults: ['answerLost'], unreadable: null, texts: ['At noon'], thread: ['And after'], scheduled: { inMs, byServer: false } }, `${flavour.name}, scheduled thread`, false);
    expect(whole.postedAt[1]).toBeGreaterThanOrEqual(inMs);
  }, 60_000);

  test('the same words sent twice on purpose are two posts', async () => {
    for (const faults of [[], ['answerLost'], ['none', 'answerLost'], ['lostOnTheWay'], ['none', 'lostOnTheWay']] satisfies PostFault[][]) {
      const whole = await playAll({ flavour, faults, unreadable: null, texts: ['Again', 'Again'] }, `${flavour.name}, twice, ${faults.join()}`, false);
      expect(whole.postIds).toHaveLength(2);
    }
  }, 60_000);
});

/** Once for each step of the fair run, with something befalling the app there; answers how many. */
async function playMishaps(scenario: Omit<Scenario, 'crashAt'>, kind: 'sleep' | 'removal', label: string): Promise<number> {
  const whole = await play({ ...scenario, crashAt: [] });
  for (let at = 1; at <= whole.steps; at += 1) {
    const played = { ...scenario, mishap: { kind, at }, crashAt: [] };
    const outcome = await play(played);
    expectOnceEach(outcome, played, `${label}, ${kind} at ${at}`);
    figures.runs += 1;
    figures.decisions += outcome.decisions;
    figures.requests += outcome.requests;
  }
  return whole.steps;
}

const versionWeathers: readonly { readonly name: string; readonly faults: readonly RemovalFault[]; readonly posts?: readonly PostFault[] }[] = [
  { name: 'fair', faults: [] },
  { name: 'the answer to the removal lost', faults: ['answerLost'] },
  { name: 'the removal lost on the way, then not sent', faults: ['lostOnTheWay', 'notSent'] },
  { name: '5xx after the removal', faults: ['errorAfterRemoval'] },
  { name: 'rate limited, then down with Retry-After', faults: ['rateLimited', 'down'] },
  { name: 'down until after the old time', faults: ['down', 'down', 'down', 'down', 'down', 'down'] },
  { name: 'the answer to the new one lost', faults: [], posts: ['none', 'answerLost'] },
  { name: 'the new one lost on the way', faults: [], posts: ['none', 'lostOnTheWay'] },
];

describe.each(flavours.filter(({ repeatedKey }) => repeatedKey === 'samePost' || repeatedKey === 'newPost'))('a scheduled post on a server that $name', (flavour) => {
  const inMs = 20 * 60_000;

  test.each(versionWeathers)('given other words and another time, $name: one of the two is posted, never both, wherever the app is cut off', async ({ name, faults, posts = [] }) => {
    const scenario = { flavour, faults: posts, unreadable: null, texts: ['At noon'], scheduled: { inMs, byServer: true }, newVersion: { text: 'At one', inMs: inMs * 2, faults } };
    const whole = await playVersions(scenario, `${flavour.name}, new version, ${name}`, name === 'fair');
    if (!name.includes('until')) expect([whole.words, whole.states]).toEqual([['At one'], ['sent', 'cancelled']]);
    else expect([whole.words, whole.states]).toEqual([['At noon'], ['failed', 'sent']]);
  }, 120_000);

  test('given other words to go out at once', async () => {
    for (const faults of [[], ['answerLost'], ['errorAfterRemoval'], ['lostOnTheWay']] satisfies RemovalFault[][]) {
      const scenario = { flavour, faults: [], unreadable: null, texts: ['At noon'], scheduled: { inMs, byServer: true }, newVersion: { text: 'Now', inMs: null, faults } };
      const whole = await playVersions(scenario, `${flavour.name}, at once, ${faults.join()}`, false);
      expect(whole.words).toEqual(['Now']);
    }
  }, 120_000);

  test('given an earlier time, the app away until after that, wherever it is cut off', async () => {
    for (const [faults, posts] of [[[], []], [['answerLost', 'down'], []], [['lostOnTheWay'], ['none', 'answerLost']]] satisfies [RemovalFault[], PostFault[]][]) {
      const scenario = { flavour, faults: posts, unreadable: null, texts: ['At one'], scheduled: { inMs: inMs * 4, byServer: true }, newVersion: { text: 'At noon', inMs, faults }, awayMs: inMs * 1.5 };
      const whole = await playVersions(scenario, `${flavour.name}, sooner, ${faults.join()}`, false);
      expect(whole.words).toEqual(['At noon']);
    }
  }, 120_000);

  test('held by Skein, given other words', async () => {
    const scenario = { flavour, faults: [], unreadable: null, texts: ['At noon'], scheduled: { inMs, byServer: false }, newVersion: { text: 'At one', inMs: inMs * 2, faults: [] } };
    expect((await playVersions(scenario, `${flavour.name}, held`, true)).words).toEqual(['At one']);
  }, 60_000);
});

/** Exactly one version is posted; where it is the old one, the person is told of the other. */
async function playVersions(scenario: Omit<Scenario, 'crashAt'>, label: string, pairs: boolean): Promise<Outcome> {
  const whole = await play({ ...scenario, crashAt: [] });
  let edited = 0;
  for (let first = 0; first <= whole.steps; first += 1) {
    for (const crashAt of first === 0 ? [[]] : pairs ? [[first], [first, first + 3]] : [[first]]) {
      const outcome = await play({ ...scenario, crashAt });
      const where = `${label}, cut off at ${crashAt.join(' and ')}`;
      figures.lost += outcome.words.length === 0 ? 1 : 0;
      figures.doubled += Math.max(0, outcome.words.length - 1);
      figures.runs += 1;
      figures.cuts += crashAt.length;
      figures.decisions += outcome.decisions;
      figures.requests += outcome.requests;
      expect(outcome.words, where).toHaveLength(1);
      // Where the old one needed a decision itself there was nothing to edit.
      const isEdited = outcome.states.length > 1;
      edited += isEdited ? 1 : 0;
      expect(outcome.states, where).toEqual(outcome.words[0] === scenario.newVersion?.text ? ['sent', 'cancelled'] : isEdited ? ['failed', 'sent'] : ['sent']);
      expect(outcome.drafts, where).toBe(0);
    }
  }
  expect(edited, 'most cuts leave something to edit').toBeGreaterThan(whole.steps * 0.8);
  return whole;
}

describe.each(flavours)('a server that $name, and', (flavour) => {
  const plain = { flavour, faults: [], unreadable: null } as const;

  test('two windows that send the same draft, one of them saving it late', async () => {
    const whole = await playAll({ ...plain, texts: ['From either window'], windows: 2 }, `${flavour.name}, two windows`, true);
    expect(whole.postIds).toHaveLength(1);
  }, 60_000);

  test.each(['sleep', 'removal'] as const)('%s at any step: a post, a thread with a picture, an answer lost', async (kind) => {
    expect(await playMishaps({ ...plain, texts: ['Before and after'] }, kind, flavour.name)).toBeGreaterThan(5);
    await playMishaps({ ...plain, texts: ['One'], thread: ['Two'], pictures: { count: 1, preparesMs: 1_500, faults: [] } }, kind, flavour.name);
    await playMishaps({ ...plain, faults: ['answerLost'], texts: ['Lost for a while'] }, kind, flavour.name);
  }, 60_000);

  test('sleep over the time of a post that Skein holds', async () => {
    expect(await playMishaps({ ...plain, texts: ['At noon'], scheduled: { inMs: 20 * 60_000, byServer: false } }, 'sleep', `${flavour.name}, held`)).toBeGreaterThan(5);
  }, 60_000);
});

test('prints what was played', () => {
  process.stdout.write(`outbox: ${figures.runs} runs, ${figures.cuts} cuts, ${figures.requests} requests, ${figures.decisions} decisions; ${figures.lost} lost, ${figures.doubled} doubled\n`);
  expect(figures.cuts).toBeGreaterThanOrEqual(400);
  expect(figures).toMatchObject({ lost: 0, doubled: 0 });
});
