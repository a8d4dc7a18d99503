import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test, vi } from 'vitest';
import { createMemoryStores } from './stores.ts';

/** Every statement the stores prepare, with what SQLite says it would do. */
function plansOf(open: () => { close(): void }): ReadonlyMap<string, string> {
  const plans = new Map<string, string>();
  const prepare = DatabaseSync.prototype.prepare;
  const spy = vi.spyOn(DatabaseSync.prototype, 'prepare').mockImplementation(function (this: DatabaseSync, sql, ...rest) {
    if (!sql.startsWith('PRAGMA')) plans.set(sql, prepare.call(this, `EXPLAIN QUERY PLAN ${sql}`).all().map((row) => String(row['detail'])).join('\n'));
    return prepare.call(this, sql, ...rest);
  });
  try {
    open().close();
  } finally {
    spy.mockRestore();
  }
  return plans;
}

describe('statements over the lists of the cache', () => {
  const plans = plansOf(createMemoryStores);

  test('read no table of posts from end to end', () => {
    const scans = [...plans].filter(([, plan]) => /^SCAN (line|entry|status|view|person)\b/m.test(plan));
    expect(scans).toEqual([]);
  });

  test('read an account’s whole list only to delete it', () => {
    const whole = [...plans].filter(([sql, plan]) => /^SEARCH line USING PRIMARY KEY \(account=\?\)$/m.test(plan) && !sql.startsWith('DELETE'));
    expect(whole).toEqual([]);
  });

  test('sort no list: its order comes from an index', () => {
    const sorted = [...plans].filter(([, plan]) => /^SEARCH line USING (?!INDEX line_entry)/m.test(plan) && plan.includes('TEMP B-TREE FOR ORDER BY'));
    expect(sorted).toEqual([]);
  });

  test('search newest first without sorting, and go from what is found to its post by rowid', () => {
    const [plan, ...others] = [...plans].flatMap(([sql, each]) => (sql.includes('search_index MATCH') && sql.includes('ORDER BY') ? [each] : []));
    expect(others).toEqual([]);
    expect(plan).toMatch(/^SCAN search_index VIRTUAL TABLE INDEX \d+:\S*M/);
    expect(plan).toContain('SEARCH search_doc USING INTEGER PRIMARY KEY (rowid=?)');
    expect(plan).toContain('SEARCH status USING INTEGER PRIMARY KEY (rowid=?)');
    expect(plan).not.toContain('TEMP B-TREE');
  });

  test('ask the index about some posts by their rowids', () => {
    const [plan] = [...plans].flatMap(([sql, each]) => (sql.includes('search_index MATCH') && sql.includes('json_each') ? [each] : []));
    expect(plan).toMatch(/^SEARCH search_doc USING COVERING INDEX sqlite_autoindex_search_doc_1 \(status=\?/);
    expect(plan).toMatch(/SCAN search_index VIRTUAL TABLE INDEX \d+:=M/);
  });

  test('find posts to take up and posts to forget by an index', () => {
    const searched = [...plans].filter(([sql]) => /search_todo|search_doc/.test(sql) && /^(SELECT|WITH)/.test(sql) && !sql.includes('count(*)'));
    expect(searched.length).toBeGreaterThan(4);
    for (const [sql, plan] of searched) expect(plan, sql).not.toMatch(/SCAN (search_doc|search_todo)|TEMP B-TREE FOR ORDER BY/);
  });
});
