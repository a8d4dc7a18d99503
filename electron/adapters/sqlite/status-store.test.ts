import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Html, MediaPath } from '../../contract/ids.ts';
import type { Poll, PreviewCard, Status, StatusMarks } from '../../contract/statuses.ts';
import { openMemoryDatabases } from './open.ts';
import { createStatusStore } from './status-store.ts';
import { createMemoryStores, type Stores } from './stores.ts';
import { account, idOf, sampleSeen, uriOf } from './testing/samples.ts';

const [ann, ben] = [account('ann'), account('ben')];
let stores: Stores;

beforeEach(() => {
  stores = createMemoryStores();
});
afterEach(() => stores.close());

const counts = (favourites: number): Status['counts'] => ({ replies: 0, reblogs: 0, favourites, quotes: 0 });
const shown = (): Status | undefined => stores.statuses.get(uriOf(1))?.status;
const put = (who: typeof ann, change: Partial<Status> = {}, marks: Parameters<typeof sampleSeen>[2] = {}, now = 0): boolean => stores.statuses.put(who, sampleSeen(1, change, marks), now);

describe('one record for all accounts', () => {
  it('says whether anything a screen shows has changed', () => {
    expect(put(ann)).toBe(true);
    expect(put(ann)).toBe(false);
    expect(put(ben)).toBe(true);
    expect(put(ben)).toBe(false);
    expect(put(ann, {}, { favourited: true })).toBe(true);
    expect(put(ann, { counts: counts(2) }, { favourited: true })).toBe(true);
  });

  it('keeps the newest edit whichever account brings it, and in whichever order', () => {
    put(ann, { content: 'second' as Html, editedAt: 2000 });
    expect(put(ben, { content: 'first' as Html })).toBe(true);
    expect(shown()?.content).toBe('second');
    put(ben, { content: 'third' as Html, editedAt: 3000 });
    expect(put(ann, { content: 'second' as Html, editedAt: 2000 })).toBe(false);
    expect(shown()?.content).toBe('third');
  });

  it('believes the server a post lives on, whatever another says it says', () => {
    const home = account('origin');
    put(ben, { content: 'put into their mouth' as Html, editedAt: 9000 });
    expect(put(home, { content: 'what they wrote' as Html })).toBe(true);
    expect(shown()?.content).toBe('what they wrote');
    expect(put(ann, { content: 'put into their mouth' as Html })).toBe(true);
    expect(shown()?.content).toBe('what they wrote');
  });

  it('shows the largest count any server knows, and lets each server correct its own', () => {
    put(ann, { counts: counts(3) });
    put(ben, { counts: counts(5) });
    expect(shown()?.counts.favourites).toBe(5);
    put(ann, { counts: counts(4) });
    expect(shown()?.counts.favourites).toBe(5);
    put(ben, { counts: counts(2) });
    expect(shown()?.counts.favourites).toBe(4);
  });

  it('does not flicker between the picture addresses of two servers', () => {
    const media = (path: string): Status['media'] => [{ id: '1', kind: 'image', path: path as MediaPath, previewPath: null, remoteUrl: null, description: null, blurhash: null, width: null, height: null, focus: null }];
    put(ann, { media: media('media/a') });
    put(ben, { media: media('media/b') });
    expect(put(ben, { media: media('media/b2') })).toBe(false);
    expect(shown()?.media[0]?.path).toBe('media/a');
    expect(put(ann, { media: media('media/a2') })).toBe(true);
  });

  it('fills from one server what another did not know', () => {
    const card: PreviewCard = { url: 'https://x.example/', title: 'Tides', description: '', provider: '', author: '', image: null, imageDescription: '', width: null, height: null };
    put(ann);
    expect(put(ben, { card })).toBe(true);
    expect(put(ann)).toBe(false);
    expect(shown()?.card?.title).toBe('Tides');
  });

  it('takes the further state of a poll and leaves it its id', () => {
    const poll = (id: string, votes: number, expired: boolean): Poll => ({ id, expiresAt: 9, expired, multiple: false, votes, voters: votes, options: [{ title: 'yes', votes }], emojis: [] });
    put(ann, { poll: poll('a', 10, false) });
    put(ben, { poll: poll('b', 12, false) });
    expect(shown()?.poll).toMatchObject({ id: 'a', votes: 12 });
    put(ben, { poll: poll('b', 11, true) });
    put(ann, { poll: poll('a', 40, false) });
    expect(shown()?.poll).toMatchObject({ id: 'a', expired: true });
  });
});

