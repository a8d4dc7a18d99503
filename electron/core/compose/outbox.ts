import type { AccountKey, StatusId, StatusUri } from '../../contract/ids.ts';
import { ok, type AppError, type Result } from '../../contract/result.ts';
import type { AccountDirectory, SignedInAccount } from '../account-directory.ts';
import type { SeenStatus } from '../fediverse.ts';
import type { Attachments, Clock, ComposeStore, Lifecycle, Log, Random } from '../ports.ts';
import { inBackground, toAppError } from '../thrown.ts';
import { toOutcome, toSending, toWaiting, type PostOutcome } from './copy.ts';
import { createReadBack } from './read-back.ts';
import type { StoredCopy } from './store.ts';
import { createUploads } from './uploads.ts';

export interface OutboxDeps {
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
  readonly changed: () => void;
  readonly attachments: Attachments;
  readonly progress: (copy: string, done: number, total: number) => void;
}

/**
 * Sends copies, one after the other per account and all accounts at once, and never twice:
 * 1. `waiting` until its time, its turn, a sign-in and the network are there.
 * 2. Its files are `uploading`: see `uploads.ts`. A repeated upload does no harm, so any failure there is just tried again.
 * 3. The copy, with its idempotency key, is stored as `sending` before the request leaves.
 * 4. The id in the answer is stored by the same write that makes it `sent`.
 * 5. When no clear answer comes, the account's own posts are read back: see `read-back.ts`.
 * A copy that is found `sending` at start was cut off between 3 and 4, and goes on at 5.
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
  put(copy: StoredCopy): void;
  close(): void;
}

/** Backoff while the network or the server is away: 5 s, 10 s, 20 s … 5 min, each ±20 %. */
const firstBackoffMs = 5_000;
const longestBackoffMs = 5 * 60_000;
/** After something of ours broke (a full disk): long enough not to spin. */
const afterThrowMs = 30_000;

