import { describe, expect, it } from 'vitest';
import type { Draft } from '../../contract/compose.ts';
import type { AccountKey, StatusId, StatusUri } from '../../contract/ids.ts';
import { fail, ok, type AppError, type Result } from '../../contract/result.ts';
import type { Poll, Status } from '../../contract/statuses.ts';
import { createStatuses } from '../statuses/index.ts';
import { createFakeLifecycle, createFixedRandom } from '../testing/fake-ports.ts';
import { createReadingWorld } from '../testing/reading-world.ts';
import { samplePerson, sampleSeen } from '../testing/samples.ts';
import { createCopies } from './copies.ts';
import type { CopyDeps } from './types.ts';
import { createMemoryCopyStore } from './testing/memory-copy-store.ts';

const lost: AppError = { kind: 'offline', host: 'a.example', reason: 'reset', mayHaveArrived: true };
const refused: AppError = { kind: 'rejected', host: 'a.example', status: 422, message: 'Too long' };
const broken: AppError = { kind: 'serverError', host: 'a.example', status: 500, message: '', retryAt: null, mayHaveArrived: true };
const uriOf = (name: string): StatusUri => `https://${name}.example/s/1` as StatusUri;

function setUp() {
  const world = createReadingWorld();
  const lifecycle = createFakeLifecycle();
  const drafts: Draft[] = [];
  let mediaFailure: AppError | null = null;
  let writes = Infinity;
  const store = createMemoryCopyStore(() => {
    writes -= 1;
    if (writes < 0) throw new Error('the power is gone');
  });
  const siblings = (uri: StatusUri) => live.siblings(uri);
  const statuses = createStatuses({ ...world.stores, clock: world.clock, accounts: world.accounts, publish: world.events.publish, gone: world.timelines.home.gone, copiesOf: siblings });
  const deps: CopyDeps = {
    clock: world.clock,
    random: createFixedRandom(0.5),
    log: world.log,
    lifecycle,
    transactions: world.stores.transactions,
    store,
    statuses: world.stores.statuses,
    accounts: world.accounts,
    publish: world.events.publish,
    act: statuses.act,
    localId: statuses.localId,
    locate: async () => fail({ kind: 'notFound', what: 'post' }),
    gone: world.timelines.home.gone,
    measure: (_account, text) => ({ used: text.length, limit: 500 }),
    keepMedia: async ({ id }) => (mediaFailure === null ? ok({ file: { id, mimeType: 'image/png', bytes: 1 }, name: 'x.png', description: 'a gull', focus: null }) : fail(mediaFailure)),
    saveDraft: (draft) => void drafts.push(draft),
  };
  let live = createCopies(deps);
  live.start();
  /** An account with its copy of the post, as the outbox sent it. */
  function account(name: string, text = 'Tide at 7', change: Partial<Status> = {}) {
    const added = world.add(name);
    const uri = uriOf(name);
    const id = `${name}-1` as StatusId;
    const seen = sampleSeen(uri, id, { author: samplePerson(name), language: 'en', ...change });
    added.server.statuses.set(id, seen);
    const media = seen.status.media.map((each) => ({ id: each.id, kind: each.kind, preview: null, description: each.description ?? '' }));
    added.server.posts.sources.set(id, { text, spoilerText: '', contentType: null, media });
    world.stores.statuses.put(added.key, seen, 0);
    live.sent({ post: 'p', account: added.key, id, uri, url: uri, at: 1 });
    return { ...added, uri, id };
  }
  const states = () => store.jobs().map(({ account, status }) => [account.split('/')[1], status.state]);
  return {
    world,
    lifecycle,
    store,
    drafts,
    account,
    states,
    statuses,
    copies: () => live,
    failMedia: (error: AppError) => void (mediaFailure = error),
    /** From now on only `count` writes reach the disk. */
    powerFor: (count: number) => void (writes = count),
    /** The app is gone; what is on disk is there again at the next start. */
    restart() {
      writes = Infinity;
      live.close();
      live = createCopies(deps);
      live.start();
    },
  };
}

