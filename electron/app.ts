/**
 * The composition root: builds the adapters and the core from plain options, so that hosts know this file, the
 * contract and the port types, and nothing else.
 */
import { join } from 'node:path';
import { createAttachments } from './adapters/attachments/attachments.ts';
import { createKeepMedia } from './adapters/attachments/keep-media.ts';
import { createRealClock } from './adapters/clock.ts';
import { createMigrationFiles } from './adapters/files/migration-files.ts';
import { createLog } from './adapters/log/log.ts';
import { createFediverse, userAgentOf } from './adapters/masto/fediverse.ts';
import { createPublicReader } from './adapters/masto/public-reader.ts';
import { createMediaLinks } from './adapters/media/media-links.ts';
import { createMediaProxy, openMediaFile } from './adapters/media/media-proxy.ts';
import { createLoopbackListener } from './adapters/net/loopback-listener.ts';
import { createNet } from './adapters/net/net.ts';
import { createRandom } from './adapters/random.ts';
import type { Retention } from './adapters/sqlite/prune.ts';
import { createSnapshotFiles } from './adapters/snapshots/snapshot-files.ts';
import { createStores, type Stores } from './adapters/sqlite/stores.ts';
import { calls, ok, type AccountKey, type AppError, type EventMessage, type Handlers, type Result } from './contract/index.ts';
import type { ServerLimits } from './contract/servers.ts';
import type { AppInfo, Settings } from './contract/settings.ts';
import { accountHandlers, createAccounts } from './core/accounts/index.ts';
import { columnHandlers, createColumns } from './core/columns/index.ts';
import { composeHandlers, createCompose, measure } from './core/compose/index.ts';
import { copyHandlers, createCopies, linkSent, type CopiesFeature } from './core/copies/index.ts';
import { createDispatch } from './core/dispatch.ts';
import { createEventHub, type EventHub } from './core/event-hub.ts';
import { createFilters, filterHandlers } from './core/filters/index.ts';
import { createLists, listHandlers } from './core/lists/index.ts';
import { createMigration, migrationHandlers, readBelongings } from './core/migration/index.ts';
import type { Clock, ExternalLinks, Lifecycle, Log, Notifier, Practice, PracticeWorld, Random, Secrets, SettingsStore } from './core/ports.ts';
import { alongsideHome, createNotifications, notificationHandlers } from './core/notifications/index.ts';
import { createPeople, peopleHandlers } from './core/people/index.ts';
import { createSearch, searchHandlers } from './core/search/index.ts';
import { createProfiles, createServers, serverHandlers } from './core/servers/index.ts';
import { createSettings, settingsHandlers } from './core/settings/index.ts';
import { createShield, shieldHandlers } from './core/shield/index.ts';
import { createSnapshots, snapshotHandlers } from './core/snapshots/index.ts';
import { createStatuses, statusHandlers } from './core/statuses/index.ts';
import { createStreamSupervisor } from './core/streaming/index.ts';
import { createTimelines, timelineHandlers } from './core/timelines/index.ts';
import { inBackground } from './core/thrown.ts';

export interface AppOptions {
  /** Absolute path of the profile folder; made with mode 0700 where it is missing. */
  readonly dataDir: string;
  readonly host: 'shell' | 'webhost';
  readonly version: string;
  /**
   * Hosts (`127.0.0.1:4000`, or a bare host for all of its ports) the app may reach although their address is
   * loopback or private. The practice servers are let through when they start. Normally empty.
   */
  readonly allowPrivateHosts: readonly string[];
  readonly secrets: Secrets;
  readonly notifier: Notifier;
  readonly links: ExternalLinks;
  readonly lifecycle: Lifecycle;
  readonly practice: Practice;
}

/** One picture, video or sound for the renderer, as an HTTP answer of the app's own origin. */
export interface MediaAnswer {
  readonly status: number;
  /** Names in lower case; content type, length, range, caching and `nosniff` are set. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>> | null;
}

export interface App {
  /** One call of the contract. Always answers, never throws; what comes in may be anything. */
  dispatch(name: string, raw: unknown): Promise<Result<unknown>>;
  /** Every event from now on, in order. Answers the unsubscribe. */
  subscribe(listener: (message: EventMessage) => void): () => void;
  /** `path` as the renderer has it (`media/…`); `range` is the `Range` header of the request. */
  media(path: string, request: { readonly range?: string; readonly signal?: AbortSignal }): Promise<MediaAnswer>;
  /** Stops sockets and timers, writes what is open, closes the databases. Safe to call twice. */
  close(): Promise<void>;
}

