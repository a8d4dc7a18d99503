import type { Import, ImportRow, ImportType } from '../model/moving-rows.ts';
import type { Account } from '../model/rows.ts';
import type { PracticeServer } from '../model/server.ts';
import { now } from '../model/server.ts';
import { readCsv } from './csv.ts';

/** form/import.rb */
const maxBytes = 20 * 1024 * 1024;
const maxRows = 20_000;

/** Columns of each type, in the order of files without a header. */
export const importColumns: Readonly<Record<ImportType, readonly string[]>> = {
  following: ['Account address', 'Show boosts', 'Notify on new posts', 'Languages'],
  blocking: ['Account address'],
  muting: ['Account address', 'Hide notifications'],
  domain_blocking: ['#domain'],
  bookmarks: ['#uri'],
  lists: ['List name', 'Account address'],
  custom_filters: ['filter'],
};

const needed: Readonly<Record<ImportType, number>> = {
  following: 1,
  blocking: 1,
  muting: 1,
  domain_blocking: 1,
  bookmarks: 1,
  lists: 2,
  custom_filters: 1,
};
const firstHeaders = ['Account address', '#domain', '#uri', 'List name'];

export interface ImportFile {
  readonly type: ImportType;
  readonly overwrite: boolean;
  readonly filename: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Follows a person may have: the server's limit, or a tenth more than followers (follow_limit_validator.rb). */
export function followLimitOf(server: PracticeServer, account: Account): number {
  return Math.max(server.followLimit, Math.floor(server.tables.follows.by('target', account.id).length * 1.1));
}

/** What a file seems to hold, by its columns and then its name. */
function guessType(header: readonly string[] | null, filename: string): ImportType | null {
  if (header?.includes('Hide notifications')) return 'muting';
  if (header?.some((name) => ['Show boosts', 'Notify on new posts', 'Languages'].includes(name))) return 'following';
  const byHeader: Readonly<Record<string, ImportType>> = { '#domain': 'domain_blocking', '#uri': 'bookmarks', 'List name': 'lists' };
  const first = byHeader[header?.[0] ?? ''];
  if (first) return first;
  const names: readonly (readonly [string, ImportType])[] = [
    ['follow', 'following'],
    ['blocked_domains', 'domain_blocking'],
    ['domain_blocks', 'domain_blocking'],
    ['block', 'blocking'],
    ['mute', 'muting'],
    ['bookmarks', 'bookmarks'],
    ['lists', 'lists'],
  ];
  return names.find(([start]) => filename.toLowerCase().startsWith(start))?.[1] ?? null;
}

interface ReadRows {
  readonly header: readonly string[] | null;
  readonly cells: readonly string[][];
}

/** Rows in the order of the type's own columns; a text is the refusal. */
function readRows(type: ImportType, bytes: Uint8Array<ArrayBuffer>): ReadRows | string {
  // A byte order mark stays, and makes a header unknown, as it does there.
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  if (type === 'custom_filters') return readFilters(text);
  const read = readCsv(text);
  if ('error' in read) return `Invalid CSV file. Error: ${read.error}`;
  const [first, ...rest] = read.rows;
  if (!first) return 'Empty CSV file';
  const columns = importColumns[type];
  if (!firstHeaders.includes(first[0] ?? '')) return { header: null, cells: read.rows.map((row) => columns.map((_, index) => row[index] ?? '')) };
  if (columns.slice(0, needed[type]).some((name) => !first.includes(name))) return 'Incompatible with the selected import type';
  if (rest.length === 0) return 'Empty CSV file';
  return { header: first, cells: rest.map((row) => columns.map((name) => row[first.indexOf(name)] ?? '')) };
}

function readFilters(text: string): ReadRows | string {
  try {
    const value: unknown = JSON.parse(text);
    const list = typeof value === 'object' && value !== null && 'custom_filters' in value ? value.custom_filters : null;
    if (!Array.isArray(list)) return 'Incompatible with the selected import type';
    return list.length === 0 ? 'Empty CSV file' : { header: null, cells: list.map((entry) => [JSON.stringify(entry)]) };
  } catch {
    return 'Incompatible with the selected import type';
  }
}

/** Checks an uploaded file as the import form does; a text is the refusal. The import is not kept yet. */
export function prepareImport(server: PracticeServer, account: Account, file: ImportFile): Import | string {
  if (file.bytes.length > maxBytes) return 'File is too large';
  const read = readRows(file.type, file.bytes);
  if (typeof read === 'string') return read;
  const cells = read.cells.filter((row) => row.some((cell) => cell.trim() !== ''));
  if (cells.length === 0) return 'Empty CSV file';
  if (cells.length > maxRows) return `contains more than ${maxRows} rows`;
  const limit = followLimitOf(server, account);
  const taken = file.overwrite ? 0 : server.tables.follows.by('source', account.id).length;
  // Rows that are followed already count too (mastodon#28232).
  if (file.type === 'following' && cells.length + taken > limit) return `You cannot follow more than ${limit} people`;
  const guessed = guessType(read.header, file.filename);
  return {
    id: server.ids.row(),
    userId: account.id,
    type: file.type,
    overwrite: file.overwrite,
    filename: file.filename,
    likelyMismatched: guessed !== null && guessed !== file.type,
    createdAt: now(server),
    state: 'unconfirmed',
    rows: cells.map((row): ImportRow => ({ cells: row, state: 'waiting', tries: 0, dueAt: 0 })),
    finishedAt: null,
  };
}

/** Begins to work on an import; the rows follow one by one. */
export function startImport(server: PracticeServer, prepared: Import): void {
  prepared.state = 'scheduled';
  server.tables.imports.put(prepared);
  server.world.jobs.add(server, { kind: 'import', importId: prepared.id });
  server.world.touch();
}