type World = ReturnType<typeof setUp>;
const edit = (uri: StatusUri, text: string, more: object = {}) => ({ uri, text, spoilerText: '', sensitive: false, language: 'en', descriptions: [], ...more });
const value = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};

describe('links', () => {
  it('two that were sent as one are known as one, each other\'s siblings, until all but one are deleted', async () => {
    const world = setUp();
    const [me, work] = [world.account('me'), world.account('work')];
    expect(value(world.copies().linked())).toMatchObject([{ id: 'p', copies: [{ account: me.key }, { account: work.key }] }]);
    expect(world.copies().siblings(me.uri)).toMatchObject([{ account: work.key, uri: work.uri }]);
    world.copies().change({ uris: [work.uri], deed: 'delete' });
    await world.world.clock.settle();
    expect(value(world.copies().linked())).toEqual([]);
    expect(world.world.events.of('copies.linked').at(-1)).toEqual({ posts: [] });
  });

  it('go with their account', () => {
    const world = setUp();
    const [me] = [world.account('me'), world.account('work')];
    world.copies().accountRemoved(me.key);
    expect(value(world.copies().linked())).toEqual([]);
  });
});

describe('editing', () => {
  it('sends the whole state of each copy, with its own media and its poll as it is', async () => {
    const world = setUp();
    const now = world.world.clock.now();
    const poll: Poll = { id: '5', expiresAt: now + 3_600_000, expired: false, multiple: true, votes: 3, voters: 2, options: [{ title: 'yes', votes: 2 }, { title: 'no', votes: 1 }], emojis: [] };
    const picture = { id: 'm1', kind: 'image', path: null, previewPath: null, remoteUrl: null, description: null, blurhash: null, width: null, height: null, focus: null } as const;
    const me = world.account('me', 'Tide at 7', { poll, media: [picture] });
    world.copies().edit({ edits: [edit(me.uri, 'Tide at 8', { descriptions: ['a gull'], spoilerText: 'sea' })] });
    await world.world.clock.settle();
    expect(me.server.posts.edits).toEqual([{
      id: me.id,
      edit: { text: 'Tide at 8', spoilerText: 'sea', sensitive: true, language: 'en', contentType: null, media: [{ id: 'm1', description: 'a gull' }], poll: { options: ['yes', 'no'], multiple: true, expiresInMs: 3_600_000 } },
    }]);
    expect(world.world.stores.statuses.get(me.uri)?.status.spoilerText).toBe('sea');
  });

  it('leaves a post with an ended poll alone, as saving would open it again', async () => {
    const world = setUp();
    const poll: Poll = { id: '5', expiresAt: 1, expired: true, multiple: false, votes: 0, voters: 0, options: [], emojis: [] };
    const me = world.account('me', 'x', { poll });
    expect(value(await world.copies().read({ uris: [me.uri] }))).toMatchObject([{ result: { ok: false, error: { kind: 'unsupported', capability: 'editEndedPoll' } } }]);
    world.copies().edit({ edits: [edit(me.uri, 'y')] });
    await world.world.clock.settle();
    expect(me.server.posts.edits).toEqual([]);
    expect(world.states()).toEqual([['me', 'failed']]);
  });

  it('of a post whose server does not tell what was typed says so, and goes by what is shown', async () => {
    const world = setUp();
    const me = world.account('me', '', { content: '<p>Tide at 7</p>' as never });
    me.server.posts.sources.set(me.id, { text: null, spoilerText: '', contentType: null, media: [] });
    expect(value(await world.copies().read({ uris: [me.uri] }))).toMatchObject([{ result: { ok: true, value: { text: 'Tide at 7', rebuilt: true } } }]);
    world.copies().edit({ edits: [edit(me.uri, 'Tide at 8')] });
    await world.world.clock.settle();
    expect(me.server.posts.edits).toMatchObject([{ edit: { text: 'Tide at 8' } }]);
  });

  it('one that is refused says why and does not hold up the others; a retry tries again', async () => {
    const world = setUp();
    const [me, work] = [world.account('me'), world.account('work')];
    work.server.failures.set('edit', [refused]);
    world.copies().edit({ edits: [edit(me.uri, 'a'), edit(work.uri, 'a')] });
    await world.world.clock.settle();
    const jobs = value(world.copies().jobs());
    expect(jobs.map(({ status }) => status.state)).toEqual(['done', 'failed']);
    expect(jobs[1]).toMatchObject({ account: work.key, status: { error: refused } });
    world.copies().retry({ job: jobs[1]?.id ?? '' });
    await world.world.clock.settle();
    expect(world.states()).toEqual([['me', 'done'], ['work', 'done']]);
    expect(work.server.posts.edits).toHaveLength(1);
  });

  it('an edit whose answer was lost is looked for before it is sent again', async () => {
    const world = setUp();
    const me = world.account('me');
    const { posts } = me.server.connection;
    const realEdit = posts.edit.bind(posts);
    let losses = 1;
    Object.assign(posts, { edit: async (...args: Parameters<typeof realEdit>) => {
      const result = await realEdit(...args);
      losses -= 1;
      return losses >= 0 ? fail(lost) : result;
    } });
    world.copies().edit({ edits: [edit(me.uri, 'Tide at 8')] });
    await world.world.clock.settle();
    expect(world.states()).toEqual([['me', 'waiting']]);
    await world.world.clock.advance(60_000);
    expect([world.states(), me.server.posts.edits.length]).toEqual([[['me', 'done']], 1]);
  });

  it('touches nobody else\'s post', () => {
    const world = setUp();
    const me = world.account('me');
    const other = 'https://far.example/s/9' as StatusUri;
    world.world.stores.statuses.put(me.key, sampleSeen(other, '99', { author: samplePerson('far', 'far.example') }), 0);
    expect(world.copies().edit({ edits: [edit(me.uri, 'a'), edit(other, 'a')] })).toMatchObject({ ok: false, error: { kind: 'notFound' } });
    expect(world.store.jobs()).toEqual([]);
  });
});

