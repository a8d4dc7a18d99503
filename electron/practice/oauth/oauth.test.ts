import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPracticeWorld, startPracticeServers } from '../index.ts';
import type { StartedServers } from '../index.ts';
import { isObject } from '../testing/client.ts';

const redirectUri = 'http://127.0.0.1:9/callback';
const verifier = 'a-verifier-that-is-long-enough-to-be-one-0123456789';
const challenge = createHash('sha256').update(verifier).digest('base64url');

const world = createPracticeWorld({
  seed: 3,
  servers: [
    { domain: 'kelp.example', kind: 'mastodon-4.6' },
    { domain: 'watt.example', kind: 'gotosocial' },
  ],
  rateLimits: false,
});
let started: StartedServers;

beforeAll(async () => {
  world.addPerson('kelp.example', { username: 'maren', password: 'sea & salt' });
  world.addPerson('watt.example', { username: 'ines' });
  started = await startPracticeServers(world);
});
afterAll(() => started.close());

async function post(origin: string, path: string, form: Record<string, string>, headers: Record<string, string> = {}) {
  return fetch(origin + path, { method: 'POST', body: new URLSearchParams(form), headers, redirect: 'manual' });
}

async function objectOf(answer: Response): Promise<Record<string, unknown>> {
  const value: unknown = await answer.json();
  return isObject(value) ? value : {};
}

async function register(origin: string, scopes = 'read write follow push') {
  const app = await objectOf(await post(origin, '/api/v1/apps', { client_name: 'Test', redirect_uris: redirectUri, scopes }));
  return { id: String(app['client_id']), secret: String(app['client_secret']) };
}

function authorizePath(clientId: string, more: Record<string, string> = {}): string {
  return `/oauth/authorize?${new URLSearchParams({ response_type: 'code', client_id: clientId, redirect_uri: redirectUri, scope: 'read write', state: 'xyz', code_challenge: challenge, code_challenge_method: 'S256', ...more }).toString()}`;
}

/** Signs in on the page and answers the cookie and the page to authorize on. */
async function signIn(origin: string, path: string, username: string, password: string) {
  const first = await fetch(origin + path, { redirect: 'manual' });
  expect(first.headers.get('location')).toMatch(/^\/auth\/sign_in\?return_to=/);
  const answer = await post(origin, '/auth/sign_in', { username, password, return_to: path });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  const page = await (await fetch(origin + path, { headers: { cookie } })).text();
  return { status: answer.status, cookie, page };
}

async function decide(origin: string, clientId: string, session: { cookie: string; page: string }, decision: string) {
  const csrf = /name="csrf" value="([^"]+)"/.exec(session.page)?.[1] ?? '';
  return post(
    origin,
    '/oauth/authorize',
    {
      response_type: 'code',
      client_id: clientId,
      redirect_uri: redirectUri,
      scope: 'read write',
      state: 'xyz',
      code_challenge: challenge,
      code_challenge_method: 'S256',
      csrf,
      decision,
    },
    { cookie: session.cookie },
  );
}

describe('signing in with PKCE', () => {
  it('goes from registration over both pages to a token that works, and to its end', async () => {
    const { origin } = world.server('kelp.example');
    const app = await register(origin);
    const session = await signIn(origin, authorizePath(app.id), 'maren', 'sea & salt');
    expect(session.page).toContain('@maren@kelp.example');
    const redirected = new URL((await decide(origin, app.id, session, 'allow')).headers.get('location') ?? '');
    expect(redirected.origin + redirected.pathname).toBe(redirectUri);
    expect(redirected.searchParams.get('state')).toBe('xyz');
    const exchange = {
      grant_type: 'authorization_code',
      code: redirected.searchParams.get('code') ?? '',
      client_id: app.id,
      client_secret: app.secret,
      redirect_uri: redirectUri,
    };
    expect(await objectOf(await post(origin, '/oauth/token', { ...exchange, code_verifier: 'wrong' }))).toMatchObject({ error: 'invalid_grant' });
    const token = await objectOf(await post(origin, '/oauth/token', { ...exchange, code_verifier: verifier }));
    expect(token).toMatchObject({ token_type: 'Bearer', scope: 'read write' });
    expect(await objectOf(await post(origin, '/oauth/token', { ...exchange, code_verifier: verifier }))).toMatchObject({ error: 'invalid_grant' });
    const me = () => fetch(`${origin}/api/v1/accounts/verify_credentials`, { headers: { authorization: `Bearer ${String(token['access_token'])}` } });
    expect(await objectOf(await me())).toMatchObject({ username: 'maren' });
    await post(origin, '/oauth/revoke', { client_id: app.id, client_secret: app.secret, token: String(token['access_token']) });
    expect((await me()).status).toBe(401);
  });

  it('answers a refusal with access_denied and the state', async () => {
    const { origin } = world.server('kelp.example');
    const app = await register(origin);
    const session = await signIn(origin, authorizePath(app.id), 'maren', 'sea & salt');
    const redirected = new URL((await decide(origin, app.id, session, 'deny')).headers.get('location') ?? '');
    expect([redirected.searchParams.get('error'), redirected.searchParams.get('state'), redirected.searchParams.has('code')]).toEqual([
      'access_denied',
      'xyz',
      false,
    ]);
  });

  it('asks for the sign-in again with force_login, and shows a wrong password as such', async () => {
    const { origin } = world.server('kelp.example');
    const app = await register(origin);
    const session = await signIn(origin, authorizePath(app.id), 'maren', 'sea & salt');
    const forced = await fetch(origin + authorizePath(app.id, { force_login: 'true' }), { headers: { cookie: session.cookie }, redirect: 'manual' });
    expect(forced.status).toBe(302);
    const wrong = await post(origin, '/auth/sign_in', { username: 'maren', password: 'no', return_to: '/' });
    expect(wrong.status).toBe(422);
    expect(await wrong.text()).toContain('role="alert"');
  });

  it('never redirects to an address that was not registered, and takes another loopback port on Mastodon only', async () => {
    const other = 'http://127.0.0.1:4711/callback';
    for (const [domain, status] of [
      ['kelp.example', 302],
      ['watt.example', 400],
    ] as const) {
      const { origin } = world.server(domain);
      const app = await register(origin);
      expect((await fetch(origin + authorizePath(app.id, { redirect_uri: other }), { redirect: 'manual' })).status).toBe(status);
      expect((await fetch(origin + authorizePath(app.id, { redirect_uri: 'http://127.0.0.1:9/elsewhere' }), { redirect: 'manual' })).status).toBe(
        400,
      );
    }
  });

  it('asks for no more than was registered', async () => {
    const { origin } = world.server('kelp.example');
    const app = await register(origin, 'read');
    expect((await fetch(origin + authorizePath(app.id), { redirect: 'manual' })).status).toBe(400);
  });

  it('lists what it can in the metadata, where the kind has it', async () => {
    expect((await fetch(`${world.server('kelp.example').origin}/.well-known/oauth-authorization-server`)).status).toBe(200);
    expect((await fetch(`${world.server('watt.example').origin}/.well-known/oauth-authorization-server`)).status).toBe(404);
  });
});
