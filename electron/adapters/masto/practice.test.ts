import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { AccountKey, Result } from '../../contract/index.ts';
import type { AccountConnection, NewStatus, PageQuery, ServerProfile, StreamEnd, StreamEvent, TimelinePageFromServer } from '../../core/fediverse.ts';
import { createPracticeWorld, startPracticeServers, type PracticeWorld, type RunningServer, type ServerKind } from '../../practice/index.ts';
import { createRealClock } from '../clock.ts';
import { createLoopbackListener } from '../net/loopback-listener.ts';
import { openNet, patient, silentLog } from '../net/testing/local-server.ts';
import { createRandom } from '../random.ts';
import { createFediverse } from './fediverse.ts';
import { mediaLinks } from './testing/entities.ts';

const home = 'kelp.example';
const other = 'reef.example';

interface World {
  readonly practice: PracticeWorld;
  readonly server: RunningServer;
  readonly fediverse: ReturnType<typeof createFediverse>;
  /** A connection by a ready-made sign-in. */
  connectAs(key: string): Promise<{ readonly connection: AccountConnection; readonly profile: ServerProfile }>;
}

/** Two servers on sockets: one of `kind` with ana and bo, a Mastodon 4.5 with cy; ana follows both. */
async function startWorld(kind: ServerKind): Promise<World> {
  const practice = createPracticeWorld({ seed: 7, servers: [{ domain: home, kind }, { domain: other, kind: 'mastodon-4.5' }], deliveryMs: { from: 1, to: 5 } });
  practice.addPerson(home, { username: 'ana', displayName: 'Ana' });
  practice.addPerson(home, { username: 'bo' });
  practice.addPerson(other, { username: 'cy' });
  practice.follow(`ana@${home}`, `bo@${home}`);
  practice.follow(`ana@${home}`, `cy@${other}`);
  const started = await startPracticeServers(practice);
  onTestFinished(() => started.close());
  const origins = practice.servers.map(({ domain, origin }) => ({ domain, origin }));
  const net = openNet({ allowedOrigins: () => origins.map(({ origin }) => origin) });
  const fediverse = createFediverse({ net, clock: createRealClock(), log: silentLog, mediaLinks, appName: 'Skein', appVersion: '1', website: 'https://skein.example', origins: () => origins });
  return {
    practice,
    server: practice.server(home),
    fediverse,
    connectAs: async (key) => {
      const profile = must(await fediverse.probe(key));
      const { token, accountId } = practice.signIn(key);
      return { profile, connection: fediverse.connect(`${profile.summary.apiHost}/${accountId}` as AccountKey, profile, token) };
    },
  };
}

/** Waits as long as the server wants, like any client of Akkoma must while it pages. */
async function patiently<T>(ask: () => Promise<Result<T>>): Promise<T> {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const result = await ask();
    if (result.ok || result.error.kind !== 'rateLimited') return must(result);
    await sleep(result.error.retryAt - Date.now());
  }
  throw new Error('Still rate limited after five waits');
}

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

const hello: NewStatus = { text: 'hello @bo', spoilerText: 'cw', sensitive: true, visibility: 'unlisted', language: 'de', inReplyToId: null, mediaIds: [], poll: null };

/** What a person does in the browser: sign in, allow; answers where the browser is sent in the end. */
async function allowInBrowser(authorizeUrl: string, username: string): Promise<string> {
  const { origin, pathname, searchParams } = new URL(authorizeUrl);
  const form = (values: Record<string, string>): RequestInit => ({ method: 'POST', redirect: 'manual', body: new URLSearchParams(values) });
  searchParams.delete('force_login');
  const signedIn = await fetch(`${origin}/auth/sign_in`, form({ username, password: 'practice', return_to: '/' }));
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
  const page = await (await fetch(`${origin}${pathname}?${searchParams.toString()}`, { headers: { cookie } })).text();
  const csrf = /name="csrf" value="([^"]+)"/.exec(page)?.[1] ?? '';
  const decided = await fetch(`${origin}${pathname}`, { ...form({ ...Object.fromEntries(searchParams), csrf, decision: 'allow' }), headers: { cookie } });
  return decided.headers.get('location') ?? '';
}

const kinds: readonly ServerKind[] = ['mastodon-4.2', 'mastodon-4.5', 'mastodon-4.6', 'gotosocial', 'akkoma', 'mitra', 'hollo'];

