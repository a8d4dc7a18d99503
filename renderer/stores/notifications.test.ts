import { beforeEach, describe, expect, it } from 'vitest';
import { fail, ok, type AccountKey, type CallName, type EntryId, type EventName, type Events, type Result, type StatusUri } from '../../electron/contract/index.ts';
import type { InboxEntry, InboxOverview, InboxRequest } from '../../electron/contract/notifications.ts';
import type { Bridge } from '../bridge/bridge.ts';
import { createNavigationStore } from './navigation.ts';
import { createNotificationsStore, inboxName } from './notifications.ts';
import { createStatusesStore } from './statuses.ts';

const home = 'a.example/1' as AccountKey;
const name = inboxName('all', 'all');
const overview: InboxOverview = { accounts: [{ account: home, unread: 2, error: null }], unread: 2, unreadMentions: 1, requests: 1 };

const entry = (id: string, at: number, topic: InboxEntry['topic'] = 'mentions'): InboxEntry => ({
  id: id as EntryId, at, type: 'mention', topic, people: [], count: 1, view: null, uri: null, detail: null, received: [{ account: home, unread: true }], shielded: null,
});
const request: InboxRequest = {
  kind: 'follow', account: home, id: '7', person: { uri: 'p', handle: 'ann@a.example', displayName: 'ann', url: null, avatar: null, avatarStatic: null, bot: false, locked: false, emojis: [] },
};

function setUp() {
  const answers = new Map<CallName, (input: never) => Result<unknown>>();
  const asked: { readonly name: string; readonly input: unknown }[] = [];
  const listeners = new Map<string, (data: never) => void>();
  const bridge: Bridge = {
    async call(called, input) {
      asked.push({ name: called, input });
      return (answers.get(called)?.(input as never) ?? ok(null)) as never;
    },
    on(topic, listener) {
      listeners.set(topic, listener);
      return () => listeners.delete(topic);
    },
    onResync: () => () => undefined,
    linkState: () => ({ state: 'ready' }),
    onLinkState: () => () => undefined,
    mediaBase: () => '',
    retryLink: () => undefined,
  };
  const emit = <N extends EventName>(topic: N, data: Events[N]): void => listeners.get(topic)?.(data as never);
  const frames: (() => void)[] = [];
  const statuses = createStatusesStore(bridge);
  const navigation = createNavigationStore();
  const store = createNotificationsStore(bridge, { statuses, navigation, soon: (run) => frames.push(run) });
  const frame = async (): Promise<void> => {
    for (const run of frames.splice(0)) run();
    for (let turns = 0; turns < 10; turns += 1) await Promise.resolve();
  };
  answers.set('notifications.overview', () => ok(overview));
  return { answers, asked, emit, frame, store, navigation, shown: (list = name) => store.getState().lists.get(list)?.entries.map(({ id }) => id) };
}