it('jobs that were done long ago are forgotten with the next one', async () => {
  const world = setUp();
  const me = world.account('me');
  world.copies().edit({ edits: [edit(me.uri, 'a')] });
  await world.world.clock.advance(20 * 60_000);
  expect(world.states()).toEqual([['me', 'done']]);
  world.copies().edit({ edits: [edit(me.uri, 'b')] });
  await world.world.clock.settle();
  expect(world.states()).toEqual([['me', 'done']]);
  expect(me.server.posts.edits).toHaveLength(2);
});

describe('deleting', () => {
  it('takes every copy down, and a repeat finds nothing wrong with one that is gone', async () => {
    const world = setUp();
    const [me, work] = [world.account('me'), world.account('work')];
    work.server.statuses.delete(work.id);
    world.copies().change({ uris: [me.uri, work.uri], deed: 'delete' });
    await world.world.clock.settle();
    expect(world.states()).toEqual([['me', 'done'], ['work', 'done']]);
    expect(me.server.statuses.size).toBe(0);
    expect(world.world.stores.statuses.get(me.uri)).toBeNull();
  });

  it('gives up on a server that keeps failing, and says so', async () => {
    const world = setUp();
    const me = world.account('me');
    me.server.failures.set('delete', Array.from({ length: 20 }, () => broken));
    world.copies().change({ uris: [me.uri], deed: 'delete' });
    await world.world.clock.advance(3_600_000);
    expect(world.states()).toEqual([['me', 'failed']]);
    expect(me.server.calls.filter((name) => name === 'delete')).toHaveLength(8);
  });

  it('waits for the network as long as it takes', async () => {
    const world = setUp();
    const me = world.account('me');
    me.server.failures.set('delete', Array.from({ length: 3 }, () => lost));
    world.copies().change({ uris: [me.uri], deed: 'delete' });
    await world.world.clock.settle();
    world.lifecycle.online(true);
    await world.world.clock.settle();
    world.lifecycle.online(true);
    await world.world.clock.settle();
    expect(world.states()).toEqual([['me', 'waiting']]);
    world.copies().reachable(me.key);
    await world.world.clock.settle();
    expect(world.states()).toEqual([['me', 'done']]);
  });
});

