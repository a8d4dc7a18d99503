import type { Hidden } from '../../contract/shield.ts';
import type { HiddenStore } from '../../core/shield/store.ts';
import type { Connection } from './connection.ts';

/** Whom each account mutes and blocks. */
export const hiddenStep = `
  CREATE TABLE cache.hidden (
    account TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    json TEXT NOT NULL,
    PRIMARY KEY (account, kind, subject)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE cache.hidden_read (account TEXT PRIMARY KEY, at REAL NOT NULL) STRICT, WITHOUT ROWID;
  `;

export function createHiddenStore(connection: Connection): HiddenStore {
  const of = connection.prepare(`SELECT json FROM cache.hidden WHERE account = ? ORDER BY kind = 'domain', subject, kind`);
  const readAt = connection.prepare('SELECT at FROM cache.hidden_read WHERE account = ?');
  const setReadAt = connection.prepare('INSERT INTO cache.hidden_read (account, at) VALUES (?, ?) ON CONFLICT (account) DO UPDATE SET at = excluded.at');
  const put = connection.prepare('INSERT INTO cache.hidden (account, kind, subject, json) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET json = excluded.json');
  const remove = connection.prepare('DELETE FROM cache.hidden WHERE account = ? AND kind = ? AND subject = ?');
  const clear = connection.prepare('DELETE FROM cache.hidden WHERE account = ?');
  const forget = connection.prepare('DELETE FROM cache.hidden_read WHERE account = ?');
  return {
    of: (account) => of.all(account).map((row) => connection.fromJson(row['json']) as Hidden),
    readAt(account) {
      const at = readAt.get(account)?.['at'];
      return typeof at === 'number' ? at : null;
    },
    replace(account, hidden, at) {
      connection.run(() => {
        clear.run(account);
        for (const each of hidden) put.run(account, each.kind, each.subject, JSON.stringify(each));
        setReadAt.run(account, at);
      });
    },
    put: (account, hidden) => void put.run(account, hidden.kind, hidden.subject, JSON.stringify(hidden)),
    remove: (account, kind, subject) => void remove.run(account, kind, subject),
    forget(account) {
      connection.run(() => {
        clear.run(account);
        forget.run(account);
      });
    },
  };
}
