import { describe, expect, it } from 'vitest';
import type { StatusId, StatusUri } from '../../contract/ids.ts';
import { fail, ok, type AppError } from '../../contract/result.ts';
import type { Poll, Status } from '../../contract/statuses.ts';
import type { SeenStatus } from '../fediverse.ts';
import type { FakeServer } from '../testing/fake-server.ts';
import { createReadingWorld } from '../testing/reading-world.ts';
import { sampleMarks, samplePerson, sampleSeen } from '../testing/samples.ts';
import { createStatuses } from './statuses.ts';

const uri = 'https://c.example/s/1' as StatusUri;
const lost: AppError = { kind: 'offline', host: 'a.example', reason: 'reset', mayHaveArrived: true };
const refused: AppError = { kind: 'rejected', host: 'a.example', status: 422, message: 'no' };

function setUp() {
  const world = createReadingWorld();
  const statuses = createStatuses({ ...world.stores, clock: world.clock, accounts: world.accounts, publish: world.events.publish, gone: world.timelines.home.gone, copiesOf: () => [] });
  /** An account whose server has the status under `id`; `seen`: the store knows. */
  function account(name: string, id: string | null, options: { readonly seen?: boolean; readonly status?: Partial<Status> } = {}) {
    const added = world.add(name);
    if (id !== null) added.server.statuses.set(id as StatusId, sampleSeen(uri, id, options.status));
    if (id !== null && options.seen !== false) world.stores.statuses.put(added.key, sampleSeen(uri, id, options.status), 0);
    const set = (change: Partial<SeenStatus['marks']>): void => void added.server.statuses.set(id as StatusId, { ...sampleSeen(uri, id ?? '', options.status), marks: sampleMarks(id ?? '', change) });
    return { ...added, set };
  }
  const marks = (key: ReturnType<typeof account>['key']) => world.stores.statuses.get(uri)?.marks.find((one) => one.account === key);
  return { world, statuses, account, marks };
}