const identity = { appName: 'Skein', website: 'https://skein.example' };
/** What the browser shows when it comes back from the server. */
const signedInPage = { language: 'en', title: 'Back to Skein', text: 'You can close this page and go on in Skein.' };
const pruneEveryMs = 60 * 60_000;
const pruneBiteEveryMs = 1_000;

/** Opens a profile. Fails with `storage` where another process has it, a newer Skein wrote it, or it cannot be written. */
export async function createApp(options: AppOptions): Promise<Result<App>> {
  const clock = createRealClock();
  const log = createLog({ dir: join(options.dataDir, 'logs'), now: () => clock.now() });
  const opened = createStores(options.dataDir, { log });
  if (!opened.ok) return opened;
  const base: Base = { ...options, clock, random: createRandom(), log, stores: opened.value, events: createEventHub({ log }) };
  const outside = createOutside(base);
  const features = createFeatures(base, outside);
  const stopPruning = startPruning(base, features.settings);
  inBackground(features.start, 'start', base);
  log.info('app.started', { version: options.version, host: options.host });
  let closing: Promise<void> | null = null;
  return ok({
    dispatch: createDispatch(calls, features.handlers, base),
    subscribe: base.events.subscribe,
    media: (path, request) => serveMedia(outside, path, request),
    close: () =>
      (closing ??= (async () => {
        stopPruning();
        features.close();
        await outside.net.close();
        base.stores.close();
        log.info('app.closed');
      })()),
  });
}

interface Base extends AppOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly stores: Stores;
  readonly events: EventHub;
}

/** The adapters that reach servers. */
function createOutside({ clock, random, log, stores, version, dataDir, allowPrivateHosts }: Base) {
  let practiceServers: PracticeWorld['servers'] = [];
  const userAgent = userAgentOf({ ...identity, appVersion: version });
  const net = createNet({ allowPrivateHosts, allowedOrigins: () => practiceServers.map(({ origin }) => origin), userAgent, log });
  const mediaLinks = createMediaLinks({ key: mediaKey(stores.settings, random) });
  return {
    net,
    loopback: createLoopbackListener({ page: signedInPage }),
    attachments: createAttachments({ dir: join(dataDir, 'attachments') }),
    media: createMediaProxy({ net, links: mediaLinks, dir: join(dataDir, 'media'), clock }),
    fediverse: createFediverse({ net, clock, log, mediaLinks, ...identity, appVersion: version, origins: () => practiceServers }),
    reader: createPublicReader({ net, clock, userAgent, origins: () => practiceServers }),
    allowServers: (servers: PracticeWorld['servers']): void => void (practiceServers = servers),
  };
}

/** Paths made with it are stored in the cache, so it lasts as long as the profile. */
function mediaKey(settings: SettingsStore, random: Random): string {
  const stored = settings.get('mediaKey');
  if (typeof stored === 'string') return stored;
  const key = random.token(32);
  settings.set('mediaKey', key);
  return key;
}

