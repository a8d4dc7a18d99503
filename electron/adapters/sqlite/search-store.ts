import type { Status, StatusMarks, StatusView } from '../../contract/statuses.ts';
import type { Found, IndexedPost, Match, PendingPost, Phrase, SearchStore } from '../../core/search/store.ts';
import { createCacheSize } from './cache-size.ts';
import { toNumber, toText, type Connection, type Row } from './connection.ts';
import { createEntryPlaces } from './entry-places.ts';

/** Rowids count seconds since 1970 and leave room for this many posts in each; what does not fit moves into the next. */
const perSecond = 16;
/** Where more came within one second, the next free place within the hour. */
const crowd = 3_600 * perSecond;
/** How far a clock of a server may be ahead. */
const aheadMs = 60_000;
/** Payload of a leaf of the index (sqlite.org/fts5.html, option pgsz). */
const leafBytes = 4_050;
/** Rows per bite, so that one call takes tens of milliseconds. */
const biteRows = 2_000;

const idAt = (at: number): number => Math.floor(Math.max(0, at) / 1000) * perSecond;

export function createSearchStore(connection: Connection): SearchStore {
  return { ...createWriting(connection), ...createReading(connection), forget: createForget(connection) };
}

function createWriting(connection: Connection): Pick<SearchStore, 'pending' | 'write'> {
  const todo = connection.prepare(
    `SELECT search_todo.status AS key, status.uri, status.json, EXISTS (SELECT 1 FROM entry WHERE entry.uri = status.uri AND entry.booster IS NOT NULL) AS boosted
     FROM search_todo CROSS JOIN status ON status.rowid = search_todo.status WHERE search_todo.status > 0 ORDER BY search_todo.status DESC LIMIT ?`,
  );
  const marks = connection.prepare('SELECT marks FROM view WHERE uri = ? ORDER BY account');
  const done = connection.prepare('DELETE FROM search_todo WHERE status = ?');
  const known = connection.prepare('SELECT id, hash, kept FROM search_doc WHERE status = ?');
  const taken = connection.prepare('SELECT 1 FROM search_doc WHERE id = ?');
  const last = connection.prepare('SELECT max(id) AS id FROM search_doc WHERE id >= ? AND id < ?');
  const putDoc = connection.prepare('INSERT INTO search_doc (id, status, hash, kept) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET hash = excluded.hash, kept = excluded.kept');
  const dropDoc = connection.prepare('DELETE FROM search_doc WHERE id = ?');
  const dropWords = connection.prepare('DELETE FROM search_index WHERE rowid = ?');
  const putWords = connection.prepare('INSERT OR REPLACE INTO search_index (rowid, words) VALUES (?, ?)');

  const toPending = (row: Row): PendingPost => ({
    key: toNumber(row['key']),
    status: connection.fromJson(row['json']) as Status,
    marks: marks.all(toText(row['uri'])).map((view) => connection.fromJson(view['marks']) as StatusMarks),
    isBoosted: row['boosted'] === 1,
  });

  /** The place a post has already, where its time is the same; else the next free one. */
  function placeOf(at: number, before: number | null): number {
    const first = idAt(at);
    if (before !== null && before >= first && before < first + perSecond) return before;
    for (let id = first; id < first + perSecond; id += 1) if (taken.get(id) === undefined) return id;
    // A machine that posts a lot, or posts without a date.
    return toNumber(last.get(first, first + crowd)?.['id']) + 1;
  }

  function writeOne(post: IndexedPost, now: number): void {
    done.run(post.key);
    const old = known.get(post.key);
    const kept = Number(post.isKept);
    if (old !== undefined && old['hash'] === post.hash && old['kept'] === kept) return;
    const before = old === undefined ? null : toNumber(old['id']);
    const id = placeOf(Math.min(post.createdAt, now + aheadMs), before);
    if (before !== null && before !== id) {
      dropWords.run(before);
      dropDoc.run(before);
    }
    putDoc.run(id, post.key, post.hash, kept);
    putWords.run(id, post.words);
  }

  return {
    pending: (limit) => todo.all(limit).map(toPending),
    write(posts, now) {
      // The index takes rowids in rising order without a detour over the disk.
      const inOrder = posts.toSorted((a, b) => a.createdAt - b.createdAt || a.key - b.key);
      connection.run(() => inOrder.forEach((post) => writeOne(post, now)));
    },
  };
}

