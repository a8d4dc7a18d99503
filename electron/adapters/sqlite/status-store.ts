import type { AccountKey, StatusId, StatusUri } from '../../contract/ids.ts';
import type { Status, StatusMarks, StatusView } from '../../contract/statuses.ts';
import type { SeenStatus } from '../../core/fediverse.ts';
import type { StatusStore } from '../../core/statuses/store.ts';
import { toNumber, toText, type Connection, type Row } from './connection.ts';
import { createPersonWriter } from './known-people.ts';
import { largestCounts, mergeStatus, type Counts } from './merge-status.ts';

/** Reads views of statuses in one go; shared with the timeline, whose pages are made of them. */
export function createViewReader(connection: Connection): (uris: readonly StatusUri[]) => ReadonlyMap<StatusUri, StatusView> {
  const statuses = connection.prepare('SELECT uri, json FROM status WHERE uri IN (SELECT value FROM json_each(?))');
  const marks = connection.prepare('SELECT uri, marks FROM view WHERE uri IN (SELECT value FROM json_each(?)) ORDER BY account');
  return (uris) => {
    const found = new Map<StatusUri, { status: Status; marks: StatusMarks[] }>();
    if (uris.length === 0) return found;
    const list = JSON.stringify(uris);
    for (const row of statuses.all(list)) found.set(toText(row['uri']) as StatusUri, { status: connection.fromJson(row['json']) as Status, marks: [] });
    for (const row of marks.all(list)) found.get(toText(row['uri']) as StatusUri)?.marks.push(connection.fromJson(row['marks']) as StatusMarks);
    return found;
  };
}

/** Who told of a status that was read without an account. */
const nobody = '';

/** How far `touched_at` may lag behind: pruning counts in days, and a server tells the same posts every few minutes. */
const touchEveryMs = 12 * 60 * 60 * 1000;

const inputsOf = (account: AccountKey, seen: SeenStatus): { readonly marks: string; readonly counts: string } => ({
  marks: JSON.stringify({ account, ...seen.marks } satisfies StatusMarks),
  counts: JSON.stringify(seen.status.counts),
});