describe('createNotificationsStore', () => {
  let world: ReturnType<typeof setUp>;
  beforeEach(() => {
    world = setUp();
    world.answers.set('notifications.page', ({ before }: { before: unknown }) => ok(before === null ? { entries: [entry('c', 30), entry('b', 20)], older: 'more' } : { entries: [entry('a', 10)], older: 'end' }));
  });

  it('opens a list once, and reads on below it', async () => {
    const { store } = world;
    await Promise.all([store.getState().open('all', 'all'), store.getState().open('all', 'all')]);
    expect(world.asked.filter(({ name: called }) => called === 'notifications.page')).toHaveLength(1);
    await store.getState().loadOlder('all', 'all');
    expect(world.shown()).toEqual(['c', 'b', 'a']);
    await store.getState().loadOlder('all', 'all');
    expect(world.asked.filter(({ name: called }) => called === 'notifications.page')).toHaveLength(2);
  });

  it('asks once a frame for all that has changed, and keeps other kinds out of the mentions', async () => {
    const { store } = world;
    await store.getState().open('all', 'all');
    await store.getState().open('all', 'mentions');
    world.answers.set('notifications.entries', () => ok([entry('d', 40, 'favourites'), entry('e', 50)]));
    world.emit('notifications.changed', { ids: ['d' as EntryId] });
    world.emit('notifications.changed', { ids: ['e' as EntryId, 'b' as EntryId] });
    await world.frame();
    expect(world.shown()).toEqual(['e', 'd', 'c']);
    expect(world.shown(inboxName('all', 'mentions'))).toEqual(['e', 'c']);
    expect(world.asked.filter(({ name: called }) => called === 'notifications.entries').map(({ input }) => input)).toEqual([
      { accounts: 'all', ids: ['d', 'e', 'b'] },
      { accounts: 'all', ids: ['d', 'e', 'b'] },
    ]);
  });

  it('goes on where the servers were being asked, and reads the top again after a nudge', async () => {
    const { store, answers } = world;
    answers.set('notifications.page', () => ok({ entries: [], older: 'fetching' }));
    await store.getState().open('all', 'all');
    answers.set('notifications.page', () => ok({ entries: [entry('a', 10)], older: 'end' }));
    world.emit('notifications.changed', { ids: [] });
    await world.frame();
    expect(world.shown()).toEqual(['a']);
    answers.set('notifications.page', () => ok({ entries: [entry('z', 99)], older: 'end' }));
    world.emit('notifications.changed', { ids: [] });
    await world.frame();
    expect(world.shown()).toEqual(['z']);
  });

  it('keeps what was read on to when the top is read again, and takes out of it what is gone', async () => {
    const { store, answers } = world;
    await store.getState().open('all', 'all');
    answers.set('notifications.page', () => ok({ entries: [entry('a', 10), entry('9', 9)], older: 'more' }));
    await store.getState().loadOlder('all', 'all');
    answers.set('notifications.page', () => ok({ entries: [entry('d', 40), entry('c', 30)], older: 'more' }));
    answers.set('notifications.entries', () => ok([entry('b', 20), entry('9', 9)]));
    world.emit('notifications.changed', { ids: [] });
    await world.frame();
    expect(world.shown()).toEqual(['d', 'c', 'b', '9']);
    expect(store.getState().lists.get(name)).toMatchObject({ older: 'more', loading: false });
  });

  it('shows what is new at the top while older ones are being asked for', async () => {
    const { store, answers } = world;
    await store.getState().open('all', 'all');
    answers.set('notifications.page', () => ok({ entries: [], older: 'fetching' }));
    await store.getState().loadOlder('all', 'all');
    answers.set('notifications.entries', () => ok([entry('d', 40)]));
    world.emit('notifications.changed', { ids: ['d' as EntryId] });
    await world.frame();
    expect(world.shown()).toEqual(['d', 'c', 'b']);
  });

  it('keeps what comes while a page is under way', async () => {
    const { store, answers } = world;
    let land = (_page: Result<unknown>): void => undefined;
    answers.set('notifications.page', () => new Promise<Result<unknown>>((resolve) => (land = resolve)) as never);
    const opening = store.getState().open('all', 'all');
    answers.set('notifications.entries', () => ok([entry('d', 40)]));
    world.emit('notifications.changed', { ids: ['d' as EntryId] });
    await world.frame();
    land(ok({ entries: [entry('c', 30)], older: 'more' }));
    await opening;
    await world.frame();
    expect(world.shown()).toEqual(['d', 'c']);
  });

  it('puts a request back that a server refused', async () => {
    const { store, answers } = world;
    answers.set('notifications.requests', () => ok({ requests: [request], failed: [] }));
    await store.getState().loadRequests();
    answers.set('notifications.answerFollow', () => fail({ kind: 'forbidden', host: 'a.example', message: '' }));
    const answered = store.getState().answer(request, true);
    expect(store.getState().requests.requests).toEqual([]);
    expect(await answered).toMatchObject({ kind: 'forbidden' });
    expect(store.getState().requests.requests).toEqual([request]);
  });

  it('asks again for requests when their number has changed, but not before anybody looked', async () => {
    const { store, answers } = world;
    answers.set('notifications.requests', () => ok({ requests: [request], failed: [] }));
    const askedFor = (): number => world.asked.filter(({ name: called }) => called === 'notifications.requests').length;
    world.emit('notifications.overview', overview);
    expect(askedFor()).toBe(0);
    await store.getState().loadRequests();
    world.emit('notifications.overview', overview);
    expect(askedFor()).toBe(1);
    world.emit('notifications.overview', { ...overview, requests: 2 });
    expect(askedFor()).toBe(2);
  });

  it('puts a setting back that could not be saved', async () => {
    const { store, answers } = world;
    answers.set('notifications.setSettings', () => fail({ kind: 'storage', message: 'full' }));
    const saved = store.getState().changeSettings({ desktop: false });
    expect(store.getState().settings.desktop).toBe(false);
    expect(await saved).toMatchObject({ kind: 'storage' });
    expect(store.getState().settings.desktop).toBe(true);
  });

  it('opens the post and the account of a notice that was clicked, and the inbox for a burst', () => {
    const uri = 'https://x.example/1' as StatusUri;
    const other = 'b.example/2' as AccountKey;
    world.navigation.getState().setScope(other);
    world.emit('notifications.opened', { account: home, uri });
    expect(world.navigation.getState()).toMatchObject({ scope: home, stack: [{ kind: 'thread', uri }] });
    world.emit('notifications.opened', { account: home, uri: null });
    expect(world.navigation.getState().stack.at(-1)).toEqual({ kind: 'inbox' });
    world.navigation.getState().setScope('all');
    world.emit('notifications.opened', { account: home, uri });
    expect(world.navigation.getState().scope).toBe('all');
  });
});
