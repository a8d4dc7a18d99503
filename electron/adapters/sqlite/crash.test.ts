import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createStores, type Stores } from './stores.ts';
import { account } from './testing/samples.ts';

const child = fileURLToPath(new URL('testing/crash-child.ts', import.meta.url));
const silent = { info: () => {}, warn: () => {}, error: () => {} };
let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'skein-crash-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** Lets a child write from `first` on, kills it after it acknowledged `count` rows and a little more, answers the last row it acknowledged. */
async function writeAndKill(first: number, count: number, moreMs: number): Promise<number> {
  const writer = spawn(process.execPath, [child, dir, String(first)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => writer.once('exit', () => resolve()));
  let output = '';
  await new Promise<void>((resolve) => {
    writer.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.split('\n').length > count) resolve();
    });
    writer.once('exit', () => resolve());
  });
  await new Promise((resolve) => setTimeout(resolve, moreMs));
  writer.kill('SIGKILL');
  await ended;
  return Number(output.split('\n').at(-2));
}

function open(): Stores {
  const opened = createStores(dir, { log: silent });
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  return opened.value;
}

it('loses nothing that was acknowledged, over ten kills, and is never locked out by the dead', { timeout: 60_000 }, async () => {
  let next = 0;
  for (let kill = 0; kill < 10; kill += 1) {
    const last = await writeAndKill(next, 30, kill * 3);
    expect(last).toBeGreaterThanOrEqual(next + 29);
    const stores = open();
    expect(stores.notices).toEqual([]);
    const drafts = new Set(stores.compose.drafts().map((draft) => draft.id));
    const missing = Array.from({ length: last + 1 }, (_, n) => String(n)).filter((id) => !drafts.has(id));
    expect(missing).toEqual([]);
    const newest = Number(stores.timelines.newest(account('ann'))?.at);
    // A kill between the two files' commits leaves the cache one transaction behind, never ahead, and only unacknowledged.
    expect([drafts.size - 1, drafts.size - 2]).toContain(newest);
    expect(newest).toBeGreaterThanOrEqual(last);
    // Within one file it is all or nothing: every line has its status.
    expect(stores.timelines.page([account('ann')], null, drafts.size)).toHaveLength(newest + 1);
    stores.close();
    next = newest + 1;
  }
  for (const name of ['state.db', 'cache.db']) {
    const database = new DatabaseSync(join(dir, name));
    expect(database.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
    database.close();
  }
});
