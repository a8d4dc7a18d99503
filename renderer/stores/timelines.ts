import { createStore, type StoreApi } from 'zustand/vanilla';
import type { FeedGroup, FeedState, ListName } from '../../electron/contract/feeds.ts';
import type { AccountKey, EntryId, FeedKey, Result } from '../../electron/contract/index.ts';
import type { Place, SavedPlace, TimelineEntry, TimelineSpec } from '../../electron/contract/timelines.ts';
import type { Bridge } from '../bridge/bridge.ts';
import type { StatusesStore } from './statuses.ts';
import { watchFeeds } from './feed-watch.ts';
import type { ColumnView } from './shown-entries.ts';
import { appendPage, applyChange, comparePlaces, emptyColumn, joinTop, mergeEntries, onlyOf, plainView, seeTop, settleShown, type Column, type TimelineChange } from './timeline-column.ts';

export interface TimelinesState {
  /** By `columnName`, or the id of a column. */
  readonly columns: ReadonlyMap<string, Column>;
  readonly places: ReadonlyMap<string, SavedPlace>;
  /** How news comes in, for every list that is open and no home. */
  readonly feedStates: ReadonlyMap<FeedKey, FeedState>;
  /** Loads the column where reading stopped, or from the top. Does nothing where it is loaded. */
  open(scope: 'all' | AccountKey, view?: ColumnView): Promise<void>;
  /** The same for any lists; where the column showed others before it begins anew. */
  openFeeds(name: string, feeds: readonly FeedGroup[], view: ColumnView): Promise<void>;
  /** Keeps these lists fresh until the answer is called. */
  watch(feeds: readonly FeedGroup[]): () => void;
  /** Asks these lists now, whatever they wait for. */
  retry(feeds: readonly FeedGroup[]): Promise<void>;
  /** Where the home was read to in another app, where that is further on than here. */
  elsewhere(scope: 'all' | AccountKey): Promise<Place | null>;
  /** Loads the column anew around a place, which then stands on top of the view. */
  goTo(name: string, place: Place): Promise<void>;
  listsOf(account: AccountKey): Promise<Result<readonly ListName[]>>;
  setView(name: string, view: ColumnView): void;
  /** Also asks again while the servers are being asked (`older: 'fetching'`). */
  loadOlder(name: string): Promise<void>;
  loadNewer(name: string): Promise<void>;
  /** Makes the newest posts part of the column. */
  toTop(name: string): Promise<void>;
  loadGap(gap: EntryId, from: 'newer' | 'older'): Promise<void>;
  refresh(name: string): Promise<void>;
  /** `offset`: pixels between the top of the view and the top of the entry. Written at once with `flush`, else within a second. */
  savePlace(name: string, place: Place | null, offset: number): void;
  flushPlaces(): void;
  markSeen(name: string, place: Place): void;
  /** While `rests` answers true, whatever comes in on top of the column is seen at once. Until the answer is called. */
  attend(name: string, rests: () => boolean): () => void;
  start(): Promise<void>;
}
export type TimelinesStore = StoreApi<TimelinesState>;

export interface TimelinesDeps {
  readonly statuses: StatusesStore;
  /** Runs once, soon: `createPace`. */
  readonly soon: (run: () => void) => void;
}

const pageSize = 60;
const savePlaceAfterMs = 1_000;

export function columnName(scope: 'all' | AccountKey): string {
  return `home:${scope}`;
}

/** The highest entry ever on the screen is kept beside the place of reading: what is above it is new. */
function seenName(name: string): string {
  return `${name}#seen`;
}

function specOf(scope: 'all' | AccountKey): TimelineSpec {
  return { source: 'home', accounts: scope === 'all' ? 'all' : [scope] };
}

