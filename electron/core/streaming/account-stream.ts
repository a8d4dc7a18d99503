import type { AccountHealth } from '../../contract/accounts.ts';
import type { AppError } from '../../contract/result.ts';
import type { SignedInAccount } from '../account-directory.ts';
import type { StreamEnd, StreamEvent, StreamHandle } from '../fediverse.ts';
import type { SyncOutcome } from '../timelines/index.ts';
import { backoffMs } from './backoff.ts';
import { judgeEnd } from './stream-end.ts';
import { createTimers } from './timers.ts';
import type { StreamSupervisorDeps } from './types.ts';

/** How news comes in. */
type Mode = 'stream' | 'poll';

/** A stream that lived this long was well: the next failure counts from one again. */
const HEALTHY_MS = 60_000;
/** Servers without a stream are asked this often; a plain newest page is no "paging request". */
const POLL_MS = 60_000;
/**
 * No server says when a subscription takes effect, and it may be seconds after the socket opened: posts of that moment
 * are found by looking again. Later looks find streams that are open but dead (mastodon#25157).
 */
const SECOND_LOOK_MS = 11_000;
const SECOND_LOOK_SPREAD_MS = 4_000;
const LOOK_MS = 5 * 60_000;
/** A full sweep at most this often, and at least this often: without a stream nothing else tells of edits and deletes. */
const SWEEP_MIN_MS = 5 * 60_000;
const SWEEP_MAX_MS: Readonly<Record<Mode, number>> = { stream: 3_600_000, poll: 10 * 60_000 };
/** A server that answered "no stream here" is asked for one again after this time. */
const STREAM_AGAIN_MS = 3_600_000;
/** Events held back while catching up; beyond, they are shown at once, above a visible hole. */
const BUFFER_MAX = 2_000;

export interface AccountStream {
  health(): AccountHealth;
  /** Drops what is open and begins again after `delayMs`. */
  restart(delayMs: number): void;
  /** The machine says it has no network: stop waiting for answers. */
  lost(): void;
  close(): void;
}

