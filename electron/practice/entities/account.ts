import { compareIds } from '../model/ids.ts';
import { blocks, blocksDomain, mutes } from '../model/relations.ts';
import type { Account, User } from '../model/rows.ts';
import type { PracticeServer } from '../model/server.ts';
import { accountUrl, acctOf, homeOf, must, now } from '../model/server.ts';
import { shortcodesIn, toHtml } from '../model/text.ts';
import type { Json } from './json.ts';
import { isoDate, isoTimeOrNull } from './json.ts';

/** Custom emoji of the account's own server that a text uses. */
export function emojisIn(server: PracticeServer, domain: string | null, text: string): Json[] {
  const home = homeOf(server, domain);
  return shortcodesIn(text).flatMap((shortcode) => {
    const emoji = home.tables.emojis.one('shortcode', shortcode);
    const url = emoji ? `${server.origin}/media/${emoji.file}` : '';
    return emoji
      ? [{ shortcode, url, static_url: url, visible_in_picker: true, ...(domain === null && emoji.category ? { category: emoji.category } : {}) }]
      : [];
  });
}

/** Plain text of an account as HTML: links, mentions and hashtags lead to the account's own server. */
export function accountHtml(server: PracticeServer, account: Account, text: string): string {
  const home = homeOf(server, account.domain);
  return toHtml(text, {
    tagUrl: (tag) => `${home.origin}/tags/${encodeURIComponent(tag)}`,
    mention(handle) {
      const target = home.tables.accounts.one('acct', handle.endsWith(`@${home.domain}`) ? handle.slice(0, -home.domain.length - 1) : handle);
      return target ? { url: accountUrl(home, target), username: target.username } : null;
    },
  });
}

function fieldsOf(server: PracticeServer, account: Account): Json[] {
  return account.fields.map((field) => ({
    name: field.name,
    value: accountHtml(server, account, field.value).replace(/^<p>(.*)<\/p>$/s, '$1'),
    verified_at: isoTimeOrNull(field.verifiedAt),
  }));
}

function countsOf(server: PracticeServer, account: Account): { followers: number; following: number; statuses: number; lastStatusAt: number | null } {
  // A remote account's figures are what its own server published, as far as the practice wire goes.
  const home = homeOf(server, account.domain);
  const row = account.domain === null ? account : home.tables.accounts.one('uri', account.uri);
  const { tables } = home;
  const id = row?.id ?? account.id;
  const statuses = tables.statuses.by('account', id);
  const last = statuses.reduce((latest, status) => Math.max(latest, status.createdAt), 0);
  return {
    followers: tables.follows.by('target', id).length,
    following: tables.follows.by('source', id).length,
    statuses: statuses.length,
    lastStatusAt: last || null,
  };
}

function pictureUrl(server: PracticeServer, file: string | null, fallback: string): string {
  return `${server.origin}/media/${file ?? fallback}`;
}

/** The Account entity. `depth` stops a moved account from nesting more than one level. */
export function accountEntity(server: PracticeServer, account: Account, depth = 0): Json {
  const counts = countsOf(server, account);
  const avatar = pictureUrl(server, account.avatar, 'missing-avatar.png');
  const header = pictureUrl(server, account.header, 'missing-header.png');
  const moved = account.movedToUri === null ? undefined : server.tables.accounts.one('uri', account.movedToUri);
  const entity: Json = {
    id: account.id,
    username: account.username,
    acct: acctOf(account),
    display_name: account.displayName,
    locked: account.locked,
    bot: account.bot,
    discoverable: account.discoverable,
    indexable: account.indexable,
    group: false,
    created_at: `${isoDate(account.createdAt)}T00:00:00.000Z`,
    note: accountHtml(server, account, account.note),
    url: accountUrl(server, account),
    uri: account.uri,
    avatar,
    avatar_static: avatar,
    avatar_description: '',
    header,
    header_static: header,
    header_description: '',
    followers_count: counts.followers,
    following_count: counts.following,
    statuses_count: counts.statuses,
    last_status_at: counts.lastStatusAt === null ? null : isoDate(counts.lastStatusAt),
    hide_collections: account.hideCollections,
    noindex: false,
    emojis: emojisIn(server, account.domain, `${account.displayName} ${account.note}`),
    roles: [],
    fields: fieldsOf(server, account),
    ...(moved && depth === 0 ? { moved: accountEntity(server, moved, 1) } : {}),
    ...(account.suspended ? { suspended: true } : {}),
    ...(account.limited ? { limited: true } : {}),
  };
  return shapeAccount(server, account, entity);
}

