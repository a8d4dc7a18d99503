import { performance } from 'node:perf_hooks';
import { readFrame } from '../../../electron/adapters/masto/stream-frames.ts';
import { createRandom } from '../../../electron/adapters/random.ts';
import { createMediaPath } from '../../../electron/adapters/masto/parse-context.ts';
import { createMediaLinks } from '../../../electron/adapters/media/media-links.ts';
import { createStores, type Stores } from '../../../electron/adapters/sqlite/stores.ts';
import { createApp, type App } from '../../../electron/app.ts';
import type { Account } from '../../../electron/contract/accounts.ts';
import { fail, type AccountKey } from '../../../electron/contract/index.ts';
import type { Clock } from '../../../electron/core/ports.ts';
import { createFakeLifecycle } from '../../../electron/core/testing/fake-ports.ts';
import { createTimelines } from '../../../electron/core/timelines/index.ts';
import { makePrivateDir } from '../../../electron/host/profile.ts';
import { openSecrets } from '../../../electron/host/secrets.ts';
import { createFrameMaker, type FrameMakerOptions, type MadeFrame } from './frames.ts';
import type { BenchWorld } from './world.ts';

const silent = { info: () => {}, warn: () => {}, error: () => {} };
/** Between two posts of a prepared profile: twenty accounts are lively. */
const stepMs = 5_000;
/** What 20 ms of 3,000 events/s bring: the size of a batch the app writes under that load. */
const batch = 60;

export function must<T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown }): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** The app in this process, signed in to every reader of the world, as after a first start. */
export async function signIn(dataDir: string, world: BenchWorld): Promise<App> {
  makePrivateDir(dataDir);
  const secrets = await openSecrets({ dataDir, openKeyStore: async () => ({ ok: false, why: 'a bench' }), withoutKeyStore: async () => 'file' });
  const app = must(
    await createApp({
      dataDir,
      host: 'webhost',
      version: '0.0.0',
      allowPrivateHosts: [],
      secrets,
      notifier: { show: () => {} },
      links: { open: async () => {} },
      lifecycle: createFakeLifecycle(),
      practice: { start: async () => world.summary },
    }),
  );
  must(await app.dispatch('servers.startPractice', {}));
  return app;
}

export interface Filled {
  readonly events: number;
  /** Spent in parsing, merging and storing, without making the frames. */
  readonly busyMs: number;
  /** Of it, on a processor: the same figure on a machine that has other things to do. */
  readonly processorMs: number;
}

/** Tells the profile of posts the way a stream does: frames through the parser, ingest and one transaction per batch. */
export function fill(stores: Stores, accounts: readonly AccountKey[], posts: number, frames: Omit<FrameMakerOptions, 'readers'>): Filled {
  const clock = createSteppedClock(frames.startAt + posts * frames.stepMs);
  const timelines = createTimelines({
    clock,
    log: silent,
    transactions: stores.transactions,
    timelines: stores.timelines,
    statuses: stores.statuses,
    settings: stores.settings,
    accounts: { keys: () => accounts, signedIn: () => null },
    random: createRandom(),
    sharesPlace: () => false,
    publicTimeline: async () => fail({ kind: 'unsupported', capability: 'publicTimeline' }),
    savedSearch: { page: () => fail({ kind: 'unsupported', capability: 'search' }), among: () => fail({ kind: 'unsupported', capability: 'search' }) },
    publish: () => {},
  });
  const mediaKey = stores.settings.get('mediaKey');
  const mediaLinks = createMediaLinks({ key: typeof mediaKey === 'string' ? mediaKey : 'bench' });
  const contexts = accounts.map((key) => {
    const apiBase = `http://${key.slice(0, key.indexOf('/'))}`;
    return { domain: 'bench.example', apiBase, mediaPath: createMediaPath({ mediaLinks, apiBase, plainOrigins: () => [frames.mediaOrigin] }) };
  });
  const maker = createFrameMaker({ ...frames, readers: accounts.length });
  let events = 0;
  let busyMs = 0;
  let processorMs = 0;
  let waiting: MadeFrame[] = [];

  function write(): void {
    const startedAt = performance.now();
    const before = process.cpuUsage();
    for (const { reader, text } of waiting) {
      const key = accounts[reader];
      const context = contexts[reader];
      const frame = context === undefined ? null : readFrame(text, context);
      if (key === undefined || frame?.kind !== 'event') throw new Error(`A made frame cannot be read: ${text.slice(0, 200)}`);
      timelines.home.enqueue(key, [frame.event]);
    }
    clock.runAll();
    const { user, system } = process.cpuUsage(before);
    busyMs += performance.now() - startedAt;
    processorMs += (user + system) / 1000;
    events += waiting.length;
    waiting = [];
  }

  for (let made = 0; made < posts; made += 1) {
    waiting.push(...maker.next());
    if (waiting.length >= batch || made === posts - 1) write();
  }
  timelines.close();
  return { events, busyMs, processorMs };
}

/**
 * When the newest post of a profile was written. The servers do not know these posts: they are older than the week for
 * which Skein asks servers whether what it has seen is still there.
 */
export const seededUntil = (): number => Date.now() - 8 * 86_400_000;

export interface PreparedProfile {
  readonly posts: number;
  readonly seed: number;
  /** When the newest post was written, epoch ms. */
  readonly newestAt: number;
  /** Goes to this many accounts at once, when a new post is begun. */
  readonly writeAs?: number;
}

/** A profile folder that is signed in everywhere and has posts in its cache. */
export async function prepareProfile(dataDir: string, world: BenchWorld, { posts, seed, newestAt, writeAs = 1 }: PreparedProfile): Promise<Filled> {
  const app = await signIn(dataDir, world);
  const signedIn = must(await app.dispatch('accounts.list', {}));
  const targets = Array.isArray(signedIn) ? signedIn.slice(0, writeAs).map(({ key }: Pick<Account, 'key'>) => key) : [];
  must(await app.dispatch('settings.set', { writeAs: targets }));
  await app.close();
  const stores = must(createStores(dataDir, { log: silent }));
  try {
    const accounts = stores.accounts.all().map(({ key }) => key);
    const filled = fill(stores, accounts, posts, { seed, startAt: newestAt - posts * stepMs, stepMs, mediaOrigin: world.mediaOrigin });
    // What the servers list from here on ends above the posts that they do not know.
    for (const server of accounts.keys()) world.post(server, 'The first post that this server knows.');
    return filled;
  } finally {
    stores.close();
  }
}

export function openStores(dataDir: string): Stores {
  return must(createStores(dataDir, { log: silent }));
}

/** A clock that stands; what is to be done later is done when asked for. */
function createSteppedClock(now: number): Clock & { runAll(): void } {
  const tasks: (() => void)[] = [];
  return {
    now: () => now,
    monotonic: () => now,
    after(_delayMs, task) {
      tasks.push(task);
      return () => void (tasks.includes(task) && tasks.splice(tasks.indexOf(task), 1));
    },
    runAll() {
      for (let task = tasks.shift(); task !== undefined; task = tasks.shift()) task();
    },
  };
}
