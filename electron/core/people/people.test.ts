import { describe, expect, it } from 'vitest';
import type { AccountKey, StatusId, StatusUri } from '../../contract/ids.ts';
import { fail, ok, type AppError, type Result } from '../../contract/result.ts';
import type { PersonChange } from '../../contract/people.ts';
import { sampleSeenProfile, stranger } from '../testing/fake-people.ts';
import { createReadingWorld } from '../testing/reading-world.ts';
import { sampleItem, samplePerson } from '../testing/samples.ts';
import { createPeople } from './index.ts';

const jule = 'jule@far.example';
const lost: AppError = { kind: 'offline', host: 'a.example', reason: 'reset', mayHaveArrived: true };
const down: AppError = { kind: 'offline', host: 'a.example', reason: 'refused', mayHaveArrived: false };
const refused: AppError = { kind: 'forbidden', host: 'a.example', message: 'This action is not allowed' };
const follow: PersonChange = { kind: 'follow' };

function setUp() {
  const world = createReadingWorld();
  const localId = async (_account: AccountKey, uri: StatusUri): Promise<Result<StatusId>> => (uri.endsWith('known') ? ok('55' as StatusId) : fail({ kind: 'notFound', what: 'status' }));
  const people = createPeople({ ...world.stores, clock: world.clock, accounts: world.accounts, publish: world.events.publish, localId });
  const add = (name: string, knows: string | null = '7') => {
    const added = world.add(name);
    if (knows !== null) added.server.people.known.set(jule, sampleSeenProfile(jule, knows));
    return added;
  };
  const told = (account: AccountKey) => world.events.of('people.relation').flatMap(({ relation }) => (relation.account === account ? [relation] : []));
  const changeAs = async (accounts: readonly AccountKey[], change: PersonChange) => {
    const answer = await people.change({ handle: jule, accounts: [...accounts], change });
    return answer.ok ? answer.value : [];
  };
  return { world, people, add, told, changeAs };
}

describe('profile', () => {
  it('is asked of the account that met the person, then of the others', async () => {
    const { people, add } = setUp();
    const me = add('me', null);
    const you = add('you');
    expect(await people.profile({ handle: jule, account: me.key, search: false })).toMatchObject({ ok: true, value: { account: you.key, profile: { person: { handle: jule } } } });
    expect(me.server.calls).toEqual(['lookUp']);
  });

  it('has nobody search unless that is asked for', async () => {
    const { people, add } = setUp();
    const me = add('me', null);
    me.server.people.elsewhere.set(jule, sampleSeenProfile(jule, '9'));
    expect(await people.profile({ handle: jule, account: null, search: false })).toEqual({ ok: false, error: { kind: 'notFound', what: 'person' } });
    expect(await people.profile({ handle: jule, account: null, search: true })).toMatchObject({ ok: true, value: { account: me.key } });
  });

  it('tells what went wrong rather than that there is nobody', async () => {
    const { people, add } = setUp();
    const me = add('me');
    add('you', null);
    me.server.failures.set('lookUp', [down]);
    expect(await people.profile({ handle: jule, account: me.key, search: true })).toEqual({ ok: false, error: down });
  });
});

describe('relations', () => {
  it('has a row for every account, whatever keeps it from being known', async () => {
    const { world, people, add } = setUp();
    const [known, unknown, out, broken] = [add('known'), add('unknown', null), add('out'), add('broken')];
    world.signOut(out.key);
    broken.server.failures.set('relation', [down]);
    known.server.people.relations.set('7', { ...stranger, follow: 'following', note: 'met at the dyke' });
    const answer = await people.relations({ handle: jule });
    expect(answer.ok ? answer.value.map(({ account, state }) => [account, state]) : []).toEqual([[known.key, 'known'], [unknown.key, 'unknown'], [out.key, 'failed'], [broken.key, 'failed']]);
    expect(unknown.server.calls).toEqual(['lookUp']);
    expect(world.events.of('people.relation')).toHaveLength(4);
  });

  it('knows the account that is the person', async () => {
    const { people, add } = setUp();
    const me = add('me');
    const answer = await people.relations({ handle: samplePerson('me').handle });
    expect(answer).toEqual({ ok: true, value: [{ account: me.key, state: 'self' }] });
    expect(me.server.calls).toEqual([]);
  });

  it('one account that cannot be asked keeps the others from nothing', async () => {
    const { world, people, add, told } = setUp();
    const slow = add('slow');
    const quick = add('quick');
    const letGo = slow.server.hold();
    const running = people.relations({ handle: jule });
    await world.clock.settle();
    expect([told(slow.key).length, told(quick.key).length]).toEqual([0, 1]);
    letGo();
    await running;
    expect(told(slow.key)).toHaveLength(1);
  });
});

