import { describe, expect, test } from 'vitest';
import type { AccountKey } from '../../contract/ids.ts';
import type { AppError } from '../../contract/result.ts';
import { accountServer, createAccountWorld, ownAccount, type AccountServer, type AccountWorld } from './testing/account-world.ts';
import type { Accounts } from './index.ts';

const offline: AppError = { kind: 'offline', host: 'a.example', reason: 'noNetwork', mayHaveArrived: false };
const unauthorized: AppError = { kind: 'unauthorized', host: 'a.example', message: 'The access token was revoked' };

async function signIn(world: AccountWorld, accounts: Accounts, address: string): Promise<AccountKey> {
  const before = new Set(accounts.list().map(({ key }) => key));
  await accounts.beginSignIn({ address, mode: 'browser' });
  const { redirectUri, query } = world.approve();
  await world.visit(redirectUri, query);
  const done = world.signInStates().at(-1);
  if (done?.state !== 'done') throw new Error(`signed in as nobody: ${JSON.stringify(done)} of ${[...before].join()}`);
  return done.account;
}

/** One signed-in account on a Mastodon server. */
async function setUp(change: (server: AccountServer) => void = () => {}) {
  const server = accountServer('a.example');
  change(server);
  const world = createAccountWorld([server, accountServer('b.example', 'gotosocial')]);
  const accounts = await world.start();
  const key = await signIn(world, accounts, 'a.example');
  return { ...world, server, world, accounts, key };
}

type SetUp = Awaited<ReturnType<typeof setUp>>;

describe('a signed-in account', () => {
  test('is keyed by API host and id, connected and told of', async () => {
    const { accounts, key, connected, events } = await setUp();
    expect(key).toBe('a.example/1');
    expect(accounts.list()).toMatchObject([{ key, handle: 'ann@a.example', nickname: 'ann', colour: 1, health: { state: 'starting' }, signInEndsAt: null }]);
    expect(connected.map((account) => account.key)).toEqual([key]);
    expect(events.of('accounts.changed').at(-1)?.accounts).toHaveLength(1);
  });

  test('signed in again keeps everything but the token, and the old token is revoked', async () => {
    const { accounts, key, world, server, opened, secretValues } = await setUp();
    accounts.update({ account: key, nickname: 'Home', colour: 5 });
    server.token = 'a newer token';
    expect(await signIn(world, accounts, 'a.example')).toBe(key);
    expect(accounts.list()).toMatchObject([{ nickname: 'Home', colour: 5 }]);
    expect(secretValues.get(`token:${key}`)).toContain('a newer token');
    expect(server.revoked).toEqual(['token-of-a.example']);
    expect(new URL(opened.at(-1) ?? '').searchParams.get('force_login')).toBe('true');
  });

  test('the same token again is not revoked (doorkeeper gives it twice)', async () => {
    const { accounts, world, server } = await setUp();
    await signIn(world, accounts, 'a.example');
    expect(server.revoked).toEqual([]);
    expect(accounts.list()).toHaveLength(1);
  });

  test.each([
    ['fails', async ({ accounts, server, world }: SetUp) => {
      await accounts.beginSignIn({ address: 'a.example', mode: 'browser' });
      server.verifyError = offline;
      const { redirectUri, query } = world.approve();
      await world.visit(redirectUri, query);
    }],
    ['is given up while the server answers', async ({ accounts, world, clock, server }: SetUp) => {
      const begun = await accounts.beginSignIn({ address: 'a.example', mode: 'browser' });
      const answer = Promise.withResolvers<void>();
      server.exchangeWaits = answer.promise;
      const { redirectUri, query } = world.approve();
      await world.visit(redirectUri, query);
      if (begun.ok && begun.value.state === 'waiting') accounts.cancelSignIn({ attemptId: begun.value.attemptId });
      answer.resolve();
      await clock.settle();
    }],
  ])('a second sign-in that %s does not revoke the token the account works with', async (_name, signInAgain) => {
    const setup = await setUp();
    await signInAgain(setup);
    expect(setup.signInStates().at(-1)).toMatchObject({ state: 'failed' });
    expect(setup.exchanged).toHaveLength(2);
    expect(setup.server.revoked).toEqual([]);
  });

  test('a first account of a server is not made to log in again', async () => {
    const { opened } = await setUp();
    expect(new URL(opened[0] ?? '').searchParams.has('force_login')).toBe(false);
  });

  test('a token with an end says so', async () => {
    const { accounts } = await setUp((server) => void (server.expiresAt = 1_900_000_000_000));
    expect(accounts.list()[0]?.signInEndsAt).toBe(1_900_000_000_000);
  });

  test('a key store that refuses: no account, and the token is given back', async () => {
    const server = accountServer('a.example');
    const world = createAccountWorld([server]);
    const accounts = await world.start();
    await accounts.beginSignIn({ address: 'a.example', mode: 'browser' });
    world.secrets.isBroken = true;
    const { redirectUri, query } = world.approve();
    await world.visit(redirectUri, query);
    expect([accounts.list(), server.revoked]).toEqual([[], ['token-of-a.example']]);
    expect(world.signInStates().at(-1)).toMatchObject({ state: 'failed', error: { kind: 'storage' } });
  });
});

