import { join } from 'node:path';
import { createKeepMedia } from './adapters/attachments/keep-media.ts';
import { createMigrationFiles } from './adapters/files/migration-files.ts';
import { createSnapshotFiles } from './adapters/snapshots/snapshot-files.ts';
import type { Stores } from './adapters/sqlite/stores.ts';
import { ok, type AccountKey, type Handlers } from './contract/index.ts';
import type { ServerLimits } from './contract/servers.ts';
import type { AppInfo } from './contract/settings.ts';
import { accountHandlers, createAccounts } from './core/accounts/index.ts';
import { archiveHandlers, createArchives } from './core/archives/index.ts';
import { catchUpHandlers, createCatchUp, createChoices, createCollector } from './core/catch-up/index.ts';
import { columnHandlers, createColumns } from './core/columns/index.ts';
import { composeHandlers, createCompose, measure } from './core/compose/index.ts';
import { copyHandlers, createCopies, linkSent, type CopiesFeature } from './core/copies/index.ts';
import { createFilters, filterHandlers } from './core/filters/index.ts';
import { createLists, listHandlers } from './core/lists/index.ts';
import { createMigration, migrationHandlers, readBelongings } from './core/migration/index.ts';
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
import type { AppBase } from './app-base.ts';
import type { Outside } from './app-outside.ts';
import { createQuietStart } from './app-quiet-start.ts';

