import { describe, expect, test } from 'vitest';
import { copyKinds, type CarryOverView, type CopyKind, type ItemState } from '../../contract/carry-over.ts';
import { fail, ok } from '../../contract/result.ts';
import { readBelongings, type OpenPlan } from '../../core/migration/carry-over/index.ts';
import type { BelongingsSnapshot } from '../../core/migration/belongings.ts';
import { cast } from '../../practice/cast/index.ts';
import { drawRehearsal, rehearsalServers, resumeRehearsal, stageRehearsal } from '../../practice/rehearsal/index.ts';
import { createCarryWorld, must, settled, until, type CarryWorld, type Engine } from './testing/carry-world.ts';

const hourMs = 3_600_000;
const old = 'lena@tidewater.example';
const mastodon = 'lena@kelp.example';

type Counts = Partial<Record<ItemState, number>>;

function countsOf(engine: Engine, kind: CopyKind): Counts {
  const counts = engine.carryOver.summary('plan')?.kinds.find((each) => each.kind === kind)?.counts;
  return Object.fromEntries(Object.entries(counts ?? {}).filter(([, count]) => count > 0));
}

function createRehearsal(): CarryWorld {
  const world = createCarryWorld({ cast: cast(1), servers: rehearsalServers });
  drawRehearsal(world.practice);
  stageRehearsal(world.practice);
  resumeRehearsal(world.practice);
  return world;
}

const isDone = (engine: Engine): boolean => engine.carryOver.summary('plan')?.state === 'done';

async function opened(world: CarryWorld, toKey: string, from: OpenPlan['from']['kind'] = 'account', kept: BelongingsSnapshot | null = null): Promise<Engine> {
  const source = await world.account(old);
  const to = await world.account(toKey);
  const engine = world.engine([source, to], { snapshot: async () => (kept === null ? fail({ kind: 'notFound', what: 'snapshot' }) : ok(kept)) });
  const sources: { readonly [K in typeof from]: OpenPlan['from'] } = { account: { kind: 'account', account: source.key }, snapshot: { kind: 'snapshot', account: source.key, takenAt: 1 }, files: { kind: 'files' } };
  engine.carryOver.open({ id: 'plan', from: sources[from], to: to.key });
  return engine;
}

function copyOf(engine: Engine) {
  return must(engine.carryOver.copy('plan'));
}

async function copied(world: CarryWorld, toKey: string): Promise<Engine> {
  const engine = await opened(world, toKey);
  copyOf(engine).start();
  await until(world.clock, () => isDone(engine), 12 * hourMs, 5_000);
  return engine;
}

async function belongingsOf(world: CarryWorld, key: string): Promise<BelongingsSnapshot> {
  return must(await settled(world.clock, readBelongings(await world.account(key), world.clock, new AbortController().signal)));
}

/** The same on every server, order apart. */
function namesIn(snapshot: BelongingsSnapshot, kind: CopyKind): readonly string[] {
  return (snapshot.kinds[kind]?.items ?? []).map((item) => JSON.stringify(item, (key, value: unknown) => (key === 'endsAt' || key === 'expiresAt' ? typeof value : value))).toSorted();
}

const common: Partial<Record<CopyKind, Counts>> = {
  mutes: { done: 2 },
  requests: { requested: 1 },
  lists: { done: 9, movedOn: 1 },
  notes: { done: 3 },
  followedTags: { done: 6 },
  scheduled: { done: 1 },
};

