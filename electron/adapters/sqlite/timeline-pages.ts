import type { AccountKey, EntryId, StatusUri } from '../../contract/ids.ts';
import type { Person, StatusView } from '../../contract/statuses.ts';
import type { GapEntry, Place, TimelineEntry } from '../../contract/timelines.ts';
import type { StoredGap, TimelineStore } from '../../core/timelines/store.ts';
import { toNumber, toText, type Connection, type Row, type Statement } from './connection.ts';
import { createViewReader } from './status-store.ts';

/** Newest first; ids by code unit. SQLite compares UTF-8 bytes, which is the same order but for characters beyond U+FFFF. */
export function comparePlaces(a: Place, b: Place): number {
  if (a.at !== b.at) return b.at - a.at;
  if (a.id === b.id) return 0;
  return a.id < b.id ? 1 : -1;
}

const top: Place = { at: Number.MAX_VALUE, id: '' as EntryId };

const toPlace = (row: Row): Place => ({ at: toNumber(row['place']), id: toText(row['entry']) as EntryId });

export function toGapEntry(gap: StoredGap): GapEntry {
  const { id, account, newerAt, olderAt, state, reason } = gap;
  return { kind: 'gap', at: newerAt, id, account, newerAt, olderAt, state, reason };
}

const unique = (places: readonly Place[]): Place[] => [...new Map(places.map((place) => [place.id, place])).values()];

/** Turns places into entries as the screen gets them; those nobody in `accounts` reaches are left out. */
function createEntryReader(connection: Connection): (accounts: readonly AccountKey[], ids: readonly EntryId[]) => TimelineEntry[] {
  const entries = connection.prepare(
    'SELECT entry.id AS entry, entry.uri, entry.place, person.json AS booster FROM entry LEFT JOIN person ON person.uri = entry.booster WHERE entry.id IN (SELECT value FROM json_each(?))',
  );
  const reached = connection.prepare('SELECT DISTINCT entry, account FROM line WHERE entry IN (SELECT value FROM json_each(?))');
  const gaps = connection.prepare('SELECT json FROM gap WHERE id IN (SELECT value FROM json_each(?))');
  const readViews = createViewReader(connection);

  function toEntry(row: Row, view: StatusView | undefined, accounts: readonly AccountKey[]): TimelineEntry[] {
    if (view === undefined || accounts.length === 0) return [];
    const booster = row['booster'] === null ? null : connection.fromJson(row['booster']) as Person;
    const { at, id } = toPlace(row);
    return [{ kind: 'status', at, id, view, booster, reached: accounts }];
  }

  return (accounts, ids) => {
    const list = JSON.stringify(ids);
    const rows = entries.all(list);
    const views = readViews([...new Set(rows.map((row) => toText(row['uri']) as StatusUri))]);
    const reachedBy = new Map<string, Set<string>>();
    for (const row of reached.all(list)) {
      const id = toText(row['entry']);
      reachedBy.set(id, (reachedBy.get(id) ?? new Set()).add(toText(row['account'])));
    }
    const statuses = rows.flatMap((row) =>
      toEntry(
        row,
        views.get(toText(row['uri']) as StatusUri),
        accounts.filter((account) => reachedBy.get(toText(row['entry']))?.has(account)),
      ),
    );
    const holes = gaps
      .all(list)
      .map((row) => toGapEntry(connection.fromJson(row['json']) as StoredGap))
      .filter((gap) => accounts.includes(gap.account));
    return [...statuses, ...holes].toSorted(comparePlaces);
  };
}

type Pages = Pick<TimelineStore, 'page' | 'pageAbove' | 'countAbove' | 'entries'>;

export function createTimelinePages(connection: Connection): Pages {
  const below: readonly Statement[] = [
    connection.prepare('SELECT DISTINCT place, entry FROM line WHERE account = ? AND (place, entry) < (?, ?) ORDER BY place DESC, entry DESC LIMIT ?'),
    connection.prepare('SELECT newer_at AS place, id AS entry FROM gap WHERE account = ? AND (newer_at, id) < (?, ?) ORDER BY newer_at DESC, id DESC LIMIT ?'),
  ];
  const above: readonly Statement[] = [
    connection.prepare('SELECT DISTINCT place, entry FROM line WHERE account = ? AND (place, entry) > (?, ?) ORDER BY place, entry LIMIT ?'),
    connection.prepare('SELECT newer_at AS place, id AS entry FROM gap WHERE account = ? AND (newer_at, id) > (?, ?) ORDER BY newer_at, id LIMIT ?'),
  ];
  const countAbove = connection.prepare(
    'SELECT count(DISTINCT entry) AS entries FROM line WHERE account IN (SELECT value FROM json_each(?)) AND (place, entry) > (?, ?)',
  );
  const readEntries = createEntryReader(connection);

  const candidates = (statements: readonly Statement[], accounts: readonly AccountKey[], from: Place, limit: number): Place[] =>
    unique(accounts.flatMap((account) => statements.flatMap((statement) => statement.all(account, from.at, from.id, limit).map(toPlace))));

  /** Reads on where entries turn out to be unreadable (their status is gone), so that a short answer always means the end. */
  function collect(statements: readonly Statement[], accounts: readonly AccountKey[], from: Place, limit: number, order: (a: Place, b: Place) => number): TimelineEntry[] {
    const found: TimelineEntry[] = [];
    let start = from;
    while (found.length < limit) {
      const wanted = limit - found.length;
      const places = candidates(statements, accounts, start, wanted).toSorted(order).slice(0, wanted);
      found.push(
        ...readEntries(
          accounts,
          places.map((place) => place.id),
        ),
      );
      const last = places.at(-1);
      if (last === undefined || places.length < wanted) break;
      start = last;
    }
    return found.toSorted(comparePlaces);
  }

  return {
    page: (accounts, before, limit) => collect(below, accounts, before ?? top, limit, comparePlaces),
    pageAbove: (accounts, after, limit) => collect(above, accounts, after, limit, (a, b) => comparePlaces(b, a)),
    countAbove: (accounts, place) => toNumber(countAbove.get(JSON.stringify(accounts), place.at, place.id)?.['entries']),
    entries: readEntries,
  };
}
