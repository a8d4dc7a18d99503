import { describe, expect, it } from 'vitest';
import type { AccountKey, Html, StatusId, StatusUri } from '../../contract/ids.ts';
import { ok, type AppError } from '../../contract/result.ts';
import type { Status, StatusVersion } from '../../contract/statuses.ts';
import type { SeenStatus } from '../fediverse.ts';
import type { Translation } from '../fediverse-posts.ts';
import { createReadingWorld } from '../testing/reading-world.ts';
import { sampleMarks, samplePerson, sampleSeen } from '../testing/samples.ts';
import { createStatuses } from './statuses.ts';

const uri = 'https://c.example/s/1' as StatusUri;
const copyUri = 'https://d.example/s/1' as StatusUri;
const down: AppError = { kind: 'offline', host: 'a.example', reason: 'reset', mayHaveArrived: false };

function setUp() {
  const world = createReadingWorld();
  const copies: { account: AccountKey; uri: StatusUri }[] = [];
  const statuses = createStatuses({ ...world.stores, clock: world.clock, accounts: world.accounts, publish: world.events.publish, gone: world.timelines.home.gone, copiesOf: (of) => copies.filter((copy) => copy.uri !== of) });
  function account(name: string, id: string, options: { readonly seen?: boolean; readonly status?: Partial<Status>; readonly of?: StatusUri; readonly translates?: boolean } = {}) {
    const added = world.add(name, { capabilities: { translation: options.translates ?? false } });
    const seen = sampleSeen(options.of ?? uri, id, options.status);
    added.server.statuses.set(id as StatusId, seen);
    if (options.seen !== false) world.stores.statuses.put(added.key, seen, 0);
    return { ...added, set: (change: Partial<SeenStatus['marks']>) => void added.server.statuses.set(id as StatusId, { ...seen, marks: sampleMarks(id, change) }) };
  }
  const marks = (key: AccountKey) => world.stores.statuses.get(uri)?.marks.find((one) => one.account === key);
  return { world, statuses, account, marks, copies };
}

describe('looking for a status', () => {
  it('is one at a time per server, over all of its accounts', async () => {
    const { world, statuses, account } = setUp();
    account('seer', '1');
    const [me, you] = [account('me', '7', { seen: false }), account('you', '9', { seen: false })];
    const letGo = me.server.hold();
    const all = Promise.all([me, you].map(({ key }) => statuses.act({ account: key, uri, action: 'favourite' })));
    await world.clock.settle();
    expect([me.server.calls, you.server.calls]).toEqual([['resolveStatus'], []]);
    letGo();
    expect((await all).every((result) => result.ok)).toBe(true);
  });

  it('can be stopped, waiting or running; nothing is done then, and a new try begins anew', async () => {
    const { world, statuses, account } = setUp();
    account('seer', '1');
    const [me, you] = [account('me', '7', { seen: false }), account('you', '9', { seen: false })];
    const letGo = me.server.hold();
    const first = statuses.act({ account: me.key, uri, action: 'favourite' });
    const second = statuses.act({ account: you.key, uri, action: 'favourite' });
    await world.clock.settle();
    statuses.stopResolving({ account: me.key, uri });
    statuses.stopResolving({ account: you.key, uri });
    letGo();
    expect([await first, await second]).toMatchObject([{ error: { kind: 'cancelled' } }, { error: { kind: 'cancelled' } }]);
    expect([...me.server.calls, ...you.server.calls]).toEqual(['resolveStatus']);
    expect((await statuses.act({ account: you.key, uri, action: 'favourite' })).ok).toBe(true);
  });
});

