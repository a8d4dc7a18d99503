import { describe, expect, test } from 'vitest';
import type { CopyState, DraftBody, OutboxPost } from '../../contract/compose.ts';
import type { AccountKey, StatusId, StatusUri } from '../../contract/ids.ts';
import { fail, ok, type AppError, type Result } from '../../contract/result.ts';
import type { SignedInAccount } from '../account-directory.ts';
import type { AccountConnection, NewStatus, OwnPost, SeenStatus } from '../fediverse.ts';
import { createFakeLifecycle, createRecordedEvents, createRecordedLog, createSeededRandom } from '../testing/fake-ports.ts';
import { sampleKey, samplePerson, sampleProfile, sampleSeen } from '../testing/samples.ts';
import { createVirtualClock } from '../testing/virtual-clock.ts';
import { createCompose } from './index.ts';
import { createFakeMedia, type UploadFault } from './testing/fake-media.ts';
import { createMemoryAttachments } from './testing/memory-attachments.ts';
import { createMemoryComposeStore } from './testing/memory-compose-store.ts';

const ann = sampleKey('ann');
const bob = sampleKey('bob');
const offline: AppError = { kind: 'offline', host: 'a.example', reason: 'noNetwork', mayHaveArrived: false };
const lost: AppError = { kind: 'offline', host: 'a.example', reason: 'timeout', mayHaveArrived: true };
const unauthorized: AppError = { kind: 'unauthorized', host: 'a.example', message: '' };
const rejected: AppError = { kind: 'rejected', host: 'a.example', status: 422, message: 'No' };
const pictureId = '00000000-0000-4000-8000-000000000001';
const smallerId = '00000000-0000-4000-8000-000000000002';
const picture = { file: { id: pictureId, mimeType: 'image/png', bytes: 1 }, name: 'a.png', description: 'A tally sheet', focus: null };
const answered = 'https://b.example/s/7' as StatusUri;

interface Sent {
  readonly account: AccountKey;
  readonly status: NewStatus;
  readonly key: string;
}

/** An app whose servers answer what `answers` holds next for an account, and after that take every post. */
function setUp(options: { readonly idempotency?: 'honoured' | 'ignored'; readonly undoSeconds?: number; readonly uploads?: readonly UploadFault[]; readonly preparesMs?: number; readonly keepsWords?: boolean; readonly whenLate?: 'ask' | 'send'; readonly scheduling?: boolean; readonly guards?: boolean } = {}) {
  const clock = createVirtualClock();
  const lifecycle = createFakeLifecycle();
  const events = createRecordedEvents();
  const store = createMemoryComposeStore();
  const sent: Sent[] = [];
  const conversations = new Map<StatusUri, readonly string[]>();
  const boosts: (readonly [string, readonly AccountKey[]])[] = [];
  const posted: string[] = [];
  const answers = new Map<AccountKey, AppError[]>();
  const own = new Map<AccountKey, Result<readonly OwnPost[]>>();
  const signedOut = new Set<AccountKey>();
  const removed = new Set<AccountKey>();
  const moved = new Map<AccountKey, string>();
  const localIds = new Map<AccountKey, Result<StatusId>>();
  const plain = sampleProfile({ capabilities: { idempotency: options.idempotency ?? 'honoured' } });
  const writing = { scheduling: false, quotes: false, quotePolicies: false, localOnly: false, guardsMentions: true, formats: [] };
  const profile = options.guards === true ? { ...plain, limits: { ...plain.limits, writing } } : plain;
  let ids = 0;
  const media = createFakeMedia(clock, { faults: options.uploads ?? [], preparesMs: options.preparesMs ?? 0, keepsWords: options.keepsWords ?? true });
  const attachments = createMemoryAttachments();
  attachments.files.set(pictureId, new Uint8Array([1]));
  attachments.files.set(smallerId, new Uint8Array([1]));

  const connect = (account: AccountKey): SignedInAccount => ({
    key: account,
    person: samplePerson('me'),
    profile,
    connection: {
      account,
      post: async (status: NewStatus, key: string): Promise<Result<SeenStatus>> => {
        sent.push({ account, status, key });
        const error = answers.get(account)?.shift();
        ids += 1;
        return error === undefined ? ok(sampleSeen(`https://a.example/s/${ids}`, String(ids))) : fail(error);
      },
      uploadMedia: media.uploadMedia,
      uploadedMedia: media.uploadedMedia,
      describeMedia: media.describeMedia,
      ownPosts: async () => own.get(account) ?? ok([]),
      serverTime: () => clock.now(),
    } as Partial<AccountConnection> as AccountConnection,
  });

  const open = () => {
    const compose = createCompose({
      clock,
      random: createSeededRandom(7 + clock.now()),
      log: createRecordedLog(),
      lifecycle,
      store,
      transactions: { run: (work) => store.transaction(work) },
      accounts: { keys: () => [ann, bob], signedIn: (key) => (signedOut.has(key) || removed.has(key) ? null : connect(key)) },
      publish: events.publish,
      limitsOf: (key) => ([ann, bob].includes(key) && !removed.has(key) ? profile.limits : null),
      undoSeconds: () => options.undoSeconds ?? 0,
      whenLate: () => options.whenLate ?? 'ask',
      movedTo: (key) => moved.get(key) ?? null,
      linkOf: (uri) => uri,
      keepMedia: async () => fail({ kind: 'notFound', what: 'file' }),
      addressOf: async () => fail({ kind: 'notFound', what: 'status' }),
      knownPeople: { beginningWith: () => [] },
      conversationOf: (uri) => conversations.get(uri) ?? null,
      boosts: { boostWhenSent: (post, accounts) => void boosts.push([post, accounts]), tellJobs: () => {} },
      attachments,
      localId: async (account) => localIds.get(account) ?? fail({ kind: 'notFound', what: 'status' }),
      posted: (_account, seen) => void posted.push(seen.marks.id),
    });
    compose.outbox.start();
    return compose;
  };
  const compose = open();
  const states = (): CopyState[] => store.posts(10).toReversed().flatMap(({ copies }) => copies.map(({ status }) => status));
  let drafts = 0;
  const send = (written: DraftBody): OutboxPost => {
    drafts += 1;
    const result = compose.send({ draftId: drafts === 1 ? 'draft' : `draft ${drafts}`, body: written });
    if (!result.ok) throw new Error(JSON.stringify(result.error));
    return result.value;
  };
  return { clock, lifecycle, events, store, media, sent, boosts, conversations, posted, answers, own, signedOut, removed, moved, localIds, compose, open, states, send };
}

