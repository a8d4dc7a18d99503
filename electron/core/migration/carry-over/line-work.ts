import { copyKinds, type CopyKind } from '../../../contract/carry-over.ts';
import type { AppError } from '../../../contract/result.ts';
import type { SignedInAccount } from '../../account-directory.ts';
import type { CallOptions } from '../../fediverse.ts';
import type { Clock } from '../../ports.ts';
import { followedTarget } from './depending.ts';
import type { Journal } from './journal.ts';
import { afterLookUp, afterSending, backoffMs, mayHaveArrived } from './outcome.ts';
import type { Pacing } from './pacing.ts';
import { isPassing } from './patience.ts';
import { readBack } from './reading-back.ts';
import { resolvePost, sendLine, type LineChange, type SendContext } from './sending.ts';
import { isIdempotent, personOf, postOf } from './subjects.ts';
import type { JournalLine } from './types.ts';

const signInPauseMs = 60_000;
/** So many lines without an answer one after the other, and it is the server that is down, not the line that is bad. */
const outageLines = 3;
const longestOutageMs = 7 * 24 * 3_600_000;
/** So many refusals for the limit of follows one after the other, and nobody is asked for a day. */
const overLimitInRow = 3;

export interface LineWorkDeps {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly signal: AbortSignal;
  readonly options: CallOptions;
  readonly pacing: Pacing;
  /** Keeps kinds from going on until then. */
  readonly block: (kinds: readonly CopyKind[], until: number, error: AppError) => void;
}

/** One line at a time, its state on disk before and after each call. */
export interface LineWork {
  put(line: JournalLine, change: LineChange): JournalLine;
  contextOf(to: SignedInAccount): SendContext;
  /** Finds who or what the line is about; the line with its target, or null where it cannot go on now. */
  lookUp(line: JournalLine, to: SignedInAccount): Promise<JournalLine | null>;
  send(line: JournalLine, to: SignedInAccount): Promise<void>;
}

