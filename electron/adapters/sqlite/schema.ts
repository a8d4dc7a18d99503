import { carryStep } from './carry-schema.ts';
import { planStep } from './plan-schema.ts';
import { peopleStep } from './known-people.ts';
import { hiddenStep } from './hidden-store.ts';
import { searchStep } from './search-schema.ts';

/**
 * The tables, as numbered steps: step n takes a file from version n-1 to n. A step that was released is never edited;
 * a change is a new step.
 */

/** `state.db`: what only this computer knows. Losing a row here loses somebody's words. */
export const stateSteps: readonly string[] = [
  `
  CREATE TABLE account (key TEXT PRIMARY KEY, position INTEGER NOT NULL, json TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE draft (id TEXT PRIMARY KEY, saved_at REAL NOT NULL, json TEXT NOT NULL) STRICT;
  CREATE TABLE outbox_post (id TEXT PRIMARY KEY, created_at REAL NOT NULL, body TEXT NOT NULL) STRICT;
  CREATE INDEX outbox_post_created ON outbox_post (created_at);
  CREATE TABLE outbox_copy (
    id TEXT PRIMARY KEY,
    post TEXT NOT NULL REFERENCES outbox_post (id) ON DELETE CASCADE,
    state TEXT NOT NULL,
    json TEXT NOT NULL
  ) STRICT;
  CREATE INDEX outbox_copy_post ON outbox_copy (post);
  CREATE INDEX outbox_copy_state ON outbox_copy (state);
  CREATE TABLE setting (name TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE linked_copy (
    uri TEXT PRIMARY KEY,
    post TEXT NOT NULL,
    account TEXT NOT NULL,
    at REAL NOT NULL,
    json TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX linked_copy_post ON linked_copy (post, at);
  INSERT OR IGNORE INTO linked_copy (uri, post, account, at, json)
    SELECT json ->> '$.status.uri', post, json ->> '$.account', json ->> '$.status.at',
      json_object('post', post, 'account', json ->> '$.account', 'id', json ->> '$.status.id', 'uri', json ->> '$.status.uri', 'url', json ->> '$.status.url', 'at', json -> '$.status.at')
    FROM outbox_copy WHERE state = 'sent' AND json ->> '$.status.uri' IS NOT NULL AND json ->> '$.status.id' IS NOT NULL;
  CREATE TABLE copy_job (id TEXT PRIMARY KEY, account TEXT NOT NULL, json TEXT NOT NULL) STRICT;
  `,
  `
  CREATE TABLE sent_draft (draft TEXT PRIMARY KEY, post TEXT NOT NULL, sent_at REAL NOT NULL) STRICT, WITHOUT ROWID;
  `,
  planStep,
  carryStep,
];

/**
 * `cache.db`: what the servers can tell again. Ids stay text: they are opaque, and some are beyond 2^53.
 *
 * `account` of `line` and `gap` is the key of a list (`FeedKey`): a home's is that of its account, others begin with it.
 * `line.place` and `line.entry` repeat the place of the merged entry in every account's list, so that a page over any
 * set of accounts is one short range read per account and a merge, and never a scan.
 */
export const cacheSteps: readonly string[] = [
  `
  CREATE TABLE cache.status (
    uri TEXT PRIMARY KEY,
    source TEXT NOT NULL,
    touched_at REAL NOT NULL,
    json TEXT NOT NULL
  ) STRICT;
  CREATE INDEX cache.status_touched ON status (touched_at);
  CREATE TABLE cache.view (
    uri TEXT NOT NULL,
    account TEXT NOT NULL,
    id TEXT NOT NULL,
    seen_at REAL NOT NULL,
    counts TEXT NOT NULL,
    marks TEXT NOT NULL,
    PRIMARY KEY (uri, account)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX cache.view_id ON view (account, id);
  CREATE INDEX cache.view_seen ON view (account, seen_at);
  CREATE TABLE cache.person (uri TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE cache.entry (
    id TEXT PRIMARY KEY,
    uri TEXT NOT NULL,
    booster TEXT,
    place REAL NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX cache.entry_uri ON entry (uri);
  CREATE INDEX cache.entry_booster ON entry (booster) WHERE booster IS NOT NULL;
  CREATE TABLE cache.line (
    account TEXT NOT NULL,
    id TEXT NOT NULL,
    entry TEXT NOT NULL,
    at REAL NOT NULL,
    place REAL NOT NULL,
    PRIMARY KEY (account, id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX cache.line_place ON line (account, place, entry);
  CREATE INDEX cache.line_at ON line (account, at);
  CREATE INDEX cache.line_entry ON line (entry, account);
  CREATE TABLE cache.gap (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL,
    newer_at REAL NOT NULL,
    json TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX cache.gap_place ON gap (account, newer_at, id);
  `,
  `
  CREATE TABLE cache.notification (
    account TEXT NOT NULL,
    grp TEXT NOT NULL,
    id TEXT NOT NULL,
    entry TEXT NOT NULL,
    subject TEXT,
    topic TEXT NOT NULL,
    at REAL NOT NULL,
    uri TEXT,
    json TEXT NOT NULL,
    PRIMARY KEY (account, grp)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX cache.notification_id ON notification (account, length(id), id);
  CREATE INDEX cache.notification_entry ON notification (entry);
  CREATE INDEX cache.notification_subject ON notification (subject, entry, at) WHERE subject IS NOT NULL;
  CREATE INDEX cache.notification_place ON notification (account, topic, entry, at);
  CREATE INDEX cache.notification_uri ON notification (uri) WHERE uri IS NOT NULL;
  `,
  searchStep,
  `
  UPDATE cache.gap SET json = json_set(json, '$.feed', account) WHERE json_extract(json, '$.feed') IS NULL;
  UPDATE cache.view SET marks = json_set(marks, '$.filtered', (
    SELECT json_group_array(json_set(value, '$.contexts', json('["home"]'))) FROM json_each(marks, '$.filtered')
  )) WHERE json_array_length(marks, '$.filtered') > 0;
  `,
  peopleStep,
  hiddenStep,
];

/** Columns that hold JSON, by table: SQLite does not notice a flipped byte inside of a text, `json_valid` does. */
export type JsonColumns = readonly (readonly [table: string, column: string])[];
export const stateJson: JsonColumns = [['account', 'json'], ['draft', 'json'], ['outbox_post', 'body'], ['outbox_copy', 'json'], ['setting', 'json'], ['linked_copy', 'json'], ['copy_job', 'json'], ['plan', 'json'], ['plan_host', 'json'], ['carry_plan', 'json'], ['carry_line', 'json'], ['carry_file', 'json']];
export const cacheJson: JsonColumns = [['status', 'json'], ['view', 'marks'], ['view', 'counts'], ['person', 'json'], ['gap', 'json'], ['notification', 'json'], ['hidden', 'json']];
