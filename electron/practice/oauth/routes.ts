import { createHash } from 'node:crypto';
import type { App, AuthCode, Token } from '../model/rows.ts';
import type { PracticeServer } from '../model/server.ts';
import { now, publish } from '../model/server.ts';
import { failure, html, json, redirect } from '../rest/reply.ts';
import type { Reply } from '../rest/reply.ts';
import type { Call, Route } from '../rest/router.ts';
import { open } from '../rest/router.ts';
import { vapidKey } from '../rest/instance.ts';
import { outOfBand, redirectFits } from './redirects.ts';
import { authorizePage, codePage, errorPage } from './pages.ts';
import { sessionOf, showSignIn, signIn } from './sessions.ts';

const codeLifeMs = 10 * 60_000;

/** Registers an app; used by the route and for ready-made sign-ins. */
export function registerApp(
  server: PracticeServer,
  app: { readonly name: string; readonly website: string | null; readonly redirectUris: string[]; readonly scopes: string },
): App {
  const row: App = { ...app, id: server.ids.row(), clientId: server.world.secret(), clientSecret: server.world.secret(), createdAt: now(server) };
  server.tables.apps.put(row);
  server.world.touch();
  return row;
}

/** A token for app, account and scopes; Mastodon hands out the one that exists (doorkeeper reuse_access_token). */
export function grantToken(server: PracticeServer, app: App, accountId: string | null, scopes: string): Token {
  const life = server.traits.tokenLifeMs;
  const known = server.tables.tokens
    .all()
    .find((row) => row.appId === app.id && row.accountId === accountId && row.scopes === scopes && !row.revoked);
  if (known && server.traits.software === 'mastodon') return known;
  const fresh: Token = {
    id: server.ids.row(),
    token: server.world.secret(),
    appId: app.id,
    accountId,
    scopes,
    createdAt: now(server),
    expiresAt: life === null ? null : now(server) + life,
    revoked: false,
  };
  server.tables.tokens.put(fresh);
  server.world.touch();
  return fresh;
}

/** Ends a token, and the streams that were opened with it. */
export function revokeToken(server: PracticeServer, token: Token): void {
  token.revoked = true;
  publish(server, { event: 'kill', channel: 'system', tokenId: token.id });
  server.world.touch();
}

function createApp(call: Call): Reply {
  const { params, server } = call;
  const name = params.text('client_name');
  const uris = (params.list('redirect_uris') ?? []).flatMap((uri) => uri.split(/\s+/)).filter(Boolean);
  if (!name) return failure(422, "Validation failed: Application name can't be blank");
  if (uris.length === 0) return failure(422, "Validation failed: Redirect URI can't be blank");
  if (uris.some((uri) => uri !== outOfBand && !URL.canParse(uri))) return failure(422, 'Validation failed: Redirect URI must be an absolute URI.');
  const app = registerApp(server, { name, website: params.text('website') ?? null, redirectUris: uris, scopes: params.text('scopes') ?? 'read' });
  return json({
    id: app.id,
    name: app.name,
    website: app.website,
    scopes: app.scopes.split(/\s+/),
    redirect_uris: uris,
    redirect_uri: uris.join('\n'),
    client_id: app.clientId,
    client_secret: app.clientSecret,
    client_secret_expires_at: 0,
    vapid_key: vapidKey,
  });
}

function verifyApp({ app }: Call): Reply {
  if (!app) return failure(401, 'The access token is invalid');
  return json({
    id: app.id,
    name: app.name,
    website: app.website,
    scopes: app.scopes.split(/\s+/),
    redirect_uris: app.redirectUris,
    redirect_uri: app.redirectUris.join('\n'),
    vapid_key: vapidKey,
  });
}

interface AuthorizeRequest {
  readonly app: App;
  readonly redirectUri: string;
  readonly scopes: string;
  readonly state: string | null;
  readonly challenge: string | null;
}

/** Reads and checks an authorization request; the answer is a page that says what is wrong (never a redirect to an unchecked address). */
function readAuthorize(call: Call): AuthorizeRequest | Reply {
  const { params, server } = call;
  const app = server.tables.apps.one('clientId', params.text('client_id') ?? '');
  if (!app) return html(errorPage(server, 'Client authentication failed due to unknown client.'), 401);
  const redirectUri = params.text('redirect_uri') ?? '';
  if (!app.redirectUris.some((registered) => redirectFits(server, registered, redirectUri)))
    return html(errorPage(server, 'The redirect uri included is not valid.'), 400);
  const scopes = params.text('scope') ?? 'read';
  const registered = app.scopes.split(/\s+/);
  const missing = scopes.split(/\s+/).some((scope) => !registered.includes(scope) && !registered.includes(scope.split(':')[0] ?? ''));
  if (missing) return html(errorPage(server, 'The requested scope is invalid, unknown, or malformed.'), 400);
  if (params.text('response_type') !== 'code') return html(errorPage(server, 'The authorization server does not support this response type.'), 400);
  const method = params.text('code_challenge_method');
  const usesPkce = server.traits.features.has('oauthMetadata');
  if (usesPkce && params.has('code_challenge') && method !== 'S256') return html(errorPage(server, 'The code challenge method must be S256.'), 400);
  return { app, redirectUri, scopes, state: params.text('state') ?? null, challenge: usesPkce ? (params.text('code_challenge') ?? null) : null };
}

function showAuthorize(call: Call): Reply {
  const request = readAuthorize(call);
  if ('status' in request) return request;
  const session = sessionOf(call);
  const account = session ? call.server.tables.accounts.get(session.accountId) : undefined;
  const query = new URLSearchParams(call.query);
  if (!session || !account || query.get('force_login') === 'true') {
    query.delete('force_login');
    return redirect(`/auth/sign_in?return_to=${encodeURIComponent(`${call.path}?${query.toString()}`)}`);
  }
  return html(authorizePage(call.server, { app: request.app, account, scopes: request.scopes, query, csrf: session.csrf }));
}