export function createLineWork({ clock, journal, signal, options, pacing, block }: LineWorkDeps): LineWork {
  let overLimits = 0;
  /** Lines that got no answer since the last one that did. */
  const failing = new Set<string>();
  let probes = 0;
  let downSince = 0;
  const contextOf = (to: SignedInAccount): SendContext => ({ to, journal, now: clock.now(), options });
  const put = (line: JournalLine, change: LineChange): JournalLine => {
    const next = { ...(journal.line(line.id) ?? line), ...change };
    journal.put(next);
    return next;
  };

  /** While a server is down everything waits, longer each time, and no line loses a try by it: what it becomes instead. */
  function outage(line: JournalLine, error: AppError | null): LineChange | null {
    if (error === null || !isPassing(error)) {
      failing.clear();
      probes = 0;
      return null;
    }
    if (failing.size === 0) downSince = clock.now();
    failing.add(line.id);
    if (failing.size < outageLines || clock.now() - downSince > longestOutageMs) return null;
    const until = clock.now() + backoffMs((probes += 1));
    block(copyKinds, until, error);
    // Another line is the next to try, in case it is this one after all.
    return { state: mayHaveArrived(error) && !isIdempotent(line) ? 'unclear' : 'queued', error, retryAt: until + backoffMs(1) };
  }

  /** Caps and sign-ins concern more than one line. True: the line is as it was and waits with the rest. */
  function holdBack(line: JournalLine, error: AppError, before: JournalLine): boolean {
    if (error.kind === 'cancelled') return true;
    if (error.kind === 'rateLimited') {
      put(line, { state: before.state, retryAt: null });
      pacing.capped(line.kind, error.retryAt);
      return true;
    }
    if (error.kind !== 'unauthorized') return false;
    put(line, { state: before.state, retryAt: null });
    block(copyKinds, clock.now() + signInPauseMs, error);
    return true;
  }

  async function lookUp(line: JournalLine, to: SignedInAccount): Promise<JournalLine | null> {
    const person = personOf(line);
    const post = postOf(line);
    if (line.target !== null || (person === null && post === null)) return line;
    const followed = person === null || line.kind === 'follows' || line.kind === 'requests' ? null : followedTarget(person, journal);
    if (followed !== null) return put(line, { target: followed });
    const started = put(line, { state: 'resolving' });
    const found = person === null ? await resolvePost(post ?? { uri: '', url: null }, contextOf(to)) : await findPerson(to, line.movedTo ?? person.handle);
    if (signal.aborted) return null;
    const instead = outage(line, found.ok ? null : found.error);
    if (!found.ok) {
      if (!holdBack(started, found.error, line)) put(started, instead === null ? afterLookUp(line, found.error, clock.now()) : { ...instead, state: 'queued' });
      return null;
    }
    if (typeof found.value === 'string') return put(started, { state: 'queued', target: found.value, error: null });
    const { id, movedTo, suspended } = found.value;
    if (suspended) put(started, { state: 'gone', target: id, retryAt: null });
    else if (movedTo !== null && (line.kind === 'follows' || line.kind === 'requests')) put(started, { state: 'movedOn', target: null, movedTo: movedTo.handle, retryAt: null });
    else return put(started, { state: 'queued', target: id, error: null });
    return null;
  }

  const findPerson = (to: SignedInAccount, handle: string): ReturnType<typeof to.connection.belongings.findPerson> => to.connection.belongings.findPerson(handle, options);

  async function send(line: JournalLine, to: SignedInAccount): Promise<void> {
    if (line.state === 'unclear' && !isIdempotent(line) && !(await settleUnclear(line, to))) return;
    const current = journal.line(line.id) ?? line;
    const sent = put(current, { state: 'sent', answered: false, sentAt: clock.now() });
    pacing.changing(to.profile.summary.software);
    const answer = await sendLine(sent, contextOf(to));
    if (signal.aborted) return;
    const instead = outage(current, answer.ok ? null : answer.error);
    if (answer.ok) {
      overLimits = 0;
      put(sent, answer.value);
      pacing.noteDaily(to.connection.belongings.rates().dailyFollows);
      return;
    }
    if (holdBack(sent, answer.error, { ...current, state: 'queued' })) return;
    // A server may list what it cannot change: GoToSocial's featured tags.
    if (answer.error.kind === 'unsupported') journal.putKind(line.kind, { unsupported: 'to' });
    const change = instead ?? (await explained(current, answer.error, to));
    if (change === null || signal.aborted) return;
    put(sent, change);
    if (change.state !== 'overLimit') overLimits = 0;
    else if ((overLimits += 1) >= overLimitInRow) block([line.kind], change.retryAt ?? clock.now(), answer.error);
  }

  /** "Forbidden" may be about the person or about the account itself; only the second stops everything. */
  async function explained(line: JournalLine, error: AppError, to: SignedInAccount): Promise<LineChange | null> {
    if (isAlreadyThere(line, error)) {
      const found = await readBack(line, contextOf(to));
      if (found.ok && found.value.there) return { state: 'done', target: found.value.target, error: null, retryAt: null };
    }
    if (error.kind === 'forbidden') {
      const own = await to.connection.verify(options);
      if (!own.ok && (own.error.kind === 'forbidden' || own.error.kind === 'unauthorized')) {
        put(line, { state: 'queued', answered: false });
        block(copyKinds, clock.now() + 10 * signInPauseMs, error);
        return null;
      }
    }
    return afterSending(line, error, clock.now());
  }

  /** True: it is not there, and may be sent. */
  async function settleUnclear(line: JournalLine, to: SignedInAccount): Promise<boolean> {
    const found = await readBack(line, contextOf(to));
    if (signal.aborted) return false;
    if (!found.ok) {
      if (!holdBack(line, found.error, line)) put(line, { ...afterSending(line, found.error, clock.now()), state: 'unclear' });
      return false;
    }
    put(line, found.value.there ? { state: 'done', target: found.value.target, error: null, retryAt: null } : { state: 'queued', target: found.value.target ?? line.target, retryAt: null });
    return !found.value.there;
  }

  return { put, contextOf, lookUp, send };
}

/** A refusal that may mean "you have it": found out by looking, as the words are localised. */
function isAlreadyThere(line: JournalLine, error: AppError): boolean {
  return !isIdempotent(line) && (error.kind === 'rejected' || error.kind === 'notFound');
}
