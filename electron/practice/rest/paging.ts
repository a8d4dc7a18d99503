import { compareIds } from '../model/ids.ts';
import type { Call } from './router.ts';
import type { Reply } from './reply.ts';
import { failure, json } from './reply.ts';

export interface PageRules<T> {
  readonly fallback: number;
  readonly max: number;
  /** Id the cursor speaks of: the item's own, or that of the row behind it. */
  readonly cursorOf: (item: T) => string;
  /**
   * `timeline` names a next page as long as this one is not empty; `rows` only when this one is full
   * (Mastodon: timelines_controller.rb versus the controllers with records_continue?).
   */
  readonly style: 'timeline' | 'rows';
  /** Name of the cursor for the newer side. Default `min_id`. */
  readonly newerParam?: 'min_id' | 'since_id';
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly headers: Record<string, string>;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function cursor(call: Call, name: string): string | null {
  const value = call.query.get(name);
  if (value === null || value === '') return null;
  // Mastodon reads a cursor that is no number as 0 (String#to_i).
  return call.server.traits.ids === 'snowflake' && !/^\d+$/.test(value) ? '0' : value;
}

/** The limit of a request, or the answer to a limit or cursor the kind refuses. */
function check(call: Call, rules: { readonly fallback: number; readonly max: number }): number | Reply {
  const { limitAboveMax, badCursor } = call.server.traits;
  const asked = Number(call.query.get('limit') ?? rules.fallback);
  const limit = Number.isInteger(asked) && asked > 0 ? asked : rules.fallback;
  if (limitAboveMax === 'rejected' && limit > 200) return failure(400, 'limit is too big');
  if (badCursor === 'rejected') {
    for (const name of ['max_id', 'min_id', 'since_id']) {
      const value = call.query.get(name);
      if (value && !uuid.test(value)) return failure(400, 'invalid cursor');
    }
  }
  return Math.min(limit, limitAboveMax === 'rejected' ? 200 : rules.max);
}

function cut<T>(call: Call, all: readonly T[], limit: number, cursorOf: (item: T) => string): readonly T[] {
  const older = cursor(call, 'max_id');
  const newer = call.server.traits.cursors === 'maxIdOnly' ? null : cursor(call, 'min_id');
  const since = call.server.traits.cursors === 'maxIdOnly' ? null : cursor(call, 'since_id');
  const floor = newer ?? since;
  const within = all.filter(
    (item) => (older === null || compareIds(cursorOf(item), older) < 0) && (floor === null || compareIds(cursorOf(item), floor) > 0),
  );
  // min_id wants the page right above the cursor; since_id the newest one, however far above that is.
  return newer === null ? within.slice(0, limit) : within.slice(-limit);
}

function linkTo(call: Call, name: string, value: string): string {
  const query = new URLSearchParams(call.query);
  for (const cursorName of ['max_id', 'min_id', 'since_id', 'access_token']) query.delete(cursorName);
  query.set(name, value);
  return `<${call.server.origin}${call.path}?${query.toString()}>`;
}

/** Cuts one page out of `all` (newest first) and writes the Link header the way the kind does. */
export function page<T>(call: Call, all: readonly T[], rules: PageRules<T>): Page<T> | Reply {
  const limit = check(call, rules);
  if (typeof limit !== 'number') return limit;
  const items = cut(call, all, limit, rules.cursorOf);
  const first = items[0];
  const last = items.at(-1);
  const links: string[] = [];
  const goesOn = rules.style === 'timeline' ? items.length > 0 : items.length === limit;
  if (last !== undefined && goesOn) links.push(`${linkTo(call, 'max_id', rules.cursorOf(last))}; rel="next"`);
  if (first !== undefined && call.server.traits.prevLink)
    links.push(`${linkTo(call, rules.newerParam ?? 'min_id', rules.cursorOf(first))}; rel="prev"`);
  return { items, headers: links.length > 0 ? { link: links.join(', ') } : {} };
}

/** A page as an answer, each item through `show`. */
export function pageReply<T>(call: Call, all: readonly T[], rules: PageRules<T>, show: (item: T) => unknown): Reply {
  const cutPage = page(call, all, rules);
  return 'status' in cutPage ? cutPage : json(cutPage.items.map(show), 200, cutPage.headers);
}

/** Lists by `offset` (trends, search, directory) have no Link header. */
export function offsetPage<T>(call: Call, all: readonly T[], fallback: number, max: number): readonly T[] {
  const limit = Math.min(Math.max(Number(call.query.get('limit')) || fallback, 1), max);
  const offset = Math.max(Number(call.query.get('offset')) || 0, 0);
  return all.slice(offset, offset + limit);
}
