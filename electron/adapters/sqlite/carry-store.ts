import type { CarryOverStore, JournalLine, StoredCarryOver } from '../../core/ports.ts';
import { toText, type Connection } from './connection.ts';

export function createCarryStore(connection: Connection): CarryOverStore {
  const all = connection.prepare('SELECT json FROM carry_plan ORDER BY id');
  const put = connection.prepare('INSERT INTO carry_plan (id, json) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET json = excluded.json');
  const removals = ['DELETE FROM carry_plan WHERE id = ?', 'DELETE FROM carry_line WHERE plan = ?', 'DELETE FROM carry_file WHERE plan = ?'].map((sql) => connection.prepare(sql));
  const lines = connection.prepare('SELECT json FROM carry_line WHERE plan = ? ORDER BY kind, place');
  const putLine = connection.prepare(
    'INSERT INTO carry_line (id, plan, kind, place, json) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET place = excluded.place, json = excluded.json',
  );
  const dropLines = connection.prepare('DELETE FROM carry_line WHERE plan = ? AND kind = ?');
  const files = connection.prepare('SELECT kind, json FROM carry_file WHERE plan = ?');
  const putFile = connection.prepare('INSERT INTO carry_file (id, plan, kind, json) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET json = excluded.json');
  const write = (line: JournalLine): void => void putLine.run(line.id, line.plan, line.kind, line.place, JSON.stringify(line));

  return {
    all: () => all.all().map((row) => connection.fromJson(row['json']) as StoredCarryOver),
    put: (plan) => void put.run(plan.id, JSON.stringify(plan)),
    remove: (plan) => connection.run(() => removals.forEach((removal) => removal.run(plan))),
    lines: (plan) => lines.all(plan).map((row) => connection.fromJson(row['json']) as JournalLine),
    putLine: write,
    replaceLines(plan, kind, next) {
      connection.run(() => {
        dropLines.run(plan, kind);
        next.forEach(write);
      });
    },
    files: (plan) => Object.fromEntries(files.all(plan).map((row) => [toText(row['kind']), connection.fromJson(row['json'])])),
    putFile: (plan, kind, reading) => void putFile.run(`${plan} ${kind}`, plan, kind, JSON.stringify(reading)),
  };
}
