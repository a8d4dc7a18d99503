import { applyProfile } from '../actions/profile.ts';
import { fetchActor } from '../federation/notes.ts';
import { accountEntity, credentialAccountEntity, relationshipEntity, tagEntity } from '../entities/account.ts';
import { statusEntity } from '../entities/status.ts';
import { isoDate } from '../entities/json.ts';
import { compareIds } from '../model/ids.ts';
import { blocks, canSee } from '../model/relations.ts';
import type { Account, Edge, Status } from '../model/rows.ts';
import type { PracticeServer } from '../model/server.ts';
import { acctOf, must } from '../model/server.ts';
import { byIdNewestFirst } from '../entities/account.ts';
import { pageReply } from './paging.ts';
import { failure, json, notFound, unauthorized } from './reply.ts';
import type { Reply } from './reply.ts';
import type { Call, Route } from './router.ts';
import { open, signed } from './router.ts';

/** The account of the path. Akkoma also takes a nickname where an id is asked for. */
export function accountAt(call: Call, name = 'id'): Account | null {
  const id = call.at[name] ?? '';
  const { accounts } = call.server.tables;
  const found = accounts.get(id) ?? (call.server.traits.software === 'akkoma' ? accounts.one('acct', id.toLowerCase()) : undefined);
  return found && !found.suspended ? found : null;
}

export function withAccount<C extends Call>(handle: (call: C, account: Account) => Reply): (call: C) => Reply {
  return (call) => {
    const account = accountAt(call);
    if (call.me === null && !call.server.traits.features.has('publicContext')) return unauthorized(call.server);
    return account ? handle(call, account) : notFound(call.server);
  };
}

/** Finds `name`, `name@domain` or an actor's address; with `resolve` also by asking the account's own server. */
export function findAccount(server: PracticeServer, query: string, resolve: boolean): Account | null {
  const handle = query
    .trim()
    .replace(/^acct:/, '')
    .replace(/^@/, '')
    .toLowerCase();
  const local = handle.endsWith(`@${server.domain}`) ? handle.slice(0, -server.domain.length - 1) : handle;
  const known = server.tables.accounts.one('acct', local) ?? server.tables.accounts.one('uri', query.trim());
  if (known || !resolve) return known ?? null;
  if (URL.canParse(query)) {
    const url = new URL(query);
    const home = [...server.world.servers.values()].find((other) => url.origin === other.origin || url.host === other.domain);
    const name = /^\/(?:@|users\/)([^/]+)$/.exec(url.pathname)?.[1]?.toLowerCase();
    const account = home && (home.tables.accounts.one('uri', query.trim()) ?? (name ? home.tables.accounts.one('acct', name) : undefined));
    return account ? fetchActor(server, account.uri) : null;
  }
  const [name, domain] = handle.split('@');
  const there = domain ? server.world.servers.get(domain)?.tables.accounts.one('acct', name ?? '') : undefined;
  return there ? fetchActor(server, there.uri) : null;
}

function statusesOf(call: Call, account: Account): Reply {
  const { server, viewerId, query } = call;
  if (viewerId !== null && blocks(server, account.id, viewerId)) return json([]);
  const without = (name: string) => query.get(name) === 'true';
  const tagged = query.get('tagged')?.toLowerCase();
  const shown = byIdNewestFirst(server.tables.statuses.by('account', account.id)).filter((status: Status) => {
    if (status.visibility === 'direct' || !canSee(server, viewerId, status)) return false;
    if (without('pinned') && !status.pinned) return false;
    if (without('exclude_reblogs') && status.reblogOfId !== null) return false;
    if (without('exclude_replies') && status.inReplyToId !== null && status.inReplyToAccountId !== account.id) return false;
    if (without('only_media') && status.mediaIds.length === 0) return false;
    return tagged === undefined || status.tags.includes(tagged);
  });
  return pageReply(call, shown, { fallback: 20, max: 40, style: 'timeline', cursorOf: (status) => status.id }, (status) =>
    statusEntity(server, status, viewerId),
  );
}

