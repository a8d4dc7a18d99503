import { describe, expect, test } from 'vitest';
import type { AppError, Result } from '../../contract/result.ts';
import type { SignInState } from '../../contract/accounts.ts';
import { attemptTimeoutMs } from './sign-in.ts';
import { accountServer, createAccountWorld, ownAccount } from './testing/account-world.ts';

const offline: AppError = { kind: 'offline', host: 'good.example', reason: 'timeout', mayHaveArrived: true };

/** An honest server, a hostile one, and a person who begins to sign in to the honest one. */
async function begin(address = 'good.example') {
  const good = accountServer('good.example');
  const evil = accountServer('evil.example', 'gotosocial');
  const world = createAccountWorld([good, evil]);
  const accounts = await world.start();
  const attempt = await accounts.beginSignIn({ address, mode: 'browser' });
  return { ...world, good, evil, accounts, attempt };
}

function idOf(attempt: Result<SignInState>): string {
  return attempt.ok ? attempt.value.attemptId : '';
}

test('without an attack the account is there (or the tests below would prove nothing)', async () => {
  const { accounts, approve, visit, signInStates, opened } = await begin();
  const { redirectUri, query } = approve();
  await visit(redirectUri, query);
  expect(accounts.list().map(({ key }) => key)).toEqual(['good.example/1']);
  expect(signInStates().map(({ state }) => state)).toEqual(['waiting', 'finishing', 'done']);
  const page = new URL(opened[0] ?? '').searchParams;
  expect(page.get('code_challenge_method')).toBe('S256');
  expect((page.get('state') ?? '').length).toBeGreaterThanOrEqual(32);
});

