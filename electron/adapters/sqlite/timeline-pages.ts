import { accountOfFeed, isMemoryFeed } from '../../contract/feed-keys.ts';
import type { EntryId, FeedKey, StatusUri } from '../../contract/ids.ts';
import type { Person, StatusView } from '../../contract/statuses.ts';
import type { GapEntry, Place, Sighting, TimelineEntry } from '../../contract/timelines.ts';
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
  const { id, feed, newerAt, olderAt, state, reason } = gap;
  return { kind: 'gap', at: newerAt, id, feed, account: accountOfFeed(feed), newerAt, olderAt, state, reason };
}

const unique = (places: readonly Place[]): Place[] => [...new Map(places.map((place) => [place.id, place])).values()];

/** Turns places into entries as the screen gets them; those in none of `feeds` are left out. */
function createEntryReader(connection: Connection): (feeds: readonly FeedKey[], ids: readonly EntryId[]) => TimelineEntry[] {
  const uriOf = connection.prepare('SELECT uri FROM entry WHERE id IN (SELECT value FROM json_each(?))');
  const sightings = connection.prepare(
    `SELECT entry.id AS entry, entry.uri, entry.place, person.json AS booster, line.account AS list
     FROM entry INDEXED BY entry_uri CROSS JOIN line INDEXED BY line_entry ON line.entry = entry.id LEFT JOIN person ON person.uri = entry.booster
     WHERE entry.uri IN (SELECT value FROM json_each(?))`,
  );
  const gaps = connection.prepare('SELECT json FROM gap WHERE id IN (SELECT value FROM json_each(?))');
  const readViews = createViewReader(connection);

  /** `rows`: one per line of the entry. */
  function toSighting(rows: readonly Row[], feeds: readonly FeedKey[]): Sighting[] {
    const [first] = rows;
    const lists = new Set(rows.map((row) => row['list']));
    const own = feeds.filter((feed) => lists.has(feed));
    if (first === undefined || own.length === 0) return [];
    return [{ ...toPlace(first), booster: first['booster'] === null ? null : connection.fromJson(first['booster']) as Person, feeds: own }];
  }

  function toEntry({ at, id, booster, feeds }: Sighting, view: StatusView, all: readonly Sighting[]): TimelineEntry {
    const known = feeds.some(isMemoryFeed) ? view.marks.map(({ account }) => account) : [];
    const reached = [...new Set([...feeds.flatMap((feed) => accountOfFeed(feed) ?? []), ...known])];
    return { kind: 'status', at, id, view, booster, reached, feeds, also: all.filter((one) => one.id !== id) };
  }

  return (feeds, ids) => {
    const list = JSON.stringify(ids);
    const uris = [...new Set(uriOf.all(list).map((row) => toText(row['uri']) as StatusUri))];
    const views = readViews(uris);
    const seen = Map.groupBy(sightings.all(JSON.stringify(uris)), (row) => toText(row['uri']) as StatusUri);
    const wanted = new Set<string>(ids);
    const statuses = [...seen].flatMap(([uri, rows]) => {
      const view = views.get(uri);
      const all = [...Map.groupBy(rows, (row) => row['entry']).values()].flatMap((lines) => toSighting(lines, feeds)).toSorted(comparePlaces);
      return view === undefined ? [] : all.filter(({ id }) => wanted.has(id)).map((one) => toEntry(one, view, all));
    });
    const holes = gaps
      .all(list)
      .map((row) => toGapEntry(connection.fromJson(row['json']) as StoredGap))
      .filter((gap) => feeds.includes(gap.feed));
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

  const candidates = (statements: readonly Statement[], feeds: readonly FeedKey[], from: Place, limit: number): Place[] =>
    unique(feeds.flatMap((feed) => statements.flatMap((statement) => statement.all(feed, from.at, from.id, limit).map(toPlace))));

  /** Reads on where entries turn out to be unreadable (their status is gone), so that a short answer always means the end. */
  function collect(statements: readonly Statement[], feeds: readonly FeedKey[], from: Place, limit: number, order: (a: Place, b: Place) => number): TimelineEntry[] {
    const found: TimelineEntry[] = [];
    let start = from;
    while (found.length < limit) {
      const wanted = limit - found.length;
      const places = candidates(statements, feeds, start, wanted).toSorted(order).slice(0, wanted);
      found.push(
        ...readEntries(
          feeds,
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
    page: (feeds, before, limit) => collect(below, feeds, before ?? top, limit, comparePlaces),
    pageAbove: (feeds, after, limit) => collect(above, feeds, after, limit, (a, b) => comparePlaces(b, a)),
    countAbove: (feeds, place) => toNumber(countAbove.get(JSON.stringify(feeds), place.at, place.id)?.['entries']),
    entries: readEntries,
  };
}
