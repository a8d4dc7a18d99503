import type { AppError } from '../../contract/result.ts';
import type { SignedInAccount } from '../account-directory.ts';
import type { Clock, ComposeStore } from '../ports.ts';
import { toOutcome, withEarlier, type PostOutcome } from './copy.ts';
import { isSameWords } from './own-post.ts';
import { knownIds } from './previous.ts';
import type { ReplacedRecord, StoredCopy } from './store.ts';

/** Around its time a post is neither kept nor posted for a moment, and clocks are not exact. */
const nearItsTimeMs = 60_000;
/** What its server makes of it is among the newest posts this long after its time. */
const postedByMs = 3 * 60_000;
const lookAgainMs = 30_000;
const ownPostsLimit = 40;

const postedAlready: AppError = { kind: 'invalidInput', field: 'replaces', message: 'The version before was posted already' };
const isMissing: AppError = { kind: 'invalidInput', field: 'replaces', message: 'The version before is not scheduled any more' };

type Trouble = Extract<PostOutcome, { readonly kind: 'later' | 'refused' }>;

export interface ReplacingDeps {
  readonly clock: Clock;
  readonly store: ComposeStore;
  readonly backoff: (tries: number) => number;
  readonly put: (copy: StoredCopy) => void;
  /** Looks whether a post its server kept is out. */
  readonly followUp: (copy: StoredCopy, account: SignedInAccount) => Promise<void>;
}

/**
 * Puts a new version of a scheduled post in the place of the one its server keeps, as servers change nothing but the time
 * of one: the new version is put there first and then the old one removed, so that at every moment at least one of them is
 * somewhere; a version that goes out at once comes after the removal. Where the old one turns out to be posted, the new
 * one is taken back and the person decides; one that is out by then stays so, and the person is told of both.
 */
export interface Replacing {
  dueAt(copyId: string): number;
  /** Whether the old version still waits, before the new one leaves; null where it does. */
  missing(copy: StoredCopy, account: SignedInAccount): Promise<Trouble | null>;
  /** Removes the old version; null once it is gone. */
  remove(copy: StoredCopy, account: SignedInAccount): Promise<Trouble | null>;
  /** For a new version that is in its place, or out. */
  finish(copy: StoredCopy, account: SignedInAccount): Promise<void>;
  forget(copyId: string): void;
}

export function createReplacing({ clock, store, backoff, put, followUp }: ReplacingDeps): Replacing {
  const tries = new Map<string, { readonly count: number; readonly dueAt: number }>();

  /** Why the old version is not there any more: null where it was removed before it could be posted. */
  async function whyGone(copy: StoredCopy, old: ReplacedRecord, { connection }: SignedInAccount): Promise<Trouble | null> {
    const now = connection.serverTime() ?? clock.now();
    const known = old.copy === null ? null : store.copy(old.copy);
    if (known?.status.state === 'sent') return { kind: 'refused', error: postedAlready };
    const isFarAhead = old.at > now + nearItsTimeMs;
    if (isFarAhead) return old.removing ? null : { kind: 'refused', error: isMissing };
    const own = await connection.ownPosts(ownPostsLimit);
    if (!own.ok) return toTrouble(own.error);
    const others = new Set(knownIds(copy, store, 'sent'));
    if (copy.status.state === 'sent' && copy.status.id !== null) others.add(copy.status.id);
    const isPosted = own.value.some((post) => !others.has(post.id) && post.createdAt >= old.at - nearItsTimeMs && isSameWords(old, { text: post.sourceText, spoilerText: post.spoilerText, html: post.content }));
    if (isPosted) return { kind: 'refused', error: postedAlready };
    if (now < old.at + postedByMs) return { kind: 'later', error: isMissing, retryAt: clock.now() + lookAgainMs };
    return old.removing ? null : { kind: 'refused', error: isMissing };
  }

  async function missing(copy: StoredCopy, account: SignedInAccount): Promise<Trouble | null> {
    const old = copy.replaces;
    if (old === null || old.removing) return null;
    const kept = await account.connection.writing.scheduled();
    if (!kept.ok) return toTrouble(kept.error);
    return kept.value.some(({ id }) => id === old.id) ? null : whyGone(copy, old, account);
  }

  async function remove(copy: StoredCopy, account: SignedInAccount): Promise<Trouble | null> {
    if (copy.replaces === null) return null;
    const gone = await missing(copy, account);
    if (gone !== null) return gone;
    const old: ReplacedRecord = { ...copy.replaces, removing: true };
    const current = store.copy(copy.id);
    if (current === null || current.replaces === null || current.status.state !== copy.status.state) return { kind: 'later', error: { kind: 'cancelled' }, retryAt: null };
    put({ ...current, replaces: old });
    const answer = await account.connection.writing.cancelScheduled(old.id);
    const trouble = answer.ok ? null : answer.error.kind === 'notFound' ? await whyGone(copy, old, account) : toTrouble(answer.error);
    if (trouble === null) retireOld(old);
    return trouble;
  }

  function retireOld({ copy: id }: ReplacedRecord): void {
    const known = id === null ? null : store.copy(id);
    if (known?.status.state === 'scheduled') put({ ...known, status: { state: 'cancelled', at: clock.now() } });
  }

  async function finish(copy: StoredCopy, account: SignedInAccount): Promise<void> {
    const trouble = await remove(copy, account);
    const current = store.copy(copy.id);
    if (current?.status.state !== copy.status.state || current.replaces === null) return;
    if (trouble?.kind === 'later') return again(copy.id, trouble.retryAt);
    if (trouble === null || current.status.state === 'sent') {
      const fate = trouble === null ? null : fateOf(current.replaces, trouble);
      if (fate === null) retireOld(current.replaces);
      return settle(withEarlier(current, fate));
    }
    if (current.status.state !== 'scheduled') return;
    // The old version stands, so this one must not follow it: unless it is out as well.
    const pulled = current.status.by === 'server' && current.status.id !== null ? await account.connection.writing.cancelScheduled(current.status.id) : null;
    if (pulled?.ok === false && pulled.error.kind !== 'notFound') return again(copy.id, null);
    const isOut = pulled?.ok === false && current.status.at <= clock.now();
    if (!isOut) return settle({ ...current, replaces: null, status: { state: 'failed', at: clock.now(), error: trouble.error } });
    again(copy.id, null);
    await followUp(current, account);
  }

  /** Of an old version that was not removed, beside a new one that is out. Gone before its time, somebody else removed it. */
  function fateOf(old: ReplacedRecord, { error }: Trouble): 'posted' | 'unclear' | null {
    if (error === postedAlready) return 'posted';
    return error === isMissing && old.at > clock.now() ? null : 'unclear';
  }

  function settle(copy: StoredCopy): void {
    tries.delete(copy.id);
    put(copy);
  }

  function again(copyId: string, retryAt: number | null): void {
    const count = (tries.get(copyId)?.count ?? 0) + 1;
    tries.set(copyId, { count, dueAt: retryAt ?? clock.now() + backoff(count) });
  }

  return { dueAt: (copyId) => tries.get(copyId)?.dueAt ?? 0, missing, remove, finish, forget: (copyId) => void tries.delete(copyId) };
}

function toTrouble(error: AppError): Trouble {
  const outcome = toOutcome(error);
  return outcome.kind === 'refused' || outcome.kind === 'later' ? outcome : { kind: 'later', error, retryAt: error.kind === 'serverError' ? error.retryAt : null };
}
