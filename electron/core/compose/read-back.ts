import type { OutboxCopy } from '../../contract/compose.ts';
import type { AppError } from '../../contract/result.ts';
import type { SignedInAccount } from '../account-directory.ts';
import type { OwnPost } from '../fediverse.ts';
import type { Clock, ComposeStore } from '../ports.ts';
import { toSent } from './copy.ts';
import { knownIds } from './previous.ts';
import { findPosted, findScheduled, type TimeLooks } from './scheduling.ts';
import { findOwnPost, type OtherCopies, type SentBetween } from './own-post.ts';
import type { StoredCopy } from './store.ts';

/**
 * Waits between the looks after an unclear answer. The first request may still be running on the server, and old
 * versions have no lock on the key, so "not there" counts only after all of them, 75 s later.
 */
const lookAfterMs = [5_000, 25_000, 45_000];
/** Mastodon and Hollo keep a key for an hour from its first use; some minutes are left for clocks and slow requests. */
const keyLifeMs = 55 * 60_000;
const maxRepeats = 5;
/** Looks in a row that brought no list, for other reasons than a missing network, before the person is asked. */
const maxRefusedLooks = 12;
const ownPostsLimit = 40;
/** How far `created_at` may lie outside of the time of sending, where the server's clock is known, and where not. */
const knownClockMs = 10_000;
const unknownClockMs = 15 * 60_000;

interface Search {
  readonly error: AppError;
  readonly looks: number;
  /** Looks in a row that brought no list, and those of them that a network would not have helped. */
  readonly failedLooks: number;
  readonly refusedLooks: number;
  readonly dueAt: number;
}

export interface ReadBackDeps {
  readonly clock: Clock;
  readonly store: ComposeStore;
  readonly times: TimeLooks;
  readonly backoff: (tries: number) => number;
  readonly put: (copy: StoredCopy) => void;
  /** Sends again under the same key. */
  readonly resend: (copy: StoredCopy, account: SignedInAccount) => Promise<void>;
}

/** Finds out what became of a copy whose answer was lost, by looking for it among the account's own posts. */
export interface ReadBack {
  begin(copy: StoredCopy, error: AppError): void;
  /** One look, now, with its conclusion. */
  lookOnce(copy: StoredCopy): void;
  /** Epoch ms of the next look. A copy nobody began was cut off by the end of the app. */
  dueAt(copy: StoredCopy): number;
  check(copy: StoredCopy, account: SignedInAccount): Promise<void>;
  /** The time of a post its server keeps has come: looks whether it is posted. */
  followUp(copy: StoredCopy, account: SignedInAccount): Promise<void>;
  /** The network is back: a look that failed need not wait. */
  hurry(copyId: string): void;
  forget(copyId: string): void;
}