describe('apps', () => {
  test('Mastodon: one registration serves every sign-in, on any port, at the same path', async () => {
    const { accounts, world, registered, listeners } = await setUp();
    await signIn(world, accounts, 'a.example');
    expect(registered).toHaveLength(1);
    const [first, second] = listeners.map(({ redirectUri }) => new URL(redirectUri));
    expect(second?.pathname).toBe(first?.pathname);
    expect(second?.port).not.toBe(first?.port);
  });

  test('others: a new one each time, with the very address that listens', async () => {
    const { accounts, world, registered, listeners } = await setUp();
    await signIn(world, accounts, 'b.example');
    await signIn(world, accounts, 'b.example');
    expect(registered.map(({ redirectUri }) => redirectUri)).toEqual(listeners.map(({ redirectUri }) => redirectUri));
    expect(new Set(registered.map(({ redirectUri }) => new URL(redirectUri).pathname)).size).toBe(3);
  });

  test('one the server has forgotten is replaced once, by a second trip to its page', async () => {
    const { accounts, world, server, registered, signInStates, opened } = await setUp();
    server.apps.clear();
    await accounts.beginSignIn({ address: 'a.example', mode: 'browser' });
    const stale = world.approve();
    await world.visit(stale.redirectUri, stale.query);
    expect(signInStates().slice(-2).map(({ state }) => state)).toEqual(['finishing', 'waiting']);
    expect([registered.length, opened.length]).toEqual([2, 3]);
    const fresh = world.approve();
    await world.visit(fresh.redirectUri, fresh.query);
    expect(signInStates().at(-1)).toMatchObject({ state: 'done' });
  });

  test('refused again, it does not go round and round', async () => {
    const { accounts, world, server, registered, signInStates } = await setUp();
    server.exchangeError = { kind: 'unauthorized', host: 'a.example', message: 'invalid_client' };
    await accounts.beginSignIn({ address: 'a.example', mode: 'browser' });
    for (let round = 0; round < 3; round += 1) {
      const { redirectUri, query } = world.approve();
      await world.visit(redirectUri, query);
    }
    expect(registered).toHaveLength(2);
    expect(signInStates().at(-1)).toMatchObject({ state: 'failed', error: { kind: 'unauthorized' } });
  });

  test('given up with a kept app, the next attempt makes a new one: the page may have said "unknown app"', async () => {
    const { accounts, registered, clock } = await setUp();
    const attempt = await accounts.beginSignIn({ address: 'a.example', mode: 'browser' });
    accounts.cancelSignIn({ attemptId: attempt.ok ? attempt.value.attemptId : '' });
    await clock.settle();
    await accounts.beginSignIn({ address: 'a.example', mode: 'browser' });
    expect(registered).toHaveLength(2);
  });
});

describe('pasting a code', () => {
  test('asks the server to show one, takes it once, and forgives a typing error', async () => {
    const world = createAccountWorld([accountServer('a.example')]);
    const accounts = await world.start();
    const begun = await accounts.beginSignIn({ address: 'a.example', mode: 'paste' });
    const attemptId = begun.ok ? begun.value.attemptId : '';
    const { code, redirectUri } = world.approve();
    expect(redirectUri).toBe('urn:ietf:wg:oauth:2.0:oob');
    expect(world.listeners).toEqual([]);
    expect(await accounts.submitCode({ attemptId, code: 'tpyo' })).toMatchObject({ ok: false, error: { kind: 'rejected' } });
    expect(world.signInStates().at(-1)).toMatchObject({ state: 'waiting', attemptId, mode: 'paste' });
    expect(await accounts.submitCode({ attemptId, code })).toMatchObject({ ok: true, value: { state: 'done', account: 'a.example/1' } });
    expect(await accounts.submitCode({ attemptId, code })).toMatchObject({ ok: false, error: { kind: 'notFound' } });
    expect(accounts.list()).toHaveLength(1);
  });
});

