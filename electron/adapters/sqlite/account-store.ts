import type { AccountKey, StatusUri } from '../../contract/ids.ts';
import type { AccountStore, StoredAccount } from '../../core/accounts/store.ts';
import type { StatusStore } from '../../core/statuses/store.ts';
import { toText, type Connection } from './connection.ts';
import { createEntryPlaces } from './entry-places.ts';

/** All lists of an account: its home goes by its key alone, the others by the key, a space and more (`contract/feeds.ts`). `!` comes after the space. */
const listsOfAccount = "account >= ?1 AND account < ?1 || '!'";

/** Everything `cache.db` keeps for one account alone. */
function createCacheEraser(connection: Connection, statuses: StatusStore): (key: AccountKey) => void {
  const places = createEntryPlaces(connection);
  const lines = connection.prepare(`DELETE FROM line WHERE ${listsOfAccount} RETURNING entry`);
  const gaps = connection.prepare(`DELETE FROM gap WHERE ${listsOfAccount}`);
  const notifications = connection.prepare('DELETE FROM notification WHERE account = ?');
  const views = connection.prepare('SELECT uri FROM view WHERE account = ?');
  return (key) => {
    const entries = new Set(lines.all(key).map((row) => toText(row['entry'])));
    for (const entry of entries) places.settle(entry);
    gaps.run(key);
    notifications.run(key);
    for (const row of views.all(key)) statuses.dropView(key, toText(row['uri']) as StatusUri);
  };
}

export function createAccountStore(connection: Connection, statuses: StatusStore): AccountStore {
  const all = connection.prepare('SELECT json FROM account ORDER BY position, key');
  const put = connection.prepare('INSERT INTO account (key, position, json) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET position = excluded.position, json = excluded.json');
  const remove = connection.prepare('DELETE FROM account WHERE key = ?');
  const removeSettings = connection.prepare("DELETE FROM setting WHERE substr(name, -length(?1) - 1) = ':' || ?1");
  const eraseCache = createCacheEraser(connection, statuses);
  return {
    all: () => all.all().map((row) => connection.fromJson(row['json']) as StoredAccount),
    put: (account) => {
      put.run(account.key, account.position, JSON.stringify(account));
    },
    remove(key) {
      connection.run(() => {
        remove.run(key);
        removeSettings.run(key);
        eraseCache(key);
      });
    },
  };
}
