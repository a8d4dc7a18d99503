/** What must hold while the simulation runs, not only when it is quiet. */
import type { AccountHealth } from '../../electron/contract/accounts.ts';
import type { AccountKey, StatusId } from '../../electron/contract/ids.ts';
import { missingLines, type Finding } from './checker.ts';
import { missingNotes } from './inbox-checker.ts';
import type { Client } from './client.ts';
import type { HomeLine, ModelAccount, ModelServer } from './model-server.ts';
import type { Note } from './notes.ts';
import type { NetWitness, ServerSocket } from './sim-net.ts';
import type { SimTime } from './sim-time.ts';

/** Longest that a dead connection may be taken for a live one (R3: 75 s, and the time to close it). */
const DEAD_MS = 90_000;
/** A post of a healthy stream is stored within this time. */
const FRESH_MS = 45_000;
/** A post that a dead stream swallowed is found by a look within this time of being live. */
const LOOK_MS = 12 * 60_000;
/** After trouble an inbox may wait for the next look. */
const NOTED_MS = 7 * 60_000;
/** Events that waited for a full disk are stored within this time after it. */
const STORED_MS = 15_000;
/** Time for what was held back to be stored, and well before the second look. */
const SETTLED_MS = 5_000;
/** Longest a server's limit lasts. */
const LIMITED_MS = 10 * 60_000;
/** How long after trouble an account counts as healthy again for that rule: a look that waits in vain, and the one after it. */
const CALM_MS = 100_000;
/** An account is live again after trouble within this time: the longest backoff and a little. */
const BACK_MS = 8 * 60_000;
/** Upgrades per minute that a server may see of one account. */
const UPGRADES_PER_MINUTE = 20;
/** Requests of one account in five minutes: Mastodon's limit for a token. */
const REQUESTS_PER_5_MIN = 300;
/** Catch-ups in a row that may do without `min_id` where the server honours it: the first of a life, and chance. */
const GIVEN_UP = 4;
/** Everything that is stored is looked for anew this often; in between only what is new. */
const FULL_LOOK_MS = 10 * 60_000;
/** Accounts that lost their streams together and all wait for the same time, within this, are a herd. */
const HERD_MS = 5;

interface AccountWatch {
  state: AccountHealth['state'];
  since: number;
  troubleAt: number;
  catchUpFrom: number;
  catchUpsWithoutMinId: number;
  readonly upgrades: number[];
  readonly requests: number[];
  pending: Delivered[];
  pendingNotes: Delivered[];
  deleted: Delivered[];
  /** Lines found to be where they should be: not looked for again before the next full look. */
  readonly settled: Set<HomeLine>;
  readonly settledNotes: Set<Note>;
  fullLookAt: number;
}

interface Delivered {
  readonly lineId: string;
  readonly at: number;
}

export interface Watch extends NetWitness {
  health(account: AccountKey, health: AccountHealth): void;
  /** Something outside of the network went wrong for this account, or for all. */
  troubleFor(account: ModelAccount | null): void;
  /** A new life of the app: nothing is expected of the last one. */
  reborn(): void;
  diskFree(): void;
  /** Called every so often with the app as it is. */
  look(client: Client): void;
  /** All streams were cut at this moment. */
  cutAll(): void;
  readonly findings: Finding[];
}

