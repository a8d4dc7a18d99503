/** The cache: events per second through parse, merge and store, and the merged pages of twenty accounts. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { AccountKey, EntryId } from '../../electron/contract/index.ts';
import type { Place } from '../../electron/contract/timelines.ts';
import { createSeededRandom } from '../../electron/core/testing/fake-ports.ts';
import { makeDataDir } from '../fixtures/skein-process.ts';
import { figure, percentile, progress, readOptions, report } from './parts/figures.ts';
import { fill, openStores } from './parts/profile.ts';

const { isFull, seed } = readOptions();
const posts = isFull ? 1_000_000 : 100_000;
const stepMs = 1_000;
const startAt = Date.UTC(2026, 0, 1);
const accounts = Array.from({ length: 20 }, (_, index) => `server${index}.example/1` as AccountKey);
const dice = createSeededRandom(seed);

function measure(times: number, work: (turn: number) => void): readonly number[] {
  return Array.from({ length: times }, (_, turn) => {
    const started = performance.now();
    work(turn);
    return performance.now() - started;
  });
}

const randomPlace = (): Place => ({ at: startAt + dice.unit() * posts * stepMs, id: '' as EntryId });
const p95 = (values: readonly number[], budget?: string) => figure(percentile(values, 0.95), 'ms', budget);

const dir = makeDataDir();
try {
  const stores = openStores(dir.path);
  progress(`${posts} posts over ${accounts.length} accounts`);
  const { events, busyMs, processorMs } = fill(stores, accounts, posts, { seed, startAt, stepMs, mediaOrigin: 'https://far.example' });
  const deepPages = measure(200, () => stores.timelines.page(accounts, randomPlace(), 40));
  const figures = {
    posts: figure(posts, 'posts'),
    events: figure(events, 'events'),
    ingest: figure((events / busyMs) * 1000, 'events/s', '>= 3000'),
    ingestPerProcessorSecond: figure((events / processorMs) * 1000, 'events/s'),
    mergedPage40NewestP95: p95(measure(200, () => stores.timelines.page(accounts, null, 40)), '<= 10'),
    mergedPage40DeepP50: figure(percentile(deepPages, 0.5), 'ms'),
    mergedPage40DeepP95: p95(deepPages, '<= 10'),
    oneAccountPage40P95: p95(measure(200, (turn) => stores.timelines.page(accounts.slice(turn % accounts.length).slice(0, 1), randomPlace(), 40))),
    pageAbove40P95: p95(measure(200, () => stores.timelines.pageAbove(accounts, randomPlace(), 40))),
    countAbove1000P95: p95(measure(50, () => stores.timelines.countAbove(accounts, { at: startAt + (posts - 1000) * stepMs, id: '' as EntryId }))),
    cacheFile: figure(statSync(join(dir.path, 'cache.db')).size / 2 ** 20, 'MB'),
  };
  const closing = performance.now();
  stores.close();
  const reopening = performance.now();
  openStores(dir.path).close();
  report({ ...figures, close: figure(reopening - closing, 'ms'), reopen: figure(performance.now() - reopening, 'ms') });
} finally {
  dir.remove();
}
