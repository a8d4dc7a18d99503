import { expect, it } from 'vitest';
import type { FilterDraft, OwnFilter } from '../../contract/filters.ts';
import type { AccountKey, StatusId, StatusUri } from '../../contract/ids.ts';
import { fail, ok } from '../../contract/result.ts';
import { sampleSeen } from '../testing/samples.ts';
import { createReadingWorld } from '../testing/reading-world.ts';
import { createFilters } from './filters.ts';

const draft: FilterDraft = { title: 'Sport', context: ['home'], action: 'hide', expiresAt: null, keywords: [{ keyword: 'cup', wholeWord: true }] };

/** Accounts whose servers keep filters in an array. */
function setUp() {
  const world = createReadingWorld();
  const changed: AccountKey[] = [];
  const filters = createFilters({ ...world.stores, clock: world.clock, accounts: world.accounts, publish: world.events.publish, localId: async (_account, uri) => ok(uri.replace('uri', 'id') as StatusId), changed: (account) => void changed.push(account) });
  const add = (name: string, refuses = false, filtersV2 = true) => {
    const { key, server } = world.add(name, { capabilities: { filtersV2 } });
    const kept: OwnFilter[] = [];
    Object.assign(server.connection.belongings, {
      filters: async () => ok([...kept]),
      createFilter: async (made: FilterDraft) => {
        if (refuses) return fail({ kind: 'forbidden', host: 'a.example', message: '' });
        kept.push({ ...made, id: String(kept.length + 1), keywords: made.keywords.map((word, at) => ({ ...word, id: String(at) })), statuses: [] });
        return ok(kept.at(-1));
      },
    });
    return { key, kept, server };
  };
  return { world, filters, changed, add };
}

it('makes a filter for each account, and tells where it did not work', async () => {
  const { filters, changed, add } = setUp();
  const [me, you] = [add('me'), add('you', true)];
  const answer = await filters.create({ accounts: [me.key, you.key], draft });
  expect(answer).toMatchObject({ ok: true, value: [{ account: me.key, result: { ok: true } }, { account: you.key, result: { ok: false, error: { kind: 'forbidden' } } }] });
  expect(me.kept).toMatchObject([{ title: 'Sport' }]);
  expect(changed).toEqual([me.key]);
});

it('compares without changing, and then does only what was chosen', async () => {
  const { filters, changed, add } = setUp();
  const [me, you] = [add('me'), add('you')];
  await filters.create({ accounts: [me.key], draft });
  const compared = await filters.compare({ from: me.key, to: [me.key, you.key] });
  expect(compared).toEqual(ok([{ account: you.key, result: ok([{ kind: 'add', draft }]) }]));
  expect(you.kept).toEqual([]);
  const applied = await filters.apply({ steps: [{ account: you.key, steps: [{ kind: 'add', draft }, { kind: 'change', filter: 'gone', fields: ['action'], draft }] }] });
  expect(applied).toEqual(ok([{ account: you.key, done: 1, failed: [{ title: 'Sport', error: { kind: 'notFound', what: 'filter' } }] }]));
  expect(you.kept).toMatchObject([{ title: 'Sport', action: 'hide' }]);
  expect(changed).toEqual([me.key, you.key]);
});

it('hides a single post by a filter, once, and reads back what became of it', async () => {
  const { world, filters, changed, add } = setUp();
  const me = add('me');
  await filters.create({ accounts: [me.key], draft });
  const added: string[] = [];
  Object.assign(me.server.connection.belongings, {
    addFilterStatus: async (filter: string, status: StatusId) => {
      added.push(`${filter} ${status}`);
      me.kept.splice(0, 1, { ...(me.kept[0] as OwnFilter), statuses: [{ id: 'e1', statusId: status }] });
      me.server.statuses.set(status, sampleSeen('uri1', status, {}, { filtered: [{ title: 'Sport', action: 'hide', contexts: ['home'], keywords: [] }] }));
      // The answer is lost on the way.
      return fail({ kind: 'offline', host: 'a.example', reason: 'reset', mayHaveArrived: true });
    },
    removeFilterStatus: async () => ok(null),
  });
  const uri = 'uri1' as StatusUri;
  expect(await filters.addStatus({ account: me.key, filter: '1', uri })).toEqual(ok(null));
  expect(await filters.addStatus({ account: me.key, filter: '1', uri })).toEqual(ok(null));
  expect(added).toEqual(['1 id1']);
  expect(world.events.of('statuses.changed')[0]?.statuses[0]?.marks).toMatchObject([{ account: me.key, filtered: [{ title: 'Sport' }] }]);
  me.server.statuses.set('id1' as StatusId, sampleSeen('uri1', 'id1'));
  expect(await filters.removeStatus({ account: me.key, entry: 'e1', uri })).toEqual(ok(null));
  expect(world.events.of('statuses.changed').at(-1)?.statuses[0]?.marks).toMatchObject([{ filtered: [] }]);
  expect(changed).toEqual([me.key, me.key, me.key, me.key]);
});

it('says where a server has no filters for single posts, and where the filter is gone', async () => {
  const { filters, add } = setUp();
  const [old, me] = [add('old', false, false), add('me')];
  const uri = 'uri1' as StatusUri;
  expect(await filters.addStatus({ account: old.key, filter: '1', uri })).toMatchObject({ ok: false, error: { kind: 'unsupported' } });
  expect(await filters.addStatus({ account: me.key, filter: '1', uri })).toMatchObject({ ok: false, error: { kind: 'notFound', what: 'filter' } });
});
