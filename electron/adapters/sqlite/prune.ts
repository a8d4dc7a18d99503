import { toNumber, toText, type Connection } from './connection.ts';
import { createCacheSize } from './cache-size.ts';
import { createEntryPlaces } from './entry-places.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** A server's home keeps 800 lines (mastodon feed_manager.rb MAX_ITEMS); 20,000 are weeks of reading back, about 60 MB an account. */
const maxLinesPerAccount = 20_000;
const maxLineAgeMs = 30 * dayMs;
/** Favourites and people's posts go back for years: such a list ages only as a whole, once nothing new comes. */
const isHome = (list: string): boolean => !list.includes(' ');
/** Such a list is read from the index again at any time: it keeps no post for longer than it is remembered. */
const isSavedSearch = (list: string): boolean => list.startsWith(' search:');
/** Rows per bite, so that one call takes tens of milliseconds. */
const biteRows = 2000;

/** How long posts that are in no timeline and in no inbox are remembered, and how large the cache may become. */
export interface Retention {
  /** Not for the person's own posts, bookmarks and favourites. */
  readonly unlistedMs: number;
  /** Above it the posts that were seen longest ago go, those of the person themselves last. */
  readonly cacheBytes: number;
}

/** Posts opened in threads or by links: kept for going back. */
const shortest: Retention = { unlistedMs: 7 * dayMs, cacheBytes: Number.MAX_SAFE_INTEGER };

/** One index probe per account; `SELECT DISTINCT` would read every line. */
const distinctAccounts = `
  WITH RECURSIVE found (account) AS (
    SELECT min(account) FROM line
    UNION ALL SELECT (SELECT min(account) FROM line WHERE account > found.account) FROM found WHERE found.account IS NOT NULL
  )
  SELECT account FROM found WHERE account IS NOT NULL`;

/** Posts in no list, those seen longest ago first. */
const unlisted = `SELECT uri FROM status WHERE touched_at < ?1
  AND NOT EXISTS (SELECT 1 FROM entry WHERE entry.uri = status.uri)
  AND NOT EXISTS (SELECT 1 FROM notification WHERE notification.uri = status.uri)
  AND (?2 OR NOT EXISTS (SELECT 1 FROM search_doc WHERE search_doc.status = status.rowid AND search_doc.kept))
  ORDER BY touched_at LIMIT ?3`;

/** See `Stores.prune`. */
export function createPruner(connection: Connection): (now: number, retention?: Retention) => boolean {
  const places = createEntryPlaces(connection);
  const accounts = connection.prepare(distinctAccounts);
  const lastKept = connection.prepare('SELECT place FROM line WHERE account = ? ORDER BY place DESC LIMIT 1 OFFSET ?');
  const deleteLines = connection.prepare('DELETE FROM line WHERE (account, id) IN (SELECT account, id FROM line WHERE account = ? AND place < ? ORDER BY place LIMIT ?) RETURNING entry');
  const deleteGaps = connection.prepare('DELETE FROM gap WHERE account = ? AND newer_at < ?');
  const oldest = connection.prepare(unlisted);
  const deleteStatus = connection.prepare("DELETE FROM status WHERE uri = ? RETURNING CASE WHEN json_valid(json) THEN json ->> '$.author.uri' END AS author");
  // Posts of one person begin alike on most servers; where they do not (Misskey, Akkoma), people stay known.
  const deletePerson = connection.prepare(
    `DELETE FROM person WHERE uri = ?1 AND NOT EXISTS (SELECT 1 FROM entry WHERE booster = ?1) AND NOT EXISTS (SELECT 1 FROM status WHERE uri > ?1 || '/' AND uri < ?1 || '0')`,
  );
  const deleteViews = connection.prepare('DELETE FROM view WHERE uri = ?');
  const usedBytes = createCacheSize(connection);

  function pruneLines(account: string, now: number, { unlistedMs }: Retention): number {
    const byCount = lastKept.get(account, maxLinesPerAccount - 1)?.['place'];
    const newest = lastKept.get(account, 0)?.['place'];
    const ageMs = isSavedSearch(account) ? Math.min(maxLineAgeMs, unlistedMs) : maxLineAgeMs;
    const ages = isHome(account) || isSavedSearch(account) || newest === undefined || toNumber(newest) < now - ageMs;
    const cut = Math.max(ages ? now - ageMs : 0, byCount === undefined ? 0 : toNumber(byCount));
    const entries = deleteLines.all(account, cut, biteRows).map((row) => toText(row['entry']));
    for (const entry of new Set(entries)) places.settle(entry);
    deleteGaps.run(account, cut);
    return entries.length;
  }

  function pruneUnlisted(before: number, withKept: boolean): number {
    const uris = oldest.all(before, Number(withKept), biteRows).map((row) => toText(row['uri']));
    const authors = new Set<string>();
    for (const uri of uris) {
      deleteViews.run(uri);
      const author = deleteStatus.get(uri)?.['author'];
      if (typeof author === 'string' && uri.startsWith(`${author}/`)) authors.add(author);
    }
    for (const author of authors) deletePerson.run(author);
    return uris.length;
  }

  const isTooLarge = ({ cacheBytes }: Retention): boolean => usedBytes() > cacheBytes;

  /** Answers whether there is more to do. */
  function pruneToSize(now: number, retention: Retention): boolean {
    if (!isTooLarge(retention)) return false;
    const gone = pruneUnlisted(now - dayMs, false) || pruneUnlisted(now - dayMs, true);
    return gone > 0 && isTooLarge(retention);
  }

  return (now, retention = shortest) =>
    connection.run(() => {
      const bites = [...accounts.all().map((row) => pruneLines(toText(row['account']), now, retention)), pruneUnlisted(now - retention.unlistedMs, false)];
      const isLarge = pruneToSize(now, retention);
      return isLarge || bites.some((rows) => rows >= biteRows);
    });
}