export function createAccountStream(deps: StreamSupervisorDeps, account: SignedInAccount, delayMs: number): AccountStream {
  const { clock, home, random } = deps;
  const { key, connection, profile } = account;
  const host = profile.summary.apiHost;
  const timers = createTimers(clock);
  let health: AccountHealth = { state: 'starting', since: clock.now(), retryAt: null, error: null };
  let handle: StreamHandle | null = null;
  let session = new AbortController();
  let buffer: StreamEvent[] | null = null;
  let failures = 0;
  let catchUpFailures = 0;
  let closed = false;
  let sweepDue = true;
  let swept: { readonly wall: number; readonly monotonic: number } | null = null;
  let lookedAt = Number.NEGATIVE_INFINITY;

  function setHealth(state: AccountHealth['state'], retryAt: number | null = null, error: AppError | null = null): void {
    const since = state === health.state ? health.since : clock.now();
    health = { state, since, retryAt, error };
    deps.healthChanged(key, health);
  }

  /** Ends the session: nothing that began in it may act any more. */
  function drop(): void {
    timers.clear();
    session.abort();
    handle?.close();
    handle = null;
    release();
    home.interrupted(key);
  }

  function begin(): AbortSignal {
    session.abort();
    session = new AbortController();
    sweepDue = true;
    return session.signal;
  }

  /** Work of a session. A throw is a bug; the account goes on all the same, unless it is gone or has gone on already. */
  function run(work: Promise<void>): void {
    const own = session;
    work.catch((thrown: unknown) => {
      deps.log.error('streaming.bug', { account: key, message: String(thrown) });
      if (closed || own !== session) return;
      drop();
      retryLater(null, null, false);
    });
  }

  function connect(): void {
    timers.clear();
    const signal = begin();
    if (profile.streamingBase === null) return startPolling(signal);
    const current = <A extends readonly unknown[]>(act: (...args: A) => void) => (...args: A): void => {
      if (!signal.aborted) act(...args);
    };
    handle = connection.openStream({ onOpen: current(() => opened(signal)), onEvent: current(received), onEnd: current(ended) });
  }

  function opened(signal: AbortSignal): void {
    buffer = [];
    timers.set('healthy', HEALTHY_MS, () => (failures = 0));
    startCatchUp('stream', signal);
  }

  // hop 2/8: supervisor
  function received(event: StreamEvent): void {
    if (buffer === null) return home.enqueue(key, [event]);
    buffer.push(event);
    if (buffer.length >= BUFFER_MAX) release();
  }

  /** Lets go of what was held back while catching up. */
  function release(): void {
    const held = buffer ?? [];
    buffer = null;
    if (held.length > 0) home.enqueue(key, held);
  }

  function ended(end: StreamEnd): void {
    deps.log.info('streaming.ended', { account: key, end: end.kind });
    const verdict = judgeEnd(end, host);
    drop();
    if (verdict.kind === 'retry') retryLater(verdict.error, verdict.retryAt, verdict.offline);
    else if (verdict.kind === 'checkToken') run(checkToken(begin()));
    else startPolling(begin());
  }

  function retryLater(error: AppError | null, retryAt: number | null, offline: boolean): void {
    failures += 1;
    const waitMs = Math.max(backoffMs(failures, random.unit()), (retryAt ?? 0) - clock.now());
    setHealth(offline ? 'offline' : 'reconnecting', clock.now() + waitMs, error);
    timers.set('connect', waitMs, connect);
    // A stream that cannot be had (a proxy without WebSocket) must not mean no posts.
    const signal = begin();
    const sinceMs = clock.monotonic() - lookedAt;
    timers.set('poll', Math.min(POLL_MS, POLL_MS - sinceMs), () => run(pollWhileWaiting(signal)));
  }

  async function pollWhileWaiting(signal: AbortSignal): Promise<void> {
    // An attempt counts, whatever comes of it: a server that answers 401 to all but `verify` must not be asked in a circle.
    lookedAt = clock.monotonic();
    const outcome = await home.compareTop(key, signal);
    if (signal.aborted) return;
    if (!outcome.ok && outcome.error.kind === 'unauthorized') return checkToken(signal);
    if (outcome.ok && health.state === 'offline') setHealth('reconnecting', health.retryAt, health.error);
    timers.set('poll', POLL_MS, () => run(pollWhileWaiting(signal)));
  }

  /** One 401 proves nothing (proxies and suspended APIs answer it too); a second one from `verify_credentials` does. */
  async function checkToken(signal: AbortSignal): Promise<void> {
    const answer = await connection.verify({ signal, priority: 'background' });
    if (signal.aborted) return;
    drop();
    if (!answer.ok && (answer.error.kind === 'unauthorized' || answer.error.kind === 'forbidden')) return setHealth('signedOut', null, answer.error);
    retryLater(answer.ok ? null : answer.error, answer.ok ? null : retryAtOf(answer.error), !answer.ok && answer.error.kind === 'offline');
  }

  function startPolling(signal: AbortSignal): void {
    if (profile.streamingBase !== null) timers.set('streamAgain', STREAM_AGAIN_MS, () => (drop(), connect()));
    startCatchUp('poll', signal);
  }

  function startCatchUp(mode: Mode, signal: AbortSignal): void {
    catchUpFailures = 0;
    setHealth('catchingUp');
    run(catchUp(mode, signal));
  }

  async function catchUp(mode: Mode, signal: AbortSignal): Promise<void> {
    const outcome = await home.catchUp(key, signal);
    if (signal.aborted) return;
    if (!outcome.ok && outcome.error.kind === 'unauthorized') return checkToken(signal);
    // Also after a failure: posts that stream in are shown at once, above a visible hole that the next try fills.
    release();
    if (outcome.ok && outcome.value.incompleteUntil === null) settleIn(mode, signal);
    else catchUpLater(mode, outcome, signal);
  }

  function catchUpLater(mode: Mode, outcome: SyncOutcome, signal: AbortSignal): void {
    const waitMs = nextTryMs(outcome);
    const error = outcome.ok ? null : outcome.error;
    const unreachable = mode === 'poll' && error?.kind === 'offline';
    setHealth(unreachable ? 'offline' : 'catchingUp', clock.now() + waitMs, error);
    timers.set('catchUp', waitMs, () => run(catchUp(mode, signal)));
  }

  function nextTryMs(outcome: SyncOutcome): number {
    if (outcome.ok) return Math.max(1_000, (outcome.value.incompleteUntil ?? 0) - clock.now());
    catchUpFailures += 1;
    return Math.max(backoffMs(catchUpFailures, random.unit()), 500, (retryAtOf(outcome.error) ?? 0) - clock.now());
  }

  function settleIn(mode: Mode, signal: AbortSignal): void {
    catchUpFailures = 0;
    lookedAt = clock.monotonic();
    // Between two polls posts go by unseen: nothing may stand on the list as if it were complete.
    if (mode === 'poll') home.interrupted(key);
    setHealth(mode === 'stream' ? 'live' : 'polling');
    timers.set('look', SECOND_LOOK_MS + random.unit() * SECOND_LOOK_SPREAD_MS, () => run(look(mode, 'second', signal)));
    if (mode === 'poll') timers.set('poll', spread(POLL_MS), () => run(poll(signal)));
  }

  /** A little early, so that many accounts drift apart and no limit is passed. */
  const spread = (ms: number): number => ms * (0.8 + random.unit() * 0.2);

  async function poll(signal: AbortSignal): Promise<void> {
    const outcome = await home.compareTop(key, signal);
    if (signal.aborted) return;
    if (!outcome.ok) {
      if (outcome.error.kind === 'unauthorized') return checkToken(signal);
      timers.clear();
      return catchUpLater('poll', outcome, signal);
    }
    timers.set('poll', spread(POLL_MS), () => run(poll(signal)));
  }

  /** A look at the newest page, or through everything when that is due. */
  async function look(mode: Mode, turn: 'second' | 'later', signal: AbortSignal): Promise<void> {
    const now = { wall: clock.now(), monotonic: clock.monotonic() };
    // Time asleep counts: posts went by.
    const idleMs = swept === null ? Number.POSITIVE_INFINITY : Math.max(now.wall - swept.wall, now.monotonic - swept.monotonic);
    const sweeps = idleMs >= SWEEP_MAX_MS[mode] || (sweepDue && idleMs >= SWEEP_MIN_MS);
    const outcome = await (sweeps ? home.sweep(key, signal) : home.compareTop(key, signal));
    if (signal.aborted) return;
    if (!outcome.ok && outcome.error.kind === 'unauthorized') return checkToken(signal);
    const done = outcome.ok && outcome.value.incompleteUntil === null;
    if (done && sweeps) {
      sweepDue = false;
      swept = now;
    }
    if (mode === 'stream' && turn === 'later' && outcome.ok && outcome.value.missed) return replaceStream();
    const waitMs = done ? LOOK_MS : Math.max(POLL_MS, (outcome.ok ? (outcome.value.incompleteUntil ?? 0) : (retryAtOf(outcome.error) ?? 0)) - clock.now());
    timers.set('look', spread(waitMs), () => run(look(mode, 'later', signal)));
  }

  /** It answers pings and brings nothing: what else it swallowed, edits and deletes, the next sweep finds. */
  function replaceStream(): void {
    deps.log.info('streaming.swallowed', { account: key });
    drop();
    connect();
  }

  timers.set('connect', delayMs, connect);
  return {
    health: () => health,
    restart(waitMs) {
      drop();
      if (health.state !== 'starting') setHealth('reconnecting', clock.now() + waitMs);
      timers.set('connect', waitMs, connect);
    },
    lost() {
      if (health.state === 'signedOut') return;
      drop();
      retryLater({ kind: 'offline', host, reason: 'noNetwork', mayHaveArrived: false }, null, true);
    },
    close() {
      closed = true;
      drop();
    },
  };
}

function retryAtOf(error: AppError): number | null {
  return error.kind === 'rateLimited' || error.kind === 'serverError' ? error.retryAt : null;
}
