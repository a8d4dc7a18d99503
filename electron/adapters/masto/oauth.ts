import { createHash } from 'node:crypto';
import { fail, ok, type Result } from '../../contract/index.ts';
import type { AppRegistration, CallOptions, ServerConnection, ServerProfile, TokenGrant } from '../../core/fediverse.ts';
import type { Clock } from '../../core/ports.ts';
import type { ApiAnswer } from './answer.ts';
import { asRecord, dig, get, readCount, readTextOrNull } from './json.ts';
import { timeouts, type Transport } from './transport.ts';

/** The set every server knows; granular scopes and `profile` are missing on some. */
const portableScopes = ['read', 'write', 'follow', 'push'];
const maxSecretLength = 8192;

export interface OauthDeps {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly appName: string;
  readonly website: string;
}

/**
 * Signing in (RFC 6749, RFC 7636). Own code: forms are what every server takes at these endpoints, and masto.js has
 * no types for verifier, expiry and refresh. Endpoints are the API host's own; those a server names in its metadata
 * are never asked.
 */
export function createOauth(deps: OauthDeps): Omit<ServerConnection, 'probe'> {
  const { transport, clock } = deps;

  const post = (profile: ServerProfile, path: string, form: Readonly<Record<string, string>>, what: string, options: CallOptions | undefined): Promise<Result<ApiAnswer>> =>
    transport.send({
      method: 'POST',
      url: new URL(path, profile.apiBase).href,
      token: null,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form).toString(),
      timeoutMs: timeouts.change,
      what,
      bucket: `host ${profile.summary.apiHost} ${what}`,
      rateClass: 'general',
      options,
    });

  return {
    registerApp: async (profile, redirectUri, options) => {
      const scopes = (await advertisedScopes(transport, profile, options)).join(' ');
      const form = { client_name: deps.appName, redirect_uris: redirectUri, scopes, website: deps.website };
      const answer = await post(profile, '/api/v1/apps', form, 'app', options);
      return answer.ok ? toRegistration(answer.value, profile, redirectUri, scopes) : answer;
    },
    authorizeUrl: (profile, app, { state, codeChallenge, forceLogin }) => {
      const url = new URL('/oauth/authorize', profile.apiBase);
      url.search = new URLSearchParams({
        response_type: 'code',
        client_id: app.clientId,
        redirect_uri: app.redirectUri,
        scope: app.scopes,
        state,
        code_challenge: codeChallenge,
        code_challenge_method: 'S256',
        ...(forceLogin ? { force_login: 'true' } : {}),
      }).toString();
      return url.href;
    },
    exchangeCode: async (profile, app, { code, codeVerifier }, options) => {
      const form = {
        grant_type: 'authorization_code',
        code,
        code_verifier: codeVerifier,
        client_id: app.clientId,
        client_secret: app.clientSecret,
        redirect_uri: app.redirectUri,
        scope: app.scopes,
      };
      const answer = await post(profile, '/oauth/token', form, 'token', options);
      return answer.ok ? toGrant(answer.value, profile, app, clock.now()) : answer;
    },
    revoke: async (profile, app, token, options) => {
      const answer = await post(profile, '/oauth/revoke', { client_id: app.clientId, client_secret: app.clientSecret, token }, 'token', options);
      return answer.ok ? ok(null) : answer;
    },
    codeChallenge: (verifier) => createHash('sha256').update(verifier).digest('base64url'),
  };
}

/** Metadata counts only where it lists Mastodon's scopes: Sharkey's are Misskey's own (OAuth2ProviderService.ts). */
async function advertisedScopes(transport: Transport, profile: ServerProfile, options: CallOptions | undefined): Promise<readonly string[]> {
  if (!profile.capabilities.oauthMetadata) return portableScopes;
  const answer = await transport.send({
    method: 'GET',
    url: new URL('/.well-known/oauth-authorization-server', profile.apiBase).href,
    token: null,
    timeoutMs: timeouts.get,
    what: 'scopes',
    bucket: `host ${profile.summary.apiHost}`,
    rateClass: 'general',
    options,
  });
  const supported = answer.ok ? dig(answer.value.json, 'scopes_supported') : undefined;
  if (!Array.isArray(supported) || !supported.includes('read')) return portableScopes;
  return portableScopes.filter((scope) => supported.includes(scope));
}

function wrongShape<T>(profile: ServerProfile, { status }: ApiAnswer): Result<T> {
  return fail({ kind: 'badAnswer', host: profile.summary.apiHost, reason: 'wrongShape', status, mayHaveArrived: true });
}

/** `client_id` has no format: on Sharkey it is an address in base64. */
function toRegistration(answer: ApiAnswer, profile: ServerProfile, redirectUri: string, scopes: string): Result<AppRegistration> {
  const clientId = readTextOrNull(dig(answer.json, 'client_id'), maxSecretLength);
  const clientSecret = readTextOrNull(dig(answer.json, 'client_secret'), maxSecretLength);
  return clientId === null || clientSecret === null ? wrongShape(profile, answer) : ok({ clientId, clientSecret, redirectUri, scopes });
}

/** A token must fit into a header as it is; any type but Bearer would be used wrongly (RFC 6749 section 7.1). */
function toGrant(answer: ApiAnswer, profile: ServerProfile, app: AppRegistration, now: number): Result<TokenGrant> {
  const record = asRecord(answer.json);
  const accessToken = get(record, 'access_token');
  const type = get(record, 'token_type');
  const isToken = typeof accessToken === 'string' && accessToken.length <= maxSecretLength && /^[\x21-\x7e]+$/.test(accessToken);
  if (!isToken || typeof type !== 'string' || type.toLowerCase() !== 'bearer') return wrongShape(profile, answer);
  const seconds = readCount(get(record, 'expires_in'));
  return ok({
    accessToken,
    scopes: readTextOrNull(get(record, 'scope'), 2000) ?? app.scopes,
    expiresAt: seconds === null || seconds === 0 ? null : now + seconds * 1000,
    refreshToken: readTextOrNull(get(record, 'refresh_token'), maxSecretLength),
  });
}
