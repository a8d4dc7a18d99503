import { copyKinds, type CarryOverView, type CopyAnswer, type CopyDecision, type CopyItem, type CopyKind, type KindView, type RateView } from '../../../contract/carry-over.ts';
import type { Software } from '../../../contract/servers.ts';
import type { Rates } from '../../fediverse-belongings.ts';
import { isInherited } from './depending.ts';
import { dailyCap, doneAt } from './estimate.ts';
import { shownState, type Journal } from './journal.ts';
import type { Running } from './running.ts';
import type { JournalLine } from './types.ts';

export interface ViewInput {
  readonly journal: Journal;
  readonly running: Running;
  readonly reading: ReadonlySet<CopyKind>;
  /** Kinds that wait for their turn to be read. */
  readonly toRead: ReadonlySet<CopyKind>;
  /** The kind that was worked on last, and until when everything waits. */
  readonly working: CopyKind | null;
  readonly waitingUntil: number | null;
  readonly rates: Rates;
  /** Of the new account's server; null while it is signed out. */
  readonly software: Software | null;
  readonly now: number;
  readonly msPerRequest: number;
}

export function toView(input: ViewInput): CarryOverView {
  const { journal, rates } = input;
  const kinds = copyKinds.map((kind) => kindView(kind, input));
  return {
    plan: journal.plan.id,
    state: planState(input, kinds),
    kinds,
    decisions: copyKinds.flatMap((kind) => decisionsOf(kind, journal)),
    window: toRate(rates.window),
    dailyFollows: toRate(dailyCap(input)),
    favouritesAs: journal.plan.favouritesAs ?? 'favourites',
    doneAt: journal.plan.running ? doneAt(input) : null,
  };
}

function toRate(reading: Rates['window']): RateView | null {
  return reading === null || reading.limit === null ? null : { limit: reading.limit, remaining: reading.remaining, resetsAt: reading.resetsAt };
}

function kindView(kind: CopyKind, input: ViewInput): KindView {
  const { journal, running, waitingUntil } = input;
  const { chosen, unsupported, error, readAt, counted } = journal.plan.kinds[kind];
  const counts = journal.counts(kind);
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const state = kindState(kind, input);
  const block = running.blocked(kind);
  return { kind, chosen, unsupported, state, error: error ?? block?.error ?? null, retryAt: state === 'waiting' ? (block?.until ?? waitingUntil) : null, readAt, counted, total, counts: { ...counts } };
}

function kindState(kind: CopyKind, { journal, running, reading, toRead, working, waitingUntil }: ViewInput): KindView['state'] {
  const { chosen, error, readAt, unsupported } = journal.plan.kinds[kind];
  if (reading.has(kind) || toRead.has(kind)) return 'reading';
  if (error !== null) return 'failed';
  if (readAt === null) return 'unread';
  if (unsupported !== null || !hasWork(kind, journal)) return 'done';
  if (!journal.plan.running || !chosen) return journal.plan.started && chosen ? 'paused' : 'ready';
  return waitingUntil !== null || running.blocked(kind) !== null || working !== kind ? 'waiting' : 'running';
}

/** Requests that wait for people do not count: nothing can be done about them. */
function hasWork(kind: CopyKind, journal: Journal): boolean {
  return journal.openCount(kind) > 0 || journal.counts(kind).sent > 0;
}

function planState({ journal, reading, toRead, waitingUntil }: ViewInput, kinds: readonly KindView[]): CarryOverView['state'] {
  if (reading.size > 0 || toRead.size > 0) return 'reading';
  if (journal.plan.running && kinds.some(({ chosen, state }) => chosen && state === 'failed')) return 'waiting';
  if (kinds.every(({ readAt }) => readAt === null)) return 'unread';
  const isLeft = kinds.some(({ kind, chosen, unsupported }) => chosen && unsupported === null && hasWork(kind, journal));
  if (!isLeft) return 'done';
  if (journal.plan.running) return waitingUntil === null ? 'running' : 'waiting';
  return journal.plan.started ? 'paused' : 'ready';
}

const isMark = (kind: CopyKind): boolean => kind === 'bookmarks' || kind === 'favourites';
const decisionStates = ['movedOn', 'unreadable', 'notAllowed', 'gone', 'rejected', 'overLimit', 'failed'] as const;

/** What can be answered to lines that wait for the person. */
export function answersOf(kind: CopyKind, state: JournalLine['state']): readonly CopyAnswer[] {
  if (state === 'movedOn') return ['followMoved', 'leaveOut'];
  if (state === 'unreadable') return isMark(kind) ? ['keepHere', 'retry', 'leaveOut'] : ['retry', 'leaveOut'];
  if (state === 'overLimit') return ['file', 'retry', 'leaveOut'];
  return decisionStates.some((each) => each === state) ? ['retry', 'leaveOut'] : [];
}

function decisionsOf(kind: CopyKind, journal: Journal): readonly CopyDecision[] {
  const { chosen, unsupported } = journal.plan.kinds[kind];
  if (!chosen || unsupported !== null) return [];
  const counts = journal.counts(kind);
  return decisionStates.flatMap((state): readonly CopyDecision[] => {
    if (counts[state] === 0) return [];
    const lines = journal.lines(kind).filter((line) => line.state === state && line.chosen && !isInherited(line, journal));
    const [first] = lines;
    if (first === undefined) return [];
    return [{ kind, state, count: lines.length, examples: lines.slice(0, 3).map(({ label }) => label), message: messageOf(first), answers: answersOf(kind, state) }];
  });
}

function messageOf({ error }: JournalLine): string | null {
  return error !== null && 'message' in error && error.message !== '' ? error.message : null;
}

export function toItem(line: JournalLine): CopyItem {
  const { id, kind, label, detail, chosen, movedTo, error, attempts, retryAt } = line;
  return { id, kind, label, detail, state: shownState(line), chosen, movedTo, error, attempts, retryAt };
}
