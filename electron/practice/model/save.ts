import type { Tables } from './tables.ts';

interface AnyTable {
  all(): readonly unknown[];
  clear(): void;
}

/** All rows by table. */
export function saveTables(tables: Tables): Record<string, unknown[]> {
  return Object.fromEntries(Object.entries<AnyTable>(tables).map(([name, table]) => [name, [...table.all()]]));
}

/**
 * Fills tables from saved rows. The rows were written by the same version of this code (the snapshot says so), so they
 * are taken as they are; only what is no row at all is left out.
 */
export function restoreTables(tables: Tables, saved: Readonly<Record<string, unknown[]>>): void {
  for (const [name, table] of Object.entries<AnyTable & { put(row: never): void }>(tables)) {
    table.clear();
    for (const row of saved[name] ?? []) if (isRow(row)) table.put(row);
  }
}

function isRow(row: unknown): row is never {
  return typeof row === 'object' && row !== null && 'id' in row && typeof row.id === 'string';
}
