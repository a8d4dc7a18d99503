import type { AccountKey, EntryId } from '../../contract/ids.ts';
import type { NotificationTopic } from '../../contract/notifications.ts';
import type { Place } from '../../contract/timelines.ts';
import type { InboxQuery, NotificationStore, RowName, StoredEntry, StoredNotification } from '../../core/notifications/store.ts';
import { toNumber, toText, type Connection, type Row } from './connection.ts';

const rowReader = (connection: Connection) => (row: Row): StoredNotification => connection.fromJson(row['json']) as StoredNotification;
const toPlace = (row: Row): Place => ({ at: toNumber(row['place']), id: toText(row['entry']) as EntryId });
const isAny = 'IN (SELECT value FROM json_each(?))';
/** Not one of the rows that do not count. */
const isElsewhere = "notification.account || ' ' || notification.grp NOT IN (SELECT value FROM json_each(?))";

type Rows = Omit<NotificationStore, 'page' | 'entries' | 'unread' | 'unreadEntries'>;

function createRows(connection: Connection): Rows {
  const toRow = rowReader(connection);
  const get = connection.prepare('SELECT json FROM notification WHERE account = ? AND grp = ?');
  const put = connection.prepare(
    `INSERT INTO notification (account, grp, id, entry, subject, topic, at, uri, json) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (account, grp) DO UPDATE SET id = excluded.id, entry = excluded.entry, subject = excluded.subject, topic = excluded.topic, at = excluded.at, uri = excluded.uri, json = excluded.json`,
  );
  const remove = connection.prepare('DELETE FROM notification WHERE account = ? AND grp = ?');
  const size = connection.prepare('SELECT count(*) AS rows FROM notification WHERE account = ?');
  const newest = connection.prepare('SELECT json FROM notification WHERE account = ? ORDER BY length(id) DESC, id DESC LIMIT 1');
  const oldest = connection.prepare('SELECT json FROM notification WHERE account = ? ORDER BY length(id), id LIMIT 1');
  const between = connection.prepare('SELECT json FROM notification WHERE account = ? AND (length(id), id) >= (length(?2), ?2) AND (length(id), id) <= (length(?3), ?3) ORDER BY length(id) DESC, id DESC');
  const entryFor = connection.prepare(
    'SELECT entry FROM notification WHERE subject = ?1 GROUP BY entry HAVING max(at) - ?3 <= ?2 AND min(at) + ?3 >= ?2 ORDER BY max(at) DESC, entry DESC LIMIT 1',
  );
  const clear = connection.prepare('DELETE FROM notification WHERE account = ? RETURNING entry');
  const trim = connection.prepare(
    `DELETE FROM notification WHERE account = ?1 AND (length(id), id) <= (
       SELECT length(id), id FROM notification WHERE account = ?1 ORDER BY length(id) DESC, id DESC LIMIT 1 OFFSET ?2
     ) RETURNING entry`,
  );
  const one = (row: Row | undefined): StoredNotification | null => (row === undefined ? null : toRow(row));
  const entriesIn = (rows: readonly Row[]): readonly EntryId[] => [...new Set(rows.map((row) => toText(row['entry']) as EntryId))];

  return {
    row: (account, group) => one(get.get(account, group)),
    put: (row) => void put.run(row.account, row.group, row.id, row.entry, row.subject, row.topic, row.at, row.uri, JSON.stringify(row)),
    remove: (account, group) => void remove.run(account, group),
    size: (account) => toNumber(size.get(account)?.['rows']),
    newest: (account) => one(newest.get(account)),
    oldest: (account) => one(oldest.get(account)),
    between: (account, bottom, top) => between.all(account, bottom, top).map(toRow),
    entryFor(subject, at, spanMs) {
      const row = entryFor.get(subject, at, spanMs);
      return row === undefined ? null : (toText(row['entry']) as EntryId);
    },
    clear: (account) => entriesIn(clear.all(account)),
    trim: (account, keep) => entriesIn(trim.all(account, keep)),
  };
}

type Reading = Pick<NotificationStore, 'page' | 'entries' | 'unread' | 'unreadEntries'>;

function createReading(connection: Connection): Reading {
  const toRow = rowReader(connection);
  const places = connection.prepare(
    `SELECT entry, max(at) AS place FROM notification WHERE account ${isAny} AND topic ${isAny}
     GROUP BY entry HAVING (place, entry) < (?, ?) ORDER BY place DESC, entry DESC LIMIT ?`,
  );
  const rowsOf = connection.prepare(`SELECT entry, json FROM notification WHERE entry ${isAny} AND account ${isAny} AND topic ${isAny} ORDER BY at DESC, length(id) DESC, id DESC, account`);
  const unread = connection.prepare(`SELECT count(DISTINCT entry) AS entries FROM notification WHERE account = ? AND topic ${isAny} AND (length(id), id) > (length(?3), ?3) AND ${isElsewhere}`);
  const unreadEntries = connection.prepare(
    `SELECT count(DISTINCT entry) AS entries FROM json_each(?1) AS read CROSS JOIN notification ON notification.account = read.value ->> '$.account'
     WHERE notification.topic IN (SELECT value FROM json_each(?2)) AND (length(notification.id), notification.id) > (length(coalesce(read.value ->> '$.readId', '')), coalesce(read.value ->> '$.readId', '')) AND ${isElsewhere}`,
  );

  function entriesAt(query: InboxQuery, ids: readonly EntryId[]): ReadonlyMap<EntryId, StoredNotification[]> {
    const rows = rowsOf.all(JSON.stringify(ids), JSON.stringify(query.accounts), JSON.stringify(query.topics));
    const byEntry = new Map<EntryId, StoredNotification[]>();
    for (const row of rows) {
      const entry = toText(row['entry']) as EntryId;
      byEntry.set(entry, [...(byEntry.get(entry) ?? []), toRow(row)]);
    }
    return byEntry;
  }

  const topicList = (topics: readonly NotificationTopic[]): string => JSON.stringify(topics);
  return {
    page({ accounts, topics }, before, limit) {
      const from = before ?? { at: Number.MAX_VALUE, id: '' };
      const found = places.all(JSON.stringify(accounts), topicList(topics), from.at, from.id, limit).map(toPlace);
      const rows = entriesAt({ accounts, topics }, found.map(({ id }) => id));
      return found.map((place): StoredEntry => ({ ...place, rows: rows.get(place.id) ?? [] }));
    },
    entries: (query, ids) => [...entriesAt(query, ids)].map(([id, rows]): StoredEntry => ({ id, at: rows[0]?.at ?? 0, rows })).toSorted((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1)),
    unread: (account: AccountKey, topics, readId, without: readonly RowName[]) => toNumber(unread.get(account, topicList(topics), readId ?? '', JSON.stringify(without))?.['entries']),
    unreadEntries: (read, topics, without: readonly RowName[]) => toNumber(unreadEntries.get(JSON.stringify(read), topicList(topics), JSON.stringify(without))?.['entries']),
  };
}

export function createNotificationStore(connection: Connection): NotificationStore {
  return { ...createRows(connection), ...createReading(connection) };
}
