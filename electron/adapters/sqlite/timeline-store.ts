import type { EntryId, FeedKey, StatusId } from '../../contract/ids.ts';
import type { Person } from '../../contract/statuses.ts';
import type { StoredGap, StoredLine, TimelineStore } from '../../core/timelines/store.ts';
import { toNumber, toText, type Connection, type Row } from './connection.ts';
import { createEntryPlaces } from './entry-places.ts';
import { createPersonWriter } from './known-people.ts';
import { createTimelinePages } from './timeline-pages.ts';

/** Without figures about its tables SQLite takes the primary key, and reads and sorts an account's whole list for one line of it: an order by another index names it. */
const lineColumns = (index = ''): string => `line.account, line.id, line.entry, line.at, entry.uri, person.json AS booster
  FROM line ${index} CROSS JOIN entry ON entry.id = line.entry LEFT JOIN person ON person.uri = entry.booster`;
const linesByAt = lineColumns('INDEXED BY line_at');

type Lines = Pick<TimelineStore, 'putLines' | 'known' | 'line' | 'newest' | 'oldest' | 'linesBetween' | 'neighbours' | 'removeLine' | 'linesOf' | 'entriesOf'>;

function createLines(connection: Connection): Lines {
  const putPerson = createPersonWriter(connection);
  const putEntry = connection.prepare('INSERT INTO entry (id, uri, booster, place) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING');
  const putLine = connection.prepare('INSERT INTO line (account, id, entry, at, place) VALUES (?, ?, ?, ?, ?) ON CONFLICT (account, id) DO NOTHING');
  const known = connection.prepare('SELECT id, at FROM line WHERE account = ? AND id IN (SELECT value FROM json_each(?))');
  const line = connection.prepare(`SELECT ${lineColumns()} WHERE line.account = ? AND line.id = ?`);
  const newest = connection.prepare(`SELECT ${linesByAt} WHERE line.account = ? ORDER BY line.at DESC, length(line.id) DESC, line.id DESC LIMIT 1`);
  const oldest = connection.prepare(`SELECT ${linesByAt} WHERE line.account = ? ORDER BY line.at, length(line.id), line.id LIMIT 1`);
  const linesBetween = connection.prepare(`SELECT ${linesByAt} WHERE line.account = ? AND line.at <= ? AND line.at >= ? ORDER BY line.at DESC, length(line.id) DESC, line.id DESC`);
  const nextAbove = connection.prepare(`SELECT ${lineColumns()} WHERE line.account = ?1 AND line.id > ?2 AND length(line.id) = length(?2) ORDER BY line.id LIMIT 1`);
  const nextBelow = connection.prepare(`SELECT ${lineColumns()} WHERE line.account = ?1 AND line.id < ?2 AND length(line.id) = length(?2) ORDER BY line.id DESC LIMIT 1`);
  const deleteLine = connection.prepare('DELETE FROM line WHERE account = ? AND id = ?');
  const linesOf = connection.prepare(
    `SELECT line.account, line.id, line.entry, line.at, entry.uri, person.json AS booster
     FROM entry CROSS JOIN line INDEXED BY line_entry ON line.entry = entry.id LEFT JOIN person ON person.uri = entry.booster
     WHERE entry.uri = ?1 AND line.account >= ?2 AND line.account < ?2 || '!' ORDER BY line.at DESC`,
  );
  const entriesOf = connection.prepare('SELECT id FROM entry WHERE uri = ? ORDER BY place DESC, id DESC');
  const places = createEntryPlaces(connection);

  const toLine = (row: Row): StoredLine => ({
    feed: toText(row['account']) as FeedKey,
    id: toText(row['id']) as StatusId,
    entry: toText(row['entry']) as EntryId,
    uri: toText(row['uri']) as StoredLine['uri'],
    booster: row['booster'] === null ? null : connection.fromJson(row['booster']) as Person,
    at: toNumber(row['at']),
  });
  const one = (row: Row | undefined): StoredLine | null => (row === undefined ? null : toLine(row));

  function add(added: StoredLine): boolean {
    if (putLine.run(added.feed, added.id, added.entry, added.at, added.at) === 0) return false;
    if (added.booster !== null) putPerson(added.booster);
    const isNewEntry = putEntry.run(added.entry, added.uri, added.booster?.uri ?? null, added.at) > 0;
    if (!isNewEntry) places.settle(added.entry);
    return true;
  }

  return {
    putLines: (lines) => connection.run(() => lines.filter(add)),
    known: (account, ids) => new Map(known.all(account, JSON.stringify(ids)).map((row) => [toText(row['id']) as StatusId, toNumber(row['at'])])),
    line: (account, id) => one(line.get(account, id)),
    newest: (account) => one(newest.get(account)),
    oldest: (account) => one(oldest.get(account)),
    linesBetween: (account, upperAt, lowerAt) => linesBetween.all(account, upperAt, lowerAt).map(toLine),
    neighbours: (account, id) => ({ above: one(nextAbove.get(account, id)), below: one(nextBelow.get(account, id)) }),
    removeLine(account, id) {
      return connection.run(() => {
        const removed = one(line.get(account, id));
        if (removed === null) return null;
        deleteLine.run(account, id);
        places.settle(removed.entry);
        return removed;
      });
    },
    linesOf: (account, uri) => linesOf.all(uri, account ?? '').map(toLine),
    entriesOf: (uri) => entriesOf.all(uri).map((row) => toText(row['id']) as EntryId),
  };
}

type Gaps = Pick<TimelineStore, 'gaps' | 'gap' | 'putGap' | 'removeGap'>;

function createGaps(connection: Connection): Gaps {
  const gaps = connection.prepare('SELECT json FROM gap WHERE account = ? ORDER BY newer_at DESC, id DESC');
  const gap = connection.prepare('SELECT json FROM gap WHERE id = ?');
  const put = connection.prepare(
    'INSERT INTO gap (id, account, newer_at, json) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET account = excluded.account, newer_at = excluded.newer_at, json = excluded.json',
  );
  const remove = connection.prepare('DELETE FROM gap WHERE id = ?');
  const toGap = (row: Row): StoredGap => connection.fromJson(row['json']) as StoredGap;
  return {
    gaps: (account) => gaps.all(account).map(toGap),
    gap(id) {
      const row = gap.get(id);
      return row === undefined ? null : toGap(row);
    },
    putGap: (value) => {
      put.run(value.id, value.feed, value.newerAt, JSON.stringify(value));
    },
    removeGap: (id) => {
      remove.run(id);
    },
  };
}

export function createTimelineStore(connection: Connection): TimelineStore {
  return { ...createLines(connection), ...createGaps(connection), ...createTimelinePages(connection) };
}