/** Core, from those who know accounts to those who use them. */
function createFeatures(base: Base, { loopback, fediverse, attachments, media, reader, allowServers }: ReturnType<typeof createOutside>) {
  const { clock, random, log, lifecycle, secrets, links, practice, stores } = base;
  const { transactions } = stores;
  const { publish } = base.events;
  const settings = createSettings({ store: stores.settings, publish: (changed) => publish('settings.changed', changed) });
  const profiles = createProfiles({ clock, fediverse });
  const accounts = createAccounts({ clock, random, log, secrets, links, loopback, fediverse, store: stores.accounts, transactions, publish, profileOf: profiles.of, probe: profiles.fresh });
  const reading = { clock, random, log, transactions, statuses: stores.statuses, accounts: accounts.directory, publish };
  const timelines = createTimelines({ ...reading, timelines: stores.timelines, settings: stores.settings, sharesPlace: () => settings.get().sharePlace, publicTimeline: async (host, query, options) => {
    const profile = await profiles.of(host);
    return profile.ok ? fediverse.publicTimeline(profile.value, query, options) : profile;
  } });
  const statuses = createStatuses({ ...reading, gone: timelines.home.gone, copiesOf: (uri) => copies.siblings(uri) });
  const people = createPeople({ ...reading, localId: statuses.localId });
  const lists = createLists({ accounts: accounts.directory });
  const filters = createFilters({ ...reading, changed: (account) => timelines.home.enqueue(account, [{ kind: 'filtersChanged' }]) });
  const shield = createShield({
    ...reading,
    hidden: stores.hidden,
    settings: stores.settings,
    changePerson: (handle, account, change) => people.change({ handle, accounts: [account], change }),
  });
  const stopListening = base.events.subscribe((message) => {
    if (message.topic === 'people.relation') shield.related(message.data.handle, message.data.relation);
  });
  const limitsOf = (key: AccountKey): ServerLimits | null => accounts.list().find((account) => account.key === key)?.limits ?? null;
  const copies: CopiesFeature = createCopies({
    ...reading,
    lifecycle,
    store: stores.copies,
    act: statuses.act,
    localId: statuses.localId,
    gone: timelines.home.gone,
    measure(key, text, spoilerText) {
      const limits = limitsOf(key);
      return limits === null ? null : { used: measure(text, spoilerText, limits), limit: limits.maxCharacters };
    },
    keepMedia: createKeepMedia({ media, attachments, random }),
    saveDraft: (draft) => stores.compose.putDraft(draft),
  });
  const compose = createCompose({
    ...reading,
    lifecycle,
    store: linkSent(stores.compose, { transactions, sent: copies.sent, unsent: copies.unsent, linked: copies.tellLinked }),
    attachments,
    limitsOf,
    movedTo: (key) => (settings.get().neverFromMoved ? (accounts.list().find((account) => account.key === key)?.movedTo ?? null) : null),
    undoSeconds: () => settings.get().undoSeconds,
    knownPeople: stores.knownPeople,
    whenLate: () => settings.get().whenLate,
    linkOf(uri) {
      const cached = statuses.cached({ uri });
      return cached.ok ? (cached.value.status.url ?? uri) : uri;
    },
    localId: (account, uri) => statuses.localId(account, uri),
    posted: (account, seen) => timelines.home.enqueue(account, [{ kind: 'update', item: { id: seen.marks.id, createdAt: seen.status.createdAt, booster: null, seen } }]),
  });
  const notifications = createNotifications({
    ...reading,
    notifications: stores.notifications,
    settings: stores.settings,
    notifier: base.notifier,
    nameOf: (key) => accounts.list().find((account) => account.key === key)?.nickname ?? key,
  });
  const search = createSearch({
    ...reading,
    search: stores.search,
    settings: stores.settings,
    ownAccounts: () => accounts.list().map(({ key, handle, nickname }) => ({ key, handle, nickname })),
  });
  const exports = createMigrationFiles();
  const snapshots = createSnapshots({
    clock,
    random,
    log,
    secrets,
    notifier: base.notifier,
    accounts: accounts.directory,
    settings: stores.settings,
    files: createSnapshotFiles({ dir: join(base.dataDir, 'snapshots') }),
    exports,
    publish,
    read: readBelongings,
  });
  const migration = createMigration({
    clock,
    random,
    log,
    links,
    lifecycle,
    accounts: accounts.directory,
    stored: stores.accounts,
    reader,
    plans: stores.plans,
    journal: stores.carryOver,
    files: exports,
    publish,
    snapshot: snapshots.load,
    moved: (key, movedTo) => accounts.moved(key, movedTo),
  });
  const home = alongsideHome(timelines.home, notifications.sync);
  const streams = createStreamSupervisor({
    clock,
    random,
    lifecycle,
    log,
    home,
    healthChanged(account, health) {
      accounts.healthChanged(account, health);
      if (health.state !== 'live') return;
      compose.outbox.reachable(account);
      copies.reachable(account);
    },
  });
  const readHomes = (keys: Parameters<typeof accounts.directory.signedIn>[0][]): Promise<unknown> => timelines.refresh({ timeline: { source: 'home', accounts: keys } });
  const servers = createServers({ clock, log, practice, profiles, accounts, allowServers, readHomes: (keys) => readHomes([...keys]) });
  const info = { version: base.version, host: base.host, dataDir: base.dataDir, secretStorage: secrets.storage, stateMovedAside: damagedState(stores), platform: process.platform };
  const handlers: Handlers = {
    ...accountHandlers(accounts),
    ...serverHandlers(servers),
    ...timelineHandlers(timelines),
    ...columnHandlers(createColumns(stores)),
    ...statusHandlers(statuses),
    ...peopleHandlers(people),
    ...composeHandlers(compose),
    ...copyHandlers(copies),
    ...notificationHandlers(notifications),
    ...searchHandlers(search),
    ...migrationHandlers(migration),
    ...snapshotHandlers(snapshots),
    ...listHandlers(lists),
    ...filterHandlers(filters),
    ...shieldHandlers(shield),
    ...settingsHandlers({ settings, info, links }),
  };
  return {
    handlers,
    settings,
    async start() {
      await accounts.start({
        connected(account) {
          streams.start(account);
          compose.outbox.reachable(account.key);
          migration.plans.connected(account.key);
          migration.carryOver.connected(account.key);
          copies.reachable(account.key);
          shield.connected(account.key);
        },
        disconnected: (key) => streams.stop(key),
        reconnect: (key) => streams.reconnect(key),
        removed(key) {
          home.forget(key);
          compose.outbox.accountRemoved(key);
          copies.accountRemoved(key);
          shield.accountRemoved(key);
        },
      });
      compose.outbox.start();
      migration.start();
      snapshots.start();
      copies.start();
      search.start();
      shield.start();
      // The practice servers ended with the app the last time.
      if (accounts.list().some(({ server }) => server.practice)) await servers.startPractice();
    },
    close() {
      profiles.close();
      compose.outbox.close();
      migration.close();
      snapshots.close();
      copies.close();
      streams.close();
      accounts.close();
      statuses.close();
      people.close();
      lists.close();
      filters.close();
      stopListening();
      shield.close();
      notifications.close();
      search.close();
      timelines.close();
    },
  };
}