export function createTimelinesStore(bridge: Bridge, { statuses, soon }: TimelinesDeps): TimelinesStore {
  const attending = new Map<string, () => boolean>();
  const watching = watchFeeds(bridge, (states) => store.setState(({ feedStates }) => ({ feedStates: new Map([...feedStates, ...states.map((state) => [state.feed, state] as const)]) })));
  const store = createStore<TimelinesState>((set, get) => {
    let saveTimer: ReturnType<typeof setTimeout> | null = null;
    const unsaved = new Set<string>();
    const placesRead = Promise.withResolvers<void>();
    const column = (name: string): Column | undefined => get().columns.get(name);
    const change = (name: string, next: (column: Column) => Column): void =>
      set(({ columns }) => {
        const before = columns.get(name);
        const after = before === undefined ? undefined : next(before);
        return after === undefined || after === before ? {} : { columns: new Map(columns).set(name, settleShown(after, before)) };
      });
    const putViews = (entries: readonly TimelineEntry[]): void => statuses.getState().put(entries.flatMap((entry) => (entry.kind === 'status' ? [entry.view] : [])));

    async function loadTop(name: string, spec: TimelineSpec, join: (column: Column, page: Parameters<typeof joinTop>[1]) => Column): Promise<void> {
      const answer = await bridge.call('timelines.page', { timeline: spec, before: null, limit: pageSize });
      if (answer.ok) putViews(answer.value.entries);
      change(name, (before) => (answer.ok ? join(before, answer.value) : { ...before, loading: null, error: answer.error }));
    }

    async function loadAround(name: string, spec: TimelineSpec, place: Place): Promise<void> {
      const answer = await bridge.call('timelines.around', { timeline: spec, place, limit: pageSize });
      if (!answer.ok || answer.value.entries.length === 0) return loadTop(name, spec, joinTop);
      const { entries, older, newerCount } = answer.value;
      putViews(entries);
      const seenTop = get().places.get(seenName(name))?.place ?? place;
      const newerUnseen = Math.min(newerCount, comparePlaces(seenTop, place) > 0 ? await countAbove(spec, seenTop) : newerCount);
      change(name, (before) => ({ ...before, entries, older, newerCount, newerUnseen, loading: null, error: null, seenTop }));
    }

    async function countAbove(spec: TimelineSpec, place: Place): Promise<number> {
      const answer = await bridge.call('timelines.around', { timeline: spec, place, limit: 1 });
      return answer.ok ? answer.value.newerCount : 0;
    }

    async function openColumn(name: string, spec: TimelineSpec, view: ColumnView): Promise<void> {
      const before = column(name);
      if (before !== undefined && JSON.stringify(before.spec) === JSON.stringify(spec)) return get().setView(name, view);
      set(({ columns }) => ({ columns: new Map(columns).set(name, emptyColumn(spec, view)) }));
      await placesRead.promise;
      const saved = get().places.get(name)?.place ?? null;
      await (saved === null ? loadTop(name, spec, joinTop) : loadAround(name, spec, saved));
    }

    return {
      columns: new Map(),
      places: new Map(),
      feedStates: new Map(),
      watch: watching.add,
      async elsewhere(scope) {
        await placesRead.promise;
        const answer = await bridge.call('timelines.elsewhere', { accounts: scope === 'all' ? 'all' : [scope] });
        const here = get().places.get(columnName(scope))?.place ?? null;
        return answer.ok && answer.value !== null && here !== null && comparePlaces(answer.value, here) > 0 ? answer.value : null;
      },
      async goTo(name, place) {
        const before = column(name);
        if (before === undefined) return;
        get().savePlace(name, place, 0);
        // Emptied first: a list finds its place when it is drawn for the first time.
        set(({ columns }) => ({ columns: new Map(columns).set(name, { ...emptyColumn(before.spec, before.view), seenTop: before.seenTop }) }));
        await loadAround(name, before.spec, place);
      },
      async retry(feeds) {
        await bridge.call('feeds.retry', { feeds: [...feeds] });
      },
      listsOf: (account) => bridge.call('feeds.lists', { account }),
      setView: (name, view) => change(name, (each) => (each.view === view ? each : { ...each, view })),
      async start() {
        const answer = await bridge.call('timelines.savedPlaces', {});
        if (answer.ok) set({ places: new Map(answer.value.map((place) => [place.name, place])) });
        placesRead.resolve();
      },
      open: (scope, view = plainView) => openColumn(columnName(scope), specOf(scope), view),
      openFeeds: (name, feeds, view) => openColumn(name, { source: 'feeds', feeds: [...feeds] }, view),
      async loadOlder(name) {
        const before = column(name);
        if (before === undefined || before.loading !== null || before.older === 'end') return;
        change(name, (each) => ({ ...each, loading: 'older' }));
        const last = before.entries.at(-1);
        const answer = await bridge.call('timelines.page', { timeline: before.spec, before: last === undefined ? null : { at: last.at, id: last.id }, limit: pageSize });
        if (answer.ok) putViews(answer.value.entries);
        change(name, (each) => (answer.ok ? appendPage(each, answer.value) : { ...each, loading: null, error: answer.error }));
      },
      async loadNewer(name) {
        const before = column(name);
        const first = before?.entries[0];
        if (before === undefined || first === undefined || before.loading !== null || before.newerCount === 0) return;
        change(name, (each) => ({ ...each, loading: 'newer' }));
        const answer = await bridge.call('timelines.around', { timeline: before.spec, place: { at: first.at, id: first.id }, limit: pageSize });
        if (!answer.ok) return change(name, (each) => ({ ...each, loading: null, error: answer.error }));
        const { entries, newerCount } = answer.value;
        putViews(entries);
        change(name, (each) => ({ ...each, entries: mergeEntries(each.entries, entries.filter((entry) => comparePlaces(entry, first) > 0)), newerCount, newerUnseen: Math.min(each.newerUnseen, newerCount), loading: null, error: null }));
      },
      async toTop(name) {
        const before = column(name);
        if (before !== undefined && before.newerCount > 0) await loadTop(name, before.spec, joinTop);
      },
      async loadGap(gap, from) {
        await bridge.call('timelines.loadGap', { gap, from });
      },
      async refresh(name) {
        const before = column(name);
        if (before === undefined) return;
        const answer = await bridge.call('timelines.refresh', { timeline: before.spec });
        change(name, (each) => ({ ...each, error: answer.ok ? null : answer.error }));
      },
      savePlace(name, place, offset) {
        set(({ places }) => ({ places: new Map(places).set(name, { name, place, offset }) }));
        unsaved.add(name);
        saveTimer ??= setTimeout(() => get().flushPlaces(), savePlaceAfterMs);
      },
      flushPlaces() {
        if (saveTimer !== null) clearTimeout(saveTimer);
        saveTimer = null;
        for (const name of unsaved) {
          const saved = get().places.get(name);
          if (saved !== undefined) void bridge.call('timelines.savePlace', { ...saved });
        }
        unsaved.clear();
      },
      markSeen(name, place) {
        const before = column(name);
        if (before === undefined || (before.seenTop !== null && comparePlaces(before.seenTop, place) >= 0)) return;
        change(name, (each) => ({ ...each, seenTop: place }));
        get().savePlace(seenName(name), place, 0);
      },
      attend(name, rests) {
        attending.set(name, rests);
        return () => void (attending.get(name) === rests && attending.delete(name));
      },
    };
  });

  // Life of a status, hop 7/8: what came while the page was busy is put into the columns in one update.
  let gathered: TimelineChange[] = [];
  bridge.on('timelines.changed', (change) => {
    gathered.push(change);
    if (gathered.length === 1) soon(flush);
  });
  function flush(): void {
    const change = { entries: gathered.flatMap((each) => each.entries), removed: gathered.flatMap((each) => each.removed) };
    gathered = [];
    statuses.getState().put(change.entries.flatMap((entry) => (entry.kind === 'status' ? [entry.view] : [])));
    const before = store.getState().columns;
    const columns = new Map([...before].map(([name, column]) => [name, put(name, settleShown(applyChange(column, change), column))]));
    store.setState({ columns });
    for (const [name, { seenTop }] of columns) if (seenTop !== before.get(name)?.seenTop) store.getState().savePlace(seenName(name), seenTop, 0);
  }
  function put(name: string, column: Column): Column {
    return attending.get(name)?.() === true ? seeTop(column) : column;
  }

  bridge.on('accounts.changed', ({ accounts }) => {
    // "All accounts" are others now.
    watching.again();
    const keys = new Set(accounts.map(({ key }) => key));
    store.setState(({ columns }) => ({ columns: new Map([...columns].map(([name, column]) => [name, settleShown(onlyOf(column, keys), column)])) }));
  });

  bridge.onResync(() => {
    watching.again();
    for (const [name, { spec }] of store.getState().columns) void reload(name, spec);
  });
  /** Events were lost: compare the top again, and what is on the screen with what is stored. */
  async function reload(name: string, spec: TimelineSpec): Promise<void> {
    const answer = await bridge.call('timelines.page', { timeline: spec, before: null, limit: pageSize });
    if (!answer.ok) return;
    statuses.getState().put(answer.value.entries.flatMap((entry) => (entry.kind === 'status' ? [entry.view] : [])));
    store.setState(({ columns }) => {
      const before = columns.get(name);
      return before === undefined || before.newerCount > 0 ? {} : { columns: new Map(columns).set(name, put(name, settleShown(joinTop(before, answer.value), before))) };
    });
  }
  return store;
}