describe('from a full account to an empty one', () => {
  test.each<readonly [string, Partial<Record<CopyKind, Counts>>, readonly CopyKind[]]>([
    [mastodon, { domainBlocks: { done: 2 }, blocks: { done: 1, gone: 1 }, filters: { done: 2 }, follows: { done: 20, requested: 1, movedOn: 1, gone: 2 }, endorsements: { done: 1 }, featuredTags: { done: 2 } }, []],
    ['lena@loom.example', { blocks: { done: 2 }, filters: { done: 2 }, follows: { done: 21, requested: 1, movedOn: 1, gone: 1 } }, ['domainBlocks', 'endorsements', 'featuredTags']],
    // Filters v1: one for each of the three phrases.
    ['lena@sanriku.example', { domainBlocks: { done: 2 }, blocks: { done: 2 }, filters: { done: 3 }, follows: { done: 21, requested: 1, movedOn: 1, gone: 1 }, endorsements: { done: 1 } }, ['featuredTags']],
  ])('to %s', async (to, own, unsupported) => {
    const world = createRehearsal();
    const engine = await copied(world, to);
    const expected = { ...common, ...own };
    for (const kind of copyKinds) if (expected[kind] !== undefined) expect(countsOf(engine, kind), kind).toEqual(expected[kind]);
    expect(engine.carryOver.summary('plan')?.kinds.filter((kind) => kind.unsupported === 'to').map(({ kind }) => kind)).toEqual(unsupported);
    expect(world.asked.filter(({ status }) => status === 429)).toEqual([]);
    expect(engine.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
    const [before, after] = [await belongingsOf(world, old), await belongingsOf(world, to)];
    for (const kind of ['mutes', 'notes', 'followedTags'] as const) expect(namesIn(after, kind), kind).toEqual(namesIn(before, kind));
    expect(namesIn(after, 'follows').filter((name) => !namesIn(before, 'follows').includes(name))).toEqual([]);
  });

  test('a second reading finds everything there, and the journal gives back what the old account had', async () => {
    const world = createRehearsal();
    const engine = await copied(world, mastodon);
    const copy = copyOf(engine);
    copy.pause();
    copy.read([]);
    await until(world.clock, () => engine.carryOver.summary('plan')?.state !== 'reading', hourMs);
    expect(countsOf(engine, 'follows')).toEqual({ done: 20, requested: 1, movedOn: 1, gone: 2 });
    expect(countsOf(engine, 'filters')).toEqual({ done: 2 });
    const before = await belongingsOf(world, old);
    const kept = engine.carryOver.snapshotOf('plan');
    for (const kind of copyKinds) if (kind !== 'notificationPolicy') expect(kept?.kinds[kind]?.items, kind).toEqual(before.kinds[kind]?.items);
  });
});

describe('what waits for the person', () => {
  test('somebody who has moved is followed at the new place, and is in the list then', async () => {
    const world = createRehearsal();
    const engine = await copied(world, mastodon);
    expect(engine.carryOver.summary('plan')?.decisions).toContainEqual({ kind: 'follows', state: 'movedOn', count: 1, examples: ['joris@nordsee.example'], message: null, answers: ['followMoved', 'leaveOut'] });
    expect(must(copyOf(engine).decide('follows', 'movedOn', 'followMoved'))).toBeNull();
    await until(world.clock, () => isDone(engine), hourMs);
    expect([countsOf(engine, 'follows').movedOn, countsOf(engine, 'lists')]).toEqual([undefined, { done: 10 }]);
    const after = await belongingsOf(world, mastodon);
    expect(after.kinds.follows?.items.map(({ handle }) => handle)).toContain('joris@wetlands.example');
    expect(after.kinds.lists?.items.find(({ title }) => title === 'Ferry people')?.members.map(({ handle }) => handle)).toContain('joris@wetlands.example');
  });

  test('left out is left alone, an answer that does not fit is refused', async () => {
    const world = createRehearsal();
    const engine = await copied(world, mastodon);
    const copy = copyOf(engine);
    expect(copy.decide('follows', 'gone', 'keepHere')).toMatchObject({ ok: false, error: { kind: 'invalidInput' } });
    must(copy.decide('follows', 'gone', 'leaveOut'));
    expect([countsOf(engine, 'follows').gone, countsOf(engine, 'follows').skipped]).toEqual([undefined, 2]);
    // Wanted after all.
    const { items } = copy.items({ kind: 'follows', state: 'skipped', after: null, limit: 1 });
    copy.chooseItems(items.map(({ id }) => id), true);
    expect([countsOf(engine, 'follows').queued, countsOf(engine, 'follows').skipped]).toEqual([1, 1]);
  });

  test('somebody who says no is told as such, days later too', async () => {
    const world = createRehearsal();
    const engine = await copied(world, mastodon);
    const konrad = await world.account('konrad@nordsee.example');
    const requests = must(await settled(world.clock, konrad.connection.followRequests()));
    const lena = requests.find(({ person }) => person.handle === mastodon);
    must(await settled(world.clock, konrad.connection.answerFollowRequest(lena?.id ?? '', false)));
    await world.clock.advance(26 * hourMs);
    expect(countsOf(engine, 'follows')).toMatchObject({ rejected: 1 });
  });
});

describe('before and during', () => {
  test('the difference changes nothing; what is not chosen is not carried; a pause holds', async () => {
    const world = createRehearsal();
    const engine = await opened(world, mastodon);
    const copy = copyOf(engine);
    copy.read([]);
    await until(world.clock, () => engine.carryOver.summary('plan')?.state === 'ready', hourMs);
    expect(world.asked.filter(({ method }) => method !== 'GET')).toEqual([]);
    expect(countsOf(engine, 'follows')).toEqual({ queued: 24 });
    const { items } = copy.items({ kind: 'follows', after: null, limit: 500 });
    const [first] = items;
    copy.chooseItems([first?.id ?? ''], false);
    copy.chooseKind('lists', false);
    copy.start();
    await until(world.clock, () => (countsOf(engine, 'follows').done ?? 0) >= 3, hourMs, 500);
    copy.pause();
    await world.clock.advance(5_000);
    const asked = world.asked.length;
    await world.clock.advance(hourMs);
    expect([engine.carryOver.summary('plan')?.state, world.asked.length]).toEqual(['paused', asked]);
    const missing = must(copy.file('follows', 'missing')).text.trim().split('\n').slice(1);
    expect(missing).toHaveLength(countsOf(engine, 'follows').queued ?? 0);
    copy.start();
    await until(world.clock, () => isDone(engine), 12 * hourMs, 5_000);
    expect([countsOf(engine, 'follows').skipped, countsOf(engine, 'follows').queued, countsOf(engine, 'lists')]).toEqual([1, undefined, { queued: 10 }]);
  });

  test('an old server that is down for an hour is read when it is back', async () => {
    const world = createRehearsal();
    const engine = await opened(world, mastodon);
    const down = world.practice.server('tidewater.example').faults.set({ fault: { kind: 'htmlError', status: 502 } });
    copyOf(engine).start();
    await world.clock.advance(hourMs);
    expect(engine.carryOver.summary('plan')?.state).toMatch(/waiting|reading/);
    expect(engine.carryOver.summary('plan')?.kinds.map(({ error }) => error?.kind)).toContain('serverError');
    down.remove();
    await until(world.clock, () => isDone(engine), 12 * hourMs, 5_000);
    expect(countsOf(engine, 'lists')).toEqual({ done: 9, movedOn: 1 });
  });

  test('a new server that is down for a day costs nobody their place', async () => {
    const world = createRehearsal();
    const engine = await opened(world, mastodon);
    copyOf(engine).read([]);
    await until(world.clock, () => engine.carryOver.summary('plan')?.state === 'ready', hourMs);
    const asked = world.asked.length;
    const down = world.practice.server('kelp.example').faults.set({ fault: { kind: 'htmlError', status: 502 } });
    copyOf(engine).start();
    await world.clock.advance(24 * hourMs);
    expect(engine.carryOver.summary('plan')?.state).toBe('waiting');
    // A look now and then, not a hammer.
    expect(world.asked.length - asked).toBeLessThan(120);
    down.remove();
    await until(world.clock, () => isDone(engine), 24 * hourMs, 30_000);
    expect(engine.carryOver.summary('plan')?.kinds.filter(({ counts }) => counts.failed > 0)).toEqual([]);
    expect(countsOf(engine, 'lists')).toEqual({ done: 9, movedOn: 1 });
  });

  test.each<readonly [string, Parameters<CarryWorld['practice']['servers'][number]['faults']['set']>[0]]>([
    ['answers are lost', { method: 'POST', times: 40, fault: { kind: 'lostAnswer' } }],
    ['the server is overloaded', { method: 'POST', times: 12, fault: { kind: 'htmlError', status: 503 } }],
    ['the server says 429 without reason', { times: 3, fault: { kind: 'rateLimited', headers: false } }],
  ])('ends the same when %s', async (_name, rule) => {
    const whole = createRehearsal();
    await copied(whole, mastodon);
    const expected = await belongingsOf(whole, mastodon);
    const world = createRehearsal();
    const engine = await opened(world, mastodon);
    copyOf(engine).read([]);
    await until(world.clock, () => engine.carryOver.summary('plan')?.state === 'ready', hourMs);
    world.practice.server('kelp.example').faults.set(rule);
    copyOf(engine).start();
    await until(world.clock, () => isDone(engine), 48 * hourMs, 30_000);
    const after = await belongingsOf(world, mastodon);
    for (const kind of ['lists', 'filters', 'follows', 'mutes', 'blocks', 'notes', 'scheduled', 'followedTags'] as const) expect(namesIn(after, kind), kind).toEqual(namesIn(expected, kind));
  });
});

describe('posts', () => {
  /** Lena has marked a public post and one for followers only, and hides a third. */
  async function marked(): Promise<{ readonly world: CarryWorld; readonly publicUri: string; readonly privateUri: string; readonly hiddenUri: string }> {
    const world = createRehearsal();
    const lena = await world.account(old);
    const { belongings, act, home } = lena.connection;
    const uris = [];
    for (const [text, visibility] of [['for all', 'public'], ['for few', 'private'], ['not again', 'public']] as const) {
      const { uri } = world.practice.post('ada@tidewater.example', { text, visibility });
      uris.push(uri);
    }
    const seen = must(await settled(world.clock, home({ kind: 'newest', limit: 40 }))).items.map((item) => item.seen);
    const idOf = (uri: string | undefined) => seen.find(({ status }) => status.uri === uri)?.marks.id ?? ('' as (typeof seen)[number]['marks']['id']);
    const [publicUri = '', privateUri = '', hiddenUri = ''] = uris;
    for (const uri of [publicUri, privateUri]) must(await settled(world.clock, act(idOf(uri), 'bookmark')));
    must(await settled(world.clock, act(idOf(publicUri), 'favourite')));
    // Filters of single posts, as the server's own page makes them.
    const filter = must(await settled(world.clock, belongings.createFilter({ title: 'One post', context: ['home'], action: 'hide', expiresAt: null, keywords: [{ keyword: 'not again', wholeWord: true }] })));
    must(await settled(world.clock, belongings.addFilterStatus(filter.id, idOf(hiddenUri))));
    return { world, publicUri, privateUri, hiddenUri };
  }

  test('are marked and hidden again where the new server can read them; what it cannot is kept', async () => {
    const { world, publicUri, privateUri, hiddenUri } = await marked();
    const engine = await copied(world, mastodon);
    const after = await belongingsOf(world, mastodon);
    expect(after.kinds.bookmarks?.items.map(({ uri }) => uri)).toEqual([publicUri]);
    expect(after.kinds.filters?.items.find(({ title }) => title === 'One post')?.statuses).toEqual([hiddenUri]);
    expect([countsOf(engine, 'bookmarks'), countsOf(engine, 'favourites')]).toEqual([{ done: 1, unreadable: 1 }, { queued: 1 }]);
    expect(engine.carryOver.summary('plan')?.decisions.find(({ kind }) => kind === 'bookmarks')).toMatchObject({ state: 'unreadable', count: 1, answers: ['keepHere', 'retry', 'leaveOut'] });
    must(copyOf(engine).decide('bookmarks', 'unreadable', 'keepHere'));
    const kept = engine.carryOver.snapshotOf('plan')?.kinds.bookmarks?.items.find(({ uri }) => uri === privateUri);
    expect(kept).toMatchObject({ author: 'ada@tidewater.example', text: 'for few' });
  });

  test('are favourited again only when the person wants it', async () => {
    const { world, publicUri } = await marked();
    const engine = await opened(world, mastodon);
    copyOf(engine).chooseKind('favourites', true);
    copyOf(engine).start();
    await until(world.clock, () => isDone(engine), 12 * hourMs, 5_000);
    expect((await belongingsOf(world, mastodon)).kinds.favourites?.items.map(({ uri }) => uri)).toEqual([publicUri]);
  });

  test('become bookmarks, of which nobody is told, where the person prefers that', async () => {
    const { world, publicUri } = await marked();
    const engine = await opened(world, mastodon);
    copyOf(engine).chooseKind('favourites', true);
    copyOf(engine).chooseKind('bookmarks', false);
    copyOf(engine).setFavouritesAs('bookmarks');
    copyOf(engine).start();
    await until(world.clock, () => isDone(engine), 12 * hourMs, 5_000);
    expect(engine.carryOver.summary('plan')?.favouritesAs).toBe('bookmarks');
    const { kinds } = await belongingsOf(world, mastodon);
    expect(kinds.favourites?.items).toEqual([]);
    expect(kinds.bookmarks?.items.map(({ uri }) => uri)).toEqual([publicUri]);
  });
});

describe('from a server that is gone', () => {
  test('a kept snapshot is carried as an account is', async () => {
    const world = createRehearsal();
    const engine = await opened(world, mastodon, 'snapshot', await belongingsOf(world, old));
    world.practice.server('tidewater.example').faults.set({ fault: { kind: 'htmlError', status: 502 } });
    copyOf(engine).start();
    await until(world.clock, () => isDone(engine), 12 * hourMs, 5_000);
    expect(countsOf(engine, 'filters')).toEqual({ done: 2 });
    expect(countsOf(engine, 'follows')).toMatchObject({ requested: 1, movedOn: 1 });
  });

  test('files of any name are told by their content', async () => {
    const world = createRehearsal();
    const engine = await opened(world, mastodon, 'files');
    const copy = copyOf(engine);
    const add = (name: string, text: string) => copy.addFile({ name, text });
    expect(must(add('x.csv', 'Account address,Show boosts\nines@nordsee.example,false\nwool@loom.example,true\n@@,true\nlena,true\n'))).toEqual({ kind: 'follows', rows: 3, bad: 2 });
    expect(must(add('y.csv', 'Birds,ines@nordsee.example\nBirds,wool@loom.example\n'))).toEqual({ kind: 'lists', rows: 2, bad: 0 });
    expect(must(add('z', 'spam.example\nads.example\n'))).toEqual({ kind: 'domainBlocks', rows: 2, bad: 0 });
    expect(must(add('f.json', '{"custom_filters":[{"title":"Ball","expires_at":null,"context":["home"],"action":"hide","keywords_attributes":[{"keyword":"goal","whole_word":true}],"statuses":[]}]}'))).toEqual({ kind: 'filters', rows: 1, bad: 0 });
    expect(add('people.csv', 'ines@nordsee.example\n')).toMatchObject({ ok: false, error: { kind: 'invalidInput' } });
    copy.start();
    await until(world.clock, () => isDone(engine), 12 * hourMs, 5_000);
    const after = await belongingsOf(world, mastodon);
    expect(after.kinds.follows?.items.map(({ handle, reblogs }) => [handle, reblogs]).toSorted()).toEqual([['ines@nordsee.example', false], ['wool@loom.example', true]]);
    expect(after.kinds.lists?.items.map(({ title, members }) => [title, members.length])).toEqual([['Birds', 2]]);
    expect([after.kinds.domainBlocks?.items.length, after.kinds.filters?.items.length]).toEqual([2, 1]);
    const view: CarryOverView | null = engine.carryOver.summary('plan');
    expect(view?.kinds.find(({ kind }) => kind === 'mutes')?.unsupported).toBe('from');
  });
});