/** Pages of accounts behind edges; the cursor is the edge's id, which only the Link header tells. */
export function edgePage(
  call: Call,
  edges: readonly Edge[],
  side: 'source' | 'target',
  show: (account: Account) => unknown,
  newerParam: 'min_id' | 'since_id' = 'since_id',
): Reply {
  const newest = edges.toSorted((a, b) => compareIds(b.id, a.id));
  const shown = newest.filter((edge) => call.server.tables.accounts.get(edge[side])?.suspended === false);
  return pageReply(call, shown, { fallback: 40, max: 80, style: 'rows', newerParam, cursorOf: (edge) => edge.id }, (edge) =>
    show(must(call.server.tables.accounts.get(edge[side]), 'account')),
  );
}

function connections(call: Call, account: Account, which: 'followers' | 'following'): Reply {
  if (account.hideCollections && account.id !== call.viewerId) return json([]);
  const { follows } = call.server.tables;
  const edges = which === 'followers' ? follows.by('target', account.id) : follows.by('source', account.id);
  return edgePage(call, edges, which === 'followers' ? 'source' : 'target', (other) => accountEntity(call.server, other));
}

function search(call: Call): Reply {
  const { server, params } = call;
  const query = (params.text('q') ?? '').trim();
  const limit = Math.min(params.number('limit') ?? 40, 80);
  return json(
    searchAccounts(server, query, params.flag('resolve') ?? false, call.viewerId, params.flag('following') ?? false, limit === 1)
      .slice(0, limit)
      .map((account) => accountEntity(server, account)),
  );
}

/** An exact handle first, then names that contain the words. Who wants `one` only is spared the looking through all. */
export function searchAccounts(
  server: PracticeServer,
  query: string,
  resolve: boolean,
  viewerId: string | null,
  following: boolean,
  one = false,
): Account[] {
  if (query === '') return [];
  const exact = findAccount(server, query, resolve && query.includes('@'));
  const words = query.replace(/^@/, '').toLowerCase();
  if (one && exact && !exact.suspended && !following) return [exact];
  const fuzzy = server.tables.accounts
    .all()
    .filter(
      (account) =>
        account !== exact &&
        account.movedToUri === null && searchedText(account).includes(words),
    );
  const found = exact ? [exact, ...fuzzy] : fuzzy;
  return found.filter(
    (account) =>
      !account.suspended && (!following || (viewerId !== null && server.tables.follows.one('pair', `${viewerId}>${account.id}`) !== undefined)),
  );
}

/** Kept, as moves of thousands look everybody up among everybody. */
const searchedTexts = new WeakMap<Account, { readonly displayName: string; readonly text: string }>();

function searchedText(account: Account): string {
  const kept = searchedTexts.get(account);
  if (kept?.displayName === account.displayName) return kept.text;
  const text = `${acctOf(account)}\n${account.displayName}`.toLowerCase();
  searchedTexts.set(account, { displayName: account.displayName, text });
  return text;
}

function relationships(call: Call & { readonly viewerId: string }): Reply {
  const ids = [...new Set(call.params.list('id') ?? [])];
  // Before 4.3 Mastodon does not know the wish.
  const withSuspended = (call.params.flag('with_suspended') ?? false) && call.server.traits.apiLevel !== null;
  const accounts = ids.flatMap((id) => call.server.tables.accounts.get(id) ?? []).filter((account) => withSuspended || !account.suspended);
  return json(accounts.map((account) => relationshipEntity(call.server, call.viewerId, account)));
}

function familiar(call: Call & { readonly viewerId: string }): Reply {
  const { follows, accounts } = call.server.tables;
  return json(
    (call.params.list('id') ?? []).map((id) => ({
      id,
      accounts: follows
        .by('target', id)
        .filter((row) => follows.one('pair', `${call.viewerId}>${row.source}`))
        .flatMap((row) => accounts.get(row.source) ?? [])
        .map((account) => accountEntity(call.server, account)),
    })),
  );
}

