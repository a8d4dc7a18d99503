import type { carryOverCalls } from '../../../contract/carry-over.ts';
import { ok, type Result } from '../../../contract/result.ts';
import type { HandlersOf } from '../../dispatch.ts';
import type { CarryOver } from './carry-over.ts';
import type { PlanCopy } from './plan-copy.ts';

export { createCarryOver, type CarryOver } from './carry-over.ts';
export { readBelongings } from './comparing.ts';
export type { CarryOverDeps, CarryOverStore, JournalLine, OpenPlan, StoredCarryOver } from './types.ts';

/** This feature's part of the table of handlers. */
export function carryOverHandlers(carryOver: CarryOver): HandlersOf<typeof carryOverCalls> {
  const answer = <T>(plan: string, ask: (copy: PlanCopy) => Result<T>): Result<T> => {
    const copy = carryOver.copy(plan);
    return copy.ok ? ask(copy.value) : copy;
  };
  const tell = (plan: string, change: (copy: PlanCopy) => void): Result<null> =>
    answer(plan, (copy) => {
      change(copy);
      return ok(null);
    });
  return {
    'carryOver.view': ({ plan }) => answer(plan, (copy) => ok(copy.view())),
    'carryOver.read': ({ plan, kinds }) => tell(plan, (copy) => copy.read(kinds ?? [])),
    'carryOver.chooseKind': ({ plan, kind, chosen }) => tell(plan, (copy) => copy.chooseKind(kind, chosen)),
    'carryOver.favouritesAs': ({ plan, as }) => tell(plan, (copy) => copy.setFavouritesAs(as)),
    'carryOver.chooseItems': ({ plan, items, chosen }) => tell(plan, (copy) => copy.chooseItems(items, chosen)),
    'carryOver.start': ({ plan }) => tell(plan, (copy) => copy.start()),
    'carryOver.pause': ({ plan }) => tell(plan, (copy) => copy.pause()),
    'carryOver.items': ({ plan, ...query }) => answer(plan, (copy) => ok(copy.items(query))),
    'carryOver.decide': ({ plan, kind, state, answer: given }) => answer(plan, (copy) => copy.decide(kind, state, given)),
    'carryOver.file': ({ plan, kind, rows }) => answer(plan, (copy) => copy.file(kind, rows)),
    'carryOver.addFile': ({ plan, ...file }) => answer(plan, (copy) => copy.addFile(file)),
  };
}
