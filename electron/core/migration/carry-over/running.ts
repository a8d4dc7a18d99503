import { copyKinds, type CopyKind } from '../../../contract/carry-over.ts';
import type { AppError, Result } from '../../../contract/result.ts';
import type { SignedInAccount } from '../../account-directory.ts';
import type { CallOptions } from '../../fediverse.ts';
import type { Clock } from '../../ports.ts';
import type { MigrationFiles } from '../items.ts';
import { checkFollows } from './checking.ts';
import { dependencyOf } from './depending.ts';
import { createImporting } from './importing.ts';
import type { Journal } from './journal.ts';
import { createLineWork } from './line-work.ts';
import { createPacing } from './pacing.ts';
import { personOf } from './subjects.ts';
import type { JournalLine } from './types.ts';

/** What the loop does next: something now, or nothing before a time; null when there is nothing left. */
export type Step = { readonly kind: 'do'; readonly of: CopyKind; readonly work: () => Promise<void> } | { readonly kind: 'wait'; readonly until: number } | null;

/** People looked up at the same time, each on another server: one that answers slowly holds up nobody. */
const lookUpsAtOnce = 4;
const candidates = 40;
/** Waiting for another line: its change is seen within that. */
const dependencyPauseMs = 30_000;
const checkEveryMs = 5 * 60_000;
const signInPauseMs = 60_000;

export interface RunningDeps {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly files: MigrationFiles;
  readonly signal: AbortSignal;
  readonly account: () => SignedInAccount | null;
}

export interface Running {
  next(): Step;
  /** A kind is kept from going on until then, with why. */
  blocked(kind: CopyKind): { readonly until: number; readonly error: AppError | null } | null;
  /** Something was decided: looks at everything again. */
  reconsider(): void;
}

