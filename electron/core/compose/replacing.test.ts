import { describe, expect, test } from 'vitest';
import type { DraftBody, ScheduledRef } from '../../contract/compose.ts';
import type { AppError } from '../../contract/result.ts';
import type { MediaAttachment } from '../../contract/statuses.ts';
import { ann, body, createSchedulingWorld, minute } from './testing/scheduling-world.ts';

const lost: AppError = { kind: 'offline', host: 'a.example', reason: 'timeout', mayHaveArrived: true };
const broken: AppError = { kind: 'serverError', host: 'a.example', status: 503, message: '', retryAt: null, mayHaveArrived: true };
const picture: MediaAttachment = { id: '7', kind: 'image', path: null, previewPath: null, remoteUrl: null, description: 'a gull', blurhash: null, width: null, height: null, focus: null };

/** A post the server keeps for in an hour, and the same app again. */
async function scheduledWorld(change: Partial<DraftBody> = {}, byServer = true) {
  const world = createSchedulingWorld({ byServer });
  const compose = world.open();
  const at = world.clock.now() + 60 * minute;
  world.send(compose, { scheduledAt: at, ...change });
  await world.clock.advance(minute);
  const ref: ScheduledRef = { in: 'outbox', copy: world.copyId() };
  /** Opens the post for editing and answers what the composer would show. */
  async function edit(post: ScheduledRef = ref): Promise<{ readonly id: string; readonly body: DraftBody }> {
    const answer = await compose.scheduled.edit(post);
    const draft = world.store.drafts().find(({ id }) => answer.ok && id === answer.value.draft);
    if (draft === undefined) throw new Error(JSON.stringify(answer));
    return draft;
  }
  const texts = (): string[] => world.kept.map(({ text }) => text);
  const sendDraft = ({ id, body: written }: { readonly id: string; readonly body: DraftBody }, edits: Partial<DraftBody>) => compose.send({ draftId: id, body: { ...written, ...edits } });
  return { ...world, compose, at, ref, edit, texts, sendDraft };
}