describe('act', () => {
  it('shows the mark at once and keeps what the server says', async () => {
    const { world, statuses, account, marks } = setUp();
    const me = account('me', '7');
    const letGo = me.server.hold();
    const running = statuses.act({ account: me.key, uri, action: 'favourite' });
    await world.clock.settle();
    expect(marks(me.key)?.favourited).toBe(true);
    expect(world.events.of('statuses.changed')).toHaveLength(1);
    me.set({ favourited: true });
    letGo();
    expect(await running).toMatchObject({ ok: true, value: { marks: [{ favourited: true }] } });
    expect(me.server.calls).toEqual(['act:favourite']);
  });

  it('takes the mark back when the server refuses, and says so', async () => {
    const { world, statuses, account, marks } = setUp();
    const me = account('me', '7');
    me.server.failures.set('act:favourite', [refused]);
    expect(await statuses.act({ account: me.key, uri, action: 'favourite' })).toEqual(fail(refused));
    expect(marks(me.key)?.favourited).toBe(false);
    expect(world.events.of('statuses.changed').map((event) => event.statuses[0]?.marks[0]?.favourited)).toEqual([true, false]);
  });

  it('reads the status when the answer was lost, instead of guessing', async () => {
    const { statuses, account, marks } = setUp();
    const me = account('me', '7');
    me.server.failures.set('act:bookmark', [lost]);
    me.set({ bookmarked: true });
    expect((await statuses.act({ account: me.key, uri, action: 'bookmark' })).ok).toBe(true);
    expect(marks(me.key)?.bookmarked).toBe(true);
  });

  it('takes the mark back when it cannot be read either', async () => {
    const { statuses, account, marks } = setUp();
    const me = account('me', '7');
    me.server.failures.set('act:bookmark', [lost]);
    me.server.failures.set('status', [lost]);
    expect(await statuses.act({ account: me.key, uri, action: 'bookmark' })).toEqual(fail(lost));
    expect(marks(me.key)?.bookmarked).toBe(false);
  });

  it('sends quick presses one after the other and shows the last', async () => {
    const { world, statuses, account, marks } = setUp();
    const me = account('me', '7');
    const letGo = me.server.hold();
    const first = statuses.act({ account: me.key, uri, action: 'favourite' });
    const second = statuses.act({ account: me.key, uri, action: 'unfavourite' });
    await world.clock.settle();
    expect([me.server.calls, marks(me.key)?.favourited]).toEqual([['act:favourite'], false]);
    me.set({ favourited: true });
    letGo();
    await first;
    expect(marks(me.key)?.favourited).toBe(false);
    me.set({ favourited: false });
    await second;
    expect(me.server.calls).toEqual(['act:favourite', 'act:unfavourite']);
    expect(marks(me.key)?.favourited).toBe(false);
  });

  it('leaves the marks of other accounts alone', async () => {
    const { statuses, account, marks } = setUp();
    const me = account('me', '7');
    const you = account('you', '9');
    me.set({ reblogged: true });
    await statuses.act({ account: me.key, uri, action: 'reblog' });
    expect([marks(me.key)?.reblogged, marks(you.key)?.reblogged]).toEqual([true, false]);
    expect(you.server.calls).toEqual([]);
  });

  it('finds the status on the server of the acting account, once', async () => {
    const { statuses, account } = setUp();
    account('me', '7');
    const you = account('you', '9', { seen: false });
    const results = await Promise.all([statuses.act({ account: you.key, uri, action: 'favourite' }), statuses.act({ account: you.key, uri, action: 'bookmark' })]);
    expect(results.every((result) => result.ok)).toBe(true);
    await statuses.act({ account: you.key, uri, action: 'favourite' });
    expect(you.server.calls.filter((name) => name === 'resolveStatus')).toHaveLength(1);
  });

  it('resolves one status at a time per account', async () => {
    const { world, statuses, account } = setUp();
    const me = account('me', '7');
    const other = 'https://c.example/s/2' as StatusUri;
    world.stores.statuses.put(me.key, sampleSeen(other, '8'), 0);
    const you = account('you', '9', { seen: false });
    you.server.statuses.set('10' as StatusId, sampleSeen(other, '10'));
    const letGo = you.server.hold();
    const running = [uri, other].map((one) => statuses.act({ account: you.key, uri: one, action: 'favourite' }));
    await world.clock.settle();
    expect(you.server.calls).toEqual(['resolveStatus']);
    letGo();
    expect((await Promise.all(running)).every((result) => result.ok)).toBe(true);
  });

  it('tries again after a resolve that failed', async () => {
    const { statuses, account } = setUp();
    account('me', '7');
    const you = account('you', '9', { seen: false });
    you.server.failures.set('resolveStatus', [lost]);
    expect((await statuses.act({ account: you.key, uri, action: 'favourite' })).ok).toBe(false);
    expect((await statuses.act({ account: you.key, uri, action: 'favourite' })).ok).toBe(true);
  });

  it('does not act on a look-alike that the server answers', async () => {
    const { statuses, account } = setUp();
    account('me', '7');
    const you = account('you', null);
    you.server.connection.resolveStatus = async () => ok(sampleSeen('https://evil.example/s/1', '66'));
    expect(await statuses.act({ account: you.key, uri, action: 'favourite' })).toMatchObject({ ok: false, error: { kind: 'notFound' } });
    expect(you.server.calls).toEqual([]);
  });

  it.each(['private', 'direct', 'local', 'mutuals'] as const)('never asks a foreign server for a %s post', async (visibility) => {
    const { statuses, account } = setUp();
    account('me', '7', { status: { visibility } });
    const you = account('you', '9', { seen: false, status: { visibility } });
    expect(await statuses.act({ account: you.key, uri, action: 'favourite' })).toMatchObject({ ok: false, error: { kind: 'notFound' } });
    expect(you.server.calls).toEqual([]);
  });

  it('boosts public and unlisted posts, own followers-only ones, and no others', async () => {
    const boost = async (visibility: Status['visibility'], own: boolean): Promise<boolean> => {
      const { statuses, account } = setUp();
      const me = account('me', '7', { status: { visibility, author: samplePerson(own ? 'me' : 'ann') } });
      return (await statuses.act({ account: me.key, uri, action: 'reblog' })).ok;
    };
    expect(await Promise.all([boost('public', false), boost('unlisted', false), boost('private', true)])).toEqual([true, true, true]);
    expect(await Promise.all([boost('private', false), boost('direct', true), boost('local', false), boost('mutuals', false)])).toEqual([false, false, false, false]);
  });

  it('takes the post out for an account whose server no longer has it', async () => {
    const { world, statuses, account } = setUp();
    const me = account('me', '7');
    me.server.failures.set('act:favourite', [{ kind: 'notFound', what: 'status' }]);
    expect((await statuses.act({ account: me.key, uri, action: 'favourite' })).ok).toBe(false);
    expect(world.events.of('statuses.removed')).toEqual([{ uris: [uri] }]);
  });

  it('tells a signed-out account from an unknown one and an unknown status', async () => {
    const { world, statuses, account } = setUp();
    const me = account('me', '7');
    world.signOut(me.key);
    expect(await statuses.act({ account: me.key, uri, action: 'favourite' })).toMatchObject({ error: { kind: 'unauthorized' } });
    world.remove(me.key);
    expect(await statuses.act({ account: me.key, uri, action: 'favourite' })).toMatchObject({ error: { kind: 'notFound', what: 'account' } });
    expect(await statuses.act({ account: me.key, uri: 'x' as StatusUri, action: 'favourite' })).toMatchObject({ error: { kind: 'notFound', what: 'status' } });
  });
});

