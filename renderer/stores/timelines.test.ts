import { beforeEach, describe, expect, it } from 'vitest';
import { noRules } from '../../electron/contract/defaults.ts';
import type { FeedGroup, FeedState } from '../../electron/contract/feeds.ts';
import { ok, type AccountKey, type CallName, type EntryId, type EventName, type Events, type FeedKey, type Result, type StatusUri } from '../../electron/contract/index.ts';
import type { StatusEntry } from '../../electron/contract/timelines.ts';
import type { Bridge } from '../bridge/bridge.ts';
import { createStatusesStore, withAction } from './statuses.ts';
import { makeView } from './testing/make-view.ts';
import { countUnseen } from './timeline-column.ts';
import { columnName, createTimelinesStore } from './timelines.ts';

const home = 'a.example/1' as AccountKey;
const all = columnName('all');
const uriOf = (at: number): StatusUri => `https://x.example/${at}` as StatusUri;
const entry = (at: number): StatusEntry => ({ kind: 'status', id: `e${at}` as EntryId, at, view: makeView(uriOf(at), [home]), booster: null, reached: [home], feeds: [home], also: [] });
const entries = (from: number, to: number): StatusEntry[] => Array.from({ length: from - to + 1 }, (_, index) => entry(from - index));

function fakeBridge() {
  const answers = new Map<CallName, (input: never) => Result<unknown>>();
  const asked: { readonly name: string; readonly input: unknown }[] = [];
  const listeners = new Map<string, (data: never) => void>();
  let resync = (): void => undefined;
  const bridge: Bridge = {
    async call(name, input) {
      asked.push({ name, input });
      // The test decides what the app would answer.
      return (answers.get(name)?.(input as never) ?? ok(null)) as never;
    },
    on(name, listener) {
      listeners.set(name, listener);
      return () => listeners.delete(name);
    },
    onResync(listener) {
      resync = listener;
      return () => undefined;
    },
    linkState: () => ({ state: 'ready' }),
    onLinkState: () => () => undefined,
    mediaBase: () => '',
    retryLink: () => undefined,
  };
  const emit = <N extends EventName>(name: N, data: Events[N]): void => listeners.get(name)?.(data as never);
  return { bridge, answers, asked, emit, resync: () => resync() };
}

