import { noRules } from '../../electron/contract/defaults.ts';
import { accountOfFeed, isInTimeline } from '../../electron/contract/feed-keys.ts';
import type { AccountKey, AppError, EntryId, FeedKey, StatusUri } from '../../electron/contract/index.ts';
import type { Place, TimelineEntry, TimelinePage, TimelineSpec } from '../../electron/contract/timelines.ts';
import { shownEntries, type ColumnView } from './shown-entries.ts';

/** One list on the screen: a window of the timeline as the app keeps it, without holes of its own. */
export interface Column {
  readonly spec: TimelineSpec;
  readonly view: ColumnView;
  /** All that is loaded, newest first. */
  readonly entries: readonly TimelineEntry[];
  /** What is drawn of them: `shownEntries`. */
  readonly shown: readonly TimelineEntry[];
  /** As which entry a post that came several ways was shown. */
  readonly kept: ReadonlyMap<StatusUri, EntryId>;
  readonly older: TimelinePage['older'];
  /** Entries above the first of `entries` that are stored but not loaded. */
  readonly newerCount: number;
  /** Of those, the ones the reader has not seen before. */
  readonly newerUnseen: number;
  readonly loading: 'first' | 'older' | 'newer' | null;
  readonly error: AppError | null;
  /** The highest entry that was on the screen; what stands above it is new to the reader. */
  readonly seenTop: Place | null;
}

/** Every post as it comes, but each once. */
export const plainView: ColumnView = { rules: noRules, repeats: 'once' };

export function emptyColumn(spec: TimelineSpec, view: ColumnView = plainView): Column {
  return { spec, view, entries: [], shown: [], kept: new Map(), older: 'more', newerCount: 0, newerUnseen: 0, loading: 'first', error: null, seenTop: null };
}

/** Greater is newer and stands higher: by time, then by code unit of the id (as `core/timelines/order.ts`). */
export function comparePlaces(a: Place, b: Place): number {
  if (a.at !== b.at) return a.at - b.at;
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
}

export function isInScope(entry: TimelineEntry, spec: TimelineSpec): boolean {
  return entry.kind === 'gap' ? isInTimeline(entry.feed, spec) : entry.feeds.some((feed) => isInTimeline(feed, spec));
}

/** Works out anew what is drawn, where what is loaded or the way to show it is another. */
export function settleShown(column: Column, before: Column | undefined): Column {
  if (column.entries === before?.entries && column.view === before.view) return column;
  const { shown, kept } = shownEntries(column.entries, column.spec, column.view, column.kept);
  return { ...column, shown, kept };
}

/** Puts entries in, replacing those of the same id, newest first. The same array comes back where nothing changed. */
export function mergeEntries(current: readonly TimelineEntry[], incoming: readonly TimelineEntry[], removed: readonly EntryId[] = []): readonly TimelineEntry[] {
  if (incoming.length === 0 && removed.length === 0) return current;
  const byId = new Map(current.map((entry) => [entry.id, entry]));
  for (const entry of incoming) byId.set(entry.id, entry);
  for (const id of removed) byId.delete(id);
  return [...byId.values()].toSorted((a, b) => comparePlaces(b, a));
}

/** What the app says has changed, gathered over one frame. */
export interface TimelineChange {
  readonly entries: readonly TimelineEntry[];
  readonly removed: readonly EntryId[];
}

/**
 * Takes a change into a column. Entries below the window are left to the next page; entries above it are counted only,
 * while there are stored ones in between that are not loaded: the list on the screen never has a hole nobody marked.
 */
