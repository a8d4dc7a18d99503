import type { SettingsStore } from '../../core/settings/store.ts';
import { type Connection } from './connection.ts';

export function createSettingsStore(connection: Connection): SettingsStore {
  const get = connection.prepare('SELECT json FROM setting WHERE name = ?');
  const set = connection.prepare('INSERT INTO setting (name, json) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET json = excluded.json');
  const remove = connection.prepare('DELETE FROM setting WHERE name = ?');
  return {
    get(name) {
      const row = get.get(name);
      return row === undefined ? undefined : connection.fromJson(row['json']);
    },
    set(name, value) {
      if (value === undefined) remove.run(name);
      else set.run(name, JSON.stringify(value));
    },
  };
}