function body(change: Partial<DraftBody> = {}, ...accounts: AccountKey[]): DraftBody {
  const targets = (accounts.length === 0 ? [ann] : accounts).map((account) => ({ account, overrides: {} }));
  return { text: 'Hello', spoilerText: '', sensitive: false, visibility: 'public', language: 'en', inReplyTo: null, media: [], poll: null, thread: [], numbered: false, scheduledAt: null, quote: null, quotePolicy: null, targets, ...change };
}

function ownPost(id: string, createdAt: number, change: Partial<OwnPost> = {}): OwnPost {
  return { id: id as StatusId, uri: `https://a.example/s/${id}` as StatusUri, url: null, createdAt, content: '' as OwnPost['content'], sourceText: 'Hello', spoilerText: '', inReplyToId: null, mediaCount: 0, pollOptions: [], ...change };
}

const copyOf = (post: OutboxPost, index = 0): string => post.copies[index]?.id ?? '';

describe('drafts', () => {
  test('are kept as last saved, newest first, until deleted', async () => {
    const { compose, clock } = setUp();
    expect(compose.saveDraft({ id: 'a', body: body() })).toEqual(ok({ savedAt: clock.now() }));
    await clock.advance(5);
    compose.saveDraft({ id: 'b', body: body({ text: 'Second' }) });
    compose.saveDraft({ id: 'a', body: body({ text: 'Hello there' }) });
    expect(compose.drafts()).toMatchObject(ok([{ id: 'a', body: { text: 'Hello there' } }, { id: 'b' }]));
    compose.deleteDraft({ id: 'a' });
    expect(compose.drafts()).toMatchObject(ok([{ id: 'b' }]));
  });

  test('an account that has moved is no target, though its server would still take the post', () => {
    const { compose, moved, sent } = setUp();
    moved.set(bob, 'bob@new.example');
    expect(compose.send({ draftId: 'draft', body: body({}, ann, bob) })).toMatchObject({ ok: false, error: { kind: 'invalidInput', field: 'targets.1.account' } });
    expect(sent).toEqual([]);
  });

  test('one that is sent is taken out by the same write that puts the copies in', () => {
    const { compose, store, send } = setUp();
    compose.saveDraft({ id: 'draft', body: body() });
    send(body());
    expect(store.drafts()).toEqual([]);
    expect(store.posts(10)).toHaveLength(1);
  });
});