describe('change', () => {
  it('answers for each account by itself', async () => {
    const { add, changeAs } = setUp();
    const [me, you] = [add('me'), add('you')];
    you.server.failures.set('block', [refused]);
    const outcomes = await changeAs([me.key, you.key, me.key], { kind: 'block' });
    expect(outcomes).toMatchObject([{ account: me.key, result: { ok: true, value: { blocking: true } } }, { account: you.key, result: { ok: false, error: refused } }]);
    expect(me.server.calls.filter((name) => name === 'block')).toHaveLength(1);
  });

  it('has the server look the person up where it has not met them, once', async () => {
    const { add, changeAs } = setUp();
    const me = add('me', null);
    me.server.people.elsewhere.set(jule, sampleSeenProfile(jule, '40'));
    expect(await changeAs([me.key], { kind: 'mute', durationMs: null, notifications: true })).toMatchObject([{ result: { ok: true, value: { muting: true } } }]);
    await changeAs([me.key], { kind: 'unmute' });
    expect(me.server.calls).toEqual(['lookUp', 'find', 'mute', 'unmute']);
    expect(me.server.people.relations.has('40')).toBe(true);
  });

  it('does nothing to the account itself', async () => {
    const { people, add } = setUp();
    const me = add('me');
    const answer = await people.change({ handle: samplePerson('me').handle, accounts: [me.key], change: { kind: 'block' } });
    expect(answer).toMatchObject({ ok: true, value: [{ result: { ok: false, error: { kind: 'invalidInput' } } }] });
    expect(me.server.calls).toEqual([]);
  });

  it('reads what became of it when the answer was lost', async () => {
    const { add, changeAs } = setUp();
    const me = add('me');
    me.server.failures.set('mute', [lost, lost]);
    expect(await changeAs([me.key], { kind: 'mute', durationMs: null, notifications: true })).toMatchObject([{ result: { ok: false, error: lost } }]);
    me.server.people.relations.set('7', { ...stranger, muting: true, mutingNotifications: true });
    expect(await changeAs([me.key], { kind: 'mute', durationMs: null, notifications: true })).toMatchObject([{ result: { ok: true, value: { muting: true } } }]);
  });

  it('looks the person up again where the id is nobody\'s any more', async () => {
    const { add, changeAs } = setUp();
    const me = add('me');
    await changeAs([me.key], { kind: 'block' });
    me.server.failures.set('unblock', [{ kind: 'notFound', what: 'person' }]);
    await changeAs([me.key], { kind: 'unblock' });
    me.server.people.known.set(jule, sampleSeenProfile(jule, '8'));
    await changeAs([me.key], { kind: 'block' });
    expect(me.server.people.relations.get('8')?.blocking).toBe(true);
  });
});

