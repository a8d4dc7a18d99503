import { describe, expect, test } from 'vitest';
import { fail, ok, type AccountKey, type AppError, type Html } from '../../electron/contract/index.ts';
import type { AccountRelation, PersonRelation, Profile } from '../../electron/contract/people.ts';
import { createPeopleStore } from './people.ts';
import { createStatusesStore } from './statuses.ts';
import { fakeBridge, statusView } from './testing/compose-fixtures.ts';

const handle = 'jule@wattpost.example';
const home = 'home' as AccountKey;
const work = 'work' as AccountKey;
const { author } = statusView().status;
const profile: Profile = { person: author, header: null, note: '' as Html, fields: [], createdAt: null, counts: { followers: 1, following: 1, statuses: 1 }, movedTo: null, limited: false, suspended: false, memorial: false };
const stranger: PersonRelation = { follow: 'none', showsReblogs: false, notifies: false, followedBy: false, muting: false, mutingNotifications: false, muteEndsAt: null, blocking: false, blockedBy: false, domainBlocking: false, note: '' };
const known = (account: AccountKey, relation: Partial<PersonRelation> = {}): AccountRelation => ({ account, state: 'known', relation: { ...stranger, ...relation }, wasRejected: false });
const line = (id: string) => ({ id, at: 0, booster: null, view: statusView({ uri: `https://wattpost.example/${id}` }) });
const offline: AppError = { kind: 'offline', host: 'x.example', reason: 'dns', mayHaveArrived: false };
const down = fail(offline);

function setUp(answers: Parameters<typeof fakeBridge>[0] = {}) {
  const bridge = fakeBridge({ 'people.profile': () => ok({ account: home, profile }), 'people.relations': () => ok([known(home), known(work)]), 'people.familiar': () => ok([{ person: author, followedBy: [work] }]), ...answers });
  const statuses = createStatusesStore(bridge);
  const store = createPeopleStore(bridge, { statuses });
  return { bridge, statuses, store, person: () => store.getState().find(handle), names: () => bridge.calls.map(([name]) => name) };
}

describe('a person', () => {
  test('is the same one in any case of letters', async () => {
    const { store } = setUp();
    await store.getState().open('Jule@wattpost.example', home);
    expect(store.getState().find('jule@WATTPOST.example')?.profile.state).toBe('ready');
  });

  test('stays on the screen while asked for again, also when that fails', async () => {
    let fails = false;
    const { store, person } = setUp({ 'people.profile': () => (fails ? down : ok({ account: home, profile })) });
    await store.getState().open(handle, home);
    fails = true;
    const again = store.getState().open(handle, home);
    expect(person()?.profile.state).toBe('ready');
    await again;
    expect(person()?.profile.state).toBe('ready');
  });

  test('has familiar followers on their page, and none where they cannot be had', async () => {
    const { store, person } = setUp();
    await store.getState().open(handle, home);
    expect(person()?.familiar).toEqual([{ person: author, followedBy: [work] }]);
    const other = setUp({ 'people.familiar': () => down });
    await other.store.getState().open(handle, home);
    expect(other.person()?.familiar).toEqual([]);
  });

  test('looked at in passing is asked for once, and nobody is made to search', async () => {
    const { bridge, store } = setUp();
    await Promise.all([store.getState().glance(handle, home), store.getState().glance(handle, home)]);
    await store.getState().glance(handle, home);
    expect(bridge.calls.filter(([name]) => name === 'people.profile')).toEqual([['people.profile', { handle, account: home, search: false }]]);
  });
});

describe('relations', () => {
  test('come in one by one, only for people who are shown', async () => {
    const { bridge, store, person } = setUp();
    await store.getState().open(handle, home);
    bridge.emit('people.relation', { handle: 'Jule@wattpost.example', relation: known(work, { follow: 'requested' }) });
    bridge.emit('people.relation', { handle: 'other@wattpost.example', relation: known(work) });
    expect(person()?.relations.get(work)).toMatchObject({ relation: { follow: 'requested' } });
    expect(store.getState().people.size).toBe(1);
  });

  test('a change is busy for its accounts alone, and leaves why it failed with the one it failed for', async () => {
    const refusal: AppError = { kind: 'forbidden', host: 'x.example', message: 'no' };
    const { store, person } = setUp({ 'people.change': ({ accounts }: { accounts: AccountKey[] }) => ok(accounts.map((account) => ({ account, result: account === work ? fail(refusal) : ok(stranger) }))) });
    await store.getState().open(handle, home);
    const running = store.getState().change(handle, [work, home], { kind: 'block' });
    expect([...(person()?.busy ?? [])]).toEqual([work, home]);
    await running;
    expect(person()?.busy.size).toBe(0);
    expect([...(person()?.refusals ?? [])]).toEqual([[work, refusal]]);
    await store.getState().change(handle, [home], { kind: 'unblock' });
    expect(person()?.refusals.has(work)).toBe(true);
    await store.getState().open(handle, home);
    expect(person()?.refusals.size).toBe(0);
  });
});

describe('posts', () => {
  test('pages hang below each other, once each, and end', async () => {
    const pages = [ok({ lines: [line('3'), line('2')], cursor: '2' }), ok({ lines: [line('2'), line('1')], cursor: null })];
    const { bridge, statuses, store, person } = setUp({ 'people.statuses': () => pages.shift() });
    await store.getState().open(handle, home);
    await store.getState().loadLines(handle, 'posts');
    await Promise.all([store.getState().loadLines(handle, 'posts'), store.getState().loadLines(handle, 'posts')]);
    await store.getState().loadLines(handle, 'posts');
    expect(person()?.lists.posts?.lines.map(({ id }) => id)).toEqual(['3', '2', '1']);
    expect(bridge.calls.filter(([name]) => name === 'people.statuses').map(([, input]) => input)).toEqual([{ handle, account: home, tab: 'posts', cursor: null }, { handle, account: home, tab: 'posts', cursor: '2' }]);
    expect(statuses.getState().views.size).toBe(3);
  });

  test('a page that failed is asked for again from where it was', async () => {
    const answers = [ok({ lines: [line('3')], cursor: '3' }), down, ok({ lines: [line('2')], cursor: null })];
    const { store, person } = setUp({ 'people.statuses': () => answers.shift() });
    await store.getState().open(handle, home);
    await store.getState().loadLines(handle, 'media');
    await store.getState().loadLines(handle, 'media');
    expect(person()?.lists.media).toMatchObject({ error: offline, cursor: '3', lines: [{ id: '3' }] });
    await store.getState().loadLines(handle, 'media');
    expect(person()?.lists.media).toMatchObject({ error: null, cursor: null, lines: [{ id: '3' }, { id: '2' }] });
  });

  test('are not asked for before anybody knows the person', async () => {
    const { store, names } = setUp({ 'people.profile': () => down });
    await store.getState().open(handle, home);
    await store.getState().loadLines(handle, 'posts');
    expect(names()).not.toContain('people.statuses');
  });
});
