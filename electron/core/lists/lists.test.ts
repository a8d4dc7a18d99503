import { expect, it } from 'vitest';
import type { OwnList } from '../../contract/lists.ts';
import { fail, ok, type AppError } from '../../contract/result.ts';
import { createReadingWorld } from '../testing/reading-world.ts';
import { createLists } from './lists.ts';

const lost: AppError = { kind: 'offline', host: 'a.example', reason: 'reset', mayHaveArrived: true };
const draft = { title: 'Coast', repliesPolicy: 'list', exclusive: false } as const;
const coast = (id: string): OwnList => ({ id, ...draft });

function setUp() {
  const world = createReadingWorld();
  return { world, lists: createLists({ accounts: world.accounts }) };
}

it('asks every account; one that is signed out does not hide the others', async () => {
  const { world, lists } = setUp();
  const [me, you] = [world.add('me'), world.add('you')];
  Object.assign(me.server.connection.belongings, { lists: async () => ok([coast('1')]) });
  world.signOut(you.key);
  expect(await lists.all()).toMatchObject({ ok: true, value: [{ account: me.key, result: ok([coast('1')]) }, { account: you.key, result: { ok: false, error: { kind: 'unauthorized' } } }] });
});

it.each([
  ['made although its answer was lost is found', true],
  ['not made is not mistaken for one of the same name', false],
])('a list %s', async (_what, arrives) => {
  const { world, lists } = setUp();
  const { key, server } = world.add('me');
  const kept = [coast('1')];
  Object.assign(server.connection.belongings, {
    lists: async () => ok([...kept]),
    createList: async () => {
      if (arrives) kept.push(coast('2'));
      return fail(lost);
    },
  });
  expect(await lists.create({ account: key, draft })).toEqual(arrives ? ok(coast('2')) : fail(lost));
});

it('takes a list that is gone already for deleted', async () => {
  const { world, lists } = setUp();
  const { key, server } = world.add('me');
  Object.assign(server.connection.belongings, { removeList: async () => fail({ kind: 'notFound', what: 'list' }) });
  expect(await lists.remove({ account: key, list: '1' })).toEqual(ok(null));
});

it('reads every page of followed tags', async () => {
  const { world, lists } = setUp();
  const { server } = world.add('me');
  Object.assign(server.connection.belongings, { followedTags: async (cursor: string | null) => ok({ items: [cursor === null ? 'birds' : 'tides'], next: cursor === null ? 'p2' : null, dropped: 0 }) });
  expect(await lists.followedTags()).toMatchObject({ ok: true, value: [{ result: ok(['birds', 'tides']) }] });
});
