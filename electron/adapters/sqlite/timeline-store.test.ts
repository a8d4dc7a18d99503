import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accountOfFeed } from '../../contract/feed-keys.ts';
import type { AccountKey, EntryId, FeedKey, StatusId } from '../../contract/ids.ts';
import type { Place, TimelineEntry } from '../../contract/timelines.ts';
import type { StoredLine } from '../../core/timelines/store.ts';
import { createMemoryStores, type Stores } from './stores.ts';
import { account, entryOf, idOf, sampleGap, sampleLine, samplePerson, sampleSeen, uriOf } from './testing/samples.ts';
import { comparePlaces } from './timeline-pages.ts';

const [ann, ben, cem] = [account('ann'), account('ben'), account('cem')];
let stores: Stores;

beforeEach(() => {
  stores = createMemoryStores();
});
afterEach(() => stores.close());

function bring(line: StoredLine): readonly StoredLine[] {
  stores.statuses.put(accountOfFeed(line.feed), sampleSeen(Number(line.uri.split('/').at(-1)), {}, { id: line.id }), 0);
  return stores.timelines.putLines([line]);
}

const brief = (entries: readonly TimelineEntry[]): unknown[] => entries.map((entry) => (entry.kind === 'status' ? [entry.at, entry.view.status.uri, entry.reached] : [entry.at, entry.kind]));

describe('lines', () => {
  it('adds a line once and says which were added', () => {
    expect(bring(sampleLine(ann, 1))).toHaveLength(1);
    expect(bring(sampleLine(ann, 1))).toHaveLength(0);
    expect([...stores.timelines.known(ann, [idOf(1), idOf(2)])]).toEqual([[idOf(1), sampleLine(ann, 1).at]]);
    expect(stores.timelines.known(ben, [idOf(1)]).size).toBe(0);
  });

  it('gives back a boost with its booster as last described', () => {
    const booster = samplePerson('mia');
    const entry = 'boost:mia>1' as EntryId;
    bring(sampleLine(ann, 1, { entry, booster }));
    bring(sampleLine(ben, 1, { entry, booster: { ...booster, displayName: 'Mia M.' } }));
    expect(stores.timelines.line(ann, idOf(1))?.booster?.displayName).toBe('Mia M.');
    expect(stores.timelines.linesOf(ben, uriOf(1)).map((line) => line.entry)).toEqual([entry]);
    expect(stores.timelines.entriesOf(uriOf(1))).toEqual([entry]);
  });

  it('finds the ends of one home by its own dates, and by the longer id where dates are equal', () => {
    bring(sampleLine(ann, 1, { at: 50, id: '99' as StatusId }));
    bring(sampleLine(ann, 2, { at: 50, id: '100' as StatusId }));
    bring(sampleLine(ann, 3, { at: 20 }));
    bring(sampleLine(ben, 3, { at: 1 }));
    expect(stores.timelines.newest(ann)?.id).toBe('100');
    expect(stores.timelines.oldest(ann)?.at).toBe(20);
    expect(stores.timelines.newest(cem)).toBeNull();
  });
});

