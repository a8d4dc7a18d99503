/**
 * Figures of the store as JSON on stdout: `node e2e/bench/store.bench.ts [posts=100000] [accounts=20]`.
 * The data is the same at every run: 60 % of the posts reach one account, the rest two to four, every fifth is a boost.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AccountKey, EntryId } from '../../electron/contract/ids.ts';
import type { Place } from '../../electron/contract/timelines.ts';
import type { StoredLine } from '../../electron/core/timelines/store.ts';
import { createStores, type Stores } from '../../electron/adapters/sqlite/stores.ts';
import { account, entryOf, sampleLine, samplePerson, sampleSeen } from '../../electron/adapters/sqlite/testing/samples.ts';

const posts = Number(process.argv[2] ?? 100_000);
const accounts: readonly AccountKey[] = Array.from({ length: Number(process.argv[3] ?? 20) }, (_, index) => account(`server${index}`));
const batch = 40;

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

const dice = createDice(7);

function linesOf(n: number): StoredLine[] {
  const reach = dice() < 0.6 ? 1 : 2 + Math.floor(dice() * 3);
  const booster = n % 5 === 0 ? samplePerson(`booster${n % 300}`) : null;
  const entry = booster === null ? entryOf(n) : (`boost:${booster.uri}>${entryOf(n)}` as EntryId);
  const first = Math.floor(dice() * accounts.length);
  return Array.from({ length: reach }, (_, index) => accounts[(first + index) % accounts.length])
    .filter((key) => key !== undefined)
    .map((key, index) => sampleLine(key, n, { entry, booster, at: n * 1000 + index }));
}

/** Events are what a stream brings: one post for one account, stored with its line. */
function ingest(stores: Stores): { readonly events: number; readonly seconds: number } {
  let events = 0;
  const started = performance.now();
  for (let from = 0; from < posts; from += batch) {
    stores.transactions.run(() => {
      for (let n = from; n < Math.min(from + batch, posts); n += 1) {
        for (const line of linesOf(n)) {
          stores.statuses.put(line.account, sampleSeen(n), n * 1000);
          stores.timelines.putLines([line]);
          events += 1;
        }
      }
    });
  }
  return { events, seconds: (performance.now() - started) / 1000 };
}

function measure(times: number, work: (turn: number) => void): { readonly p50Ms: number; readonly p95Ms: number } {
  const taken = Array.from({ length: times }, (_, turn) => {
    const started = performance.now();
    work(turn);
    return performance.now() - started;
  }).toSorted((a, b) => a - b);
  const at = (share: number): number => Math.round((taken[Math.floor(taken.length * share)] ?? 0) * 100) / 100;
  return { p50Ms: at(0.5), p95Ms: at(0.95) };
}

const randomPlace = (): Place => ({ at: dice() * posts * 1000, id: '' as EntryId });

const dir = mkdtempSync(join(tmpdir(), 'skein-bench-'));
try {
  const silent = { info: () => {}, warn: () => {}, error: () => {} };
  const opened = createStores(dir, { log: silent });
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  const stores = opened.value;
  const { events, seconds } = ingest(stores);
  const figures = {
    posts,
    accounts: accounts.length,
    events,
    ingestPerSecond: Math.round(events / seconds),
    newestPage40: measure(200, () => stores.timelines.page(accounts, null, 40)),
    deepPage40: measure(200, () => stores.timelines.page(accounts, randomPlace(), 40)),
    oneAccountPage40: measure(200, (turn) => stores.timelines.page(accounts.slice(turn % accounts.length).slice(0, 1), randomPlace(), 40)),
    pageAbove40: measure(200, () => stores.timelines.pageAbove(accounts, randomPlace(), 40)),
    countAbove1000: measure(50, () => stores.timelines.countAbove(accounts, { at: (posts - 1000) * 1000, id: '' as EntryId })),
    cacheMegabytes: Math.round(statSync(join(dir, 'cache.db')).size / 2 ** 20),
  };
  const closing = performance.now();
  stores.close();
  const reopening = performance.now();
  const again = createStores(dir, { log: silent });
  const reopenMs = Math.round(performance.now() - reopening);
  if (again.ok) again.value.close();
  process.stdout.write(`${JSON.stringify({ ...figures, closeMs: Math.round(reopening - closing), reopenMs })}\n`);
} finally {
  rmSync(dir, { recursive: true, force: true });
}
