import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { createApp, type App } from './app.ts';
import type { AccountKey } from './contract/ids.ts';
import type { CallInput, CallName, CallOutput, EventMessage } from './contract/index.ts';
import type { ChecklistRow, PlanView, RowId } from './contract/moving.ts';
import type { AppError, Result } from './contract/result.ts';
import { createPracticeWorld, startPracticeServers, type PracticeWorld, type ServerKind } from './practice/index.ts';

/** A password no other text contains. */
const password = 'zander-und-hecht-4711';
const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

/** `ann` on two servers, with followers on those and two more, one of which ignores moves. */
async function startWorld(oldKind: ServerKind, newKind: ServerKind): Promise<PracticeWorld> {
  const world = createPracticeWorld({
    seed: 5,
    servers: [
      { domain: 'old.example', kind: oldKind },
      { domain: 'new.example', kind: newKind },
      { domain: 'near.example', kind: 'mastodon-4.5' },
      { domain: 'deaf.example', kind: 'hollo', traits: { takesMoves: false, software: 'pixelfed' } },
    ],
    rateLimits: false,
    jobMs: { from: 5, to: 20 },
    deliveryMs: { from: 1, to: 5 },
  });
  for (const domain of ['old.example', 'new.example']) world.addPerson(domain, { username: 'ann', password, note: 'Birds.', displayName: 'Ann' });
  for (const [name, domain] of [['nea', 'near.example'], ['ned', 'near.example'], ['dan', 'deaf.example'], ['neo', 'new.example'], ['otis', 'old.example']] as const) {
    world.addPerson(domain, { username: name });
    world.follow(`${name}@${domain}`, 'ann@old.example');
  }
  const started = await startPracticeServers(world);
  closing.push(() => started.close());
  return world;
}

interface Started {
  readonly app: App;
  readonly dataDir: string;
  readonly opened: readonly string[];
  readonly messages: readonly EventMessage[];
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>>;
  fails<N extends CallName>(name: N, input: CallInput<N>): Promise<AppError>;
  plan(): Promise<PlanView>;
  row(id: RowId): Promise<ChecklistRow>;
  /** Asks until it is so. */
  until(fits: (plan: PlanView) => boolean, rows?: readonly RowId[]): Promise<PlanView>;
}