describe.each(kinds)('%s', (kind) => {
  test('is recognised, with the manners it has', async () => {
    const { server, fediverse } = await startWorld(kind);
    const { traits } = server.inner;
    const profile = must(await fediverse.probe(`@ana@${home}`));
    expect(profile).toMatchObject({ apiBase: server.origin, summary: { domain: home, software: traits.software, practice: true }, limits: { maxCharacters: traits.maxCharacters } });
    expect(profile.capabilities).toMatchObject({
      minId: traits.cursors === 'all',
      statusBatch: traits.features.has('statusBatch') || kind === 'akkoma',
      groupedNotifications: traits.features.has('groupedNotifications'),
      filtersV2: traits.features.has('filtersV2'),
      oauthMetadata: traits.features.has('oauthMetadata'),
      scheduling: traits.features.has('scheduled'),
    });
    expect(profile.streamingBase).toBe(traits.stream === null ? null : server.origin.replace('http', 'ws'));
    if (traits.stream !== null) expect(traits.stream.auth).toContain(profile.streamAuth);
    expect(profile.capabilities.idempotency === 'honoured').toBe(traits.idempotency === 'first');
  });

  test('signs in over the loopback address, and out again', async () => {
    const { fediverse } = await startWorld(kind);
    const profile = must(await fediverse.probe(home));
    const listener = await createLoopbackListener({ page: { language: 'en', title: 'Done', text: 'Go back to Skein' } }).open('/signed-in');
    onTestFinished(() => listener.close());
    const app = must(await fediverse.registerApp(profile, listener.redirectUri));
    const codeVerifier = createRandom().token(48);
    const url = fediverse.authorizeUrl(profile, app, { state: 'state', codeChallenge: fediverse.codeChallenge(codeVerifier), forceLogin: true });
    await fetch(await allowInBrowser(url, 'ana'));
    const query = await listener.answered;
    expect(query?.get('state')).toBe('state');
    const code = query?.get('code') ?? '';
    if (profile.capabilities.oauthMetadata) expect(await fediverse.exchangeCode(profile, app, { code, codeVerifier: 'wrong' })).toMatchObject({ ok: false, error: { kind: 'rejected' } });
    const grant = must(await fediverse.exchangeCode(profile, app, { code, codeVerifier }));
    expect(grant.expiresAt === null).toBe(kind !== 'akkoma' && kind !== 'mitra');
    expect(must(await fediverse.whoAmI(profile, grant.accessToken))).toMatchObject({ person: { handle: `ana@${home}`, displayName: 'Ana' } });
    expect(await fediverse.revoke(profile, app, grant.accessToken)).toEqual({ ok: true, value: null });
    expect(await fediverse.whoAmI(profile, grant.accessToken)).toMatchObject({ ok: false, error: { kind: 'unauthorized' } });
  });

  test('posts, reads back, pages down to the end and finds posts of elsewhere', async () => {
    const { practice, connectAs } = await startWorld(kind);
    const { connection, profile } = await connectAs(`ana@${home}`);
    const posted = must(await connection.post(hello, createRandom().uuid()));
    expect(posted.status).toMatchObject({ spoilerText: 'cw', sensitive: true, visibility: 'unlisted', author: { handle: `ana@${home}` }, mentions: [{ handle: `bo@${home}` }] });
    expect(must(await connection.ownPosts(5))).toMatchObject([{ id: posted.marks.id, uri: posted.status.uri }]);
    expect(must(await connection.status(posted.marks.id)).status.uri).toBe(posted.status.uri);
    for (let count = 0; count < 12; count += 1) practice.post(`bo@${home}`, `post ${count}`);
    const uris: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const query: PageQuery = cursor === '' ? { kind: 'newest', limit: 5 } : { kind: 'olderThan', cursor, limit: 5 };
      const page: TimelinePageFromServer = await patiently(() => connection.home(query));
      uris.push(...page.items.map((item) => item.seen.status.uri));
      cursor = page.olderCursor;
      expect(page.dropped).toBe(0);
    }
    expect([uris.length, new Set(uris).size]).toEqual([13, 13]);
    // Real Akkoma has the batch as `ids[]` (status_controller.ex, index); the practice one has none.
    if (profile.capabilities.statusBatch && kind !== 'akkoma') expect(must(await connection.statuses([posted.marks.id]))).toHaveLength(1);
    const remote = practice.post(`cy@${other}`, 'from afar');
    expect(must(await connection.resolveStatus(remote.uri as Parameters<typeof connection.resolveStatus>[0], null))).toMatchObject({ status: { uri: remote.uri, author: { handle: `cy@${other}` } } });
  });

  test('favourites, boosts and bookmarks, and takes them back', async () => {
    const { practice, connectAs } = await startWorld(kind);
    const { connection } = await connectAs(`ana@${home}`);
    practice.post(`bo@${home}`, 'like me');
    const id = must(await connection.home({ kind: 'newest', limit: 5 })).items[0]?.seen.marks.id;
    if (id === undefined) throw new Error('The home is empty');
    for (const [act, undo, mark] of [['favourite', 'unfavourite', 'favourited'], ['reblog', 'unreblog', 'reblogged'], ['bookmark', 'unbookmark', 'bookmarked']] as const) {
      expect(must(await connection.act(id, act)).marks).toMatchObject({ id, [mark]: true });
      expect(must(await connection.act(id, undo)).marks).toMatchObject({ id, [mark]: false });
    }
    expect(await connection.status('nonsense' as typeof id)).toMatchObject({ ok: false, error: { kind: 'notFound' } });
  });

  test('streams posts, boosts and deletes, or says that there is no stream', async () => {
    const { practice, connectAs } = await startWorld(kind);
    const { connection, profile } = await connectAs(`ana@${home}`);
    const events: StreamEvent[] = [];
    const ends: StreamEnd[] = [];
    const opened = Promise.withResolvers<void>();
    const stream = connection.openStream({ onOpen: opened.resolve, onEvent: (event) => events.push(event), onEnd: (end) => (ends.push(end), opened.resolve()) });
    onTestFinished(() => stream.close());
    await opened.promise;
    if (profile.streamingBase === null) {
      expect(ends).toEqual([{ kind: 'refused', status: 404, retryAt: null }]);
      return;
    }
    const local = practice.post(`bo@${home}`, 'near');
    const remote = practice.post(`cy@${other}`, 'far');
    const ofUri = (uri: string): StreamEvent | undefined => events.find((event) => event.kind === 'update' && event.item.seen.status.uri === uri);
    await expect.poll(() => [ofUri(local.uri), ofUri(remote.uri)].every((event) => event !== undefined), patient).toBe(true);
    const bo = (await connectAs(`bo@${home}`)).connection;
    must(await bo.post({ ...hello, text: 'hi @ana' }, createRandom().uuid()));
    await expect.poll(() => events.some((event) => event.kind === 'notification'), patient).toBe(true);
    stream.close();
    expect(ends).toEqual([{ kind: 'closed', code: 1000 }]);
  });
});

