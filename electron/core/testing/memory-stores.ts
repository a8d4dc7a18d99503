import { accountOfFeed, isMemoryFeed } from '../../contract/feed-keys.ts';
import type { AccountKey, EntryId, FeedKey, StatusId, StatusUri } from '../../contract/ids.ts';
import type { Status, StatusMarks, StatusView } from '../../contract/statuses.ts';
import type { Place, Sighting, TimelineEntry } from '../../contract/timelines.ts';
import { StorageFailure, type SettingsStore, type StatusStore, type StoredGap, type StoredLine, type TimelineStore, type Transactions } from '../ports.ts';

export interface MemoryStores {
  readonly transactions: Transactions & {
    /** The next `count` transactions find the disk full. */
    failNext(count: number): void;
    /** Transactions that were kept so far. */
    readonly done: number;
  };
  readonly statuses: StatusStore;
  readonly timelines: TimelineStore;
  readonly settings: SettingsStore;
}

/** The stores' contract in plain arrays: slow, obvious, and independent of the real ones. */
export function createMemoryStores(): MemoryStores {
  const statuses = createMemoryStatuses();
  return { transactions: createMemoryTransactions(), statuses, timelines: createMemoryTimelines(statuses), settings: createMemorySettings() };
}

function createMemoryTransactions(): MemoryStores['transactions'] {
  let failures = 0;
  let done = 0;
  return {
    get done() {
      return done;
    },
    failNext: (count) => void (failures = count),
    run(work) {
      if (failures > 0) {
        failures -= 1;
        throw new StorageFailure('disk is full', null);
      }
      const result = work();
      done += 1;
      return result;
    },
  };
}

function createMemorySettings(): SettingsStore {
  const values = new Map<string, string>();
  return {
    get: (name) => JSON.parse(values.get(name) ?? 'null') as unknown,
    set: (name, value) => void values.set(name, JSON.stringify(value)),
  };
}

interface SeenView {
  readonly marks: StatusMarks;
  readonly firstSeenAt: number;
}

function createMemoryStatuses(): StatusStore {
  const records = new Map<StatusUri, Status>();
  const views = new Map<StatusUri, Map<AccountKey, SeenView>>();

  function get(uri: StatusUri): StatusView | null {
    const status = records.get(uri);
    return status === undefined ? null : { status, marks: [...(views.get(uri)?.values() ?? [])].map((view) => view.marks) };
  }

  return {
    get,
    many: (uris) => uris.flatMap((uri) => get(uri) ?? []),
    put(account, seen, now) {
      const { uri } = seen.status;
      const before = JSON.stringify(get(uri));
      const known = records.get(uri);
      if (known === undefined || (seen.status.editedAt ?? 0) >= (known.editedAt ?? 0)) records.set(uri, seen.status);
      if (account === null) return JSON.stringify(get(uri)) !== before;
      const perAccount = views.get(uri) ?? new Map<AccountKey, SeenView>();
      views.set(uri, perAccount.set(account, { marks: { account, ...seen.marks }, firstSeenAt: perAccount.get(account)?.firstSeenAt ?? now }));
      return JSON.stringify(get(uri)) !== before;
    },
    localId: (account, uri) => views.get(uri)?.get(account)?.marks.id ?? null,
    uriOf: (account, id) => [...views].find(([, perAccount]) => perAccount.get(account)?.marks.id === id)?.[0] ?? null,
    setMarks(account, uri, change) {
      const perAccount = views.get(uri);
      const view = perAccount?.get(account);
      if (perAccount === undefined || view === undefined) return null;
      perAccount.set(account, { ...view, marks: { ...view.marks, ...change } });
      return get(uri);
    },
    dropView(account, uri) {
      views.get(uri)?.delete(account);
      if ((views.get(uri)?.size ?? 0) > 0) return get(uri);
      views.delete(uri);
      records.delete(uri);
      return null;
    },
    seenSince: (account, since, limit) =>
      [...views]
        .flatMap(([uri, perAccount]) => {
          const view = perAccount.get(account);
          return view === undefined || view.firstSeenAt < since ? [] : [{ id: view.marks.id, uri, editedAt: records.get(uri)?.editedAt ?? null, at: view.firstSeenAt }];
        })
        .toSorted((a, b) => b.at - a.at)
        .slice(0, limit)
        .map(({ id, uri, editedAt }) => ({ id, uri, editedAt })),
  };
}

const byPoint = (a: StoredLine, b: StoredLine): number => b.at - a.at || b.id.length - a.id.length || (a.id < b.id ? 1 : -1);
const byPlace = (a: Place, b: Place): number => b.at - a.at || (a.id === b.id ? 0 : a.id < b.id ? 1 : -1);

