import type { Person } from '../../contract/statuses.ts';
import type { KnownPeople } from '../../core/compose/known-people.ts';
import type { Connection } from './connection.ts';

/** As the indexes are written (`peopleStep`), or they are not used. */
const handle = `lower(json ->> '$.handle')`;
const shownName = `lower(json ->> '$.displayName')`;

/** Two indexes by which people are found from how their name begins; SQLite's `lower` knows ASCII letters only. */
export const peopleStep = `
  CREATE INDEX cache.person_handle ON person (${handle});
  CREATE INDEX cache.person_name ON person (${shownName});
  `;

/**
 * Remembers somebody as last described. Looks first: most people are known, and a write that turns out to be none still
 * works out both indexes.
 */
export function createPersonWriter(connection: Connection): (person: Person) => void {
  const isKnown = connection.prepare('SELECT 1 FROM person WHERE uri = ? AND json = ?');
  const put = connection.prepare('INSERT INTO person (uri, json) VALUES (?, ?) ON CONFLICT (uri) DO UPDATE SET json = excluded.json');
  return (person) => {
    const json = JSON.stringify(person);
    if (isKnown.get(person.uri, json) === undefined) put.run(person.uri, json);
  };
}

/** Above every character names have. */
const last = '\u{10ffff}';

export function createKnownPeople(connection: Connection): KnownPeople {
  const find = connection.prepare(`
    SELECT json FROM (
      SELECT json, ${handle} AS handle FROM (SELECT json FROM cache.person WHERE ${handle} >= ? AND ${handle} < ? LIMIT 50)
      UNION
      SELECT json, ${handle} AS handle FROM (SELECT json FROM cache.person WHERE ${shownName} >= ? AND ${shownName} < ? LIMIT 50)
    ) ORDER BY length(handle), handle LIMIT ?`);
  return {
    beginningWith(text, limit) {
      const from = text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
      return find.all(from, from + last, from, from + last, limit).map((row) => connection.fromJson(row['json']) as Person);
    },
  };
}
