import type { CopyKind, KindView } from '../../../contract/carry-over.ts';
import { finding, outcome, warning } from './outcome.ts';
import { again, type Confirmation, type Outcome, type SnapshotRecord } from './plan.ts';

/** What the rows about copying need to know of the carry-over of a plan. */
export interface CopySummary {
  readonly kinds: readonly Pick<KindView, 'kind' | 'chosen' | 'unsupported' | 'state' | 'error' | 'readAt' | 'counted' | 'total' | 'counts'>[];
}

/** Older than this, the list of followers is read again before it may serve as the baseline. */
export const snapshotLastsMs = again.dayMs;

const wanted = (summary: CopySummary | null): CopySummary['kinds'] => (summary?.kinds ?? []).filter(({ chosen, unsupported }) => chosen && unsupported === null);

/** What still has to be read of the old account: after the move its sign-in is dead. */
export function unreadKinds(summary: CopySummary | null): readonly CopyKind[] {
  return wanted(summary).flatMap(({ kind, state }) => (state === 'unread' || state === 'failed' ? [kind] : []));
}

/**
 * The list of followers is the only proof afterwards of who is missing, so nothing moves without it. Suspended people
 * are counted by servers and left out of their lists: fewer than counted is told, and no reason to wait.
 */
export function judgeSaved(snapshot: SnapshotRecord, summary: CopySummary | null, { now, confirmed }: { readonly now: number; readonly confirmed: Confirmation | undefined }): Outcome {
  const { reading, completedAt } = snapshot;
  if (reading !== null) return outcome('checking', finding('saved.short', { kind: 'followers', saved: reading.followers, counted: snapshot.counted ?? reading.followers }), [], 1_000);
  if (completedAt === null) return outcome('blocked', finding('saved.none', {}), ['checkNow'], 1_000);
  const { followers, counted, follows } = snapshot;
  const againMs = Math.max(1_000, completedAt + snapshotLastsMs / 2 - now);
  if (counted !== null && followers < counted) return warning(finding('saved.short', { kind: 'followers', saved: followers, counted }), ['checkNow'], confirmed, againMs);
  const broken = wanted(summary).find(({ state, error }) => state === 'failed' && error !== null);
  if (broken !== undefined && broken.error !== null) return outcome('blocked', finding('failed', { error: broken.error }), ['checkNow'], again.minuteMs);
  if (wanted(summary).some(({ state }) => state === 'unread' || state === 'reading')) return outcome('checking', finding('saved.none', {}), [], 1_000);
  const short = wanted(summary).find(({ counted: count, total }) => count !== null && total < count);
  if (short !== undefined) return warning(finding('saved.short', { kind: short.kind, saved: short.total, counted: short.counted ?? short.total }), ['checkNow'], confirmed, againMs);
  return outcome('ok', finding('saved.ok', { at: completedAt, followers, follows }), ['checkNow'], againMs);
}

const settled = ['already', 'done', 'requested', 'skipped', 'movedOn', 'gone', 'unreadable', 'notAllowed', 'rejected'] as const;

/** Misskey and its forks unfollow everybody so long after an account has moved (core/AccountMoveService.ts). */
const followsLastMs = again.dayMs;

export function judgeCopied(summary: CopySummary | null, { movedAt, dropsFollows }: { readonly movedAt: number | null; readonly dropsFollows: boolean }): Outcome {
  if (movedAt !== null && dropsFollows && unreadKinds(summary).includes('follows')) return outcome('needsYou', finding('copied.dropped', { at: movedAt + followsLastMs }), [], null);
  const kinds = wanted(summary);
  const total = kinds.reduce((sum, kind) => sum + kind.total, 0);
  const done = kinds.reduce((sum, { counts }) => sum + settled.reduce((inner, state) => inner + counts[state], 0), 0);
  if (kinds.every(({ state }) => state === 'unread')) return outcome('waiting', null, [], null);
  if (kinds.every(({ state }) => state === 'done')) return outcome('done', finding('copied.all', { total }), [], null);
  const state = kinds.some((kind) => kind.state === 'running' || kind.state === 'waiting' || kind.state === 'reading') ? 'checking' : 'needsYou';
  return outcome(state, finding('copied.some', { done, total }), [], null);
}

const unsettled = ['movedOn', 'unreadable', 'notAllowed', 'gone', 'rejected', 'overLimit', 'failed', 'unclear'] as const;

/** What the carrying over could not settle by itself. */
export function judgeLeftovers(summary: CopySummary | null): Outcome {
  const count = (summary?.kinds ?? []).filter(({ chosen }) => chosen).reduce((sum, { counts }) => sum + unsettled.reduce((inner, state) => inner + counts[state], 0), 0);
  return count === 0 ? outcome('ok', finding('leftovers.none', {}), [], null) : outcome('needsYou', finding('leftovers.some', { count }), ['openImportPage'], null);
}
