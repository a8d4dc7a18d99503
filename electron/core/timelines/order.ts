import type { StatusId } from '../../contract/ids.ts';
import type { Place } from '../../contract/timelines.ts';

/** Where a line stands in one account's home. */
export interface Point {
  readonly id: StatusId;
  readonly at: number;
}

/**
 * Newer ids of one server compare greater: right for snowflakes, Flake, ULID, UUIDv7 and aidx alike (Mastodon
 * API guidelines, "id"). By code unit, never by locale, and never over two accounts: ids mean nothing elsewhere.
 */
export function compareIds(a: string, b: string): number {
  return a.length - b.length || compareCodeUnits(a, b);
}

/** Greater is newer: stands higher. */
export function comparePlaces(a: Place, b: Place): number {
  return a.at - b.at || compareCodeUnits(a.id, b.id);
}

/** Order of two lines of the same account; greater stands higher. */
export function comparePoints(a: Point, b: Point): number {
  return a.at - b.at || compareIds(a.id, b.id);
}

function compareCodeUnits(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/**
 * Distance between the keys of neighbours of the same moment, ms: below what anybody sees, and with room for hundreds of
 * keys in between, exact in a double for dates of this age of the world.
 */
const KEY_STEP_MS = 1 / 8;

export interface KeyedItem {
  readonly id: StatusId;
  /** Epoch ms. */
  readonly createdAt: number;
}

export interface KeyLimits {
  /** Key a line was stored with, for those of the page that are stored already. Keys never change. */
  readonly knownAt: (id: StatusId) => number | undefined;
  /** Key of the line the page stands on; -Infinity where there is none. */
  readonly floor: number;
  /** Key of the line the page hangs from; Infinity where there is none. */
  readonly ceiling: number;
  /** Latest believable date, epoch ms: a post "from next year" must not lift everything after it. */
  readonly horizon: number;
}

/**
 * Sort keys for one page of a server, in page order (newest first): the running maximum of `created_at` from bottom to
 * top, a little more at each line, so that the server's own order is kept where a late post carries an old date. Keys of
 * known lines stand fast and bound the new ones between them.
 */
export function sortKeys(items: readonly KeyedItem[], limits: KeyLimits): number[] {
  const upwards: number[] = [];
  let lower = limits.floor;
  let run: number[] = [];
  for (const item of items.toReversed()) {
    const known = limits.knownAt(item.id);
    if (known === undefined) {
      run.push(Math.min(item.createdAt, limits.horizon));
      continue;
    }
    upwards.push(...keysBetween(run, lower, known), known);
    lower = known;
    run = [];
  }
  upwards.push(...keysBetween(run, lower, limits.ceiling));
  return upwards.toReversed();
}

/** Keys for a run of lines, lowest first, between two that stand fast. `dates` epoch ms; either bound may be infinite. */
export function keysBetween(dates: readonly number[], lower: number, upper: number): number[] {
  const raised: number[] = [];
  for (const date of dates) raised.push(Math.max(date, (raised.at(-1) ?? lower) + KEY_STEP_MS));
  let limit = upper;
  const fitted = raised.toReversed().map((key) => (limit = Math.min(key, limit - KEY_STEP_MS))).toReversed();
  if ((fitted[0] ?? upper) > lower) return fitted;
  // No room for whole steps: evenly, in what there is.
  return dates.map((_, index) => lower + ((upper - lower) * (index + 1)) / (dates.length + 1));
}
