import { expect, it } from 'vitest';
import type { FilterDraft, OwnFilter } from '../../contract/filters.ts';
import type { AccountKey } from '../../contract/ids.ts';
import { fail, ok } from '../../contract/result.ts';
import { createReadingWorld } from '../testing/reading-world.ts';
import { createFilters } from './filters.ts';

const draft: FilterDraft = { title: 'Sport', context: ['home'], action: 'hide', expiresAt: null, keywords: [{ keyword: 'cup', wholeWord: true }] };

/** Accounts whose servers keep filters in an array. */
function setUp() {
  const world = createReadingWorld();
  const changed: AccountKey[] = [];
  const filters = createFilters({ ...world.stores, clock: world.clock, accounts: world.accounts, changed: (account) => void changed.push(account) });
  const add = (name: string, refuses = false) => {
    const { key, server } = world.add(name);
    const kept: OwnFilter[] = [];
    Object.assign(server.connection.belongings, {
      filters: async () => ok([...kept]),
      createFilter: async (made: FilterDraft) => {
        if (refuses) return fail({ kind: 'forbidden', host: 'a.example', message: '' });
        kept.push({ ...made, id: String(kept.length + 1), keywords: made.keywords.map((word, at) => ({ ...word, id: String(at) })), statuses: [] });
        return ok(kept.at(-1));
      },
    });
    return { key, kept };
  };
  return { filters, changed, add };
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
