import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Draft, DraftBody } from '../../electron/contract/compose.ts';
import { fail, ok, type AccountKey, type StatusUri } from '../../electron/contract/index.ts';
import { defaultSettings } from '../../electron/contract/defaults.ts';
import { createAccountsStore } from './accounts.ts';
import { withOverride, withTarget } from './compose-body.ts';
import { createColumnsStore } from './columns.ts';
import { withBoosting, withMember, withoutMember, withWriter } from './compose-boosters.ts';
import { createComposeStore } from './compose.ts';
import { createSettingsStore } from './settings.ts';
import { createStatusesStore } from './statuses.ts';
import { account, fakeBridge, statusView } from './testing/compose-fixtures.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const home = account('home', 'maren@kelp.example');
const work = account('work', 'mholt@cartolab.example');

function setUp({ stored = [], writeAs = [], broken = new Set<string>(), sentElsewhere = '' }: { sentElsewhere?: string; stored?: readonly Draft[]; writeAs?: AccountKey[]; broken?: Set<string> } = {}) {
  const onDisk = new Map(stored.map((draft) => [draft.id, draft]));
  let settings = { ...defaultSettings, writeAs };
  let at = 1_000;
  const unlessSent = (id: string, answer: () => unknown): unknown => (id === sentElsewhere ? fail({ kind: 'invalidInput', field: 'draftId', message: 'This draft was sent already' }) : answer());
  const unless = (name: string, answer: () => unknown): unknown => (broken.has(name) ? fail({ kind: 'storage', message: 'disk full' }) : answer());
  const bridge = fakeBridge({
    'accounts.list': () => ok([home, work]),
    'settings.get': () => ok(settings),
    'settings.set': (part: object) => ok((settings = { ...settings, ...part })),
    'app.info': () => ok(null),
    'columns.set': () => ok(null),
    'compose.drafts': () => ok([...onDisk.values()]),
    'compose.measure': ({ body }: { body: DraftBody }) => ok(body.targets.map(({ account: key, overrides }) => ({ account: key, limit: 10, parts: [{ used: (overrides.text ?? body.text).length, split: [] }] }))),
    'compose.saveDraft': ({ id, body }: { id: string; body: DraftBody }) => unless('compose.saveDraft', () => unlessSent(id, () => (onDisk.set(id, { id, body, savedAt: (at += 1) }), ok({ savedAt: at })))),
    'compose.deleteDraft': ({ id }: { id: string }) => (onDisk.delete(id), ok(null)),
    'compose.send': ({ draftId, body }: { draftId: string; body: DraftBody }) => unless('compose.send', () => unlessSent(draftId, () => (onDisk.delete(draftId), ok({ id: 'o1', createdAt: at, body, copies: [] })))),
    'statuses.cached': ({ uri }: { uri: StatusUri }) => (uri.includes('gone') ? fail({ kind: 'notFound', what: 'this post' }) : ok(statusView({ uri, reached: ['work'] }))),
  });
  const deps = { accounts: createAccountsStore(bridge), settings: createSettingsStore(bridge), statuses: createStatusesStore(bridge), columns: createColumnsStore(bridge, () => 'second') };
  const store = createComposeStore(bridge, deps);
  const ready = Promise.all([deps.accounts.getState().start(), deps.settings.getState().start(), store.getState().start()]);
  const writing = () => {
    const now = store.getState().writing;
    if (now === null) throw new Error('nothing is being written');
    return now;
  };
  const type = (text: string): void => store.getState().change((body) => ({ ...body, text }));
  return { bridge, store, onDisk, deps, ready, writing, type, names: () => bridge.calls.map(([name]) => name) };
}
const nowhere = { replyTo: null, account: null };
const draft = (id: string, text: string, inReplyTo: string | null = null, savedAt = 1): Draft => ({
  id, savedAt, body: { text, spoilerText: '', sensitive: false, visibility: 'public', language: null, inReplyTo: inReplyTo as StatusUri | null, media: [], poll: null, thread: [], numbered: false, scheduledAt: null, quote: null, quotePolicy: null, targets: [{ account: home.key, overrides: {} }] },
});