describe('measure', () => {
  test('counts for each account, and leaves out those that are not here', () => {
    const { compose } = setUp();
    const measured = compose.measure({ body: body({ text: 'https://example.com/long/path/here', spoilerText: 'cw' }, ann, sampleKey('nobody')) });
    expect(measured).toEqual(ok([{ account: ann, limit: 500, parts: [{ used: 25, split: [] }] }]));
  });
});

describe('what is refused before anything is stored', () => {
  test.each<[string, DraftBody, Partial<AppError>]>([
    ['no target', body({ targets: [] }), { kind: 'invalidInput', field: 'targets' }],
    ['the same target twice', body({}, ann, ann), { kind: 'invalidInput', field: 'targets' }],
    ['an account that is not here', body({}, sampleKey('nobody')), { kind: 'notFound', what: 'account' }],
    ['no text', body({ text: ' \n ' }), { kind: 'invalidInput', field: 'targets.0.text' }],
    ['a text too long', body({ text: 'a'.repeat(501) }), { kind: 'invalidInput', field: 'targets.0.text' }],
    ['text and warning too long together', body({ text: 'a'.repeat(450), spoilerText: 'b'.repeat(51) }), { kind: 'invalidInput', field: 'targets.0.text' }],
    ['an override too long', body({ targets: [{ account: ann, overrides: {} }, { account: bob, overrides: { text: 'a'.repeat(501) } }] }), { kind: 'invalidInput', field: 'targets.1.text' }],
    ['an override that leaves nothing', body({ targets: [{ account: ann, overrides: { text: '' } }] }), { kind: 'invalidInput', field: 'targets.0.text' }],
  ])('%s', (_name, wrong, error) => {
    const { compose, store } = setUp();
    compose.saveDraft({ id: 'draft', body: wrong });
    expect(compose.send({ draftId: 'draft', body: wrong })).toMatchObject({ ok: false, error });
    expect([store.posts(10), store.drafts().length]).toEqual([[], 1]);
  });
});

describe('media', () => {
  test('are uploaded before the post names them, once per target, with progress told between', async () => {
    const { clock, events, media, sent, states, send } = setUp({ preparesMs: 5_000 });
    send(body({ text: '', media: [picture] }, ann, bob));
    await clock.advance(100);
    expect(states()).toMatchObject([{ state: 'uploading', done: 0, total: 1 }, { state: 'uploading' }]);
    await clock.advance(2_000);
    expect([sent, states()[0]]).toMatchObject([[], { state: 'uploading', done: 1, total: 1 }]);
    await clock.advance(10_000);
    expect(states()).toMatchObject([{ state: 'sent' }, { state: 'sent' }]);
    expect(new Set(sent.flatMap(({ status }) => status.mediaIds))).toEqual(new Set(['m1', 'm2']));
    expect([media.uploads.length, media.looks]).toEqual([2, 8]);
    expect(events.of('outbox.uploading')).toMatchObject([{ done: 1, total: 1 }, { done: 1, total: 1 }]);
  });

  test('a refused file fails the copy with its name; a smaller one in its place goes out', async () => {
    const { clock, media, sent, states, compose, send } = setUp({ uploads: ['tooLarge'] });
    const post = send(body({ media: [picture] }));
    await clock.advance(1_000);
    expect([states(), sent]).toMatchObject([[{ state: 'failed', error: { status: 413 }, refused: { id: pictureId, bytes: 1 } }], []]);
    const smaller = { id: smallerId, mimeType: 'image/webp', bytes: 1 };
    expect(compose.replaceFile({ copy: copyOf(post), of: smallerId, file: smaller })).toMatchObject({ ok: false, error: { kind: 'notFound' } });
    expect(compose.replaceFile({ copy: copyOf(post), of: pictureId, file: smaller })).toEqual(ok(null));
    await clock.advance(1_000);
    expect([states(), media.uploads.length]).toMatchObject([[{ state: 'sent' }], 1]);
  });

  test('without network they wait and are tried again; what is there already is not sent twice', async () => {
    const { clock, media, states, send } = setUp({ uploads: ['none', 'notSent'] });
    send(body({ media: [picture, { ...picture, file: { ...picture.file, id: smallerId } }] }));
    await clock.advance(1_000);
    expect(states()).toMatchObject([{ state: 'waiting', lastError: offline }]);
    await clock.advance(30_000);
    expect([states(), media.uploads.length]).toMatchObject([[{ state: 'sent' }], 2]);
  });

  test('a server that leaves the description out gets it again before the post', async () => {
    const { clock, states, media, send } = setUp({ keepsWords: false });
    send(body({ media: [picture] }));
    await clock.advance(1_000);
    expect(states()).toMatchObject([{ state: 'sent' }]);
    const look = media.uploadedMedia('m1');
    await clock.advance(1_000);
    expect(await look).toMatchObject({ ok: true, value: { description: 'A tally sheet' } });
  });

  test('taken back in the middle, nothing is posted; the draft has them again', async () => {
    const { clock, sent, states, compose, send } = setUp({ preparesMs: 60_000 });
    const post = send(body({ media: [picture] }));
    await clock.advance(2_000);
    expect(await compose.cancel({ copy: copyOf(post) })).toEqual(ok({ draft: post.id }));
    await clock.advance(120_000);
    expect([sent, states()]).toMatchObject([[], [{ state: 'cancelled' }]]);
    expect(compose.drafts()).toMatchObject(ok([{ body: { media: [picture] } }]));
  });

  test('a file that is gone from this computer is a definite no', async () => {
    const { clock, states, send } = setUp();
    send(body({ media: [{ ...picture, file: { ...picture.file, id: '00000000-0000-4000-8000-000000000009' } }] }));
    await clock.advance(1_000);
    expect(states()).toMatchObject([{ state: 'failed', error: { kind: 'notFound', what: 'file' } }]);
  });

  test('what a server would refuse is told before, by account', () => {
    const { compose, send } = setUp();
    const wrong = body({ media: [{ ...picture, file: { ...picture.file, bytes: 2 } }] }, ann, bob);
    expect(compose.check({ body: wrong })).toMatchObject(ok([{ account: ann, problem: { problem: 'mediaTooLarge', bytes: 2, limit: 1 } }, { account: bob }]));
    expect(compose.send({ draftId: 'd', body: wrong })).toMatchObject({ ok: false, error: { kind: 'invalidInput', field: 'targets.0.parts' } });
    const agreed = { ...wrong, targets: wrong.targets.map(({ account }) => ({ account, overrides: { smaller: [{ of: pictureId, file: picture.file }] } })) };
    expect(send(agreed).copies).toHaveLength(2);
  });
});

