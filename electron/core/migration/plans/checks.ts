import type { CopyKind } from '../../../contract/carry-over.ts';
import type { RowId } from '../../../contract/moving.ts';
import { ok, type Result } from '../../../contract/result.ts';
import type { PublicReader } from '../../fediverse-moving.ts';
import { readArrivals, sumUp, toPoint, withPoint, type ArrivalDeps } from './arrivals.ts';
import { readHosts } from './hosts.ts';
import { isHidden, judgeAlias } from './judge-alias.ts';
import * as accounts from './judge-accounts.ts';
import { judgeCopied, judgeLeftovers, judgeSaved, unreadKinds, type CopySummary } from './judge-copy.ts';
import { arrivalsEveryMs, recordedOnlyAfterMs, judgeCarriedOut, judgeLinks, judgeMove, judgeRelock, judgeRequests } from './judge-move.ts';
import { judgeReach, judgeServerBlocks, judgeSoftware } from './judge-servers.ts';
import { isNewAccount, moved } from './moved.ts';
import { finding, notApplicable, outcome } from './outcome.ts';
import { apiMove, hasArchive, pageAddress } from './pages.ts';
import { again, hostOfHandle, type Outcome, type StoredPlan } from './plan.ts';
import type { Round } from './round.ts';
import { endOfRedirects } from './redirects.ts';
import { needsReading, readSnapshot } from './snapshot.ts';
import type { PlanStore } from './store.ts';
import { adminText } from './words.ts';

export interface CheckDeps extends ArrivalDeps {
  readonly store: PlanStore;
  readonly reader: PublicReader;
  /** Changes what is stored of the plan, at once. */
  readonly save: (change: Partial<StoredPlan>) => void;
  readonly current: () => StoredPlan;
  readonly summary: () => CopySummary | null;
  /** Has these kinds of the old account read and kept. */
  readonly readKinds: (kinds: readonly CopyKind[]) => void;
  /** Moves of other plans that count against this one. */
  readonly pastMoves: () => readonly accounts.PastMove[];
}

type Check = (round: Round, deps: CheckDeps) => Promise<accounts.Judged>;

const hostsAtOnce = 24;