describe('merged pages', () => {
  it('merges accounts, names who was reached in the order asked, and keeps an entry at its smallest date', () => {
    bring(sampleLine(ann, 1, { at: 10 }));
    bring(sampleLine(ben, 2, { at: 20 }));
    bring(sampleLine(ben, 1, { at: 30 }));
    expect(brief(stores.timelines.page([ben, ann], null, 10))).toEqual([
      [20, uriOf(2), [ben]],
      [10, uriOf(1), [ben, ann]],
    ]);
    expect(brief(stores.timelines.page([ann], null, 10))).toEqual([[10, uriOf(1), [ann]]]);
  });

  it('moves an entry down when an older line of it comes, and up when that line goes', () => {
    bring(sampleLine(ann, 1, { at: 30 }));
    bring(sampleLine(ben, 2, { at: 20 }));
    bring(sampleLine(ben, 1, { at: 10 }));
    expect(stores.timelines.page([ann, ben], null, 10).map((entry) => entry.at)).toEqual([20, 10]);
    expect(stores.timelines.removeLine(ben, idOf(1))).toMatchObject({ at: 10, entry: entryOf(1) });
    expect(brief(stores.timelines.page([ann, ben], null, 10))).toEqual([
      [30, uriOf(1), [ann]],
      [20, uriOf(2), [ben]],
    ]);
  });

  it('drops an entry with its last line', () => {
    bring(sampleLine(ann, 1));
    stores.timelines.removeLine(ann, idOf(1));
    expect(stores.timelines.removeLine(ann, idOf(1))).toBeNull();
    expect(stores.timelines.entriesOf(uriOf(1))).toEqual([]);
    expect(stores.timelines.page([ann], null, 10)).toEqual([]);
  });

  it('does not mistake a page of unreadable entries for the end', () => {
    for (let n = 1; n <= 30; n += 1) bring(sampleLine(ann, n));
    for (let n = 11; n <= 30; n += 1) stores.statuses.dropView(ann, uriOf(n));
    expect(stores.timelines.page([ann], null, 5).map((entry) => entry.at)).toEqual([10, 9, 8, 7, 6]);
  });

  it('shows one entry once although the same account was brought it by two wrappers', () => {
    const booster = samplePerson('mia');
    const entry = 'boost:mia>1' as EntryId;
    bring(sampleLine(ann, 1, { entry, booster, id: 'w1' as StatusId, at: 40 }));
    bring(sampleLine(ann, 1, { entry, booster, id: 'w2' as StatusId, at: 60 }));
    bring(sampleLine(ann, 2, { at: 30 }));
    bring(sampleLine(ben, 3, { at: 20 }));
    expect(stores.timelines.page([ann, ben], null, 2).map((each) => each.at)).toEqual([40, 30]);
  });

  it('names the other entries of the same post, in the lists asked for', () => {
    const booster = samplePerson('mia');
    const local = `${ann} local` as FeedKey;
    bring(sampleLine(ann, 1, { at: 10 }));
    bring(sampleLine(ben, 1, { at: 30, id: 'w1' as StatusId, entry: 'boost:mia>1' as EntryId, booster }));
    bring(sampleLine(ann, 1, { at: 20, feed: local, entry: 'local>1' as EntryId }));
    expect(stores.timelines.page([ann, ben, local], null, 10)).toMatchObject([
      { id: 'boost:mia>1', booster: { handle: 'mia@origin.example' }, feeds: [ben], reached: [ben], also: [{ id: 'local>1', at: 20 }, { id: entryOf(1), booster: null }] },
      { id: 'local>1', feeds: [local], reached: [ann], also: [{ id: 'boost:mia>1', at: 30, feeds: [ben] }, { id: entryOf(1) }] },
      { id: entryOf(1), feeds: [ann], also: [{ id: 'boost:mia>1' }, { id: 'local>1' }] },
    ]);
    expect(stores.timelines.page([ann], null, 10)).toMatchObject([{ id: entryOf(1), also: [] }]);
    expect(stores.timelines.linesOf(ann, uriOf(1)).map(({ feed }) => feed)).toEqual([local, ann]);
  });

  it('takes the key of an account for no other account’s that begins like it', () => {
    const like = `${ann}2` as AccountKey;
    bring(sampleLine(ann, 1));
    bring(sampleLine(like, 1));
    expect(stores.timelines.linesOf(ann, uriOf(1)).map(({ feed }) => feed)).toEqual([ann]);
    stores.accounts.remove(ann);
    expect([stores.timelines.newest(ann), stores.timelines.newest(like)?.id]).toEqual([null, idOf(1)]);
  });

  it('puts gaps of the accounts asked for among the posts', () => {
    bring(sampleLine(ann, 1, { at: 10 }));
    bring(sampleLine(ann, 3, { at: 30 }));
    stores.timelines.putGap(sampleGap(ann, 20));
    stores.timelines.putGap(sampleGap(ben, 25));
    expect(stores.timelines.page([ann], null, 10).map((entry) => entry.kind)).toEqual(['status', 'gap', 'status']);
    expect(stores.timelines.page([ann], null, 2).map((entry) => entry.at)).toEqual([30, 20]);
    stores.timelines.putGap({ ...sampleGap(ann, 20), state: 'unfillable', reason: 'serverLimit' });
    expect(stores.timelines.gaps(ann)).toMatchObject([{ state: 'unfillable' }]);
    stores.timelines.removeGap(sampleGap(ann, 20).id);
    expect(stores.timelines.gap(sampleGap(ann, 20).id)).toBeNull();
  });

  it('agrees with a plain sort over any history, for any accounts, place and limit', () => {
    const accounts = [ann, ben, cem];
    const event = fc.record({ owner: fc.constantFrom(...accounts), n: fc.integer({ min: 1, max: 12 }), wrapper: fc.integer({ min: 0, max: 1 }), at: fc.integer({ min: 1, max: 6 }), remove: fc.boolean() });
    const query = fc.record({ asked: fc.subarray(accounts, { minLength: 1 }), at: fc.integer({ min: 0, max: 7 }), n: fc.integer({ min: 0, max: 13 }), limit: fc.integer({ min: 1, max: 8 }) });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), fc.array(query, { minLength: 1, maxLength: 4 }), (events, queries) => {
        const fresh = createMemoryStores();
        const model = new Map<string, StoredLine>();
        for (const { owner, n, wrapper, at, remove } of events) {
          const line = sampleLine(owner, n, { id: `${n}.${wrapper}` as StatusId, at });
          const name = `${owner} ${line.id}`;
          fresh.statuses.put(owner, sampleSeen(n), 0);
          const changed = remove ? fresh.timelines.removeLine(owner, line.id) !== null : fresh.timelines.putLines([line]).length === 1;
          expect(changed).toBe(remove === model.has(name));
          if (remove) model.delete(name);
          else if (changed) model.set(name, line);
        }
        for (const { asked, at, n, limit } of queries) comparePages(fresh, [...model.values()], asked, { at, id: entryOf(n) }, limit);
        fresh.close();
      }),
      { numRuns: 150 },
    );
  });
});

