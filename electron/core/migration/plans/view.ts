import type { PlanView } from '../../../contract/moving.ts';
import { toArrivals } from './arrivals.ts';
import { apiMove } from './pages.ts';
import { toChecklist, toPhases } from './row-life.ts';
import type { Runner } from './runner.ts';
import type { PlanStore } from './store.ts';

export function toView(runner: Runner, store: PlanStore): PlanView {
  const plan = runner.plan();
  const rows = toChecklist(plan, runner.running());
  const { from, way } = plan;
  return {
    id: plan.id,
    createdAt: plan.createdAt,
    from: plan.source,
    fromHandle: from?.handle ?? null,
    to: plan.to.account,
    toHandle: plan.to.handle,
    way,
    passwordOf: way === 'api' && from !== null && apiMove(from.software)?.password === true ? from.handle : null,
    movedAt: plan.movedAt,
    phases: toPhases(plan, rows),
    rows,
    arrivals: plan.movedAt === null ? null : toArrivals(plan, store),
  };
}