export function createStatusStore(connection: Connection): StatusStore {
  const record = connection.prepare('SELECT json, source, touched_at FROM status WHERE uri = ?');
  const putRecord = connection.prepare(
    'INSERT INTO status (uri, source, touched_at, json) VALUES (?, ?, ?, ?) ON CONFLICT (uri) DO UPDATE SET source = excluded.source, touched_at = excluded.touched_at, json = excluded.json',
  );
  /** So that people are found who were met (`KnownPeople`). */
  const putAuthor = createPersonWriter(connection);
  const updateRecord = connection.prepare('UPDATE status SET source = ?, json = ? WHERE uri = ?');
  const touch = connection.prepare('UPDATE status SET touched_at = ? WHERE uri = ?');
  const deleteRecord = connection.prepare('DELETE FROM status WHERE uri = ?');
  const views = connection.prepare('SELECT account, id, counts, marks FROM view WHERE uri = ? ORDER BY account');
  const putView = connection.prepare(
    'INSERT INTO view (uri, account, id, seen_at, counts, marks) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (uri, account) DO UPDATE SET id = excluded.id, counts = excluded.counts, marks = excluded.marks',
  );
  const updateMarks = connection.prepare('UPDATE view SET marks = ? WHERE uri = ? AND account = ?');
  const deleteView = connection.prepare('DELETE FROM view WHERE uri = ? AND account = ?');
  const localId = connection.prepare('SELECT id FROM view WHERE uri = ? AND account = ?');
  const uriOf = connection.prepare('SELECT uri FROM view WHERE account = ? AND id = ?');
  const seenSince = connection.prepare(
    `SELECT view.id, view.uri, status.json ->> '$.editedAt' AS edited_at FROM view CROSS JOIN status ON status.uri = view.uri
     WHERE view.account = ? AND view.seen_at >= ? ORDER BY view.seen_at DESC LIMIT ?`,
  );
  const read = createViewReader(connection);

  const countsOf = (rows: readonly Row[]): Counts => largestCounts(rows.map((row) => connection.fromJson(row['counts']) as Counts));

  /** A server that tells what is stored already causes no write: most pages are such. Also where the clock was ahead once. */
  function touchIfDue(uri: StatusUri, now: number, known: Row): void {
    if (Math.abs(now - toNumber(known['touched_at'])) >= touchEveryMs) touch.run(now, uri);
  }

  function putNew(account: AccountKey | null, seen: SeenStatus, now: number): void {
    putRecord.run(seen.status.uri, account ?? nobody, now, JSON.stringify(seen.status));
    putAuthor(seen.status.author);
    if (account === null) return;
    const { marks, counts } = inputsOf(account, seen);
    putView.run(seen.status.uri, account, seen.marks.id, now, counts, marks);
  }

  function putKnown(account: AccountKey, seen: SeenStatus, now: number, known: Row): boolean {
    const { uri } = seen.status;
    const { marks, counts } = inputsOf(account, seen);
    const before = views.all(uri);
    const own = before.find((row) => row['account'] === account);
    const others = before.filter((row) => row !== own);
    const source = toText(known['source']);
    const largest = largestCounts([seen.status.counts, countsOf(others)]);
    const marksChanged = own?.['marks'] !== marks;
    // Word for word what is stored: nothing to merge. Spares reading and writing the stored text, most of the work here.
    const asSeen = JSON.stringify({ ...seen.status, counts: largest } satisfies Status);
    const merged = asSeen === known['json'] ? null : mergeStatus(connection.fromJson(known['json']) as Status, seen.status, { source, account });
    const json = merged === null ? asSeen : JSON.stringify({ ...merged.status, counts: largest } satisfies Status);
    const recordChanged = json !== known['json'];
    if (marksChanged || own?.['counts'] !== counts) putView.run(uri, account, seen.marks.id, now, counts, marks);
    if (recordChanged) putRecord.run(uri, merged?.taken === true ? account : source, now, json);
    else touchIfDue(uri, now, known);
    return recordChanged || marksChanged;
  }

  /** What everybody can read adds to what accounts see, and takes nothing away. */
  function putPublic(seen: SeenStatus, now: number, known: Row): boolean {
    const { uri } = seen.status;
    const stored = connection.fromJson(known['json']) as Status;
    const { status } = mergeStatus(stored, seen.status, { source: toText(known['source']), account: nobody });
    const json = JSON.stringify({ ...status, counts: largestCounts([stored.counts, seen.status.counts]) } satisfies Status);
    const changed = json !== known['json'];
    if (changed) putRecord.run(uri, toText(known['source']), now, json);
    else touchIfDue(uri, now, known);
    return changed;
  }

  return {
    put(account, seen, now) {
      return connection.run(() => {
        const known = record.get(seen.status.uri);
        if (known !== undefined) return account === null ? putPublic(seen, now, known) : putKnown(account, seen, now, known);
        putNew(account, seen, now);
        return true;
      });
    },
    get: (uri) => read([uri]).get(uri) ?? null,
    many(uris) {
      const found = read(uris);
      return uris.flatMap((uri) => found.get(uri) ?? []);
    },
    localId(account, uri) {
      const row = localId.get(uri, account);
      return row === undefined ? null : (toText(row['id']) as StatusId);
    },
    uriOf(account, id) {
      const row = uriOf.get(account, id);
      return row === undefined ? null : (toText(row['uri']) as StatusUri);
    },
    setMarks(account, uri, change) {
      return connection.run(() => {
        const row = views.all(uri).find((view) => view['account'] === account);
        if (row === undefined) return null;
        updateMarks.run(JSON.stringify({ ...(connection.fromJson(row['marks']) as StatusMarks), ...change } satisfies StatusMarks), uri, account);
        return read([uri]).get(uri) ?? null;
      });
    },
    dropView(account, uri) {
      return connection.run(() => {
        deleteView.run(uri, account);
        const left = views.all(uri);
        const known = record.get(uri);
        if (known === undefined) return null;
        if (left[0] === undefined) {
          deleteRecord.run(uri);
          return null;
        }
        const source = left.some((row) => row['account'] === known['source']) ? toText(known['source']) : toText(left[0]['account']);
        const status: Status = { ...(connection.fromJson(known['json']) as Status), counts: countsOf(left) };
        updateRecord.run(source, JSON.stringify(status), uri);
        return { status, marks: left.map((row) => connection.fromJson(row['marks']) as StatusMarks) };
      });
    },
    seenSince: (account, since, limit) =>
      seenSince.all(account, since, limit).map((row) => ({
        id: toText(row['id']) as StatusId,
        uri: toText(row['uri']) as StatusUri,
        editedAt: typeof row['edited_at'] === 'number' ? row['edited_at'] : null,
      })),
  };
}
