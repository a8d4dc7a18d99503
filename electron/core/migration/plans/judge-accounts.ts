import type { AppError, Result } from '../../../contract/result.ts';
import type { AccountLimits, OwnFacts, PublicActor } from '../../fediverse-moving.ts';
import { askPerson, finding, notApplicable, outcome, warning } from './outcome.ts';
import { again, type Confirmation, type Outcome } from './plan.ts';

/** Null: the check could not be made; the caller says why and tries again. */
export type Judged = Outcome | { readonly error: AppError };

export interface Side {
  readonly side: 'from' | 'to';
  readonly handle: string;
  readonly own: Result<OwnFacts>;
}

/** Both tokens work, and nobody in charge holds an account back (migration.md 4.1). */
export function judgeSignIns(sides: readonly Side[]): Judged {
  for (const { side, handle, own } of sides) {
    if (!own.ok) {
      if (own.error.kind === 'unauthorized') return outcome('blocked', finding('signIns.dead', { side, handle }), ['signIn', 'checkNow'], again.minuteMs);
      // Waiting for approval, for a confirmed address, or disabled (Mastodon, api/base_controller.rb).
      if (own.error.kind === 'forbidden') return outcome('blocked', finding('signIns.limited', { side, handle }), ['checkNow']);
      return { error: own.error };
    }
    if (own.value.limited || own.value.suspended || own.value.memorial) return outcome('blocked', finding('signIns.limited', { side, handle }), ['checkNow']);
  }
  return outcome('ok', finding('signIns.ok', {}));
}

export interface HandleReading {
  readonly handle: string;
  /** The signed-in actor; null where its server does not tell (Mastodon before 4.2). */
  readonly expected: string | null;
  readonly found: Result<string>;
}

/** What the handles lead to for others are the accounts that are signed in here. */
export function judgeHandles(readings: readonly HandleReading[]): Judged {
  for (const { handle, expected, found } of readings) {
    if (!found.ok) return { error: found.error };
    if (expected !== null && found.value !== expected) return outcome('blocked', finding('handles.other', { handle, found: found.value, expected }), ['checkNow']);
  }
  const uris = readings.map(({ found }) => (found.ok ? found.value : ''));
  return outcome('ok', finding('handles.ok', { from: uris[0] ?? '', to: uris[1] ?? uris[0] ?? '' }));
}

export interface MovedReading {
  readonly own: Result<OwnFacts>;
  readonly actor: Result<PublicActor>;
}

/** Where an account redirects to: its owner's view and the public one, whichever tells. Null: nowhere. */
export function movedToOf({ own, actor }: MovedReading): Result<string | null> {
  const told = (own.ok ? own.value.movedTo : null) ?? (actor.ok ? actor.value.movedTo : null);
  if (told !== null) return { ok: true, value: told };
  return own.ok || actor.ok ? { ok: true, value: null } : own;
}

/**
 * A target that redirects itself strands everybody: followers' servers refuse to follow it, and Mastodon's own form does
 * not look (follow_service.rb). `isTarget`: the old account already points at the new one, so this is the move itself.
 */
export function judgeNotMoved(input: { readonly from: MovedReading | null; readonly to: MovedReading; readonly isTarget: (movedTo: string) => boolean }): Judged {
  const to = movedToOf(input.to);
  if (!to.ok) return { error: to.error };
  if (to.value !== null) return outcome('blocked', finding('notMoved.toMoved', { movedTo: to.value }), ['openCancelPage', 'checkNow'], again.minuteMs);
  const from = input.from === null ? ({ ok: true, value: null } as const) : movedToOf(input.from);
  if (!from.ok) return { error: from.error };
  if (from.value !== null && !input.isTarget(from.value)) return outcome('blocked', finding('notMoved.fromMoved', { movedTo: from.value }), ['openCancelPage', 'checkNow'], again.minuteMs);
  return outcome('ok', finding('notMoved.ok', {}));
}

/** Followers' servers unfollow the old account as soon as they have asked the locked one, whether or not it answers (migrated_follow_delivery_worker.rb). */
export function judgeLocked(own: Result<OwnFacts>, counts: { readonly waiting: number; readonly followers: number }, confirmed: Confirmation | undefined): Judged {
  if (!own.ok) return { error: own.error };
  if (!own.value.locked) return outcome('ok', finding('locked.open', {}));
  return warning(finding('locked.locked', counts), ['unlock', 'checkNow'], confirmed);
}

