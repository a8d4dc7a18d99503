import { describe, expect, test } from 'vitest';
import type { StatusUri } from '../../contract/ids.ts';
import { ok } from '../../contract/result.ts';
import { ann, body, createSchedulingWorld as setUp, minute } from './testing/scheduling-world.ts';

const second = { id: 'b', text: 'And then', media: [], poll: null, own: [] };

describe('a post Skein sends itself', () => {
  test('waits for its time, and goes then', async () => {
    const { clock, open, send, states, posts } = setUp();
    send(open(), { scheduledAt: clock.now() + 30 * minute });
    await clock.advance(29 * minute);
    expect(states()).toMatchObject([{ state: 'scheduled', by: 'skein' }]);
    expect(posts).toEqual([]);
    await clock.advance(2 * minute);
    expect(states()).toMatchObject([{ state: 'sent', id: '1' }]);
  });

  test('holds up nothing that is written meanwhile', async () => {
    const { clock, open, send, posts } = setUp();
    const compose = open();
    send(compose, { scheduledAt: clock.now() + 30 * minute });
    send(compose, { text: 'Now' });
    await clock.advance(1000);
    expect(posts.map(({ sourceText }) => sourceText)).toEqual(['Now']);
  });

  test('goes by the clock of its server, which it will carry', async () => {
    const { clock, server, open, send, posts } = setUp();
    server.aheadMs = -10 * minute;
    const at = clock.now() + 30 * minute;
    send(open(), { scheduledAt: at });
    await clock.advance(35 * minute);
    expect(posts).toEqual([]);
    await clock.advance(6 * minute);
    expect(posts).toHaveLength(1);
    expect(posts[0]?.createdAt).toBeGreaterThanOrEqual(at + 10 * minute);
  });

  test('that missed its time is asked about, and sent or moved only then', async () => {
    const { clock, open, send, states, posts, copyId } = setUp();
    const first = open();
    send(first, { scheduledAt: clock.now() + 30 * minute });
    await clock.advance(1000);
    first.outbox.close();
    await clock.advance(60 * minute);
    const later = open();
    await clock.advance(30 * minute);
    expect(states()).toMatchObject([{ state: 'late' }]);
    expect(posts).toEqual([]);
    expect(await later.scheduled.list()).toMatchObject({ value: { posts: [{ late: true, text: 'At noon' }] } });
    expect(await later.scheduled.move({ in: 'outbox', copy: copyId() }, clock.now() - 1)).toMatchObject({ error: { kind: 'invalidInput' } });
    expect(await later.scheduled.move({ in: 'outbox', copy: copyId() }, clock.now() + 10 * minute)).toEqual(ok(null));
    await clock.advance(11 * minute);
    expect(states()).toMatchObject([{ state: 'sent' }]);
  });

  test('that missed its time goes at once where the person set it so, also after hours signed out', async () => {
    const { clock, server, open, send, states } = setUp({ whenLate: 'send' });
    const compose = open();
    send(compose, { scheduledAt: clock.now() + 30 * minute });
    await clock.advance(1000);
    server.isSignedIn = false;
    await clock.advance(120 * minute);
    expect(states()).toMatchObject([{ state: 'scheduled' }]);
    server.isSignedIn = true;
    compose.outbox.reachable(ann);
    await clock.advance(1000);
    expect(states()).toMatchObject([{ state: 'sent' }]);
  });
});

