import type { FeedKey, StatusId } from '../../contract/ids.ts';
import type { TimelineItem } from '../fediverse.ts';
import { sortKeys } from './order.ts';
import { toLine } from './page-plan.ts';
import type { StoredLine } from './store.ts';

export interface RankedPage {
  readonly feed: FeedKey;
  /** From the top of the list, in the server's order. */
  readonly items: readonly TimelineItem[];
  /** What is stored was read in this session, and its lower end is known. */
  readonly isFresh: boolean;
}

export interface RankedPlan {
  readonly lines: readonly StoredLine[];
  /** Lines that are not where they were any more. */
  readonly gone: readonly StatusId[];
  /** The page is all that is left, or reaches below what was stored: the list goes on after it. */
  readonly endsLower: boolean;
}

/**
 * Decides what the first page of a ranked list changes: new lines go on top of those it shares with the store, what it
 * no longer lists goes; where it shares none, or in another order, it takes the place of everything. Pure.
 */
export function planRanked({ feed, items, isFresh }: RankedPage, stored: readonly StoredLine[], horizon: number): RankedPlan {
  const storedAt = new Map(stored.map((line) => [line.id, line.at]));
  const shared = items.flatMap(({ id }) => storedAt.get(id) ?? []);
  const joins = isFresh && shared.length > 0 && shared.every((at, index) => index === 0 || at < (shared[index - 1] ?? at));
  const listed = new Set(items.map(({ id }) => id));
  const lowest = shared.at(-1) ?? 0;
  const gone = stored.filter((line) => !joins || (!listed.has(line.id) && line.at > lowest)).map(({ id }) => id);
  const last = items.at(-1);
  const endsLower = !joins || (last !== undefined && !storedAt.has(last.id));
  const kept = joins ? storedAt : new Map<StatusId, number>();
  const keys = sortKeys(items, { knownAt: (id) => kept.get(id), floor: Number.NEGATIVE_INFINITY, ceiling: Number.POSITIVE_INFINITY, horizon });
  const lines = items.flatMap((item, index) => (kept.has(item.id) ? [] : [toLine(feed, item, keys[index] ?? item.createdAt)]));
  return { lines, gone, endsLower };
}
