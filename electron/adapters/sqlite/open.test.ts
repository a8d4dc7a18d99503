import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AppError, Result } from '../../contract/result.ts';
import { StorageFailure } from '../../core/ports.ts';
import { migrate, readVersion } from './migrate.ts';
import { openDatabases, type Databases } from './open.ts';
import { cacheSteps, stateSteps } from './schema.ts';
import { createStores, type Stores } from './stores.ts';
import { account, sampleLine, sampleSeen, uriOf } from './testing/samples.ts';

const ann = account('ann');
const silent = { info: () => {}, warn: () => {}, error: () => {} };
const body = { text: 'Tide at 7', spoilerText: '', sensitive: false, visibility: 'public', language: null, inReplyTo: null, media: [], poll: null, thread: [], numbered: false, scheduledAt: null, quote: null, quotePolicy: null, targets: [] } as const;
let dir: string;
let open: { close(): void }[];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'skein-open-'));
  open = [];
});
afterEach(() => {
  for (const each of open) each.close();
  rmSync(dir, { recursive: true, force: true });
});

function stores(): Stores {
  const opened = createStores(dir, { log: silent });
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  return opened.value;
}

function errorOf<T>(result: Result<T>): AppError {
  if (result.ok) throw new Error('expected a failure');
  return result.error;
}

function fillProfile(posts = 200): void {
  const filled = stores();
  filled.transactions.run(() => {
    for (let n = 0; n < posts; n += 1) {
      filled.statuses.put(ann, sampleSeen(n), n);
      filled.timelines.putLines([sampleLine(ann, n)]);
    }
    for (let n = 0; n < 100; n += 1) filled.compose.putDraft({ id: `d${n}`, body: { ...body, targets: [], text: 'x'.repeat(1000) }, savedAt: n });
  });
  filled.close();
}

const fingerprint = (): unknown =>
  readdirSync(dir)
    .filter((name) => !name.startsWith('lock'))
    .map((name) => [name, statSync(join(dir, name)).mtimeMs, createHash('sha256').update(readFileSync(join(dir, name))).digest('hex')]);

describe('a profile', () => {
  it('starts empty, keeps what was written, and says nothing is wrong', () => {
    fillProfile();
    const again = stores();
    open.push(again);
    expect(again.notices).toEqual([]);
    expect(again.compose.drafts()).toHaveLength(100);
    expect(again.timelines.page([ann], null, 3).map((entry) => entry.at)).toEqual([199, 198, 197]);
  });

  it('syncs every commit of state.db', () => {
    const opened = openDatabases(join(dir, 'profile'), { log: silent });
    if (!opened.ok) throw new Error(opened.error.kind);
    open.push(opened.value);
    const pragma = (name: string): unknown => Object.values(opened.value.connection.prepare(`PRAGMA ${name}`).get() ?? {})[0];
    expect([pragma('main.journal_mode'), pragma('main.synchronous'), pragma('cache.journal_mode'), pragma('cache.synchronous')]).toEqual(['wal', 2, 'wal', 1]);
  });

  it.skipIf(process.platform === 'win32')('is a folder for its owner only', () => {
    const opened = createStores(join(dir, 'profile'), { log: silent });
    if (opened.ok) open.push(opened.value);
    expect(statSync(join(dir, 'profile')).mode & 0o077).toBe(0);
  });

  it('cannot be where a file is: an error value that names the folder', () => {
    writeFileSync(join(dir, 'file'), '');
    expect(errorOf(createStores(join(dir, 'file', 'profile'), { log: silent }))).toMatchObject({ kind: 'storage', message: expect.stringContaining('ENOTDIR') });
  });
});

describe('schema steps', () => {
  const steps = ['CREATE TABLE a (x)', 'ALTER TABLE a ADD COLUMN y', 'CREATE TABLE b AS SELECT x FROM a', 'INSERT INTO b VALUES (7)'];
  const openFile = (): DatabaseSync => {
    const database = new DatabaseSync(join(dir, 'steps.db'));
    database.exec('PRAGMA journal_mode = WAL');
    return database;
  };

  it.each([0, 1, 2, 3, 4])('bring a file of version %i to the newest, and keep its rows', (version) => {
    const before = openFile();
    migrate(before, 'main', steps.slice(0, version));
    if (version === 1) before.exec('INSERT INTO a VALUES (1)');
    before.close();
    const after = openFile();
    migrate(after, 'main', steps);
    expect(readVersion(after, 'main')).toBe(4);
    expect(after.prepare('SELECT x FROM b').all()).toEqual(version === 1 ? [{ x: 1 }, { x: 7 }] : [{ x: 7 }]);
    migrate(after, 'main', steps);
    expect(after.prepare('SELECT count(*) AS rows FROM b').get()).toEqual({ rows: version === 1 ? 2 : 1 });
    after.close();
  });

  it.each([1, 2, 3])('go on after a crash within step %i as if that step had not begun', (failing) => {
    const before = openFile();
    const broken = steps.map((step, index) => (index === failing ? `${step}; SELECT no_such_function()` : step));
    expect(() => migrate(before, 'main', broken)).toThrow('no_such_function');
    expect(readVersion(before, 'main')).toBe(failing);
    before.close();
    const after = openFile();
    migrate(after, 'main', steps);
    expect(after.prepare('SELECT x FROM b').all()).toEqual([{ x: 7 }]);
    after.close();
  });

  it.each([['state.db', stateSteps.length], ['cache.db', cacheSteps.length]])('a newer %s is refused and not a byte of the profile changes', (name, known) => {
    fillProfile();
    const database = new DatabaseSync(join(dir, name));
    database.exec(`PRAGMA user_version = ${known + 1}`);
    database.close();
    const before = fingerprint();
    expect(errorOf(createStores(dir, { log: silent }))).toMatchObject({ kind: 'storage', message: expect.stringContaining('newer version') });
    expect(fingerprint()).toEqual(before);
  });
});