describe('delete & redraft', () => {
  it('brings words, audience and what the others have differently back as one draft', async () => {
    const world = setUp();
    const [me, work] = [world.account('me', 'Tide at 7', { visibility: 'unlisted' }), world.account('work', 'Tide at seven', { visibility: 'unlisted' })];
    const answer = value(await world.copies().redraft({ uris: [me.uri, work.uri], rebuilt: false }));
    expect(world.drafts).toMatchObject([{ id: answer.draft, body: { text: 'Tide at 7', visibility: 'unlisted', language: 'en', targets: [{ account: me.key, overrides: {} }, { account: work.key, overrides: { text: 'Tide at seven' } }] } }]);
    await world.world.clock.settle();
    expect(world.states()).toEqual([['me', 'done'], ['work', 'done']]);
  });

  it('takes words put together from what is shown only by the person\'s word', async () => {
    const world = setUp();
    const me = world.account('me', '', { content: '<p>Tide at 7<br>Boots!</p>' as never });
    me.server.posts.sources.set(me.id, { text: null, spoilerText: '', contentType: null, media: [] });
    expect((await world.copies().redraft({ uris: [me.uri], rebuilt: false })).ok).toBe(false);
    expect((await world.copies().redraft({ uris: [me.uri], rebuilt: true })).ok).toBe(true);
    expect(world.drafts).toMatchObject([{ body: { text: 'Tide at 7\nBoots!' } }]);
  });

  it('goes on where a poll has ended: it is asked anew for as long as it was at first', async () => {
    const world = setUp();
    const poll: Poll = { id: '5', expiresAt: 3_600_000, expired: true, multiple: false, votes: 0, voters: 0, options: [{ title: 'yes', votes: 0 }, { title: 'no', votes: 0 }], emojis: [] };
    const me = world.account('me', 'x', { poll, createdAt: 0 });
    expect((await world.copies().redraft({ uris: [me.uri], rebuilt: false })).ok).toBe(true);
    expect(world.drafts).toMatchObject([{ body: { poll: { options: ['yes', 'no'], expiresInMs: 3_600_000 } } }]);
  });

  it('deletes nothing where a picture or a text cannot be had', async () => {
    const world = setUp();
    const picture = { id: 'm1', kind: 'image', path: null, previewPath: null, remoteUrl: null, description: null, blurhash: null, width: null, height: null, focus: null } as const;
    const [me, work] = [world.account('me', 'a', { media: [picture] }), world.account('work')];
    world.failMedia({ kind: 'notFound', what: 'file' });
    expect(await world.copies().redraft({ uris: [me.uri], rebuilt: false })).toMatchObject({ ok: false, error: { what: 'file' } });
    work.server.posts.sources.set(work.id, { text: null, spoilerText: '', contentType: null, media: [] });
    expect(await world.copies().redraft({ uris: [work.uri], rebuilt: false })).toMatchObject({ ok: false, error: { kind: 'unsupported', capability: 'source' } });
    expect([world.drafts, world.store.jobs(), me.server.statuses.size]).toEqual([[], [], 1]);
  });
});

