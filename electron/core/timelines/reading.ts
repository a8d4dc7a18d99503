import type { AccountKey } from '../../contract/ids.ts';
import type { Place, TimelineEntry, TimelinePage, TimelineSpec } from '../../contract/timelines.ts';
import type { AccountDirectory } from '../account-directory.ts';
import type { TimelineStore } from '../ports.ts';
import type { HomeStates } from './home-state.ts';
import type { OlderPages } from './older-pages.ts';
import { comparePlaces } from './order.ts';

export interface Reading {
  page(spec: TimelineSpec, before: Place | null, limit: number): TimelinePage;
  around(spec: TimelineSpec, place: Place, limit: number): TimelinePage & { readonly newerCount: number };
  accountsOf(spec: TimelineSpec): readonly AccountKey[];
}

/** Share of a page around a place that is newer than it. */
const SHARE_ABOVE = 1 / 3;

/** Answers pages of merged homes from the store. */
export function createReading(deps: {
  readonly timelines: TimelineStore;
  readonly accounts: AccountDirectory;
  readonly states: HomeStates;
  readonly older: OlderPages;
}): Reading {
  const { timelines } = deps;

  function accountsOf(spec: TimelineSpec): readonly AccountKey[] {
    const keys = deps.accounts.keys();
    const wanted = spec.accounts;
    return wanted === 'all' ? keys : keys.filter((key) => wanted.includes(key));
  }

  /**
   * Down to where every account is loaded that has more to load. Below, entries of one account would be shown now and
   * those of another would push in between them later, above the reader's eyes.
   */
  function floorOf(accounts: readonly AccountKey[]): Place | null {
    let floor: Place | null = null;
    for (const account of accounts) {
      const oldest = deps.older.hasMore(account) ? timelines.oldest(account) : null;
      if (oldest === null) continue;
      const place = { at: oldest.at, id: oldest.entry };
      if (floor === null || comparePlaces(place, floor) > 0) floor = place;
    }
    return floor;
  }

  function askForOlder(accounts: readonly AccountKey[], before: Place | null, stored: readonly TimelineEntry[], limit: number): TimelinePage['older'] {
    const lowest = stored.length >= limit ? stored.at(-1)?.at : undefined;
    const lagging = accounts.filter((account) => deps.older.hasMore(account) && (timelines.oldest(account)?.at ?? 0) >= (lowest ?? Number.NEGATIVE_INFINITY));
    for (const account of lagging) deps.older.fetch(account, Math.min(before?.at ?? Number.POSITIVE_INFINITY, lowest ?? Number.POSITIVE_INFINITY));
    if (lagging.length > 0) return 'fetching';
    return accounts.some(isFirstLoadDue) ? 'fetching' : 'end';
  }

  function isFirstLoadDue(account: AccountKey): boolean {
    return timelines.oldest(account) === null && !deps.states.of(account).loaded && deps.accounts.signedIn(account) !== null;
  }

  function pageBelow(accounts: readonly AccountKey[], before: Place | null, limit: number): TimelinePage {
    const floor = floorOf(accounts);
    const stored = timelines.page(accounts, before, limit);
    const entries = stored.filter((entry) => floor === null || comparePlaces(entry, floor) >= 0);
    const older = entries.length >= limit ? 'more' : askForOlder(accounts, before, stored, limit);
    return { entries, older };
  }

  return {
    accountsOf,
    page: (spec, before, limit) => pageBelow(accountsOf(spec), before, limit),
    around(spec, place, limit) {
      const accounts = accountsOf(spec);
      const above = timelines.pageAbove(accounts, place, Math.floor(limit * SHARE_ABOVE));
      const self = timelines.entries(accounts, [place.id]);
      const upper = [...above, ...self.filter((entry) => comparePlaces(entry, place) <= 0)];
      const below = pageBelow(accounts, upper.at(-1) ?? place, Math.max(1, limit - upper.length));
      const entries = [...upper, ...below.entries];
      return { entries, older: below.older, newerCount: timelines.countAbove(accounts, entries[0] ?? place) };
    },
  };
}
