import type { ColumnRules } from '../../electron/contract/columns.ts';
import { accountOfFeed, isInTimeline } from '../../electron/contract/feed-keys.ts';
import type { EntryId, StatusUri } from '../../electron/contract/index.ts';
import type { Sighting, StatusEntry, TimelineEntry, TimelineSpec } from '../../electron/contract/timelines.ts';
import { passesRules } from './column-rules.ts';

export interface ColumnView {
  readonly rules: ColumnRules;
  readonly repeats: 'once' | 'each';
}

/** What a column draws of its entries, and as which entry it has shown each post that came several ways. */
export interface ShownEntries {
  readonly shown: readonly TimelineEntry[];
  readonly kept: ReadonlyMap<StatusUri, EntryId>;
}

interface Placed {
  readonly at: number;
  readonly id: EntryId;
}

const isLower = (one: Placed, other: Placed): boolean => one.at < other.at || (one.at === other.at && one.id < other.id);

/**
 * Entries as drawn. With `repeats: 'once'` a post that came several ways is shown where it came first, whoever brought it
 * later is named there, and what the reader has before them stays where it is: `kept` remembers as which entry, until that
 * one goes. Whether an older entry exists is known also where it is not loaded yet (`StatusEntry.also`).
 */
export function shownEntries(entries: readonly TimelineEntry[], spec: TimelineSpec, { rules, repeats }: ColumnView, before: ReadonlyMap<StatusUri, EntryId>): ShownEntries {
  const kept = new Map<StatusUri, EntryId>();
  const shown: TimelineEntry[] = [];
  for (const entry of entries) {
    if (entry.kind === 'gap') shown.push(entry);
    else if (passesRules(entry, rules)) {
      const also = repeats === 'each' ? [] : waysIn(entry, spec, rules);
      const { uri } = entry.view.status;
      if (also.length === 0) shown.push(withWays(entry, also));
      else if (shownAs(entry, also, before.get(uri)) === entry.id) {
        kept.set(uri, entry.id);
        shown.push(withWays(entry, also));
      }
    }
  }
  return { shown, kept };
}

/** Boosts that the column leaves out stand for nothing. */
export function waysIn(entry: StatusEntry, spec: TimelineSpec, { boosts }: ColumnRules): readonly Sighting[] {
  return entry.also.filter(({ booster, feeds }) => (boosts || booster === null) && feeds.some((feed) => isInTimeline(feed, spec)));
}

/** Which of its entries a post is shown as; `keptAs`: as which it was before. */
export function shownAs(entry: StatusEntry, also: readonly Sighting[], keptAs: EntryId | undefined): EntryId {
  const all: readonly Placed[] = [entry, ...also];
  if (keptAs !== undefined && all.some(({ id }) => id === keptAs)) return keptAs;
  return all.reduce((lowest, one) => (isLower(one, lowest) ? one : lowest)).id;
}

/** The same object for the same entry, so that nothing is drawn again that has not changed. */
const merged = new WeakMap<StatusEntry, StatusEntry>();

function withWays(entry: StatusEntry, also: readonly Sighting[]): StatusEntry {
  if (also.length === entry.also.length && also.length === 0) return entry;
  const known = merged.get(entry);
  if (known !== undefined && sameIds(known.also, also)) return known;
  const accounts = also.flatMap(({ feeds }) => feeds.flatMap((feed) => accountOfFeed(feed) ?? []));
  const made: StatusEntry = { ...entry, also, reached: [...new Set([...entry.reached, ...accounts])] };
  merged.set(entry, made);
  return made;
}

function sameIds(one: readonly Sighting[], other: readonly Sighting[]): boolean {
  return one.length === other.length && one.every(({ id }, index) => id === other[index]?.id);
}