describe('a follow of somebody elsewhere', () => {
  it('is not believed until it was read', async () => {
    const { world, add, changeAs, told } = setUp();
    const me = add('me');
    me.server.people.follow = { says: 'following', does: 'requested' };
    expect(await changeAs([me.key], follow)).toMatchObject([{ result: { ok: true, value: { follow: 'sent' } } }]);
    await world.clock.advance(5_000);
    expect(told(me.key).at(-1)).toMatchObject({ relation: { follow: 'requested' }, wasRejected: false });
    me.server.people.relations.set('7', { ...stranger, follow: 'following' });
    await world.clock.advance(25_000);
    expect(told(me.key).at(-1)).toMatchObject({ relation: { follow: 'following' } });
    const asked = me.server.calls.length;
    await world.clock.advance(600_000);
    expect(me.server.calls).toHaveLength(asked);
  });

  it('that comes to nothing was refused, and says so until something else is done', async () => {
    const { world, people, add, changeAs, told } = setUp();
    const me = add('me');
    me.server.people.follow = { says: 'requested', does: 'requested' };
    await changeAs([me.key], follow);
    me.server.people.relations.set('7', stranger);
    await world.clock.advance(5_000);
    expect(told(me.key).at(-1)).toMatchObject({ relation: { follow: 'none' }, wasRejected: true });
    expect(await people.relations({ handle: jule })).toMatchObject({ value: [{ wasRejected: true }] });
    await changeAs([me.key], { kind: 'mute', durationMs: null, notifications: false });
    expect(told(me.key).at(-1)).toMatchObject({ wasRejected: false });
  });

  it('is not called refused where the person took it back themselves', async () => {
    const { world, add, changeAs, told } = setUp();
    const me = add('me');
    await changeAs([me.key], follow);
    await changeAs([me.key], { kind: 'unfollow' });
    await world.clock.advance(600_000);
    expect(told(me.key).at(-1)).toMatchObject({ relation: { follow: 'none' }, wasRejected: false });
    expect(world.clock.pendingTimers()).toBe(0);
  });

  it('goes on waiting when it could not be read', async () => {
    const { world, add, changeAs, told } = setUp();
    const me = add('me');
    await changeAs([me.key], follow);
    me.server.failures.set('relation', [down]);
    await world.clock.advance(5_000);
    expect(told(me.key).at(-1)).toMatchObject({ relation: { follow: 'sent' } });
    await world.clock.advance(25_000);
    expect(told(me.key).at(-1)).toMatchObject({ relation: { follow: 'following' } });
  });

  it('stops with the app', async () => {
    const { world, people, add, changeAs } = setUp();
    const me = add('me');
    await changeAs([me.key], follow);
    people.close();
    expect(world.clock.pendingTimers()).toBe(0);
  });
});

it('a follow on the account\'s own server is believed at once', async () => {
  const { world, people } = setUp();
  const me = world.add('me');
  const neighbour = samplePerson('neighbour', world.profileOf(me.key).summary.domain).handle;
  me.server.people.known.set(neighbour, sampleSeenProfile(neighbour, '3'));
  expect(await people.change({ handle: neighbour, accounts: [me.key], change: follow })).toMatchObject({ value: [{ result: { value: { follow: 'following' } } }] });
  expect(world.clock.pendingTimers()).toBe(0);
});

it('posts are stored, so that what is done to them shows everywhere', async () => {
  const { world, people, add } = setUp();
  const me = add('me');
  me.server.people.statuses.set('7', [sampleItem('11', 5), sampleItem('10', 4)]);
  const page = await people.statuses({ handle: jule, account: me.key, tab: 'posts', cursor: null });
  expect(page.ok ? page.value.lines.map(({ id, at, view }) => [id, at, view.marks[0]?.account]) : []).toEqual([['11', 5, me.key], ['10', 4, me.key]]);
  expect(world.stores.statuses.localId(me.key, sampleItem('10', 4).seen.status.uri)).toBe('10');
});

it('a note goes to the one account\'s server', async () => {
  const { people, add, told } = setUp();
  const [me, you] = [add('me'), add('you')];
  expect(await people.saveNote({ handle: jule, account: me.key, note: 'counts gulls' })).toMatchObject({ ok: true, value: { note: 'counts gulls' } });
  expect(told(me.key)).toHaveLength(1);
  expect(you.server.calls).toEqual([]);
});

