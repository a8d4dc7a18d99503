import { mediaTypes } from '../federation/documents.ts';
import { actorDocument, noteJson } from '../federation/documents.ts';
import type { PracticeServer } from '../model/server.ts';
import { accountUrl } from '../model/server.ts';
import { escapeHtml } from '../model/text.ts';
import { contentHtml } from '../entities/status.ts';
import { failure, html, json, notFound } from './reply.ts';
import type { Reply } from './reply.ts';
import type { Call, Route } from './router.ts';
import { open } from './router.ts';

/** Scopes of Mastodon 4.5 and 4.6, as their metadata lists them. */
const scopes = [
  'read',
  'profile',
  'write',
  'write:accounts',
  'write:blocks',
  'write:bookmarks',
  'write:conversations',
  'write:favourites',
  'write:filters',
  'write:follows',
  'write:lists',
  'write:media',
  'write:mutes',
  'write:notifications',
  'write:reports',
  'write:statuses',
  'read:accounts',
  'read:blocks',
  'read:bookmarks',
  'read:favourites',
  'read:filters',
  'read:follows',
  'read:lists',
  'read:mutes',
  'read:notifications',
  'read:search',
  'read:statuses',
  'follow',
  'push',
];

function oauthMetadata({ server }: Call): Reply {
  const at = (path: string) => `${server.origin}${path}`;
  return json({
    issuer: at('/'),
    authorization_endpoint: at('/oauth/authorize'),
    token_endpoint: at('/oauth/token'),
    revocation_endpoint: at('/oauth/revoke'),
    userinfo_endpoint: at('/oauth/userinfo'),
    scopes_supported: scopes,
    response_types_supported: ['code'],
    response_modes_supported: ['query', 'fragment', 'form_post'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    grant_types_supported: ['authorization_code', 'client_credentials'],
    code_challenge_methods_supported: ['S256'],
    service_documentation: 'https://docs.joinmastodon.org/',
    app_registration_endpoint: at('/api/v1/apps'),
  });
}

function nodeinfo({ server }: Call): Reply {
  const { traits, tables } = server;
  return json({
    version: '2.0',
    software: { name: traits.software, version: traits.softwareVersion },
    protocols: ['activitypub'],
    services: { outbound: [], inbound: [] },
    usage: {
      users: { total: tables.users.size, activeMonth: tables.users.size, activeHalfyear: tables.users.size },
      localPosts: tables.statuses.all().filter((status) => status.local).length,
    },
    openRegistrations: false,
    metadata: { nodeName: server.title, nodeDescription: server.description },
  });
}

function webfinger(call: Call): Reply {
  const resource = call.query.get('resource') ?? '';
  const { server } = call;
  const handle = /^acct:([^@]+)@(.+)$/i.exec(resource);
  const hosts = [server.domain, new URL(server.origin).host];
  const account =
    handle && hosts.includes((handle[2] ?? '').toLowerCase())
      ? server.tables.accounts.one('acct', (handle[1] ?? '').toLowerCase())
      : server.tables.accounts.one('uri', resource);
  if (!account || account.domain !== null) return notFound(server);
  const profilePage = accountUrl(server, account);
  return {
    status: 200,
    contentType: 'application/jrd+json; charset=utf-8',
    body: {
      subject: `acct:${account.username}@${server.domain}`,
      aliases: [profilePage, account.uri],
      links: [
        { rel: 'http://webfinger.net/rel/profile-page', type: 'text/html', href: profilePage },
        { rel: 'self', type: 'application/activity+json', href: account.uri },
        { rel: 'http://ostatus.org/schema/1.0/subscribe', template: `${server.origin}/authorize_interaction?uri={uri}` },
      ],
    },
  };
}

function hostMeta({ server }: Call): Reply {
  return {
    status: 200,
    contentType: 'application/xrd+xml; charset=utf-8',
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<XRD xmlns="http://docs.oasis-open.org/ns/xri/xrd-1.0"><Link rel="lrdd" template="${server.origin}/.well-known/webfinger?resource={uri}"/></XRD>\n`,
  };
}

function page(title: string, body: string): Reply {
  return html(
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title></head><body><main>${body}</main></body></html>`,
  );
}

function wantsActivity(call: Call): boolean {
  const accept = call.headers['accept'] ?? '';
  return accept.includes('application/activity+json') || accept.includes('application/ld+json');
}

/** Practice servers talk over wires of their own, so whoever asks here with HTTP is an app and signs nothing. */
function needsSignature({ server, headers }: Call): boolean {
  return (server.traits.signedFetch || server.faults.moves.signedFetch) && headers['signature'] === undefined;
}

function notSigned(server: PracticeServer): Reply {
  return failure(401, server.traits.software === 'gotosocial' ? 'Unauthorized: http request wasn\'t signed or http signature was invalid' : 'Request not signed');
}

/** The same address is a page for people and an actor document for servers. */
function profile(server: PracticeServer, call: Call, username: string): Reply {
  const account = server.tables.accounts.one('acct', username.replace(/^@/, '').toLowerCase()) ?? server.tables.accounts.get(username);
  if (!account || account.domain !== null) return notFound(server);
  if (wantsActivity(call) && needsSignature(call)) return notSigned(server);
  if (wantsActivity(call))
    return {
      status: 200,
      contentType: mediaTypes.activity,
      body: actorDocument(server, account),
      headers: { 'cache-control': 'max-age=180, public', vary: 'Accept' },
    };
  return page(
    `${account.displayName} (@${account.username}@${server.domain})`,
    `<h1>${escapeHtml(account.displayName)}</h1><p>@${account.username}@${server.domain}</p><p>${escapeHtml(account.note)}</p>`,
  );
}

function statusPage(call: Call): Reply {
  const { server } = call;
  const status = server.tables.statuses.get(call.at['id'] ?? '');
  if (!status || !status.local || (status.visibility !== 'public' && status.visibility !== 'unlisted')) return notFound(server);
  const author = server.tables.accounts.get(status.accountId);
  if (!author) return notFound(server);
  if (wantsActivity(call)) return { status: 200, contentType: mediaTypes.activity, body: noteJson(server, status) };
  return page(
    `${author.displayName}: ${status.text.slice(0, 80)}`,
    `<h1>${escapeHtml(author.displayName)}</h1>${contentHtml(server, author, status)}`,
  );
}

const shortProfile = (call: Call): Reply => {
  const name = call.at['name'] ?? '';
  return name.startsWith('@') ? profile(call.server, call, name) : notFound(call.server);
};

export const discoveryRoutes: readonly Route[] = [
  open('GET', '/.well-known/oauth-authorization-server', oauthMetadata, { needs: 'oauthMetadata' }),
  open('GET', '/.well-known/nodeinfo', ({ server }) =>
    json({ links: [{ rel: 'http://nodeinfo.diaspora.software/ns/schema/2.0', href: `${server.origin}/nodeinfo/2.0` }] }),
  ),
  open('GET', '/nodeinfo/2.0', nodeinfo),
  open('GET', '/.well-known/webfinger', webfinger),
  open('GET', '/.well-known/host-meta', hostMeta),
  open('GET', '/api/v1/streaming/health', () => ({ status: 200, body: 'OK', contentType: 'text/plain; charset=utf-8' })),
  open('GET', '/health', () => ({ status: 200, body: 'OK', contentType: 'text/plain; charset=utf-8' })),
  open('GET', '/:name', shortProfile),
  open('GET', '/users/:name', (call) => profile(call.server, call, call.at['name'] ?? '')),
  open('GET', '/ap/users/:name', (call) => profile(call.server, call, call.at['name'] ?? '')),
  open('GET', '/:name/:id', statusPage),
  open('GET', '/users/:name/statuses/:id', statusPage),
  open('GET', '/ap/users/:name/statuses/:id', statusPage),
  open('GET', '/:name/statuses/:id', statusPage),
];
