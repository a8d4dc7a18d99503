import type { ArrivalCount, Arrivals, ArrivalHost, FollowerClass } from '../../../contract/moving.ts';
import { ok, type Result } from '../../../contract/result.ts';
import type { SignedInAccount } from '../../account-directory.ts';
import type { PublicReader } from '../../fediverse-moving.ts';
import { readHosts } from './hosts.ts';
import { ignoresMoves, silentTooLongMs } from './judge-servers.ts';
import { again, type HostFacts, type StoredPlan } from './plan.ts';
import type { Round } from './round.ts';
import { thin } from './series.ts';
import type { HostCount, PlanStore } from './store.ts';

/** Deletions are looked for slowly: it is one request to each person's server, and nothing hangs on it. */
const goneChecksAtOnce = 10;
const hostsAtOnce = 24;
const mostPages = 500;
const deepPages = 40;
const mostRequestPages = 20;

export interface ArrivalDeps {
  readonly store: PlanStore;
  readonly reader: PublicReader;
  /** Where the slow looks, for deleted accounts and through all followers, stopped last time. */
  readonly cursors: Map<string, string>;
}

export interface ArrivalReading {
  readonly requests: number;
  /** Every follower of the new account has been looked at. */
  readonly full: boolean;
}

/**
 * Compares who follows the new account now with who followed the old one. Hourly it looks through all of them, and sorts
 * those who have not come by why they may be missing.
 */
export async function readArrivals(round: Round, deps: ArrivalDeps): Promise<Result<ArrivalReading>> {
  const { plan, now, to, options } = round;
  const own = await round.ownOf('to');
  if (!own.ok) return own;
  if (to === null) return ok({ requests: 0, full: false });
  const isDue = plan.arrivalsFullAt === null || now - plan.arrivalsFullAt >= again.hourMs;
  const cameAll = await readCame(round, to, deps, isDue);
  if (!cameAll.ok) return cameAll;
  const requests = await readPending(round, to, deps.store);
  if (!requests.ok) return requests;
  if (isDue) {
    if (plan.movedAt !== null && now - plan.movedAt >= again.hourMs) await findGone(round, deps);
    const hosts = [...new Set(deps.store.hostCounts(plan.id).map(({ host }) => host))];
    const suspended = await to.connection.moving.suspendedHosts(hosts, options);
    await classifyHosts(round, deps, new Set(suspended.ok ? suspended.value : []));
  }
  return ok({ requests: requests.value, full: isDue && cameAll.value });
}

/**
 * New followers stand on top: mostly it is enough to read down to a page without anybody new. The rest is read through
 * some pages at a time, and gone on with where it stopped. True: it has come to the end.
 */
async function readCame({ plan, options }: Round, to: SignedInAccount, { store, cursors }: ArrivalDeps, deep: boolean): Promise<Result<boolean>> {
  const readPage = async (cursor: string | null): Promise<Result<{ readonly fresh: number; readonly cursor: string | null }>> => {
    const answer = await to.connection.moving.people('followers', cursor, options);
    if (!answer.ok) return answer;
    const known = store.known(plan.id, answer.value.people.map(({ uri }) => uri));
    const fresh = [...known].filter(([, is]) => is !== 'came').map(([uri]) => uri);
    store.setClass(plan.id, fresh, 'came');
    return ok({ fresh: fresh.length, cursor: answer.value.cursor });
  };
  let cursor: string | null = null;
  for (let page = 0; page < mostPages; page += 1) {
    const read = await readPage(cursor);
    if (!read.ok) return read;
    cursor = read.value.cursor;
    if (cursor === null || read.value.fresh === 0) break;
  }
  if (cursor === null || !deep) return ok(cursor === null);
  const place = `deep ${plan.id}`;
  for (let page = 0; page < deepPages; page += 1) {
    const from: string = cursors.get(place) ?? cursor;
    const read = await readPage(from);
    // Too much was asked for: it goes on from here another time.
    if (!read.ok) return read.error.kind === 'rateLimited' ? ok(false) : read;
    if (read.value.cursor === null) {
      cursors.delete(place);
      return ok(true);
    }
    cursors.set(place, read.value.cursor);
  }
  return ok(false);
}

/** Answers how many wait altogether, people who were never followers among them. */
async function readPending({ plan, options }: Round, to: SignedInAccount, store: PlanStore): Promise<Result<number>> {
  const waiting = new Set<string>();
  let cursor: string | null = null;
  for (let page = 0; page < mostRequestPages; page += 1) {
    const answer = await to.connection.moving.people('requests', cursor, options);
    if (!answer.ok) return answer.error.kind === 'notFound' || answer.error.kind === 'unsupported' ? ok(0) : answer;
    for (const { uri } of answer.value.people) waiting.add(uri);
    cursor = answer.value.cursor;
    if (cursor === null) break;
  }
  const known = store.known(plan.id, [...waiting]);
  store.setClass(plan.id, [...known].filter(([, is]) => is !== 'came' && is !== 'pending').map(([uri]) => uri), 'pending');
  if (cursor === null) {
    // Turned down, or taken back.
    const before = store.followers(plan.id, { class: 'pending', host: null, after: null, limit: 100_000 });
    store.setClass(plan.id, before.filter(({ uri }) => !waiting.has(uri)).map(({ uri }) => uri), 'stillOld');
  }
  return ok(waiting.size);
}