describe('twelve attacks on a sign-in: no account is added', () => {
  test('1 mix-up: the code of one server comes with the name of another (RFC 9207)', async () => {
    const { accounts, approve, visit, exchanged } = await begin();
    const { redirectUri, query } = approve();
    query.set('iss', 'https://evil.example');
    await visit(redirectUri, query);
    expect([accounts.list(), exchanged]).toEqual([[], []]);
  });

  test('1b mix-up: the redirect of one attempt is answered with the state of another', async () => {
    const world = await begin();
    await world.accounts.beginSignIn({ address: 'evil.example', mode: 'browser' });
    const [good, evil] = world.opened.map((url) => world.approve(url));
    expect(good?.redirectUri).not.toBe(evil?.redirectUri);
    await world.visit(good?.redirectUri ?? '', evil?.query ?? new URLSearchParams());
    await world.visit(evil?.redirectUri ?? '', good?.query ?? new URLSearchParams());
    expect([world.accounts.list(), world.exchanged]).toEqual([[], []]);
  });

  test('2 replayed code: the redirect is called a second time', async () => {
    const { accounts, approve, visit, exchanged } = await begin();
    const { redirectUri, query } = approve();
    await visit(redirectUri, query);
    await accounts.remove({ account: accounts.list()[0]?.key as never });
    await visit(redirectUri, query);
    expect([accounts.list(), exchanged.length]).toEqual([[], 1]);
  });

  test.each([
    ['another', 'state-of-somebody-else'],
    ['none', null],
    ['an empty one', ''],
    ['a prefix', 'prefix'],
  ])('3 swapped state: %s', async (_name, state) => {
    const { accounts, approve, visit, exchanged } = await begin();
    const { redirectUri, query } = approve();
    const real = query.get('state') ?? '';
    query.delete('state');
    if (state !== null) query.set('state', state === 'prefix' ? real.slice(0, -1) : state);
    await visit(redirectUri, query);
    expect([accounts.list(), exchanged]).toEqual([[], []]);
  });

  test('3b the state given twice, once right', async () => {
    const { accounts, approve, visit } = await begin();
    const { redirectUri, query } = approve();
    query.append('state', 'other');
    await visit(redirectUri, query);
    expect(accounts.list()).toEqual([]);
  });

  test('4 second tab: two attempts at one server do not answer for each other', async () => {
    const { accounts, approve, visit, opened, exchanged } = await begin();
    await accounts.beginSignIn({ address: 'good.example', mode: 'browser' });
    const [first, second] = opened.map((url) => approve(url));
    await visit(first?.redirectUri ?? '', second?.query ?? new URLSearchParams());
    expect([accounts.list(), exchanged]).toEqual([[], []]);
  });

  test('5 cancelled: what comes after it is not taken', async () => {
    const { accounts, approve, visit, attempt, listeners, signInStates } = await begin();
    const { redirectUri, query } = approve();
    accounts.cancelSignIn({ attemptId: idOf(attempt) });
    await visit(redirectUri, query);
    expect(accounts.list()).toEqual([]);
    expect(listeners.every(({ closed }) => closed)).toBe(true);
    expect(signInStates().at(-1)).toMatchObject({ state: 'failed', error: { kind: 'cancelled' } });
  });

  test('5b cancelled while the code is being exchanged: the token is given back', async () => {
    const { accounts, approve, visit, attempt, good } = await begin();
    const { redirectUri, query } = approve();
    const visiting = visit(redirectUri, query);
    accounts.cancelSignIn({ attemptId: idOf(attempt) });
    await visiting;
    expect([accounts.list(), good.revoked]).toEqual([[], good.codes.size === 0 ? ['token-of-good.example'] : []]);
  });

  test('6 foreign link: a code nobody asked for', async () => {
    const { accounts, listeners, visit, exchanged } = await begin();
    await visit(listeners[0]?.redirectUri ?? '', new URLSearchParams({ code: 'injected' }));
    expect([accounts.list(), exchanged]).toEqual([[], []]);
    expect(await accounts.submitCode({ attemptId: 'made-up', code: 'injected' })).toMatchObject({ ok: false, error: { kind: 'notFound' } });
  });

  test('6b a code of somebody else with the right state: the verifier does not fit', async () => {
    const { accounts, approve, visit, good } = await begin();
    const { redirectUri, query, code } = approve();
    good.codes.set('theirs', { ...(good.codes.get(code) ?? { clientId: '', redirectUri: '' }), challenge: 'S256(of their own)' });
    query.set('code', 'theirs');
    await visit(redirectUri, query);
    expect(accounts.list()).toEqual([]);
  });

  test('6c a code pasted into an attempt that waits for the browser', async () => {
    const { accounts, approve, attempt } = await begin();
    expect(await accounts.submitCode({ attemptId: idOf(attempt), code: approve().code })).toMatchObject({ ok: false });
    expect(accounts.list()).toEqual([]);
  });

  test('7 downgrade: a server without PKCE still gets a challenge, and a plain page is not opened', async () => {
    const good = accountServer('good.example', 'gotosocial');
    good.authorizeBase = 'http://good.example';
    const world = createAccountWorld([good]);
    const accounts = await world.start();
    expect(await accounts.beginSignIn({ address: 'good.example', mode: 'browser' })).toMatchObject({ ok: false, error: { kind: 'badAnswer', reason: 'redirected' } });
    expect([world.opened, accounts.list()]).toEqual([[], []]);
    good.authorizeBase = 'https://good.example';
    await accounts.beginSignIn({ address: 'good.example', mode: 'browser' });
    expect(new URL(world.opened[0] ?? '').searchParams.get('code_challenge_method')).toBe('S256');
  });

  test('8 metadata that points at another host: its page is not opened', async () => {
    const { accounts, evil, opened, listeners } = await begin();
    evil.authorizeBase = 'https://good.example';
    expect(await accounts.beginSignIn({ address: 'evil.example', mode: 'browser' })).toMatchObject({ ok: false, error: { kind: 'badAnswer' } });
    expect(opened).toHaveLength(1);
    expect(listeners[1]?.closed).toBe(true);
  });

  test('9 wrong token type, as the server connection reports it', async () => {
    const { accounts, approve, visit, good, signInStates } = await begin();
    good.exchangeError = { kind: 'badAnswer', host: 'good.example', reason: 'wrongShape', status: 200, mayHaveArrived: true };
    const { redirectUri, query } = approve();
    await visit(redirectUri, query);
    expect(accounts.list()).toEqual([]);
    expect(signInStates().at(-1)).toMatchObject({ state: 'failed', error: { kind: 'badAnswer' } });
  });

  test.each([
    ['handle and address of another host', ownAccount('ceo', 'bank.example')],
    ['only the handle', { ...ownAccount('ceo', 'good.example'), person: { ...ownAccount('ceo', 'good.example').person, handle: 'ceo@bank.example' } }],
    ['only the actor', { ...ownAccount('ceo', 'good.example'), person: { ...ownAccount('ceo', 'good.example').person, uri: 'https://bank.example/users/ceo' } }],
    ['only the profile page', { ...ownAccount('ceo', 'good.example'), person: { ...ownAccount('ceo', 'good.example').person, url: 'https://bank.example/@ceo' } }],
    ['a look-alike sub-domain', ownAccount('ceo', 'good.example.evil.example')],
    ['no id', ownAccount('ceo', 'good.example', '')],
  ])('10 verify_credentials of another host: %s; the token is given back', async (_name, own) => {
    const { accounts, approve, visit, good, secretValues } = await begin();
    good.own = own;
    const { redirectUri, query } = approve();
    await visit(redirectUri, query);
    expect([accounts.list(), good.revoked]).toEqual([[], ['token-of-good.example']]);
    expect([...secretValues.keys()].filter((name) => name.startsWith('token:'))).toEqual([]);
  });

  test('11 huge reply: a code or state of a megabyte is not looked at', async () => {
    const { accounts, approve, visit, exchanged } = await begin();
    const { redirectUri, query } = approve();
    query.set('code', 'x'.repeat(1_000_000));
    await visit(redirectUri, query);
    expect([accounts.list(), exchanged]).toEqual([[], []]);
  });

  test('12 slow reply: after ten minutes the attempt is over, and its listener closed', async () => {
    const { accounts, approve, visit, clock, listeners, signInStates, registered } = await begin();
    const { redirectUri, query } = approve();
    await clock.advance(attemptTimeoutMs + 1);
    await visit(redirectUri, query);
    expect(accounts.list()).toEqual([]);
    expect(listeners[0]?.closed).toBe(true);
    expect(signInStates().at(-1)).toMatchObject({ state: 'failed', error: { kind: 'cancelled' } });
    expect(registered).toHaveLength(1);
  });

  test('a person who says no is told nothing went wrong', async () => {
    const { accounts, approve, visit, signInStates } = await begin();
    const { redirectUri, query } = approve();
    await visit(redirectUri, new URLSearchParams({ error: 'access_denied', state: query.get('state') ?? '' }));
    expect([accounts.list(), signInStates().at(-1)]).toMatchObject([[], { state: 'failed', error: { kind: 'cancelled' } }]);
  });

  test('an error without the right state is not even read', async () => {
    const { visit, listeners, signInStates } = await begin();
    await visit(listeners[0]?.redirectUri ?? '', new URLSearchParams({ error: 'server_error', error_description: '<b>call 0900</b>', state: 'guess' }));
    expect(JSON.stringify(signInStates())).not.toContain('0900');
  });

  test('a server that cannot say who it is adds nobody', async () => {
    const { accounts, approve, visit, good } = await begin();
    good.verifyError = offline;
    const { redirectUri, query } = approve();
    await visit(redirectUri, query);
    expect([accounts.list(), good.revoked]).toEqual([[], ['token-of-good.example']]);
  });
});

test('secrets of a sign-in never leave it: not in events, not in the log, not in the list', async () => {
  const world = await begin();
  const { redirectUri, query, code } = world.approve();
  await world.visit(redirectUri, query);
  const outside = JSON.stringify([world.accounts.list(), world.log.lines, world.events.of('accounts.changed')]);
  for (const secret of [code, 'token-of-good.example', 'secret-1']) expect(outside).not.toContain(secret);
});
