import type { AccountKey, StatusId, StatusUri } from '../../contract/ids.ts';
import type { AppError, Result } from '../../contract/result.ts';
import type { AccountDirectory, SignedInAccount } from '../account-directory.ts';
import type { SeenStatus } from '../fediverse.ts';
import type { Attachments, Clock, ComposeStore, Lifecycle, Log, Random } from '../ports.ts';
import { inBackground, toAppError } from '../thrown.ts';
import { toOutcome, toSending, toSent, toWaiting, withoutAccount, withoutOld, withoutTime, type PostOutcome } from './copy.ts';
import { isItsTurn } from './previous.ts';
import { afterUnexpected, guarded, type MentionGuardDeps } from './mention-guard.ts';
import { createReadBack } from './read-back.ts';
import { resolveReferences } from './references.ts';
import { createReplacing } from './replacing.ts';
import { createTimeLooks, planTime } from './scheduling.ts';
import type { StoredCopy } from './store.ts';
import { createUploads } from './uploads.ts';

export interface OutboxDeps extends MentionGuardDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly lifecycle: Lifecycle;
  readonly store: ComposeStore;
  readonly accounts: AccountDirectory;
  /** The id of the answered status on this account's server. */
  readonly localId: (account: AccountKey, uri: StatusUri) => Promise<Result<StatusId>>;
  /** A post of ours as the server made it, for the home it belongs to. */
  readonly posted: (account: AccountKey, seen: SeenStatus) => void;
  /** A copy was written. */
  readonly changed: (copy: StoredCopy) => void;
  readonly attachments: Attachments;
  readonly progress: (copy: string, done: number, total: number) => void;
  /** What becomes of a post whose time passed while it could not be sent. */
  readonly whenLate: () => 'ask' | 'send';
}

/**
 * Sends copies, one after the other per account and all accounts at once, and never twice. What waits for its time, for
 * the post before it in its thread or for a decision holds up nobody else:
 * 1. `waiting` until its time, its turn, a sign-in and the network are there.
 * 2. Its files are `uploading`: see `uploads.ts`. A repeated upload does no harm, so any failure there is just tried again.
 * 3. The copy, with its idempotency key, is stored as `sending` before the request leaves.
 * 4. The id in the answer is stored by the same write that makes it `sent`.
 * 5. When no clear answer comes, the account's own posts are read back: see `read-back.ts`.
 * A copy that is found `sending` at start was cut off between 3 and 4, and goes on at 5. One with a time becomes
 * `scheduled` instead at 1 or at 4: see `scheduling.ts`. One that is `sent` in the place of a scheduled post goes on until
 * that is gone too: see `replacing.ts`.
 */
export interface Outbox {
  start(): void;
  /** Copies of this account were added or changed. */
  wake(account: AccountKey): void;
  /** The account answers again (signed in, stream open): what waited for that goes on now. */
  reachable(account: AccountKey): void;
  /** What waits for it fails, what may have left needs a decision; the texts stay. */
  accountRemoved(account: AccountKey): void;
  /** The copy was taken back, or changed by the person. */
  stopUpload(copyId: string): void;
  /** Reads back at once: the person asked to look again. */
  look(copy: StoredCopy): void;
  /** Its time was changed by the person. */
  retime(copyId: string): void;
  put(copy: StoredCopy): void;
  close(): void;
}

/** Backoff while the network or the server is away: 5 s, 10 s, 20 s … 5 min, each ±20 %. */
const firstBackoffMs = 5_000;
const longestBackoffMs = 5 * 60_000;
/** After something of ours broke (a full disk): long enough not to spin. */
const afterThrowMs = 30_000;
/** A wall clock may be set while we wait for it. */
const longestWaitMs = 10 * 60_000;