function createMemoryTimelines(statuses: StatusStore): TimelineStore {
  const lines: StoredLine[] = [];
  const gaps = new Map<EntryId, StoredGap>();

  const ofFeed = (feed: FeedKey): StoredLine[] => lines.filter((line) => line.feed === feed).toSorted(byPoint);
  const line = (feed: FeedKey, id: StatusId): StoredLine | null => lines.find((one) => one.feed === feed && one.id === id) ?? null;

  function sighting(feeds: readonly FeedKey[], id: EntryId): Sighting | null {
    const all = lines.filter((one) => one.entry === id);
    const own = feeds.filter((feed) => all.some((one) => one.feed === feed));
    return own.length === 0 ? null : { id, at: Math.min(...all.map((one) => one.at)), booster: all[0]?.booster ?? null, feeds: own };
  }

  function statusEntry(feeds: readonly FeedKey[], id: EntryId): TimelineEntry[] {
    const uri = lines.find((one) => one.entry === id)?.uri;
    const self = sighting(feeds, id);
    const view = uri === undefined ? null : statuses.get(uri);
    if (uri === undefined || view === null || self === null) return [];
    const others = new Set(lines.filter((one) => one.uri === uri && one.entry !== id).map((one) => one.entry));
    const also = [...others].flatMap((other) => sighting(feeds, other) ?? []).toSorted(byPlace);
    const known = self.feeds.some(isMemoryFeed) ? view.marks.map(({ account }) => account) : [];
    const reached = [...new Set([...self.feeds.flatMap((feed) => accountOfFeed(feed) ?? []), ...known])];
    return [{ kind: 'status', ...self, view, reached, also }];
  }

  function entries(feeds: readonly FeedKey[], ids: readonly EntryId[]): TimelineEntry[] {
    const found = ids.flatMap((id): TimelineEntry[] => {
      const gap = gaps.get(id);
      if (gap === undefined) return statusEntry(feeds, id);
      const { feed, newerAt, olderAt, state, reason } = gap;
      return feeds.includes(feed) ? [{ kind: 'gap', id, at: newerAt, feed, account: accountOfFeed(feed), newerAt, olderAt, state, reason }] : [];
    });
    return found.toSorted(byPlace);
  }

  const all = (feeds: readonly FeedKey[]): TimelineEntry[] => entries(feeds, [...new Set([...lines.map((one) => one.entry), ...gaps.keys()])]);

  return {
    entries,
    line,
    putLines(added) {
      const fresh = added.filter((one) => line(one.feed, one.id) === null);
      lines.push(...fresh);
      return fresh;
    },
    known: (feed, ids) => new Map(lines.filter((one) => one.feed === feed && ids.includes(one.id)).map((one) => [one.id, one.at])),
    newest: (feed) => ofFeed(feed)[0] ?? null,
    oldest: (feed) => ofFeed(feed).at(-1) ?? null,
    linesBetween: (feed, upperAt, lowerAt) => ofFeed(feed).filter((one) => one.at <= upperAt && one.at >= lowerAt),
    neighbours(feed, id) {
      const ids = ofFeed(feed).filter((one) => one.id.length === id.length && one.id !== id).toSorted((a, b) => (a.id < b.id ? 1 : -1));
      return { above: ids.findLast((one) => one.id > id) ?? null, below: ids.find((one) => one.id < id) ?? null };
    },
    removeLine(feed, id) {
      const found = line(feed, id);
      if (found !== null) lines.splice(lines.indexOf(found), 1);
      return found;
    },
    linesOf: (account, uri) => lines.filter((one) => accountOfFeed(one.feed) === account && one.uri === uri).toSorted(byPoint),
    gaps: (feed) => [...gaps.values()].filter((gap) => gap.feed === feed).toSorted((a, b) => b.newerAt - a.newerAt),
    gap: (id) => gaps.get(id) ?? null,
    putGap: (gap) => void gaps.set(gap.id, gap),
    removeGap: (id) => void gaps.delete(id),
    page: (feeds, before, limit) => all(feeds).filter((entry) => before === null || byPlace(before, entry) < 0).slice(0, limit),
    pageAbove: (feeds, after, limit) => (limit === 0 ? [] : all(feeds).filter((entry) => byPlace(entry, after) < 0).slice(-limit)),
    countAbove: (feeds, place) => all(feeds).filter((entry) => entry.kind === 'status' && byPlace(entry, place) < 0).length,
    entriesOf: (uri) => [...new Set(lines.filter((one) => one.uri === uri).map((one) => one.entry))],
  };
}
