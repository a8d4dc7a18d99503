import { expect, test, vi } from 'vitest';
import { firstChoices } from '../../electron/contract/defaults.ts';
import type { CatchUpChoices, Digest, DigestHole } from '../../electron/contract/catch-up.ts';
import type { FeedGroup } from '../../electron/contract/feeds.ts';
import { fail, ok, type AccountKey, type EntryId } from '../../electron/contract/index.ts';
import { createCatchUpStore, type CatchUpStore } from './catch-up.ts';
import { createStatusesStore } from './statuses.ts';
import { fakeBridge } from './testing/compose-fixtures.ts';

const ann = 'a/1' as AccountKey;
const home: FeedGroup = { source: { kind: 'home' }, accounts: [ann] };
const begins: DigestHole = { kind: 'begins', feed: ann, account: ann, at: 50 };
const gap: DigestHole = { kind: 'gap', feed: ann, account: ann, gap: 'g' as EntryId, newerAt: 90, olderAt: 80 };
const digest = (holes: readonly DigestHole[] = []): Digest => ({ from: 0, until: 100, isCut: false, posts: [], authors: [], links: [], threads: [], holes });

function setUp(answers: { choices?: CatchUpChoices; digest?: () => Digest | Promise<Digest>; older?: () => string } = {}) {
  const bridge = fakeBridge({
    'catchUp.digest': async () => ok(await (answers.digest?.() ?? digest())),
    'timelines.page': () => ok({ entries: [], older: answers.older?.() ?? 'end' }),
    'timelines.loadGap': () => ok(null),
    'timelines.refresh': () => ok(null),
    'catchUp.choices': () => ok(answers.choices ?? firstChoices),
    'catchUp.choose': () => ok(null),
    'feeds.lists': ({ account }: { readonly account: AccountKey }) => (account === ann ? ok([{ id: '7', title: 'Birds' }]) : fail({ kind: 'cancelled' })),
  });
  const store: CatchUpStore = createCatchUpStore(bridge, { statuses: createStatusesStore(bridge) });
  return { bridge, store, state: () => store.getState(), asked: () => bridge.calls.map(([name]) => name) };
}
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

test('the same is asked once, so that who comes back from a thread finds everything as it was', async () => {
  const { state, asked, bridge } = setUp();
  await state().look([home]);
  state().toggle('row');
  state().scrolled(300);
  await state().look([home]);
  expect(asked()).toEqual(['catchUp.digest']);
  expect([state().unfolded.has('row'), state().scrolledTo]).toEqual([true, 300]);
  state().setHours(24);
  await state().look([home]);
  expect(bridge.calls.at(-1)).toEqual(['catchUp.digest', { sources: [home], hours: 24 }]);
  expect([state().unfolded.size, state().scrolledTo]).toEqual([0, 0]);
});

test('of two questions the later one counts, and none at all leaves nothing', async () => {
  let answer: (value: Digest) => void = () => {};
  const first = new Promise<Digest>((resolve) => (answer = resolve));
  const answers = [first, Promise.resolve(digest([gap]))];
  const { state } = setUp({ digest: () => answers.shift() ?? digest() });
  const early = state().look([home]);
  state().setHours(3);
  await state().look([home]);
  answer(digest());
  await early;
  expect(state().digest?.holes).toEqual([gap]);
  await state().look([]);
  expect([state().digest, state().isLoading]).toEqual([null, false]);
});

test('what is missing is asked for until the period is whole', async () => {
  const left = [[gap, begins], [begins], []];
  const { state, bridge, asked } = setUp({ digest: () => digest(left.shift()), older: () => 'fetching' });
  await state().look([home]);
  await state().fill();
  expect(bridge.calls.slice(1, 3)).toEqual([
    ['timelines.loadGap', { gap: 'g', from: 'newer' }],
    ['timelines.page', { timeline: { source: 'feeds', feeds: [home] }, before: { at: 0, id: ' ' }, limit: 1 }],
  ]);
  expect(state().isFilling).toBe(true);
  bridge.emit('timelines.changed', { entries: [], removed: [] });
  await settle();
  expect([state().isFilling, state().digest?.holes]).toEqual([false, []]);
  const before = asked().length;
  bridge.emit('timelines.changed', { entries: [], removed: [] });
  await settle();
  expect(asked()).toHaveLength(before);
});

test('a server that has no more ends the asking, and that is said', async () => {
  const { state } = setUp({ digest: () => digest([begins]), older: () => 'end' });
  await state().look([home]);
  await state().fill();
  expect([state().isFilling, state().isAll]).toEqual([false, true]);
});

test('a list that was never read is read first', async () => {
  const { state, asked } = setUp({ digest: () => digest([{ ...begins, at: null }]) });
  await state().look([home]);
  await state().fill();
  expect(asked()).toEqual(['catchUp.digest', 'timelines.refresh', 'catchUp.digest']);
  expect(state().isFilling).toBe(false);
});

test('begins as it was left, and saves what is changed once it rests', async () => {
  vi.useFakeTimers();
  const choices: CatchUpChoices = { ...firstChoices, hours: 36, chosen: [home], view: 'links' };
  const { state, bridge } = setUp({ choices });
  expect(state().isReady).toBe(false);
  await state().start();
  expect([state().isReady, state().hours, state().chosen, state().view]).toEqual([true, 36, [home], 'links']);
  for (const hours of [10, 20, 30]) state().setHours(hours);
  state().order({ sort: 'replies', isReversed: true });
  state().show('threads');
  await vi.advanceTimersByTimeAsync(1_000);
  vi.useRealTimers();
  expect(bridge.calls.filter(([name]) => name === 'catchUp.choose')).toEqual([['catchUp.choose', { ...choices, hours: 30, view: 'threads', orders: { ...choices.orders, links: { sort: 'replies', isReversed: true } } }]]);
});

test('asks every account once for its lists; one that does not answer has none', async () => {
  const { state, asked } = setUp();
  const other = 'b/1' as AccountKey;
  await state().loadLists([ann, other]);
  await state().loadLists([ann, other]);
  expect(asked()).toEqual(['feeds.lists', 'feeds.lists']);
  expect([...state().lists]).toEqual([[ann, [{ id: '7', title: 'Birds' }]], [other, []]]);
});

test('a list that is read for the first time comes into the digest by itself', async () => {
  const { state, bridge, asked } = setUp({ digest: () => digest([{ ...begins, at: null }]) });
  await state().look([home]);
  bridge.emit('timelines.changed', { entries: [{ kind: 'gap', at: 1, id: 'g' as EntryId, feed: ann, account: ann, newerAt: 1, olderAt: null, state: 'open', reason: null }], removed: [] });
  await settle();
  expect(asked()).toEqual(['catchUp.digest', 'catchUp.digest']);
});