describe('other deeds', () => {
  it('a boost goes out with the visibility that was chosen, and only then', async () => {
    const { statuses, account } = setUp();
    const me = account('me', '7');
    await statuses.act({ account: me.key, uri, action: 'reblog', visibility: 'unlisted' });
    await statuses.act({ account: me.key, uri, action: 'reblog' });
    expect(me.server.calls).toEqual(['reblog:unlisted', 'act:reblog']);
  });

  it('a conversation is muted at once and stays as the server says', async () => {
    const { world, statuses, account, marks } = setUp();
    const me = account('me', '7');
    const letGo = me.server.hold();
    const running = statuses.act({ account: me.key, uri, action: 'mute' });
    await world.clock.settle();
    expect(marks(me.key)?.muted).toBe(true);
    me.set({ muted: true });
    letGo();
    await running;
    me.server.failures.set('act:unmute', [{ kind: 'rejected', host: 'a.example', status: 422, message: 'no' }]);
    expect((await statuses.act({ account: me.key, uri, action: 'unmute' })).ok).toBe(false);
    expect(marks(me.key)?.muted).toBe(true);
  });

  it('only its author pins a post', async () => {
    const { statuses, account } = setUp();
    const status = { author: samplePerson('me') };
    const [me, you] = [account('me', '7', { status }), account('you', '9', { status })];
    expect((await statuses.act({ account: me.key, uri, action: 'pin' })).ok).toBe(true);
    expect(await statuses.act({ account: you.key, uri, action: 'pin' })).toMatchObject({ error: { kind: 'unsupported' } });
    expect(you.server.calls).toEqual([]);
  });
});

describe('the thread of copies', () => {
  it('has the replies to all of them, each marked with whose copy it answers', async () => {
    const { statuses, account, copies } = setUp();
    const me = account('me', '7');
    const work = account('work', '90', { of: copyUri });
    copies.push({ account: me.key, uri }, { account: work.key, uri: copyUri });
    const reply = (name: string, id: string, to: string, createdAt: number): SeenStatus => sampleSeen(`https://r.example/${name}`, id, { createdAt, author: samplePerson('bob') }, { inReplyToId: to as StatusId });
    me.server.connection.context = async (id) => ok({ ancestors: [], descendants: id === '7' ? [reply('a', '8', '7', 10)] : [], moreAt: null });
    work.server.connection.context = async (id) => ok({ ancestors: [], descendants: id === '90' ? [reply('b', '91', '90', 5), reply('c', '92', '91', 6), reply('lost', '93', '89', 7)] : [], moreAt: 5_000 });
    const thread = await statuses.thread({ uri });
    expect(thread.ok && thread.value.descendants.map(({ status, depth, copyOf }) => [status.uri.split('/').at(-1), depth, copyOf])).toEqual([['b', 1, work.key], ['c', 2, work.key], ['lost', 1, work.key], ['a', 1, null]]);
    expect(thread).toMatchObject({ value: { copies: [{ status: { uri: copyUri } }], refreshAt: 5_000 } });
  });
});

describe('versions', () => {
  const version = (at: number): StatusVersion => ({ at, content: '<p>x</p>' as Html, spoilerText: '', sensitive: false, emojis: [], descriptions: [], pollOptions: [] });

  it('come from the author\'s server where an account is there, else from one that answers', async () => {
    const { statuses, account, world } = setUp();
    const here = 'https://a.example/s/9' as StatusUri;
    const me = account('me', '7', { of: here });
    me.server.posts.histories.set('7' as StatusId, [version(1), version(2)]);
    expect(await statuses.history({ uri: here })).toMatchObject({ ok: true, value: [{ at: 1 }, { at: 2 }] });
    const you = account('you', '9', { of: here });
    you.server.posts.histories.set('9' as StatusId, [version(1)]);
    me.server.failures.set('history', [down]);
    expect(await statuses.history({ uri: here })).toMatchObject({ ok: true, value: [{ at: 1 }] });
    world.signOut(me.key);
    world.signOut(you.key);
    expect(await statuses.history({ uri: here })).toMatchObject({ ok: false, error: { kind: 'notFound' } });
  });
});

describe('translation', () => {
  const translation: Translation = { content: '<p>tide</p>' as Html, spoilerText: '', from: 'de', provider: 'Practice', pollOptions: [], descriptions: new Map() };

  it('is asked of a server that translates, for public posts only', async () => {
    const { statuses, account } = setUp();
    const me = account('me', '7');
    const you = account('you', '9', { translates: true });
    you.server.posts.translation = translation;
    expect(statuses.translators()).toEqual(ok([you.key]));
    expect(await statuses.translate({ uri, language: 'en' })).toMatchObject({ ok: true, value: { account: you.key, from: 'de', content: '<p>tide</p>' } });
    expect(me.server.calls).toEqual([]);
    const closed = 'https://c.example/s/closed' as StatusUri;
    account('third', '11', { translates: true, of: closed, status: { visibility: 'private' } });
    expect(await statuses.translate({ uri: closed, language: 'en' })).toMatchObject({ error: { kind: 'unsupported' } });
  });
});
