import { beforeEach, describe, expect, it } from 'vitest';
import { ok, type AccountKey, type CallName, type EntryId, type EventName, type Events, type Result, type StatusUri } from '../../electron/contract/index.ts';
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