describe('removing', () => {
  test('revokes, then wipes token, app and account', async () => {
    const { accounts, key, server, secretValues, kept, disconnected, removed } = await setUp();
    expect(await accounts.remove({ account: key })).toEqual({ ok: true, value: { revoked: true } });
    expect(server.revoked).toEqual(['token-of-a.example']);
    expect([secretValues.size, kept.size, accounts.list(), disconnected, removed]).toEqual([0, 0, [], [key], [key]]);
    expect(await accounts.remove({ account: key })).toMatchObject({ ok: false, error: { kind: 'notFound' } });
  });

  test('does not wait for a server that does not answer', async () => {
    const { accounts, key, server, clock, kept } = await setUp();
    server.revokeNeverEnds = true;
    const removing = accounts.remove({ account: key });
    await clock.advance(9_999);
    expect(kept.size).toBe(1);
    await clock.advance(2);
    expect(await removing).toEqual({ ok: true, value: { revoked: false } });
    expect(kept.size).toBe(0);
  });

  test('works without the key store too', async () => {
    const { accounts, key, secrets, kept } = await setUp();
    secrets.isBroken = true;
    expect(await accounts.remove({ account: key })).toEqual({ ok: true, value: { revoked: false } });
    expect(kept.size).toBe(0);
  });
});

describe('the rail', () => {
  async function three() {
    const servers = ['a.example', 'b.example', 'c.example'].map((host) => accountServer(host));
    const world = createAccountWorld(servers);
    const accounts = await world.start();
    const keys: AccountKey[] = [];
    for (const { profile } of servers) keys.push(await signIn(world, accounts, profile.summary.apiHost));
    return { world, accounts, keys };
  }

  test('gives each account the first colour nobody has', async () => {
    const { accounts, keys, world } = await three();
    expect(accounts.list().map(({ colour }) => colour)).toEqual([1, 2, 3]);
    await accounts.remove({ account: keys[1] as AccountKey });
    await signIn(world, accounts, 'b.example');
    expect(accounts.list().map(({ colour }) => colour)).toEqual([1, 3, 2]);
  });

  test('is ordered as asked, also after a restart; accounts not named follow', async () => {
    const { accounts, keys, world } = await three();
    expect(accounts.reorder({ accounts: [keys[2] as AccountKey] })).toEqual({ ok: true, value: null });
    expect((await world.start()).list().map(({ key }) => key)).toEqual([keys[2], keys[0], keys[1]]);
    expect(accounts.reorder({ accounts: ['x/1' as AccountKey] })).toMatchObject({ ok: false, error: { kind: 'invalidInput' } });
  });

  test('an empty nickname gives the display name back', async () => {
    const { accounts, keys } = await three();
    accounts.update({ account: keys[0] as AccountKey, nickname: 'Home' });
    accounts.update({ account: keys[0] as AccountKey, nickname: '' });
    expect(accounts.list()[0]?.nickname).toBe('ann');
    expect(accounts.update({ account: 'x/1' as AccountKey, nickname: 'n' })).toMatchObject({ ok: false, error: { kind: 'notFound' } });
  });
});

describe('a restart', () => {
  test('connects what has a token, without a request', async () => {
    const { start, connected, server } = await setUp();
    server.verifyError = offline;
    const again = await start();
    expect(connected).toHaveLength(2);
    expect(again.list()).toMatchObject([{ health: { state: 'starting' } }]);
  });

  test('without its token an account is signed out, and there', async () => {
    const { start, secretValues, connected, kept } = await setUp();
    secretValues.clear();
    const again = await start();
    expect(again.list()).toMatchObject([{ key: 'a.example/1', health: { state: 'signedOut' } }]);
    expect([connected.length, kept.size]).toEqual([1, 1]);
  });

  test('with the key store locked it starts, asks for a sign-in, and needs none when the key store is back', async () => {
    const { start, secrets, connected } = await setUp();
    secrets.isBroken = true;
    expect((await start()).list()).toMatchObject([{ health: { state: 'signedOut' } }]);
    secrets.isBroken = false;
    expect((await start()).list()).toMatchObject([{ health: { state: 'starting' } }]);
    expect(connected).toHaveLength(2);
  });

  test('garbage in the key store is no token', async () => {
    const { start, secretValues, key } = await setUp();
    for (const garbage of ['', 'x', '{}', '[]', 'null', '{"grant":{"accessToken":""},"app":{}}']) {
      secretValues.set(`token:${key}`, garbage);
      expect((await start()).list()).toMatchObject([{ health: { state: 'signedOut' } }]);
    }
  });
});