function damagedState({ notices }: Stores): AppInfo['stateMovedAside'] {
  const aside = notices.find(({ kind }) => kind === 'stateMovedAside');
  return aside?.kind === 'stateMovedAside' ? { path: aside.path, rows: aside.rows } : null;
}

const dayMs = 24 * 60 * 60_000;

/** What the person chose for their search memory, in the cache's own measures. */
function retention({ searchDays, searchMegabytes }: Settings): Retention {
  return { unlistedMs: searchDays === 0 ? Number.POSITIVE_INFINITY : searchDays * dayMs, cacheBytes: searchMegabytes * 2 ** 20 };
}

function startPruning(base: Base, settings: { get(): Settings }): () => void {
  const { clock, stores } = base;
  let cancel = (): void => {};
  const planIn = (delayMs: number): void => {
    cancel = clock.after(delayMs, () => {
      planIn(pruneEveryMs);
      inBackground(() => (stores.prune(clock.now(), retention(settings.get())) ? again() : undefined), 'prune', base);
    });
  };
  const again = (): void => {
    cancel();
    planIn(pruneBiteEveryMs);
  };
  planIn(pruneEveryMs / 60);
  return () => cancel();
}

type Outside = ReturnType<typeof createOutside>;

async function serveMedia({ media, attachments }: Pick<Outside, 'media' | 'attachments'>, path: string, request: Parameters<App['media']>[1]): Promise<MediaAnswer> {
  const own = attachments.fileAt(path);
  const file = own === null ? await media.get(path, request) : await openMediaFile(own, request.range);
  if (!file.ok) return { status: mediaStatus(file.error), headers: { 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' }, body: null };
  const { status, headers, contentType, body } = file.value;
  return { status, headers: { ...headers, 'content-type': contentType }, body };
}

function mediaStatus(error: AppError): number {
  if (error.kind === 'notFound') return 404;
  return error.kind === 'offline' ? 504 : 502;
}
