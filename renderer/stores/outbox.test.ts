import { describe, expect, test } from 'vitest';
import type { CopyState, OutboxPost } from '../../electron/contract/compose.ts';
import { fail, ok, type AccountKey, type AppError } from '../../electron/contract/index.ts';
import { changedCopies, countNeeds, createOutboxStore, heldPost, isFinished } from './outbox.ts';
import { fakeBridge } from './testing/compose-fixtures.ts';

const offline: AppError = { kind: 'offline', host: 'kelp.example', reason: 'timeout', mayHaveArrived: true };
const waiting = (sendAt: number, lastError: AppError | null = null): CopyState => ({ state: 'waiting', sendAt, lastError });
const sent: CopyState = { state: 'sent', at: 1, id: null, uri: null, url: null };
const failed: CopyState = { state: 'failed', at: 1, error: offline };
const decide: CopyState = { state: 'needsDecision', sentAt: 1, checkedAt: 2, error: offline };

function post(id: string, ...states: CopyState[]): OutboxPost {
  return {
    id, createdAt: 0, body: { text: id, spoilerText: '', sensitive: false, visibility: 'public', language: null, inReplyTo: null, media: [], poll: null, thread: [], numbered: false, scheduledAt: null, quote: null, quotePolicy: null, targets: [] },
    copies: states.map((status, index) => ({ id: `${id}-${index}`, account: `a${index}` as AccountKey, text: id, part: 0, parts: 1, status })),
  };
}

describe('held posts', () => {
  test('the newest one that has not left is offered for Undo', () => {
    expect(heldPost([post('new', waiting(50)), post('old', waiting(90))], 40)).toMatchObject({ post: { id: 'new' }, sendAt: 50 });
    expect(heldPost([post('new', sent), post('old', sent, waiting(90))], 40)).toMatchObject({ post: { id: 'old' } });
  });

  test('nothing after its time, nothing that waits for the network, nothing of an empty list', () => {
    expect(heldPost([post('p', waiting(50))], 50)).toBeNull();
    expect(heldPost([post('p', waiting(50, offline))], 40)).toBeNull();
    expect(heldPost([], 0)).toBeNull();
    expect(heldPost([post('p')], 0)).toBeNull();
  });
});

test('what needs the person is counted by copy', () => {
  expect(countNeeds([post('a', failed, decide, sent), post('b', waiting(1))])).toBe(2);
  expect(countNeeds([post('a', { ...sent, earlier: 'removing' }, { ...sent, earlier: 'posted' }, { ...sent, earlier: 'unclear' })]), 'both are out, or may be').toBe(2);
});

test('a post is finished when every copy is', () => {
  expect(isFinished(post('a', sent, { state: 'cancelled', at: 1 }))).toBe(true);
  expect(isFinished(post('a', sent, failed))).toBe(false);
  expect(isFinished(post('a', { ...sent, earlier: 'removing' }))).toBe(false);
  expect(isFinished(post('a', { ...sent, earlier: 'posted' }))).toBe(true);
});

test('changed copies: another state, or a new copy; the same state again is none', () => {
  const before = [post('a', waiting(5), sent)];
  const after = [post('a', failed, sent), post('b', waiting(9))];
  expect(changedCopies(before, after).map(({ copy, before: was }) => [copy.id, was])).toEqual([['a-0', 'waiting'], ['b-0', null]]);
  expect(changedCopies(after, after)).toEqual([]);
});

describe('the store', () => {
  test('undo takes back only what has not left, and tells how many', async () => {
    const bridge = fakeBridge({ 'outbox.list': () => ok([post('p', waiting(50), sent, waiting(50))]), 'outbox.cancel': ({ copy }: { copy: string }) => (copy === 'p-2' ? fail({ kind: 'invalidInput', field: 'copy', message: 'it has left' }) : ok({ draft: 'd' })) });
    const store = createOutboxStore(bridge);
    await store.getState().start();
    expect(await store.getState().undo('p')).toMatchObject({ taken: 1, draft: 'd', error: { kind: 'invalidInput' } });
    expect(bridge.calls.filter(([name]) => name === 'outbox.cancel').map(([, input]) => input)).toEqual([{ copy: 'p-0' }, { copy: 'p-2' }]);
    expect(store.getState().busy.size).toBe(0);
  });

  test('a thread is taken back by its first post, which brings the others along', async () => {
    const held = post('p', waiting(50), waiting(50), waiting(50));
    const [first, ...others] = held.copies;
    const thread = { ...held, copies: [...(first === undefined ? [] : [first]), ...others.map((copy, at) => ({ ...copy, account: 'a1' as AccountKey, part: at, parts: 2 }))] };
    const bridge = fakeBridge({ 'outbox.list': () => ok([thread]), 'outbox.cancel': () => ok({ draft: 'p' }) });
    const store = createOutboxStore(bridge);
    await store.getState().start();
    expect(await store.getState().undo('p')).toMatchObject({ taken: 2, error: null });
    expect(bridge.calls.slice(1).map(([, input]) => input)).toEqual([{ copy: 'p-0' }, { copy: 'p-1' }]);
  });

  test('sending now hurries every held copy', async () => {
    const bridge = fakeBridge({ 'outbox.list': () => ok([post('p', waiting(50), failed)]), 'outbox.retry': () => ok(null) });
    const store = createOutboxStore(bridge);
    await store.getState().start();
    expect(await store.getState().sendNow('p')).toBeNull();
    expect(bridge.calls.at(-1)).toEqual(['outbox.retry', { copy: 'p-0' }]);
  });

  test('a copy is busy exactly while its answer is out', async () => {
    const gate = Promise.withResolvers<unknown>();
    const store = createOutboxStore(fakeBridge({ 'outbox.decide': () => gate.promise }));
    const answer = store.getState().decide('c', 'lookAgain');
    expect(store.getState().busy.has('c')).toBe(true);
    gate.resolve(ok(null));
    expect(await answer).toBeNull();
    expect(store.getState().busy.has('c')).toBe(false);
  });

  test('shows what the app tells', () => {
    const bridge = fakeBridge({});
    const store = createOutboxStore(bridge);
    bridge.emit('outbox.changed', { posts: [post('p', sent)] });
    expect(store.getState().posts).toHaveLength(1);
  });
});