describe('polls', () => {
  test('go out without empty choices, and are told apart when read back', async () => {
    const { clock, sent, answers, own, states, send } = setUp();
    answers.set(ann, [lost]);
    const poll = { options: ['Saturday ', '', 'Sunday'], expiresInMs: 2, multiple: false };
    send(body({ poll }));
    await clock.advance(10);
    own.set(ann, ok([ownPost('8', clock.now(), { pollOptions: ['Monday', 'Sunday'] }), ownPost('9', clock.now(), { pollOptions: ['Saturday', 'Sunday'] })]));
    await clock.advance(120_000);
    expect(sent[0]?.status.poll).toEqual({ ...poll, options: ['Saturday', 'Sunday'] });
    expect(states()).toMatchObject([{ state: 'sent', id: '9' }]);
  });
});

describe('an answer to a direct conversation, where the server guards mentions', () => {
  const parent = 'https://b.example/s/1' as StatusUri;
  const answer = (change: Partial<DraftBody> = {}) => body({ text: '@carl@b.example see @dora', visibility: 'direct', inReplyTo: parent, ...change });
  const unexpected = (...people: { id: string; handle: string }[]): AppError => ({ kind: 'rejected', host: 'a.example', status: 422, message: 'Post would be sent to unexpected accounts', unexpected: people });
  const [carl, dora] = [{ id: '7', handle: 'carl@b.example' }, { id: '8', handle: 'dora' }];
  function world(...answers: AppError[]) {
    const made = setUp({ guards: true });
    made.localIds.set(ann, ok('9' as StatusId));
    made.conversations.set(parent, ['Carl@b.example', 'me@a.example']);
    made.answers.set(ann, answers);
    return made;
  }
  const lists = (made: ReturnType<typeof world>) => made.sent.map(({ status }) => status.allowedMentions);

  test('reaches those of the conversation, whom the server names first, under a new key', async () => {
    const made = world(unexpected(carl));
    made.send(answer());
    await made.clock.advance(1000);
    expect([lists(made), made.states()]).toMatchObject([[[], ['7']], [{ state: 'sent' }]]);
    expect(new Set(made.sent.map(({ key }) => key)).size).toBe(2);
  });

  test('lets nobody in unasked: it names who would join, and goes once the person agreed', async () => {
    const made = world(unexpected(carl, dora));
    const post = made.send(answer());
    await made.clock.advance(1000);
    expect(made.states()).toMatchObject([{ state: 'failed', error: { unexpected: [{ id: '8', handle: 'dora@a.example' }] } }]);
    expect(made.compose.letJoin({ copy: copyOf(post) })).toEqual(ok(null));
    await made.clock.advance(1000);
    expect([lists(made), made.states()]).toMatchObject([[[], ['7', '8']], [{ state: 'sent' }]]);
    expect(made.compose.letJoin({ copy: copyOf(post) }).ok).toBe(false);
  });

  test('asks nothing about those agreed to while it was written', async () => {
    const made = world(unexpected(carl, dora));
    made.send(answer({ mayJoin: ['dora@a.example'] }));
    await made.clock.advance(1000);
    expect([lists(made), made.states()]).toMatchObject([[[], ['7', '8']], [{ state: 'sent' }]]);
  });

  test('is not sent again and again to a server that names the same people twice', async () => {
    const made = world(unexpected(carl), unexpected(carl));
    made.send(answer());
    await made.clock.advance(60_000);
    expect([made.sent.length, made.states()]).toMatchObject([2, [{ state: 'failed' }]]);
  });

  test.each([['to a post that is no direct conversation', undefined, {}], ['that is not direct itself', ['carl@b.example'], { visibility: 'private' as const }]])('%s: no list', async (_what, handles, change) => {
    const made = world();
    if (handles === undefined) made.conversations.clear();
    made.send(answer(change));
    await made.clock.advance(1000);
    expect(lists(made)).toEqual([undefined]);
  });
});