describe('boosts by the rest', () => {
  it('wait for a post in the outbox, and look again where it has not arrived yet', async () => {
    const world = setUp();
    const rest = world.world.add('rest');
    value(world.copies().boostFromRest({ of: { kind: 'outbox', post: 'p' }, accounts: [rest.key], visibility: 'unlisted' }));
    expect(world.states()).toEqual([['rest', 'afterPost']]);
    world.restart();
    const me = world.account('me');
    await world.world.clock.settle();
    expect(world.states()).toEqual([['rest', 'waiting']]);
    rest.server.statuses.set('r9' as StatusId, sampleSeen(me.uri, 'r9'));
    await world.world.clock.advance(60_000);
    expect(world.states()).toEqual([['rest', 'done']]);
    expect(rest.server.posts.boosts).toEqual([{ id: 'r9', visibility: 'unlisted' }]);
  });

  it('are given up with a post that never left', () => {
    const world = setUp();
    const rest = world.world.add('rest');
    value(world.copies().boostFromRest({ of: { kind: 'outbox', post: 'p' }, accounts: [rest.key], visibility: null }));
    world.copies().unsent('other');
    expect(world.states()).toEqual([['rest', 'afterPost']]);
    world.copies().unsent('p');
    expect(world.states()).toEqual([]);
  });

  it('of a post that is there go out at once; giving one up ends it', async () => {
    const world = setUp();
    const [me, rest] = [world.account('me'), world.world.add('rest')];
    rest.server.statuses.set('r9' as StatusId, sampleSeen(me.uri, 'r9'));
    const [job] = value(world.copies().boostFromRest({ of: { kind: 'status', uri: me.uri }, accounts: [rest.key], visibility: null }));
    await world.world.clock.settle();
    expect(rest.server.calls).toEqual(['resolveStatus', 'status', 'act:reblog']);
    expect(world.copies().dismiss({ job: job?.id ?? '' })).toEqual(ok(null));
    expect(value(world.copies().jobs())).toEqual([]);
  });
});

/** Stops the app after every possible number of writes, starts it again, and looks what became of the posts. */
describe('a crash at any step', () => {
  const ask = (world: World, key: 'edit' | 'delete', uris: readonly StatusUri[]): void => {
    try {
      if (key === 'edit') world.copies().edit({ edits: uris.map((uri) => edit(uri, 'after')) });
      else world.copies().change({ uris, deed: 'delete' });
    } catch {
      // The write that was to remember it did not happen.
    }
  };

  it.each(['edit', 'delete'] as const)('loses no %s that was taken on, and does none twice', async (deed) => {
    let cut = 0;
    for (let writes = 0; writes < 12; writes += 1) {
      const world = setUp();
      const accounts = [world.account('me'), world.account('work')];
      world.powerFor(writes);
      ask(world, deed, accounts.map(({ uri }) => uri));
      await world.world.clock.settle();
      const taken = world.store.jobs().length;
      if (taken > 0 && world.states().some(([, state]) => state !== 'done')) cut += 1;
      world.restart();
      await world.world.clock.advance(120_000);
      expect(world.store.jobs().every(({ status }) => status.state === 'done')).toBe(true);
      if (taken === 0) continue;
      for (const { server, id } of accounts) {
        if (deed === 'delete') expect(server.statuses.has(id)).toBe(false);
        else expect([server.posts.edits.length, server.posts.sources.get(id)?.text]).toEqual([1, 'after']);
      }
    }
    expect(cut).toBeGreaterThan(2);
  });
});

it('a signed-out account\'s part waits for the sign-in', async () => {
  const world = setUp();
  const me = world.account('me');
  world.world.signOut(me.key);
  expect(value(await world.copies().read({ uris: [me.uri] }))).toMatchObject([{ account: me.key, result: { error: { kind: 'unauthorized' } } }]);
  world.copies().change({ uris: [me.uri], deed: 'delete' });
  await world.world.clock.advance(60_000);
  expect(world.states()).toEqual([['me', 'waiting']]);
  const key: AccountKey = me.key;
  expect(world.copies().dismiss({ job: world.store.jobs()[0]?.id ?? '' })).toEqual(ok(null));
  expect([key === me.key, world.store.jobs()]).toEqual([true, []]);
});

it('goes on by itself after the disk was full for a while', async () => {
  const world = setUp();
  const me = world.account('me');
  world.copies().change({ uris: [me.uri], deed: 'delete' });
  world.powerFor(0);
  await world.world.clock.settle();
  world.powerFor(Infinity);
  await world.world.clock.advance(60_000);
  expect(world.states()).toEqual([['me', 'done']]);
});