async function startApp(world: PracticeWorld): Promise<Started> {
  const opened: string[] = [];
  const secrets = new Map<string, string>();
  const dataDir = await mkdtemp(join(tmpdir(), 'skein-moving-'));
  closing.push(() => rm(dataDir, { recursive: true, force: true }));
  const created = await createApp({
    dataDir,
    host: 'webhost',
    version: '1.2.3',
    allowPrivateHosts: [],
    secrets: { storage: { kind: 'memory', why: 'test' }, get: async (name) => secrets.get(name) ?? null, set: async (name, value) => void secrets.set(name, value), delete: async (name) => void secrets.delete(name) },
    notifier: { show: () => {} },
    links: { open: async (url) => void opened.push(url) },
    lifecycle: { onSuspend: () => () => {}, onResume: () => () => {}, onOnline: () => () => {} },
    practice: { start: async () => ({ servers: world.servers.map(({ domain, origin }) => ({ domain, origin })), signIns: ['ann@old.example', 'ann@new.example'].map((key) => world.signIn(key)) }) },
  });
  if (!created.ok) throw new Error(JSON.stringify(created.error));
  const app = created.value;
  closing.push(() => app.close());
  const messages: EventMessage[] = [];
  app.subscribe((message) => messages.push(message));
  const call: Started['call'] = async (name, input) => {
    const answer = (await app.dispatch(name, input)) as Result<CallOutput<typeof name>>;
    if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.error)}`);
    return answer.value;
  };
  const plan: Started['plan'] = async () => (await call('moving.plans', {}))[0] ?? expect.unreachable('a plan');
  await call('servers.startPractice', {});
  return {
    app,
    dataDir,
    opened,
    messages,
    call,
    plan,
    fails: async (name, input) => {
      const answer = await app.dispatch(name, input);
      return answer.ok ? expect.unreachable('a failure') : answer.error;
    },
    row: async (id) => (await plan()).rows.find((row) => row.id === id) ?? expect.unreachable(id),
    async until(fits, rows = []) {
      const endsAt = Date.now() + 15_000;
      for (let seen = await plan(); ; seen = await plan()) {
        if (fits(seen)) return seen;
        if (Date.now() > endsAt) throw new Error(`Not so after 15 s: ${seen.rows.map(({ id, state, finding }) => `${id} ${state} ${JSON.stringify(finding)}`).join('\n')} ${JSON.stringify(seen.arrivals)}`);
        await sleep(50);
        if (rows.length > 0) await call('moving.check', { plan: seen.id, rows: [...rows] });
      }
    },
  };
}

const stateOf = (plan: PlanView, id: RowId): string | undefined => plan.rows.find((row) => row.id === id)?.state;
const codeOf = (plan: PlanView, id: RowId): string | undefined => plan.rows.find((row) => row.id === id)?.finding?.code;

async function createPlan(started: Started): Promise<PlanView> {
  const accounts = await started.call('accounts.list', {});
  const keyOf = (handle: string): AccountKey => accounts.find((account) => account.handle === handle)?.key ?? expect.unreachable(handle);
  return started.call('moving.create', { from: { kind: 'account', account: keyOf('ann@old.example') }, to: keyOf('ann@new.example') });
}

/** What a person does on a server's own settings page. */
async function onPage(pageUrl: string, fields: Record<string, string>): Promise<Response> {
  const { origin, pathname } = new URL(pageUrl);
  const form = (body: Record<string, string>, cookie = ''): RequestInit => ({ method: 'POST', redirect: 'manual', headers: { cookie }, body: new URLSearchParams(body) });
  const signedIn = await fetch(`${origin}/auth/sign_in`, form({ username: 'ann', password }));
  const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const page = await (await fetch(pageUrl, { headers: { cookie } })).text();
  const token = /name="authenticity_token" value="([^"]+)"/.exec(page)?.[1] ?? '';
  return fetch(origin + pathname, form({ authenticity_token: token, ...fields }, cookie));
}

/** Says yes to what only the person can know, and to warnings. */
async function confirmWarnings(started: Started): Promise<void> {
  const { id, rows } = await started.plan();
  for (const row of rows) if (row.actions.includes('confirm') && row.phase !== 'move') await started.call('moving.act', { plan: id, row: row.id, action: 'confirm' });
}

const ready = (plan: PlanView): boolean => codeOf(plan, 'move') === 'move.ready';
const allButDeaf = (plan: PlanView): boolean => plan.arrivals?.series.at(-1)?.came === 4;

/** Whatever the two servers are, at the end each follower is accounted for. */
async function checkArrivals(started: Started): Promise<void> {
  const { id } = await started.plan();
  const plan = await started.until(allButDeaf, ['arrivals']);
  expect(plan.arrivals).toMatchObject({ total: 5 });
  expect(plan.arrivals?.hosts.find(({ host }) => host === 'near.example')?.counts).toMatchObject({ came: 2, stillOld: 0 });
  expect(plan.arrivals?.hosts.find(({ host }) => host === 'deaf.example')).toMatchObject({ software: 'pixelfed', counts: { came: 0, cannot: 1 } });
  const { followers } = await started.call('moving.followers', { plan: id, class: 'cannot', host: null, after: null, limit: 10 });
  expect(followers).toMatchObject([{ handle: 'dan@deaf.example', class: 'cannot' }]);
  const seen = await started.until((each) => codeOf(each, 'carriedOut') === 'carriedOut.yes', ['carriedOut']);
  expect([codeOf(seen, 'requests'), codeOf(seen, 'oldGuarded')]).toEqual(['requests.none', 'oldGuarded.yes']);
  const report = await started.call('moving.report', { plan: id });
  expect(report.text).toContain('dan@deaf.example: cannot');
}

describe('moving between practice servers', () => {
  test('Mastodon to Mastodon: by the pages, watched until the followers are there', async () => {
    const world = await startWorld('mastodon-4.2', 'mastodon-4.6');
    const started = await startApp(world);
    const created = await createPlan(started);
    expect(created).toMatchObject({ way: 'page', passwordOf: null, fromHandle: 'ann@old.example', toHandle: 'ann@new.example' });
    const missing = await started.until((plan) => codeOf(plan, 'alias') === 'alias.missing' && codeOf(plan, 'saved') === 'saved.ok' && codeOf(plan, 'software') === 'software.ignoring');
    expect(missing.rows.find(({ id }) => id === 'saved')?.finding?.values).toMatchObject({ followers: 5, follows: 0 });
    expect(missing.rows.find(({ id }) => id === 'software')?.finding?.values).toMatchObject({ count: 1, servers: [{ host: 'deaf.example', software: 'pixelfed', followers: 1 }] });
    expect(await started.fails('moving.move', { plan: created.id, handle: 'ann@new.example', password: null })).toMatchObject({ kind: 'invalidInput', field: 'plan', message: 'Refused: alias' });
    expect(started.opened).toEqual([]);

    const aliasPage = await started.call('moving.act', { plan: created.id, row: 'alias', action: 'openAliasPage' });
    expect(aliasPage).toEqual({ text: 'ann@old.example' });
    expect(started.opened).toEqual([`${world.server('new.example').origin}/settings/aliases`]);
    expect((await onPage(started.opened[0] ?? '', { 'account_alias[acct]': 'ann@old.example' })).status).toBe(303);
    await started.until((plan) => codeOf(plan, 'alias') === 'alias.public', ['alias']);
    await confirmWarnings(started);
    await started.until(ready);

    expect(await started.fails('moving.move', { plan: created.id, handle: 'ann@other.example', password: null })).toMatchObject({ field: 'handle' });
    await started.call('moving.move', { plan: created.id, handle: '@ann@new.example', password: null });
    expect(started.opened.at(-1)).toBe(`${world.server('old.example').origin}/settings/migration`);
    expect(await started.row('move')).toMatchObject({ state: 'needsYou', finding: { code: 'move.waiting' } });
    const moved = await onPage(started.opened.at(-1) ?? '', { 'account_migration[acct]': 'ann@new.example', 'account_migration[current_password]': password });
    expect(moved.status).toBe(303);
    await started.until((plan) => plan.movedAt !== null, ['carriedOut']);
    await checkArrivals(started);
    // The old token is closed now; nothing of it counts as an error.
    expect(await started.row('signIns')).toMatchObject({ state: 'ok' });
  }, 60_000);

  test('Mastodon to GoToSocial: the alias by API, though the server shows itself to nobody', async () => {
    const started = await startApp(await startWorld('mastodon-4.5', 'gotosocial'));
    const { id } = await createPlan(started);
    await started.until((plan) => codeOf(plan, 'alias') === 'alias.missing' && codeOf(plan, 'saved') === 'saved.ok');
    await started.call('moving.act', { plan: id, row: 'alias', action: 'addAlias' });
    expect(await started.row('alias')).toMatchObject({ state: 'ok', finding: { code: 'alias.byServer', values: { host: 'new.example' } } });
    await confirmWarnings(started);
    await started.until(ready);
    await started.call('moving.move', { plan: id, handle: 'ann@new.example', password: null });
    await onPage(started.opened.at(-1) ?? '', { 'account_migration[acct]': 'ann@new.example', 'account_migration[current_password]': password });
    await started.until((plan) => plan.movedAt !== null, ['carriedOut']);
    await checkArrivals(started);
  }, 60_000);

  test.each([
    ['gotosocial', 'mastodon-4.6'],
    ['akkoma', 'mastodon-4.6'],
    ['mastodon-4.6', 'akkoma'],
    ['gotosocial', 'gotosocial'],
    ['mitra', 'mastodon-4.6'],
    ['mastodon-4.5', 'mitra'],
  ] as const)('%s to %s: by API where there is one, the password sent once and kept nowhere', async (oldKind, newKind) => {
    const world = await startWorld(oldKind, newKind);
    const started = await startApp(world);
    const created = await createPlan(started);
    const byApi = !oldKind.startsWith('mastodon');
    const asksPassword = byApi && oldKind !== 'mitra';
    expect(created).toMatchObject({ way: byApi ? 'api' : 'page', passwordOf: asksPassword ? 'ann@old.example' : null });
    await started.until((plan) => codeOf(plan, 'alias') === 'alias.missing' && codeOf(plan, 'saved') === 'saved.ok');
    if (newKind.startsWith('mastodon')) await onPage(`${world.server('new.example').origin}/settings/aliases`, { 'account_alias[acct]': 'ann@old.example' });
    else await started.call('moving.act', { plan: created.id, row: 'alias', action: 'addAlias' });
    await started.until((plan) => stateOf(plan, 'alias') === 'ok', ['alias']);
    await confirmWarnings(started);
    await started.until(ready);
    const move = { plan: created.id, handle: 'ann@new.example' };
    if (asksPassword) {
      expect(await started.fails('moving.move', { ...move, password: null })).toMatchObject({ field: 'password' });
      expect(await started.fails('moving.move', { ...move, password: 'wrong' })).toMatchObject({ kind: 'rejected' });
      expect(await started.row('move')).toMatchObject({ state: 'needsYou', finding: { code: 'failed', values: { error: { kind: 'rejected' } } } });
    }
    await started.call('moving.move', { ...move, password: asksPassword ? password : null });
    if (!byApi) await onPage(started.opened.at(-1) ?? '', { 'account_migration[acct]': 'ann@new.example', 'account_migration[current_password]': password });
    await started.until((plan) => plan.movedAt !== null, ['carriedOut']);
    await checkArrivals(started);
    await checkNothingKept(started);
  }, 60_000);
});

describe('what goes wrong on the way', () => {
  /** Up to where the move may be made, with an alias set behind everybody's back. */
  async function readyToMove(oldKind: ServerKind, newKind: ServerKind) {
    const world = await startWorld(oldKind, newKind);
    world.person('ann@new.example').alsoKnownAs.push(world.person('ann@old.example').uri);
    const started = await startApp(world);
    const { id } = await createPlan(started);
    await started.until((plan) => stateOf(plan, 'saved') === 'ok' && stateOf(plan, 'alias') === 'ok');
    await confirmWarnings(started);
    await started.until(ready);
    return { world, started, id };
  }
  const moveRequests = (world: PracticeWorld): number => world.oracle.requests.filter(({ method, path }) => method === 'POST' && path.startsWith('/api/v1/accounts/move')).length;

  test('the answer is lost: it is looked up, and asking again sends nothing', async () => {
    const { world, started, id } = await readyToMove('gotosocial', 'mastodon-4.6');
    world.server('old.example').faults.set({ path: '/api/v1/accounts/move', method: 'POST', times: 1, fault: { kind: 'lostAnswer' } });
    expect(await started.fails('moving.move', { plan: id, handle: 'ann@new.example', password })).toMatchObject({ mayHaveArrived: true });
    expect(await started.call('moving.move', { plan: id, handle: 'ann@new.example', password })).toBeNull();
    await checkArrivals(started);
    expect(moveRequests(world)).toBe(1);
  }, 60_000);

  test('the alias is saved and other servers do not see it yet: the move waits for them', async () => {
    const world = await startWorld('mastodon-4.5', 'akkoma');
    world.server('new.example').faults.moves.aliasDelayMs = 2_000;
    const started = await startApp(world);
    const { id } = await createPlan(started);
    await started.until((plan) => codeOf(plan, 'alias') === 'alias.missing');
    await started.call('moving.act', { plan: id, row: 'alias', action: 'addAlias' });
    expect(await started.row('alias')).toMatchObject({ state: 'blocked', finding: { code: 'alias.saved' } });
    expect(await started.fails('moving.move', { plan: id, handle: 'ann@new.example', password: null })).toMatchObject({ field: 'plan' });
    await started.until((plan) => codeOf(plan, 'alias') === 'alias.public', ['alias']);
  }, 60_000);

  test('a Mastodon that hides profiles: the person looks, and says so', async () => {
    const world = await startWorld('mastodon-4.5', 'mastodon-4.6');
    world.server('new.example').faults.moves.signedFetch = true;
    const started = await startApp(world);
    const { id } = await createPlan(started);
    await started.until((plan) => codeOf(plan, 'alias') === 'alias.hidden');
    expect(await started.row('alias')).toMatchObject({ state: 'blocked', actions: ['openAliasPage', 'confirm', 'checkNow'] });
    await onPage(`${world.server('new.example').origin}/settings/aliases`, { 'account_alias[acct]': 'ann@old.example' });
    await started.call('moving.act', { plan: id, row: 'alias', action: 'confirm' });
    expect(await started.row('alias')).toMatchObject({ state: 'done', finding: { code: 'alias.hidden' } });
  }, 60_000);

  test('a locked new account: followers become requests, and unlocking lets them in', async () => {
    const { world, started, id } = await readyToMove('gotosocial', 'mastodon-4.6');
    world.person('ann@new.example').locked = true;
    await started.call('moving.check', { plan: id, rows: ['locked'] });
    expect(await started.row('locked')).toMatchObject({ state: 'needsYou', finding: { code: 'locked.locked', values: { followers: 5 } } });
    await started.call('moving.move', { plan: id, handle: 'ann@new.example', password });
    const waiting = await started.until((plan) => (plan.arrivals?.series.at(-1)?.pending ?? 0) >= 2, ['carriedOut', 'arrivals', 'requests']);
    expect(waiting.rows.find((row) => row.id === 'requests')).toMatchObject({ state: 'needsYou', finding: { code: 'requests.some' } });
    await started.call('moving.act', { plan: id, row: 'requests', action: 'unlock' });
    await checkArrivals(started);
    expect(await started.row('relock')).toMatchObject({ finding: { code: 'relock.due' }, actions: ['relock'] });
    await started.call('moving.act', { plan: id, row: 'relock', action: 'relock' });
    expect(world.person('ann@new.example').locked).toBe(true);
  }, 60_000);

  test('the new server blocks a server of followers under a hidden name', async () => {
    const world = await startWorld('mastodon-4.5', 'mastodon-4.6');
    world.blockServer('new.example', 'near.example', { severity: 'suspend', obfuscated: true });
    const started = await startApp(world);
    await createPlan(started);
    const plan = await started.until((each) => codeOf(each, 'serverBlocks') === 'serverBlocks.hits');
    expect(plan.rows.find(({ id }) => id === 'serverBlocks')?.finding?.values).toMatchObject({ servers: ['near.example'], followers: 2, follows: 0 });
  }, 60_000);

  test('the servers do not know each other: refused, and no page is opened', async () => {
    const world = await startWorld('mastodon-4.5', 'mastodon-4.6');
    world.blockServer('old.example', 'new.example', { severity: 'suspend' });
    const started = await startApp(world);
    const { id } = await createPlan(started);
    await started.until((plan) => codeOf(plan, 'reach') === 'reach.none');
    expect(await started.fails('moving.move', { plan: id, handle: 'ann@new.example', password: null })).toMatchObject({ field: 'plan' });
    expect(started.opened).toEqual([]);
  }, 60_000);
});

/** The password is in no event, no answer and no file of the profile, logs among them. */
async function checkNothingKept(started: Started): Promise<void> {
  const outside = JSON.stringify([started.messages, await started.plan()]);
  await started.app.close();
  const files = (await readdir(started.dataDir, { recursive: true, withFileTypes: true })).filter((file) => file.isFile());
  const kept = await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), 'latin1')));
  expect(kept.length).toBeGreaterThan(1);
  for (const text of [outside, ...kept]) expect(text.includes(password)).toBe(false);
}