/** Rows that ask servers. What they answer is judged by the pure functions of `judge-*.ts`. */
export const askingChecks: Partial<Readonly<Record<RowId, Check>>> = {
  async signIns(round) {
    const { plan } = round;
    const to = { side: 'to', handle: plan.to.handle, own: await round.ownOf('to') } as const;
    if (plan.from === null || plan.source.kind !== 'account') return accounts.judgeSignIns([to]);
    return accounts.judgeSignIns([{ side: 'from', handle: plan.from.handle, own: await round.ownOf('from') }, to]);
  },
  async handles(round, deps) {
    const ends = [...(movesFrom(round.plan) ? (['from'] as const) : []), 'to' as const];
    const readings = await Promise.all(ends.map(async (side) => {
      const own = await round.ownOf(side);
      const { handle } = (side === 'from' ? round.plan.from : round.plan.to) ?? round.plan.to;
      return { side, handle, expected: own.ok ? own.value.uri : null, found: await deps.reader.actorUri(handle, round.options) };
    }));
    const { from, to } = deps.current();
    const uriOf = (side: 'from' | 'to'): string | null => {
      const reading = readings.find((each) => each.side === side);
      return reading === undefined ? null : (reading.expected ?? (reading.found.ok ? reading.found.value : null));
    };
    deps.save({ from: from === null ? null : { ...from, uri: uriOf('from') ?? from.uri }, to: { ...to, uri: uriOf('to') ?? to.uri } });
    return accounts.judgeHandles(readings);
  },
  async notMoved(round, deps) {
    const { plan } = round;
    const reading = async (side: 'from' | 'to'): Promise<accounts.MovedReading> => ({ own: await round.ownOf(side), actor: await round.actorOf(side) });
    // Moved by the person's own hand, before the plan or beside it.
    if (movesFrom(plan) && plan.move === null) await noticeMove(round, deps);
    const judged = accounts.judgeNotMoved({ from: movesFrom(plan) ? await reading('from') : null, to: await reading('to'), isTarget: (movedTo) => isNewAccount(movedTo, plan) });
    const found = 'error' in judged ? null : judged.finding;
    if (found?.code !== 'notMoved.toMoved' && found?.code !== 'notMoved.fromMoved') return judged;
    const end = await endOfRedirects(found.values.movedTo, deps.reader, round.options);
    return end === null ? judged : { ...judged, finding: { code: found.code, values: { ...found.values, end } } };
  },
  async reach({ plan, from, to, options }) {
    if (plan.from === null || from === null || to === null) return outcome('waiting', null, [], again.minuteMs);
    const [forward, back] = await Promise.all([from.connection.people.find(plan.to.handle, options), to.connection.people.find(plan.from.handle, options)]);
    return judgeReach([
      { asked: hostOfHandle(plan.from.handle), target: plan.to.handle, found: forward },
      { asked: hostOfHandle(plan.to.handle), target: plan.from.handle, found: back },
    ]);
  },
  async serverBlocks({ plan, to, options }, { store }) {
    if (plan.snapshot.completedAt === null || to === null) return outcome('waiting', null, [], 5_000);
    const followers = followerHosts(store, plan.id);
    const follows = plan.snapshot.followHosts;
    const hosts = [...new Set([...Object.keys(followers), ...Object.keys(follows)])];
    const suspended = await to.connection.moving.suspendedHosts(hosts, options);
    return judgeServerBlocks({ host: hostOfHandle(plan.to.handle), suspended, follows, followers, confirmed: plan.confirmed.serverBlocks });
  },
  async locked(round) {
    const { plan, to, options } = round;
    const own = await round.ownOf('to');
    const waiting = own.ok && own.value.locked && to !== null ? await to.connection.moving.people('requests', null, options) : null;
    return accounts.judgeLocked(own, { waiting: waiting?.ok === true ? waiting.value.people.length : 0, followers: plan.snapshot.followers }, plan.confirmed.locked);
  },
  async ownBlocks({ plan, to, options }, { store }) {
    if (plan.snapshot.completedAt === null || to === null) return outcome('waiting', null, [], 5_000);
    const [blocked, domains] = [await readBlocks(to, options), await to.connection.moving.blockedDomains(options)];
    if (!blocked.ok) return { error: blocked.error };
    if (!domains.ok) return { error: domains.error };
    const byName = [...store.known(plan.id, [...blocked.value.keys()]).keys()].map((uri) => blocked.value.get(uri) ?? uri);
    const byDomain = domains.value.flatMap((host) => store.followers(plan.id, { class: null, host, after: null, limit: 1_000 }).map(({ handle }) => handle));
    return accounts.judgeOwnBlocks([...new Set([...byName, ...byDomain])], plan.confirmed.ownBlocks);
  },
  async saved(round, deps) {
    if (needsReading(deps.current(), round.now)) {
      const read = await readSnapshot(round, deps);
      if (!read.ok) return { error: read.error };
    }
    const unread = unreadKinds(deps.summary());
    if (unread.length > 0) deps.readKinds(unread);
    const { snapshot, confirmed } = deps.current();
    return judgeSaved(snapshot, deps.summary(), { now: round.now, confirmed: confirmed.saved });
  },
  async limits(round) {
    const { plan, from, to, options } = round;
    const [own, there] = [await round.ownOf('from'), await round.ownOf('to')];
    if (from === null || to === null) return outcome('waiting', null, [], again.minuteMs);
    if (!own.ok) return { error: own.error };
    if (!there.ok) return { error: there.error };
    const limits = await to.connection.moving.limits(options);
    if (!limits.ok) return { error: limits.error };
    const [lists, listsThere] = await Promise.all([from.connection.moving.listTitles(options), to.connection.moving.listTitles(options)]);
    const tags = await from.connection.moving.featuredTagCount(options);
    return accounts.judgeLimits({
      confirmed: plan.confirmed.limits,
      from: own.value,
      to: there.value,
      limits: limits.value,
      // A server without one of them has none to carry.
      listTitles: lists.ok ? lists.value : [],
      listsThere: listsThere.ok ? listsThere.value.length : 0,
      featuredTags: tags.ok ? tags.value : 0,
    });
  },
  async scheduledPosts({ from, options }) {
    if (from === null) return outcome('waiting', null, [], again.minuteMs);
    const waiting = await from.connection.writing.scheduled(options);
    return accounts.judgeScheduled(waiting.ok ? ok(waiting.value.length) : waiting);
  },
  async profile(round) {
    return accounts.judgeProfile(await round.ownOf('to'), round.plan.confirmed.profile);
  },
  async software({ plan, now, options }, deps) {
    if (plan.snapshot.completedAt === null) return outcome('waiting', null, [], 5_000);
    const followers = followerHosts(deps.store, plan.id);
    const known = deps.store.hosts(plan.id);
    await readHosts(deps, plan.id, Object.keys(followers).filter((host) => !known.has(host)).slice(0, hostsAtOnce), { now, options });
    return judgeSoftware(followers, deps.store.hosts(plan.id), { from: plan.from?.software ?? 'unknown', confirmed: plan.confirmed.software });
  },
  async alias(round) {
    const { plan, to, options, now } = round;
    if (plan.from === null) return notApplicable;
    const { handle } = plan.from;
    const own = await round.ownOf('from');
    const expected = (own.ok ? own.value.uri : null) ?? plan.from.uri;
    if (expected === null) return outcome('waiting', null, [], 5_000);
    const actor = await round.actorOf('to');
    const byApi = apiMove(plan.to.software) !== null;
    const needsTold = byApi && to !== null && (!actor.ok ? isHidden(actor.error) : !actor.value.alsoKnownAs.includes(expected));
    const told = needsTold ? await to.connection.moving.aliases(options) : null;
    return judgeAlias({ expected, handle, host: hostOfHandle(plan.to.handle), actor, told, confirmed: plan.confirmed.alias, byApi, now });
  },
  async carriedOut(round, deps) {
    const { plan, now } = round;
    if (plan.from === null) return notApplicable;
    await settleMove(round, deps);
    const current = deps.current();
    const sums = sumUp(deps.store.hostCounts(plan.id));
    const shown = current.movedAt === null || current.carriedOutAt !== null ? null : await round.fromInPublic();
    const judged = judgeCarriedOut({ plan: current, now, arrived: sums.came + sums.pending, fromFollowers: shown?.ok === true ? shown.value.followers : null, adminText: adminText(plan.from.handle) });
    if (judged.finding?.code === 'carriedOut.yes' && current.carriedOutAt === null) deps.save({ carriedOutAt: now });
    return judged;
  },
  async arrivals(round, deps) {
    const { plan, now } = round;
    if (plan.movedAt === null) return outcome('waiting', null, [], null);
    const read = await readArrivals(round, deps);
    if (!read.ok) return { error: read.error };
    const counts = deps.store.hostCounts(plan.id);
    const point = toPoint(counts, now);
    deps.save({ series: withPoint(deps.current().series, point), ...(read.value.full ? { arrivalsFullAt: now } : {}) });
    const total = counts.reduce((sum, { count }) => sum + count, 0);
    const everyMs = arrivalsEveryMs(now - plan.movedAt);
    return outcome(point.came === total ? 'done' : 'checking', finding('arrivals.count', { came: point.came, total, at: now }), ['showPeople', 'copyText', 'checkNow'], everyMs);
  },
  async requests(round) {
    const { plan, to, options } = round;
    if (plan.movedAt === null) return outcome('waiting', null, [], null);
    if (to === null) return outcome('waiting', null, [], again.minuteMs);
    const waiting = await to.connection.moving.people('requests', null, options);
    if (!waiting.ok) return waiting.error.kind === 'notFound' || waiting.error.kind === 'unsupported' ? judgeRequests(0) : { error: waiting.error };
    return judgeRequests(waiting.value.people.length);
  },
  async links(round) {
    const { plan } = round;
    if (plan.movedAt === null) return outcome('waiting', null, [], null);
    const own = await round.ownOf('to');
    if (!own.ok) return { error: own.error };
    const verified = new Set(own.value.fields.filter((field) => field.verified).map(({ link }) => link));
    return judgeLinks(plan.links.filter((link) => !verified.has(link)), plan.confirmed.links);
  },
};

