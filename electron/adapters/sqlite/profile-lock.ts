import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fail, ok, type Result } from '../../contract/result.ts';
import { sqliteCode } from './connection.ts';

export interface ProfileLock {
  /** The last holder ended without `release`: power loss, crash, kill. */
  readonly afterCrash: boolean;
  release(): void;
}

/** SQLITE_BUSY waits this long for a holder that is just ending. */
const waitMs = 1000;

function describeHolder(holderFile: string): string {
  try {
    const holder: unknown = JSON.parse(readFileSync(holderFile, 'utf8'));
    if (typeof holder === 'object' && holder !== null && 'pid' in holder && 'startedAt' in holder) return ` (process ${String(holder.pid)}, since ${String(holder.startedAt)})`;
  } catch {
    // Written a moment later by a holder that has just started, or damaged: the lock itself does not depend on it.
  }
  return '';
}

/**
 * One process per profile. The lock is the operating system's own lock on `lock.db`, so it ends with its holder however
 * that ends and never has to be judged stale; `lock.json` only says who holds it.
 */
export function lockProfile(dataDir: string): Result<ProfileLock> {
  const holderFile = join(dataDir, 'lock.json');
  const database = new DatabaseSync(join(dataDir, 'lock.db'), { timeout: waitMs });
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (sqliteCode(error) === 5) return fail({ kind: 'storage', message: `Skein is already running with this profile${describeHolder(holderFile)}.` });
    throw error;
  }
  const afterCrash = existsSync(holderFile);
  const startedAt = new Date(Date.now() - process.uptime() * 1000).toISOString();
  writeFileSync(holderFile, JSON.stringify({ pid: process.pid, startedAt }));
  return ok({
    afterCrash,
    release() {
      rmSync(holderFile, { force: true });
      database.close();
    },
  });
}
