import type { CopyKind } from '../../../contract/carry-over.ts';
import type { AccountKey } from '../../../contract/ids.ts';
import { rowIds, type RowId } from '../../../contract/moving.ts';
import type { Clock, Log, Random } from '../../ports.ts';
import { inBackground, toAppError } from '../../thrown.ts';
import { askingChecks, derivedChecks, type CheckDeps } from './checks.ts';
import type { Judged } from './judge-accounts.ts';
import { neededRows } from './judge-move.ts';
import { failed, notApplicable } from './outcome.ts';
import { again, type Outcome, type StoredPlan, type StoredRow } from './plan.ts';
import { createRound, type Round, type RoundDeps } from './round.ts';
import { applies, isOver, untouchedRow } from './row-life.ts';
import type { PlanStore } from './store.ts';

/** Checks of one plan at the same time. */
const lanes = 4;
const jitter = 0.1;
/** Have their turn as soon as the old account has moved, and as soon as its followers are known. */
const followUpRows: readonly RowId[] = ['carriedOut', 'arrivals', 'requests', 'links'];
const baselineRows: readonly RowId[] = ['locked', 'serverBlocks', 'ownBlocks', 'software'];

export interface RunnerDeps extends RoundDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly store: PlanStore;
  readonly checks: Pick<CheckDeps, 'reader' | 'cursors'> & {
    readonly summary: (plan: string) => ReturnType<CheckDeps['summary']>;
    readonly readKinds: (plan: string, kinds: readonly CopyKind[]) => void;
    readonly pastMoves: (plan: StoredPlan) => ReturnType<CheckDeps['pastMoves']>;
  };
  /** After every change that is stored. */
  readonly changed: (plan: string) => void;
  readonly moved: (account: AccountKey, movedTo: string | null) => void;
}

/** Keeps the checklist of one plan true: each row looks again at its own time, in the order it is due. */
export interface Runner {
  plan(): StoredPlan;
  running(): ReadonlySet<RowId>;
  /** Stores a change and works out again what follows from it. */
  save(change: Partial<StoredPlan>): void;
  /** Looks at these rows now, in the foreground; answers when all have been looked at. */
  check(rows: readonly RowId[]): Promise<void>;
  /** Looks at these rows as soon as there is time. */
  hasten(rows: readonly RowId[]): void;
  /** Works out the rows that follow from what others know; they are stored with the next look. */
  refresh(): void;
  close(): void;
}

