import { beforeEach, describe, expect, test } from 'vitest';
import { fail, ok, type AccountKey, type AppError } from '../../electron/contract/index.ts';
import type { FoundPerson, MemoryPage, ServerFindings } from '../../electron/contract/search.ts';
import { createNavigationStore } from './navigation.ts';
import { createSearchStore } from './search.ts';
import { createStatusesStore } from './statuses.ts';
import { fakeBridge, statusView } from './testing/compose-fixtures.ts';

const home = 'home' as AccountKey;
const work = 'work' as AccountKey;
const offline: AppError = { kind: 'offline', host: 'x.example', reason: 'dns', mayHaveArrived: false };
const pageOf = (uris: readonly string[], change: Partial<MemoryPage> = {}): MemoryPage => ({ views: uris.map((uri) => statusView({ uri })), cursor: null, problems: [], isEmpty: false, ...change });
const person = (handle: string): FoundPerson => ({ person: { ...statusView().status.author, handle }, about: '', followers: 1 });
const nothing: ServerFindings = { people: [], posts: [], tags: [] };

function setUp(answers: Parameters<typeof fakeBridge>[0] = {}) {
  const bridge = fakeBridge(answers);
  const statuses = createStatusesStore(bridge);
  const navigation = createNavigationStore();
  let ids = 0;
  const store = createSearchStore(bridge, { statuses, navigation, uuid: () => `s${(ids += 1)}` });
  const asked = (name: string) => bridge.calls.filter(([called]) => called === name).map(([, input]) => input);
  return { bridge, statuses, navigation, store, state: store.getState, asked };
}

describe('the memory', () => {
  test('is asked once at a time: what was typed in between is skipped, the last one is shown', async () => {
    const gates: (() => void)[] = [];
    const { state, asked } = setUp({
      'search.memory': async ({ text }) => {
        await new Promise<void>((resolve) => gates.push(resolve));
        return ok(pageOf([`https://x.example/${text}`]));
      },
    });
    const type = (text: string): void => {
      void state().remember(text);
    };
    for (const text of ['t', 'ti', 'tid', 'tide']) type(text);
    expect(state().isRemembering).toBe(true);
    for (let round = 0; round < 3; round += 1) {
      gates.shift()?.();
      await new Promise((resolve) => setTimeout(resolve));
    }
    expect(asked('search.memory')).toMatchObject([{ text: 't' }, { text: 'tide' }]);
    expect(state()).toMatchObject({ isRemembering: false, memory: { text: 'tide', views: [{ status: { uri: 'https://x.example/tide' } }] } });
  });

  test('goes on with older ones', async () => {
    const { state, asked } = setUp({ 'search.memory': ({ cursor }) => ok(cursor === null ? pageOf(['a'], { cursor: 7 }) : pageOf(['b'])) });
    await state().remember('x');
    await state().older();
    expect(state().memory?.views.map(({ status }) => status.uri)).toEqual(['a', 'b']);
    await state().older();
    expect(asked('search.memory')).toHaveLength(2);
  });

  test('says why it could not answer', async () => {
    const { state } = setUp({ 'search.memory': () => fail({ kind: 'storage', message: 'The disk is full.' }) });
    await state().remember('x');
    expect(state()).toMatchObject({ isRemembering: false, memory: { views: [], error: { kind: 'storage' } } });
  });
});

describe('servers', () => {
  let world: ReturnType<typeof setUp>;
  beforeEach(async () => {
    world = setUp({ 'search.servers': () => ok([home, work]), 'search.stop': () => ok(null) });
    await world.state().ask('jule', 'people');
  });

  test('each account is asked until it has answered; what two found is one', () => {
    const { bridge, state } = world;
    bridge.emit('search.answer', { id: 's1', account: work, findings: { ...nothing, people: [person('kim@x.example'), person('jule@x.example')] }, error: null });
    expect(state().findings?.asked).toEqual([{ account: home, state: 'asking' }, { account: work, state: 'answered', count: 2 }]);
    bridge.emit('search.answer', { id: 's1', account: home, findings: { ...nothing, people: [person('Jule@x.example')] }, error: null });
    expect(state().findings?.people.map(({ key, accounts }) => [key, ...accounts])).toEqual([['jule@x.example', work, home], ['kim@x.example', work]]);
  });

  test('one that fails says why, and the others still count', () => {
    const { bridge, state } = world;
    bridge.emit('search.answer', { id: 's1', account: home, findings: null, error: offline });
    expect(state().findings?.asked).toEqual([{ account: home, state: 'failed', error: offline }, { account: work, state: 'asking' }]);
  });

  test('answers to an earlier search are not shown', async () => {
    const { bridge, state } = world;
    await state().ask('julia', 'people');
    bridge.emit('search.answer', { id: 's1', account: home, findings: { ...nothing, people: [person('jule@x.example')] }, error: null });
    expect(state().findings).toMatchObject({ id: 's2', people: [] });
  });

  test('posts stand newest first, each once, and can be acted upon', () => {
    const { bridge, state, statuses } = world;
    const views = [statusView({ uri: 'old' }), statusView({ uri: 'new' })].map((view, index) => ({ ...view, status: { ...view.status, createdAt: index } }));
    bridge.emit('search.answer', { id: 's1', account: home, findings: { ...nothing, posts: views }, error: null });
    expect(state().findings?.posts.map(({ key }) => key)).toEqual(['new', 'old']);
    expect(statuses.getState().views.size).toBe(2);
  });

  test('too little to ask for ends the search', async () => {
    const { state, asked } = world;
    await state().ask('j', 'people');
    expect(state().findings).toBeNull();
    expect(asked('search.stop')).toEqual([{ id: 's1' }]);
    await state().ask('雪', 'people');
    expect(asked('search.servers')).toHaveLength(2);
  });
});

describe('pasted', () => {
  test('leads to the post or the person', async () => {
    const { state, navigation } = setUp({ 'search.resolve': ({ text }: { readonly text: string }) => (text.startsWith('@') ? ok({ kind: 'person', handle: text.slice(1), account: null }) : ok({ kind: 'post', uri: statusView().status.uri })) });
    await state().openPasted('https://x.example/1');
    await state().openPasted('@jule@x.example');
    expect(navigation.getState().stack).toMatchObject([{ kind: 'thread' }, { kind: 'person', handle: 'jule@x.example' }]);
    expect(state().opening.state).toBe('none');
  });

  test('says why not, for that text', async () => {
    const { state, navigation } = setUp({ 'search.resolve': () => fail(offline) });
    await state().openPasted('https://x.example/1');
    expect(state().opening).toEqual({ state: 'failed', text: 'https://x.example/1', error: offline });
    expect(navigation.getState().stack).toEqual([]);
  });
});
