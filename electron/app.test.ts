import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { createApp, type App, type AppOptions } from './app.ts';
import type { Account } from './contract/accounts.ts';
import type { DraftBody, OutboxPost } from './contract/compose.ts';
import type { CallInput, CallName, CallOutput, EventMessage, EventName, Events } from './contract/index.ts';
import type { StatusEntry, TimelineEntry } from './contract/timelines.ts';
import type { Result } from './contract/result.ts';
import type { PracticeWorld as PracticePort } from './core/ports.ts';
import { createPracticeWorld, startPracticeServers, type PracticeWorld } from './practice/index.ts';
import { starterCast } from './practice/starter-cast.ts';

const trial = ['maren@kelp.example', 'birdcount@nordsee.example'];
const allHomes = { source: 'home', accounts: 'all' } as const;
const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

/** Practice servers on real sockets. People have said what they said before; from now on only the test speaks. */
async function startWorld(): Promise<PracticeWorld> {
  const world = createPracticeWorld({ seed: 3, cast: starterCast(3), deliveryMs: { from: 0, to: 5 } });
  const started = await startPracticeServers(world);
  closing.push(() => started.close());
  world.stage?.start();
  world.stage?.stop();
  world.flush();
  world.oracle.clear();
  return world;
}

async function tempDir(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'skein-app-'));
  closing.push(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

function toPort(world: PracticeWorld): PracticePort {
  return { servers: world.servers.map(({ domain, origin }) => ({ domain, origin })), signIns: trial.map((key) => world.signIn(key)) };
}

interface Started {
  readonly app: App;
  readonly opened: string[];
  readonly secrets: Map<string, string>;
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>>;
  /** The next event, from now or before, that fits. */
  event<N extends EventName>(topic: N, fits: (data: Events[N]) => boolean): Promise<Events[N]>;
  readonly messages: readonly EventMessage[];
  close(): Promise<void>;
}

async function start(dataDir: string, practice: AppOptions['practice'], secrets = new Map<string, string>()): Promise<Started> {
  const opened: string[] = [];
  const created = await createApp({
    dataDir,
    host: 'webhost',
    version: '1.2.3',
    allowPrivateHosts: [],
    secrets: {
      storage: { kind: 'memory', why: 'test' },
      get: async (name) => secrets.get(name) ?? null,
      set: async (name, value) => void secrets.set(name, value),
      delete: async (name) => void secrets.delete(name),
    },
    notifier: { show: () => {} },
    links: { open: async (url) => void opened.push(url) },
    lifecycle: { onSuspend: () => () => {}, onResume: () => () => {}, onOnline: () => () => {} },
    practice,
  });
  if (!created.ok) throw new Error(JSON.stringify(created.error));
  const app = created.value;
  closing.push(() => app.close());
  const messages: EventMessage[] = [];
  const waiting = new Set<() => void>();
  app.subscribe((message) => {
    messages.push(message);
    for (const look of waiting) look();
  });
  return {
    app,
    opened,
    secrets,
    messages,
    async call(name, input) {
      const answer = (await app.dispatch(name, input)) as Result<CallOutput<typeof name>>;
      if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.error)}`);
      return answer.value;
    },
    event<N extends EventName>(topic: N, fits: (data: Events[N]) => boolean) {
      return new Promise<Events[N]>((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`no such ${topic}; last: ${JSON.stringify(messages.findLast((message) => message.topic === topic))?.slice(0, 900)}`)), 15_000);
        const look = (): void => {
          const found = messages.find((message) => message.topic === topic && fits(message.data as Events[N]));
          if (found === undefined) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve(found.data as Events[N]);
        };
        waiting.add(look);
        look();
      });
    },
    close: () => app.close(),
  };
}

/** A running app with both practice accounts signed in and their streams open. */
async function startSignedIn() {
  const world = await startWorld();
  const dataDir = await tempDir();
  const secrets = new Map<string, string>();
  const started = await start(dataDir, { start: async () => toPort(world) }, secrets);
  expect(await started.call('servers.startPractice', {})).toEqual({ accounts: 2 });
  await started.event('accounts.changed', ({ accounts }) => accounts.length === 2 && accounts.every(({ health }) => health.state === 'live'));
  const accounts = await started.call('accounts.list', {});
  const byHandle = (handle: string): Account => accounts.find((account) => account.handle === handle) ?? expect.unreachable(handle);
  return { ...started, world, dataDir, maren: byHandle('maren@kelp.example'), birds: byHandle('birdcount@nordsee.example') };
}

const isStatus = (entry: TimelineEntry): entry is StatusEntry => entry.kind === 'status';
const shows = (text: string) => (entry: TimelineEntry): boolean => isStatus(entry) && entry.view.status.content.includes(text);

function post(text: string, ...accounts: Account[]): DraftBody {
  return { text, spoilerText: '', sensitive: false, visibility: 'public', language: 'en', inReplyTo: null, media: [], poll: null, thread: [], numbered: false, scheduledAt: null, quote: null, quotePolicy: null, targets: accounts.map(({ key }) => ({ account: key, overrides: {} })) };
}

const stateOf = (posts: readonly OutboxPost[], copy = 0): string | undefined => posts[0]?.copies[copy]?.status.state;

/** What a browser does with the authorize page, up to the redirect to the app. */
async function approveInBrowser(authorizeUrl: string, username: string): Promise<string> {
  const { origin } = new URL(authorizeUrl);
  const form = (fields: Record<string, string>, headers: Record<string, string> = {}): RequestInit => ({ method: 'POST', redirect: 'manual', headers, body: new URLSearchParams(fields) });
  const asked = await fetch(authorizeUrl, { redirect: 'manual' });
  const returnTo = new URL(asked.headers.get('location') ?? '', origin).searchParams.get('return_to') ?? '';
  const signedIn = await fetch(`${origin}/auth/sign_in`, form({ username, password: 'practice', return_to: returnTo }));
  const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const page = await (await fetch(origin + returnTo, { headers: { cookie } })).text();
  const fields = Object.fromEntries([...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map(([, name, value]) => [name ?? '', (value ?? '').replaceAll('&amp;', '&')]));
  const decided = await fetch(`${origin}/oauth/authorize`, form({ ...fields, decision: 'allow' }, { cookie }));
  return decided.headers.get('location') ?? '';
}

describe('the whole app against practice servers', () => {
  test('signs the practice people in, shows their homes, brings a new post as an event, and acts as each of them', async () => {
    const { call, event, world, maren, birds } = await startSignedIn();
    expect([maren.server.practice, maren.server.domain, birds.server.apiHost]).toEqual([true, 'kelp.example', new URL(world.server('nordsee.example').origin).host]);
    const page = await call('timelines.page', { timeline: allHomes, before: null, limit: 40 });
    expect(page.entries.filter(isStatus).length).toBeGreaterThan(5);

    world.post('ines@nordsee.example', 'Seals on the sandbank');
    const { entries } = await event('timelines.changed', (change) => change.entries.some(shows('Seals on the sandbank')));
    const arrived = entries.filter(isStatus).find(shows('Seals on the sandbank')) as StatusEntry;
    const { uri } = arrived.view.status;

    for (const account of [maren, birds]) {
      const view = await call('statuses.act', { account: account.key, uri, action: 'favourite' });
      expect(view.marks.find((marks) => marks.account === account.key)).toMatchObject({ favourited: true });
    }
    const deeds = world.oracle.events.filter((each) => each.deed === 'favourited' && each.uri === uri).map((each) => each.account);
    expect(deeds.toSorted()).toEqual(trial.toSorted());
  }, 30_000);

  test('posts to two servers; the one that refuses holds up nobody, and what is sent comes home', async () => {
    const { call, event, world, maren, birds } = await startSignedIn();
    await call('settings.set', { undoSeconds: 0 });
    world.server('nordsee.example').faults.set({ method: 'POST', path: '/api/v1/statuses', times: 1, fault: { kind: 'jsonError', status: 422, error: 'Validation failed' } });
    const sent = await call('compose.send', { draftId: 'd', body: post('Low water at noon', maren, birds) });
    await event('outbox.changed', ({ posts }) => stateOf(posts) === 'sent' && stateOf(posts, 1) === 'failed');
    await event('timelines.changed', (change) => change.entries.some(shows('Low water at noon')));
    await call('outbox.retry', { copy: sent.copies[1]?.id ?? '' });
    await event('outbox.changed', ({ posts }) => stateOf(posts, 1) === 'sent');
    const created = world.oracle.events.filter(({ deed, text }) => deed === 'created' && text.includes('Low water at noon'));
    expect(created.map(({ account }) => account).toSorted()).toEqual(trial.toSorted());
  }, 30_000);

  test('a lost answer: read back, found, not sent twice', async () => {
    const { call, event, world, maren } = await startSignedIn();
    await call('settings.set', { undoSeconds: 0 });
    world.server('kelp.example').faults.set({ method: 'POST', path: '/api/v1/statuses', times: 1, fault: { kind: 'lostAnswer' } });
    await call('compose.send', { draftId: 'd', body: post('Once & only <once>', maren) });
    const { posts } = await event('outbox.changed', (change) => stateOf(change.posts) === 'sent');
    const created = world.oracle.events.filter(({ deed, account, text }) => deed === 'created' && account === 'maren@kelp.example' && text.includes('only'));
    expect(created).toHaveLength(1);
    expect(posts[0]?.copies[0]?.status).toMatchObject({ uri: created[0]?.uri });
  }, 30_000);

  test('signs in through the browser, over the loopback address, and revokes at the end', async () => {
    const { call, event, opened, world, secrets } = await startSignedIn();
    const begun = await call('accounts.beginSignIn', { address: 'wattpost.example', mode: 'browser' });
    expect(opened).toHaveLength(1);
    const back = await fetch(await approveInBrowser(opened[0] ?? '', 'tomasz'));
    expect(await back.text()).toContain('Back to Skein');
    await event('accounts.signIn', (state) => state.state === 'done' && state.attemptId === begun.attemptId);
    const tomasz = (await call('accounts.list', {})).find(({ handle }) => handle === 'tomasz@wattpost.example');
    expect(tomasz?.colour).toBe(3);
    const token = (JSON.parse(secrets.get(`token:${tomasz?.key}`) ?? '{}') as { grant: { accessToken: string } }).grant.accessToken;

    expect(await call('accounts.remove', { account: tomasz?.key ?? expect.unreachable('signed in') })).toEqual({ revoked: true });
    expect(world.server('wattpost.example').inner.tables.tokens.one('token', token)?.revoked).toBe(true);
    expect([...secrets.keys()].some((name) => name.includes(tomasz?.key ?? ''))).toBe(false);
    expect(await call('accounts.list', {})).toHaveLength(2);
  }, 30_000);

  test('started again without any network it shows what it had, and keeps drafts and what waits', async () => {
    const { call, close, dataDir, secrets, maren } = await startSignedIn();
    const before = await call('timelines.page', { timeline: allHomes, before: null, limit: 20 });
    await call('compose.saveDraft', { id: 'draft', body: post('Not yet', maren) });
    await call('settings.set', { undoSeconds: 60, theme: 'dark' });
    await call('compose.send', { draftId: 'other', body: post('Held', maren) });
    await close();

    const startedAt = performance.now();
    const again = await start(dataDir, { start: async () => Promise.reject(new Error('no practice here')) }, secrets);
    const page = await again.call('timelines.page', { timeline: allHomes, before: null, limit: 20 });
    expect(performance.now() - startedAt).toBeLessThan(1500);
    expect(page.entries.filter(isStatus).map(({ id }) => id)).toEqual(before.entries.filter(isStatus).map(({ id }) => id));
    expect(await again.call('accounts.list', {})).toHaveLength(2);
    expect(await again.call('compose.drafts', {})).toMatchObject([{ id: 'draft', body: { text: 'Not yet' } }]);
    expect(stateOf(await again.call('outbox.list', {}))).toBe('waiting');
    expect(await again.call('settings.get', {})).toMatchObject({ theme: 'dark', undoSeconds: 60 });
  }, 30_000);

  test('a revoked token signs one account out, asks once, and keeps its posts', async () => {
    const { call, event, world, messages, maren, birds } = await startSignedIn();
    world.revokeTokens('maren@kelp.example');
    await event('accounts.changed', ({ accounts }) => accounts.some(({ key, health }) => key === maren.key && health.state === 'signedOut'));
    const states = (await call('accounts.list', {})).map(({ key, health }) => [key, health.state]);
    expect(states).toContainEqual([birds.key, 'live']);
    const turns = messages.flatMap((message) => (message.topic === 'accounts.changed' ? [message.data.accounts.find(({ key }) => key === maren.key)?.health.state] : []));
    expect(turns.filter((state, index) => state === 'signedOut' && turns[index - 1] !== 'signedOut')).toHaveLength(1);
    expect((await call('timelines.page', { timeline: { source: 'home', accounts: [maren.key] }, before: null, limit: 5 })).entries).not.toHaveLength(0);
  }, 30_000);

  test('events are numbered per topic without a hole, in the order they happened', async () => {
    const { call, messages } = await startSignedIn();
    await call('settings.set', { autoplay: true });
    await call('settings.set', { autoplay: false });
    for (const topic of new Set(messages.map((message) => message.topic))) {
      const numbers = messages.filter((message) => message.topic === topic).map(({ seq }) => seq);
      expect(numbers, topic).toEqual(numbers.map((_number, index) => index + 1));
    }
  }, 30_000);

  test('no token, code or secret reaches the page, the log or the profile folder', async () => {
    const { call, messages, dataDir, secrets, close } = await startSignedIn();
    await call('timelines.page', { timeline: allHomes, before: null, limit: 200 });
    const outside = JSON.stringify([messages, await call('accounts.list', {}), await call('app.info', {})]);
    await close();
    const files = (await readdir(dataDir, { recursive: true, withFileTypes: true })).filter((file) => file.isFile());
    const kept = await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), 'latin1')));
    const values = [...secrets.values()].flatMap((text) => [...text.matchAll(/"(?:accessToken|clientSecret)":"([^"]+)"/g)].map(([, value]) => value ?? ''));
    expect(values.length).toBeGreaterThanOrEqual(4);
    for (const value of values) for (const text of [outside, ...kept]) expect(text.includes(value)).toBe(false);
  }, 30_000);
});

describe('one profile', () => {
  const none: AppOptions['practice'] = { start: async () => Promise.reject(new Error('not here')) };

  test('tells what it is, and that practice is not to be had', async () => {
    const dataDir = await tempDir();
    const { call, app } = await start(dataDir, none);
    expect(await call('app.info', {})).toEqual({ version: '1.2.3', host: 'webhost', dataDir, secretStorage: { kind: 'memory', why: 'test' }, stateMovedAside: null, platform: process.platform });
    expect(await app.dispatch('servers.startPractice', {})).toEqual({ ok: false, error: { kind: 'unsupported', capability: 'practice' } });
    expect(await app.dispatch('no.such', {})).toMatchObject({ ok: false, error: { kind: 'invalidInput' } });
    expect((await call('servers.suggestions', {})).length).toBeGreaterThan(3);
  });

  test('is opened by one app at a time, and again after it is closed', async () => {
    const dataDir = await tempDir();
    const first = await start(dataDir, none);
    await expect(start(dataDir, none)).rejects.toThrow('storage');
    await first.close();
    await first.close();
    await expect(start(dataDir, none)).resolves.toBeDefined();
  });

  test('whose own file is damaged says so, and where it is now', async () => {
    const dataDir = await tempDir();
    const before = await start(dataDir, none);
    await before.call('compose.saveDraft', { id: 'd1', body: post('kept?') });
    await before.close();
    await writeFile(join(dataDir, 'state.db'), 'no database any more');
    const { call } = await start(dataDir, none);
    const { stateMovedAside } = await call('app.info', {});
    expect(stateMovedAside).toMatchObject({ rows: 0 });
    expect(await readFile(stateMovedAside?.path ?? '', 'utf8')).toBe('no database any more');
    expect(await call('compose.drafts', {})).toEqual([]);
  });

  test('does not reach servers on this machine that are not practice servers', async () => {
    const world = await startWorld();
    const { app } = await start(await tempDir(), none);
    const answer = await app.dispatch('servers.check', { address: world.servers[0]?.origin ?? '' });
    expect(answer).toMatchObject({ ok: false });
    expect(world.oracle.requests).toEqual([]);
  });

  test('serves only media paths it made itself', async () => {
    const { app } = await start(await tempDir(), none);
    for (const path of ['media/x/y', 'media/', '../state.db', 'media/AAAAAAAAAAAAAAAAAAAAAA/aHR0cDovLzEyNy4wLjAuMS8']) expect(await app.media(path, {})).toMatchObject({ status: 404, body: null });
  });
});

test('a picture of a practice server comes through the app, whole and in part', async () => {
  const { app, call } = await startSignedIn();
  const avatar = (await call('accounts.list', {}))[0]?.avatar ?? '';
  const whole = await app.media(avatar, {});
  expect(whole).toMatchObject({ status: 200, headers: { 'content-type': 'image/png', 'x-content-type-options': 'nosniff' } });
  const bytes = new Uint8Array(await new Response(whole.body).arrayBuffer());
  const part = await app.media(avatar, { range: 'bytes=0-7' });
  expect(part.status).toBe(206);
  expect(new Uint8Array(await new Response(part.body).arrayBuffer())).toEqual(bytes.slice(0, 8));
}, 30_000);
