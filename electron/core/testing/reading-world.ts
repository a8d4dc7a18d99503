import type { AccountKey } from '../../contract/ids.ts';
import { fail } from '../../contract/result.ts';
import type { ServerProfile, TimelineItem } from '../fediverse.ts';
import { createTimelines, type SavedSearch, type Timelines } from '../timelines/index.ts';
import { createFakeServer, type FakeServer } from './fake-server.ts';
import { createFixedRandom, createRecordedEvents, createRecordedLog, type RecordedEvents, type RecordedLog } from './fake-ports.ts';
import { createMemoryStores, type MemoryStores } from './memory-stores.ts';
import { sampleItem, sampleKey, samplePerson, sampleProfile } from './samples.ts';
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts';
import type { AccountDirectory, SignedInAccount } from '../account-directory.ts';

/** Accounts on scripted servers, stores in memory, virtual time: all that the reading side needs. */
export interface ReadingWorld {
  readonly clock: VirtualClock;
  readonly stores: MemoryStores;
  readonly events: RecordedEvents;
  readonly log: RecordedLog;
  readonly accounts: AccountDirectory;
  readonly timelines: Timelines;
  add(name: string, change?: Parameters<typeof sampleProfile>[0]): { readonly key: AccountKey; readonly server: FakeServer; readonly account: SignedInAccount };
  signOut(key: AccountKey): void;
  remove(key: AccountKey): void;
  /** Ids of an account's stored lines, newest first, holes as `gap`. */
  shown(key: AccountKey): readonly string[];
  profileOf(key: AccountKey): ServerProfile;
  /** Servers that show their `local` feed to everybody, by host. */
  /** The person's setting. */
  sharesPlace: boolean;
  readonly publicTimelines: Map<string, FakeServer>;
  /** What saved searches read; finds nothing until it is put in. */
  savedSearch: SavedSearch;
}

export function createReadingWorld(): ReadingWorld {
  const clock = createVirtualClock();
  const stores = createMemoryStores();
  const events = createRecordedEvents();
  const log = createRecordedLog();
  const all = new Map<AccountKey, SignedInAccount | null>();
  const publicTimelines = new Map<string, FakeServer>();
  const accounts: AccountDirectory = { keys: () => [...all.keys()], signedIn: (key) => all.get(key) ?? null };
  const timelines = createTimelines({ clock, log, accounts, savedSearch: { page: (...asked) => world.savedSearch.page(...asked), among: (...asked) => world.savedSearch.among(...asked) }, random: createFixedRandom(0.5), sharesPlace: () => world.sharesPlace, publish: events.publish, publicTimeline: async (host, query) => publicTimelines.get(host)?.feeds.calls.page({ kind: 'local' }, query) ?? fail({ kind: 'notFound', what: 'server' }), ...stores });

  const world: ReadingWorld = {
    sharesPlace: true,
    savedSearch: { page: () => fail({ kind: 'notFound', what: 'memory' }), among: () => fail({ kind: 'notFound', what: 'memory' }) },
    clock,
    stores,
    events,
    log,
    accounts,
    timelines,
    publicTimelines,
    add(name, change) {
      const key = sampleKey(name);
      const server = createFakeServer(key);
      const account: SignedInAccount = { key, person: samplePerson(name), profile: sampleProfile(change), connection: server.connection };
      all.set(key, account);
      return { key, server, account };
    },
    signOut: (key) => void all.set(key, null),
    remove: (key) => void all.delete(key),
    shown: (key) =>
      stores.timelines.page([key], null, 10_000).map((entry) => {
        if (entry.kind === 'gap') return 'gap';
        const line = stores.timelines.linesOf(key, entry.view.status.uri).find((one) => one.entry === entry.id);
        return line?.id ?? '?';
      }),
    profileOf: (key) => {
      const account = all.get(key);
      if (account === null || account === undefined) throw new Error(`${key} is not signed in`);
      return account.profile;
    },
  };
  return world;
}

/** Items `from` to `to` (numbers as ids, one a minute), newest first. */
export function itemsBetween(from: number, to: number): TimelineItem[] {
  return Array.from({ length: to - from + 1 }, (_, index) => sampleItem(String(to - index), minute(to - index)));
}

/** When sample item `id` was made, epoch ms. Ids below 100,000 are before the virtual clock starts. */
export function minute(id: number): number {
  return Date.UTC(2025, 9, 1) + id * 60_000;
}

export const idsBetween = (from: number, to: number): string[] => itemsBetween(from, to).map((item) => item.id);
