import { fetchNote } from '../federation/notes.ts';
import { accountEntity, byIdNewestFirst, tagEntity } from '../entities/account.ts';
import { statusEntity } from '../entities/status.ts';
import { canSee, hides } from '../model/relations.ts';
import type { Status } from '../model/rows.ts';
import type { PracticeServer } from '../model/server.ts';
import { must, serverOfUri, statusUrl } from '../model/server.ts';
import { searchAccounts } from './accounts.ts';
import { json, unauthorized } from './reply.ts';
import type { Reply } from './reply.ts';
import type { Call, Route } from './router.ts';
import { open } from './router.ts';

/** A post by its ActivityPub id or its page's address. With `resolve` its own server is asked. */
function findStatus(server: PracticeServer, address: string, resolve: boolean): Status | null {
  const known = server.tables.statuses.one('uri', address) ?? byPage(server, address);
  if (known || !resolve) return known ?? null;
  const home = serverOfUri(server.world, address);
  if (!home || home === server) return null;
  const there = home.tables.statuses.one('uri', address) ?? byPage(home, address);
  return there && there.local ? fetchNote(server, there.uri) : null;
}

function byPage(server: PracticeServer, address: string): Status | undefined {
  const id = address.split('/').at(-1) ?? '';
  const status = server.tables.statuses.get(id);
  return status && statusUrl(server, must(server.tables.accounts.get(status.accountId), 'author'), status) === address ? status : undefined;
}

function searchStatuses(call: Call, query: string, resolve: boolean): Status[] {
  const { server, viewerId } = call;
  if (/^https?:\/\//.test(query)) {
    const found = findStatus(server, query, resolve);
    return found && canSee(server, viewerId, found) ? [found] : [];
  }
  if (viewerId === null || query === '') return [];
  const from = /\bfrom:(\S+)/.exec(query)?.[1];
  const words = query
    .replaceAll(/\b(?:from|has|is|before|after|during|language|in):\S+/g, '')
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean);
  const author = from === 'me' ? viewerId : from ? searchAccounts(server, from, false, viewerId, false)[0]?.id : undefined;
  return byIdNewestFirst(server.tables.statuses.all()).filter(
    (status) =>
      status.reblogOfId === null &&
      canSee(server, viewerId, status) &&
      (from === undefined || status.accountId === author) &&
      words.every((word) => `${status.spoilerText} ${status.text}`.toLowerCase().includes(word)) &&
      isSearchable(server, status, viewerId, from !== undefined),
  );
}

/** Full-text search covers public posts of people who allow it, and what the searcher has to do with (statuses_index). */
function isSearchable(server: PracticeServer, status: Status, viewerId: string, isOfOne: boolean): boolean {
  const author = must(server.tables.accounts.get(status.accountId), 'author');
  if (hides(server, viewerId, author)) return false;
  // GoToSocial looks through one's own posts and the replies to them, or with `from:` through one person's (internal/db/bundb/search.go).
  if (server.traits.software === 'gotosocial') return isOfOne || status.accountId === viewerId || status.inReplyToAccountId === viewerId;
  if (status.accountId === viewerId || status.mentions.some((mention) => mention.accountId === viewerId)) return true;
  const { favourites, bookmarks } = server.tables;
  return (
    (status.visibility === 'public' && author.indexable) ||
    favourites.one('pair', `${viewerId}>${status.id}`) !== undefined ||
    bookmarks.one('pair', `${viewerId}>${status.id}`) !== undefined
  );
}

function search(call: Call): Reply {
  const { server, params, viewerId } = call;
  const query = (params.text('q') ?? '').trim();
  const resolve = params.flag('resolve') ?? false;
  const offset = params.number('offset') ?? 0;
  if (viewerId === null && (resolve || offset > 0 || server.traits.software === 'gotosocial')) return unauthorized(server);
  const type = params.text('type');
  const limit = Math.min(params.number('limit') ?? 20, 40);
  const start = type && server.traits.software !== 'gotosocial' ? offset : 0;
  if (server.traits.software === 'gotosocial' && offset > 0) return json({ accounts: [], statuses: [], hashtags: [] });
  const wants = (name: string) => type === undefined || type === '' || type === name;
  const cut = <T>(items: readonly T[]) => items.slice(start, start + limit);
  const tagQuery = query.replace(/^#/, '').toLowerCase();
  const tags =
    wants('hashtags') && tagQuery !== '' && !/^https?:/.test(query)
      ? [...new Set(server.tables.statuses.all().flatMap((status) => status.tags))].filter((tag) => tag.includes(tagQuery)).toSorted()
      : [];
  const accounts = wants('accounts') ? searchAccounts(server, query, resolve, viewerId, params.flag('following') ?? false, start + limit === 1) : [];
  const statuses = wants('statuses') ? searchStatuses(call, query, resolve) : [];
  return json({
    accounts: cut(accounts).map((account) => accountEntity(server, account)),
    statuses: cut(statuses).map((status) => statusEntity(server, status, viewerId)),
    hashtags: cut(tags).map((tag) => tagEntity(server, tag, viewerId)),
    ...((server.traits.apiLevel ?? 0) >= 10 && server.traits.software === 'mastodon' ? { collections: [] } : {}),
  });
}

export const searchRoutes: readonly Route[] = [open('GET', '/api/v2/search', search, { scope: 'read:search' })];
