import type { RowId } from '../../../contract/moving.ts';
import { finding, notApplicable, outcome, warning } from './outcome.ts';
import { again, type Confirmation, type Outcome, type StoredPlan } from './plan.ts';

/** Rows without whose good answer nothing may be moved: what is not known to be right counts as wrong. */
export const neededRows: readonly RowId[] = ['signIns', 'handles', 'notMoved', 'reach', 'saved', 'alias'];

const before: readonly RowId[] = ['signIns', 'handles', 'notMoved', 'reach', 'serverBlocks', 'locked', 'ownBlocks', 'cooldown', 'saved', 'limits', 'scheduledPosts', 'profile', 'software', 'alias'];

/** Rows that forbid the move now. */
export function refusingRows(plan: Pick<StoredPlan, 'rows'>): readonly RowId[] {
  return before.filter((id) => {
    const state = plan.rows[id]?.state ?? 'waiting';
    return state === 'blocked' || (neededRows.includes(id) && (state === 'waiting' || state === 'checking' || state === 'unknown'));
  });
}

/** How soon a page that was opened may have been used: asked often at first, for the person is there. */
export function watchEveryMs(sinceMs: number): number {
  if (sinceMs < 15 * again.minuteMs) return 10_000;
  return sinceMs < again.hourMs ? again.minuteMs : 15 * again.minuteMs;
}

export function judgeMove(plan: StoredPlan): Outcome {
  const { way, move, movedAt } = plan;
  if (movedAt !== null) return outcome('done', finding('move.sent', { at: movedAt }), [], null);
  if (way === 'none') return notApplicable;
  if (move !== null && move.state !== 'refused') {
    const since = move.at;
    if (move.state === 'opened') return outcome('needsYou', finding('move.waiting', { since }), ['openMovePage', 'copyText', 'confirm', 'checkNow'], null);
    return outcome('checking', finding('move.waiting', { since }), move.state === 'claimed' ? ['openMovePage', 'unconfirm', 'checkNow'] : ['checkNow'], null);
  }
  const rows = refusingRows(plan);
  if (rows.length > 0) return outcome('blocked', finding('move.refused', { rows }), [], null);
  if (move !== null && move.error !== null) return outcome('needsYou', finding('failed', { error: move.error }), [], null);
  return outcome('needsYou', finding('move.ready', { by: way }), [], null);
}

/** Longer than this after the server took the move, it has recorded it and not done it (mastodon#17284). */
export const recordedOnlyAfterMs = 5 * again.minuteMs;
/** With followers, somebody has come by then unless only the redirect was set. */
export const redirectOnlyAfterMs = 15 * again.minuteMs;

export interface CarriedOutInput {
  readonly plan: StoredPlan;
  readonly now: number;
  /** Followers who have come, or wait as requests. */
  readonly arrived: number;
  /** Followers of the old account by its own server; null where it does not say. */
  readonly fromFollowers: number | null;
  readonly adminText: string;
}

export function judgeCarriedOut({ plan, now, arrived, fromFollowers, adminText }: CarriedOutInput): Outcome {
  const { move, movedAt, carriedOutAt } = plan;
  if (plan.way === 'none') return notApplicable;
  if (carriedOutAt !== null) return outcome('done', finding('carriedOut.yes', { at: carriedOutAt }), [], null);
  if (movedAt === null) {
    if (move === null || move.state === 'refused') return outcome('waiting', null, [], null);
    if (move.state === 'opened') return outcome('waiting', null, [], watchEveryMs(now - move.at));
    const sure = move.state === 'accepted' || move.state === 'claimed';
    if (!sure || now - move.at < recordedOnlyAfterMs) return outcome('checking', finding('carriedOut.notYet', { since: move.at }), ['checkNow'], watchEveryMs(now - move.at));
    return outcome('needsYou', finding('carriedOut.recordedOnly', { since: move.at, adminText }), ['copyText', 'checkNow'], watchEveryMs(now - move.at));
  }
  const left = plan.before?.from ?? null;
  const isMoving = plan.snapshot.followers === 0 || arrived > 0 || (left !== null && fromFollowers !== null && fromFollowers < left);
  if (isMoving) return outcome('done', finding('carriedOut.yes', { at: now }), [], null);
  if (now - movedAt < redirectOnlyAfterMs) return outcome('checking', finding('carriedOut.notYet', { since: movedAt }), ['checkNow'], again.minuteMs);
  return outcome('needsYou', finding('carriedOut.redirectOnly', { at: movedAt }), ['openMovePage', 'openCancelPage', 'checkNow'], watchEveryMs(now - movedAt));
}

/** How long the new account should stay open before it is locked again. */
export const openForMs = 3 * again.dayMs;

export function judgeRelock({ unlockedAt, movedAt }: Pick<StoredPlan, 'unlockedAt' | 'movedAt'>, now: number): Outcome {
  if (unlockedAt === null) return notApplicable;
  if (movedAt === null) return outcome('waiting', finding('relock.due', { since: unlockedAt }), ['relock'], null);
  const leftMs = movedAt + openForMs - now;
  return leftMs > 0 ? outcome('waiting', finding('relock.due', { since: unlockedAt }), ['relock'], Math.min(leftMs, again.dayMs)) : outcome('needsYou', finding('relock.due', { since: unlockedAt }), ['relock'], again.dayMs);
}

export function judgeLinks(links: readonly string[], confirmed: Confirmation | undefined): Outcome {
  if (links.length === 0) return outcome('ok', finding('links.ok', {}), [], again.dayMs);
  return warning(finding('links.fix', { links }), ['copyText', 'checkNow'], confirmed, again.dayMs);
}

export function judgeRequests(count: number): Outcome {
  return count === 0 ? outcome('ok', finding('requests.none', {})) : outcome('needsYou', finding('requests.some', { count }), ['unlock', 'showPeople', 'checkNow'], 5 * again.minuteMs);
}

/** Every minute at first, every five for the rest of three days' worth of deliveries, then hourly for a month. */
export function arrivalsEveryMs(sinceMs: number): number {
  if (sinceMs < 30 * again.minuteMs) return again.minuteMs;
  if (sinceMs < 6 * again.hourMs) return 5 * again.minuteMs;
  return sinceMs < 30 * again.dayMs ? again.hourMs : again.dayMs;
}
