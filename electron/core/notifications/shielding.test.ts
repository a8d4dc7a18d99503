import { beforeEach, describe, expect, it } from 'vitest';
import type { Hidden } from '../../contract/shield.ts';
import { samplePerson } from '../testing/samples.ts';
import { createInboxWorld, type InboxWorld } from './testing/inbox-world.ts';

const mute = (name: string, endsAt: number | null = null): Hidden => ({ kind: 'mute', subject: samplePerson(name).handle.toLowerCase(), person: null, endsAt });

let world: InboxWorld;
let home: ReturnType<typeof world.add>;
let work: ReturnType<typeof world.add>;
beforeEach(async () => {
  world = createInboxWorld();
  home = world.add('home');
  work = world.add('work');
  await world.catchUp(home.key, work.key);
});
/** What home mutes is hidden in what work is told. */
const shield = (...hidden: readonly Hidden[]): void => world.hide({ rules: [{ from: home.key, over: work.key }], sets: [{ account: home.key, hidden }] });
const unread = () => {
  const { unread: all, unreadMentions, accounts } = world.overview();
  return [all, unreadMentions, accounts.map((each) => each.unread)];
};

describe('the shield over the inbox', () => {
  it('marks what only hidden people did and counts it nowhere, whether it was there or comes', async () => {
    await world.stream(work.key, world.note('mention', 'ann', 'u1'), world.note('mention', 'bob', 'u2'));
    shield(mute('ann'));
    expect(world.events.of('notifications.changed').at(-1)).toEqual({ ids: [] });
    await world.stream(work.key, world.note('mention', 'ann', 'u3'));
    expect(world.page().map(({ uri, shielded }) => [uri, shielded?.subject])).toEqual([['u3', 'ann@a.example'], ['u2', undefined], ['u1', 'ann@a.example']]);
    expect(unread()).toEqual([1, 1, [0, 1]]);
    world.hide({ rules: [], sets: [] });
    expect(world.page().map(({ shielded }) => shielded)).toEqual([null, null, null]);
    expect(unread()).toEqual([3, 3, [0, 3]]);
  });

  it('is for a pair: what an account nobody shields was told is shown, as that account was', async () => {
    shield(mute('ann'));
    await world.stream(home.key, world.note('mention', 'ann', 'u1'));
    await world.stream(work.key, world.note('mention', 'ann', 'u1'));
    expect(world.page().map(({ shielded, received }) => [shielded, received.map(({ account }) => account)])).toEqual([[null, [home.key]]]);
    expect(world.page([work.key])[0]?.shielded).toMatchObject({ kind: 'mute', account: home.key });
    expect(unread()).toEqual([1, 1, [1, 0]]);
  });

  it('takes hidden people out of a group and off its number', async () => {
    shield(mute('ann'));
    await world.stream(work.key, world.note('favourite', 'bob', 'u1', { group: 'g', people: [samplePerson('ann'), samplePerson('bob')], count: 12 }));
    expect(world.page()).toMatchObject([{ count: 11, people: [{ displayName: 'bob' }], shielded: null }]);
    expect(unread()).toEqual([1, 0, [0, 1]]);
  });

  it('ends with the mute, and never hides what waits for an answer or what a server did', async () => {
    shield(mute('ann', world.clock.now() + 60_000));
    await world.stream(work.key, world.note('follow_request', 'ann', null), world.note('severed_relationships', 'ann', null, { people: [] }), world.note('mention', 'ann', 'u1'));
    expect(unread()).toEqual([2, 0, [0, 2]]);
    await world.clock.advance(60_000);
    expect(unread()).toEqual([3, 1, [0, 3]]);
    expect(world.page().every(({ shielded }) => shielded === null)).toBe(true);
  });

  it('keeps the desktop quiet about hidden people, and tells by the account that is told', async () => {
    shield(mute('ann'));
    await world.stream(work.key, world.note('mention', 'ann', 'u1'));
    await world.stream(home.key, world.note('mention', 'ann', 'u1'));
    await world.stream(work.key, world.note('mention', 'ann', 'u2'));
    await world.clock.advance(3_000);
    expect(world.shown.map(({ account, body }) => [account, body])).toEqual([[home.key, `For ${home.key}: u1`]]);
  });
});
