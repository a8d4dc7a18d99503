import { expect, it } from 'vitest';
import type { CopyJob } from '../../electron/contract/copies.ts';
import type { AccountKey, EventName, Events, StatusUri } from '../../electron/contract/index.ts';
import type { Bridge } from '../bridge/bridge.ts';
import { createCopiesStore } from './copies.ts';

const [home, work] = ['a.example/1', 'b.example/2'] as AccountKey[];
const [x, y] = ['x', 'y'] as StatusUri[];
const job = (id: string, state: CopyJob['status']['state']): CopyJob => ({ id, batch: 'b', deed: 'delete', account: home as AccountKey, uri: x ?? null, after: null, askedAt: 1, status: state === 'done' ? { state, at: 2 } : { state: 'waiting', retryAt: 1, lastError: null } });
const post = { id: 'p', copies: [{ account: home as AccountKey, uri: x as StatusUri, url: null, at: 1 }, { account: work as AccountKey, uri: y as StatusUri, url: null, at: 2 }] };

function setUp(answers: Readonly<Record<string, unknown>>) {
  const listeners = new Map<string, (data: never) => void>();
  const asked: string[] = [];
  const bridge = {
    call: async (name: string) => {
      asked.push(name);
      return name in answers ? { ok: true, value: answers[name] } : { ok: false, error: { kind: 'cancelled' } };
    },
    on: (topic: string, listener: (data: never) => void) => listeners.set(topic, listener),
  } as unknown as Bridge;
  return { store: createCopiesStore(bridge), asked, emit: <N extends EventName>(topic: N, data: Events[N]) => listeners.get(topic)?.(data as never) };
}

it('finds a linked post by any of its copies, and lets go of it when it is told', async () => {
  const { store, emit } = setUp({ 'copies.linked': [post], 'copies.jobs': [] });
  await store.getState().start();
  expect([x, y].map((uri) => store.getState().linked.get(uri as StatusUri)?.id)).toEqual(['p', 'p']);
  emit('copies.linked', { posts: [] });
  expect(store.getState().linked.size).toBe(0);
});

it('knows the jobs of an answer even before their event, and each once', async () => {
  const { store, emit } = setUp({ 'copies.change': [job('1', 'waiting')] });
  expect((await store.getState().change([x as StatusUri], 'delete')).ok).toBe(true);
  expect(store.getState().jobs.map(({ id }) => id)).toEqual(['1']);
  emit('copies.jobs', { jobs: [job('1', 'done')] });
  await store.getState().change([x as StatusUri], 'delete');
  expect(store.getState().jobs.map(({ id, status }) => [id, status.state])).toEqual([['1', 'done']]);
});

it('says why nothing was planned', async () => {
  const { store } = setUp({});
  expect(await store.getState().retry('1')).toEqual({ kind: 'cancelled' });
  expect((await store.getState().redraft([x as StatusUri], false)).ok).toBe(false);
  expect(store.getState().jobs).toEqual([]);
});