describe('damage', () => {
  const damage = (name: string, at: number): void => {
    const bytes = readFileSync(join(dir, name));
    bytes.fill(0x5a, at, at + 4096);
    writeFileSync(join(dir, name), bytes);
  };

  it.each([
    ['its header', (path: string) => damage(path, 0)],
    ['a table', (path: string) => damage(path, 8192)],
    ['its end', (path: string) => truncateSync(join(dir, path), 20_000)],
    ['everything', (path: string) => writeFileSync(join(dir, path), '<html>not a database</html>')],
  ])('to %s of cache.db costs the cache only', (_what, harm) => {
    fillProfile();
    harm('cache.db');
    const again = stores();
    open.push(again);
    expect(again.notices).toMatchObject([{ kind: 'cacheRebuilt' }]);
    expect(again.timelines.newest(ann)).toBeNull();
    expect(again.compose.drafts()).toHaveLength(100);
    again.statuses.put(ann, sampleSeen(1), 0);
    expect(again.statuses.get(uriOf(1))).not.toBeNull();
  });

  it('keeps one damaged copy of the cache, not one for every time', () => {
    for (let turn = 0; turn < 3; turn += 1) {
      fillProfile();
      damage('cache.db', 0);
    }
    stores().close();
    expect(readdirSync(dir).filter((name) => name.startsWith('cache.db.damaged'))).toHaveLength(1);
  });

  it('of state.db puts the file aside whole, carries over what can be read, and says so', () => {
    fillProfile();
    damage('state.db', statSync(join(dir, 'state.db')).size - 12_288);
    const harmed = readFileSync(join(dir, 'state.db'));
    const again = stores();
    open.push(again);
    const [notice] = again.notices;
    if (notice?.kind !== 'stateMovedAside') throw new Error('no notice');
    expect(readFileSync(notice.path).equals(harmed)).toBe(true);
    const ids = again.compose.drafts().map((draft) => draft.id);
    expect(ids.length).toBe(notice.rows);
    expect(ids.length).toBeGreaterThan(50);
    expect(ids.length).toBeLessThan(100);
    expect(again.timelines.newest(ann)?.at).toBe(199);
  });

  it('of one letter in one draft costs that draft', () => {
    fillProfile();
    const bytes = readFileSync(join(dir, 'state.db'));
    const at = bytes.indexOf('"id":"d42"');
    bytes[at] = 0x7b;
    writeFileSync(join(dir, 'state.db'), bytes);
    const again = stores();
    open.push(again);
    expect(again.notices).toMatchObject([{ kind: 'stateMovedAside', rows: 99 }]);
    expect(again.compose.drafts().map((draft) => draft.id)).not.toContain('d42');
  });

  it('does not make it forget which drafts were sent', () => {
    fillProfile();
    const before = stores();
    before.compose.putPost({ id: 'p', createdAt: Date.now(), body: { ...body, targets: [] } }, [], 'sent');
    before.close();
    const bytes = readFileSync(join(dir, 'state.db'));
    bytes[bytes.indexOf('"id":"d42"')] = 0x7b;
    writeFileSync(join(dir, 'state.db'), bytes);
    const again = stores();
    open.push(again);
    expect(again.notices).toMatchObject([{ kind: 'stateMovedAside' }]);
    expect(again.compose.postOfDraft('sent')).toBe('p');
  });

  it('of any kind never stops the start, and never comes out as anything but a storage error', { timeout: 60_000 }, () => {
    // Hundreds of databases are opened and synced: in memory where there is such a folder.
    rmSync(dir, { recursive: true });
    dir = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'skein-open-'));
    const dice = createDice(5);
    fillProfile(60);
    const clean = new Map(['state.db', 'cache.db'].map((name) => [name, readFileSync(join(dir, name))]));
    for (let turn = 0; turn < 120; turn += 1) {
      for (const name of readdirSync(dir)) rmSync(join(dir, name), { force: true });
      for (const [name, bytes] of clean) writeFileSync(join(dir, name), dice() < 0.7 ? harmed(bytes, dice) : bytes);
      const again = stores();
      expect(surprisesOf(again)).toEqual([]);
      again.close();
    }
  });

  it('found while running is remembered for the next start', () => {
    fillProfile(3000);
    const running = stores();
    const wal = join(dir, 'cache.db-wal');
    if (existsSync(wal) && statSync(wal).size > 0) throw new Error('the log should be empty after a clean close');
    const bytes = readFileSync(join(dir, 'cache.db'));
    bytes.fill(0x5a, 8192);
    writeFileSync(join(dir, 'cache.db'), bytes);
    expect(() => running.timelines.page([ann], null, 200)).toThrow(StorageFailure);
    running.close();
    const again = stores();
    open.push(again);
    expect(again.notices).toMatchObject([{ kind: 'cacheRebuilt' }]);
    expect(existsSync(join(dir, 'cache.db.damaged'))).toBe(false);
  });
});

