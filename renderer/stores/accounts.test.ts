import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { SignInState } from '../../electron/contract/accounts.ts';
import { fail, ok, type AccountKey } from '../../electron/contract/index.ts';
import { createSignInStore, looksComplete } from './accounts-sign-in.ts';
import { createAccountsStore, moved } from './accounts.ts';
import { account, fakeBridge } from './testing/compose-fixtures.ts';

const home = account('home', 'maren@kelp.example');
const work = account('work', 'mholt@cartolab.example');

describe('accounts', () => {
  test('move one place and stop at the ends', () => {
    expect(moved(['a', 'b', 'c'], 1, -1)).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b', 'c'], 1, 1)).toEqual(['a', 'c', 'b']);
    const list = ['a', 'b'];
    expect(moved(list, 0, -1)).toBe(list);
    expect(moved(list, 1, 1)).toBe(list);
    expect(moved(list, -1, 1)).toBe(list);
  });

  test('an order the app refuses is put back', async () => {
    const store = createAccountsStore(fakeBridge({ 'accounts.list': () => ok([home, work]), 'accounts.reorder': () => fail({ kind: 'storage', message: '' }) }));
    await store.getState().start();
    const answer = store.getState().move(work.key, -1);
    expect(store.getState().accounts.map(({ key }) => key)).toEqual(['work', 'home']);
    expect(await answer).toMatchObject({ kind: 'storage' });
    expect(store.getState().accounts.map(({ key }) => key)).toEqual(['home', 'work']);
  });

  test('a notice put away stays away until the account is signed out anew', () => {
    const bridge = fakeBridge({});
    const store = createAccountsStore(bridge);
    const out = { ...home, health: { ...home.health, state: 'signedOut' as const } };
    bridge.emit('accounts.changed', { accounts: [out] });
    store.getState().quiet(home.key);
    bridge.emit('accounts.changed', { accounts: [out, work] });
    expect(store.getState().quieted.has(home.key)).toBe(true);
    bridge.emit('accounts.changed', { accounts: [home, work] });
    bridge.emit('accounts.changed', { accounts: [out, work] });
    expect(store.getState().quieted.has(home.key)).toBe(false);
  });
});

describe('a whole address', () => {
  test.each(['kelp.example', 'https://kelp.example/about', '@maren@kelp.example', 'maren@kelp.example', 'kelp.example:8443', 'localhost:3000', 'KELP.example ', 'münchen.example'])('%s', (address) => expect(looksComplete(address)).toBe(true));
  test.each(['', 'kelp', 'kelp.', 'kelp.e', '@maren', 'maren@', 'maren@kelp', 'two words.example x', 'https://'])('not yet: %j', (address) => expect(looksComplete(address)).toBe(false));
});

describe('signing in', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());
  const server = home.server;
  const waiting = (attemptId: string): SignInState => ({ state: 'waiting', attemptId, authorizeUrl: 'https://kelp.example/oauth', mode: 'browser' });

  test('asks once typing pauses, and not before the address is whole', async () => {
    const bridge = fakeBridge({ 'servers.check': () => ok(server) });
    const store = createSignInStore(bridge);
    for (const text of ['kelp', 'kelp.ex', 'kelp.exam', 'kelp.example']) store.getState().type(text);
    expect(store.getState().check.state).toBe('checking');
    await vi.advanceTimersByTimeAsync(600);
    expect(bridge.calls).toEqual([['servers.check', { address: 'kelp.example' }]]);
    expect(store.getState().check).toMatchObject({ state: 'found', server: { domain: 'kelp.example' } });
    store.getState().type('kelp');
    expect(store.getState().check.state).toBe('idle');
  });

  test('a late answer about an older address is not shown', async () => {
    const gate = Promise.withResolvers<unknown>();
    const store = createSignInStore(fakeBridge({ 'servers.check': ({ address }: { address: string }) => (address === 'slow.example' ? gate.promise : fail({ kind: 'offline', host: address, reason: 'dns', mayHaveArrived: false })) }));
    const slow = store.getState().choose('slow.example');
    await store.getState().choose('other.example');
    gate.resolve(ok(server));
    await slow;
    expect(store.getState().check).toMatchObject({ state: 'failed', address: 'other.example' });
  });

  test('follows its own attempt only, from waiting to done', async () => {
    const bridge = fakeBridge({ 'accounts.beginSignIn': () => ok(waiting('a1')) });
    const store = createSignInStore(bridge);
    store.getState().type('kelp.example');
    await store.getState().begin('browser');
    bridge.emit('accounts.signIn', { state: 'failed', attemptId: 'another', error: { kind: 'cancelled' } });
    expect(store.getState().attempt).toMatchObject({ state: 'waiting' });
    bridge.emit('accounts.signIn', { state: 'done', attemptId: 'a1', account: 'home' as AccountKey });
    expect(store.getState().attempt).toMatchObject({ state: 'done', account: 'home' });
  });

  test('changing to a code gives the first attempt up', async () => {
    let attempts = 0;
    const bridge = fakeBridge({ 'accounts.beginSignIn': () => ok(waiting(`a${(attempts += 1)}`)), 'accounts.cancelSignIn': () => ok(null) });
    const store = createSignInStore(bridge);
    store.getState().type('kelp.example');
    await store.getState().begin('browser');
    await store.getState().begin('paste');
    expect(bridge.calls.map(([name]) => name)).toEqual(['accounts.beginSignIn', 'accounts.cancelSignIn', 'accounts.beginSignIn']);
    expect(store.getState().attempt?.attemptId).toBe('a2');
  });

  test('a wrong code keeps the attempt open', async () => {
    const store = createSignInStore(fakeBridge({ 'accounts.beginSignIn': () => ok(waiting('a1')), 'accounts.submitCode': () => fail({ kind: 'rejected', host: 'kelp.example', status: 400, message: 'wrong code' }) }));
    store.getState().type('kelp.example');
    await store.getState().begin('paste');
    await store.getState().submitCode('nonsense');
    expect(store.getState()).toMatchObject({ busy: false, error: { kind: 'rejected' }, attempt: { state: 'waiting' } });
  });

  test('a practice fediverse that does not start says why and can be tried again', async () => {
    let works = false;
    const store = createSignInStore(fakeBridge({ 'servers.startPractice': () => (works ? ok({ accounts: 2 }) : fail({ kind: 'storage', message: '' })) }));
    await store.getState().startPractice();
    expect(store.getState().practice).toMatchObject({ kind: 'storage' });
    works = true;
    await store.getState().startPractice();
    expect(store.getState().practice).toBe('idle');
  });
});
