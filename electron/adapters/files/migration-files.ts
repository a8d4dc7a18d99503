import { fail, ok, type Result } from '../../contract/result.ts';
import type { AnyFileReading, FileKind, MigrationFiles } from '../../core/migration/items.ts';
import { readFiltersJson, readUriCollection, writeFiltersJson } from './filters-json.ts';
import { csvFileName, maxImportBytes, readCsv, writeCsv, type CsvKind } from './mastodon-csv.ts';

const encoder = new TextEncoder();

/** Mastodon's files, told apart by what is in them. */
export function createMigrationFiles(): MigrationFiles {
  return {
    read(text, { name, kind }) {
      if (text.length > maxImportBytes) return refused('The file is larger than 20 MB.');
      if (/^\uFEFF?\s*[[{]/.test(text)) return readJson(text);
      const told = kind ?? kindByContent(text, name);
      if (told === null) return refused('The file does not say what it lists. Give it the name it was exported with, or choose the kind.');
      if (told === 'filters') return refused('This is not a file of filters: they are JSON.');
      return readKind(told, text);
    },
    write: (kind, items) => {
      if (kind === 'filters') return { name: 'custom_filters.json', mimeType: 'application/json', text: writeFiltersJson(items as Parameters<typeof writeFiltersJson>[0]) };
      const csvKind: CsvKind = kind;
      return { name: csvFileName(csvKind), mimeType: 'text/csv', text: writeCsv(csvKind, items as Parameters<typeof writeCsv<typeof csvKind>>[1]) };
    },
  };
}

function readKind(kind: CsvKind, text: string): Result<AnyFileReading> {
  const read = readCsv(kind, encoder.encode(text));
  if (!read.ok) return read;
  const { items, unreadable, looksLike } = read.value;
  // The header knows better than whoever named the file: follows have been imported as blocks (mastodon#20123).
  if (looksLike !== null) return readKind(looksLike, text);
  if (items.length === 0 && unreadable.length > 0) return refused('No row of the file could be read.');
  return ok({ kind, items, bad: unreadable.length } as unknown as AnyFileReading);
}

function readJson(text: string): Result<AnyFileReading> {
  const filters = readFiltersJson(text);
  if (filters !== null) return ok({ kind: 'filters', ...filters });
  const uris = readUriCollection(text);
  return uris === null ? refused('This JSON is neither a file of filters nor a list of posts of an archive.') : ok({ kind: 'bookmarks', ...uris });
}

const byName: readonly (readonly [RegExp, FileKind])[] = [
  [/domain/i, 'domainBlocks'],
  [/follow/i, 'follows'],
  [/mut/i, 'mutes'],
  [/block/i, 'blocks'],
  [/list/i, 'lists'],
  [/bookmark/i, 'bookmarks'],
];

/** By the header; else by what the first rows hold. Bare handles may be follows or blocks: there the name decides. */
function kindByContent(text: string, name: string): FileKind | null {
  const rows = text.replace(/^\uFEFF/, '').split(/\r?\n/, 20).filter((row) => row.trim() !== '');
  const head = rows[0] ?? '';
  if (head.includes('Hide notifications')) return 'mutes';
  if (/Show boosts|Notify on new posts|Languages/.test(head)) return 'follows';
  if (head.startsWith('#domain')) return 'domainBlocks';
  if (head.startsWith('#uri')) return 'bookmarks';
  if (head.startsWith('List name')) return 'lists';
  const body = head.startsWith('Account address') ? rows.slice(1) : rows;
  const all = (pattern: RegExp): boolean => body.length > 0 && body.every((row) => pattern.test(row.trim()));
  if (all(/^"?https?:\/\//)) return 'bookmarks';
  if (all(/^.+,"?@?[^\s@,]+@[^\s@,]+$/)) return 'lists';
  const named = byName.find(([pattern]) => pattern.test(name))?.[1] ?? null;
  if (all(/^[^\s@,/]+\.[^\s@,/]+$/)) return named ?? 'domainBlocks';
  return named;
}

function refused(message: string): Result<never> {
  return fail({ kind: 'invalidInput', field: 'file', message });
}
