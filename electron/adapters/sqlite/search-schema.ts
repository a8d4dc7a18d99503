/**
 * The full-text index, a step of `cache.db` (see `schema.ts`). `search_index` keeps words only, no texts: those are in
 * `status`. Its rowids stand in the order of time, so that newest first needs no sorting. Triggers keep it in step, so
 * that no way of changing a post can forget to: what changed waits in `search_todo` and is taken up in small bites
 * (half a transaction per post would be spent here otherwise), what is deleted leaves at once.
 *
 * No `INSERT OR IGNORE` in a trigger: the conflict clause of the statement that fires it counts instead
 * (sqlite.org/lang_createtrigger.html), and statuses are written with `ON CONFLICT DO UPDATE`.
 *
 * `search_todo.status` and `search_doc.status` are rowids of `status`, which keep as long as nobody runs VACUUM.
 */
export const searchStep = `
  CREATE VIRTUAL TABLE cache.search_index USING fts5 (words, content = '', contentless_delete = 1, tokenize = 'ascii');
  CREATE TABLE cache.search_doc (
    id INTEGER PRIMARY KEY,
    status INTEGER NOT NULL UNIQUE,
    hash REAL NOT NULL,
    kept INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE cache.search_todo (status INTEGER PRIMARY KEY) STRICT;
  INSERT INTO search_todo SELECT rowid FROM status;
  CREATE TRIGGER cache.search_status_new AFTER INSERT ON status BEGIN
    INSERT INTO search_todo SELECT new.rowid WHERE NOT EXISTS (SELECT 1 FROM search_todo WHERE status = new.rowid);
  END;
  CREATE TRIGGER cache.search_status_changed AFTER UPDATE OF json ON status WHEN old.json IS NOT new.json BEGIN
    INSERT INTO search_todo SELECT new.rowid WHERE NOT EXISTS (SELECT 1 FROM search_todo WHERE status = new.rowid);
  END;
  CREATE TRIGGER cache.search_status_gone AFTER DELETE ON status BEGIN
    DELETE FROM search_index WHERE rowid = (SELECT id FROM search_doc WHERE status = old.rowid);
    DELETE FROM search_doc WHERE status = old.rowid;
    DELETE FROM search_todo WHERE status = old.rowid;
  END;
  CREATE TRIGGER cache.search_view_new AFTER INSERT ON view BEGIN
    INSERT INTO search_todo SELECT rowid FROM status WHERE uri = new.uri AND NOT EXISTS (SELECT 1 FROM search_todo WHERE search_todo.status = status.rowid);
  END;
  CREATE TRIGGER cache.search_view_changed AFTER UPDATE OF marks ON view WHEN old.marks IS NOT new.marks BEGIN
    INSERT INTO search_todo SELECT rowid FROM status WHERE uri = new.uri AND NOT EXISTS (SELECT 1 FROM search_todo WHERE search_todo.status = status.rowid);
  END;
  CREATE TRIGGER cache.search_view_gone AFTER DELETE ON view BEGIN
    INSERT INTO search_todo SELECT rowid FROM status WHERE uri = old.uri AND NOT EXISTS (SELECT 1 FROM search_todo WHERE search_todo.status = status.rowid);
  END;
  CREATE TRIGGER cache.search_boost_new AFTER INSERT ON entry WHEN new.booster IS NOT NULL BEGIN
    INSERT INTO search_todo SELECT rowid FROM status WHERE uri = new.uri AND NOT EXISTS (SELECT 1 FROM search_todo WHERE search_todo.status = status.rowid);
  END;
`;