describe('one writes, the others boost', () => {
  const boosters = [{ account: bob, overrides: { text: 'Own words for later' } }];

  test('one copy, and the boosts planned with it; a repeat plans nothing more', () => {
    const world = setUp({ undoSeconds: 10 });
    const post = world.send(body({ boosters }));
    expect(post.copies.map(({ account }) => account)).toEqual([ann]);
    world.compose.send({ draftId: 'draft', body: body({ boosters }) });
    expect(world.boosts).toEqual([[post.id, [bob]]]);
  });

  test.each([
    ['two that write', body({ boosters }, ann, sampleKey('carl'))],
    ['one that writes it itself', body({ boosters }, bob)],
    ['a private post', body({ boosters, visibility: 'private' })],
    ['a post that is direct for its writer only', body({ boosters, targets: [{ account: ann, overrides: { visibility: 'direct' } }] })],
    ['an account that is not here', body({ boosters: [{ account: sampleKey('carl'), overrides: {} }] })],
    ['a post that stays on another server', body({ boosters: [{ account: 'far.example/bob' as AccountKey, overrides: {} }], targets: [{ account: ann, overrides: { localOnly: true } }] })],
  ])('%s: nothing is stored', (_what, refused) => {
    const world = setUp();
    expect(world.compose.send({ draftId: 'd', body: refused }).ok).toBe(false);
    expect([world.boosts, world.store.posts(10)]).toEqual([[], []]);
  });

  test('the post is found for them also where only the person knows that it is there', async () => {
    const world = setUp({ idempotency: 'ignored' });
    world.answers.set(ann, [{ kind: 'offline', host: 'a.example', reason: 'reset', mayHaveArrived: true }]);
    const post = world.send(body({ boosters }));
    await world.clock.advance(60 * 60_000);
    expect(world.states()).toMatchObject([{ state: 'needsDecision' }]);
    expect(await world.compose.locate(post.id)).toMatchObject({ ok: false, error: { kind: 'notFound' } });
    world.compose.decide({ copy: copyOf(post), answer: 'isThere' });
    world.own.set(ann, ok([ownPost('7', world.clock.now())]));
    expect(await world.compose.locate(post.id)).toEqual(ok('https://a.example/s/7'));
    expect(world.states()).toMatchObject([{ state: 'sent', id: '7' }]);
  });
});

