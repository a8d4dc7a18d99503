/**
 * The CSV files of Mastodon's export and import pages, byte for byte: comma, minimal double quotes, `\n`, UTF-8 without
 * BOM (a BOM would hide the header from Mastodon's importer). Sources: mastodon app/models/export.rb and
 * app/models/form/import.rb.
 */
import { parse } from 'csv-parse/sync';
import { fail, ok, type Result } from '../../contract/result.ts';
import type { FileItems, FileKind } from '../../core/migration/items.ts';

export type CsvKind = Exclude<FileKind, 'filters'>;

/** Limits of Mastodon's import form. */
export const maxImportBytes = 20 * 1024 * 1024;
export const maxImportRows = 20_000;
/** Longest cell that can mean anything: a title is at most 256 characters, an address or uri at most 2,048. */
const maxCellCharacters = 4_096;

export interface CsvReading<K extends CsvKind> {
  readonly items: readonly FileItems[K][];
  /** Rows that mean nothing, by their number in the file (from 1), with the reason. Never dropped in silence. */
  readonly unreadable: readonly { readonly row: number; readonly reason: 'empty' | 'notAHandle' | 'notADomain' | 'notAUrl' | 'tooLong' }[];
  /** The kind the header speaks of, where it speaks of another one than was asked for. */
  readonly looksLike: CsvKind | null;
}

interface Format<K extends CsvKind> {
  /** Name that makes Mastodon's importer guess the type right. */
  readonly fileName: string;
  readonly header: readonly string[] | null;
  toCells(item: FileItems[K]): readonly (string | null)[];
  /** `cell(name, index)` finds a cell by its header, or by its place where the file has none. */
  toItem(cell: (header: string, index: number) => string): FileItems[K] | CsvReading<K>['unreadable'][number]['reason'];
}

