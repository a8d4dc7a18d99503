import { closeSync, existsSync, openSync, readdirSync, readSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isUnreadable } from './connection.ts';
import type { JsonColumns } from './schema.ts';

/** A file's own files: the write-ahead log and its index belong to it and move with it. */
const parts = ['', '-wal', '-shm', '-journal'] as const;

/** Checking reads the whole file and every JSON in it (100 MB/s), before anything is shown; a larger cache is checked only when the last run ended badly. */
const alwaysCheckedBytes = 4 * 1024 * 1024;

/** The schema version in a file's header, read without SQLite so that not a byte of it changes; null where it is no database. */
export function versionInHeader(path: string): number | null {
  // sqlite.org/fileformat2.html, 1.3: magic at 0, user_version at 60, big-endian.
  const header = Buffer.alloc(100);
  const file = openSync(path, 'r');
  try {
    if (readSync(file, header, 0, 100, 0) < 100 || header.toString('latin1', 0, 16) !== 'SQLite format 3\0') return null;
    return header.readUInt32BE(60);
  } finally {
    closeSync(file);
  }
}

/** A database that exists and has at least its first page; an empty file is a fresh one to SQLite. */
export const hasContent = (path: string): boolean => existsSync(path) && statSync(path).size > 0;

function passesChecks(path: string, columns: JsonColumns): boolean {
  const database = new DatabaseSync(path);
  try {
    const rows = database.prepare('PRAGMA quick_check(1)').all();
    if (rows.length !== 1 || rows[0]?.['quick_check'] !== 'ok') return false;
    const tables = new Set(database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all().map((row) => row['name']));
    readTriggers(database);
    return columns.every(([table, column]) => !tables.has(table) || database.prepare(`SELECT 1 FROM ${table} WHERE NOT json_valid(${column}) LIMIT 1`).get() === undefined);
  } finally {
    database.close();
  }
}

/** SQLite reads a trigger where a statement would fire it, no sooner. Preparing such statements changes nothing. */
function readTriggers(database: DatabaseSync): void {
  for (const { table } of database.prepare("SELECT DISTINCT tbl_name AS \"table\" FROM sqlite_schema WHERE type = 'trigger'").all()) {
    const columns = database.prepare('SELECT name FROM pragma_table_info(?)').all(table ?? null).map(({ name }) => `"${String(name)}" = "${String(name)}"`);
    for (const sql of [`INSERT INTO "${String(table)}" DEFAULT VALUES`, `UPDATE "${String(table)}" SET ${columns.join(', ')}`, `DELETE FROM "${String(table)}"`]) database.prepare(sql);
  }
}

/** False where SQLite finds the file damaged. Other failures (rights, disk) are thrown: they do not condemn the file. */
export function isSound(path: string, columns: JsonColumns, afterCrash: boolean): boolean {
  if (!hasContent(path)) return true;
  if (versionInHeader(path) === null) return false;
  if (!afterCrash && statSync(path).size > alwaysCheckedBytes) return true;
  try {
    return passesChecks(path, columns);
  } catch (error) {
    if (isUnreadable(error)) return false;
    throw error;
  }
}

/** Renames a database with its log out of the way; answers the new path. */
export function moveAside(path: string, now: number): string {
  const stamp = new Date(now).toISOString().replaceAll(/[:.]/g, '-');
  const aside = `${path}.damaged-${stamp}`;
  for (const part of parts) if (existsSync(path + part)) renameSync(path + part, aside + part);
  return aside;
}

/** Of a disposable database one damaged copy is enough. */
export function deleteEarlierAsides(path: string): void {
  const prefix = `${basename(path)}.damaged-`;
  for (const name of readdirSync(dirname(path))) if (name.startsWith(prefix)) rmSync(join(dirname(path), name), { force: true });
}
