import { createStore, type StoreApi } from 'zustand/vanilla';
import { firstChoices } from '../../electron/contract/defaults.ts';
import { isInTimeline } from '../../electron/contract/feed-keys.ts';
import type { CatchUpChoices, CatchUpOrder, CatchUpView, Digest } from '../../electron/contract/catch-up.ts';
import type { TimelineSpec } from '../../electron/contract/timelines.ts';
import type { AccountKey, AppError, EntryId } from '../../electron/contract/index.ts';
import type { FeedGroup, ListName } from '../../electron/contract/feeds.ts';
import type { Bridge } from '../bridge/bridge.ts';
import type { StatusesStore } from './statuses.ts';

export interface CatchUpState {
  readonly hours: CatchUpChoices['hours'];
  /** What is read; null: the homes of all accounts. */
  readonly chosen: readonly FeedGroup[] | null;
  readonly view: CatchUpView;
  readonly orders: CatchUpChoices['orders'];
  /** How the person looked the last time is known: nothing is read before. */
  readonly isReady: boolean;
  /** Lists of accounts, as far as they were asked for. */
  readonly lists: ReadonlyMap<AccountKey, readonly ListName[]>;
  readonly digest: Digest | null;
  readonly error: AppError | null;
  readonly isLoading: boolean;
  /** The servers are being asked for what is missing; the digest grows meanwhile. */
  readonly isFilling: boolean;
  /** The servers have nothing older than what is stored. */
  readonly isAll: boolean;
  /** Rows that are unfolded, how many are drawn, and how far down the reader was: kept while a thread is open on top. */
  readonly unfolded: ReadonlySet<string>;
  readonly drawn: number;
  readonly scrolledTo: number;
  setHours(hours: number): void;
  choose(chosen: readonly FeedGroup[]): void;
  /** Asks for the lists of these accounts that were not asked for yet; an account whose server does not answer has none to choose. */
  loadLists(accounts: readonly AccountKey[]): Promise<void>;
  show(view: CatchUpView): void;
  order(order: CatchUpOrder): void;
  toggle(row: string): void;
  drawMore(): void;
  scrolled(to: number): void;
  /** Makes the digest of these lists, where it is not there yet. */
  look(sources: readonly FeedGroup[]): Promise<void>;
  /** Makes it anew, of the hours up to now. */
  refresh(): Promise<void>;
  /** Asks the servers for what is missing in the period. */
  fill(): Promise<void>;
  start(): Promise<void>;
}
export type CatchUpStore = StoreApi<CatchUpState>;

const drawnAtOnce = 30;
/** Hours are dragged through many values on the way to one. */
const saveAfterMs = 500;
const fromTheTop = { unfolded: new Set<string>(), drawn: drawnAtOnce, scrolledTo: 0 };

