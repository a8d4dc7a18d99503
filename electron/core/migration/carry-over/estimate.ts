import { copyKinds, type CopyKind } from '../../../contract/carry-over.ts';
import type { ViewInput } from './view.ts';

const dayMs = 24 * 3_600_000;
const windowMs = 5 * 60_000;
/** Until headers tell: 300 requests in 5 minutes is what most servers allow. */
const usualWindow = 300;

/** When the rest will be done at the pace the caps allow, epoch ms; null with nothing left. */
export function doneAt({ journal, rates, now, msPerRequest }: ViewInput): number | null {
  let requests = 0;
  let follows = 0;
  for (const kind of copyKinds) {
    const { chosen, unsupported } = journal.plan.kinds[kind];
    if (!chosen || unsupported !== null) continue;
    requests += journal.openCount(kind) + journal.unknownCount(kind);
    if (drawsOnTheDay(kind)) follows += journal.openCount(kind);
  }
  if (requests === 0) return null;
  const daily = rates.dailyFollows ?? journal.plan.dailyFollows;
  return Math.max(byRequests(requests, { rates, now, msPerRequest }), daily?.limit ? byDays(follows, { limit: daily.limit, remaining: daily.resetsAt > now ? daily.remaining : daily.limit }, now) : 0);
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