/** Numbers 0 to 1 that are the same at every run (mulberry32). */
function createDice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const between = (dice: () => number, from: number, to: number): number => from + Math.floor(dice() * (to - from + 1));

/** Some bytes flipped, a stretch overwritten, or the end cut off; never the version, which would be another program's file. */
function harmed(bytes: Buffer, dice: () => number): Buffer {
  const copy = Buffer.from(bytes);
  const at = between(dice, 100, copy.length - 1);
  const kind = between(dice, 0, 2);
  if (kind === 0) return copy.subarray(0, at);
  if (kind === 1) copy.fill(between(dice, 0, 255), at, Math.min(copy.length, at + between(dice, 1, 9000)));
  for (let flips = between(dice, 1, 20); flips > 0; flips -= 1) copy[between(dice, 100, copy.length - 1)] = between(dice, 0, 255);
  return copy;
}

/** What the stores throw beside storage errors when everything is used once. */
function surprisesOf(used: Stores): unknown[] {
  const uses = [() => used.compose.drafts(), () => used.timelines.page([ann], null, 200), () => used.statuses.put(ann, sampleSeen(3), 1), () => used.compose.putDraft({ id: 'new', body: { ...body, targets: [] }, savedAt: 1 }), () => used.prune(1), () => used.search.write(used.search.pending(50).map(({ key, status }) => ({ key, createdAt: status.createdAt, words: 'geese', hash: 1, isKept: false })), 1), () => used.search.find({ all: [[{ words: ['geese'], isPrefix: true }]], none: [], from: null, to: null }, null, 10), () => used.search.size()];
  return uses.flatMap((use) => {
    try {
      use();
      return [];
    } catch (error) {
      return error instanceof StorageFailure ? [] : [error];
    }
  });
}

describe('a full disk', () => {
  function openFull(): Databases {
    const opened = openDatabases(dir, { log: silent });
    if (!opened.ok) throw new Error(opened.error.kind);
    open.push(opened.value);
    return opened.value;
  }

  it('fails the whole write with a storage error, and heals when space returns', () => {
    const { connection } = openFull();
    const insert = connection.prepare('INSERT INTO draft (id, saved_at, json) VALUES (?, 0, ?)');
    const rows = connection.prepare('SELECT count(*) AS rows FROM draft');
    insert.run('first', 'x');
    connection.exec('PRAGMA main.max_page_count = 20');
    const write = (): void => connection.run(() => Array.from({ length: 100 }, (_, n) => void insert.run(`n${n}`, 'x'.repeat(4000))) && undefined);
    let thrown: unknown = null;
    try {
      write();
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(StorageFailure);
    expect(thrown).toMatchObject({ failure: { kind: 'storage', message: 'The disk is full.' } });
    expect(rows.get()).toEqual({ rows: 1 });
    connection.exec('PRAGMA main.max_page_count = 100000');
    write();
    expect(rows.get()).toEqual({ rows: 101 });
  });

  it('and a read-only one: nothing is written and reading goes on', () => {
    const { connection } = openFull();
    const insert = connection.prepare("INSERT INTO setting (name, json) VALUES (?, '1')");
    insert.run('a');
    connection.exec('PRAGMA query_only = ON');
    expect(() => insert.run('b')).toThrow('The data folder is read-only.');
    expect(connection.prepare('SELECT name FROM setting').all()).toEqual([{ name: 'a' }]);
  });
});

describe('the lock', () => {
  it('refuses a second holder within two seconds, and lets it in afterwards', () => {
    const first = stores();
    const started = performance.now();
    expect(errorOf(createStores(dir, { log: silent }))).toMatchObject({ kind: 'storage', message: expect.stringContaining(`already running with this profile (process ${process.pid}`) });
    expect(performance.now() - started).toBeLessThan(2000);
    first.close();
    stores().close();
  });

  it('holds against another process for as long as that lives', { timeout: 20_000 }, async () => {
    const child = spawn(process.execPath, [fileURLToPath(new URL('testing/crash-child.ts', import.meta.url)), dir], { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    await new Promise<void>((resolve) => child.stdout.once('data', () => resolve()));
    const refused = createStores(dir, { log: silent });
    child.kill('SIGKILL');
    await ended;
    expect(errorOf(refused)).toMatchObject({ kind: 'storage', message: expect.stringContaining(`process ${child.pid}`) });
    open.push(stores());
  });
});
