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

describe('a new version that is out while the old one is still kept', () => {
  /** Cut off while the new version was on its way; it went out half an hour before the time of the old one, and the app starts again. */
  async function outWorld(account: ScheduledRef['in'] = 'outbox') {
    const world = await scheduledWorld();
    const { clock, at, edit, sendDraft, server, compose, publish, kept, store } = world;
    if (account === 'server') kept.push({ id: 'x', at, text: 'Elsewhere', mediaCount: 0, spoilerText: '', sensitive: false, visibility: 'public', language: 'de', poll: null });
    server.scheduleFault = lost;
    sendDraft(await edit(account === 'outbox' ? world.ref : { in: 'server', account: ann, id: 'x' }), { text: 'Sooner', scheduledAt: at - 30 * minute });
    await clock.advance(1000);
    compose.outbox.close();
    server.scheduleFault = null;
    await clock.advance(at - 30 * minute - clock.now());
    publish({ text: 'Sooner', spoilerText: '', sensitive: false, visibility: 'public', language: 'en', inReplyToId: null, mediaIds: [], poll: null });
    const restart = () => world.open();
    const copy = () => store.copy(store.posts(1)[0]?.copies[0]?.id ?? '');
    const oldGoesOut = (): void => {
      const [old] = kept.splice(0, 1);
      if (old !== undefined) publish({ ...old, inReplyToId: null, mediaIds: [] });
    };
    return { ...world, restart, copy, oldGoesOut };
  }

  test('goes on removing it, also after another cut and lost answers, and says so meanwhile', async () => {
    const { clock, restart, copy, texts, server, store, states, compose } = await outWorld();
    server.cancelFaults.push(broken, { ...broken, retryAt: clock.now() + 7 * minute });
    const second = restart();
    await clock.advance(30_000);
    expect(copy()).toMatchObject({ status: { state: 'sent', id: '1', earlier: 'removing' }, replaces: { removing: true } });
    expect(texts()).toEqual(['At noon']);
    const listed = await second.scheduled.list();
    expect(listed.ok && listed.value.posts, 'what is being removed is nothing to edit').toEqual([]);
    expect(compose.dismiss({ post: store.posts(1)[0]?.id ?? '' }).ok).toBe(false);
    second.outbox.close();
    await clock.advance(minute);
    server.cancelFaults.splice(0);
    server.cancelFaults.push({ ...lost, removesFirst: true });
    restart();
    await clock.advance(5 * minute);
    expect(texts()).toEqual([]);
    expect(copy()?.replaces).toBeNull();
    expect(states().map(({ state }) => state)).toEqual(['sent', 'cancelled']);
    expect(copy()?.status).not.toHaveProperty('earlier');
  });

  test('waits as long as the server says', async () => {
    const { clock, restart, texts, server } = await outWorld();
    server.cancelFaults.push({ kind: 'rateLimited', host: 'a.example', retryAt: clock.now() + 10 * minute });
    restart();
    await clock.advance(9 * minute);
    expect(texts()).toEqual(['At noon']);
    await clock.advance(3 * minute);
    expect(texts()).toEqual([]);
  });

  test('of another program too', async () => {
    const { clock, restart, texts, copy } = await outWorld('server');
    restart();
    await clock.advance(minute);
    expect(texts()).toEqual(['At noon']);
    expect(copy()).toMatchObject({ replaces: null, status: { state: 'sent' } });
  });

  test('that was posted too: stays posted, and both are told', async () => {
    const { clock, at, restart, copy, server, posts, oldGoesOut } = await outWorld();
    server.cancelFaults.push(...Array.from({ length: 30 }, () => broken));
    restart();
    await clock.advance(at - clock.now());
    oldGoesOut();
    server.cancelFaults.splice(0);
    await clock.advance(20 * minute);
    expect(copy()).toMatchObject({ replaces: null, status: { state: 'sent', id: '1', earlier: 'posted' } });
    expect(posts.map(({ sourceText }) => sourceText)).toEqual(['At noon', 'Sooner']);
  });

  test('whose server refuses to forget it, is told', async () => {
    const { clock, restart, copy, server } = await outWorld();
    server.cancelFaults.push({ kind: 'forbidden', host: 'a.example', message: '' });
    restart();
    await clock.advance(minute);
    expect(copy()).toMatchObject({ replaces: null, status: { state: 'sent', earlier: 'unclear' } });
  });

  test('that somebody else took back before its time is nothing to tell', async () => {
    const { clock, restart, kept, states } = await outWorld();
    kept.splice(0);
    restart();
    await clock.advance(minute);
    expect(states().map(({ state }) => state)).toEqual(['sent', 'cancelled']);
    expect(states()[0]).not.toHaveProperty('earlier');
  });

  test('whose account is removed, is told', async () => {
    const { clock, restart, copy, server } = await outWorld();
    server.cancelFaults.push(broken);
    const second = restart();
    await clock.advance(6_000);
    second.outbox.accountRemoved(ann);
    expect(copy()).toMatchObject({ replaces: null, status: { state: 'sent', earlier: 'unclear' } });
  });

  test('as its server posted it at once', async () => {
    const { clock, at, edit, sendDraft, server, texts, posts, states } = await scheduledWorld();
    server.postsAtOnce = true;
    sendDraft(await edit(), { text: 'At noon', scheduledAt: at + 60 * minute });
    await clock.advance(minute);
    expect([texts(), posts.length]).toEqual([[], 1]);
    expect(states()).toMatchObject([{ state: 'sent' }, { state: 'cancelled' }]);
  });

  test('with the same words and nearly the same time is not taken for the old one', async () => {
    const { clock, at, edit, sendDraft, server, compose, posts, publish, kept, open, states } = await scheduledWorld();
    server.scheduleFault = lost;
    sendDraft(await edit(), { scheduledAt: at - 30_000 });
    await clock.advance(1000);
    compose.outbox.close();
    server.scheduleFault = null;
    await clock.advance(at - 30_000 - clock.now());
    publish({ text: 'At noon', spoilerText: '', sensitive: false, visibility: 'public', language: 'en', inReplyToId: null, mediaIds: [], poll: null });
    kept.splice(0);
    open();
    await clock.advance(10 * minute);
    expect(posts).toHaveLength(1);
    expect(states()[0]).not.toMatchObject({ earlier: 'posted' });
  });

  test('and went out while its server still refused to remove the old one: both are told', async () => {
    const { clock, at, edit, sendDraft, server, store, posts, publish, kept } = await scheduledWorld();
    server.cancelFaults.push(...Array.from({ length: 200 }, () => broken));
    sendDraft(await edit(), { text: 'A bit later', scheduledAt: at + 5 * minute });
    await clock.advance(at - clock.now());
    for (const wait of [5 * minute, 0]) {
      const [due] = kept.splice(0, 1);
      if (due !== undefined) publish({ ...due, inReplyToId: null, mediaIds: [] });
      await clock.advance(wait);
    }
    server.cancelFaults.splice(0);
    await clock.advance(20 * minute);
    expect(posts.map(({ sourceText }) => sourceText)).toEqual(['A bit later', 'At noon']);
    expect(store.copy(store.posts(1)[0]?.copies[0]?.id ?? '')).toMatchObject({ replaces: null, status: { state: 'sent', id: '2', earlier: 'posted' } });
  });

  test('by the person\'s word', async () => {
    const { clock, at, edit, sendDraft, server, compose, store, texts } = await scheduledWorld();
    server.scheduleFault = lost;
    sendDraft(await edit(), { text: 'Sooner', scheduledAt: at - 30 * minute });
    await clock.advance(31 * minute);
    const id = store.posts(1)[0]?.copies[0]?.id ?? '';
    expect(store.copy(id)?.status.state).toBe('needsDecision');
    compose.decide({ copy: id, answer: 'isThere' });
    await clock.advance(minute);
    expect(texts()).toEqual([]);
    expect(store.copy(id)).toMatchObject({ replaces: null, status: { state: 'sent' } });
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
