import { describe, expect, test } from 'vitest';
import type { CarryOverView } from '../../electron/contract/carry-over.ts';
import { fail, ok, type AccountKey, type AppError } from '../../electron/contract/index.ts';
import type { PlanView } from '../../electron/contract/moving.ts';
import { busyKey, createMovingStore } from './moving.ts';
import { fakeBridge } from './testing/compose-fixtures.ts';

const diskFull: AppError = { kind: 'storage', message: 'disk full' };
const from = 'old.example/1' as AccountKey;
const to = 'new.example/1' as AccountKey;

function plan(id: string, createdAt: number): PlanView {
  const phase = { state: 'waiting', done: 0, total: 1 } as const;
  return { id, createdAt, from: { kind: 'account', account: from }, fromHandle: 'ann@old.example', to, toHandle: 'ann@new.example', way: 'api', passwordOf: 'ann@old.example', movedAt: null, phases: { prepare: phase, copy: phase, announce: phase, move: phase, followUp: phase }, rows: [], arrivals: null };
}
const copy = (id: string, state: CarryOverView['state']): CarryOverView => ({ plan: id, state, kinds: [], decisions: [], window: null, dailyFollows: null, favouritesAs: 'favourites', doneAt: null });

describe('plans', () => {
  test('are there newest first, and follow what the app tells', async () => {
    const bridge = fakeBridge({ 'moving.plans': () => ok([plan('a', 1), plan('b', 2)]), 'carryOver.view': ({ plan: id }: { plan: string }) => ok(copy(id, 'unread')) });
    const store = createMovingStore(bridge);
    await store.getState().start();
    expect(store.getState().plans.map(({ id }) => id)).toEqual(['b', 'a']);
    bridge.emit('moving.changed', { ...plan('a', 1), movedAt: 9 });
    expect(store.getState().find('a')?.movedAt).toBe(9);
    await store.getState().openPlan('a');
    bridge.emit('moving.removed', { plan: 'a' });
    expect(store.getState().plans.map(({ id }) => id)).toEqual(['b']);
    expect(store.getState().copies.has('a')).toBe(false);
  });

  test('that cannot be read are an error to show, not an empty list to believe; a second try mends it', async () => {
    let works = false;
    const store = createMovingStore(fakeBridge({ 'moving.plans': () => (works ? ok([plan('a', 1)]) : fail(diskFull)) }));
    await store.getState().start();
    expect(store.getState()).toMatchObject({ loaded: true, error: diskFull, plans: [] });
    works = true;
    await store.getState().start();
    expect(store.getState().error).toBeNull();
    expect(store.getState().plans).toHaveLength(1);
  });

  test('a new one is there at once, and once only although it is told as well', async () => {
    const bridge = fakeBridge({ 'moving.create': () => ok(plan('n', 5)) });
    const store = createMovingStore(bridge);
    expect(await store.getState().create({ kind: 'account', account: from }, to)).toMatchObject({ ok: true });
    bridge.emit('moving.changed', plan('n', 5));
    expect(store.getState().plans).toHaveLength(1);
  });

  test('removing one that the app keeps leaves it in sight', async () => {
    const store = createMovingStore(fakeBridge({ 'moving.plans': () => ok([plan('a', 1)]), 'moving.remove': () => fail(diskFull) }));
    await store.getState().start();
    expect(await store.getState().remove('a')).toEqual(diskFull);
    expect(store.getState().plans).toHaveLength(1);
  });
});

describe('what is carried over', () => {
  test('is asked for when a plan opens, and again after events were lost', async () => {
    let state: CarryOverView['state'] = 'reading';
    const bridge = fakeBridge({ 'moving.plans': () => ok([plan('a', 1)]), 'carryOver.view': () => ok(copy('a', state)) });
    const store = createMovingStore(bridge);
    await store.getState().start();
    expect(store.getState().copies.size).toBe(0);
    await store.getState().openPlan('a');
    state = 'done';
    await store.getState().start();
    expect(store.getState().copies.get('a')?.state).toBe('done');
  });

  test('an error stays until there is something to show', async () => {
    const bridge = fakeBridge({ 'carryOver.view': () => fail(diskFull) });
    const store = createMovingStore(bridge);
    await store.getState().openPlan('a');
    expect(store.getState().copyErrors.get('a')).toEqual(diskFull);
    bridge.emit('carryOver.changed', copy('a', 'ready'));
    expect(store.getState().copyErrors.size).toBe(0);
    expect(store.getState().copies.get('a')?.state).toBe('ready');
  });
});

test('an action is busy exactly while its answer is out', async () => {
  const gate = Promise.withResolvers<unknown>();
  const store = createMovingStore(fakeBridge({ 'moving.act': () => gate.promise }));
  const answer = store.getState().act('a', 'locked', 'unlock');
  expect([...store.getState().busy]).toEqual([busyKey('a', 'locked', 'unlock')]);
  gate.resolve(ok({ text: null }));
  expect(await answer).toEqual(ok({ text: null }));
  expect(store.getState().busy.size).toBe(0);
});

test('a password goes to the app and stays nowhere in the store', async () => {
  const bridge = fakeBridge({ 'moving.move': () => ok(null) });
  const store = createMovingStore(bridge);
  expect(await store.getState().move('a', 'ann@new.example', 'hunter2')).toBeNull();
  expect(bridge.calls).toEqual([['moving.move', { plan: 'a', handle: 'ann@new.example', password: 'hunter2' }]]);
  const kept = JSON.stringify(store.getState(), (_, value: unknown) => (value instanceof Map || value instanceof Set ? [...value] : value));
  expect(kept).not.toContain('hunter2');
});