const isHandle = (text: string): boolean => /^[\p{L}\p{N}_.-]+(@[\p{L}\p{N}_.:-]+)?$/u.test(text);
const isDomain = (text: string): boolean => /^[^\s@,"/]+$/u.test(text) && text.length <= 253;
const isWebUrl = (text: string): boolean => /^https?:$/.test(URL.parse(text)?.protocol ?? '');

/** Ruby's booleans as the importer reads them: an absent cell means the default. */
function flag(cell: string, whenAbsent: boolean): boolean {
  if (cell === '') return whenAbsent;
  return !/^(false|f|0|off|no)$/i.test(cell);
}

function account(cell: string): string | null {
  const handle = cell.trim().replace(/^@/, '');
  return isHandle(handle) ? handle : null;
}

const formats: { readonly [K in CsvKind]: Format<K> } = {
  follows: {
    fileName: 'following_accounts.csv',
    header: ['Account address', 'Show boosts', 'Notify on new posts', 'Languages'],
    toCells: (item) => [item.handle, String(item.reblogs), String(item.notify), item.languages === null ? null : item.languages.join(', ')],
    toItem(cell) {
      const handle = account(cell('Account address', 0));
      if (handle === null) return 'notAHandle';
      const languages = cell('Languages', 3).split(',').map((code) => code.trim()).filter((code) => code !== '');
      return {
        handle,
        reblogs: flag(cell('Show boosts', 1), true),
        notify: flag(cell('Notify on new posts', 2), false),
        languages: languages.length === 0 ? null : languages,
      };
    },
  },
  mutes: {
    fileName: 'muted_accounts.csv',
    header: ['Account address', 'Hide notifications'],
    toCells: (item) => [item.handle, String(item.hideNotifications)],
    toItem(cell) {
      const handle = account(cell('Account address', 0));
      return handle === null ? 'notAHandle' : { handle, hideNotifications: flag(cell('Hide notifications', 1), true) };
    },
  },
  blocks: {
    fileName: 'blocked_accounts.csv',
    header: null,
    toCells: (item) => [item.handle],
    toItem(cell) {
      const handle = account(cell('Account address', 0));
      return handle === null ? 'notAHandle' : { handle };
    },
  },
  domainBlocks: {
    fileName: 'blocked_domains.csv',
    header: null,
    toCells: (item) => [item.domain],
    toItem(cell) {
      const domain = cell('#domain', 0).trim().toLowerCase();
      return isDomain(domain) ? { domain } : 'notADomain';
    },
  },
  lists: {
    fileName: 'lists.csv',
    header: null,
    toCells: (item) => [item.title, item.handle],
    toItem(cell) {
      const handle = account(cell('Account address', 1));
      return handle === null ? 'notAHandle' : { title: cell('List name', 0), handle };
    },
  },
  bookmarks: {
    fileName: 'bookmarks.csv',
    header: null,
    toCells: (item) => [item.uri],
    toItem(cell) {
      const uri = cell('#uri', 0).trim();
      return isWebUrl(uri) ? { uri } : 'notAUrl';
    },
  },
};

export function csvFileName(kind: CsvKind): string {
  return formats[kind].fileName;
}

/** An empty list gives the header alone, or an empty text where the kind has none. */
export function writeCsv<K extends CsvKind>(kind: K, items: readonly FileItems[K][]): string {
  const format: Format<K> = formats[kind];
  const rows = items.map((item) => format.toCells(item));
  return [...(format.header === null ? [] : [format.header]), ...rows].map((cells) => `${cells.map(quoted).join(',')}\n`).join('');
}

/** As Ruby's CSV writes a cell: nil is nothing, empty text is `""`, quotes only where they are needed. */
function quoted(cell: string | null): string {
  if (cell === null) return '';
  return cell === '' || /[\r\n",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/**
 * Reads a file of any age: with or without header, with the columns of its day, with a BOM, with `\r\n`. Refuses what
 * Mastodon refuses (size, rows, broken quotes, another encoding) in words that name the cause.
 */
export function readCsv<K extends CsvKind>(kind: K, bytes: Uint8Array): Result<CsvReading<K>> {
  if (bytes.byteLength > maxImportBytes) return refused('The file is larger than 20 MB.');
  const text = decoded(bytes);
  if (text === null) return refused('The file is not UTF-8 text.');
  const rows = parsedRows(text);
  if (!rows.ok) return rows;
  const head = rows.value[0];
  if (head === undefined) return refused('The file is empty.');
  const headed = firstHeaders.includes(head[0] ?? '');
  const header = headed ? head : null;
  const body = headed ? rows.value.slice(1) : rows.value;
  if (body.length > maxImportRows) return refused(`The file has ${body.length} rows; servers take at most 20,000.`);
  return ok({ ...readRows(kind, body, header), looksLike: header === null ? null : otherKind(kind, header) });
}

/** The first headers by which Mastodon tells a headed file from a bare list. */
const firstHeaders = ['Account address', '#domain', '#uri', 'List name'];

function otherKind(asked: CsvKind, header: readonly string[]): CsvKind | null {
  const spoken: CsvKind | null = header.includes('Hide notifications')
    ? 'mutes'
    : header.includes('Show boosts') || header.includes('Notify on new posts') || header.includes('Languages')
      ? 'follows'
      : header[0] === '#domain'
        ? 'domainBlocks'
        : header[0] === '#uri'
          ? 'bookmarks'
          : header[0] === 'List name'
            ? 'lists'
            : null;
  return spoken === asked ? null : spoken;
}

function readRows<K extends CsvKind>(kind: K, rows: readonly (readonly string[])[], header: readonly string[] | null): Omit<CsvReading<K>, 'looksLike'> {
  const format: Format<K> = formats[kind];
  const items: FileItems[K][] = [];
  const unreadable: CsvReading<K>['unreadable'][number][] = [];
  for (const [index, cells] of rows.entries()) {
    const row = index + (header === null ? 1 : 2);
    const read = readRow(format, cells, header);
    if (typeof read === 'string') unreadable.push({ row, reason: read });
    else items.push(read);
  }
  return { items, unreadable };
}

function readRow<K extends CsvKind>(format: Format<K>, cells: readonly string[], header: readonly string[] | null): FileItems[K] | CsvReading<K>['unreadable'][number]['reason'] {
  if (cells.every((cell) => cell.trim() === '')) return 'empty';
  if (cells.some((cell) => cell.length > maxCellCharacters)) return 'tooLong';
  return format.toItem((name, index) => cells[header === null ? index : header.indexOf(name)] ?? '');
}

function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function parsedRows(text: string): Result<readonly (readonly string[])[]> {
  if (text.includes('\0')) return refused('The file holds NUL characters: it is not a CSV file.');
  try {
    return ok(parse(text, { relaxColumnCount: true, skipEmptyLines: true, to: maxImportRows + 2, maxRecordSize: maxCellCharacters * 8 }));
  } catch (error) {
    return refused(`The file is not a CSV file: ${error instanceof Error ? error.message.slice(0, 200) : 'unknown fault'}`);
  }
}

function refused(message: string): Result<never> {
  return fail({ kind: 'invalidInput', field: 'file', message });
}