function createReading(connection: Connection): Pick<SearchStore, 'find' | 'among' | 'size'> {
  const find = connection.prepare(
    `SELECT search_index.rowid AS id, status.uri, status.json
     FROM search_index CROSS JOIN search_doc ON search_doc.id = search_index.rowid CROSS JOIN status ON status.rowid = search_doc.status
     WHERE search_index MATCH ? AND search_index.rowid >= ? AND search_index.rowid < ? ORDER BY search_index.rowid DESC LIMIT ?`,
  );
  // One probe of the index per post, in place of a look through all that fits.
  const among = connection.prepare(
    `SELECT search_index.rowid AS id, status.uri, status.json
     FROM search_doc CROSS JOIN search_index ON search_index.rowid = search_doc.id CROSS JOIN status ON status.rowid = search_doc.status
     WHERE search_doc.status IN (SELECT value FROM json_each(?)) AND search_index MATCH ? AND search_doc.id >= ? AND search_doc.id < ?`,
  );
  const docs = connection.prepare('SELECT count(*) AS rows FROM search_doc');
  const waiting = connection.prepare('SELECT count(*) AS rows FROM search_todo');
  // One row per leaf that begins a word; the last leaf of a segment tells how many there are.
  const leaves = connection.prepare('SELECT coalesce(sum(leaves), 0) AS leaves FROM (SELECT max(pgno) >> 1 AS leaves FROM search_index_idx GROUP BY segid)');
  const marks = connection.prepare('SELECT uri, marks FROM view WHERE uri IN (SELECT value FROM json_each(?)) ORDER BY account');
  const cacheBytes = createCacheSize(connection);

  function toViews(rows: readonly Row[]): readonly StatusView[] {
    const byUri = Map.groupBy(marks.all(JSON.stringify(rows.map((row) => row['uri']))), (row) => row['uri']);
    return rows.map((row) => ({
      status: connection.fromJson(row['json']) as Status,
      marks: byUri.get(row['uri'])?.map((view) => connection.fromJson(view['marks']) as StatusMarks) ?? [],
    }));
  }

  const toFound = (rows: readonly Row[], limit: number): Found => {
    const places = rows.map((row) => toNumber(row['id']));
    return { views: toViews(rows), places, cursor: rows.length < limit ? null : (places.at(-1) ?? null) };
  };

  return {
    find(match, cursor, limit) {
      const [lowest, above] = bounds(match);
      return toFound(find.all(toExpression(match), lowest, cursor === null ? above : Math.min(cursor, above), limit), limit);
    },
    among: (match, keys) => toFound(among.all(JSON.stringify(keys), toExpression(match), ...bounds(match)).toSorted((a, b) => toNumber(b['id']) - toNumber(a['id'])), Number.POSITIVE_INFINITY),
    size: () => ({
      posts: toNumber(docs.get()?.['rows']),
      waiting: toNumber(waiting.get()?.['rows']),
      indexBytes: toNumber(leaves.get()?.['leaves']) * leafBytes,
      cacheBytes: cacheBytes(),
    }),
  };
}

function createForget(connection: Connection): SearchStore['forget'] {
  const places = createEntryPlaces(connection);
  const dropSearches = connection.prepare("DELETE FROM line WHERE account >= ' search:' AND account < ' search;' RETURNING entry");
  const emptyIndex = connection.prepare("INSERT INTO search_index (search_index) VALUES ('delete-all')");
  const emptyDocs = connection.prepare('DELETE FROM search_doc');
  const emptyTodo = connection.prepare('DELETE FROM search_todo');
  const unlisted = connection.prepare(
    `DELETE FROM status WHERE rowid IN (SELECT rowid FROM status WHERE touched_at > 0
       AND NOT EXISTS (SELECT 1 FROM entry WHERE entry.uri = status.uri) AND NOT EXISTS (SELECT 1 FROM notification WHERE notification.uri = status.uri) LIMIT ?) RETURNING uri`,
  );
  const dropViews = connection.prepare('DELETE FROM view WHERE uri = ?');
  return () =>
    connection.run(() => {
      emptyIndex.run();
      emptyDocs.run();
      // What stands in saved searches only is in no timeline.
      for (const entry of new Set(dropSearches.all().map((row) => toText(row['entry'])))) places.settle(entry);
      const gone = unlisted.all(biteRows);
      for (const row of gone) dropViews.run(toText(row['uri']));
      emptyTodo.run();
      return gone.length >= biteRows;
    });
}

const bounds = ({ from, to }: Match): readonly [number, number] => [from === null ? 0 : idAt(from), to === null ? Number.MAX_SAFE_INTEGER : idAt(to)];

/** The query language of FTS5. Every word is quoted, so that nothing in it can be taken for syntax. */
function toExpression({ all, none }: Match): string {
  const wanted = all.map((group) => `(${group.map(toPhrase).join(' OR ')})`).join(' AND ');
  return none.length === 0 ? wanted : `(${wanted}) NOT (${none.map(toPhrase).join(' OR ')})`;
}

function toPhrase({ words, isPrefix }: Phrase): string {
  return `"${words.join(' ').replaceAll('"', '""')}"${isPrefix ? ' *' : ''}`;
}
