import { type DatabaseSync, type SQLInputValue, type SQLOutputValue, type StatementSync } from 'node:sqlite';
import { StorageFailure, type Transactions } from '../../core/ports.ts';

export type Row = Record<string, SQLOutputValue>;

/** One prepared statement. Errors of the disk come out as `StorageFailure`. */
export interface Statement {
  run(...values: SQLInputValue[]): number;
  get(...values: SQLInputValue[]): Row | undefined;
  all(...values: SQLInputValue[]): Row[];
}

/** One open database with its prepared statements, kept for its whole life. */
export interface Connection extends Transactions {
  prepare(sql: string): Statement;
  exec(sql: string): void;
  /** A JSON column of our own: what it holds is what the same code wrote, so the caller may name its type. */
  fromJson(value: SQLOutputValue | undefined): unknown;
  close(): void;
}

/** Primary result codes (sqlite.org/rescode.html) that tell of the disk or the file, not of a mistake of ours. */
const diskCodes: ReadonlyMap<number, string> = new Map([
  [5, 'The database is in use by another program.'],
  [7, 'There is not enough memory.'],
  [8, 'The data folder is read-only.'],
  [10, 'Reading or writing the data folder failed.'],
  [11, 'The database file is damaged.'],
  [13, 'The disk is full.'],
  [14, 'The database file cannot be opened.'],
  [26, 'The database file is damaged.'],
]);

/** The primary SQLite result code of an error of `node:sqlite`, null for any other error. */
export function sqliteCode(error: unknown): number | null {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : null;
}

export function isDamage(error: unknown): boolean {
  const code = sqliteCode(error instanceof StorageFailure ? error.cause : error);
  return code === 11 || code === 26;
}

/** Said of a file that is only looked at: a damaged one may also name unknown things (1) or ask for absurd memory (7). */
export function isUnreadable(error: unknown): boolean {
  const code = sqliteCode(error);
  return code === 1 || code === 7 || isDamage(error);
}

/** `error` as a `StorageFailure` where the disk is to blame, as it is otherwise. */
export function toStorageFailure(error: unknown): unknown {
  const message = diskCodes.get(sqliteCode(error) ?? -1);
  return message === undefined ? error : new StorageFailure(message, error);
}

/** `onDamage` is called when a statement finds the file damaged, before the error goes on; `onWritten` after each transaction. */
export function createConnection(database: DatabaseSync, onDamage: () => void = () => {}, onWritten: () => void = () => {}): Connection {
  const statements = new Map<string, Statement>();
  let depth = 0;

  function guarded<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (isDamage(error)) onDamage();
      throw toStorageFailure(error);
    }
  }

  function toStatement(prepared: StatementSync): Statement {
    return {
      run: (...values) => guarded(() => Number(prepared.run(...values).changes)),
      get: (...values) => guarded(() => prepared.get(...values)),
      all: (...values) => guarded(() => prepared.all(...values)),
    };
  }

  function outermost<T>(work: () => T): T {
    guarded(() => database.exec('BEGIN IMMEDIATE'));
    depth = 1;
    try {
      const value = work();
      guarded(() => database.exec('COMMIT'));
      onWritten();
      return value;
    } catch (error) {
      // SQLite has rolled back by itself after some errors (full disk, I/O); a second ROLLBACK would throw.
      if (database.isTransaction) database.exec('ROLLBACK');
      throw error;
    } finally {
      depth = 0;
    }
  }

  return {
    prepare(sql) {
      const kept = statements.get(sql);
      if (kept !== undefined) return kept;
      const statement = guarded(() => toStatement(database.prepare(sql)));
      statements.set(sql, statement);
      return statement;
    },
    exec: (sql) => guarded(() => database.exec(sql)),
    fromJson(value) {
      try {
        return JSON.parse(toText(value));
      } catch (error) {
        // We wrote it, so it was whole once.
        onDamage();
        throw new StorageFailure('The database file is damaged.', error);
      }
    },
    run: (work) => (depth > 0 ? work() : outermost(work)),
    close: () => database.close(),
  };
}

export function toText(value: SQLOutputValue | undefined): string {
  if (typeof value !== 'string') throw new TypeError('A text column holds no text.');
  return value;
}

export function toNumber(value: SQLOutputValue | undefined): number {
  if (typeof value !== 'number') throw new TypeError('A number column holds no number.');
  return value;
}