function withQuery(address: string, values: Record<string, string | null>): string {
  const url = new URL(address);
  for (const [name, value] of Object.entries(values)) if (value !== null) url.searchParams.set(name, value);
  return url.toString();
}

function decide(call: Call): Reply {
  const request = readAuthorize(call);
  if ('status' in request) return request;
  const session = sessionOf(call);
  if (!session || session.csrf !== call.params.text('csrf')) return html(errorPage(call.server, 'Your sign-in has ended. Please start again.'), 403);
  if (call.params.text('decision') !== 'allow') {
    if (request.redirectUri === outOfBand) return html(errorPage(call.server, 'The resource owner or authorization server denied the request.'));
    return redirect(
      withQuery(request.redirectUri, {
        error: 'access_denied',
        error_description: 'The resource owner or authorization server denied the request.',
        state: request.state,
      }),
    );
  }
  const code: AuthCode = {
    id: call.server.world.secret(),
    appId: request.app.id,
    accountId: session.accountId,
    redirectUri: request.redirectUri,
    scopes: request.scopes,
    challenge: request.challenge,
    expiresAt: now(call.server) + codeLifeMs,
    used: false,
  };
  call.server.tables.authCodes.put(code);
  if (request.redirectUri === outOfBand) return redirect(`/oauth/authorize/native?code=${encodeURIComponent(code.id)}`);
  return redirect(withQuery(request.redirectUri, { code: code.id, state: request.state }));
}

function oauthError(status: number, error: string, description: string): Reply {
  return json({ error, error_description: description }, status);
}

/** Client id and secret from the body or a Basic header. */
function clientOf(call: Call): App | null {
  const basic = /^Basic (.+)$/i.exec(call.headers['authorization'] ?? '')?.[1];
  const [basicId, basicSecret] = basic ? Buffer.from(basic, 'base64').toString('utf8').split(':').map(decodeURIComponent) : [];
  const app = call.server.tables.apps.one('clientId', call.params.text('client_id') ?? basicId ?? '');
  return app && app.clientSecret === (call.params.text('client_secret') ?? basicSecret) ? app : null;
}

const invalidGrant =
  'The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.';

function codeGrant(call: Call, app: App): Reply | Token {
  const code = call.server.tables.authCodes.get(call.params.text('code') ?? '');
  const verifier = call.params.text('code_verifier');
  if (!code || code.used || code.appId !== app.id || code.expiresAt < now(call.server) || code.redirectUri !== call.params.text('redirect_uri'))
    return oauthError(400, 'invalid_grant', invalidGrant);
  if (code.challenge !== null && (!verifier || createHash('sha256').update(verifier).digest('base64url') !== code.challenge))
    return oauthError(400, 'invalid_grant', invalidGrant);
  code.used = true;
  return grantToken(call.server, app, code.accountId, code.scopes);
}

function token(call: Call): Reply {
  const app = clientOf(call);
  if (!app)
    return oauthError(
      401,
      'invalid_client',
      'Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.',
    );
  const grant = call.params.text('grant_type');
  if (grant !== 'authorization_code' && grant !== 'client_credentials')
    return oauthError(400, 'unsupported_grant_type', 'The authorization grant type is not supported by the authorization server.');
  const granted = grant === 'authorization_code' ? codeGrant(call, app) : grantToken(call.server, app, null, call.params.text('scope') ?? 'read');
  if ('status' in granted) return granted;
  const account = granted.accountId ? call.server.tables.accounts.get(granted.accountId) : undefined;
  return json(
    {
      access_token: granted.token,
      token_type: 'Bearer',
      scope: granted.scopes,
      created_at: Math.floor(granted.createdAt / 1000),
      ...(granted.expiresAt === null
        ? {}
        : {
            expires_in: Math.floor((granted.expiresAt - now(call.server)) / 1000),
            ...(call.server.traits.software === 'akkoma' ? { refresh_token: call.server.world.secret(), me: account?.uri } : {}),
          }),
    },
    200,
    { 'cache-control': 'no-store' },
  );
}

function revoke(call: Call): Reply {
  const app = clientOf(call);
  if (!app) return oauthError(403, 'unauthorized_client', 'You are not authorized to revoke this token');
  const row = call.server.tables.tokens.one('token', call.params.text('token') ?? '');
  if (row && row.appId === app.id) revokeToken(call.server, row);
  return json({});
}

function userinfo(call: Call): Reply {
  const { me, server } = call;
  if (!me) return failure(401, 'The access token is invalid');
  return json({
    iss: `${server.origin}/`,
    sub: me.account.uri,
    name: me.account.displayName,
    preferred_username: me.account.username,
    profile: `${server.origin}/@${me.account.username}`,
    picture: `${server.origin}/media/${me.account.avatar ?? 'missing-avatar.png'}`,
  });
}

export const oauthRoutes: readonly Route[] = [
  open('POST', '/api/v1/apps', createApp),
  open('GET', '/api/v1/apps/verify_credentials', verifyApp),
  open('GET', '/oauth/authorize', showAuthorize),
  open('POST', '/oauth/authorize', decide),
  open('GET', '/oauth/authorize/native', (call) => html(codePage(call.server, call.params.text('code') ?? ''))),
  open('GET', '/auth/sign_in', showSignIn),
  open('POST', '/auth/sign_in', signIn),
  open('POST', '/oauth/token', token),
  open('POST', '/oauth/revoke', revoke),
  open('GET', '/oauth/userinfo', userinfo, { needs: 'userinfo' }),
];