export function createWatch(deps: { readonly time: SimTime; readonly servers: readonly ModelServer[]; readonly client: () => Client; readonly sockets: () => ReadonlySet<ServerSocket> }): Watch {
  const { time } = deps;
  const accounts = deps.servers.flatMap((server) => server.accounts);
  const findings: Finding[] = [];
  const watches = new Map<AccountKey, AccountWatch>(accounts.map((account) => [account.key, fresh(time.now())]));
  /** When the disk last took something again. */
  let diskFreeAt = 0;
  /** When a server last said "too many requests". */
  const limitedAt = new Map<string, number>();
  const streaming = accounts.filter((account) => account.server.flavour.streaming);
  /** Since all streams were cut: when each account noticed, and how long it then waited. */
  let cut: { readonly noticed: Map<AccountKey, number>; readonly waits: Map<AccountKey, number> } | null = null;

  const of = (account: ModelAccount): AccountWatch => {
    const watch = watches.get(account.key);
    if (watch === undefined) throw new Error(`${account.key} is nobody`);
    return watch;
  };
  const report = (rule: string, detail: string): void => void (findings.length < 50 && findings.push({ rule, detail: `${new Date(time.now()).toISOString()} ${detail}` }));

  function note(times: number[], spanMs: number): number {
    times.push(time.now());
    while ((times[0] ?? 0) < time.now() - spanMs) times.shift();
    return times.length;
  }

  function noteReturn({ key }: ModelAccount): void {
    const noticed = cut?.noticed.get(key);
    if (cut === null || noticed === undefined || cut.waits.has(key)) return;
    cut.waits.set(key, time.now() - noticed);
    if (cut.waits.size < streaming.length) return;
    const waits = [...cut.waits.values()];
    if (Math.max(...waits) - Math.min(...waits) < HERD_MS) report('herd', `all accounts waited ${waits[0]} ms`);
    cut = null;
  }

  /** Right after catching up: all that was there when it began, but what came in below the cursor. */
  function checkCatchUp(account: ModelAccount, watch: AccountWatch): void {
    const missing = missingLines(deps.client(), account, (line) => !line.late && !line.swallowed && line.arrivedAt < watch.catchUpFrom);
    for (const line of missing.slice(0, 1)) report('live with a silent gap', `${account.key} lacks ${missing.length}, ${line.id}`);
  }

  function checkDelivered(client: Client, account: ModelAccount, watch: AccountWatch): void {
    const isDue = (event: Delivered): boolean => event.at < time.now() - 2_000;
    if (watch.state !== 'live' || client.diskFull || time.now() - diskFreeAt < STORED_MS) return;
    const due = watch.pending.filter(isDue);
    const deleted = watch.deleted.filter(isDue);
    checkDeliveredNotes(client, account, watch, watch.pendingNotes.filter(isDue));
    if (due.length + deleted.length === 0) return;
    watch.pending = watch.pending.filter((event) => !isDue(event));
    watch.deleted = watch.deleted.filter((event) => !isDue(event));
    const back = client.stores.timelines.known(account.key, deleted.map((event) => event.lineId as StatusId));
    for (const id of [...back.keys()].slice(0, 1)) report('deleted post came back', `${account.key} ${id}`);
    const ids = new Set(due.map((event) => event.lineId));
    for (const line of missingLines(client, account, (one) => ids.has(one.id), watch.settled).slice(0, 1)) report('event lost', `${account.key} ${line.id}`);
  }

  function checkDeliveredNotes(client: Client, account: ModelAccount, watch: AccountWatch, due: readonly Delivered[]): void {
    if (due.length === 0) return;
    watch.pendingNotes = watch.pendingNotes.filter((event) => !due.includes(event));
    const overview = client.inbox?.overview();
    // An inbox that could not be caught up says so, and holds back what streams until it is.
    if (overview?.ok !== true || overview.value.accounts.some((one) => one.account === account.key && one.error !== null)) return;
    const ids = new Set(due.map((event) => event.lineId));
    for (const note of missingNotes(client, account, (one) => ids.has(one.id)).slice(0, 1)) report('notification lost', `${account.key} ${note.id}`);
  }

  function checkFresh(client: Client, account: ModelAccount, watch: AccountWatch, sockets: ReadonlySet<ServerSocket>): void {
    const now = time.now();
    if (now - watch.fullLookAt > FULL_LOOK_MS) {
      watch.fullLookAt = now;
      watch.settled.clear();
      watch.settledNotes.clear();
    }
    const calm = now - watch.troubleAt > CALM_MS && now - watch.since > CALM_MS;
    if (watch.state === 'live') {
      const dead = [...sockets].find((socket) => socket.account === account && Math.max(socket.deadSince ?? now, time.machine.wokeAt) < now - DEAD_MS);
      if (dead !== undefined && !time.machine.asleep) report('dead stream taken for live', account.key);
      const muted = [...sockets].some((socket) => socket.account === account && (socket.dead || socket.mutedUntil > now - 6 * 60_000));
      if (calm && !muted) for (const line of missingLines(client, account, (one) => !one.late && one.arrivedAt < now - (one.swallowed ? LOOK_MS : FRESH_MS), watch.settled).slice(0, 1)) report('live but not fresh', `${account.key} lacks ${line.id}`);
      return;
    }
    const stuck = watch.state !== 'polling' && watch.state !== 'signedOut' && !account.revoked && now - Math.max(watch.troubleAt, watch.since) > BACK_MS;
    if (stuck) report('stuck', `${account.key} is ${watch.state}`);
    if (watch.state === 'signedOut' && !account.revoked && now - watch.since < 60_000 && now - watch.troubleAt > 120_000) report('signed out without a reason', account.key);
  }

  /** A healthy account has in its inbox what its server told it a moment ago. */
  function checkNotes(client: Client, account: ModelAccount, watch: AccountWatch): void {
    const now = time.now();
    const isCalm = watch.state === 'live' && now - watch.troubleAt > NOTED_MS && now - watch.since > CALM_MS;
    if (client.inbox === null || !isCalm) return;
    for (const note of missingNotes(client, account, (one) => one.at < now - (one.swallowed ? LOOK_MS : FRESH_MS), watch.settledNotes).slice(0, 1)) report('notification late', `${account.key} lacks ${note.type} ${note.id}`);
  }

  return {
    findings,
    request(account, query) {
      if (account === null) return;
      if (note(of(account).requests, 300_000) === REQUESTS_PER_5_MIN + 1) report('request budget', account.key);
      if (query.has('min_id')) of(account).catchUpsWithoutMinId = 0;
    },
    leaked: (host) => report('token sent to another host', host),
    socketTried(account) {
      const watch = of(account);
      if (note(watch.upgrades, 60_000) === UPGRADES_PER_MINUTE + 1) report('upgrades in a storm', account.key);
      noteReturn(account);
    },
    delivered(account, event, id) {
      if (event === 'update' && id !== null) of(account).pending.push({ lineId: id, at: time.now() });
      if (event === 'notification' && id !== null) of(account).pendingNotes.push({ lineId: id, at: time.now() });
      if (event === 'delete' && id !== null) of(account).deleted.push({ lineId: id, at: time.now() });
    },
    limited: (host) => void limitedAt.set(host, time.now()),
    diskFree: () => void (diskFreeAt = time.now()),
    trouble(host) {
      for (const account of accounts) if (account.server.host === host) of(account).troubleAt = time.now();
    },
    troubleFor(account) {
      for (const one of account === null ? accounts : [account]) of(one).troubleAt = time.now();
    },
    cutAll() {
      cut = streaming.every((account) => of(account).state === 'live') ? { noticed: new Map(), waits: new Map() } : null;
    },
    reborn() {
      for (const account of accounts) watches.set(account.key, fresh(time.now()));
      cut = null;
    },
    health(key, health) {
      const account = accounts.find((one) => one.key === key);
      const watch = watches.get(key);
      if (account === undefined || watch === undefined) return;
      const blamed = health.error?.kind === 'rateLimited' && (limitedAt.get(account.server.host) ?? 0) < time.now() - LIMITED_MS;
      if (blamed) report('held to another account’s limit', key);
      if (health.state === watch.state) return;
      if (health.state === 'catchingUp') watch.catchUpFrom = time.now();
      if (health.state === 'reconnecting' && cut?.noticed.has(key) === false) cut.noticed.set(key, time.now());
      watch.state = health.state;
      watch.since = time.now();
      if (health.state !== 'live') return;
      if (![...deps.sockets()].some((socket) => socket.account === account)) report('live without a stream', account.key);
      checkCatchUp(account, watch);
      // Before the second look can make good what was lost.
      const client = deps.client();
      time.after(SETTLED_MS, () => (client.alive && !time.machine.asleep ? checkDelivered(client, account, watch) : undefined));
      watch.catchUpsWithoutMinId += 1;
      if (account.server.flavour.minId && watch.catchUpsWithoutMinId > GIVEN_UP) report('min_id given up', account.key);
    },
    look(client) {
      if (time.machine.asleep || client.diskFull) return;
      for (const account of accounts) {
        checkDelivered(client, account, of(account));
        checkFresh(client, account, of(account), deps.sockets());
        checkNotes(client, account, of(account));
      }
    },
  };
}

function fresh(now: number): AccountWatch {
  return { state: 'starting', since: now, troubleAt: now, catchUpFrom: now, catchUpsWithoutMinId: 0, upgrades: [], requests: [], pending: [], pendingNotes: [], deleted: [], settled: new Set(), settledNotes: new Set(), fullLookAt: now };
}