describe('createTimelinesStore', () => {
  let fake = fakeBridge();
  let frames: (() => void)[] = [];
  const make = () => {
    const statuses = createStatusesStore(fake.bridge);
    return { statuses, timelines: createTimelinesStore(fake.bridge, { statuses, soon: (run) => frames.push(run) }) };
  };
  const ids = (store: ReturnType<typeof make>['timelines']): string[] => store.getState().columns.get(all)?.entries.map(({ id }) => id) ?? [];
  beforeEach(() => {
    fake = fakeBridge();
    frames = [];
    fake.answers.set('timelines.savedPlaces', () => ok([]));
    fake.answers.set('timelines.page', ({ before }: { before: { at: number } | null }) => ok({ entries: before === null ? entries(90, 81) : entries(before.at - 1, before.at - 10), older: 'more' }));
  });

  it('waits for the saved places before it opens a column', async () => {
    const { timelines } = make();
    const opening = timelines.getState().open('all');
    expect(fake.asked).toEqual([]);
    await timelines.getState().start();
    await opening;
    expect(ids(timelines)).toHaveLength(10);
  });

  it('opens where reading stopped and counts as new only what was never on the screen', async () => {
    fake.answers.set('timelines.savedPlaces', () => ok([{ name: all, place: entry(40), offset: -5 }, { name: `${all}#seen`, place: entry(80), offset: 0 }]));
    fake.answers.set('timelines.around', ({ place, limit }: { place: { at: number }; limit: number }) => ok({ entries: limit === 1 ? [entry(place.at)] : entries(place.at + 3, place.at - 6), older: 'more', newerCount: 90 - place.at - (limit === 1 ? 0 : 3) }));
    const { timelines } = make();
    await timelines.getState().start();
    await timelines.getState().open('all');
    const column = timelines.getState().columns.get(all);
    expect([column?.entries[0]?.id, column?.newerCount, column && countUnseen(column)]).toEqual(['e43', 47, 10]);
    await timelines.getState().loadNewer(all);
    expect(ids(timelines)[0]).toBe('e46');
  });

  it('puts a frame’s worth of changes in at once, in order', async () => {
    const { timelines, statuses } = make();
    await timelines.getState().start();
    await timelines.getState().open('all');
    let updates = 0;
    timelines.subscribe(() => (updates += 1));
    for (let at = 91; at <= 120; at += 1) fake.emit('timelines.changed', { entries: [entry(at)], removed: [] });
    expect([frames.length, updates]).toEqual([1, 0]);
    frames[0]?.();
    expect([updates, ids(timelines)[0], ids(timelines).length]).toEqual([1, 'e120', 40]);
    expect(statuses.getState().views.has(uriOf(120))).toBe(true);
  });

  it('counts nothing as new that comes in before the eyes of a reader at the top', async () => {
    const { timelines } = make();
    await timelines.getState().start();
    await timelines.getState().open('all');
    timelines.getState().markSeen(all, entry(90));
    let looks = true;
    const stop = timelines.getState().attend(all, () => looks);
    const arrive = (at: number): number | undefined => {
      fake.emit('timelines.changed', { entries: [entry(at)], removed: [] });
      frames.pop()?.();
      const column = timelines.getState().columns.get(all);
      return column && countUnseen(column);
    };
    expect([arrive(91), arrive(92)]).toEqual([0, 0]);
    timelines.getState().flushPlaces();
    expect(fake.asked.findLast(({ name }) => name === 'timelines.savePlace')?.input).toMatchObject({ name: `${all}#seen`, place: { at: 92 } });
    looks = false;
    expect(arrive(93)).toBe(1);
    looks = true;
    stop();
    expect(arrive(94)).toBe(2);
  });

  it('asks for the next page once at a time, below what it has', async () => {
    const { timelines } = make();
    await timelines.getState().start();
    await timelines.getState().open('all');
    await Promise.all([timelines.getState().loadOlder(all), timelines.getState().loadOlder(all)]);
    expect(fake.asked.filter(({ name }) => name === 'timelines.page')).toHaveLength(2);
    expect(ids(timelines).at(-1)).toBe('e71');
  });

  it('keeps the list and says so when a page fails, and goes on after it', async () => {
    const { timelines } = make();
    await timelines.getState().start();
    await timelines.getState().open('all');
    const answer = fake.answers.get('timelines.page');
    fake.answers.set('timelines.page', () => ({ ok: false, error: { kind: 'storage', message: 'full' } }));
    await timelines.getState().loadOlder(all);
    expect([ids(timelines).length, timelines.getState().columns.get(all)?.error?.kind]).toEqual([10, 'storage']);
    if (answer) fake.answers.set('timelines.page', answer);
    await timelines.getState().loadOlder(all);
    expect([ids(timelines).length, timelines.getState().columns.get(all)?.error]).toEqual([20, null]);
  });

  it('compares the top again when events were lost', async () => {
    const { timelines } = make();
    await timelines.getState().start();
    await timelines.getState().open('all');
    fake.answers.set('timelines.page', () => ok({ entries: entries(95, 86), older: 'more' }));
    fake.resync();
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect([ids(timelines)[0], ids(timelines).length]).toEqual(['e95', 15]);
  });

  it('saves places in one go, the last of each', () => {
    const { timelines } = make();
    for (let at = 1; at <= 5; at += 1) timelines.getState().savePlace(all, entry(at), at);
    timelines.getState().flushPlaces();
    timelines.getState().flushPlaces();
    expect(fake.asked).toEqual([{ name: 'timelines.savePlace', input: { name: all, place: entry(5), offset: 5 } }]);
  });

  describe('lists beside the homes', () => {
    const local = [{ source: { kind: 'local' }, accounts: 'all' }] as const satisfies readonly FeedGroup[];
    const view = { rules: noRules, repeats: 'once' } as const;
    const inLocal = (at: number): StatusEntry => ({ ...entry(at), feeds: [`${home} local` as FeedKey] });

    it('are columns of their own, and take in only what stands in their lists', async () => {
      const { timelines } = make();
      await timelines.getState().start();
      fake.answers.set('timelines.page', () => ok({ entries: [inLocal(5)], older: 'end' }));
      await timelines.getState().openFeeds('c1', local, view);
      fake.emit('timelines.changed', { entries: [entry(6), inLocal(7)], removed: [] });
      frames.splice(0).forEach((run) => run());
      expect(timelines.getState().columns.get('c1')?.shown.map(({ id }) => id)).toEqual(['e7', 'e5']);
    });

    it('begin anew when they are other lists, and not when only the rules change', async () => {
      const { timelines } = make();
      await timelines.getState().start();
      await timelines.getState().openFeeds('c1', local, view);
      const pages = (): number => fake.asked.filter(({ name }) => name === 'timelines.page').length;
      await timelines.getState().openFeeds('c1', local, { ...view, rules: { ...noRules, minFavourites: 99 } });
      expect([pages(), timelines.getState().columns.get('c1')?.shown]).toEqual([1, []]);
      await timelines.getState().openFeeds('c1', [{ source: { kind: 'federated' }, accounts: 'all' }], view);
      expect([pages(), timelines.getState().columns.get('c1')?.shown.length]).toEqual([2, 10]);
    });

    it('are named to the app while they are open, all at once, and their states kept', async () => {
      const { timelines } = make();
      const state: FeedState = { feed: `${home} local` as FeedKey, state: 'polling', since: 0, retryAt: null, error: null };
      fake.answers.set('feeds.watch', () => ok([state]));
      const stops = [timelines.getState().watch(local), timelines.getState().watch([{ source: { kind: 'trends' }, accounts: 'all' }])];
      await Promise.resolve();
      stops.forEach((stop) => stop());
      await Promise.resolve();
      await Promise.resolve();
      expect(fake.asked.filter(({ name }) => name === 'feeds.watch').map(({ input }) => (input as { feeds: unknown[] }).feeds.length)).toEqual([2, 0]);
      fake.emit('feeds.state', { ...state, state: 'failed' });
      expect(timelines.getState().feedStates.get(state.feed)?.state).toBe('failed');
    });
  });

  it('offers a place from elsewhere only where it is further on, and goes there when asked', async () => {
    fake.answers.set('timelines.savedPlaces', () => ok([{ name: all, place: entry(40), offset: 0 }]));
    fake.answers.set('timelines.around', ({ place }: { place: { at: number } }) => ok({ entries: entries(place.at + 3, place.at - 6), older: 'more', newerCount: 50 }));
    const { timelines } = make();
    await timelines.getState().start();
    await timelines.getState().open('all');
    fake.answers.set('timelines.elsewhere', () => ok({ at: 30, id: 'e30' as EntryId }));
    expect(await timelines.getState().elsewhere('all')).toBeNull();
    fake.answers.set('timelines.elsewhere', () => ok({ at: 60, id: 'e60' as EntryId }));
    expect(await timelines.getState().elsewhere('all')).toEqual({ at: 60, id: 'e60' });
    await timelines.getState().goTo(all, { at: 60, id: 'e60' as EntryId });
    expect(ids(timelines)[3]).toBe('e60');
    expect(timelines.getState().places.get(all)?.place).toEqual({ at: 60, id: 'e60' });
  });
});