function modelPlaces(lines: readonly StoredLine[], asked: readonly AccountKey[]): Place[] {
  const smallest = new Map<EntryId, number>();
  for (const line of lines) smallest.set(line.entry, Math.min(line.at, smallest.get(line.entry) ?? line.at));
  const shown = new Set(lines.filter((line) => asked.some((key) => key === line.feed)).map((line) => line.entry));
  return [...smallest].filter(([id]) => shown.has(id)).map(([id, at]) => ({ id, at })).toSorted(comparePlaces);
}

function comparePages(fresh: Stores, lines: readonly StoredLine[], asked: readonly AccountKey[], place: Place, limit: number): void {
  const places = modelPlaces(lines, asked);
  const older = places.filter((each) => comparePlaces(place, each) < 0);
  const newer = places.filter((each) => comparePlaces(place, each) > 0);
  const plain = (entries: readonly TimelineEntry[]): Place[] => entries.map(({ id, at }) => ({ id, at }));
  expect(plain(fresh.timelines.page(asked, place, limit))).toEqual(older.slice(0, limit));
  expect(plain(fresh.timelines.page(asked, null, limit))).toEqual(places.slice(0, limit));
  expect(plain(fresh.timelines.pageAbove(asked, place, limit))).toEqual(newer.slice(-limit));
  expect(fresh.timelines.countAbove(asked, place)).toBe(newer.length);
  const ids = places.map((each) => each.id);
  expect(plain(fresh.timelines.entries(asked, [...ids, 'nobody' as EntryId]))).toEqual(places);
}

describe('prune', () => {
  const dayMs = 24 * 60 * 60 * 1000;

  it('drops what is older than thirty days, and nothing that is younger', () => {
    const now = 100 * dayMs;
    for (const [n, at] of [[1, now - 31 * dayMs], [2, now - 29 * dayMs]] as const) {
      stores.statuses.put(ann, sampleSeen(n), at);
      stores.timelines.putLines([sampleLine(ann, n, { at })]);
    }
    stores.timelines.putGap(sampleGap(ann, now - 31 * dayMs));
    stores.timelines.putGap(sampleGap(ann, now - dayMs));
    expect(stores.prune(now)).toBe(false);
    expect(stores.timelines.page([ann], null, 10)).toHaveLength(2);
    expect(stores.timelines.gaps(ann)).toHaveLength(1);
    expect(stores.statuses.get(uriOf(1))).toBeNull();
    expect(stores.statuses.get(uriOf(2))).not.toBeNull();
    expect(stores.statuses.localId(ann, uriOf(1))).toBeNull();
  });

  it('keeps posts seen outside of homes for a week', () => {
    const now = 100 * dayMs;
    stores.statuses.put(ann, sampleSeen(1), now - 6 * dayMs);
    stores.statuses.put(ann, sampleSeen(2), now - 8 * dayMs);
    stores.prune(now);
    expect(stores.statuses.get(uriOf(1))).not.toBeNull();
    expect(stores.statuses.get(uriOf(2))).toBeNull();
  });

  it('forgets people with their last post, but not who boosted something', () => {
    const now = 100 * dayMs;
    const by = (name: string, n: number, at: number): void => {
      const uri = `https://origin.example/users/${name}/statuses/${n}` as StoredLine['uri'];
      stores.statuses.put(ann, sampleSeen(n, { uri, author: samplePerson(name) }), at);
    };
    by('mia', 1, now - 8 * dayMs);
    by('mia', 2, now - dayMs);
    by('miab', 3, now - 8 * dayMs);
    by('mial', 4, now - 8 * dayMs);
    by('robin', 5, now - dayMs);
    stores.timelines.putLines([sampleLine(ann, 5, { at: now, entry: 'boost:mial>5' as EntryId, booster: samplePerson('mial') })]);
    stores.prune(now);
    const handles = (): unknown[] => stores.knownPeople.beginningWith('mi', 9).map(({ handle }) => handle.split('@')[0]);
    expect(handles()).toEqual(['mia', 'mial']);
    stores.prune(now + 7 * dayMs);
    expect(handles()).toEqual(['mial']);
  });

  it('keeps the newest 20,000 lines of an account, in bites', () => {
    stores.transactions.run(() => stores.timelines.putLines(Array.from({ length: 23_000 }, (_, n) => sampleLine(ann, n))));
    let bites = 1;
    while (stores.prune(1)) bites += 1;
    expect(bites).toBeGreaterThan(1);
    expect(stores.timelines.oldest(ann)?.at).toBe(3000);
    expect(stores.timelines.countAbove([ann], { at: -1, id: '' as EntryId })).toBe(20_000);
  });
});