export function createOutbox(deps: OutboxDeps): Outbox {
  const { clock, random, store, accounts } = deps;
  const busy = new Set<AccountKey>();
  const timers = new Map<AccountKey, () => void>();
  const stops: (() => void)[] = [];
  let closed = false;
  const backoff = (tries: number): number => Math.min(longestBackoffMs, firstBackoffMs * 2 ** Math.min(tries, 10)) * (0.8 + random.unit() * 0.4);
  const readBack = createReadBack({ clock, store, backoff, put, resend: (copy, account) => send(copy, account) });
  const uploads = createUploads({ clock, store, attachments: deps.attachments, put, progress: deps.progress });

  function put(copy: StoredCopy): void {
    store.putCopy(copy);
    deps.changed();
  }

  /** Copies that wait for a decision hold up nobody. */
  function head(account: AccountKey): StoredCopy | undefined {
    return store.unfinished().find((copy) => copy.account === account && copy.status.state !== 'needsDecision');
  }

  function wake(account: AccountKey): void {
    timers.get(account)?.();
    timers.delete(account);
    const copy = closed || busy.has(account) ? undefined : head(account);
    if (copy === undefined) return;
    const dueAt = dueAtOf(copy);
    if (dueAt > clock.now()) return wakeAt(account, dueAt);
    const signedIn = accounts.signedIn(account);
    if (signedIn === null) return;
    busy.add(account);
    inBackground(async () => {
      const againAt = await step(copy, signedIn);
      busy.delete(account);
      if (againAt === null) wake(account);
      else wakeAt(account, againAt);
    }, 'outbox', deps);
  }

  function dueAtOf(copy: StoredCopy): number {
    if (copy.status.state === 'waiting') return copy.status.sendAt;
    return copy.status.state === 'uploading' ? uploads.dueAt(copy.id) : readBack.dueAt(copy);
  }

  function wakeAt(account: AccountKey, at: number): void {
    timers.get(account)?.();
    if (!closed) timers.set(account, clock.after(Math.max(0, at - clock.now()), () => inBackground(() => wake(account), 'outbox', deps)));
  }

  /** Moves one copy on by one step. Answers when to go on: null = now. */
  async function step(copy: StoredCopy, account: SignedInAccount): Promise<number | null> {
    try {
      await (copy.status.state === 'sending' ? readBack.check(copy, account) : send(copy, account));
      return null;
    } catch (error) {
      toAppError(error, 'outbox', deps);
      return clock.now() + afterThrowMs;
    }
  }

  async function send(planned: StoredCopy, account: SignedInAccount): Promise<void> {
    const resolved = await resolveReply(planned);
    const copy = store.copy(planned.id);
    // Cancelled, or its account removed, while the answered post was looked up.
    if (closed || copy === null || copy.status.state !== planned.status.state) return;
    if (!resolved.ok) return settle(copy, refusedReply(resolved.error));
    const reply: StoredCopy = { ...copy, payload: { ...copy.payload, inReplyToId: resolved.value } };
    if (copy.status.state === 'sending' || copy.media.length === 0) return post(reply, account);
    const step = await uploads.advance(reply, account);
    if (closed || step.kind === 'gone' || step.kind === 'preparing') return;
    if (step.kind === 'ready') return post(step.copy, account);
    settle(step.copy, step);
  }

  async function post(copy: StoredCopy, account: SignedInAccount): Promise<void> {
    const isRepeat = copy.status.state === 'sending';
    const sending = toSending(copy, clock.now());
    put(sending);
    const answer = await account.connection.post(sending.payload, sending.idempotencyKey);
    const outcome: PostOutcome = answer.ok ? { kind: 'sent', seen: answer.value } : toOutcome(answer.error);
    // After a repeat, "try later" says nothing about the first try: only reading back does.
    settle(sending, isRepeat && outcome.kind === 'later' ? { kind: 'unclear', error: outcome.error } : outcome);
  }

  function settle(copy: StoredCopy, outcome: PostOutcome): void {
    const now = clock.now();
    // Its account was removed meanwhile: only a definite answer still counts.
    const isOpen = store.copy(copy.id)?.status.state === copy.status.state;
    if (closed || (!isOpen && outcome.kind !== 'sent')) return;
    uploads.forget(copy.id);
    switch (outcome.kind) {
      case 'sent': {
        const { status, marks } = outcome.seen;
        readBack.forget(copy.id);
        put({ ...copy, status: { state: 'sent', at: now, id: marks.id, uri: status.uri, url: status.url } });
        return deps.posted(copy.account, outcome.seen);
      }
      case 'refused':
        readBack.forget(copy.id);
        return put({ ...copy, status: { state: 'failed', at: now, error: outcome.error, ...(outcome.file === undefined ? {} : { refused: outcome.file }) } });
      case 'later':
        return put(toWaiting(copy, random.uuid(), outcome.retryAt ?? now + backoff(copy.attempts), outcome.error));
      case 'unclear':
        deps.log.warn('outbox.unclear', { account: copy.account, kind: outcome.error.kind });
        return readBack.begin(copy, outcome.error);
    }
  }

  async function resolveReply(copy: StoredCopy): Promise<Result<StatusId | null>> {
    const inReplyTo = store.post(copy.post)?.body.inReplyTo ?? null;
    if (copy.payload.inReplyToId !== null || inReplyTo === null) return ok(copy.payload.inReplyToId);
    return deps.localId(copy.account, inReplyTo);
  }

  /** The network or the sign-in is back: no more waiting for what waited only for that. */
  function reachable(account: AccountKey): void {
    for (const copy of store.unfinished()) {
      if (copy.account !== account) continue;
      readBack.hurry(copy.id);
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
    const at = clock.now();
    const error: AppError = { kind: 'notFound', what: 'account' };
    for (const copy of store.unfinished().filter((each) => each.account === account)) {
      readBack.forget(copy.id);
      uploads.forget(copy.id);
      if (copy.status.state === 'waiting' || copy.status.state === 'uploading') put({ ...copy, status: { state: 'failed', at, error } });
      if (copy.status.state === 'sending') put({ ...copy, status: { state: 'needsDecision', sentAt: copy.status.since, checkedAt: at, error } });
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

/** A reply never goes out as a post of its own: where the answered post cannot be found there, the copy fails. */
function refusedReply(error: AppError): PostOutcome {
  const outcome = toOutcome(error);
  // Nothing has left yet, so "unclear" about a look-up is only "later".
  return outcome.kind === 'unclear' ? { kind: 'later', error, retryAt: null } : outcome;
}