describe('a new version of a scheduled post', () => {
  test('changes nothing until it is sent; then it is put there first and the old one removed', async () => {
    const { clock, edit, texts, sendDraft, states, at, kept } = await scheduledWorld();
    const draft = await edit();
    expect(draft.body).toMatchObject({ text: 'At noon', scheduledAt: at, replaces: { account: ann, at, text: 'At noon' } });
    expect(texts()).toEqual(['At noon']);
    const before: string[][] = [];
    const watch = kept.push.bind(kept);
    kept.push = (...more) => {
      before.push([...texts(), ...more.map(({ text }) => text)]);
      return watch(...more);
    };
    expect(sendDraft(draft, { text: 'At one', scheduledAt: at + 60 * minute }).ok).toBe(true);
    await clock.advance(minute);
    expect(before).toEqual([['At noon', 'At one']]);
    expect(kept.map(({ text, at: when }) => [text, when])).toEqual([['At one', at + 60 * minute]]);
    expect(states().map(({ state }) => state)).toEqual(['scheduled', 'cancelled']);
  });

  test('is one post in the list, also while the old one is not removed yet', async () => {
    const { clock, edit, sendDraft, server, compose, texts } = await scheduledWorld();
    server.cancelFaults.push(broken, broken);
    sendDraft(await edit(), { text: 'At one' });
    await clock.advance(1000);
    expect(texts()).toEqual(['At noon', 'At one']);
    const listed = await compose.scheduled.list();
    expect(listed.ok && listed.value.posts).toMatchObject([{ text: 'At one', replacing: true }]);
    const ref: ScheduledRef = listed.ok && listed.value.posts[0] !== undefined ? listed.value.posts[0].ref : { in: 'outbox', copy: '' };
    expect(await compose.scheduled.edit(ref)).toMatchObject({ ok: false });
    expect(await compose.scheduled.cancel(ref)).toMatchObject({ ok: false });
    await clock.advance(10 * minute);
    expect(texts()).toEqual(['At one']);
  });

  test('that its server refuses leaves the old one as it is', async () => {
    const { clock, edit, sendDraft, server, texts, states, store } = await scheduledWorld();
    server.scheduleFault = { kind: 'rejected', host: 'a.example', status: 422, message: 'too many' };
    sendDraft(await edit(), { text: 'At one' });
    await clock.advance(minute);
    expect(texts()).toEqual(['At noon']);
    expect(states().map(({ state }) => state)).toEqual(['failed', 'scheduled']);
    server.scheduleFault = null;
    const failed = store.posts(1)[0]?.copies[0]?.id ?? '';
    expect(store.copy(failed)?.replaces, 'a retry replaces it still').not.toBeNull();
  });

  test('goes out at once only after the old one is gone for certain', async () => {
    const { clock, edit, sendDraft, server, texts, posts } = await scheduledWorld();
    server.cancelFaults.push(broken);
    sendDraft(await edit(), { text: 'Now', scheduledAt: null });
    await clock.advance(1000);
    expect([posts, texts()]).toEqual([[], ['At noon']]);
    await clock.advance(minute);
    expect([posts.map(({ sourceText }) => sourceText), texts()]).toEqual([['Now'], []]);
  });

  test.each(['list', 'remove'] as const)('is not posted where it was taken back while the old one went: %s', async (call) => {
    const { clock, edit, sendDraft, server, posts, compose, store } = await scheduledWorld();
    const { promise, resolve } = Promise.withResolvers<void>();
    server.waits[call] = promise;
    sendDraft(await edit(), { text: 'Now', scheduledAt: null });
    await clock.advance(1000);
    const copy = store.posts(1)[0]?.copies[0]?.id ?? '';
    expect(await compose.cancel({ copy })).toMatchObject({ ok: true });
    resolve();
    await clock.advance(10 * minute);
    expect([posts, store.copy(copy)?.status.state]).toEqual([[], 'cancelled']);
  });

  test('whose removal got no answer is not asked about: the old one is gone as it should be', async () => {
    const { clock, edit, sendDraft, server, texts, states } = await scheduledWorld();
    server.cancelFaults.push({ ...lost, removesFirst: true });
    sendDraft(await edit(), { text: 'At one' });
    await clock.advance(5 * minute);
    expect(texts()).toEqual(['At one']);
    expect(states().map(({ state }) => state)).toEqual(['scheduled', 'cancelled']);
  });

  test('that came too late is taken back, with both facts, and goes only by the person\'s word', async () => {
    const { clock, at, edit, sendDraft, server, kept, publish, texts, posts, compose, store } = await scheduledWorld();
    server.cancelFaults.push(...Array.from({ length: 30 }, () => broken));
    sendDraft(await edit(), { text: 'At two', scheduledAt: at + 120 * minute });
    await clock.advance(58 * minute);
    expect(texts()).toEqual(['At noon', 'At two']);
    await clock.advance(2 * minute);
    const [old] = kept.splice(0, 1);
    if (old !== undefined) publish({ ...old, inReplyToId: null, mediaIds: [] });
    server.cancelFaults.splice(0);
    await clock.advance(20 * minute);
    expect(texts()).toEqual([]);
    const failed = store.posts(1)[0]?.copies[0];
    expect(failed?.status).toMatchObject({ state: 'failed', error: { message: 'The version before was posted already' } });
    expect(posts).toHaveLength(1);
    compose.retry({ copy: failed?.id ?? '' });
    await clock.advance(minute);
    expect(posts.map(({ sourceText }) => sourceText)).toEqual(['At two', 'At noon']);
  });

  test('does not come in the place of one somebody has taken back meanwhile', async () => {
    const { clock, edit, sendDraft, kept, texts, states, store } = await scheduledWorld();
    const draft = await edit();
    kept.splice(0);
    sendDraft(draft, { text: 'At one' });
    await clock.advance(minute);
    expect(texts()).toEqual([]);
    expect(states()[0]).toMatchObject({ state: 'failed', error: { message: 'The version before is not scheduled any more' } });
    expect(store.copy(store.posts(1)[0]?.copies[0]?.id ?? '')?.replaces).toBeNull();
  });

  test('written in two windows is sent by one of them', async () => {
    const { clock, edit, compose, sendDraft, texts } = await scheduledWorld();
    const draft = await edit();
    expect((await edit()).id, 'the draft that was begun comes back').toBe(draft.id);
    expect(sendDraft(draft, { text: 'One window' }).ok).toBe(true);
    compose.saveDraft({ id: 'other', body: { ...draft.body, text: 'Other window' } });
    expect(sendDraft({ id: 'other', body: draft.body }, { text: 'Other window' })).toMatchObject({ error: { kind: 'invalidInput', field: 'replaces' } });
    await clock.advance(minute);
    expect(sendDraft({ id: 'other', body: draft.body }, { text: 'Other window' })).toMatchObject({ error: { kind: 'invalidInput', field: 'replaces' } });
    expect(texts()).toEqual(['One window']);
  });

  test('of one Skein holds takes its place in the same moment, threads too', async () => {
    const { clock, at, edit, sendDraft, posts, states } = await scheduledWorld({ thread: [{ id: 'b', text: 'And then', media: [], poll: null, own: [] }] }, false);
    const draft = await edit();
    expect(draft.body.thread).toMatchObject([{ text: 'And then' }]);
    expect(sendDraft(draft, { text: 'At one' }).ok).toBe(true);
    expect(states().map(({ state }) => state)).toEqual(['scheduled', 'waiting', 'cancelled', 'cancelled']);
    await clock.advance(at - clock.now() + 2 * minute);
    expect(posts.map(({ sourceText }) => sourceText)).toEqual(['And then', 'At one']);
  });

  test('is refused where its account is not among those it goes to', async () => {
    const { edit, sendDraft, texts } = await scheduledWorld();
    const draft = await edit();
    expect(sendDraft(draft, { targets: [] }).ok).toBe(false);
    expect(texts()).toEqual(['At noon']);
  });
});

