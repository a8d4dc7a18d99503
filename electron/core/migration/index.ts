import type { CopyKind } from '../../contract/carry-over.ts';
import type { Handlers } from '../../contract/index.ts';
import type { Publish } from '../publish.ts';
import { carryOverHandlers, createCarryOver, type CarryOver, type CarryOverDeps, type CarryOverStore } from './carry-over/index.ts';
import { createPlans, movingHandlers, type Plans, type PlansDeps } from './plans/index.ts';

export interface MigrationDeps extends Omit<PlansDeps, 'store' | 'carryOver'>, Pick<CarryOverDeps, 'files' | 'snapshot'> {
  readonly plans: PlansDeps['store'];
  readonly journal: CarryOverStore;
}

export { readBelongings } from './carry-over/index.ts';
export type { BelongingItems, BelongingsSnapshot, PersonRef } from './belongings.ts';
export type { MigrationFiles } from './items.ts';

/** Moving from one account to another: the plans, and the carrying over that each of them has. */
export interface Migration {
  readonly plans: Plans;
  readonly carryOver: CarryOver;
  /** Takes up plans and runs where they were left. */
  start(): void;
  close(): void;
}

export function createMigration(deps: MigrationDeps): Migration {
  const publish: Publish = (topic, data) => {
    deps.publish(topic, data);
    if (topic === 'carryOver.changed' && 'plan' in data && typeof data.plan === 'string') plans.copyChanged(data.plan);
  };
  const carryOver = createCarryOver({ ...deps, store: deps.journal, publish });
  const read = (plan: string, kinds: readonly CopyKind[]): void => {
    const copy = carryOver.copy(plan);
    if (copy.ok) copy.value.read(kinds);
  };
  const plans: Plans = createPlans({ ...deps, store: deps.plans, carryOver: { ...carryOver, read } });
  return {
    plans,
    carryOver,
    start() {
      plans.start();
      carryOver.resumeAll();
    },
    close() {
      plans.close();
      carryOver.close();
    },
  };
}

type Migrating = ReturnType<typeof movingHandlers> & ReturnType<typeof carryOverHandlers>;

/** This feature's part of the table of handlers. */
export function migrationHandlers({ plans, carryOver }: Migration): Pick<Handlers, keyof Migrating> {
  return { ...movingHandlers(plans), ...carryOverHandlers(carryOver) };
}