describe('vote', () => {
  const poll = (id: string, change: Partial<Poll> = {}): Poll => ({
    id, expiresAt: null, expired: false, multiple: false, votes: 3, voters: 3, emojis: [], options: [{ title: 'a', votes: 1 }, { title: 'b', votes: 2 }], ...change,
  });

  it('votes by the id the poll has on the account’s own server', async () => {
    const { world, statuses, account, marks } = setUp();
    account('me', '7', { status: { poll: poll('poll-of-me') } });
    const you = account('you', '9', { status: { poll: poll('poll-of-you') } });
    const voted: unknown[] = [];
    you.server.connection.vote = async (id, choices) => {
      voted.push([id, choices]);
      return ok(poll(id, { votes: 4 }));
    };
    expect((await statuses.vote({ account: you.key, uri, choices: [1] })).ok).toBe(true);
    expect(voted).toEqual([['poll-of-you', [1]]]);
    expect(marks(you.key)?.ownVotes).toEqual([1]);
    expect(world.events.of('statuses.changed').at(-1)?.statuses[0]?.status.poll?.votes).toBe(4);
  });

  it('takes a vote for counted where only the answer was lost, and not otherwise', async () => {
    const { statuses, account, marks } = setUp();
    const me = account('me', '7', { status: { poll: poll('p') } });
    me.server.connection.vote = async () => fail(lost);
    expect(await statuses.vote({ account: me.key, uri, choices: [1] })).toEqual(fail(lost));
    me.server.connection.vote = async () => {
      me.server.statuses.set('7' as StatusId, sampleSeen(uri, '7', { poll: poll('p', { votes: 4 }) }, { ownVotes: [1] }));
      return fail(lost);
    };
    expect((await statuses.vote({ account: me.key, uri, choices: [1] })).ok).toBe(true);
    expect(marks(me.key)?.ownVotes).toEqual([1]);
  });

  it('refuses what the poll does not offer', async () => {
    const { statuses, account } = setUp();
    const me = account('me', '7', { status: { poll: poll('p') } });
    expect(await statuses.vote({ account: me.key, uri, choices: [2] })).toMatchObject({ error: { kind: 'invalidInput' } });
    expect(await statuses.vote({ account: me.key, uri, choices: [0, 1] })).toMatchObject({ error: { kind: 'invalidInput' } });
    const you = account('you', '9');
    expect(await statuses.vote({ account: you.key, uri, choices: [0] })).toMatchObject({ error: { kind: 'notFound', what: 'poll' } });
  });
});