describe('drafts', () => {
  test('are saved within 300 ms of the last key, in one call', async () => {
    const { store, ready, type, onDisk, writing, names } = setUp();
    await ready;
    await store.getState().open(nowhere);
    type('G');
    type('Ge');
    expect(writing().saved.state).toBe('saving');
    await vi.advanceTimersByTimeAsync(300);
    expect([...onDisk.values()].map(({ body }) => body.text)).toEqual(['Ge']);
    expect(names().filter((name) => name === 'compose.saveDraft')).toHaveLength(1);
    expect(writing().saved.state).toBe('saved');
  });

  test('are saved at once when the pane closes', async () => {
    const { store, ready, type, onDisk } = setUp();
    await ready;
    await store.getState().open(nowhere);
    type('Geese');
    await store.getState().flush();
    expect(onDisk.size).toBe(1);
  });

  test('keep what is typed while another post is being opened', async () => {
    const { store, ready, type, onDisk, writing } = setUp();
    await ready;
    await store.getState().open(nowhere);
    type('Geese');
    store.subscribe(({ writing: now }) => now?.body.text === 'Geese' && now.saved.state === 'saved' && type('Geese over the dyke'));
    await store.getState().open({ replyTo: 'https://x.example/1' as StatusUri, account: null });
    expect(writing().replyTo).not.toBeNull();
    expect([...onDisk.values()].map(({ body }) => body.text)).toEqual(['Geese over the dyke']);
  });

  test('that another window sent with other words stay as drafts of their own', async () => {
    const { bridge, store, ready, writing, type, onDisk } = setUp({ stored: [draft('shared', 'Geese')], sentElsewhere: 'shared' });
    await ready;
    await store.getState().openDraft('shared');
    type('Geese and gulls');
    await store.getState().flush();
    expect(writing()).toMatchObject({ body: { text: 'Geese and gulls' }, saved: { state: 'saved' }, error: { field: 'draftId' } });
    expect(writing().id).not.toBe('shared');
    expect(onDisk.get(writing().id)?.body.text).toBe('Geese and gulls');
    await store.getState().send();
    expect(bridge.calls.filter(([name]) => name === 'compose.send')).toHaveLength(1);
    expect(store.getState().writing).toBeNull();
  });

  test('sent meanwhile by another window are kept when the send button is pressed, and nothing goes out', async () => {
    const { store, ready, writing, onDisk } = setUp({ stored: [draft('shared', 'Geese')], sentElsewhere: 'shared' });
    await ready;
    await store.getState().openDraft('shared');
    expect(await store.getState().send()).toMatchObject({ ok: false });
    await store.getState().flush();
    expect(writing()).toMatchObject({ sending: false, error: { field: 'draftId' } });
    expect(onDisk.get(writing().id)?.body.text).toBe('Geese');
  });

  test('are not made from nothing, and go when everything is deleted', async () => {
    const { store, ready, type, onDisk, names } = setUp();
    await ready;
    await store.getState().open(nowhere);
    type(' ');
    await store.getState().flush();
    expect(names()).not.toContain('compose.saveDraft');
    type('Geese');
    await store.getState().flush();
    type('');
    await store.getState().flush();
    expect(onDisk.size).toBe(0);
    expect(store.getState().drafts).toEqual([]);
  });

  test('a failed save is told and tried again with the next flush', async () => {
    const broken = new Set(['compose.saveDraft']);
    const { store, ready, type, onDisk, writing } = setUp({ broken });
    await ready;
    await store.getState().open(nowhere);
    type('Geese');
    await store.getState().flush();
    expect(writing().saved).toMatchObject({ state: 'failed', error: { kind: 'storage' } });
    broken.clear();
    await store.getState().flush();
    expect(onDisk.size).toBe(1);
  });

  test('after a start the one written last comes back, later "write" begins anew', async () => {
    const { store, ready, writing } = setUp({ stored: [draft('old', 'Old', null, 1), draft('new', 'New', null, 2)] });
    await ready;
    await store.getState().open(nowhere);
    expect(writing().body.text).toBe('New');
    await store.getState().send();
    await store.getState().open(nowhere);
    expect(writing().body.text).toBe('');
    expect(store.getState().drafts.map(({ id }) => id)).toEqual(['old']);
  });

  test('an answer keeps its own draft beside the post being written', async () => {
    const { store, ready, writing, type } = setUp();
    const replyTo = 'https://wattpost.example/9' as StatusUri;
    await ready;
    await store.getState().open(nowhere);
    type('A new post');
    await store.getState().open({ replyTo, account: null });
    expect(writing().body).toMatchObject({ inReplyTo: replyTo, text: '@jule@wattpost.example ', targets: [{ account: 'work' }] });
    type('@jule@wattpost.example yes');
    await store.getState().flush();
    await store.getState().open({ replyTo: 'https://wattpost.example/10' as StatusUri, account: null });
    await store.getState().open({ replyTo, account: null });
    expect(writing().body.text).toBe('@jule@wattpost.example yes');
    expect(store.getState().drafts).toHaveLength(2);
  });

  test('a post that is gone cannot be answered, and says so', async () => {
    const { store, ready } = setUp();
    await ready;
    expect(await store.getState().open({ replyTo: 'https://x.example/gone' as StatusUri, account: null })).toMatchObject({ kind: 'notFound' });
    expect(store.getState().writing).toBeNull();
  });

  test('discarding waits for a save on its way, so that it does not come back', async () => {
    const { store, ready, type, onDisk, writing } = setUp();
    await ready;
    await store.getState().open(nowhere);
    type('Geese');
    const { id } = writing();
    const saving = store.getState().flush();
    await store.getState().discard(id);
    await saving;
    expect(onDisk.size).toBe(0);
    expect(store.getState()).toMatchObject({ writing: null, drafts: [] });
  });
});

