import { toNumber, type Connection } from './connection.ts';

/** Keeps the place of merged entries true: the smallest `at` of an entry's lines, repeated in each of them. */
export interface EntryPlaces {
  /** After lines came or went: moves the entry where it belongs, or takes it out with its last line. */
  settle(entry: string): void;
}

export function createEntryPlaces(connection: Connection): EntryPlaces {
  const smallest = connection.prepare('SELECT min(at) AS at FROM line WHERE entry = ?');
  const place = connection.prepare('SELECT place FROM entry WHERE id = ?');
  const moveEntry = connection.prepare('UPDATE entry SET place = ? WHERE id = ?');
  const moveLines = connection.prepare('UPDATE line SET place = ? WHERE entry = ? AND place <> ?');
  const deleteEntry = connection.prepare('DELETE FROM entry WHERE id = ? RETURNING booster');
  const boosts = connection.prepare('SELECT 1 FROM entry WHERE booster = ? LIMIT 1');
  const deletePerson = connection.prepare('DELETE FROM person WHERE uri = ?');

  function takeOut(entry: string): void {
    const booster = deleteEntry.get(entry)?.['booster'];
    if (typeof booster === 'string' && boosts.get(booster) === undefined) deletePerson.run(booster);
  }

  return {
    settle(entry) {
      const at = smallest.get(entry)?.['at'];
      if (typeof at !== 'number') return takeOut(entry);
      const row = place.get(entry);
      if (row !== undefined && toNumber(row['place']) !== at) moveEntry.run(at, entry);
      moveLines.run(at, entry, at);
    },
  };
}
