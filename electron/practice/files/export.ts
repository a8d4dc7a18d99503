import { byIdNewestFirst } from '../entities/account.ts';
import type { Account, Edge, Follow } from '../model/rows.ts';
import type { PracticeServer } from '../model/server.ts';
import { fullHandle } from '../model/server.ts';
import { writeCsv } from './csv.ts';

export type ExportKind = 'follows' | 'blocks' | 'mutes' | 'lists' | 'domain_blocks' | 'bookmarks' | 'followers';

/** Names the files have when they are downloaded (controllers of settings/exports). */
export const exportNames: Readonly<Record<ExportKind, string>> = {
  follows: 'following_accounts.csv',
  blocks: 'blocked_accounts.csv',
  mutes: 'muted_accounts.csv',
  lists: 'lists.csv',
  domain_blocks: 'blocked_domains.csv',
  bookmarks: 'bookmarks.csv',
  followers: 'followers.csv',
};

export const followHeader = ['Account address', 'Show boosts', 'Notify on new posts', 'Languages'];

export function followCells(handle: string, row: Follow): string[] {
  return [handle, String(row.reblogs), String(row.notify), (row.languages ?? []).join(', ')];
}

/** Cells of one kind, newest first, with the header where the file has one (export.rb). */
export function exportRows(server: PracticeServer, userId: string, kind: ExportKind): string[][] {
  const { tables } = server;
  const people = <Row extends Edge>(rows: readonly Row[], side: 'source' | 'target', cells: (handle: string, row: Row) => string[]) =>
    byIdNewestFirst(rows).flatMap((row) => {
      const account = tables.accounts.get(row[side]);
      return account && !account.suspended ? [cells(fullHandle(server, account), row)] : [];
    });
  switch (kind) {
    case 'follows':
      return [
        followHeader,
        ...people(tables.follows.by('source', userId), 'target', followCells),
      ];
    case 'mutes':
      return [
        ['Account address', 'Hide notifications'],
        ...people(tables.mutes.by('source', userId), 'target', (handle, row) => [handle, String(row.notifications)]),
      ];
    case 'blocks':
      return people(tables.blocks.by('source', userId), 'target', (handle) => [handle]);
    case 'followers':
      return [['Account address'], ...people(tables.follows.by('target', userId), 'source', (handle) => [handle])];
    case 'lists':
      return tables.lists
        .by('user', userId)
        .toSorted((a, b) => a.title.localeCompare(b.title))
        .flatMap((list) => people(tables.listMembers.by('source', list.id), 'target', (handle) => [list.title, handle]));
    case 'domain_blocks':
      return byIdNewestFirst(tables.domainBlocks.by('source', userId)).map((row) => [row.target]);
    case 'bookmarks':
      return byIdNewestFirst(tables.bookmarks.by('source', userId)).flatMap((row) => {
        const status = tables.statuses.get(row.target);
        return status ? [[status.uri]] : [];
      });
  }
}

export function exportCsv(server: PracticeServer, userId: string, kind: ExportKind): string {
  return writeCsv(exportRows(server, userId, kind));
}

/** Filters as 4.6 writes them (mastodon#39085). */
export function exportFilters(server: PracticeServer, userId: string): unknown {
  const { filters, statuses } = server.tables;
  return {
    custom_filters: filters.by('user', userId).map((filter) => ({
      title: filter.title,
      expires_at: filter.expiresAt === null ? null : new Date(filter.expiresAt).toISOString(),
      context: filter.context,
      action: filter.action,
      keywords_attributes: filter.keywords.map(({ keyword, wholeWord }) => ({ keyword, whole_word: wholeWord })),
      statuses: filter.statuses.flatMap((entry) => statuses.get(entry.statusId)?.uri ?? []),
    })),
  };
}

/** Totals as the export page and GoToSocial's `exports/stats` tell them. */
export function exportCounts(server: PracticeServer, account: Account) {
  const { follows, blocks, mutes, lists, domainBlocks, bookmarks, statuses } = server.tables;
  return {
    statuses: statuses.by('account', account.id).length,
    follows: follows.by('source', account.id).length,
    followers: follows.by('target', account.id).length,
    lists: lists.by('user', account.id).length,
    blocks: blocks.by('source', account.id).length,
    mutes: mutes.by('source', account.id).length,
    domain_blocks: domainBlocks.by('source', account.id).length,
    bookmarks: bookmarks.by('source', account.id).length,
  };
}