describe('sending', () => {
  test('one copy per target with its own words, each under a key of its own', async () => {
    const { clock, sent, states, posted, send } = setUp();
    send(body({ spoilerText: 'cw', targets: [{ account: ann, overrides: {} }, { account: bob, overrides: { text: 'Hi', spoilerText: '', visibility: 'private', language: null } }] }));
    await clock.advance(1000);
    expect(sent.map(({ account, status }) => ({ account, ...status }))).toEqual([
      { account: ann, text: 'Hello', spoilerText: 'cw', sensitive: true, visibility: 'public', language: 'en', inReplyToId: null, mediaIds: [], poll: null },
      { account: bob, text: 'Hi', spoilerText: '', sensitive: false, visibility: 'private', language: null, inReplyToId: null, mediaIds: [], poll: null },
    ]);
    expect(new Set(sent.map(({ key }) => key)).size).toBe(2);
    expect(states()).toMatchObject([{ state: 'sent', id: '1', uri: 'https://a.example/s/1' }, { state: 'sent', id: '2' }]);
    expect(posted).toEqual(['1', '2']);
  });

  test('waits for the hold time; cancelled before, nothing leaves and the text is a draft again', async () => {
    const { clock, sent, states, compose, send } = setUp({ undoSeconds: 10 });
    const post = send(body({}, ann, bob));
    await clock.advance(9_999);
    expect([sent, states().map(({ state }) => state)]).toEqual([[], ['waiting', 'waiting']]);
    await compose.cancel({ copy: copyOf(post) });
    expect(compose.drafts()).toMatchObject(ok([{ id: post.id, body: { text: 'Hello', targets: [{ account: ann }] } }]));
    await compose.cancel({ copy: copyOf(post, 1) });
    expect(compose.drafts()).toMatchObject(ok([{ id: post.id, body: { targets: [{ account: ann }, { account: bob }] } }]));
    await clock.advance(60_000);
    expect([sent, states().map(({ state }) => state)]).toEqual([[], ['cancelled', 'cancelled']]);
  });

  test('"send now" ends the hold', async () => {
    const { clock, sent, compose, send } = setUp({ undoSeconds: 60 });
    const post = send(body());
    expect(compose.retry({ copy: copyOf(post) })).toEqual(ok(null));
    await clock.advance(10);
    expect(sent).toHaveLength(1);
  });

  test('a copy that failed holds up neither the others nor the next post; retried, it has a new key', async () => {
    const { clock, sent, answers, states, compose, send } = setUp();
    answers.set(ann, [rejected]);
    const post = send(body({}, ann, bob));
    send(body({ text: 'Next' }));
    await clock.advance(1000);
    expect(states()).toMatchObject([{ state: 'failed', error: rejected }, { state: 'sent' }, { state: 'sent' }]);
    compose.retry({ copy: copyOf(post) });
    await clock.advance(1000);
    expect(states()[0]).toMatchObject({ state: 'sent' });
    const keys = sent.filter(({ account, status }) => account === ann && status.text === 'Hello').map(({ key }) => key);
    expect(new Set(keys).size).toBe(2);
  });

  test('keeps the order of one account: a later post does not overtake one that waits', async () => {
    const { clock, sent, answers, send } = setUp();
    answers.set(ann, [{ kind: 'rateLimited', host: 'a.example', retryAt: clock.now() + 90_000 }]);
    send(body({ text: 'First' }));
    await clock.advance(1000);
    send(body({ text: 'Second' }));
    await clock.advance(88_000);
    expect(sent.map(({ status }) => status.text)).toEqual(['First']);
    await clock.advance(5_000);
    expect(sent.map(({ status }) => status.text)).toEqual(['First', 'First', 'Second']);
  });

  test('without network it waits with growing pauses, can still be taken back, and goes on when the network is there', async () => {
    const { clock, lifecycle, sent, answers, states, send } = setUp();
    answers.set(ann, [offline, offline, offline, offline]);
    send(body());
    await clock.advance(60_000);
    expect(sent.length).toBeGreaterThanOrEqual(3);
    expect(states()).toMatchObject([{ state: 'waiting', lastError: offline }]);
    answers.clear();
    lifecycle.online(true);
    await clock.advance(10);
    expect(states()).toMatchObject([{ state: 'sent' }]);
  });

  test('after 401 it waits for the new sign-in', async () => {
    const { clock, sent, answers, signedOut, states, compose, send } = setUp();
    answers.set(ann, [unauthorized]);
    send(body());
    await clock.advance(10);
    signedOut.add(ann);
    await clock.advance(3_600_000);
    expect([sent.length, states()]).toMatchObject([1, [{ state: 'waiting', lastError: unauthorized }]]);
    signedOut.delete(ann);
    compose.outbox.reachable(ann);
    await clock.advance(10);
    expect(states()).toMatchObject([{ state: 'sent' }]);
  });

  test('tells of every change', async () => {
    const { clock, events, send } = setUp();
    send(body());
    await clock.advance(10);
    const seen = events.of('outbox.changed').map(({ posts }) => posts[0]?.copies[0]?.status.state);
    expect(seen).toEqual(['waiting', 'sending', 'sent']);
  });
});

