import { copyKinds, type CopyKind } from '../../../contract/carry-over.ts';
import type { RateReading } from '../../fediverse-belongings.ts';
import type { ViewInput } from './view.ts';

const dayMs = 24 * 3_600_000;
const windowMs = 5 * 60_000;
const mastodonDailyFollows = 400;
/** Until headers tell: 300 requests in 5 minutes is what most servers allow. */
const usualWindow = 300;

/** The cap of the day as told by headers, today or before; what Mastodon has (rate_limiter.rb) where none has told yet. */
export function dailyCap({ journal, rates, software, now }: Pick<ViewInput, 'journal' | 'rates' | 'software' | 'now'>): RateReading | null {
  if (rates.dailyFollows !== null) return rates.dailyFollows;
  const stored = journal.plan.dailyFollows;
  if (stored !== null && stored.resetsAt > now) return stored;
  const isMastodon = software === 'mastodon' || software === 'glitch';
  const limit = stored?.limit ?? (isMastodon ? mastodonDailyFollows : null);
  return limit === null ? null : { limit, remaining: limit, resetsAt: (Math.floor(now / dayMs) + 1) * dayMs };
}

/** When the rest will be done at the pace the caps allow, epoch ms; null with nothing left. */
export function doneAt(input: ViewInput): number | null {
  const { journal, now } = input;
  let requests = 0;
  let follows = 0;
  for (const kind of copyKinds) {
    const { chosen, unsupported } = journal.plan.kinds[kind];
    if (!chosen || unsupported !== null) continue;
    requests += journal.openCount(kind) + journal.unknownCount(kind);
    if (drawsOnTheDay(kind)) follows += journal.openCount(kind);
  }
  if (requests === 0) return null;
  const { limit = null, remaining = 0 } = dailyCap(input) ?? {};
  return Math.max(byRequests(requests, input), limit === null ? 0 : byDays(follows, { limit, remaining }, now));
}

export function drawsOnTheDay(kind: CopyKind): boolean {
  return kind === 'follows' || kind === 'requests' || kind === 'followedTags';
}

function byRequests(requests: number, { rates: { window }, now, msPerRequest }: Pick<ViewInput, 'rates' | 'now' | 'msPerRequest'>): number {
  const limit = window?.limit ?? usualWindow;
  const later = Math.max(0, requests - (window?.remaining ?? limit));
  const windows = Math.ceil(later / limit);
  const startsAt = windows === 0 ? now : (window?.resetsAt ?? now + windowMs) + (windows - 1) * windowMs;
  const inLast = windows === 0 ? requests : later - (windows - 1) * limit;
  return Math.max(startsAt + inLast * msPerRequest, now + requests * msPerRequest);
}

/** Days begin at 00:00 UTC for these caps. */
function byDays(follows: number, { limit, remaining }: { readonly limit: number; readonly remaining: number }, now: number): number {
  const days = Math.ceil(Math.max(0, follows - remaining) / limit);
  if (days === 0) return now;
  const inLast = Math.max(0, follows - remaining) - (days - 1) * limit;
  return (Math.floor(now / dayMs) + days) * dayMs + Math.max(0, Math.ceil(inLast / usualWindow) - 1) * windowMs;
}