export function createRunner(deps: RunnerDeps, stored: StoredPlan): Runner {
  const { clock, store } = deps;
  const closing = new AbortController();
  const running = new Map<RowId, Promise<void>>();
  let plan = stored;
  let cancelTimer = (): void => {};

  const checkDeps: CheckDeps = {
    store,
    reader: deps.checks.reader,
    cursors: deps.checks.cursors,
    save,
    current: () => plan,
    summary: () => deps.checks.summary(plan.id),
    readKinds: (kinds) => deps.checks.readKinds(plan.id, kinds),
    pastMoves: () => deps.checks.pastMoves(plan),
  };

  function save(change: Partial<StoredPlan>): void {
    if (closing.signal.aborted) return;
    const began = plan.movedAt === null && change.movedAt !== undefined && change.movedAt !== null;
    const listed = change.snapshot !== undefined && change.snapshot.completedAt !== plan.snapshot.completedAt;
    const updated = { ...plan, ...change };
    const due = [...(began ? followUpRows : []), ...(listed ? baselineRows : [])];
    plan = { ...updated, rows: { ...updated.rows, ...dueNow(updated.rows, due) } };
    plan = { ...plan, rows: { ...plan.rows, ...derivedRows() } };
    store.put(plan);
    if (change.movedAt !== undefined && plan.from !== null && plan.from.account !== null) deps.moved(plan.from.account, plan.movedAt === null ? null : plan.to.handle);
    deps.changed(plan.id);
    schedule();
  }

  function derivedRows(): StoredPlan['rows'] {
    const now = clock.now();
    const summary = checkDeps.summary();
    const summarised: CheckDeps = { ...checkDeps, summary: () => summary };
    return Object.fromEntries(
      rowIds.flatMap((id) => {
        const derive = derivedChecks[id];
        if (derive === undefined && applies(id, plan)) return [];
        const known = plan.rows[id];
        if (known !== undefined && isOver(id, plan)) return [[id, known]];
        const row = toRow(applies(id, plan) && derive !== undefined ? derive(plan, now, summarised) : notApplicable, now, 0);
        return [[id, known !== undefined && sameWords(row, known) ? { ...row, checkedAt: known.checkedAt } : row]];
      }),
    );
  }

  function dueNow(rows: StoredPlan['rows'], ids: readonly RowId[]): StoredPlan['rows'] {
    const nextCheckAt = clock.now();
    return Object.fromEntries(ids.map((id) => [id, { ...(rows[id] ?? untouchedRow), nextCheckAt }]));
  }

  function toRow(judged: Outcome, now: number, failures: number): StoredRow {
    const { state, finding, actions, againMs } = judged;
    // A little later each time, so that many plans and rows do not all ask at the same second.
    const waitMs = againMs === null ? null : againMs * (1 + (againMs > again.minuteMs ? deps.random.unit() * jitter : 0));
    return { state, finding, actions, checkedAt: now, nextCheckAt: waitMs === null ? null : now + Math.max(250, waitMs), failures };
  }

  const dueAt = (id: RowId): number | null => {
    if (askingChecks[id] === undefined && id !== 'relock' && id !== 'cooldown') return null;
    return !applies(id, plan) || isOver(id, plan) ? null : (plan.rows[id] ?? untouchedRow).nextCheckAt;
  };

  function schedule(): void {
    cancelTimer();
    if (closing.signal.aborted) return;
    const times = rowIds.flatMap((id) => (running.has(id) ? [] : (dueAt(id) ?? [])));
    if (times.length === 0 || running.size >= lanes) return;
    const delayMs = Math.max(0, Math.min(...times) - clock.now());
    cancelTimer = clock.after(delayMs, () => inBackground(() => runDue(), 'moving', deps));
  }

  function runDue(): void {
    const now = clock.now();
    const due = rowIds.filter((id) => !running.has(id) && (dueAt(id) ?? Infinity) <= now);
    const round = newRound('background');
    for (const id of due.slice(0, Math.max(0, lanes - running.size))) inBackground(() => start(id, round), `moving ${id}`, deps);
    schedule();
  }

  const newRound = (priority: 'user' | 'background'): Round => createRound(deps, plan, { now: clock.now(), options: { priority, signal: closing.signal } });

  function start(id: RowId, round: Round): Promise<void> {
    const known = running.get(id);
    if (known !== undefined) return known;
    const work = look(id, round).finally(() => {
      running.delete(id);
      schedule();
    });
    running.set(id, work);
    return work;
  }

  async function look(id: RowId, round: Round): Promise<void> {
    const check = askingChecks[id];
    if (check === undefined) return save({});
    const judged = await settle(() => check(round, checkDeps), id);
    if (closing.signal.aborted) return;
    const failures = 'error' in judged ? (plan.rows[id]?.failures ?? 0) : -1;
    const now = clock.now();
    const row = 'error' in judged ? toRow(failed(judged.error, { needed: neededRows.includes(id), failures, now }), now, failures + 1) : toRow(judged, now, 0);
    // Where the disk fails it is told by who waits; the next look is later, or it would be tried without end.
    plan = { ...plan, rows: { ...plan.rows, [id]: { ...(plan.rows[id] ?? untouchedRow), nextCheckAt: now + again.minuteMs } } };
    save({ rows: { ...plan.rows, [id]: row } });
  }

  /** A check that throws is a bug; the row says so and tries again, instead of standing still. */
  async function settle(work: () => Promise<Judged>, id: RowId): Promise<Judged> {
    try {
      return await work();
    } catch (error) {
      return { error: toAppError(error, `moving ${id}`, deps) };
    }
  }

  function hasten(rows: readonly RowId[]): void {
    plan = { ...plan, rows: { ...plan.rows, ...dueNow(plan.rows, rows.filter((id) => applies(id, plan))) } };
    schedule();
  }

  plan = { ...plan, rows: { ...plan.rows, ...derivedRows() } };
  schedule();
  return {
    plan: () => plan,
    running: () => new Set(running.keys()),
    save,
    async check(rows) {
      await Promise.all(rows.flatMap((id) => running.get(id) ?? []));
      const round = newRound('user');
      await Promise.all(rows.filter((id) => applies(id, plan) && !isOver(id, plan) && askingChecks[id] !== undefined).map((id) => start(id, round)));
    },
    hasten,
    refresh() {
      const before = plan;
      plan = { ...plan, rows: { ...plan.rows, ...derivedRows() } };
      const changed = rowIds.some((id) => plan.rows[id] !== before.rows[id] && !sameWords(plan.rows[id] ?? untouchedRow, before.rows[id]));
      if (changed) deps.changed(plan.id);
    },
    close() {
      closing.abort();
      cancelTimer();
    },
  };
}

function sameWords(one: StoredRow, other: StoredRow | undefined): boolean {
  return other !== undefined && JSON.stringify([one.state, one.finding, one.actions]) === JSON.stringify([other.state, other.finding, other.actions]);
}