describe('accounts', () => {
  test('begin with the remembered ones, else the wanted one, else the first', async () => {
    const remembered = setUp({ writeAs: [work.key, home.key, 'left' as AccountKey] });
    await remembered.ready;
    await remembered.store.getState().open({ replyTo: null, account: home.key });
    expect(remembered.writing().body.targets.map((target) => target.account)).toEqual(['work', 'home']);
    const wanted = setUp();
    await wanted.ready;
    await wanted.store.getState().open({ replyTo: null, account: work.key });
    expect(wanted.writing().body.targets.map((target) => target.account)).toEqual(['work']);
    const first = setUp();
    await first.ready;
    await first.store.getState().open(nowhere);
    expect(first.writing().body.targets.map((target) => target.account)).toEqual(['home']);
  });

  test('chosen for a new post are remembered; those of an answer are not', async () => {
    const { store, ready, deps, bridge } = setUp();
    const remembered = () => deps.columns.getState().workspaces.list[0]?.writers;
    await ready;
    await store.getState().open(nowhere);
    store.getState().changeTargets((body) => withTarget(body, work));
    expect(remembered()).toEqual([{ account: 'home', boosts: false }, { account: 'work', boosts: false }]);
    await store.getState().open({ replyTo: 'https://wattpost.example/9' as StatusUri, account: null });
    store.getState().changeTargets((body) => withoutMember(body, work.key));
    expect(remembered()).toHaveLength(2);
    expect(bridge.calls.filter(([name]) => name === 'columns.set')).toHaveLength(1);
  });

  test('are those of the workspace; going to another changes no open draft, and a draft stays with the workspace it was begun in', async () => {
    const { store, ready, deps, writing, type } = setUp();
    const columns = deps.columns.getState();
    const targets = (): readonly AccountKey[] => writing().body.targets.map((target) => target.account);
    const writersIn = (place: number) => deps.columns.getState().workspaces.list[place]?.writers?.map((writer) => writer.account);
    await ready;
    await store.getState().open(nowhere);
    columns.addWorkspace('Work day');
    await store.getState().beginNew();
    store.getState().changeTargets((body) => withoutMember(withTarget(body, work), home.key));
    type('For work');
    columns.choose('first');
    expect(targets()).toEqual(['work']);
    store.getState().changeTargets((body) => withMember(body, home));
    expect([writersIn(0), writersIn(1)]).toEqual([undefined, ['work', 'home']]);
    await store.getState().beginNew();
    expect(targets()).toEqual(['home']);
    columns.choose('second');
    expect(targets()).toEqual(['home']);
    await store.getState().beginNew();
    expect(targets()).toEqual(['work', 'home']);
  });

  test('a new workspace begins with those of the one it was made in, and goes its own way then', async () => {
    const { store, ready, deps } = setUp();
    await ready;
    await store.getState().open(nowhere);
    store.getState().changeTargets((body) => withTarget(body, work));
    deps.columns.getState().addWorkspace('Work day');
    await store.getState().beginNew();
    store.getState().changeTargets((body) => withoutMember(body, home.key));
    expect(deps.columns.getState().workspaces.list.map(({ writers }) => writers?.length)).toEqual([2, 1]);
  });

  test('one posts and the others boost: remembered as that, and nothing any of them would post differently is lost on the way', async () => {
    const { store, ready, writing, deps } = setUp();
    await ready;
    await store.getState().open(nowhere);
    store.getState().change((body) => withOverride(withTarget(body, work), work.key, 'text', 'At work'));
    store.getState().changeTargets((body) => withBoosting(body, true));
    expect(writing().body).toMatchObject({ targets: [{ account: 'home' }], boosters: [{ account: 'work', overrides: { text: 'At work' } }] });
    store.getState().changeTargets((body) => withWriter(body, work.key));
    expect(writing().body).toMatchObject({ targets: [{ account: 'work', overrides: { text: 'At work' } }], boosters: [{ account: 'home' }] });
    expect(deps.columns.getState().workspaces.list[0]?.writers).toEqual([{ account: 'work', boosts: false }, { account: 'home', boosts: true }]);
    await store.getState().beginNew();
    expect(writing().body).toMatchObject({ targets: [{ account: 'work', overrides: {} }], boosters: [{ account: 'home' }] });
    store.getState().changeTargets((body) => withoutMember(body, work.key));
    expect(writing().body.targets.map((target) => target.account)).toEqual(['home']);
    expect(writing().body.boosters).toBeUndefined();
  });
});