/** Rows that follow from what is stored: made anew with every change. */
export const derivedChecks: Partial<Readonly<Record<RowId, (plan: StoredPlan, now: number, deps: CheckDeps) => Outcome>>> = {
  cooldown: (plan, now, deps) => accounts.judgeCooldown(deps.pastMoves(), { now, knowable: plan.way === 'api', confirmed: plan.confirmed.cooldown }),
  archive: (plan) => accounts.judgeArchive(plan.from !== null && hasArchive(plan.from.software) ? pageAddress(plan.from, 'export') : null, plan.confirmed.archive),
  announced: ({ confirmed: { announced } }) => (announced === undefined ? outcome('needsYou', finding('announced.no', {}), ['writeAnnouncement', 'copyText', 'confirm'], null) : outcome('done', finding('announced.yes', { at: announced.at }), ['unconfirm'], null)),
  copied: ({ movedAt, from }, _now, deps) => judgeCopied(deps.summary(), { movedAt, dropsFollows: from?.software === 'sharkey' }),
  move: (plan) => judgeMove(plan),
  leftovers: (plan, _now, deps) => (plan.movedAt === null && plan.way !== 'none' ? outcome('waiting', null, [], null) : judgeLeftovers(deps.summary())),
  relock: (plan, now) => judgeRelock(plan, now),
  oldGuarded: (plan) => (plan.movedAt === null ? outcome('waiting', null, [], null) : outcome('ok', finding('oldGuarded.yes', {}), [], null)),
};

