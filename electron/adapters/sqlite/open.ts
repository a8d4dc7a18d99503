import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fail, ok, type Result } from '../../contract/result.ts';
import { StorageFailure, type Log } from '../../core/ports.ts';
import { createCheckpointer } from './checkpointer.ts';
import { createConnection, toStorageFailure, type Connection } from './connection.ts';
import { deleteEarlierAsides, hasContent, isSound, moveAside, versionInHeader } from './database-file.ts';
import { migrate, readVersion } from './migrate.ts';
import { lockProfile, type ProfileLock } from './profile-lock.ts';
import { salvage } from './salvage.ts';
import { cacheJson, cacheSteps, stateJson, stateSteps } from './schema.ts';

/**
 * A damaged file was put aside and a new one begun. `stateMovedAside` is worth telling the person: what could still be
 * read of accounts, drafts and outbox (`rows`) was carried over, the rest is only in `path`.
 */
export type StorageNotice = { readonly kind: 'stateMovedAside'; readonly path: string; readonly rows: number } | { readonly kind: 'cacheRebuilt'; readonly path: string };

export interface Databases {
  readonly connection: Connection;
  readonly notices: readonly StorageNotice[];
  close(): void;
}

export interface OpenOptions {
  readonly log: Log;
  /**
   * For simulations: the log is moved into the file by this thread, whenever it has so many pages. Else a thread beside
   * it does so by the clock, never at the same moment twice.
   */
  readonly logPages?: number;
  /** Epoch ms, for the names of files put aside. */
  readonly now?: number;
}

const stateOf = (dataDir: string): string => join(dataDir, 'state.db');
const cacheOf = (dataDir: string): string => join(dataDir, 'cache.db');
/** Left behind when a running app found the cache damaged, so that the next start does not trust it. */
const damageMarkOf = (dataDir: string): string => join(dataDir, 'cache.db.damaged');

const tooNew = (path: string): Result<never> =>
  fail({ kind: 'storage', message: `${path} was written by a newer version of Skein. Nothing was changed; please install the newer version again.` });

/** Refuses newer files before SQLite opens them: opening alone may write. */
function refuseNewer(dataDir: string): Result<null> {
  for (const [path, steps] of [[stateOf(dataDir), stateSteps], [cacheOf(dataDir), cacheSteps]] as const) {
    if (hasContent(path) && (versionInHeader(path) ?? 0) > steps.length) return tooNew(path);
  }
  return ok(null);
}

/** Where the damaged files are now; null for those that are sound. */
interface PutAside {
  readonly state: string | null;
  readonly cache: string | null;
}

function putDamagedAside(dataDir: string, afterCrash: boolean, now: number): PutAside {
  const state = isSound(stateOf(dataDir), stateJson, true) ? null : moveAside(stateOf(dataDir), now);
  const mark = damageMarkOf(dataDir);
  if (!existsSync(mark) && isSound(cacheOf(dataDir), cacheJson, afterCrash)) return { state, cache: null };
  deleteEarlierAsides(cacheOf(dataDir));
  const cache = moveAside(cacheOf(dataDir), now);
  rmSync(mark, { force: true });
  return { state, cache };
}

function toNotices(aside: PutAside, database: DatabaseSync, log: Log): StorageNotice[] {
  const notices: StorageNotice[] = [];
  if (aside.state !== null) notices.push({ kind: 'stateMovedAside', path: aside.state, rows: salvage(aside.state, database) });
  if (aside.cache !== null) notices.push({ kind: 'cacheRebuilt', path: aside.cache });
  for (const notice of notices) log.error('storage.damaged', { ...notice, path: basename(notice.path) });
  return notices;
}

function prepare(database: DatabaseSync, cachePath: string): void {
  database.prepare('ATTACH DATABASE ? AS cache').run(cachePath);
  // Drafts and the outbox must survive a power loss: WAL alone would sync only at checkpoints.
  database.exec('PRAGMA main.journal_mode = WAL; PRAGMA main.synchronous = FULL;');
  database.exec('PRAGMA cache.journal_mode = WAL; PRAGMA cache.synchronous = NORMAL; PRAGMA cache.cache_size = -32768;');
  // 40 MB of log before this connection moves it into the file itself; the checkpointer does so earlier, beside it.
  database.exec('PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 10000;');
  migrate(database, 'main', stateSteps);
  migrate(database, 'cache', cacheSteps);
}

function openLocked(dataDir: string, lock: ProfileLock, options: OpenOptions): Result<Databases> {
  const newer = refuseNewer(dataDir);
  if (!newer.ok) return newer;
  const aside = putDamagedAside(dataDir, lock.afterCrash, options.now ?? Date.now());
  const database = new DatabaseSync(stateOf(dataDir), { timeout: 1000 });
  try {
    prepare(database, cacheOf(dataDir));
  } catch (error) {
    database.close();
    throw error;
  }
  // The version may have been in the log only (a newer app that was killed within its first moments).
  if (readVersion(database, 'main') > stateSteps.length || readVersion(database, 'cache') > cacheSteps.length) {
    database.close();
    return tooNew(dataDir);
  }
  const notices = toNotices(aside, database, options.log);
  if (options.logPages !== undefined) database.exec(`PRAGMA wal_autocheckpoint = ${options.logPages}`);
  const checkpointer = options.logPages === undefined ? createCheckpointer(cacheOf(dataDir)) : null;
  const connection = createConnection(database, () => writeFileSync(damageMarkOf(dataDir), ''), checkpointer?.written);
  const close = (): void => {
    checkpointer?.stop();
    connection.close();
    checkpointer?.close();
    lock.release();
  };
  return ok({ connection, notices, close });
}

function toStorageError(error: unknown, dataDir: string): Result<never> {
  const failure = toStorageFailure(error);
  if (failure instanceof StorageFailure) return fail(failure.failure);
  // mkdir, rename and the like: the folder's rights or the disk.
  if (error instanceof Error && 'code' in error && 'syscall' in error) return fail({ kind: 'storage', message: `The data folder ${dataDir} cannot be used (${String(error.code)}).` });
  throw error;
}

/**
 * Opens `state.db` and `cache.db` of a profile on one connection, so that one transaction spans both. In a crash each
 * file is all or nothing by itself, `state.db` first (sqlite.org/lang_attach.html: no super-journal in WAL mode): the
 * cache may then lack the last transaction, which the servers tell again. Refuses with
 * `storage` where another process holds the profile, a file is from a newer version, or the folder cannot be written.
 */
export function openDatabases(dataDir: string, options: OpenOptions): Result<Databases> {
  let lock: ProfileLock | null = null;
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const locked = lockProfile(dataDir);
    if (!locked.ok) return locked;
    lock = locked.value;
    const opened = openLocked(dataDir, lock, options);
    if (!opened.ok) lock.release();
    return opened;
  } catch (error) {
    lock?.release();
    return toStorageError(error, dataDir);
  }
}

/** Both schemas in memory, for tests and simulations: the same tables and the same code. */
export function openMemoryDatabases(): Databases {
  const database = new DatabaseSync(':memory:');
  prepare(database, ':memory:');
  const connection = createConnection(database);
  return { connection, notices: [], close: () => connection.close() };
}
