import type { Finding, FindingCode, FindingValues, RowAction, RowState } from '../../../contract/moving.ts';
import type { AppError } from '../../../contract/result.ts';
import { again, type Confirmation, type Outcome } from './plan.ts';

export function finding<C extends FindingCode>(code: C, values: FindingValues[C]): Finding {
  return { code, values } as Extract<Finding, { readonly code: C }>;
}

export function outcome(state: RowState, found: Finding | null, actions: readonly RowAction[] = [], againMs: number | null = again.hourMs): Outcome {
  return { state, finding: found, actions, againMs };
}

/** Nothing to check here for this pair of accounts. */
export const notApplicable = outcome('done', finding('notApplicable', {}), [], null);

const failureWaits = [10_000, 30_000, 60_000, 5 * 60_000, 15 * 60_000, again.hourMs];

/**
 * A check that got no answer: it says why and tries again, sooner at first. Without the rows that are `needed` a move
 * is refused; the others only cannot be told.
 */
export function failed(error: AppError, { needed, failures, now }: { readonly needed: boolean; readonly failures: number; readonly now: number }): Outcome {
  const plannedMs = failureWaits[Math.min(failures, failureWaits.length - 1)] ?? again.hourMs;
  const askedMs = 'retryAt' in error && error.retryAt !== null ? error.retryAt - now + 1_000 : 0;
  const state = error.kind === 'rateLimited' ? 'checking' : needed ? 'blocked' : 'unknown';
  return outcome(state, finding('failed', { error }), ['checkNow'], Math.min(Math.max(plannedMs, askedMs), again.dayMs));
}

/** A warning the person may set aside: afterwards it is settled, and says so. */
export function warning(found: Finding, actions: readonly RowAction[], confirmed: Confirmation | undefined, againMs: number | null = again.hourMs): Outcome {
  return unlessConfirmed('needsYou', found, actions, confirmed, againMs);
}

/** What cannot be told from here, until the person says that they know. */
export function askPerson(found: Finding, confirmed: Confirmation | undefined): Outcome {
  return unlessConfirmed('unknown', found, [], confirmed, again.dayMs);
}

function unlessConfirmed(state: RowState, found: Finding, actions: readonly RowAction[], confirmed: Confirmation | undefined, againMs: number | null): Outcome {
  return confirmed?.code === found.code ? outcome('done', found, [...actions, 'unconfirm'], againMs) : outcome(state, found, [...actions, 'confirm'], againMs);
}
