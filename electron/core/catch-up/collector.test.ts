import { beforeEach, expect, test } from 'vitest';
import { firstChoices } from '../../contract/defaults.ts';
import type { CatchUpChoices } from '../../contract/catch-up.ts';
import type { FeedGroup } from '../../contract/feeds.ts';
import type { AccountKey } from '../../contract/ids.ts';
import { createRecordedLog, createSeededRandom } from '../testing/fake-ports.ts';
import { createMemoryStores } from '../testing/memory-stores.ts';
import { createVirtualClock, type VirtualClock } from '../testing/virtual-clock.ts';
import { createChoices, createCollector, type Choices, type Collector } from './index.ts';

const ann = 'a.example/1' as AccountKey;
const home: FeedGroup = { source: { kind: 'home' }, accounts: [ann] };
const birds: FeedGroup = { source: { kind: 'list', id: '7', title: 'Birds' }, accounts: [ann] };
const tides: FeedGroup = { source: { kind: 'list', id: '8', title: 'Tides' }, accounts: [ann] };
const minuteMs = 60_000;

let clock: VirtualClock;
let collected: (readonly FeedGroup[])[];
let choices: Choices;
let collector: Collector;
let settings: ReturnType<typeof createMemoryStores>['settings'];

beforeEach(() => {
  clock = createVirtualClock();
  collected = [];
  ({ settings } = createMemoryStores());
  choices = createChoices({ settings, changed: (changed) => collector.chosen(changed) });
  collector = createCollector({ clock, log: createRecordedLog(), random: createSeededRandom(1), choices: choices.get, collect: async (lists) => collected.push(lists) });
});

const choose = (chosen: CatchUpChoices['chosen']) => choices.set({ ...firstChoices, chosen: chosen === null ? null : [...chosen] });

test('what is chosen is kept, and what cannot be read any more begins anew', () => {
  const wanted: CatchUpChoices = { ...firstChoices, hours: 36, view: 'links', chosen: [home, birds], orders: { ...firstChoices.orders, links: { sort: 'replies', isReversed: true } } };
  choices.set(wanted);
  expect(createChoices({ settings, changed: () => undefined }).get()).toEqual(wanted);
  settings.set('catchUp', { hours: 'many' });
  expect(choices.get()).toEqual(firstChoices);
});

test('a list is read when it is chosen, once, and then every ten minutes whoever looks', async () => {
  collector.start();
  choose([home, birds]);
  choose([home, birds]);
  expect(collected).toEqual([[birds]]);
  choose([birds, tides]);
  expect(collected).toEqual([[birds], [tides]]);
  await clock.advance(31 * minuteMs);
  expect(collected.slice(2)).toEqual([[birds, tides], [birds, tides], [birds, tides], [birds, tides]]);
  collector.close();
  await clock.advance(60 * minuteMs);
  expect(collected).toHaveLength(6);
});

test('homes are nobody’s business here: they are kept anyhow', async () => {
  collector.start();
  choose(null);
  choose([home]);
  await clock.advance(60 * minuteMs);
  expect(collected).toEqual([]);
});
