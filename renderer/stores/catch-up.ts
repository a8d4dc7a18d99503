import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Digest } from '../../electron/contract/catch-up.ts';
import { isInTimeline, type TimelineSpec } from '../../electron/contract/timelines.ts';
import type { AppError, EntryId } from '../../electron/contract/index.ts';
import type { FeedGroup } from '../../electron/contract/feeds.ts';
import type { Bridge } from '../bridge/bridge.ts';
import type { CatchUpOrder, CatchUpView } from './catch-up-rows.ts';
import type { StatusesStore } from './statuses.ts';

export interface CatchUpState {
  readonly hours: number;
  /** Names of what is read; null: the homes of all accounts. */
  readonly chosen: ReadonlySet<string> | null;
  readonly view: CatchUpView;
  readonly orders: Readonly<Record<CatchUpView, CatchUpOrder>>;
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
  choose(chosen: ReadonlySet<string>): void;
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
}
export type CatchUpStore = StoreApi<CatchUpState>;

const drawnAtOnce = 30;
const newestFirst: CatchUpOrder = { sort: 'time', isReversed: false };
const mostFirst: CatchUpOrder = { sort: 'density', isReversed: false };
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
      if (!get().isFilling || (entries.length > 0 && !entries.some((entry) => (entry.kind === 'gap' ? [entry.feed] : entry.feeds).some((feed) => isInTimeline(feed, spec()))))) return;
      void goOn();
    });

    return {
      hours: 12,
      chosen: null,
      view: 'posts',
      orders: { posts: newestFirst, authors: mostFirst, links: mostFirst, threads: newestFirst },
      digest: null,
      error: null,
      isLoading: false,
      isFilling: false,
      isAll: false,
      ...fromTheTop,
      setHours: (hours) => set({ hours }),
      choose: (chosen) => set({ chosen }),
      show: (view) => set({ view, ...fromTheTop }),
      order: (order) => set(({ orders, view }) => ({ orders: { ...orders, [view]: order }, ...fromTheTop })),
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