describe('what another program scheduled', () => {
  const foreign = { spoilerText: '', sensitive: false, visibility: 'public', language: 'de', poll: null } as const;

  test('is edited with its files and what it answers, and replaced', async () => {
    const { clock, open, kept, server, store } = createSchedulingWorld({ byServer: true });
    const compose = open();
    const at = clock.now() + 60 * minute;
    kept.push({ id: 'x', at, text: 'Elsewhere', mediaCount: 1, ...foreign });
    server.whole = { media: [picture], inReplyToId: '41' as never };
    const answer = await compose.scheduled.edit({ in: 'server', account: ann, id: 'x' });
    const draft = store.drafts().find(({ id }) => answer.ok && id === answer.value.draft);
    expect(draft?.body).toMatchObject({ text: 'Elsewhere', language: 'de', inReplyTo: 'https://a.example/s/41', media: [{ description: 'a gull' }], scheduledAt: at, replaces: { post: { in: 'server', id: 'x' } } });
    expect(compose.send({ draftId: draft?.id ?? '', body: { ...body, ...draft?.body, media: [], inReplyTo: null, text: 'Elsewhere, edited' } }).ok).toBe(true);
    await clock.advance(minute);
    expect(kept).toMatchObject([{ text: 'Elsewhere, edited' }]);
  });

  test('is not opened where a file cannot be had, as a new version would be without it', async () => {
    const { clock, open, kept, server, store } = createSchedulingWorld({ byServer: true });
    kept.push({ id: 'x', at: clock.now() + 60 * minute, text: 'Elsewhere', mediaCount: 1, ...foreign });
    server.whole = { media: [{ ...picture, id: 'gone' }] };
    expect(await open().scheduled.edit({ in: 'server', account: ann, id: 'x' })).toMatchObject({ error: { kind: 'notFound', what: 'file' } });
    expect([store.drafts(), kept.length]).toEqual([[], 1]);
  });
});

test('a time nearer than servers take is refused with the reason, and nothing is asked', async () => {
  const { compose, ref, clock, kept, at } = await scheduledWorld();
  const answer = await compose.scheduled.move(ref, clock.now() + 4 * minute);
  expect(answer).toMatchObject({ error: { kind: 'invalidInput', message: expect.stringContaining('five minutes') } });
  expect(kept).toMatchObject([{ at }]);
});

test('words a waiting copy was given in the outbox come back with it', async () => {
  const { compose, copyId, store } = await scheduledWorld({}, false);
  compose.edit({ copy: copyId(), text: 'At one, rather' });
  const taken = await compose.cancel({ copy: copyId() });
  const draft = store.drafts().find(({ id }) => taken.ok && id === taken.value.draft);
  expect(draft?.body.targets).toMatchObject([{ overrides: { text: 'At one, rather' } }]);
});
