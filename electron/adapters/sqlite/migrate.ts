import { type DatabaseSync } from 'node:sqlite';

/** `main` is `state.db`, `cache` is `cache.db` attached to the same connection. */
export type SchemaName = 'main' | 'cache';

export function readVersion(database: DatabaseSync, schema: SchemaName): number {
  const version = database.prepare(`PRAGMA ${schema}.user_version`).get()?.['user_version'];
  if (typeof version !== 'number') throw new TypeError('user_version is a number');
  return version;
}

/**
 * Brings one schema to the newest version, each step with its number in a transaction of its own: a crash between two
 * steps goes on where it stopped, a crash within one has not happened.
 */
export function migrate(database: DatabaseSync, schema: SchemaName, steps: readonly string[]): void {
  const from = readVersion(database, schema);
  for (const [index, step] of steps.entries()) {
    if (index < from) continue;
    database.exec('BEGIN IMMEDIATE');
    try {
      database.exec(step);
      database.exec(`PRAGMA ${schema}.user_version = ${index + 1}`);
      database.exec('COMMIT');
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK');
      throw error;
    }
  }
  // An older app judges a file by the version in its first page, so it must not stay in the log only.
  if (from < steps.length) database.exec(`PRAGMA ${schema}.wal_checkpoint(TRUNCATE)`);
}