describe('createStatusesStore', () => {
  it('shows an action at once and takes it back when the server refuses', async () => {
    const fake = fakeBridge();
    const statuses = createStatusesStore(fake.bridge);
    const uri = uriOf(1);
    statuses.getState().put([makeView(uri, [home])]);
    fake.answers.set('statuses.act', () => ({ ok: false, error: { kind: 'notFound', what: 'status' } }));
    const acting = statuses.getState().act(home, uri, 'reblog');
    expect(statuses.getState().views.get(uri)).toMatchObject({ status: { counts: { reblogs: 3 } }, marks: [{ reblogged: true }] });
    expect(await acting).toEqual({ kind: 'notFound', what: 'status' });
    expect(statuses.getState().views.get(uri)).toMatchObject({ status: { counts: { reblogs: 2 } }, marks: [{ reblogged: false }] });
  });

  it('claims nothing for an account that does not know the post yet, nor counts twice', () => {
    const view = makeView(uriOf(1), [home]);
    expect(withAction(view, 'b.example/1' as AccountKey, 'favourite')).toBe(view);
    const once = withAction(view, home, 'favourite');
    expect(withAction(once, home, 'favourite')).toBe(once);
    expect(withAction(once, home, 'unfavourite').status.counts.favourites).toBe(3);
  });
});
