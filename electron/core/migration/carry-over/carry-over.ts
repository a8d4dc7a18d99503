import type { CarryOverView, CopyKind } from '../../../contract/carry-over.ts';
import { copyKinds } from '../../../contract/carry-over.ts';
import type { AccountKey } from '../../../contract/ids.ts';
import { fail, ok, type Result } from '../../../contract/result.ts';
import type { BelongingsSnapshot } from '../belongings.ts';
import { toSnapshot } from './kept.ts';
import { createPlanCopy, type PlanCopy } from './plan-copy.ts';
import type { CarryOverDeps, OpenPlan, StoredCarryOver, StoredKind } from './types.ts';

/** Copying of all plans. A plan is opened by the plans, and its journal ends with it. */
export interface CarryOver {
  /** Opens a plan's copying, new or as it was. */
  open(plan: OpenPlan): void;
  copy(plan: string): Result<PlanCopy>;
  /** Null for a plan that was never opened. */
  summary(plan: string): CarryOverView | null;
  /** What the source had when it was last read; null for a plan that was never opened. */
  snapshotOf(plan: string): BelongingsSnapshot | null;
  /** Stops it and forgets its journal. */
  remove(plan: string): void;
  /** Goes on with every plan that was running when the app ended. */
  resumeAll(): void;
  /** An account can be asked again: what waited for it goes on. */
  connected(account: AccountKey): void;
  close(): void;
}

/** Whoever is favourited again is told of it again. */
const offByDefault: ReadonlySet<CopyKind> = new Set(['favourites']);

export function createCarryOver(deps: CarryOverDeps): CarryOver {
  const copies = new Map<string, PlanCopy>();

  function openStored(stored: StoredCarryOver): PlanCopy {
    const known = copies.get(stored.id);
    if (known !== undefined) return known;
    const copy = createPlanCopy(deps, stored);
    copies.set(stored.id, copy);
    return copy;
  }

  function copyOf(plan: string): PlanCopy | null {
    const known = copies.get(plan);
    if (known !== undefined) return known;
    const stored = deps.store.all().find(({ id }) => id === plan);
    return stored === undefined ? null : openStored(stored);
  }

  return {
    open(plan) {
      if (copyOf(plan.id) !== null) return;
      const stored = fresh(plan);
      deps.store.put(stored);
      openStored(stored);
    },
    copy(plan) {
      const copy = copyOf(plan);
      return copy === null ? fail({ kind: 'notFound', what: 'plan' }) : ok(copy);
    },
    summary: (plan) => copyOf(plan)?.view() ?? null,
    snapshotOf(plan) {
      const copy = copyOf(plan);
      if (copy === null) return null;
      const { from } = copy.journal.plan;
      const handle = from.kind === 'files' ? null : (deps.accounts.signedIn(from.account)?.person.handle ?? null);
      return toSnapshot(copy.journal, handle);
    },
    remove(plan) {
      copies.get(plan)?.close();
      copies.delete(plan);
      deps.store.remove(plan);
    },
    resumeAll() {
      for (const stored of deps.store.all()) openStored(stored).wake();
    },
    connected(account) {
      for (const copy of copies.values()) if (copy.journal.plan.to === account) copy.reconsider();
    },
    close() {
      for (const copy of copies.values()) copy.close();
      copies.clear();
    },
  };
}

function fresh({ id, from, to }: OpenPlan): StoredCarryOver {
  const kindOf = (kind: CopyKind): StoredKind => ({ chosen: !offByDefault.has(kind), unsupported: null, error: null, readAt: null, counted: null, imported: null });
  return { id, from, to, running: false, started: false, dailyFollows: null, kinds: Object.fromEntries(copyKinds.map((kind) => [kind, kindOf(kind)])) as StoredCarryOver['kinds'] };
}
