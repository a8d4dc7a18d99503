import { fetchNote } from '../federation/notes.ts';
import { createParams } from '../rest/params.ts';
import type { Params } from '../rest/params.ts';
import { findAccount } from '../rest/accounts.ts';
import type { Import, ImportRow } from '../model/moving-rows.ts';
import type { Account, Filter } from '../model/rows.ts';
import type { PracticeServer } from '../model/server.ts';
import { must, now, refuses } from '../model/server.ts';
import { block, blockDomain, follow, mute, unblock, unfollow, unmute } from './people.ts';

type Outcome = 'done' | 'failed' | 'later';

const circuitMs = 5 * 60_000;
const maxTries = 6;
/** A host that did not answer fails all its rows for a while (bulk_import_row_service.rb). By server, then host: open until. */
const circuits = new WeakMap<PracticeServer, Map<string, number>>();

/** Works on the next row of an import; answers the pause before the next, or null at the end. */
export function importNext(server: PracticeServer, importId: string): number | null {
  const running = server.tables.imports.get(importId);
  if (!running) return null;
  if (running.state === 'scheduled') begin(server, running);
  const at = now(server);
  const row = running.rows.find((one) => one.state === 'waiting' && one.dueAt <= at);
  if (row) workOn(server, running, row);
  const waiting = running.rows.filter((one) => one.state === 'waiting');
  if (waiting.length === 0) {
    running.state = 'finished';
    running.finishedAt = at;
    return null;
  }
  return Math.max(0, Math.min(...waiting.map((one) => one.dueAt)) - at);
}

function workOn(server: PracticeServer, running: Import, row: ImportRow): void {
  const account = must(server.tables.accounts.get(running.userId), 'account');
  const outcome = importRow(server, account, running, row.cells);
  if (outcome !== 'later') {
    row.state = outcome;
    return;
  }
  row.tries += 1;
  if (row.tries > maxTries) row.state = 'failed';
  // Sidekiq's pauses: 16 s to 22 min, about half an hour in all.
  row.dueAt = now(server) + (row.tries ** 4 + 15) * 1000;
}

/** "Overwrite" takes away what the file does not name. */
function begin(server: PracticeServer, running: Import): void {
  running.state = 'in_progress';
  if (!running.overwrite) return;
  const account = must(server.tables.accounts.get(running.userId), 'account');
  const { follows, followRequests, blocks, mutes, lists, listMembers, domainBlocks, bookmarks, filters, accounts } = server.tables;
  const named = new Set(running.rows.flatMap((row) => findAccount(server, handleOf(row.cells[0] ?? ''), false)?.id ?? []));
  const others = (rows: readonly { readonly target: string }[]) => rows.filter((row) => !named.has(row.target)).flatMap((row) => accounts.get(row.target) ?? []);
  switch (running.type) {
    case 'following':
      for (const target of others([...follows.by('source', account.id), ...followRequests.by('source', account.id)])) unfollow(server, account, target);
      return;
    case 'blocking':
      for (const target of others(blocks.by('source', account.id))) unblock(server, account, target);
      return;
    case 'muting':
      for (const target of others(mutes.by('source', account.id))) unmute(server, account, target);
      return;
    case 'lists':
      for (const list of lists.by('user', account.id)) {
        for (const member of listMembers.by('source', list.id)) listMembers.delete(member.id);
        if (!running.rows.some((row) => row.cells[0] === list.title)) lists.delete(list.id);
      }
      return;
    case 'domain_blocking':
      for (const row of domainBlocks.by('source', account.id)) if (!running.rows.some(({ cells }) => cells[0] === row.target)) domainBlocks.delete(row.id);
      return;
    case 'bookmarks':
      for (const row of bookmarks.by('source', account.id)) {
        const uri = server.tables.statuses.get(row.target)?.uri;
        if (!running.rows.some(({ cells }) => cells[0] === uri)) bookmarks.delete(row.id);
      }
      return;
    case 'custom_filters':
      for (const filter of filters.by('user', account.id)) filters.delete(filter.id);
  }
}

function handleOf(cell: string): string {
  return cell.trim().replace(/^@/, '');
}

/** The account of a row; `failed` when its host cannot be reached or does not know it. */
function resolve(server: PracticeServer, cell: string): Account | 'failed' {
  const handle = handleOf(cell);
  const known = findAccount(server, handle, false);
  if (known) return known.suspended ? 'failed' : known;
  const host = handle.split('@')[1]?.toLowerCase() ?? '';
  const open = circuits.get(server) ?? new Map<string, number>();
  circuits.set(server, open);
  if ((open.get(host) ?? 0) > now(server) || refuses(server, host)) return 'failed';
  const home = server.world.servers.get(host);
  if (host !== server.domain && (!home || home.faults.down)) open.set(host, now(server) + circuitMs);
  return findAccount(server, handle, true) ?? 'failed';
}