describe('a token that dies', () => {
  test('401 from anything is confirmed once, then the account is signed out and its data kept', async () => {
    const { accounts, connected, disconnected, server, clock, events, kept, key } = await setUp();
    server.verifyError = unauthorized;
    events.clear();
    await connected[0]?.connection.home({ kind: 'newest', limit: 1 });
    await clock.settle();
    expect(accounts.list()).toMatchObject([{ health: { state: 'signedOut', error: { kind: 'unauthorized' } } }]);
    expect([disconnected, kept.size, accounts.directory.signedIn(key)]).toEqual([[key], 1, null]);
    const prompts = events.of('accounts.changed').filter(({ accounts: list }) => list[0]?.health.state === 'signedOut');
    expect(prompts).toHaveLength(1);
  });

  test('a 401 that verify does not confirm (a proxy) changes nothing', async () => {
    const { accounts, connected, server, clock } = await setUp();
    server.verifyError = unauthorized;
    const asked = connected[0]?.connection.home({ kind: 'newest', limit: 1 });
    server.verifyError = null;
    await asked;
    await clock.settle();
    expect(accounts.list()).toMatchObject([{ health: { state: 'starting' } }]);
  });

  test('other accounts do not notice', async () => {
    const { accounts, world, server, connected, clock } = await setUp();
    await signIn(world, accounts, 'b.example');
    server.verifyError = unauthorized;
    await connected[0]?.connection.home({ kind: 'newest', limit: 1 });
    await clock.settle();
    expect(accounts.list().map(({ health }) => health.state)).toEqual(['signedOut', 'starting']);
  });

  test('the stream supervisor may say so as well', async () => {
    const { accounts, key } = await setUp();
    accounts.healthChanged(key, { state: 'signedOut', since: 1, retryAt: null, error: unauthorized });
    expect(accounts.list()[0]?.health.state).toBe('signedOut');
    accounts.healthChanged(key, { state: 'live', since: 2, retryAt: null, error: null });
    expect(accounts.list()[0]?.health.state).toBe('signedOut');
  });

  test('"try again" and the next start try the token once more: the server may have been wrong', async () => {
    const { accounts, key, start, clock } = await setUp();
    accounts.healthChanged(key, { state: 'signedOut', since: 1, retryAt: null, error: unauthorized });
    await accounts.reconnect({ account: key });
    await clock.settle();
    expect(accounts.list()[0]?.health.state).toBe('starting');
    accounts.healthChanged(key, { state: 'signedOut', since: 1, retryAt: null, error: unauthorized });
    const again = await start();
    await clock.settle();
    expect(again.list()[0]?.health.state).toBe('starting');
  });

  test('a new sign-in brings it back', async () => {
    const { accounts, world, key } = await setUp();
    accounts.healthChanged(key, { state: 'signedOut', since: 1, retryAt: null, error: unauthorized });
    await signIn(world, accounts, 'a.example');
    expect(accounts.list()).toMatchObject([{ key, health: { state: 'starting' } }]);
  });
});

describe('every hour', () => {
  test('name, picture and limits are asked for again', async () => {
    const { accounts, server, clock, kept, key } = await setUp();
    server.own = { ...ownAccount('ann', 'a.example'), movedTo: 'ann@b.example' };
    server.profile = { ...server.profile, limits: { ...server.profile.limits, maxCharacters: 1000 } };
    await clock.advance(10_000);
    expect(accounts.list()).toMatchObject([{ movedTo: 'ann@b.example', limits: { maxCharacters: 500 } }]);
    await clock.advance(2 * 60 * 60_000);
    expect(accounts.list()[0]?.limits.maxCharacters).toBe(1000);
    expect(kept.get(key)?.movedTo).toBe('ann@b.example');
  });

  test('a server that streams somewhere else now is connected anew; one that claims another address is not believed', async () => {
    const { accounts, key, server, clock, connected } = await setUp();
    server.claims = { streamingBase: 'wss://stream.a.example' };
    await clock.advance(2.5 * 60 * 60_000);
    expect(connected.map(({ profile }) => profile.streamingBase)).toEqual(['wss://a.example', 'wss://stream.a.example']);
    server.claims = { apiBase: 'https://evil.example', streamingBase: 'wss://evil.example' };
    await clock.advance(2.5 * 60 * 60_000);
    expect(connected).toHaveLength(2);
    expect(accounts.directory.signedIn(key)?.profile.apiBase).toBe('https://a.example');
  });

  test('a token that suddenly belongs to somebody else is not used any more', async () => {
    const { accounts, server, clock } = await setUp();
    server.own = ownAccount('bob', 'a.example', '2');
    await clock.advance(10_000);
    expect(accounts.list()).toMatchObject([{ key: 'a.example/1', health: { state: 'signedOut' } }]);
  });

  test('nothing is asked after the end', async () => {
    const { accounts, clock } = await setUp();
    accounts.close();
    expect(clock.pendingTimers()).toBe(0);
  });
});
