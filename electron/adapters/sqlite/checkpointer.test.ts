import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openDatabases } from './open.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'skein-checkpoint-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** Rows that are in the file itself, without its log. */
function rowsInFile(): number {
  const copy = join(dir, 'copy.db');
  copyFileSync(join(dir, 'cache.db'), copy);
  const database = new DatabaseSync(copy, { readOnly: true });
  try {
    return Number(database.prepare('SELECT count(*) AS rows FROM status').get()?.['rows']);
  } catch {
    // Half of a checkpoint.
    return 0;
  } finally {
    database.close();
  }
}

test('a long log is moved into the file while the app runs, and nothing of it is left at the end', async () => {
  const opened = openDatabases(dir, { log: { info: () => {}, warn: () => {}, error: () => {} } });
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  const { connection, close } = opened.value;
  const put = connection.prepare("INSERT INTO status (uri, source, touched_at, json) VALUES (?, '', 0, ?)");
  const json = JSON.stringify('x'.repeat(3_500));
  const batch = (first: number): void => connection.run(() => {
    for (let n = first; n < first + 500; n += 1) put.run(String(n), json);
  });
  for (let first = 0; first < 3_000; first += 500) batch(first);
  // Whoever writes next finds that there is enough.
  await new Promise((resolve) => setTimeout(resolve, 150));
  batch(3_000);
  // How many depends on when it looked; without it the file is empty until its log has 10,000 pages.
  await vi.waitFor(() => expect(rowsInFile()).toBeGreaterThan(1_000), { timeout: 10_000, interval: 50 });
  batch(3_500);
  close();
  expect(rowsInFile()).toBe(4_000);
  await vi.waitFor(() => expect(existsSync(join(dir, 'cache.db-wal'))).toBe(false), { timeout: 5_000, interval: 50 });
});

test.runIf(existsSync('/proc/locks'))('looking at the log leaves the locks on it alone', async () => {
  const opened = openDatabases(dir, { log: { info: () => {}, warn: () => {}, error: () => {} } });
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  const { connection, close } = opened.value;
  const write = (uri: string): void => connection.run(() => void connection.prepare("INSERT INTO status (uri, source, touched_at, json) VALUES (?, '', 0, '{}')").run(uri));
  const file = `:${statSync(join(dir, 'cache.db-shm')).ino} `;
  const locks = (): number => readFileSync('/proc/locks', 'utf8').split('\n').filter((line) => line.includes(file)).length;
  const before = locks();
  write('1');
  await new Promise((resolve) => setTimeout(resolve, 150));
  write('2');
  expect(before).toBeGreaterThan(0);
  expect(locks()).toBe(before);
  close();
});