export function applyChange(column: Column, change: TimelineChange): Column {
  const known = new Set(column.entries.map((entry) => entry.id));
  const first = column.entries[0];
  const last = column.entries.at(-1);
  const fits: TimelineEntry[] = [];
  const gone: EntryId[] = change.removed.filter((id) => known.has(id));
  let newer = 0;
  // A request for older posts always ends with a change, empty or not: then the next page can be asked for. What it
  // brought is not put in here, as only the page knows down to where all accounts are loaded.
  const older = column.older === 'fetching' ? 'more' : column.older;
  for (const entry of change.entries) {
    const inScope = isInScope(entry, column.spec);
    if (known.has(entry.id)) {
      if (inScope) fits.push(entry);
      else gone.push(entry.id);
    } else if (inScope) {
      const isAbove = first !== undefined && comparePlaces(entry, first) > 0;
      const isBelow = last !== undefined && comparePlaces(entry, last) < 0;
      if (isAbove && column.newerCount > 0) newer += 1;
      else if (column.older === 'end' || (first !== undefined && !isBelow)) fits.push(entry);
    }
  }
  const entries = mergeEntries(column.entries, fits, gone);
  const isSame = entries === column.entries && newer === 0 && older === column.older;
  return isSame ? column : { ...column, entries, older, newerCount: column.newerCount + newer, newerUnseen: column.newerUnseen + newer };
}

/** Lets go of accounts that were removed, and of what only they saw. */
export function onlyOf(column: Column, accounts: ReadonlySet<AccountKey>): Column {
  const isGone = (feed: FeedKey): boolean => {
    const account = accountOfFeed(feed);
    return account !== null && !accounts.has(account);
  };
  const isTouched = (entry: TimelineEntry): boolean =>
    entry.kind === 'gap' ? isGone(entry.feed) : entry.reached.some((account) => !accounts.has(account)) || [entry, ...entry.also].some(({ feeds }) => feeds.some(isGone));
  const left = <E extends { readonly feeds: readonly FeedKey[] }>(one: E): E => ({ ...one, feeds: one.feeds.filter((feed) => !isGone(feed)) });
  if (!column.entries.some(isTouched)) return column;
  const entries = column.entries.flatMap((entry): readonly TimelineEntry[] => {
    if (!isTouched(entry)) return [entry];
    if (entry.kind === 'gap') return [];
    const own = left(entry);
    const also = entry.also.map(left).filter(({ feeds }) => feeds.length > 0);
    return own.feeds.length === 0 ? [] : [{ ...own, also, reached: own.reached.filter((account) => accounts.has(account)) }];
  });
  return { ...column, entries };
}

/** Adds the page that hangs below the window. */
export function appendPage(column: Column, page: TimelinePage): Column {
  return { ...column, entries: mergeEntries(column.entries, page.entries), older: page.older, loading: null, error: null };
}

/**
 * Adds a page from the top of the timeline. Where it does not meet the window, the window moves there: keeping both
 * would show as neighbours what is not.
 */
export function joinTop(column: Column, page: TimelinePage): Column {
  const known = new Set(column.entries.map((entry) => entry.id));
  const meets = column.entries.length === 0 || page.entries.some((entry) => known.has(entry.id));
  const entries = meets ? mergeEntries(column.entries, page.entries) : page.entries;
  return { ...column, entries, older: meets && column.entries.length > 0 ? column.older : page.older, newerCount: 0, newerUnseen: 0, loading: null, error: null };
}

/** How many posts stand above the highest one the reader has seen. */
export function countUnseen(column: Column): number {
  const { seenTop } = column;
  let count = column.newerUnseen;
  if (seenTop === null) return count;
  for (const entry of column.shown) {
    if (comparePlaces(entry, seenTop) <= 0) break;
    if (entry.kind === 'status') count += 1;
  }
  return count;
}

/** All that is drawn was seen, by somebody who looks at the top of it. What is not loaded is not drawn. */
export function seeTop(column: Column): Column {
  const { shown, seenTop, newerCount } = column;
  const [first] = shown;
  if (first === undefined || seenTop === null || newerCount > 0 || comparePlaces(first, seenTop) <= 0) return column;
  return { ...column, seenTop: { at: first.at, id: first.id } };
}