describe('a post its server keeps', () => {
  test('is moved, taken over when another program moved it, and found when it is posted', async () => {
    const { clock, kept, publish, open, send, states, copyId } = setUp({ byServer: true });
    const compose = open();
    const at = clock.now() + 60 * minute;
    send(compose, { scheduledAt: at });
    await clock.advance(1000);
    expect(states()).toMatchObject([{ state: 'scheduled', by: 'server', id: 's1', at }]);
    expect(await compose.scheduled.move({ in: 'outbox', copy: copyId() }, at + 5 * minute)).toEqual(ok(null));
    expect(kept).toMatchObject([{ at: at + 5 * minute }]);
    if (kept[0] !== undefined) kept[0] = { ...kept[0], at: at + 9 * minute };
    expect(await compose.scheduled.list()).toMatchObject({ value: { posts: [{ at: at + 9 * minute, by: 'server' }], unavailable: [] } });
    await clock.advance(at + 9 * minute - clock.now());
    kept.splice(0);
    publish({ text: 'At noon', spoilerText: '', sensitive: false, visibility: 'public', language: null, inReplyToId: null, mediaIds: [], poll: null });
    await clock.advance(2 * minute);
    expect(states()).toMatchObject([{ state: 'sent', id: '1' }]);
  });

  test('that is neither kept nor posted when its time has come is asked about', async () => {
    const { clock, kept, open, send, states } = setUp({ byServer: true });
    send(open(), { scheduledAt: clock.now() + 20 * minute });
    await clock.advance(19 * minute);
    kept.splice(0);
    await clock.advance(20 * minute);
    expect(states()).toMatchObject([{ state: 'needsDecision', error: { kind: 'notFound' } }]);
  });

  test('that somebody cancelled elsewhere is taken back here when the list is read', async () => {
    const { clock, kept, open, send, states } = setUp({ byServer: true });
    const compose = open();
    send(compose, { scheduledAt: clock.now() + 60 * minute });
    await clock.advance(1000);
    kept.splice(0);
    expect(await compose.scheduled.list()).toEqual(ok({ posts: [], unavailable: [] }));
    expect(states()).toMatchObject([{ state: 'cancelled' }]);
  });

  test('is forgotten by the server when it is taken back; its words and its time are in a draft', async () => {
    const { clock, kept, store, open, send, copyId } = setUp({ byServer: true });
    const compose = open();
    const at = clock.now() + 60 * minute;
    send(compose, { scheduledAt: at });
    await clock.advance(1000);
    const taken = await compose.cancel({ copy: copyId() });
    expect(kept).toEqual([]);
    expect(store.drafts()).toMatchObject([{ id: taken.ok ? taken.value.draft : '', body: { text: 'At noon', scheduledAt: at } }]);
  });

  test('of another program becomes a draft before the server forgets it', async () => {
    const { clock, kept, store, open } = setUp({ byServer: true });
    const compose = open();
    kept.push({ id: 'x', at: clock.now() + 60 * minute, text: 'Elsewhere', spoilerText: 'cw', sensitive: true, visibility: 'mutuals', language: 'de', mediaCount: 1, poll: null });
    expect(await compose.scheduled.list()).toMatchObject({ value: { posts: [{ ref: { in: 'server', id: 'x' }, media: 1 }] } });
    expect(await compose.scheduled.cancel({ in: 'server', account: ann, id: 'x' })).toMatchObject({ ok: true });
    expect(store.drafts()).toMatchObject([{ body: { text: 'Elsewhere', spoilerText: 'cw', visibility: 'private', language: 'de', scheduledAt: 60 * minute + clock.now() } }]);
    expect(await compose.scheduled.cancel({ in: 'server', account: ann, id: 'x' })).toMatchObject({ ok: false, error: { kind: 'notFound' } });
    expect(store.drafts()).toHaveLength(1);
  });
});

describe('a thread', () => {
  test('whose second post is taken back goes on as an answer to the first, from a draft of its own', async () => {
    const { clock, store, open, posts } = setUp();
    const compose = open();
    const sent = compose.send({ draftId: 'd', body: { ...body, thread: [second, { ...second, id: 'c', text: 'At last' }] } });
    if (!sent.ok) throw new Error('not sent');
    // The first is there, the second waits for the network.
    await clock.advance(0);
    const [first, next] = sent.value.copies;
    const stored = store.copy(next?.id ?? '');
    if (stored === null) throw new Error('no copy');
    store.putCopy({ ...stored, status: { state: 'failed', at: 0, error: { kind: 'cancelled' } } });
    const last = store.copy(sent.value.copies[2]?.id ?? '');
    if (last !== null) store.putCopy({ ...last, status: { state: 'waiting', sendAt: 0, lastError: null } });
    expect(store.copy(first?.id ?? '')?.status).toMatchObject({ state: 'sent' });
    const taken = await compose.cancel({ copy: next?.id ?? '' });
    expect(taken.ok).toBe(true);
    const draft = store.drafts().find(({ id }) => taken.ok && id === taken.value.draft);
    expect(draft?.body).toMatchObject({ text: 'And then', inReplyTo: 'https://a.example/s/1', thread: [{ text: 'At last' }], targets: [{ account: ann }] });
    expect(store.posts(1)[0]?.copies.map(({ status }) => status.state)).toEqual(['sent', 'cancelled', 'cancelled']);
    expect(posts.length).toBeLessThanOrEqual(3);
  });
});