/** Core, from those who know accounts to those who use them. */
export function createFeatures(base: AppBase, { loopback, fediverse, attachments, archives: archiveFiles, media, reader, allowServers }: Outside) {
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
  }, savedSearch: { page: (...asked) => search.saved.page(...asked), among: (...asked) => search.saved.among(...asked) } });
  const statuses = createStatuses({ ...reading, gone: timelines.home.gone, copiesOf: (uri) => copies.siblings(uri) });
  const people = createPeople({ ...reading, localId: statuses.localId });
  const lists = createLists({ accounts: accounts.directory });
  const filters = createFilters({ ...reading, localId: statuses.localId, changed: (account) => timelines.home.enqueue(account, [{ kind: 'filtersChanged' }]) });
  const shield = createShield({
    ...reading,
    hidden: stores.hidden,
    settings: stores.settings,
    changePerson: (handle, account, change) => people.change({ handle, accounts: [account], change }),
  });
  const stopListening = base.events.subscribe((message) => {
    if (message.topic === 'people.relation') shield.related(message.data.handle, message.data.relation);
    if (message.topic === 'statuses.changed') compose.seen(message.data.statuses);
    if (message.topic === 'shield.changed') notifications.shieldChanged();
  });
  const limitsOf = (key: AccountKey): ServerLimits | null => accounts.list().find((account) => account.key === key)?.limits ?? null;
  const keepMedia = createKeepMedia({ media, attachments, random });
  const copies: CopiesFeature = createCopies({
    ...reading,
    lifecycle,
    store: stores.copies,
    act: statuses.act,
    localId: statuses.localId,
    locate: (post) => compose.locate(post),
    gone: timelines.home.gone,
    measure(key, text, spoilerText) {
      const limits = limitsOf(key);
      return limits === null ? null : { used: measure(text, spoilerText, limits), limit: limits.maxCharacters };
    },
    keepMedia,
    saveDraft: (draft) => stores.compose.putDraft(draft),
  });
  const compose = createCompose({
    ...reading,
    lifecycle,
    store: linkSent(stores.compose, { transactions, sent: copies.sent, sentUnseen: copies.sentUnseen, unsent: copies.unsent, linked: copies.tellLinked }),
    attachments,
    limitsOf,
    movedTo: (key) => (settings.get().neverFromMoved ? (accounts.list().find((account) => account.key === key)?.movedTo ?? null) : null),
    undoSeconds: () => settings.get().undoSeconds,
    knownPeople: stores.knownPeople,
    boosts: copies,
    conversationOf(uri) {
      const parent = stores.statuses.get(uri)?.status;
      return parent?.visibility === 'direct' ? [parent.author.handle, ...parent.mentions.map(({ handle }) => handle)] : null;
    },
    keepMedia,
    async addressOf({ key, connection }, id) {
      const known = stores.statuses.uriOf(key, id);
      if (known !== null) return ok(known);
      const seen = await connection.status(id);
      if (!seen.ok) return seen;
      stores.statuses.put(key, seen.value, clock.now());
      return ok(seen.value.status.uri);
    },
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
    shield: shield.index,
    nameOf: (key) => accounts.list().find((account) => account.key === key)?.nickname ?? key,
  });
  const search = createSearch({
    ...reading,
    search: stores.search,
    settings: stores.settings,
    ownAccounts: () => accounts.list().map(({ key, handle, nickname }) => ({ key, handle, nickname })),
    indexed: (posts) => timelines.indexed(posts),
    forgotten: () => timelines.forgotten(),
  });
  const catchUpChoices = createChoices({ settings: stores.settings, changed: (choices) => collector.chosen(choices) });
  const collector = createCollector({ ...reading, random, choices: catchUpChoices.get, collect: (lists) => timelines.collect(lists) });
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
  const archives = createArchives({ clock, files: archiveFiles });
  const home = alongsideHome(timelines.home, notifications.sync, { log, random });
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
  const quiet = createQuietStart({ clock, hasAccounts: stores.accounts.all().length > 0 });
  const waiting = new Map<AccountKey, () => void>();
  const readHomes = (keys: Parameters<typeof accounts.directory.signedIn>[0][]): Promise<unknown> => timelines.refresh({ timeline: { source: 'home', accounts: keys } });
  const servers = createServers({ clock, log, practice, profiles, accounts, allowServers, readHomes: (keys) => readHomes([...keys]) });
  const info = { version: base.version, host: base.host, dataDir: base.dataDir, secretStorage: secrets.storage, stateMovedAside: damagedState(stores), platform: process.platform };
  const handlers: Handlers = {
    ...accountHandlers(accounts),
    ...serverHandlers(servers),
    ...timelineHandlers(timelines),
    'timelines.page': (input) => (quiet.pageAnswered(), timelines.page(input)),
    'timelines.around': (input) => (quiet.pageAnswered(), timelines.around(input)),
    ...columnHandlers(createColumns(stores)),
    ...statusHandlers(statuses),
    ...peopleHandlers(people),
    ...composeHandlers(compose),
    ...copyHandlers(copies),
    ...notificationHandlers(notifications),
    ...searchHandlers(search),
    ...catchUpHandlers(createCatchUp({ ...reading, timelines: stores.timelines }), catchUpChoices),
    ...migrationHandlers(migration),
    ...snapshotHandlers(snapshots),
    ...archiveHandlers(archives),
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
          waiting.get(account.key)?.();
          waiting.set(account.key, quiet.afterFirstPage(() => (streams.start(account), shield.connected(account.key))));
          compose.outbox.reachable(account.key);
          migration.plans.connected(account.key);
          migration.carryOver.connected(account.key);
          copies.reachable(account.key);
        },
        disconnected(key) {
          waiting.get(key)?.();
          streams.stop(key);
        },
        reconnect: (key) => streams.reconnect(key),
        removed(key) {
          home.forget(key);
          compose.outbox.accountRemoved(key);
          copies.accountRemoved(key);
          shield.accountRemoved(key);
          snapshots.accountRemoved(key);
        },
      });
      compose.outbox.start();
      migration.start();
      copies.start();
      quiet.afterFirstPage(() => (snapshots.start(), search.start(), collector.start(), shield.start()));
      // The practice servers ended with the app the last time.
      if (accounts.list().some(({ server }) => server.practice)) await servers.startPractice();
    },
    close() {
      quiet.close();
      profiles.close();
      collector.close();
      compose.outbox.close();
      migration.close();
      snapshots.close();
      archives.close();
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