/** What the kinds leave out or add. */
function shapeAccount(server: PracticeServer, account: Account, entity: Json): Json {
  const { software, apiLevel } = server.traits;
  if (software === 'mastodon') {
    if ((apiLevel ?? 0) >= 10) {
      const approval = { automatic: account.discoverable ? ['public'] : [], manual: [], current_user: account.discoverable ? 'automatic' : 'denied' };
      Object.assign(entity, { show_media: true, show_media_replies: true, show_featured: true, feature_approval: approval });
    } else {
      delete entity['avatar_description'];
      delete entity['header_description'];
    }
    if (account.domain !== null) delete entity['roles'];
    return entity;
  }
  for (const name of ['indexable', 'noindex', 'avatar_description', 'header_description', 'hide_collections']) delete entity[name];
  if (software === 'akkoma') {
    delete entity['uri'];
    delete entity['roles'];
    entity['fqn'] = `${account.username}@${account.domain ?? server.domain}`;
    entity['pleroma'] = { ap_id: account.uri, also_known_as: account.alsoKnownAs, is_admin: false, is_confirmed: true, tags: [] };
    entity['akkoma'] = { instance: { name: account.domain ?? server.domain } };
  }
  return entity;
}

/** The account of the token's owner, with what only they may see. */
export function credentialAccountEntity(server: PracticeServer, account: Account, user: User): Json {
  const requests = server.tables.followRequests.by('target', account.id).length;
  return {
    ...accountEntity(server, account),
    source: {
      privacy: user.privacy,
      sensitive: user.sensitive,
      language: user.language,
      note: account.note,
      follow_requests_count: Math.min(requests, 40),
      fields: account.fields.map((field) => ({ name: field.name, value: field.value, verified_at: isoTimeOrNull(field.verifiedAt) })),
      indexable: account.indexable,
      discoverable: account.discoverable,
      hide_collections: account.hideCollections,
      attribution_domains: user.attributionDomains,
      quote_policy: user.quotePolicy,
      ...(server.traits.software === 'gotosocial' ? { also_known_as_uris: account.alsoKnownAs } : {}),
    },
    role: {
      id: '-99',
      name: '',
      permissions: '65536',
      color: '',
      highlighted: false,
      ...((server.traits.apiLevel ?? 0) >= 11 ? { collection_limit: 10 } : {}),
    },
  };
}

export function relationshipEntity(server: PracticeServer, viewerId: string, target: Account): Json {
  const { tables } = server;
  const there = `${viewerId}>${target.id}`;
  const back = `${target.id}>${viewerId}`;
  const follow = tables.follows.one('pair', there);
  const request = tables.followRequests.one('pair', there);
  const mute = mutes(server, viewerId, target.id) ? tables.mutes.one('pair', there) : undefined;
  const wishes = follow ?? request;
  return {
    id: target.id,
    following: follow !== undefined,
    showing_reblogs: wishes?.reblogs ?? false,
    notifying: wishes?.notify ?? false,
    languages: wishes?.languages ?? null,
    followed_by: tables.follows.one('pair', back) !== undefined,
    blocking: blocks(server, viewerId, target.id),
    blocked_by: blocks(server, target.id, viewerId),
    muting: mute !== undefined,
    muting_notifications: mute?.notifications ?? false,
    ...((server.traits.apiLevel ?? 0) >= 10 ? { muting_expires_at: isoTimeOrNull(mute?.expiresAt ?? null) } : {}),
    requested: follow === undefined && request !== undefined,
    requested_by: tables.followRequests.one('pair', back) !== undefined,
    domain_blocking: blocksDomain(server, viewerId, target),
    endorsed: tables.endorsements.one('pair', there) !== undefined,
    note: tables.notes.one('pair', there)?.comment ?? '',
  };
}

/** A short form for grouped notifications with `expand_accounts=partial_avatars`. */
export function partialAccountEntity(server: PracticeServer, account: Account): Json {
  const { id, acct, locked, bot, url, avatar, avatar_static } = accountEntity(server, account);
  return { id, acct, locked, bot, url, avatar, avatar_static };
}

export function mutedAccountEntity(server: PracticeServer, viewerId: string, account: Account): Json {
  const mute = must(server.tables.mutes.one('pair', `${viewerId}>${account.id}`), 'mute');
  return { ...accountEntity(server, account), mute_expires_at: isoTimeOrNull(mute.expiresAt) };
}

/** Tags with use of the last seven days, as this server saw it. */
export function tagEntity(server: PracticeServer, name: string, viewerId: string | null): Json {
  const today = Math.floor(now(server) / 86_400_000);
  const uses = server.tables.statuses.all().filter((status) => status.tags.includes(name) && status.visibility === 'public');
  const history = Array.from({ length: 7 }, (_, back) => {
    const day = uses.filter((status) => Math.floor(status.createdAt / 86_400_000) === today - back);
    return { day: String((today - back) * 86_400), uses: String(day.length), accounts: String(new Set(day.map((status) => status.accountId)).size) };
  });
  const rowsOf = (rows: readonly { userId: string }[]) => rows.some((row) => row.userId === viewerId);
  return {
    id: name,
    name,
    url: `${server.origin}/tags/${encodeURIComponent(name)}`,
    history,
    ...(viewerId === null
      ? {}
      : { following: rowsOf(server.tables.followedTags.by('name', name)), featuring: rowsOf(server.tables.featuredTags.by('name', name)) }),
  };
}

/** Newest first. */
export function byIdNewestFirst<Row extends { readonly id: string }>(rows: readonly Row[]): Row[] {
  return rows.toSorted((a, b) => compareIds(b.id, a.id));
}
