import { describe, expect, test } from 'vitest';
import type { NetRequest } from '../../core/ports.ts';
import { createVirtualClock } from '../../core/testing/virtual-clock.ts';
import { silentLog } from '../net/testing/local-server.ts';
import { createFediverse } from './fediverse.ts';
import { mediaLinks, profile } from './testing/entities.ts';
import { createFakeNet, notFound, type CannedAnswer, type FakeNet } from './testing/fake-net.ts';

const api = 'https://api.kelp.example';
const app = { clientId: 'id', clientSecret: 'secret', redirectUri: 'http://127.0.0.1:4711/x', scopes: 'read write' };
const clock = createVirtualClock();

function fediverse(net: FakeNet): ReturnType<typeof createFediverse> {
  return createFediverse({ net, clock, log: silentLog, mediaLinks, appName: 'Skein', appVersion: '1', website: 'https://skein.example', origins: () => [] });
}

function formOf(request: NetRequest | undefined): URLSearchParams {
  if (typeof request?.body !== 'string') throw new Error('No form was sent');
  return new URLSearchParams(request.body);
}

describe('registering', () => {
  const register = async (metadata: CannedAnswer, oauthMetadata = true): Promise<URLSearchParams> => {
    const net = createFakeNet({ [`GET ${api}/.well-known/oauth-authorization-server`]: metadata, [`POST ${api}/api/v1/apps`]: { body: { client_id: 'aHR0cHM6Ly8=', client_secret: 's' } } });
    const server = profile();
    const result = await fediverse(net).registerApp({ ...server, capabilities: { ...server.capabilities, oauthMetadata } }, app.redirectUri);
    const sent = net.requests.at(-1);
    const form = formOf(sent);
    expect(sent?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(result).toEqual({ ok: true, value: { clientId: 'aHR0cHM6Ly8=', clientSecret: 's', redirectUri: app.redirectUri, scopes: form.get('scopes') } });
    return form;
  };

  test('one redirect address as one string, and the scopes both sides know', async () => {
    const form = await register({ body: { scopes_supported: ['read', 'write', 'push', 'profile'] } });
    expect(Object.fromEntries(form)).toEqual({ client_name: 'Skein', redirect_uris: app.redirectUri, scopes: 'read write push', website: 'https://skein.example' });
  });

  test.each([
    ['Misskey’s scopes', { body: { scopes_supported: ['read:account', 'write:notes'] } }],
    ['no metadata', notFound],
    ['nonsense', { body: { scopes_supported: 'read' } }],
  ])('%s: the portable set', async (_name, metadata) => {
    expect((await register(metadata)).get('scopes')).toBe('read write follow push');
  });

  test('nothing is asked where there is no metadata', async () => {
    expect((await register(notFound, false)).get('scopes')).toBe('read write follow push');
  });

  test.each([{}, { client_id: 'x' }, { client_id: 7, client_secret: 's' }, []])('%j is no registration', async (body) => {
    const net = createFakeNet({ [`POST ${api}/api/v1/apps`]: { body }, [`GET ${api}/.well-known/oauth-authorization-server`]: notFound });
    expect(await fediverse(net).registerApp(profile(), app.redirectUri)).toMatchObject({ ok: false, error: { kind: 'badAnswer', reason: 'wrongShape' } });
  });
});

describe('authorizing', () => {
  test('the page asks for a code, bound to state and verifier', () => {
    const url = new URL(fediverse(createFakeNet({})).authorizeUrl(profile(), app, { state: 's&1', codeChallenge: 'c', forceLogin: true }));
    expect(url.origin + url.pathname).toBe(`${api}/oauth/authorize`);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      response_type: 'code',
      client_id: 'id',
      redirect_uri: app.redirectUri,
      scope: 'read write',
      state: 's&1',
      code_challenge: 'c',
      code_challenge_method: 'S256',
      force_login: 'true',
    });
  });

  test('the challenge is that of RFC 7636, appendix B', () => {
    expect(fediverse(createFakeNet({})).codeChallenge('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')).toBe('E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM');
  });
});

describe('the token', () => {
  const exchange = async (answer: CannedAnswer): Promise<{ readonly result: unknown; readonly net: FakeNet }> => {
    const net = createFakeNet({ [`POST ${api}/oauth/token`]: answer });
    return { result: await fediverse(net).exchangeCode(profile(), app, { code: 'c', codeVerifier: 'v' }), net };
  };

  test('is had for code and verifier, in a form', async () => {
    const { result, net } = await exchange({ body: { access_token: 'tok', token_type: 'Bearer', scope: 'read', created_at: 1 } });
    expect(result).toEqual({ ok: true, value: { accessToken: 'tok', scopes: 'read', expiresAt: null, refreshToken: null } });
    expect(Object.fromEntries(formOf(net.requests[0]))).toEqual({
      grant_type: 'authorization_code',
      code: 'c',
      code_verifier: 'v',
      client_id: 'id',
      client_secret: 'secret',
      redirect_uri: app.redirectUri,
      scope: 'read write',
    });
  });

  test('may end and be refreshed', async () => {
    const { result } = await exchange({ body: { access_token: 'tok', token_type: 'bearer', expires_in: 2_592_000, refresh_token: 'r' } });
    expect(result).toEqual({ ok: true, value: { accessToken: 'tok', scopes: 'read write', expiresAt: clock.now() + 2_592_000_000, refreshToken: 'r' } });
  });

  test.each([
    { access_token: 'tok', token_type: 'mac' },
    { access_token: 'tok' },
    { access_token: 'tok', token_type: ['Bearer'] },
    { access_token: 'a\r\nX-Evil: 1', token_type: 'Bearer' },
    { access_token: 'sp ace', token_type: 'Bearer' },
    { access_token: '', token_type: 'Bearer' },
    { access_token: 'x'.repeat(10_000), token_type: 'Bearer' },
    { access_token: 7, token_type: 'Bearer' },
    'tok',
  ])('%j is none', async (body) => {
    expect((await exchange({ body: JSON.stringify(body) })).result).toMatchObject({ ok: false, error: { kind: 'badAnswer', reason: 'wrongShape' } });
  });

  test('a vanished app is told by its code', async () => {
    const { result } = await exchange({ status: 401, body: { error: 'invalid_client', error_description: 'Client authentication failed' } });
    expect(result).toEqual({ ok: false, error: { kind: 'unauthorized', host: 'api.kelp.example', message: 'invalid_client: Client authentication failed' } });
  });

  test('code and secret do not follow a redirect', async () => {
    const { result, net } = await exchange({ status: 307, headers: { location: 'https://evil.example/' } });
    expect(result).toMatchObject({ ok: false, error: { kind: 'badAnswer', reason: 'redirected', mayHaveArrived: false } });
    expect(net.requests.map(({ url }) => new URL(url).host)).toEqual(['api.kelp.example']);
  });

  test('is revoked with the app’s credentials', async () => {
    const net = createFakeNet({ [`POST ${api}/oauth/revoke`]: { body: {} } });
    expect(await fediverse(net).revoke(profile(), app, 'tok')).toEqual({ ok: true, value: null });
    expect(Object.fromEntries(formOf(net.requests[0]))).toEqual({ client_id: 'id', client_secret: 'secret', token: 'tok' });
  });
});