export function createOutbox(deps: OutboxDeps): Outbox {
  const { clock, random, store, accounts } = deps;
  const busy = new Set<AccountKey>();
  const timers = new Map<AccountKey, () => void>();
  const stops: (() => void)[] = [];
  let closed = false;
  const backoff = (tries: number): number => Math.min(longestBackoffMs, firstBackoffMs * 2 ** Math.min(tries, 10)) * (0.8 + random.unit() * 0.4);
  const times = createTimeLooks(clock);
  const readBack = createReadBack({ clock, store, times, backoff, put, resend: (copy, account) => send(copy, account) });
  const replacing = createReplacing({ clock, store, backoff, put, followUp: readBack.followUp });
  const uploads = createUploads({ clock, store, attachments: deps.attachments, put, progress: deps.progress });

  function put(copy: StoredCopy): void {
    store.putCopy(copy);
    deps.changed(copy);
  }

  /** The copy to go on with and when: the first in line, unless something with a time comes before it. */
  function next(account: AccountKey): { readonly copy: StoredCopy; readonly dueAt: number } | null {
    const open = store.unfinished().filter((copy) => copy.account === account);
    const line = open.find((copy) => isInLine(copy) && isItsTurn(copy, store));
    const candidates = [...(line === undefined ? [] : [line]), ...open.filter(({ status }) => status.state === 'scheduled' || status.state === 'sent')];
    const dated = candidates.map((copy) => ({ copy, dueAt: dueAtOf(copy) }));
    return dated.toSorted((one, other) => one.dueAt - other.dueAt)[0] ?? null;
  }

  function wake(account: AccountKey): void {
    timers.get(account)?.();
    timers.delete(account);
    const found = closed || busy.has(account) ? null : next(account);
    if (found === null) return;
    if (found.dueAt > clock.now()) return wakeAt(account, found.dueAt);
    const signedIn = accounts.signedIn(account);
    if (signedIn === null) return;
    busy.add(account);
    inBackground(async () => {
      const againAt = await step(found.copy, signedIn);
      busy.delete(account);
      if (againAt === null) wake(account);
      else wakeAt(account, againAt);
    }, 'outbox', deps);
  }

  function dueAtOf(copy: StoredCopy): number {
    if (copy.status.state === 'waiting') return copy.status.sendAt;
    if (copy.status.state === 'sent') return replacing.dueAt(copy.id);
    if (copy.status.state === 'scheduled') return copy.replaces === null ? times.dueAt(copy) : replacing.dueAt(copy.id);
    return copy.status.state === 'uploading' ? uploads.dueAt(copy.id) : readBack.dueAt(copy);
  }

  function wakeAt(account: AccountKey, at: number): void {
    timers.get(account)?.();
    if (!closed) timers.set(account, clock.after(Math.min(longestWaitMs, Math.max(0, at - clock.now())), () => inBackground(() => wake(account), 'outbox', deps)));
  }

  /** Moves one copy on by one step. Answers when to go on: null = now. */
  async function step(copy: StoredCopy, account: SignedInAccount): Promise<number | null> {
    try {
      await advance(copy, account);
      return null;
    } catch (error) {
      toAppError(error, 'outbox', deps);
      return clock.now() + afterThrowMs;
    }
  }

  async function advance(copy: StoredCopy, account: SignedInAccount): Promise<void> {
    const { state } = copy.status;
    if (state === 'sending') return readBack.check(copy, account);
    if (state === 'sent' || (state === 'scheduled' && copy.replaces !== null)) return replacing.finish(copy, account);
    if (state === 'scheduled') return copy.status.by === 'server' ? readBack.followUp(copy, account) : put(toWaiting(copy, random.uuid(), clock.now(), null));
    const plan = planTime(copy, account, clock.now(), deps.whenLate());
    const at = copy.scheduledAt ?? 0;
    if (plan.kind === 'late') return put({ ...copy, status: { state: 'late', at } });
    if (plan.kind === 'wait') {
      times.lookAt(copy, plan.lookAt);
      return put({ ...copy, status: { state: 'scheduled', at, by: 'skein', id: null } });
    }
    const missing = state === 'waiting' && plan.kind === 'server' ? await replacing.missing(copy, account) : null;
    if (missing !== null) return settle(withoutOld(copy, missing), missing);
    return send(plan.kind === 'server' ? { ...copy, payload: { ...copy.payload, scheduledAt: at } } : withoutTime(copy), account);
  }

  async function send(planned: StoredCopy, account: SignedInAccount): Promise<void> {
    const found = await resolveReferences(planned, account, { store, put, localId: deps.localId });
    const copy = store.copy(planned.id);
    if (copy === null || !isAsItWas(planned)) return;
    const ready: StoredCopy = { ...copy, payload: planned.payload };
    if (!found.ok) return settle(ready, refusedReply(found.error));
    const resolved: StoredCopy = { ...ready, payload: { ...planned.payload, ...found.value } };
    if (copy.status.state === 'sending' || copy.media.length === 0) return post(resolved, account);
    const step = await uploads.advance(resolved, account);
    if (closed || step.kind === 'gone' || step.kind === 'preparing') return;
    if (step.kind === 'ready') return post(step.copy, account);
    settle(step.copy, step);
  }

  /** Nobody took it back, moved it or changed its words while a server was asked: an edit has a new key. */
  function isAsItWas({ id, status, idempotencyKey, scheduledAt }: StoredCopy): boolean {
    const now = store.copy(id);
    return !closed && now?.status.state === status.state && now.idempotencyKey === idempotencyKey && now.scheduledAt === scheduledAt;
  }

  async function post(unguarded: StoredCopy, account: SignedInAccount): Promise<void> {
    const ready = guarded(unguarded, store.post(unguarded.post)?.body, account, deps);
    const isRepeat = ready.status.state === 'sending';
    const atOnce = ready.replaces !== null && ready.payload.scheduledAt === undefined;
    const trouble = atOnce ? await replacing.remove(ready, account) : null;
    if (atOnce && !isAsItWas(ready)) return;
    if (trouble !== null) return settle(withoutOld(store.copy(ready.id) ?? ready, trouble), trouble);
    const copy = atOnce ? { ...ready, replaces: null } : ready;
    const sending = toSending(copy, clock.now());
    put(sending);
    const outcome = await request(sending, account);
    // After a repeat, "try later" says nothing about the first try: only reading back does.
    settle(sending, isRepeat && outcome.kind === 'later' ? { kind: 'unclear', error: outcome.error } : outcome);
  }

  async function request({ payload, idempotencyKey }: StoredCopy, { connection }: SignedInAccount): Promise<PostOutcome> {
    if (payload.scheduledAt === undefined) {
      const answer = await connection.post(payload, idempotencyKey);
      return answer.ok ? { kind: 'sent', seen: answer.value } : toOutcome(answer.error);
    }
    const answer = await connection.writing.schedule(payload, idempotencyKey);
    if (!answer.ok) return toOutcome(answer.error);
    return answer.value.kind === 'posted' ? { kind: 'sent', seen: answer.value.seen } : { kind: 'scheduled', scheduled: answer.value.scheduled };
  }

  function settle(copy: StoredCopy, outcome: PostOutcome): void {
    const now = clock.now();
    // Changed, or its account removed, meanwhile: only a definite answer still counts.
    if (closed || (!isAsItWas(copy) && outcome.kind !== 'sent' && outcome.kind !== 'scheduled')) return;
    uploads.forget(copy.id);
    switch (outcome.kind) {
      case 'sent': {
        const { status, marks } = outcome.seen;
        readBack.forget(copy.id);
        put(toSent(copy, { at: now, id: marks.id, uri: status.uri, url: status.url, ...(status.quote === null ? {} : { quote: status.quote.state }) }));
        return deps.posted(copy.account, outcome.seen);
      }
      case 'scheduled':
        readBack.forget(copy.id);
        return put({ ...copy, status: { state: 'scheduled', at: outcome.scheduled.at, by: 'server', id: outcome.scheduled.id } });
      case 'refused': {
        readBack.forget(copy.id);
        const account = accounts.signedIn(copy.account);
        const named = account === null ? null : afterUnexpected(copy, outcome.error, store.post(copy.post)?.body, account, deps);
        if (named?.next === 'again') return put(toWaiting(named.copy, random.uuid(), now, null));
        if (named !== null) return put({ ...named.copy, status: { state: 'failed', at: now, error: named.error } });
        return put({ ...copy, status: { state: 'failed', at: now, error: outcome.error, ...(outcome.file === undefined ? {} : { refused: outcome.file }) } });
      }
      case 'later':
        return put(toWaiting(copy, random.uuid(), outcome.retryAt ?? now + backoff(copy.attempts), outcome.error));
      case 'unclear':
        deps.log.warn('outbox.unclear', { account: copy.account, kind: outcome.error.kind });
        return readBack.begin(copy, outcome.error);
    }
  }

  /** The network or the sign-in is back: no more waiting for what waited only for that. */
  function reachable(account: AccountKey): void {
    for (const copy of store.unfinished()) {
      if (copy.account !== account) continue;
      readBack.hurry(copy.id);
      replacing.forget(copy.id);
      if (copy.status.state === 'waiting' && (copy.status.lastError?.kind === 'offline' || copy.status.lastError?.kind === 'unauthorized')) {
        put({ ...copy, status: { ...copy.status, sendAt: Math.min(copy.status.sendAt, clock.now()) } });
      }
    }
    wake(account);
  }

  const everyAccount = (): readonly AccountKey[] => [...new Set(store.unfinished().map(({ account }) => account))];

  function accountRemoved(account: AccountKey): void {
    timers.get(account)?.();
    timers.delete(account);
    for (const copy of store.unfinished().filter((each) => each.account === account)) {
      readBack.forget(copy.id);
      uploads.forget(copy.id);
      times.forget(copy.id);
      replacing.forget(copy.id);
      const left = withoutAccount(copy, clock.now());
      if (left !== null) put(left);
    }
  }

  return {
    start() {
      const retryAll = (): void => everyAccount().forEach(reachable);
      stops.push(deps.lifecycle.onOnline((online) => (online ? retryAll() : undefined)), deps.lifecycle.onResume(retryAll));
      everyAccount().forEach(wake);
    },
    wake,
    reachable,
    accountRemoved,
    stopUpload: uploads.forget,
    retime: times.forget,
    look(copy) {
      readBack.lookOnce(copy);
      wake(copy.account);
    },
    put,
    close() {
      closed = true;
      for (const { id } of store.unfinished()) uploads.forget(id);
      for (const cancel of timers.values()) cancel();
      for (const stop of stops) stop();
    },
  };
}

/** The states in which a copy holds its place in the line of its account. */
function isInLine({ status }: StoredCopy): boolean {
  return status.state === 'waiting' || status.state === 'uploading' || status.state === 'sending';
}

/** A reply never goes out as a post of its own, nor a quote without what it quotes: where that post cannot be found there, the copy fails. */
function refusedReply(error: AppError): PostOutcome {
  const outcome = toOutcome(error);
  // Nothing has left yet, so "unclear" about a look-up is only "later".
  return outcome.kind === 'unclear' ? { kind: 'later', error, retryAt: null } : outcome;
}