export function createCatchUpStore(bridge: Bridge, { statuses }: { readonly statuses: StatusesStore }): CatchUpStore {
  let sources: readonly FeedGroup[] = [];
  let askedFor = '';
  /** Of several questions the last one counts. */
  let question = 0;

  const store = createStore<CatchUpState>((set, get) => {
    const nameOf = (wanted: readonly FeedGroup[]): string => JSON.stringify([wanted, get().hours]);
    const spec = (): TimelineSpec => ({ source: 'feeds', feeds: [...sources] });

    async function read(): Promise<void> {
      const own = (question += 1);
      set({ isLoading: true });
      const answer = await bridge.call('catchUp.digest', { sources: [...sources], hours: get().hours });
      if (own !== question) return;
      if (!answer.ok) return set({ isLoading: false, error: answer.error });
      statuses.getState().put(answer.value.posts.map(({ view }) => view));
      set({ isLoading: false, error: null, digest: answer.value });
    }

    const begins = (): boolean => get().digest?.holes.some((hole) => hole.kind === 'begins' && hole.at !== null) === true;

    /** Answers whether older posts are on their way; a `timelines.changed` tells when they are there. */
    async function askForOlder(): Promise<boolean> {
      const from = get().digest?.from;
      if (from === undefined || !begins()) return false;
      const answer = await bridge.call('timelines.page', { timeline: spec(), before: { at: from, id: ' ' as EntryId }, limit: 1 });
      if (answer.ok && answer.value.older === 'end') set({ isAll: true });
      return answer.ok && answer.value.older === 'fetching';
    }

    /** One round after the other, as long as each brings something to wait for. */
    let isBusy = false;
    let isAgain = false;
    async function goOn(): Promise<void> {
      isAgain = true;
      if (isBusy) return;
      isBusy = true;
      let isFetching = false;
      while (isAgain) {
        isAgain = false;
        isFetching = await askForOlder();
        await read();
      }
      isBusy = false;
      set({ isFilling: isFetching && begins() });
    }

    bridge.on('timelines.changed', ({ entries }) => {
      const isOurs = entries.some((entry) => (entry.kind === 'gap' ? [entry.feed] : entry.feeds).some((feed) => isInTimeline(feed, spec())));
      if (get().isFilling && (entries.length === 0 || isOurs)) void goOn();
      // A list that was just chosen is being read for the first time.
      else if (isOurs && get().digest?.holes.some((hole) => hole.kind === 'begins' && hole.at === null) === true) void read();
    });

    let saveTimer: ReturnType<typeof setTimeout> | null = null;
    function change(part: Partial<CatchUpChoices>): void {
      set(part);
      if (saveTimer !== null) clearTimeout(saveTimer);
      saveTimer = setTimeout(save, saveAfterMs);
    }
    function save(): void {
      saveTimer = null;
      const { hours, chosen, view, orders } = get();
      void bridge.call('catchUp.choose', { hours, chosen: chosen === null ? null : [...chosen], view, orders });
    }

    return {
      ...firstChoices,
      isReady: false,
      lists: new Map(),
      digest: null,
      error: null,
      isLoading: false,
      isFilling: false,
      isAll: false,
      ...fromTheTop,
      setHours: (hours) => change({ hours }),
      choose: (chosen) => change({ chosen: [...chosen] }),
      show(view) {
        set(fromTheTop);
        change({ view });
      },
      order(order) {
        set(fromTheTop);
        change({ orders: { ...get().orders, [get().view]: order } });
      },
      async loadLists(accounts) {
        const missing = accounts.filter((account) => !get().lists.has(account));
        // Said at once, so that nobody is asked twice.
        set(({ lists }) => ({ lists: new Map([...lists, ...missing.map((account) => [account, []] as const)]) }));
        await Promise.all(
          missing.map(async (account) => {
            const answer = await bridge.call('feeds.lists', { account });
            if (answer.ok) set(({ lists }) => ({ lists: new Map(lists).set(account, answer.value) }));
          }),
        );
      },
      async start() {
        const answer = await bridge.call('catchUp.choices', {});
        set({ ...(answer.ok && saveTimer === null ? answer.value : {}), isReady: true });
      },
      toggle: (row) => set(({ unfolded }) => ({ unfolded: unfolded.has(row) ? new Set([...unfolded].filter((each) => each !== row)) : new Set([...unfolded, row]) })),
      drawMore: () => set(({ drawn }) => ({ drawn: drawn + drawnAtOnce })),
      scrolled: (scrolledTo) => set({ scrolledTo }),
      async look(wanted) {
        const name = nameOf(wanted);
        if (name === askedFor) return;
        askedFor = name;
        sources = wanted;
        set({ ...fromTheTop, isAll: false, isFilling: false });
        if (wanted.length > 0) return read();
        question += 1;
        set({ digest: null, isLoading: false, error: null });
      },
      async refresh() {
        if (sources.length === 0) return;
        set(fromTheTop);
        await read();
      },
      async fill() {
        const { digest } = get();
        if (digest === null) return;
        set({ isFilling: true });
        const gaps = digest.holes.flatMap((hole) => (hole.kind === 'gap' && hole.gap !== null ? [hole.gap] : []));
        await Promise.all(gaps.map((gap) => bridge.call('timelines.loadGap', { gap, from: 'newer' })));
        // A list that was never read has nothing to look below.
        if (digest.holes.some((hole) => hole.kind === 'begins' && hole.at === null)) await bridge.call('timelines.refresh', { timeline: spec() });
        await goOn();
      },
    };
  });
  return store;
}