test('lengths: every account is counted in one call, with its own version where it has one', async () => {
  const { store, ready, type, writing, bridge } = setUp({ writeAs: [home.key, work.key] });
  await ready;
  await store.getState().open(nowhere);
  await vi.runAllTimersAsync();
  const before = bridge.calls.length;
  type('Geese');
  await vi.advanceTimersByTimeAsync(0);
  expect(bridge.calls.slice(before).map(([name]) => name)).toEqual(['compose.measure']);
  store.getState().change((body) => withOverride(body, work.key, 'text', 'Gee'));
  await vi.advanceTimersByTimeAsync(0);
  expect([...writing().measures.values()].map(({ parts }) => parts[0]?.used)).toEqual([5, 3]);
});

describe('typing', () => {
  const letters = (store: ReturnType<typeof setUp>['store'], text: string): void => store.getState().type((body) => ({ ...body, text }));

  test('keeps every letter at once; what stands around the text takes it up with its length in the next pause', async () => {
    const { store, ready, names, writing } = setUp();
    await ready;
    await store.getState().open(nowhere);
    await vi.runAllTimersAsync();
    const before = names().length;
    letters(store, 'G');
    letters(store, 'Ge');
    expect(writing().body.text).toBe('Ge');
    expect(store.getState().shown?.body.text).toBe('');
    await vi.advanceTimersByTimeAsync(100);
    expect(names().slice(before)).toEqual(['compose.measure']);
    expect(store.getState().shown).toBe(writing());
    expect(writing().measures.get(home.key)?.parts[0]?.used).toBe(2);
  });

  test('without a pause is counted and saved all the same', async () => {
    const { store, ready, onDisk } = setUp();
    await ready;
    await store.getState().open(nowhere);
    for (let n = 1; n <= 10; n += 1) {
      letters(store, 'Geese'.repeat(n));
      await vi.advanceTimersByTimeAsync(60);
    }
    expect([...onDisk.values()].map(({ body }) => body.text.length)).toEqual([45]);
    expect(store.getState().shown?.body.text.length).toBeGreaterThanOrEqual(25);
  });

  test.each<[string, (store: ReturnType<typeof setUp>['store']) => unknown]>([
    ['leaving the field', (store) => store.getState().flush()],
    ['any other change', (store) => store.getState().change((body) => ({ ...body, visibility: 'private' }))],
  ])('%s shows at once what was typed', async (_what, act) => {
    const { store, ready } = setUp();
    await ready;
    await store.getState().open(nowhere);
    letters(store, 'Geese');
    void act(store);
    expect(store.getState().shown?.body.text).toBe('Geese');
  });

  test('is sent to the last letter', async () => {
    const { store, ready, bridge } = setUp();
    await ready;
    await store.getState().open(nowhere);
    letters(store, 'Geese');
    await store.getState().send();
    await vi.runAllTimersAsync();
    expect(bridge.calls.find(([name]) => name === 'compose.send')?.[1]).toMatchObject({ body: { text: 'Geese' } });
    expect(store.getState()).toMatchObject({ writing: null, shown: null });
  });
});

describe('sending', () => {
  test('hands over the cleaned body and takes the draft out', async () => {
    const { store, ready, type, bridge, onDisk } = setUp({ writeAs: [home.key, work.key] });
    await ready;
    await store.getState().open(nowhere);
    type('Geese');
    store.getState().change((body) => withOverride(body, work.key, 'text', 'Geese'));
    await store.getState().flush();
    const answer = await store.getState().send();
    await vi.runAllTimersAsync();
    expect(answer).toMatchObject({ ok: true });
    expect(bridge.calls.find(([name]) => name === 'compose.send')?.[1]).toMatchObject({ body: { text: 'Geese', targets: [{ account: 'home', overrides: {} }, { account: 'work', overrides: {} }] } });
    expect(onDisk.size).toBe(0);
    expect(store.getState()).toMatchObject({ writing: null, drafts: [] });
  });

  test('a refusal keeps the text, its reason and the draft', async () => {
    const { store, ready, type, onDisk, writing } = setUp({ broken: new Set(['compose.send']) });
    await ready;
    await store.getState().open(nowhere);
    type('Geese');
    expect(await store.getState().send()).toMatchObject({ ok: false });
    await vi.runAllTimersAsync();
    expect(writing()).toMatchObject({ sending: false, error: { kind: 'storage' }, body: { text: 'Geese' } });
    expect(onDisk.size).toBe(1);
  });

  test('a second press sends nothing twice', async () => {
    const { store, ready, type, names } = setUp();
    await ready;
    await store.getState().open(nowhere);
    type('Geese');
    await Promise.all([store.getState().send(), store.getState().send()]);
    expect(names().filter((name) => name === 'compose.send')).toHaveLength(1);
  });
});
