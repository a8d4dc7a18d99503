import { expect, it } from 'vitest';
import type { AccountKey } from '../../contract/ids.ts';
import type { PersonChange } from '../../contract/people.ts';
import { fail, ok, type AppError } from '../../contract/result.ts';
import type { ListedPerson, PeopleList } from '../fediverse-belongings.ts';
import { stranger } from '../testing/fake-people.ts';
import { createFixedRandom } from '../testing/fake-ports.ts';
import { createMemoryHidden } from '../testing/memory-hidden.ts';
import { createReadingWorld } from '../testing/reading-world.ts';
import { samplePerson } from '../testing/samples.ts';
import { createShield } from './shield.ts';

const hourMs = 60 * 60_000;
const listed = (name: string, muteEndsAt: number | null = null): ListedPerson => ({ id: name, person: samplePerson(name), movedTo: null, limited: false, suspended: false, memorial: false, muteEndsAt });

/** An account whose server tells two pages of mutes, a block and a domain. */
function setUp() {
  const world = createReadingWorld();
  const asked: string[] = [];
  const changes: [string, AccountKey, PersonChange][] = [];
  let failure: AppError | null = null;
  const add = (name: string): AccountKey => {
    const { key, server } = world.add(name);
    Object.assign(server.connection.belongings, {
      people: async (list: PeopleList, cursor: string | null) => {
        asked.push(`${name} ${list} ${cursor ?? ''}`);
        if (failure !== null) return fail(failure);
        if (list === 'blocks') return ok({ items: [listed('eve')], next: null, dropped: 0 });
        return ok(cursor === null ? { items: [listed('ada')], next: 'p2', dropped: 0 } : { items: [listed('bob', 99)], next: null, dropped: 0 });
      },
      domainBlocks: async () => ok({ items: ['far.example'], next: null, dropped: 0 }),
      setDomainBlock: async () => ok(null),
    });
    return key;
  };
  const hidden = createMemoryHidden();
  const shield = createShield({
    ...world.stores,
    clock: world.clock,
    log: world.log,
    random: createFixedRandom(0.5),
    hidden,
    accounts: world.accounts,
    publish: world.events.publish,
    async changePerson(handle, account, change) {
      changes.push([handle, account, change]);
      return ok([{ account, result: ok(stranger) }]);
    },
  });
  return { world, shield, hidden, asked, changes, add, failWith: (error: AppError | null) => void (failure = error) };
}

const subjects = (list: readonly { readonly kind: string; readonly subject: string }[]): readonly string[] => list.map(({ kind, subject }) => `${kind} ${subject.split('@')[0] ?? ''}`);

it('reads every page of mutes, blocks and domains, and tells', async () => {
  const { world, shield, asked, add } = setUp();
  const me = add('me');
  const read = await shield.read(me);
  expect(read.ok && subjects(read.value.hidden)).toEqual(['mute ada', 'mute bob', 'block eve', 'domain far.example']);
  expect(asked).toEqual(['me mutes ', 'me mutes p2', 'me blocks ']);
  expect(world.events.of('hidden.changed').map(({ reading }) => reading)).toEqual([true, false]);
  expect(world.events.of('shield.changed')).toEqual([]);
});

it('keeps what it knew where the server does not answer', async () => {
  const { shield, add, failWith } = setUp();
  const me = add('me');
  await shield.read(me);
  failWith({ kind: 'offline', host: 'a.example', reason: 'refused', mayHaveArrived: false });
  const again = await shield.read(me);
  expect(again.ok && [again.value.hidden.length, again.value.error?.kind]).toEqual([4, 'offline']);
});

it('reads only accounts that shield others, and again after six hours', async () => {
  const { world, shield, asked, add } = setUp();
  const [me, you] = [add('me'), add('you')];
  shield.start();
  shield.connected(you);
  await world.clock.advance(hourMs);
  expect(asked).toEqual([]);
  shield.set([{ from: me, over: you }]);
  await world.clock.advance(1);
  expect(asked).toHaveLength(3);
  await world.clock.advance(4 * hourMs);
  expect(asked).toHaveLength(3);
  await world.clock.advance(3 * hourMs);
  expect(asked.filter((each) => each.startsWith('me'))).toHaveLength(6);
  expect(asked.some((each) => each.startsWith('you'))).toBe(false);
  shield.close();
});

it('keeps each pair once and none of an account with itself; rules go with their account', () => {
  const { shield, hidden, add } = setUp();
  const [me, you] = [add('me'), add('you')];
  shield.set([{ from: me, over: you }, { from: me, over: you }, { from: me, over: me }, { from: you, over: 'foreign' }]);
  const before = shield.get();
  expect(before.ok && before.value.rules).toEqual([{ from: me, over: you }, { from: you, over: 'foreign' }]);
  hidden.put(you, { kind: 'domain', subject: 'far.example', person: null, endsAt: null });
  shield.accountRemoved(you);
  expect(shield.get()).toEqual(ok({ rules: [], sets: [] }));
  expect(hidden.of(you)).toEqual([]);
});

it('takes back on the server, then here', async () => {
  const { shield, changes, add } = setUp();
  const me = add('me');
  await shield.read(me);
  const { handle } = samplePerson('ada');
  expect(await shield.undo({ account: me, kind: 'mute', subject: handle })).toEqual(ok(null));
  expect(await shield.undo({ account: me, kind: 'domain', subject: 'far.example' })).toEqual(ok(null));
  expect(changes).toEqual([[handle, me, { kind: 'unmute' }]]);
  const left = shield.hiddenOf(me);
  expect(left.ok && subjects(left.value.hidden)).toEqual(['mute bob', 'block eve']);
});

it('follows what is muted and unmuted elsewhere in Skein', async () => {
  const { shield, add } = setUp();
  const me = add('me');
  await shield.read(me);
  shield.related(samplePerson('zoe').handle, { account: me, state: 'known', wasRejected: false, relation: { ...stranger, muting: true, muteEndsAt: 5 } });
  shield.related(samplePerson('eve').handle, { account: me, state: 'known', wasRejected: false, relation: stranger });
  const list = shield.hiddenOf(me);
  expect(list.ok && subjects(list.value.hidden).toSorted()).toEqual(['domain far.example', 'mute ada', 'mute bob', 'mute zoe']);
});
