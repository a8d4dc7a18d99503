import type { FollowerClass } from '../../contract/moving.ts';
import type { HostFacts, PlanStore, StoredFollower, StoredPlan } from '../../core/ports.ts';
import { toNumber, toText, type Connection, type Row } from './connection.ts';

/** SQLite allows 32,766 parameters; this keeps statements few and prepared once. */
const batchSize = 500;

export function createPlanStore(connection: Connection): PlanStore {
  const all = connection.prepare('SELECT json FROM plan ORDER BY created_at, id');
  const put = connection.prepare('INSERT INTO plan (id, created_at, json) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET json = excluded.json');
  const remove = connection.prepare('DELETE FROM plan WHERE id = ?');
  const addFollower = connection.prepare(`
    INSERT INTO plan_follower (id, plan, generation, uri, handle, host, class) VALUES (?, ?, ?, ?, ?, ?, 'stillOld')
    ON CONFLICT (id) DO UPDATE SET generation = excluded.generation, handle = excluded.handle, host = excluded.host`);
  const dropOlder = connection.prepare('DELETE FROM plan_follower WHERE plan = ? AND generation < ?');
  const setClass = connection.prepare('UPDATE plan_follower SET class = ? WHERE id = ?');
  const setHostClass = connection.prepare("UPDATE plan_follower SET class = ?1 WHERE plan = ?2 AND host = ?3 AND class <> ?1 AND class IN ('stillOld', 'cannot', 'unreachable')");
  const known = connection.prepare('SELECT uri, class FROM plan_follower WHERE plan = ? AND uri IN (SELECT value FROM json_each(?))');
  const page = connection.prepare(`
    SELECT uri, handle, host, class FROM plan_follower
    WHERE plan = ?1 AND uri > ?2 AND (?3 IS NULL OR class = ?3) AND (?4 IS NULL OR host = ?4)
    ORDER BY uri LIMIT ?5`);
  const hostCounts = connection.prepare('SELECT host, class, count(*) AS count FROM plan_follower WHERE plan = ? GROUP BY host, class ORDER BY host, class');
  const hosts = connection.prepare('SELECT host, json FROM plan_host WHERE plan = ?');
  const putHost = connection.prepare('INSERT INTO plan_host (id, plan, host, json) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET json = excluded.json');

  return {
    plans: () => all.all().map((row) => connection.fromJson(row['json']) as StoredPlan),
    put: (plan) => void put.run(plan.id, plan.createdAt, JSON.stringify(plan)),
    remove: (plan) => void remove.run(plan),
    addFollowers(plan, generation, followers) {
      connection.run(() => followers.forEach(({ uri, handle, host }) => addFollower.run(keyOf(plan, uri), plan, generation, uri, handle, host)));
    },
    dropOlder: (plan, generation) => void dropOlder.run(plan, generation),
    setClass(plan, uris, to) {
      connection.run(() => uris.forEach((uri) => setClass.run(to, keyOf(plan, uri))));
    },
    setHostClass: (plan, host, to) => void setHostClass.run(to, plan, host),
    known(plan, uris) {
      const found = new Map<string, FollowerClass>();
      for (let from = 0; from < uris.length; from += batchSize) {
        for (const row of known.all(plan, JSON.stringify(uris.slice(from, from + batchSize)))) found.set(toText(row['uri']), toText(row['class']) as FollowerClass);
      }
      return found;
    },
    followers: (plan, query) => page.all(plan, query.after ?? '', query.class, query.host, query.limit).map(toFollower),
    hostCounts: (plan) => hostCounts.all(plan).map((row) => ({ host: toText(row['host']), class: toText(row['class']) as FollowerClass, count: toNumber(row['count']) })),
    hosts: (plan) => new Map(hosts.all(plan).map((row) => [toText(row['host']), connection.fromJson(row['json']) as HostFacts])),
    putHost: (plan, host, facts) => void putHost.run(keyOf(plan, host), plan, host, JSON.stringify(facts)),
  };
}

const keyOf = (plan: string, name: string): string => `${plan} ${name}`;

function toFollower(row: Row): StoredFollower {
  return { uri: toText(row['uri']), handle: toText(row['handle']), host: toText(row['host']), class: toText(row['class']) as FollowerClass };
}