describe('replies', () => {
  test('carry the id the answered post has on each server', async () => {
    const { clock, sent, localIds, send } = setUp();
    localIds.set(ann, ok('70' as StatusId)).set(bob, ok('x7' as StatusId));
    send(body({ inReplyTo: answered }, ann, bob));
    await clock.advance(10);
    expect(sent.map(({ status }) => status.inReplyToId)).toEqual(['70', 'x7']);
  });

  test('never go out as posts of their own: unknown there, the copy fails', async () => {
    const { clock, sent, localIds, states, send } = setUp();
    localIds.set(bob, ok('x7' as StatusId));
    send(body({ inReplyTo: answered }, ann, bob));
    await clock.advance(1000);
    expect(sent.map(({ account }) => account)).toEqual([bob]);
    expect(states()).toMatchObject([{ state: 'failed', error: { kind: 'notFound' } }, { state: 'sent' }]);
  });

  test('a look-up without network only waits', async () => {
    const { clock, localIds, states, send } = setUp();
    localIds.set(ann, fail(lost));
    send(body({ inReplyTo: answered }));
    await clock.advance(1000);
    expect(states()).toMatchObject([{ state: 'waiting', lastError: lost }]);
    localIds.set(ann, ok('70' as StatusId));
    await clock.advance(60_000);
    expect(states()).toMatchObject([{ state: 'sent' }]);
  });
});

describe('after a lost answer', () => {
  test('the post found among the own ones ends it, without a second request', async () => {
    const { clock, sent, answers, own, states, send } = setUp();
    answers.set(ann, [lost]);
    own.set(ann, ok([ownPost('9', clock.now())]));
    send(body());
    await clock.advance(4_000);
    expect(states()).toMatchObject([{ state: 'sending' }]);
    await clock.advance(2_000);
    expect([sent.length, states()]).toMatchObject([1, [{ state: 'sent', id: '9' }]]);
  });

  test.each<[string, Partial<OwnPost>]>([
    ['other words', { sourceText: 'Hello!' }],
    ['an answer to something', { inReplyToId: '5' as StatusId }],
    ['another warning', { spoilerText: 'cw' }],
    ['the same words of three days ago', { createdAt: Date.UTC(2025, 11, 29) }],
  ])('%s are not it: the server that keeps keys is asked again under the same key', async (_name, change) => {
    const { clock, sent, answers, own, states, send } = setUp();
    answers.set(ann, [lost]);
    own.set(ann, ok([ownPost('9', clock.now(), change)]));
    send(body());
    await clock.advance(74_000);
    expect(sent).toHaveLength(1);
    await clock.advance(10_000);
    expect(states()).toMatchObject([{ state: 'sent', id: '2' }]);
    expect(new Set(sent.map(({ key }) => key)).size).toBe(1);
  });

  test('the same words at a time that does not fit: nobody guesses', async () => {
    const { clock, sent, answers, own, states, send } = setUp();
    answers.set(ann, [lost]);
    own.set(ann, ok([ownPost('9', clock.now() - 7_200_000)]));
    send(body());
    await clock.advance(10_000);
    expect([sent.length, states()]).toMatchObject([1, [{ state: 'needsDecision', error: lost }]]);
  });

  test('a server that ignores keys is not asked again; the person decides', async () => {
    const { clock, sent, answers, states, compose, send } = setUp({ idempotency: 'ignored' });
    answers.set(ann, [lost]);
    const post = send(body());
    await clock.advance(80_000);
    expect([sent.length, states()]).toMatchObject([1, [{ state: 'needsDecision' }]]);
    expect(await compose.cancel({ copy: copyOf(post) })).toMatchObject({ ok: false, error: { kind: 'invalidInput' } });
    expect(compose.dismiss({ post: post.id })).toMatchObject({ ok: false, error: { kind: 'invalidInput' } });
    compose.decide({ copy: copyOf(post), answer: 'sendAgain' });
    await clock.advance(10);
    expect(states()).toMatchObject([{ state: 'sent', id: '2' }]);
    expect(new Set(sent.map(({ key }) => key)).size).toBe(2);
  });

  test('"it is there" ends it; "look again" looks', async () => {
    const { clock, answers, own, states, compose, send } = setUp({ idempotency: 'ignored' });
    answers.set(ann, [lost]).set(bob, [lost]);
    const post = send(body({}, ann, bob));
    await clock.advance(80_000);
    compose.decide({ copy: copyOf(post), answer: 'isThere' });
    own.set(bob, ok([ownPost('9', clock.now() - 80_000)]));
    compose.decide({ copy: copyOf(post, 1), answer: 'lookAgain' });
    await clock.advance(10);
    expect(states()).toMatchObject([{ state: 'sent', id: null }, { state: 'sent', id: '9' }]);
    expect(compose.dismiss({ post: post.id })).toEqual(ok(null));
    expect(compose.list()).toEqual(ok([]));
  });

  test('while the own posts cannot be read it goes on looking; a plain refusal asks the person', async () => {
    const { clock, answers, own, states, send } = setUp();
    answers.set(ann, [lost]).set(bob, [lost]);
    own.set(ann, fail(offline)).set(bob, fail({ kind: 'forbidden', host: 'a.example', message: '' }));
    const startedAt = clock.now();
    send(body({}, ann, bob));
    await clock.advance(600_000);
    expect(states()).toMatchObject([{ state: 'sending' }, { state: 'needsDecision', error: { kind: 'forbidden' } }]);
    own.set(ann, ok([ownPost('9', startedAt)]));
    await clock.advance(400_000);
    expect(states()[0]).toMatchObject({ state: 'sent', id: '9' });
  });

  test('after an hour the key counts for nothing: even a server that keeps keys is not asked again', async () => {
    const { clock, sent, answers, own, states, send } = setUp();
    answers.set(ann, [lost]);
    own.set(ann, fail(offline));
    send(body());
    await clock.advance(58 * 60_000);
    own.delete(ann);
    await clock.advance(10 * 60_000);
    expect([sent.length, states()]).toMatchObject([1, [{ state: 'needsDecision', error: lost }]]);
  });

  test('found in the middle of it by a start, it is looked for first', async () => {
    const { clock, sent, answers, own, store, compose, open, send } = setUp();
    answers.set(ann, [lost]);
    send(body());
    await clock.advance(10);
    compose.outbox.close();
    own.set(ann, ok([ownPost('9', clock.now())]));
    open();
    await clock.advance(6_000);
    expect([sent.length, store.posts(1)[0]?.copies[0]?.status]).toMatchObject([1, { state: 'sent', id: '9' }]);
  });
});