/** An account without a face looks like an impostor to those who are about to be moved to it. */
export function judgeProfile(own: Result<OwnFacts>, confirmed: Confirmation | undefined): Judged {
  if (!own.ok) return { error: own.error };
  const { hasAvatar, bio, counts } = own.value;
  const missing = [...(hasAvatar ? [] : ['avatar' as const]), ...(bio.trim() === '' ? ['bio' as const] : []), ...(counts.statuses === 0 ? ['posts' as const] : [])];
  return missing.length === 0 ? outcome('ok', finding('profile.filled', {})) : warning(finding('profile.empty', { missing }), ['openProfilePage', 'checkNow'], confirmed);
}

export interface LimitInput {
  readonly from: OwnFacts;
  readonly to: OwnFacts;
  readonly limits: AccountLimits;
  readonly listTitles: readonly string[];
  readonly listsThere: number;
  readonly featuredTags: number;
  readonly confirmed: Confirmation | undefined;
}

const length = (text: string): number => [...text].length;

/** What of the old account does not fit on the new server; the first that does not is named. */
export function judgeLimits({ from, to, limits, listTitles, listsThere, featuredTags, confirmed }: LimitInput): Outcome {
  // max(7500, 1.1 × followers) (Mastodon, validators/follow_limit_validator.rb).
  const follows = limits.follows === null ? null : Math.max(limits.follows, Math.floor((to.counts.followers ?? 0) * 1.1));
  const longTitles = limits.listTitle === null ? 0 : listTitles.filter((title) => length(title) > (limits.listTitle ?? 0)).length;
  const checks = [
    ['follows', (from.counts.following ?? 0) + (to.counts.following ?? 0), follows],
    ['lists', listTitles.length + listsThere, limits.lists],
    ['listTitles', longTitles, 0],
    ['featuredTags', featuredTags, limits.featuredTags],
    ['profileFields', from.fields.length, limits.profileFields],
    ['bio', length(from.bio), limits.bio],
    ['displayName', length(from.displayName), limits.displayName],
  ] as const;
  const over = checks.find(([, count, limit]) => limit !== null && count > limit);
  if (over === undefined) return outcome('ok', finding('limits.ok', {}));
  const [what, count, limit] = over;
  return warning(finding('limits.over', { what, count, limit: limit ?? 0 }), ['checkNow'], confirmed);
}

/** The server goes on publishing them from an account that has moved (publish_scheduled_status_worker.rb). */
export function judgeScheduled(count: Result<number>): Judged {
  if (!count.ok) return count.error.kind === 'unsupported' || count.error.kind === 'notFound' ? outcome('ok', finding('scheduledPosts.none', {})) : { error: count.error };
  if (count.value === 0) return outcome('ok', finding('scheduledPosts.none', {}));
  return outcome('needsYou', finding('scheduledPosts.some', { count: count.value }), ['deleteScheduled', 'checkNow']);
}

/** People the new account would turn away: blocked by name, or with their whole server. */
export function judgeOwnBlocks(handles: readonly string[], confirmed: Confirmation | undefined): Outcome {
  if (handles.length === 0) return outcome('ok', finding('ownBlocks.ok', {}));
  return warning(finding('ownBlocks.hits', { handles: handles.slice(0, 20), count: handles.length }), ['checkNow'], confirmed);
}

export interface PastMove {
  readonly at: number;
  /** How long its server refuses another, ms. */
  readonly waitMs: number;
}

/** Only moves made here are known: the pages that tell of others belong to the server. `knowable`: the server would say so itself. */
export function judgeCooldown(past: readonly PastMove[], { now, knowable, confirmed }: { readonly now: number; readonly knowable: boolean; readonly confirmed: Confirmation | undefined }): Outcome {
  const last = past.filter(({ at, waitMs }) => at + waitMs > now).toSorted((one, other) => other.at + other.waitMs - (one.at + one.waitMs))[0];
  if (last !== undefined) return outcome('blocked', finding('cooldown.until', { until: last.at + last.waitMs, movedAt: last.at }), ['checkNow'], Math.min(last.at + last.waitMs - now + 1_000, again.dayMs));
  return knowable ? outcome('ok', finding('cooldown.none', {})) : askPerson(finding('cooldown.unknown', {}), confirmed);
}

export function judgeArchive(url: string | null, confirmed: Confirmation | undefined): Outcome {
  return url === null ? notApplicable : warning(finding('archive.ask', { url }), ['openExportPage'], confirmed, null);
}