export function createReadBack(deps: ReadBackDeps): ReadBack {
  const { clock, store, times, put } = deps;
  const searches = new Map<string, Search>();

  function begin(copy: StoredCopy, error: AppError): Search {
    const search: Search = { error, looks: 0, failedLooks: 0, refusedLooks: 0, dueAt: clock.now() + (lookAfterMs[0] ?? 0) };
    searches.set(copy.id, search);
    return search;
  }

  const searchOf = (copy: StoredCopy): Search => searches.get(copy.id) ?? begin(copy, cutOff(copy));

  async function check(copy: StoredCopy, account: SignedInAccount): Promise<void> {
    const search = searchOf(copy);
    if (copy.payload.scheduledAt !== undefined && (await isKept(copy, search, account))) return;
    const read = await account.connection.ownPosts(ownPostsLimit);
    if (store.copy(copy.id)?.status.state !== 'sending' || !searches.has(copy.id)) return;
    if (!read.ok) return lookFailed(copy, search, read.error);
    const found = findOwnPost(copy.payload, read.value, timeOf(copy, account), othersOf(copy));
    if (found.kind === 'found') return arrived(copy, found.post);
    if (found.kind === 'unsure') return needsDecision(copy, search.error);
    const looks = search.looks + 1;
    const waitMs = lookAfterMs[looks];
    if (waitMs !== undefined) searches.set(copy.id, { ...search, looks, failedLooks: 0, refusedLooks: 0, dueAt: clock.now() + waitMs });
    else if (mayRepeat(copy, account)) await deps.resend(copy, account);
    else needsDecision(copy, search.error);
  }

  /** Whether the server keeps it for later, or could not say: then there is nothing more to do now. */
  async function isKept(copy: StoredCopy, search: Search, { connection }: SignedInAccount): Promise<boolean> {
    const read = await connection.writing.scheduled();
    if (store.copy(copy.id)?.status.state !== 'sending' || !searches.has(copy.id)) return true;
    if (!read.ok) {
      lookFailed(copy, search, read.error);
      return true;
    }
    const kept = findScheduled(copy, read.value, knownIds(copy, store, 'scheduled'));
    if (kept === undefined) return false;
    searches.delete(copy.id);
    put({ ...copy, status: { state: 'scheduled', at: kept.at, by: 'server', id: kept.id } });
    return true;
  }

  async function followUp(copy: StoredCopy, { connection }: SignedInAccount): Promise<void> {
    const isLast = !times.again(copy);
    const own = await connection.ownPosts(ownPostsLimit);
    const kept = own.ok ? await connection.writing.scheduled() : own;
    if (copy.status.state !== 'scheduled' || store.copy(copy.id)?.status.state !== 'scheduled' || !own.ok || !kept.ok) return;
    const posted = findPosted(copy, own.value, knownIds(copy, store, 'sent'));
    if (posted !== undefined) return arrived(copy, posted);
    const waiting = findScheduled(copy, kept.value, knownIds(copy, store, 'scheduled'));
    // Somebody moved it; or the server is behind.
    if (waiting !== undefined && waiting.at > copy.status.at) times.forget(copy.id);
    if (waiting !== undefined) return put({ ...copy, scheduledAt: waiting.at, status: { state: 'scheduled', at: waiting.at, by: 'server', id: waiting.id } });
    if (isLast) needsDecision(copy, { kind: 'notFound', what: 'scheduled post' });
  }

  function lookFailed(copy: StoredCopy, search: Search, error: AppError): void {
    const failedLooks = search.failedLooks + 1;
    const dueAt = error.kind === 'rateLimited' ? error.retryAt : clock.now() + deps.backoff(failedLooks);
    const isPatient = error.kind === 'offline' || error.kind === 'unauthorized' || error.kind === 'rateLimited' || error.kind === 'cancelled';
    const isTransient = error.kind === 'serverError' || error.kind === 'badAnswer';
    const refusedLooks = search.refusedLooks + (isPatient ? 0 : 1);
    if (isPatient || (isTransient && refusedLooks < maxRefusedLooks)) searches.set(copy.id, { ...search, failedLooks, refusedLooks, dueAt });
    else needsDecision(copy, error);
  }

  function arrived(copy: StoredCopy, { id, uri, url }: OwnPost): void {
    searches.delete(copy.id);
    times.forget(copy.id);
    put(toSent(copy, { at: clock.now(), id, uri, url }));
  }

  function needsDecision(copy: StoredCopy, error: AppError): void {
    searches.delete(copy.id);
    const now = clock.now();
    put({ ...copy, status: { state: 'needsDecision', sentAt: copy.keyFirstUsedAt ?? now, checkedAt: now, error } });
  }

  function mayRepeat(copy: StoredCopy, { profile }: SignedInAccount): boolean {
    const keyAgeMs = clock.now() - (copy.keyFirstUsedAt ?? -Infinity);
    // A repeated key of a scheduled post makes a second one in Mastodon 4.2 and a 404 in later ones (mastodon#30039).
    return copy.payload.scheduledAt === undefined && profile.capabilities.idempotency === 'honoured' && keyAgeMs >= 0 && keyAgeMs < keyLifeMs && copy.attempts <= maxRepeats;
  }

  function timeOf(copy: StoredCopy, { connection }: SignedInAccount): SentBetween {
    const now = clock.now();
    const serverNow = connection.serverTime();
    const marginMs = serverNow === null ? unknownClockMs : knownClockMs;
    const ahead = (serverNow ?? now) - now;
    return { from: (copy.keyFirstUsedAt ?? now) + ahead - marginMs, to: now + ahead + marginMs };
  }

  /** The same words sent twice on purpose are two posts: what is known of the other ones. */
  function othersOf(copy: StoredCopy): OtherCopies {
    const others = store.posts(200).flatMap((post) => post.copies.filter(({ id, account }) => id !== copy.id && account === copy.account));
    const ids = others.flatMap(({ status }) => (status.state === 'sent' && status.id !== null ? [status.id] : []));
    const isLost = ({ status }: OutboxCopy): boolean => status.state === 'needsDecision' || (status.state === 'sent' && status.id === null);
    return { taken: new Set(ids), hasTwin: others.some((other) => other.text === copy.payload.text && isLost(other)) };
  }

  return {
    begin: (copy, error) => void begin(copy, error),
    lookOnce: (copy) => void searches.set(copy.id, { error: cutOff(copy), looks: lookAfterMs.length - 1, failedLooks: 0, refusedLooks: 0, dueAt: clock.now() }),
    dueAt: (copy) => searchOf(copy).dueAt,
    check,
    followUp,
    hurry(copyId) {
      const search = searches.get(copyId);
      if (search !== undefined && search.failedLooks > 0) searches.set(copyId, { ...search, dueAt: clock.now() });
    },
    forget: (copyId) => void searches.delete(copyId),
  };
}

/** Nobody knows how the request ended: the app did. */
function cutOff({ account }: StoredCopy): AppError {
  return { kind: 'offline', host: account.split('/')[0] ?? '', reason: 'reset', mayHaveArrived: true };
}