describe('faults', () => {
  test('a lost answer may have arrived; a lost request too, for nobody can tell', async () => {
    const { server, practice, connectAs } = await startWorld('mastodon-4.5');
    const { connection } = await connectAs(`ana@${home}`);
    for (const kind of ['lostAnswer', 'dropBefore'] as const) {
      server.faults.set({ method: 'POST', path: '/api/v1/statuses', times: 1, fault: { kind } });
      expect(await connection.post({ ...hello, text: kind }, createRandom().uuid())).toMatchObject({ ok: false, error: { kind: 'offline', reason: 'reset', mayHaveArrived: true } });
    }
    expect(must(await connection.ownPosts(5))).toHaveLength(1);
    expect(practice.servers).toHaveLength(2);
  });

  test.each([
    [{ kind: 'captivePortal' }, { kind: 'badAnswer' }],
    [{ kind: 'truncated' }, { kind: 'badAnswer', reason: 'notJson' }],
    [{ kind: 'htmlError', status: 502 }, { kind: 'serverError', status: 502 }],
    [{ kind: 'htmlError', status: 403 }, { kind: 'badAnswer', reason: 'blockedByProxy' }],
    [{ kind: 'rateLimited', headers: true, resetInMs: 60_000 }, { kind: 'rateLimited' }],
    [{ kind: 'rateLimited', headers: false }, { kind: 'rateLimited' }],
    [{ kind: 'unauthorized' }, { kind: 'unauthorized' }],
    [{ kind: 'redirect', status: 302, to: 'http://127.0.0.1:9/' }, { kind: 'badAnswer', reason: 'redirected' }],
  ] as const)('%j', async (fault, error) => {
    const { server, connectAs } = await startWorld('mastodon-4.5');
    const { connection } = await connectAs(`ana@${home}`);
    server.faults.set({ path: '/api/v1/timelines/home', fault });
    expect(await connection.home({ kind: 'newest', limit: 5 })).toMatchObject({ ok: false, error });
  });

  test('one item of wrong types is dropped, its neighbours stay; a missing content type, relative and endless links do no harm', async () => {
    const { server, practice, connectAs } = await startWorld('mastodon-4.5');
    const { connection } = await connectAs(`ana@${home}`);
    for (let count = 0; count < 6; count += 1) practice.post(`bo@${home}`, `post ${count}`);
    const path = '/api/v1/timelines/home';
    const wrong = server.faults.set({ path, fault: { kind: 'wrongTypes', index: 1 } });
    const page = must(await connection.home({ kind: 'newest', limit: 6 }));
    expect([page.items.length + page.dropped, page.items.length >= 5]).toEqual([6, true]);
    wrong.remove();
    server.faults.set({ path, fault: { kind: 'noContentType' } });
    const relative = server.faults.set({ path, fault: { kind: 'relativeLink' } });
    const first = must(await connection.home({ kind: 'newest', limit: 3 }));
    expect(must(await connection.home({ kind: 'olderThan', cursor: first.olderCursor ?? '', limit: 3 })).items).toHaveLength(3);
    relative.remove();
    const endless = server.faults.set({ path, fault: { kind: 'endlessLink' } });
    let cursor = must(await connection.home({ kind: 'newest', limit: 3 })).olderCursor;
    for (let asked = 0; cursor !== null && asked < 5; asked += 1) cursor = must(await connection.home({ kind: 'olderThan', cursor, limit: 3 })).olderCursor;
    expect([cursor, endless.hits <= 5]).toEqual([null, true]);
  });

  test.each([401, 404, 503])('a stream refused with %i', async (status) => {
    const { server, connectAs } = await startWorld('mastodon-4.5');
    server.faults.setStream({ kind: 'refuse', status });
    const { connection } = await connectAs(`ana@${home}`);
    const end = await new Promise<StreamEnd>((resolve) => {
      connection.openStream({ onOpen: () => {}, onEvent: () => {}, onEnd: resolve });
    });
    expect(end).toMatchObject({ kind: 'refused', status });
  });
});