export function createRunning({ clock, journal, files, signal, account }: RunningDeps): Running {
  const pacing = createPacing(clock, journal);
  const options: CallOptions = { signal, priority: 'bulk' };
  /** Kinds with nothing due before a time. */
  const quietUntil = new Map<CopyKind, number>();
  let blockedUntil = new Map<CopyKind, { until: number; error: AppError | null }>();
  let checkedAt = Number.NEGATIVE_INFINITY;

  const block = (kinds: readonly CopyKind[], until: number, error: AppError): void => kinds.forEach((kind) => blockedUntil.set(kind, { until, error }));
  const { put, lookUp, send, contextOf } = createLineWork({ clock, journal, signal, options, pacing, block });
  const importing = createImporting({ clock, journal, files, signal, options, put });

  /** The next lines of a kind that are due. Lines whose other line failed for good end here. */
  function dueLines(kind: CopyKind, most: number): readonly JournalLine[] {
    const now = clock.now();
    const due: JournalLine[] = [];
    let next = Number.POSITIVE_INFINITY;
    for (const line of journal.open(kind)) {
      if (line.retryAt !== null && line.retryAt > now) {
        next = Math.min(next, line.retryAt);
        continue;
      }
      const dependency = dependencyOf(line, journal);
      if (dependency === 'wait') next = Math.min(next, now + dependencyPauseMs);
      else if (dependency !== 'ready') put(line, { state: dependency, retryAt: null });
      else if (due.push(line) >= most) return due;
    }
    if (due.length === 0) quietUntil.set(kind, next);
    return due;
  }

  /** A whole file at once, where the server takes one; then its lines wait until it is worked off. */
  function importStep(kind: CopyKind, to: SignedInAccount): Step {
    const step = importing.step(kind, to);
    if (step?.kind !== 'do') return step;
    return { kind: 'do', of: kind, work: async () => {
      const error = await step.work();
      if (error?.kind === 'rateLimited') pacing.capped(null, error.retryAt);
    } };
  }

  function stepOf(kind: CopyKind, to: SignedInAccount): Step {
    const isFollow = kind === 'follows' || kind === 'requests';
    const [first, ...more] = dueLines(kind, isFollow ? candidates : 1);
    if (first === undefined) return null;
    const capUntil = pacing.capUntil(kind, to);
    if (!isFollow) {
      if (capUntil !== null) return { kind: 'wait', until: capUntil };
      return { kind: 'do', of: kind, work: async () => {
        const found = await lookUp(first, to);
        if (found !== null && pacing.openAt(found.kind, to) === null) await send(found, to);
      } };
    }
    const ready = capUntil === null ? [first, ...more].find(({ target }) => target !== null) : undefined;
    if (ready !== undefined) return { kind: 'do', of: kind, work: () => send(ready, to) };
    const unknown = onePerServer([first, ...more].filter(({ target }) => target === null));
    const ahead = unknown.length > 0 ? unknown : onePerServer(withoutTarget(kind));
    if (ahead.length > 0) return { kind: 'do', of: kind, work: async () => void (await Promise.all(ahead.map((line) => lookUp(line, to)))) };
    return capUntil === null ? null : { kind: 'wait', until: capUntil };
  }

  /** While the day's cap is closed, people are looked up for the days to come. */
  function withoutTarget(kind: CopyKind): readonly JournalLine[] {
    const now = clock.now();
    const found: JournalLine[] = [];
    for (const line of journal.unknown(kind)) {
      if ((line.retryAt === null || line.retryAt <= now) && found.push(line) >= candidates) break;
    }
    return found;
  }

  function checkStep(to: SignedInAccount, isIdle: boolean): Step {
    const now = clock.now();
    let earliest = Number.POSITIVE_INFINITY;
    const due: JournalLine[] = [];
    for (const line of journal.awaiting()) {
      const at = line.retryAt ?? now;
      if (at <= now) due.push(line);
      else earliest = Math.min(earliest, at);
    }
    if (due.length > 0 && (isIdle || now >= checkedAt + checkEveryMs)) {
      return { kind: 'do', of: 'follows', work: async () => {
        const outcome: Result<null> = await checkFollows(due, { ...contextOf(to), put, signal });
        if (outcome.ok) checkedAt = clock.now();
        else if (outcome.error.kind === 'rateLimited') pacing.capped(null, outcome.error.retryAt);
        else if (outcome.error.kind !== 'cancelled') pacing.capped(null, clock.now() + signInPauseMs);
      } };
    }
    return earliest === Number.POSITIVE_INFINITY ? null : { kind: 'wait', until: earliest };
  }

  return {
    blocked: (kind) => {
      const block = blockedUntil.get(kind);
      return block !== undefined && block.until > clock.now() ? block : null;
    },
    reconsider() {
      quietUntil.clear();
      blockedUntil = new Map();
    },
    next() {
      const to = account();
      const now = clock.now();
      if (to === null) return { kind: 'wait', until: now + signInPauseMs };
      const openAt = pacing.openAt(null, to);
      if (openAt !== null) return { kind: 'wait', until: openAt };
      let until = Number.POSITIVE_INFINITY;
      const isTimeToCheck = now >= checkedAt + checkEveryMs ? checkStep(to, false) : null;
      if (isTimeToCheck?.kind === 'do') return isTimeToCheck;
      for (const kind of copyKinds) {
        const { chosen, unsupported } = journal.plan.kinds[kind];
        if (!chosen || unsupported !== null || journal.openCount(kind) === 0) continue;
        const pause = Math.max(blockedUntil.get(kind)?.until ?? 0, quietUntil.get(kind) ?? 0);
        if (pause > now) {
          until = Math.min(until, pause);
          continue;
        }
        const step = importStep(kind, to) ?? stepOf(kind, to);
        if (step?.kind === 'do') return step;
        until = Math.min(until, step?.until ?? quietUntil.get(kind) ?? Number.POSITIVE_INFINITY);
      }
      const check = checkStep(to, true);
      if (check?.kind === 'do') return check;
      until = Math.min(until, check?.until ?? Number.POSITIVE_INFINITY);
      return until === Number.POSITIVE_INFINITY ? null : { kind: 'wait', until: Math.max(until, now + 1) };
    },
  };
}

function onePerServer(lines: readonly JournalLine[]): readonly JournalLine[] {
  const byHost = new Map<string, JournalLine>();
  for (const line of lines) {
    const handle = line.movedTo ?? personOf(line)?.handle ?? '';
    const host = handle.slice(handle.lastIndexOf('@') + 1).toLowerCase();
    if (!byHost.has(host)) byHost.set(host, line);
  }
  return [...byHost.values()].slice(0, lookUpsAtOnce);
}
