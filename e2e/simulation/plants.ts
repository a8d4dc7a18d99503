/**
 * Planted bugs: what other clients got wrong. Each must be found; a simulation that lets one pass proves nothing about
 * the rest. They sit around the product (ports, connections, the hand-over between features) or stand in for one of its
 * small pure modules; none is in it.
 */
import type { AccountKey, StatusId } from '../../electron/contract/ids.ts';
import { fail, ok } from '../../electron/contract/result.ts';
import type { AccountConnection, PageQuery, StreamEvent, StreamListener } from '../../electron/core/fediverse.ts';
import type { Clock, Net, Random } from '../../electron/core/ports.ts';
import type { InboxSync } from '../../electron/core/notifications/index.ts';
import type { HomeSync } from '../../electron/core/timelines/index.ts';
import type { Plants } from './client.ts';
import { INBOX_EVERY } from './world.ts';

export interface Plant {
  readonly name: string;
  /** Tried on each so many'th seed only: those that have what it takes to show. */
  readonly every?: number;
  /** For one run: some remember what they did. */
  readonly plants?: () => Plants;
  /** A module of the product, from this folder, and what of it is replaced. */
  readonly module?: { readonly path: string; readonly replace: (original: Record<string, unknown>) => Record<string, unknown> };
}

const wrapHome = (change: (home: HomeSync) => Partial<HomeSync>) => (home: HomeSync): HomeSync => ({ ...home, ...change(home) });
const wrapConnection = (change: (connection: AccountConnection) => Partial<AccountConnection>) => (connection: AccountConnection): AccountConnection => ({ ...connection, ...change(connection) });
const fine = async () => ok({ incompleteUntil: null, missed: false });

const newer = (a: StatusId, b: StatusId): boolean => a.length > b.length || (a.length === b.length && a > b);

/** `since_id` answers the newest page, cut off below: the hole in the middle is never seen. */
const sinceIdInsteadOfMinId = wrapConnection((connection) => ({
  async home(query: PageQuery, options) {
    if (query.kind !== 'justNewerThan') return connection.home(query, options);
    const page = await connection.home({ kind: 'newest', limit: query.limit }, options);
    return page.ok ? ok({ ...page.value, items: page.value.items.filter((item) => newer(item.id, query.id)) }) : page;
  },
}));

/** Takes a page that is not full for the last one. */
const stopOnShortPage = wrapConnection((connection) => {
  let lastTop: StatusId | null = null;
  return {
    async home(query: PageQuery, options) {
      if (query.kind === 'justNewerThan' && query.id === lastTop) return ok({ items: [], olderCursor: null, incompleteUntil: null, dropped: 0 });
      // The server leaves out what it filters, so a page in the middle is rarely full.
      const page = await connection.home(query.kind === 'justNewerThan' ? { ...query, limit: 3 } : query, options);
      lastTop = page.ok && query.kind === 'justNewerThan' ? (page.value.items[0]?.id ?? null) : null;
      return page;
    },
  };
});

const listening = (change: (listener: StreamListener) => StreamListener) => wrapConnection((connection) => ({ openStream: (listener) => connection.openStream(change(listener)) }));

/** Reads what was missed when it asks for the stream, not when the stream is there. */
const backfillBeforeOpen = wrapConnection((connection) => ({
  openStream(listener) {
    let told = false;
    const handle = connection.openStream({ ...listener, onOpen: () => undefined });
    queueMicrotask(() => {
      if (!told) listener.onOpen();
      told = true;
    });
    return handle;
  },
}));

/** What streams in while it catches up is thrown away. */
const dropWhileCatchingUp = (): Plants => {
  const busy = new Set<AccountKey>();
  return {
    home: wrapHome((home) => ({
      async catchUp(account, signal) {
        busy.add(account);
        const outcome = await home.catchUp(account, signal);
        // The held-back events come right after; they are the ones that are lost.
        setImmediate(() => busy.delete(account));
        return outcome;
      },
      enqueue: (account, events: readonly StreamEvent[]) => (busy.has(account) ? undefined : home.enqueue(account, events)),
    })),
  };
};

/** A clean close was wanted by the server, so nothing can be missing. */
const noBackfillAfterCleanClose = (): Plants => {
  const clean = new Set<AccountKey>();
  return {
    connection: (connection) => listening((listener) => ({
      ...listener,
      onEnd(end) {
        if (end.kind === 'closed' && end.code === 1000) clean.add(connection.account);
        listener.onEnd(end);
      },
    }))(connection),
    home: wrapHome((home) => ({ catchUp: (account, signal) => (clean.delete(account) ? fine() : home.catchUp(account, signal)) })),
  };
};