describe('what is stored already', () => {
  const { connection, close } = openMemoryDatabases();
  const statuses = createStatusStore(connection);
  const rowsWritten = connection.prepare('SELECT total_changes() AS rows');
  const touchedAt = connection.prepare('SELECT touched_at FROM status WHERE uri = ?');
  afterAll(() => close());
  const hourMs = 3_600_000;
  const filtered: StatusMarks['filtered'] = [{ title: 'rain', action: 'warn', keywords: [], contexts: ['home'] }];

  /** Rows that telling it again writes. */
  function again(who: typeof ann | null, change: Partial<Status> = {}, marks: Parameters<typeof sampleSeen>[2] = {}, now = hourMs): number {
    const before = Number(rowsWritten.get()?.['rows']);
    statuses.put(who, sampleSeen(1, change, marks), now);
    return Number(rowsWritten.get()?.['rows']) - before;
  }

  it('causes no write, whoever tells it again', () => {
    const card: PreviewCard = { url: 'https://x.example/', title: 'Tides', description: '', provider: '', author: '', image: null, imageDescription: '', width: null, height: null };
    statuses.put(ann, sampleSeen(1, { card, counts: counts(3) }), 0);
    statuses.put(ben, sampleSeen(1, { counts: counts(5) }, { id: idOf(77), filtered }), 0);
    expect(again(ann, { card, counts: counts(3) })).toBe(0);
    // Not word for word: what this server does not know is filled from the other.
    expect(again(ann, { counts: counts(3) })).toBe(0);
    expect(again(ben, { counts: counts(5) }, { id: idOf(77), filtered })).toBe(0);
    expect(again(null, { counts: counts(5) })).toBe(0);
  });

  it('is written where counts, marks, filters or the text are new', () => {
    for (const [who, change, marks] of [
      [ann, { counts: counts(4) }, {}],
      [ann, { counts: counts(4) }, { filtered }],
      [ann, { counts: counts(4), language: 'de' }, { filtered }],
      [ben, { counts: counts(9) }, { id: idOf(77) }],
    ] as const) {
      expect(again(who, change, marks)).toBeGreaterThan(0);
      expect(again(who, change, marks)).toBe(0);
    }
    expect(again(account('cem'))).toBeGreaterThan(0);
    expect(statuses.localId(account('cem'), uriOf(1))).toBe(idOf(1));
  });

  it('is known to be seen still, a few times a day, and again after a clock that was ahead', () => {
    const at = (now: number): unknown => {
      statuses.put(account('cem'), sampleSeen(1), now);
      return touchedAt.get(uriOf(1))?.['touched_at'];
    };
    expect([at(20 * hourMs), at(31 * hourMs), at(32 * hourMs), at(10 * hourMs)]).toEqual([20 * hourMs, 20 * hourMs, 32 * hourMs, 10 * hourMs]);
  });
});

describe('marks', () => {
  it('belong to one account and are not touched by another', () => {
    put(ann, {}, { favourited: true });
    put(ben, {}, { id: idOf(77) });
    const view = stores.statuses.setMarks(ben, uriOf(1), { bookmarked: true, ownVotes: [2] });
    expect(view?.marks).toMatchObject([
      { account: ann, favourited: true, bookmarked: false, ownVotes: null },
      { account: ben, favourited: false, bookmarked: true, ownVotes: [2] },
    ]);
    expect(stores.statuses.setMarks(account('cem'), uriOf(1), { favourited: true })).toBeNull();
  });

  it('translate between a status and its id on an account', () => {
    put(ann);
    put(ben, {}, { id: idOf(77) });
    expect(stores.statuses.localId(ben, uriOf(1))).toBe(idOf(77));
    expect(stores.statuses.uriOf(ben, idOf(77))).toBe(uriOf(1));
    expect(stores.statuses.uriOf(ann, idOf(77))).toBeNull();
  });
});

describe('read without an account', () => {
  it('is a record with nobody’s marks, until an account sees it', () => {
    expect(stores.statuses.put(null, sampleSeen(1, { counts: counts(2) }), 0)).toBe(true);
    expect(stores.statuses.get(uriOf(1))).toMatchObject({ marks: [], status: { counts: { favourites: 2 } } });
    stores.statuses.put(ann, sampleSeen(1, { language: 'de' }), 0);
    expect(stores.statuses.get(uriOf(1))).toMatchObject({ marks: [{ account: ann }], status: { language: 'de' } });
  });

  it('adds to what accounts see and takes nothing from it', () => {
    stores.statuses.put(ann, sampleSeen(1, { language: 'de', counts: counts(5) }, { favourited: true }), 0);
    stores.statuses.put(null, sampleSeen(1, { language: null, counts: counts(7) }), 0);
    expect(stores.statuses.get(uriOf(1))).toMatchObject({ marks: [{ account: ann, favourited: true }], status: { language: 'de', counts: { favourites: 7 } } });
    expect(stores.statuses.put(null, sampleSeen(1, { language: null, counts: counts(1) }), 0)).toBe(false);
  });
});

describe('dropView', () => {
  it('leaves what other accounts know, with their counts', () => {
    put(ann, { counts: counts(9) });
    put(ben, { counts: counts(1) });
    const left = stores.statuses.dropView(ann, uriOf(1));
    expect(left?.marks.map((marks) => marks.account)).toEqual([ben]);
    expect(left?.status.counts.favourites).toBe(1);
    expect(stores.statuses.localId(ann, uriOf(1))).toBeNull();
    expect(put(ben, { language: 'de' })).toBe(true);
    expect(shown()?.language).toBe('de');
  });

  it('takes the record out with the last view', () => {
    put(ann);
    expect(stores.statuses.dropView(ann, uriOf(1))).toBeNull();
    expect(stores.statuses.dropView(ann, uriOf(1))).toBeNull();
    expect(stores.statuses.get(uriOf(1))).toBeNull();
  });
});

describe('reading', () => {
  it('answers many in the order asked, without those unknown', () => {
    for (const n of [1, 2, 3]) stores.statuses.put(ann, sampleSeen(n), n);
    expect(stores.statuses.many([uriOf(3), uriOf(9), uriOf(1)]).map((view) => view.status.uri)).toEqual([uriOf(3), uriOf(1)]);
  });

  it('lists what an account first saw since a time, newest first, with the edit that is stored', () => {
    for (const n of [1, 2, 3]) stores.statuses.put(ann, sampleSeen(n, n === 2 ? { editedAt: 50 } : {}), n * 100);
    stores.statuses.put(ann, sampleSeen(1), 900);
    stores.statuses.put(ben, sampleSeen(4), 900);
    expect(stores.statuses.seenSince(ann, 200, 10)).toEqual([
      { id: idOf(3), uri: uriOf(3), editedAt: null },
      { id: idOf(2), uri: uriOf(2), editedAt: 50 },
    ]);
    expect(stores.statuses.seenSince(ann, 0, 1)).toHaveLength(1);
  });
});
