import { toNumber, toText, type Connection } from './connection.ts';
import { createEntryPlaces } from './entry-places.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** A server's home keeps 800 lines (mastodon feed_manager.rb MAX_ITEMS); 20,000 are weeks of reading back, about 60 MB an account. */
const maxLinesPerAccount = 20_000;
const maxLineAgeMs = 30 * dayMs;
/** Posts opened in threads or by links, in no home: kept for going back. */
const maxUnlistedAgeMs = 7 * dayMs;
/** Rows per bite, so that one call takes tens of milliseconds. */
const biteRows = 2000;

/** One index probe per account; `SELECT DISTINCT` would read every line. */
const distinctAccounts = `
  WITH RECURSIVE found (account) AS (
    SELECT min(account) FROM line
    UNION ALL SELECT (SELECT min(account) FROM line WHERE account > found.account) FROM found WHERE found.account IS NOT NULL
  )
  SELECT account FROM found WHERE account IS NOT NULL`;

/** See `Stores.prune`. */
export function createPruner(connection: Connection): (now: number) => boolean {
  const places = createEntryPlaces(connection);
  const accounts = connection.prepare(distinctAccounts);
  const lastKept = connection.prepare('SELECT place FROM line WHERE account = ? ORDER BY place DESC LIMIT 1 OFFSET ?');
  const deleteLines = connection.prepare('DELETE FROM line WHERE (account, id) IN (SELECT account, id FROM line WHERE account = ? AND place < ? ORDER BY place LIMIT ?) RETURNING entry');
  const deleteGaps = connection.prepare('DELETE FROM gap WHERE account = ? AND newer_at < ?');
  const unlisted = connection.prepare('SELECT uri FROM status WHERE touched_at < ? AND NOT EXISTS (SELECT 1 FROM entry WHERE entry.uri = status.uri) AND NOT EXISTS (SELECT 1 FROM notification WHERE notification.uri = status.uri) ORDER BY touched_at LIMIT ?');
  const deleteStatus = connection.prepare('DELETE FROM status WHERE uri = ?');
  const deleteViews = connection.prepare('DELETE FROM view WHERE uri = ?');

  function pruneLines(account: string, now: number): number {
    const byCount = lastKept.get(account, maxLinesPerAccount - 1)?.['place'];
    const cut = Math.max(now - maxLineAgeMs, byCount === undefined ? 0 : toNumber(byCount));
    const entries = deleteLines.all(account, cut, biteRows).map((row) => toText(row['entry']));
    for (const entry of new Set(entries)) places.settle(entry);
    deleteGaps.run(account, cut);
    return entries.length;
  }

  function pruneUnlisted(now: number): number {
    const uris = unlisted.all(now - maxUnlistedAgeMs, biteRows).map((row) => toText(row['uri']));
    for (const uri of uris) {
      deleteViews.run(uri);
      deleteStatus.run(uri);
    }
    return uris.length;
  }

  return (now) =>
    connection.run(() => {
      const bites = accounts.all().map((row) => pruneLines(toText(row['account']), now));
      return [...bites, pruneUnlisted(now)].some((rows) => rows >= biteRows);
    });
}