async function findGone({ plan, options }: Round, { store, reader, cursors }: ArrivalDeps): Promise<void> {
  const query = { class: 'stillOld', host: null, limit: goneChecksAtOnce } as const;
  const next = store.followers(plan.id, { ...query, after: cursors.get(plan.id) ?? null });
  const batch = next.length === 0 ? store.followers(plan.id, { ...query, after: null }) : next;
  const last = batch.at(-1);
  if (last !== undefined) cursors.set(plan.id, last.uri);
  const answers = await Promise.all(batch.map(async ({ uri }) => ({ uri, actor: await reader.actor(uri, options) })));
  store.setClass(plan.id, answers.filter(({ actor }) => !actor.ok && actor.error.kind === 'notFound').map(({ uri }) => uri), 'gone');
}

const undecided: ReadonlySet<FollowerClass> = new Set(['stillOld', 'cannot', 'unreachable']);

async function classifyHosts({ plan, now, options }: Round, deps: ArrivalDeps, suspended: ReadonlySet<string>): Promise<void> {
  const { store } = deps;
  const open = [...new Set(store.hostCounts(plan.id).filter((count) => undecided.has(count.class)).map(({ host }) => host))];
  const before = store.hosts(plan.id);
  const stale = open.filter((host) => now - (before.get(host)?.checkedAt ?? 0) >= (before.get(host)?.silentSince === null ? again.dayMs : again.hourMs));
  await readHosts(deps, plan.id, stale.slice(0, hostsAtOnce), { now, options });
  const hosts = store.hosts(plan.id);
  for (const host of open) store.setHostClass(plan.id, host, classOfHost(hosts.get(host), { plan, now, suspended: suspended.has(host) }));
}

function classOfHost(facts: HostFacts | undefined, { plan, now, suspended }: { readonly plan: StoredPlan; readonly now: number; readonly suspended: boolean }): 'stillOld' | 'cannot' | 'unreachable' {
  if (suspended) return 'cannot';
  if (facts === undefined) return 'stillOld';
  if (facts.silentSince !== null && now - facts.silentSince >= silentTooLongMs) return 'unreachable';
  return ignoresMoves(facts.software, plan.from?.software ?? 'unknown') ? 'cannot' : 'stillOld';
}

const noCounts: Readonly<Record<FollowerClass, number>> = { came: 0, pending: 0, stillOld: 0, gone: 0, cannot: 0, unreachable: 0 };

export function sumUp(counts: readonly HostCount[]): Readonly<Record<FollowerClass, number>> {
  const sums = { ...noCounts };
  for (const { class: is, count } of counts) sums[is] += count;
  return sums;
}

/** `cannot` is within `stillOld` of the curve: those people are still there. */
export function toPoint(counts: readonly HostCount[], at: number): ArrivalCount {
  const { came, pending, stillOld, gone, cannot, unreachable } = sumUp(counts);
  return { at, came, pending, stillOld: stillOld + cannot, gone, unreachable };
}

/** The curve with one more point; a point that says the same as the two before it only moves the last one on. */
export function withPoint(series: readonly ArrivalCount[], point: ArrivalCount): readonly ArrivalCount[] {
  const [before, last] = series.slice(-2);
  const alike = (one: ArrivalCount | undefined): boolean => one !== undefined && JSON.stringify({ ...one, at: 0 }) === JSON.stringify({ ...point, at: 0 });
  const kept = alike(before) && alike(last) ? series.slice(0, -1) : series;
  return thin([...kept, point], point.at);
}

export function toArrivals(plan: StoredPlan, store: PlanStore): Arrivals {
  const counts = store.hostCounts(plan.id);
  const facts = store.hosts(plan.id);
  const byHost = Map.groupBy(counts, ({ host }) => host);
  const hosts = [...byHost].map(([host, own]): ArrivalHost => {
    const { software = null, silentSince = null } = facts.get(host) ?? {};
    return { host, software, total: own.reduce((sum, { count }) => sum + count, 0), counts: sumUp(own), silentSince };
  });
  const total = hosts.reduce((sum, host) => sum + host.total, 0);
  return { total, series: plan.series, hosts: hosts.toSorted((one, other) => other.total - one.total || (one.host < other.host ? -1 : 1)) };
}