describe('thread', () => {
  const reply = (name: string, id: string, to: string, createdAt: number, author = 'bob'): SeenStatus =>
    sampleSeen(`https://c.example/s/${name}`, id, { createdAt, author: samplePerson(author) }, { inReplyToId: to as StatusId });

  function contextOf(server: FakeServer, ancestors: readonly SeenStatus[], descendants: readonly SeenStatus[]): void {
    server.connection.context = async () => ok({ ancestors, descendants, moreAt: null });
  }

  const shape = (result: Awaited<ReturnType<ReturnType<typeof createStatuses>['thread']>>) =>
    result.ok ? result.value.descendants.map((one) => `${'>'.repeat(one.depth)}${one.status.uri.split('/').at(-1)}`) : result.error.kind;

  it('merges what the servers of all accounts know, each with its own ids', async () => {
    const { world, statuses, account } = setUp();
    const me = account('me', '7');
    const you = account('you', '900');
    contextOf(me.server, [], [reply('a', '8', '7', 10), reply('b', '9', '8', 20)]);
    contextOf(you.server, [], [reply('a', '901', '900', 10), reply('c', '902', '901', 30), reply('d', '903', '900', 5)]);
    const result = await statuses.thread({ uri });
    expect(shape(result)).toEqual(['>d', '>a', '>>b', '>>c']);
    expect(result).toMatchObject({ value: { unavailable: [] } });
    expect(world.stores.statuses.localId(you.key, 'https://c.example/s/a' as StatusUri)).toBe('901');
  });

  it('puts an author’s own continuation first', async () => {
    const { statuses, account } = setUp();
    const me = account('me', '7');
    contextOf(me.server, [], [reply('early', '8', '7', 10), reply('own', '9', '7', 99, 'ann')]);
    expect(shape(await statuses.thread({ uri }))).toEqual(['>own', '>early']);
  });

  it('follows the answers up, over servers', async () => {
    const { statuses, account } = setUp();
    const me = account('me', '7');
    const root = sampleSeen('https://c.example/s/root', '5');
    const middle = reply('middle', '6', '5', 1);
    me.server.statuses.set('7' as StatusId, sampleSeen(uri, '7'));
    contextOf(me.server, [root, middle], []);
    const result = await statuses.thread({ uri });
    expect(result.ok && result.value.ancestors.map((view) => view.status.uri)).toEqual(['https://c.example/s/root', 'https://c.example/s/middle']);
  });

  it('keeps a reply whose parent nobody serves', async () => {
    const { statuses, account } = setUp();
    const me = account('me', '7');
    contextOf(me.server, [], [reply('orphan', '9', '404', 20)]);
    expect(shape(await statuses.thread({ uri }))).toEqual(['>orphan']);
  });

  it('does not turn in circles over replies that answer each other', async () => {
    const { statuses, account } = setUp();
    const me = account('me', '7');
    contextOf(me.server, [], [reply('a', '8', '7', 1), reply('b', '9', '8', 2), reply('a', '8', '9', 1)]);
    const result = await statuses.thread({ uri });
    expect(result.ok && result.value.descendants.length).toBeLessThanOrEqual(2);
  });

  it('says which servers could not be asked, and answers with the rest', async () => {
    const { world, statuses, account } = setUp();
    const me = account('me', '7');
    const you = account('you', '900');
    const away = account('away', '5');
    world.signOut(away.key);
    you.server.failures.set('context', [lost]);
    contextOf(me.server, [], [reply('a', '8', '7', 10)]);
    const result = await statuses.thread({ uri });
    expect(shape(result)).toEqual(['>a']);
    expect(result).toMatchObject({ value: { unavailable: [you.key, away.key] } });
  });

  it('takes a post out that turns out to be deleted', async () => {
    const { world, statuses, account } = setUp();
    const me = account('me', '7');
    me.server.failures.set('context', [{ kind: 'notFound', what: 'status' }]);
    expect(await statuses.thread({ uri })).toMatchObject({ ok: false, error: { kind: 'notFound' } });
    expect(world.events.of('statuses.removed')).toEqual([{ uris: [uri] }]);
  });

  it('stands a thread of thousands, each answering the one before', async () => {
    const { statuses, account } = setUp();
    const me = account('me', '0');
    contextOf(me.server, [], Array.from({ length: 3_000 }, (_, index) => reply(`n${index + 1}`, String(index + 1), String(index), index)));
    const result = await statuses.thread({ uri });
    expect(result.ok && result.value.descendants.at(-1)?.depth).toBe(3_000);
  });
});

describe('cached', () => {
  it('answers what is stored without a request', () => {
    const { statuses, account } = setUp();
    const me = account('me', '7');
    expect(statuses.cached({ uri })).toMatchObject({ ok: true, value: { status: { uri } } });
    expect(statuses.cached({ uri: 'x' as StatusUri })).toEqual(fail({ kind: 'notFound', what: 'status' }));
    expect(me.server.calls).toEqual([]);
  });
});