describe('a report', () => {
  const reasons = { category: 'violation', ruleIds: ['2'], comment: 'gull noises', forward: true } as const;

  it('names the person and the posts by their ids on the account\'s server', async () => {
    const { people, add } = setUp();
    const me = add('me');
    expect(await people.report({ handle: jule, account: me.key, statuses: ['https://x.example/known' as StatusUri], reasons })).toEqual(ok(null));
    expect(me.server.posts.reports).toEqual([{ ...reasons, account: '7', statuses: ['55'] }]);
  });

  it('is not sent without the post it is about, nor against the account itself', async () => {
    const { people, add } = setUp();
    const me = add('me');
    expect(await people.report({ handle: jule, account: me.key, statuses: ['https://x.example/lost' as StatusUri], reasons })).toMatchObject({ ok: false, error: { kind: 'notFound' } });
    expect(await people.report({ handle: samplePerson('me').handle, account: me.key, statuses: [], reasons })).toMatchObject({ ok: false, error: { kind: 'invalidInput' } });
    expect(me.server.posts.reports).toEqual([]);
  });
});

describe('lists', () => {
  const lists = [{ id: '1', title: 'Sea', exclusive: false, repliesPolicy: 'list' }, { id: '2', title: 'Land', exclusive: true, repliesPolicy: 'list' }] as const;
  function withLists(server: ReturnType<ReturnType<typeof setUp>['add']>['server']) {
    const held = new Set(['1']);
    const asked: string[] = [];
    Object.assign(server.connection.belongings, {
      lists: async () => ok(lists),
      listsWith: async () => ok(lists.filter(({ id }) => held.has(id))),
      addToList: async (id: string) => {
        asked.push(`add ${id}`);
        held.add(id);
        return fail(lost);
      },
      removeFromList: async (id: string) => {
        asked.push(`remove ${id}`);
        held.delete(id);
        return ok(null);
      },
    });
    return { held, asked };
  }

  it('of every account are told, with those that hold the person', async () => {
    const { people, add } = setUp();
    const me = add('me');
    withLists(me.server);
    expect(await people.lists({ handle: jule })).toMatchObject({ value: [{ account: me.key, result: { value: [{ title: 'Sea', listed: true }, { title: 'Land', exclusive: true, listed: false }] } }] });
  });

  it('take only people who are followed; a lost answer is read back, and nothing is done twice', async () => {
    const { people, add } = setUp();
    const me = add('me');
    const { asked } = withLists(me.server);
    const set = (list: string, listed: boolean) => people.setListed({ handle: jule, account: me.key, list, listed });
    expect(await set('2', true)).toMatchObject({ error: { kind: 'invalidInput' } });
    me.server.people.relations.set('7', { ...stranger, follow: 'following' });
    expect(await set('2', true)).toEqual(ok(null));
    expect(await set('2', true)).toEqual(ok(null));
    expect(await set('1', false)).toEqual(ok(null));
    expect(asked).toEqual(['add 2', 'remove 1']);
  });
});

describe('familiar followers', () => {
  it('are merged over all accounts that know the person, own accounts left out', async () => {
    const { people, add } = setUp();
    const [me, you, other] = [add('me'), add('you', '8'), add('other', null)];
    me.server.people.familiar?.set('7', [samplePerson('ann'), samplePerson('you')]);
    you.server.people.familiar?.set('8', [samplePerson('bob'), { ...samplePerson('Ann'), displayName: 'as you see her' }]);
    const told = await people.familiar({ handle: jule });
    expect(told.ok && told.value.map(({ person, followedBy }) => [person.displayName, followedBy])).toEqual([['ann', [me.key, you.key]], ['bob', [you.key]]]);
    expect(other.server.calls).not.toContain('familiar');
  });

  it('leave out a server that does not tell', async () => {
    const { people, add } = setUp();
    const [me, you] = [add('me'), add('you')];
    me.server.people.familiar = null;
    you.server.people.familiar?.set('7', [samplePerson('bob')]);
    expect(await people.familiar({ handle: jule })).toMatchObject({ ok: true, value: [{ person: { displayName: 'bob' }, followedBy: [you.key] }] });
  });
});