function flagOf(cell: string | undefined, fallback: boolean): boolean {
  const text = (cell ?? '').trim().toLowerCase();
  return text === '' ? fallback : ['true', '1', 'yes', 't'].includes(text);
}

function importRow(server: PracticeServer, account: Account, running: Import, cells: readonly string[]): Outcome {
  const [first = ''] = cells;
  switch (running.type) {
    case 'domain_blocking':
      blockDomain(server, account, first.trim().toLowerCase());
      return 'done';
    case 'bookmarks':
      return importBookmark(server, account, first.trim());
    case 'custom_filters':
      return importFilter(server, account, first);
    case 'lists':
      return importListMember(server, account, first, cells[1] ?? '');
    default: {
      const target = resolve(server, first);
      return target === 'failed' ? 'failed' : importPerson(server, account, running.type, target, cells);
    }
  }
}

function importPerson(server: PracticeServer, account: Account, type: 'following' | 'blocking' | 'muting', target: Account, cells: readonly string[]): Outcome {
  if (target.id === account.id) return 'failed';
  if (type === 'blocking') block(server, account, target);
  else if (type === 'muting') mute(server, account, target, flagOf(cells[1], true), 0);
  else return importFollow(server, account, target, cells);
  return 'done';
}

function importFollow(server: PracticeServer, account: Account, target: Account, cells: readonly string[]): Outcome {
  const { blocks } = server.tables;
  const apart = blocks.one('pair', `${account.id}>${target.id}`) ?? blocks.one('pair', `${target.id}>${account.id}`);
  if (target.movedToUri !== null || refuses(server, target.domain) || apart) return 'later';
  const languages = (cells[3] ?? '').split(',').map((language) => language.trim()).filter(Boolean);
  follow(server, account, target, {
    reblogs: flagOf(cells[1], true),
    notify: flagOf(cells[2], false),
    languages: languages.length > 0 ? languages : null,
  });
  return 'done';
}

/** Follows the member first, then puts it on the list of that title, which is made when there is none. */
function importListMember(server: PracticeServer, account: Account, title: string, cell: string): Outcome {
  const target = resolve(server, cell);
  if (target === 'failed') return 'failed';
  const { follows, followRequests, lists, listMembers } = server.tables;
  const pair = `${account.id}>${target.id}`;
  if (target.id !== account.id && !follows.one('pair', pair) && !followRequests.one('pair', pair)) {
    const followed = importFollow(server, account, target, []);
    if (followed !== 'done') return followed;
  }
  const known = lists.by('user', account.id).find((list) => list.title === title);
  const list = known ?? { id: server.ids.row(), userId: account.id, title, repliesPolicy: 'list' as const, exclusive: false };
  if (!known) lists.put(list);
  if (!listMembers.one('pair', `${list.id}>${target.id}`))
    listMembers.put({ id: server.ids.row(), source: list.id, target: target.id, createdAt: now(server) });
  return 'done';
}

function importBookmark(server: PracticeServer, account: Account, uri: string): Outcome {
  const status = fetchNote(server, uri);
  if (!status || (status.visibility !== 'public' && status.visibility !== 'unlisted')) return 'failed';
  const { bookmarks } = server.tables;
  if (!bookmarks.one('pair', `${account.id}>${status.id}`))
    bookmarks.put({ id: server.ids.row(), source: account.id, target: status.id, createdAt: now(server) });
  return 'done';
}

/** Always a new filter: importing a file twice makes two of each (4.6.5). */
function importFilter(server: PracticeServer, account: Account, json: string): Outcome {
  const given: Params = createParams({ filter: JSON.parse(json) }).group('filter') ?? createParams({});
  const title = given.text('title') ?? '';
  const context = given.list('context') ?? [];
  if (title === '' || context.length === 0) return 'failed';
  const expiresAt = Date.parse(given.text('expires_at') ?? '');
  const filter: Filter = {
    id: server.ids.row(),
    userId: account.id,
    title,
    context,
    action: (['warn', 'hide', 'blur'] as const).find((name) => name === given.text('action')) ?? 'warn',
    expiresAt: Number.isFinite(expiresAt) ? expiresAt : null,
    keywords: (given.groups('keywords_attributes') ?? []).map((keyword) => ({
      id: server.ids.row(),
      keyword: keyword.text('keyword') ?? '',
      wholeWord: keyword.flag('whole_word') ?? false,
    })),
    statuses: (given.list('statuses') ?? []).flatMap((uri) => {
      const status = fetchNote(server, uri);
      return status ? [{ id: server.ids.row(), statusId: status.id }] : [];
    }),
  };
  server.tables.filters.put(filter);
  return 'done';
}
