import { ok } from '../../../contract/result.ts';
import type { Handlers } from '../../../contract/index.ts';
import type { movingCalls } from '../../../contract/moving.ts';
import type { Plans } from './plans.ts';

export { createPlans, type PlanCarryOver, type Plans, type PlansDeps } from './plans.ts';
export type { CopySummary } from './judge-copy.ts';

/** This feature's part of the table of handlers. */
export function movingHandlers(plans: Plans): Pick<Handlers, keyof typeof movingCalls> {
  return {
    'moving.plans': () => ok(plans.list()),
    'moving.create': (input) => plans.create(input),
    'moving.remove': (input) => plans.remove(input),
    'moving.check': (input) => plans.check(input),
    'moving.act': (input) => plans.act(input),
    'moving.move': (input) => plans.move(input),
    'moving.followers': (input) => plans.followers(input),
    'moving.report': (input) => plans.report(input),
  };
}