describe('a draft that was sent', () => {
  test('is not sent again, however often the call comes, also after a restart', async () => {
    const { clock, open, posts } = setUp();
    const first = open();
    const sent = first.send({ draftId: 'd', body });
    await clock.advance(1000);
    first.outbox.close();
    const { scheduledAt, ...rest } = body;
    const again = open().send({ draftId: 'd', body: { scheduledAt, ...rest } });
    await clock.advance(1000);
    expect(again.ok && sent.ok && again.value.id).toBe(sent.ok && sent.value.id);
    expect(posts).toHaveLength(1);
  });

  test('is not sent again with other words of another window, which are not dropped either', async () => {
    const { clock, open, posts, store } = setUp();
    const compose = open();
    compose.send({ draftId: 'd', body });
    const other = { ...body, text: 'At noon, says the other window' };
    expect(compose.send({ draftId: 'd', body: other })).toMatchObject({ error: { kind: 'invalidInput', field: 'draftId' } });
    expect(compose.saveDraft({ id: 'd', body: other })).toMatchObject({ error: { kind: 'invalidInput', field: 'draftId' } });
    expect(compose.saveDraft({ id: 'e', body: other }).ok).toBe(true);
    await clock.advance(1000);
    expect(posts).toHaveLength(1);
    expect(store.drafts()).toMatchObject([{ id: 'e', body: { text: other.text } }]);
  });

  test('does not come back where it is saved late as it was', async () => {
    const { open, store } = setUp();
    const compose = open();
    compose.send({ draftId: 'd', body });
    expect(compose.saveDraft({ id: 'd', body })).toMatchObject({ ok: true });
    expect(store.drafts()).toEqual([]);
  });

  test('is known as sent also when its post was taken off the list', async () => {
    const { clock, open, posts } = setUp();
    const compose = open();
    const sent = compose.send({ draftId: 'd', body });
    await clock.advance(1000);
    compose.dismiss({ post: sent.ok ? sent.value.id : '' });
    expect(compose.send({ draftId: 'd', body })).toMatchObject({ error: { kind: 'invalidInput', field: 'draftId' } });
    await clock.advance(1000);
    expect(posts).toHaveLength(1);
  });
});

test('a copy is edited while it waits: what leaves is the new text', async () => {
  const { clock, open, send, posts, copyId, states } = setUp();
  const compose = open();
  send(compose, { scheduledAt: clock.now() + 30 * minute });
  await clock.advance(1000);
  expect(compose.edit({ copy: copyId(), text: 'x'.repeat(501) })).toMatchObject({ error: { kind: 'invalidInput', field: 'text' } });
  expect(compose.edit({ copy: copyId(), text: 'At one' })).toEqual(ok(null));
  expect(states()).toMatchObject([{ state: 'scheduled' }]);
  await clock.advance(31 * minute);
  expect(posts.map(({ sourceText }) => sourceText)).toEqual(['At one']);
});

test('words edited while the answered post is looked up are the ones that count', async () => {
  const { clock, server, open, send, states, store, copyId } = setUp();
  const compose = open();
  const { promise, resolve } = Promise.withResolvers<void>();
  server.waits.lookUp = promise;
  send(compose, { inReplyTo: 'https://b.example/s/9' as StatusUri });
  await clock.advance(1000);
  expect(compose.edit({ copy: copyId(), text: 'At one' })).toEqual(ok(null));
  resolve();
  await clock.advance(1000);
  expect(states()).toMatchObject([{ state: 'failed', error: { kind: 'notFound' } }]);
  expect(store.copy(copyId())?.payload.text).toBe('At one');
});