describe('an account that is removed', () => {
  test('what waits fails with the reason, what may have left asks, and the texts stay', async () => {
    const { clock, answers, removed, states, compose, send } = setUp();
    answers.set(ann, [lost]);
    const post = send(body({ text: 'Maybe there' }));
    await clock.advance(10);
    const waiting = send(body({ text: 'Not yet' }));
    removed.add(ann);
    compose.outbox.accountRemoved(ann);
    await clock.advance(3_600_000);
    expect(states()).toMatchObject([{ state: 'needsDecision' }, { state: 'failed', error: { kind: 'notFound', what: 'account' } }]);
    expect(compose.retry({ copy: copyOf(waiting) })).toMatchObject({ ok: false, error: { kind: 'notFound' } });
    expect(compose.decide({ copy: copyOf(post), answer: 'lookAgain' })).toMatchObject({ ok: false, error: { kind: 'notFound' } });
    expect(compose.list()).toMatchObject(ok([{ copies: [{ text: 'Not yet' }] }, { copies: [{ text: 'Maybe there' }] }]));
  });
});

test('a disk that refuses the write after the answer does not lead to a second request', async () => {
  const { clock, sent, own, store, states, send } = setUp();
  const putCopy = store.putCopy;
  Object.assign(store, { putCopy: (copy: Parameters<typeof putCopy>[0]) => { if (copy.status.state === 'sent' && clock.now() < Date.UTC(2026, 0, 1, 0, 1)) throw new Error('full'); putCopy(copy); } });
  own.set(ann, ok([ownPost('1', clock.now())]));
  send(body());
  await clock.advance(10);
  expect(states()).toMatchObject([{ state: 'sending' }]);
  await clock.advance(180_000);
  expect([sent.length, states()]).toMatchObject([1, [{ state: 'sent', id: '1' }]]);
});