function featuredTagsOf(call: Call, account: Account): Reply {
  return json(
    call.server.tables.featuredTags.by('user', account.id).map((row) => {
      const uses = call.server.tables.statuses.by('account', account.id).filter((status) => status.tags.includes(row.name));
      const last = uses.reduce((latest, status) => Math.max(latest, status.createdAt), 0);
      return {
        id: row.id,
        name: row.name,
        url: `${call.server.origin}/@${account.username}/tagged/${encodeURIComponent(row.name)}`,
        statuses_count: String(uses.length),
        last_status_at: last ? isoDate(last) : null,
      };
    }),
  );
}

export const accountRoutes: readonly Route[] = [
  signed('GET', '/api/v1/accounts/verify_credentials', 'read:accounts', (call) =>
    json(credentialAccountEntity(call.server, call.me.account, call.me.user)),
  ),
  signed('PATCH', '/api/v1/accounts/update_credentials', 'write:accounts', (call) => {
    const refusal = applyProfile(call.server, call.me, call.params);
    return refusal ?? json(credentialAccountEntity(call.server, call.me.account, call.me.user));
  }),
  signed('GET', '/api/v1/accounts/relationships', 'read:follows', relationships),
  signed('GET', '/api/v1/accounts/familiar_followers', 'read:follows', familiar),
  signed('GET', '/api/v1/accounts/search', 'read:accounts', search),
  open('GET', '/api/v1/accounts/lookup', (call) => {
    const account = findAccount(call.server, call.params.text('acct') ?? '', false);
    return account ? json(accountEntity(call.server, account)) : notFound(call.server);
  }),
  open(
    'GET',
    '/api/v1/accounts',
    (call) =>
      json(
        (call.params.list('id') ?? [])
          .slice(0, 40)
          .flatMap((id) => call.server.tables.accounts.get(id) ?? [])
          .map((account) => accountEntity(call.server, account)),
      ),
    { needs: 'accountBatch' },
  ),
  open('POST', '/api/v1/accounts', () => failure(403, 'This action is not allowed')),
  open(
    'GET',
    '/api/v1/accounts/:id',
    withAccount((call, account) => json(accountEntity(call.server, account))),
  ),
  open('GET', '/api/v1/accounts/:id/statuses', withAccount(statusesOf)),
  open(
    'GET',
    '/api/v1/accounts/:id/followers',
    withAccount((call, account) => connections(call, account, 'followers')),
  ),
  open(
    'GET',
    '/api/v1/accounts/:id/following',
    withAccount((call, account) => connections(call, account, 'following')),
  ),
  open(
    'GET',
    '/api/v1/accounts/:id/endorsements',
    withAccount((call, account) =>
      edgePage(call, call.server.tables.endorsements.by('source', account.id), 'target', (other) => accountEntity(call.server, other)),
    ),
    { needs: 'endorsements' },
  ),
  open('GET', '/api/v1/accounts/:id/featured_tags', withAccount(featuredTagsOf)),
  open(
    'GET',
    '/api/v1/accounts/:id/identity_proofs',
    withAccount(() => json([])),
  ),
  signed(
    'GET',
    '/api/v1/accounts/:id/lists',
    'read:lists',
    withAccount((call, account) =>
      json(
        call.server.tables.listMembers
          .by('target', account.id)
          .flatMap((member) => call.server.tables.lists.get(member.source) ?? [])
          .filter((list) => list.userId === call.viewerId)
          .map((list) => ({ id: list.id, title: list.title, replies_policy: list.repliesPolicy, exclusive: list.exclusive })),
      ),
    ),
  ),
  open('GET', '/api/v1/tags/:name', (call) => json(tagEntity(call.server, (call.at['name'] ?? '').toLowerCase(), call.viewerId))),
];
