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
 * Least distance between the keys of two neighbours, ms: far below what anybody sees, and exact in a double for dates of
 * this age of the world. It keeps the server's order among posts of the same moment.
 */
const KEY_STEP_MS = 1 / 1024;

/** Key of a line dated `createdAt` that stands right above one with the key `below`. */
export function keyAbove(below: number, createdAt: number): number {
  return Math.max(createdAt, below + KEY_STEP_MS);
}

/** As `keyAbove`, for a line that hangs right below one with the key `above`. */
export function keyBelow(above: number, createdAt: number): number {
  return Math.min(createdAt, above - KEY_STEP_MS);
}

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
 * top, a little more at each line, so that the server's own order is kept where a late post carries an old date. Keys of known lines stand
 * fast and bound the new ones between them.
 */
export function sortKeys(items: readonly KeyedItem[], limits: KeyLimits): number[] {
  const keys: number[] = [];
  let running = limits.floor;
  for (const item of items.toReversed()) {
    running = limits.knownAt(item.id) ?? keyAbove(running, Math.min(item.createdAt, limits.horizon));
    keys.unshift(running);
  }
  let upper = limits.ceiling;
  return items.map((item, index) => {
    const key = limits.knownAt(item.id) ?? keyBelow(upper, keys[index] ?? upper);
    upper = Math.min(upper, key);
    return key;
  });
}