/** The peer always seems to live. */
const noWatchdog = (net: Net): Net => ({
  ...net,
  openSocket(url, options, listener) {
    const socket = net.openSocket(url, options, listener);
    return { ...socket, ping: () => queueMicrotask(() => listener.onHeartbeat()) };
  },
});

/** Once one account is refused, all are taken for signed out. */
const oneRefusalForAll = (): Plants => {
  let refused = false;
  return {
    connection: wrapConnection((connection) => ({
      async verify(options) {
        const answer = await connection.verify(options);
        refused ||= !answer.ok && answer.error.kind === 'unauthorized';
        return refused ? fail({ kind: 'unauthorized', host: '', message: '' }) : answer;
      },
      async home(query, options) {
        return refused ? fail({ kind: 'unauthorized', host: '', message: '' }) : connection.home(query, options);
      },
    })),
  };
};

/** Waits are reckoned by the wall clock: one that is set back stops them. */
const timersByWallClock = (clock: Clock): Clock => ({
  ...clock,
  after(delayMs, task) {
    const due = clock.now() + delayMs;
    let cancel = (): void => undefined;
    const check = (): void => {
      const left = due - clock.now();
      if (left <= 0) return task();
      cancel = clock.after(Math.min(left, 60_000), check);
    };
    cancel = clock.after(Math.min(delayMs, 60_000), check);
    return () => cancel();
  },
});

export const plants: readonly Plant[] = [
  { name: 'since_id instead of min_id', plants: () => ({ connection: sinceIdInsteadOfMinId }) },
  { name: 'backfill before the stream is open', plants: () => ({ connection: backfillBeforeOpen }) },
  { name: 'no second look at the newest page', plants: () => ({ home: wrapHome(() => ({ compareTop: fine, sweep: fine })) }) },
  { name: 'stop on a short page', plants: () => ({ connection: stopOnShortPage }) },
  { name: 'ids compared by locale', module: { path: '../../electron/core/timelines/order.ts', replace: (original) => ({ ...original, compareIds: (a: string, b: string) => a.localeCompare(b) }) } },
  { name: 'ids compared as numbers', module: { path: '../../electron/core/timelines/order.ts', replace: (original) => ({ ...original, compareIds: (a: string, b: string) => Number(a) - Number(b) || 0 }) } },
  { name: 'no backfill after a clean close', plants: noBackfillAfterCleanClose },
  { name: 'no watchdog', plants: () => ({ net: noWatchdog }) },
  { name: 'backoff that begins anew at every open', module: { path: '../../electron/core/streaming/backoff.ts', replace: () => ({ backoffMs: (_failures: number, unit: number) => Math.round(unit * 1_000) }) } },
  { name: 'no jitter', plants: () => ({ random: (random: Random) => ({ ...random, unit: () => 0.5 }) }) },
  { name: 'timers by the wall clock', plants: () => ({ clock: timersByWallClock }) },
  { name: 'one rate budget for everybody', module: { path: '../../electron/adapters/masto/rate-budget.ts', replace: (original) => ({ ...original, createRateBudget: oneBucket(original) }) } },
  { name: 'one 401 signs everybody out', plants: oneRefusalForAll },
  { name: 'events lost while catching up', plants: dropWhileCatchingUp },
  { name: 'an inbox that only streams', every: INBOX_EVERY, plants: () => ({ inbox: (inbox: InboxSync) => ({ ...inbox, compareTop: async () => undefined }) }) },
  { name: 'a delete before its post is forgotten', module: { path: '../../electron/core/timelines/ingest.ts', replace: (original) => ({ ...original, decide: forgetfulDecide(original) }) } },
];

type Decide = (event: StreamEvent, facts: { readonly buried: boolean }) => { readonly kind: string };

function forgetfulDecide(original: Record<string, unknown>): Decide {
  const decide = original['decide'] as Decide;
  return (event, facts) => decide(event, { ...facts, buried: false });
}

/** Each call of a budget names the bucket first. */
type Budget = Readonly<Record<string, (bucket: string, ...rest: readonly unknown[]) => unknown>>;

function oneBucket(original: Record<string, unknown>): (clock: Clock) => Budget {
  const create = original['createRateBudget'] as (clock: Clock) => Budget;
  return (clock) => Object.fromEntries(Object.entries(create(clock)).map(([name, call]) => [name, (_bucket: string, ...rest: readonly unknown[]) => call('all', ...rest)]));
}
