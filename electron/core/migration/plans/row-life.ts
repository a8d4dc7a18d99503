import { phases } from '../../../contract/vocabulary.ts';
import { rowIds, type ChecklistRow, type Phase, type PhaseState, type RowId } from '../../../contract/moving.ts';
import { movesFrom } from './checks.ts';
import type { StoredPlan, StoredRow } from './plan.ts';

const rowsOfPhase: Readonly<Record<Phase, readonly RowId[]>> = {
  prepare: ['signIns', 'handles', 'notMoved', 'reach', 'serverBlocks', 'locked', 'ownBlocks', 'cooldown', 'saved', 'limits', 'scheduledPosts', 'profile', 'archive', 'software'],
  copy: ['copied'],
  announce: ['announced'],
  move: ['alias', 'move', 'carriedOut'],
  followUp: ['arrivals', 'requests', 'leftovers', 'links', 'relock', 'oldGuarded'],
};

export const phaseOf: Readonly<Record<RowId, Phase>> = Object.fromEntries(phases.flatMap((phase) => rowsOfPhase[phase].map((id) => [id, phase]))) as Record<RowId, Phase>;

/** What concerns the new account alone: all there is to do where the old server is gone. */
const withoutOld: ReadonlySet<RowId> = new Set(['signIns', 'handles', 'notMoved', 'locked', 'profile', 'copied', 'leftovers']);

export function applies(id: RowId, plan: Pick<StoredPlan, 'source' | 'from'>): boolean {
  return movesFrom(plan) || withoutOld.has(id);
}

/** Rows that have had their time: what was found before the move stays as it was. The door of the new account stays watched. */
export function isOver(id: RowId, plan: Pick<StoredPlan, 'movedAt'>): boolean {
  return plan.movedAt !== null && (phaseOf[id] === 'prepare' || id === 'alias') && id !== 'locked';
}

export const untouchedRow: StoredRow = { state: 'waiting', finding: null, checkedAt: null, nextCheckAt: 0, actions: [], failures: 0 };

export function toChecklist(plan: StoredPlan, running: ReadonlySet<RowId>): readonly ChecklistRow[] {
  return rowIds.map((id) => {
    const { state, finding, checkedAt, nextCheckAt, actions } = plan.rows[id] ?? untouchedRow;
    const over = isOver(id, plan);
    // A row that has been told keeps its word while it looks again.
    const isFirstLook = running.has(id) && checkedAt === null;
    return { id, phase: phaseOf[id], state: isFirstLook ? 'checking' : state, finding, checkedAt, nextCheckAt: over || nextCheckAt === 0 ? null : nextCheckAt, actions: over ? [] : actions };
  });
}

const settledStates: readonly string[] = ['ok', 'done'];

export function toPhases(plan: StoredPlan, rows: readonly ChecklistRow[]): Readonly<Record<Phase, { readonly state: PhaseState; readonly done: number; readonly total: number }>> {
  const state = (phase: Phase, done: number, total: number): PhaseState => {
    if (phase === 'followUp' && plan.movedAt === null && plan.way !== 'none') return 'waiting';
    if (done === total || (plan.movedAt !== null && phase !== 'followUp' && phase !== 'copy' && phase !== 'move')) return 'done';
    return phase === 'move' && plan.move === null && rows.every((row) => row.phase !== 'prepare' || row.state === 'waiting') ? 'waiting' : 'running';
  };
  const entries = phases.map((phase) => {
    const own = rows.filter((row) => row.phase === phase && row.finding?.code !== 'notApplicable');
    const done = own.filter((row) => settledStates.includes(row.state)).length;
    return [phase, { state: state(phase, done, own.length), done, total: own.length }] as const;
  });
  return Object.fromEntries(entries) as Record<Phase, { state: PhaseState; done: number; total: number }>;
}
