import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createFediverse } from '../../electron/adapters/masto/fediverse.ts';
import { createStores, type Stores } from '../../electron/adapters/sqlite/stores.ts';
import type { AccountHealth } from '../../electron/contract/accounts.ts';
import type { AccountKey, MediaPath } from '../../electron/contract/ids.ts';
import { fail } from '../../electron/contract/result.ts';
import type { SignedInAccount } from '../../electron/core/account-directory.ts';
import type { AccountConnection } from '../../electron/core/fediverse.ts';
import { StorageFailure, type Clock, type Lifecycle, type Log, type Net, type Random, type Transactions } from '../../electron/core/ports.ts';
import { noShield } from '../../electron/contract/shield-verdict.ts';
import { alongsideHome, createNotifications, type InboxSync, type Notifications } from '../../electron/core/notifications/index.ts';
import { createStreamSupervisor, type StreamSupervisor } from '../../electron/core/streaming/index.ts';
import { samplePerson } from '../../electron/core/testing/samples.ts';
import { createTimelines, type HomeSync, type Timelines } from '../../electron/core/timelines/index.ts';
import type { ModelAccount } from './model-server.ts';

/** Where a planted bug may take hold: the ports, the connections and the hand-over between features. Never product code. */
export interface Plants {
  readonly clock?: (clock: Clock) => Clock;
  readonly random?: (random: Random) => Random;
  readonly net?: (net: Net) => Net;
  readonly connection?: (connection: AccountConnection) => AccountConnection;
  readonly home?: (home: HomeSync) => HomeSync;
  readonly inbox?: (inbox: InboxSync) => InboxSync;
}

export interface ClientDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly net: Net;
  readonly lifecycle: Lifecycle;
  readonly log: Log;
  readonly dataDir: string;
  readonly accounts: readonly ModelAccount[];
  readonly signedOut: ReadonlySet<AccountKey>;
  readonly healthChanged: (account: AccountKey, health: AccountHealth) => void;
  /** Whether it keeps an inbox too. */
  readonly inbox: boolean;
  readonly plants: Plants;
}

/** One life of the app's reading side: the real services, adapters and SQLite files. */
export interface Client {
  readonly stores: Stores;
  readonly timelines: Timelines;
  readonly streams: StreamSupervisor;
  /** Null where it keeps none. */
  readonly inbox: Notifications | null;
  diskFull: boolean;
  readonly alive: boolean;
  signIn(account: ModelAccount): void;
  /** Ends this life without a goodbye and answers nothing any more. */
  kill(): void;
}

/** What a power cut loses of the cache: all that came since so many pages were written. */
const LOG_PAGES = 4_000;

const mediaLinks = { toPath: (url: string): MediaPath => `media/${url}` as MediaPath };

export function createClient(deps: ClientDeps): Client {
  const { plants, log } = deps;
  let alive = true;
  const cancels = new Set<() => void>();
  const ownClock: Clock = {
    now: () => deps.clock.now(),
    monotonic: () => deps.clock.monotonic(),
    after(delayMs, task) {
      const cancel = deps.clock.after(delayMs, () => {
        cancels.delete(cancel);
        if (alive) task();
      });
      cancels.add(cancel);
      return () => {
        cancels.delete(cancel);
        cancel();
      };
    },
  };
  const clock = plants.clock?.(ownClock) ?? ownClock;
  const random = plants.random?.(deps.random) ?? deps.random;
  const net = plants.net?.(deps.net) ?? deps.net;
  const opened = createStores(deps.dataDir, { log, logPages: LOG_PAGES });
  if (!opened.ok) throw new Error(`the stores do not open: ${JSON.stringify(opened.error)}`);
  const stores = opened.value;
  const fediverse = createFediverse({ net, clock, log, mediaLinks, appName: 'Skein', appVersion: '0', website: 'https://skein.example', origins: () => [] });
  const transactions: Transactions = {
    run(work) {
      if (client.diskFull) throw new StorageFailure('The disk is full.', null);
      return stores.transactions.run(work);
    },
  };
  const signedIn = new Map<AccountKey, SignedInAccount>();
  const keys = deps.accounts.map((account) => account.key);
  const accounts = { keys: () => keys, signedIn: (key: AccountKey) => signedIn.get(key) ?? null };
  const timelines = createTimelines({ clock, log, transactions, timelines: stores.timelines, statuses: stores.statuses, settings: stores.settings, accounts, random, sharesPlace: () => false, publicTimeline: async () => fail({ kind: 'unsupported', capability: 'publicTimeline' }), savedSearch: { page: () => fail({ kind: 'unsupported', capability: 'search' }), among: () => fail({ kind: 'unsupported', capability: 'search' }) }, publish: () => undefined });
  const inbox = deps.inbox
    ? createNotifications({ clock, log, random, transactions, notifications: stores.notifications, statuses: stores.statuses, settings: stores.settings, accounts, notifier: { show: () => undefined }, shield: () => noShield, nameOf: (key) => key, timeZone: 'UTC', publish: () => undefined })
    : null;
  const plainHome = inbox === null ? timelines.home : alongsideHome(timelines.home, plants.inbox?.(inbox.sync) ?? inbox.sync, { log, random });
  const home = plants.home?.(plainHome) ?? plainHome;
  const streams = createStreamSupervisor({
    clock,
    random,
    log,
    lifecycle: deps.lifecycle,
    home,
    healthChanged(key, health) {
      if (health.state === 'signedOut') signedIn.delete(key);
      deps.healthChanged(key, health);
    },
  });

  const client: Client = {
    stores,
    timelines,
    streams,
    inbox,
    diskFull: false,
    get alive() {
      return alive;
    },
    signIn(account) {
      const plain = fediverse.connect(account.key, account.server.profile(), account.token);
      const connection = plants.connection?.(plain) ?? plain;
      const known: SignedInAccount = { key: account.key, person: samplePerson(account.name), profile: account.server.profile(), connection };
      signedIn.set(account.key, known);
      streams.start(known);
    },
    kill() {
      if (!alive) return;
      alive = false;
      for (const cancel of cancels) cancel();
      stores.close();
    },
  };
  for (const account of deps.accounts) if (!deps.signedOut.has(account.key)) client.signIn(account);
  return client;
}

/**
 * What is on the disk after the computer stopped. `kill`: all that was committed. `powerLoss`: of the cache only what was
 * synced, its write-ahead log is not; `state.db` syncs each commit.
 */
export function copyProfile(from: string, to: string, how: 'kill' | 'powerLoss'): void {
  mkdirSync(to, { recursive: true });
  for (const file of readdirSync(from)) {
    if (file.startsWith('lock') || file.endsWith('-shm')) continue;
    if (how === 'powerLoss' && file === 'cache.db-wal') continue;
    cpSync(join(from, file), join(to, file), { recursive: true });
  }
}

export function removeProfile(dir: string): void {
  rmSync(dir, { recursive: true, force: true });
}