export function movesFrom(plan: Pick<StoredPlan, 'source' | 'from'>): boolean {
  return plan.source.kind === 'account' && plan.from !== null;
}

/** Sees whether the old account has moved by now, and says so in the plan. */
async function noticeMove(round: Round, deps: CheckDeps): Promise<'yes' | 'no' | 'unknown'> {
  const seen = await moved(round, deps.store);
  if (seen === 'yes' && deps.current().movedAt === null) deps.save(startFollowUp(deps.store, round.plan.id, round.now));
  return seen;
}

/**
 * What became of the try so far. A call that has had no effect after five minutes had none; a redirect that is gone again
 * before anybody came was taken back by the person. Both lead back to before the move.
 */
async function settleMove(round: Round, deps: CheckDeps): Promise<void> {
  const { plan, now } = round;
  if (plan.carriedOutAt !== null) return;
  if (plan.movedAt !== null) {
    if ((await moved(round, deps.store)) === 'no') deps.save({ movedAt: null, move: null, series: [] });
    return;
  }
  if (plan.move === null || plan.move.state === 'refused') return;
  const seen = await noticeMove(round, deps);
  const isPage = plan.move.state === 'opened' || plan.move.state === 'claimed';
  if (seen !== 'no' || isPage || now - plan.move.at < recordedOnlyAfterMs) return;
  const host = hostOfHandle(plan.from?.handle ?? '');
  deps.save({ move: { ...plan.move, state: 'refused', error: plan.move.error ?? { kind: 'rejected', host, status: 202, message: '' } } });
}

/** From now on arrivals are counted; the curve begins with everybody still there. */
export function startFollowUp(store: PlanStore, plan: string, now: number): Pick<StoredPlan, 'movedAt' | 'series'> {
  return { movedAt: now, series: [toPoint(store.hostCounts(plan), now)] };
}

function followerHosts(store: PlanStore, plan: string): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const { host, count } of store.hostCounts(plan)) counts.set(host, (counts.get(host) ?? 0) + count);
  return Object.fromEntries(counts);
}

async function readBlocks(to: NonNullable<Round['to']>, options: Round['options']): Promise<Result<ReadonlyMap<string, string>>> {
  const blocked = new Map<string, string>();
  let cursor: string | null = null;
  do {
    const page = await to.connection.moving.people('blocks', cursor, options);
    if (!page.ok) return page;
    for (const { uri, handle } of page.value.people) blocked.set(uri, handle);
    cursor = page.value.cursor;
  } while (cursor !== null && blocked.size < 50_000);
  return ok(blocked);
}
