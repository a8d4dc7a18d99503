import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import { isUnreadable } from './connection.ts';

/** Tables of `state.db` in the order their rows may be put back, with the columns that hold JSON. */
const tables = [
  { name: 'account', json: ['json'] },
  { name: 'setting', json: ['json'] },
  { name: 'draft', json: ['json'] },
  { name: 'outbox_post', json: ['body'] },
  { name: 'outbox_copy', json: ['json'] },
  { name: 'sent_draft', json: [] },
  { name: 'linked_copy', json: ['json'] },
  { name: 'copy_job', json: ['json'] },
  { name: 'plan', json: ['json'] },
  { name: 'plan_follower', json: [] },
  { name: 'plan_host', json: ['json'] },
  { name: 'carry_plan', json: ['json'] },
  { name: 'carry_line', json: ['json'] },
  { name: 'carry_file', json: ['json'] },
] as const;

type Row = Record<string, SQLOutputValue>;

const isJson = (value: SQLOutputValue | undefined): boolean => {
  try {
    return typeof value === 'string' && JSON.parse(value) !== undefined;
  } catch {
    return false;
  }
};

/** Rows up to the first page that cannot be read, from both ends, so that one bad page costs little more than itself. */
function readableRows(damaged: DatabaseSync, table: string): Row[] {
  const found = new Map<string, Row>();
  for (const direction of ['ASC', 'DESC']) {
    try {
      for (const row of damaged.prepare(`SELECT * FROM ${table} ORDER BY 1 ${direction}`).iterate()) found.set(String(Object.values(row)[0]), row);
    } catch (error) {
      if (!isUnreadable(error)) throw error;
    }
  }
  return [...found.values()];
}

function putBack(into: DatabaseSync, table: string, row: Row): boolean {
  const columns = Object.keys(row);
  try {
    into.prepare(`INSERT OR IGNORE INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`).run(...Object.values(row));
    return true;
  } catch {
    // A copy whose post is lost, or a value that is not of its column any more.
    return false;
  }
}

/** Copies what can still be read of a damaged `state.db` into a fresh one; answers the number of rows. The damaged file stays as it is. */
export function salvage(damagedPath: string, into: DatabaseSync): number {
  let damaged: DatabaseSync | null = null;
  let rows = 0;
  try {
    damaged = new DatabaseSync(damagedPath, { readOnly: true });
    for (const { name, json } of tables) {
      const readable = readableRows(damaged, name).filter((row) => json.every((column) => isJson(row[column])));
      rows += readable.filter((row) => putBack(into, name, row)).length;
    }
  } catch (error) {
    // Nothing in it is a database any more.
    if (!isUnreadable(error)) throw error;
  } finally {
    damaged?.close();
  }
  return rows;
}
