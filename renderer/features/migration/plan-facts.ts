import type { CarryOverView, KindView } from '../../../electron/contract/carry-over.ts';
import type { ChecklistRow, PlanView, RowState } from '../../../electron/contract/moving.ts';
import type { WorkState } from '../../ui/state-icon.tsx';

/** Needs you, blocked, running, done, waiting: what asks for the person stands first. */
const order: readonly RowState[] = ['needsYou', 'blocked', 'checking', 'unknown', 'ok', 'done', 'waiting'];
/** Shown by the other two panes, with more than a sentence. */
const elsewhere: ReadonlySet<string> = new Set(['copied', 'arrivals']);

/** Rows as the list shows them; `alias` has its own card once something is known of it. */
export function listedRows(plan: PlanView): readonly ChecklistRow[] {
  return plan.rows
    .filter((row) => !elsewhere.has(row.id) && row.finding?.code !== 'notApplicable' && !(row.id === 'alias' && row.finding !== null) && !isPast(plan, row))
    .toSorted((one, other) => order.indexOf(one.state) - order.indexOf(other.state));
}

/** A warning that had its time: the move is made, and nothing can be done about it any more. */
function isPast({ movedAt }: PlanView, { phase, state, actions }: ChecklistRow): boolean {
  return movedAt !== null && phase === 'prepare' && actions.length === 0 && (state === 'needsYou' || state === 'blocked' || state === 'unknown');
}

export function aliasRow(plan: PlanView): ChecklistRow | undefined {
  return plan.rows.find((row) => row.id === 'alias' && row.finding !== null && row.finding.code !== 'notApplicable');
}

export function countNeeds(plan: PlanView): number {
  return plan.rows.filter((row) => (row.state === 'needsYou' || row.state === 'blocked') && !isPast(plan, row)).length;
}

/** 0 to 100, by the steps of all phases. */
export function planPercent(plan: PlanView): number {
  const phases = Object.values(plan.phases);
  const total = phases.reduce((sum, phase) => sum + phase.total, 0);
  return total === 0 ? 0 : Math.round((100 * phases.reduce((sum, phase) => sum + phase.done, 0)) / total);
}

export interface KindSum {
  /** There now, or only waiting for somebody's yes. */
  readonly done: number;
  /** Ended, and not there: for the person to decide. */
  readonly stuck: number;
  /** Without what was left out. */
  readonly total: number;
  /** Still to be carried. */
  readonly left: number;
}

export function sumOf({ counts, total }: KindView): KindSum {
  const done = counts.already + counts.done + counts.requested;
  const stuck = counts.rejected + counts.movedOn + counts.gone + counts.unreadable + counts.notAllowed + counts.overLimit + counts.failed + counts.unclear;
  const all = total - counts.skipped;
  return { done, stuck, total: all, left: Math.max(0, all - done - stuck) };
}

export function carriedSum(view: CarryOverView): KindSum {
  return view.kinds
    .filter(({ chosen, unsupported }) => chosen && unsupported === null)
    .map(sumOf)
    .reduce((sum, each) => ({ done: sum.done + each.done, stuck: sum.stuck + each.stuck, total: sum.total + each.total, left: sum.left + each.left }), { done: 0, stuck: 0, total: 0, left: 0 });
}

export const iconOfRow: Readonly<Record<RowState, WorkState>> = { waiting: 'waiting', checking: 'running', ok: 'done', needsYou: 'needs', blocked: 'blocked', done: 'done', unknown: 'waiting' };

/** The typed handle, compared as servers do: case and a first `@` say nothing. */
export function isSameHandle(typed: string, handle: string): boolean {
  return typed.trim().replace(/^@/, '').toLowerCase() === handle.toLowerCase();
}

/** How many would be moved, or were: by the snapshot that was read back. */
export function followersOf(plan: PlanView): number | null {
  const saved = plan.rows.find(({ id }) => id === 'saved')?.finding;
  return plan.arrivals?.total ?? (saved?.code === 'saved.ok' ? saved.values.followers : null);
}
