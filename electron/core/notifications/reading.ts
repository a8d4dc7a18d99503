import type { AccountKey, EntryId } from '../../contract/ids.ts';
import type { InboxEntry, InboxPage, InboxReceipt, NotificationTopic } from '../../contract/notifications.ts';
import type { Place } from '../../contract/timelines.ts';
import type { StatusStore } from '../ports.ts';
import { compareIds } from '../timelines/index.ts';
import { joinPeople } from './ingest.ts';
import type { InboxState, InboxStates } from './inbox-state.ts';
import type { OlderNotifications } from './older-pages.ts';
import type { ReadMarkers } from './read-markers.ts';
import type { Shielding } from './shielding.ts';
import type { InboxQuery, NotificationStore, StoredEntry, StoredNotification } from './store.ts';

export const mentionTopics: readonly NotificationTopic[] = ['mentions', 'quotes'];

export interface InboxReading {
  page(query: InboxQuery, before: Place | null, limit: number): InboxPage;
  entries(query: InboxQuery, ids: readonly EntryId[]): readonly InboxEntry[];
}

export function createInboxReading(deps: {
  readonly notifications: NotificationStore;
  readonly statuses: StatusStore;
  readonly markers: ReadMarkers;
  readonly states: InboxStates;
  readonly older: OlderNotifications;
  readonly shielding: Shielding;
}): InboxReading {
  const { notifications, statuses, markers, older } = deps;

  function toEntries(stored: readonly StoredEntry[], accounts: readonly AccountKey[]): readonly InboxEntry[] {
    const uris = new Set(stored.flatMap(({ rows }) => rows.flatMap((row) => row.uri ?? [])));
    const views = new Map(statuses.many([...uris]).map((view) => [view.status.uri, view]));
    return stored.flatMap(({ at, id, rows: all }): readonly InboxEntry[] => {
      const covered = all.map((row) => deps.shielding.cover(row));
      const told = covered.flatMap((each) => ('row' in each ? [each.row] : []));
      const verdict = covered.find((each) => 'verdict' in each)?.verdict ?? null;
      const rows = told.length > 0 ? told : all;
      const [first] = rows;
      if (first === undefined) return [];
      const { type, topic, uri, detail } = first;
      const people = rows.reduce<StoredNotification['people']>((all, row) => joinPeople(all, row.people), []);
      return [{ at, id, type, topic, people, count: Math.max(1, people.length, ...countsOf(rows)), uri, view: uri === null ? null : (views.get(uri) ?? null), detail, received: receiptsOf(rows, accounts), shielded: told.length > 0 ? null : verdict }];
    });
  }

  function receiptsOf(rows: readonly StoredNotification[], accounts: readonly AccountKey[]): readonly InboxReceipt[] {
    return accounts.flatMap((account): readonly InboxReceipt[] => {
      const own = rows.filter((row) => row.account === account);
      if (own.length === 0) return [];
      const readId = markers.readId(account);
      return [{ account, unread: own.some((row) => readId === null || compareIds(row.id, readId) > 0) }];
    });
  }

  /**
   * Down to where every account is loaded that has more to load and answers: below, rows of one account would be shown
   * now and those of another would push in between them later, above the reader's eyes.
   */
  function floorOf(accounts: readonly AccountKey[]): number {
    return Math.max(Number.NEGATIVE_INFINITY, ...accounts.filter(older.isAwaited).map(oldestAt));
  }

  const oldestAt = (account: AccountKey): number => notifications.oldest(account)?.at ?? Number.NEGATIVE_INFINITY;

  function askForOlder(accounts: readonly AccountKey[], floor: number): InboxPage['older'] {
    // One that is late is asked with the others.
    const lagging = accounts.filter((account) => older.hasMore(account) && (!older.isAwaited(account) || oldestAt(account) >= floor));
    for (const account of lagging) older.fetch(account);
    return lagging.length > 0 || accounts.some(isFirstLoadDue) ? 'fetching' : 'end';
  }

  function isFirstLoadDue(account: AccountKey): boolean {
    const { loaded, error }: InboxState = deps.states.of(account);
    return !loaded && error === null && notifications.newest(account) === null;
  }

  return {
    page(query, before, limit) {
      const floor = floorOf(query.accounts);
      const stored = notifications.page(query, before, limit);
      const shown = stored.filter(({ at }) => at >= floor);
      // The first page is told as it is; only reading on asks the servers.
      const older = shown.length >= limit || (before === null && shown.length > 0) ? 'more' : askForOlder(query.accounts, floor);
      return { entries: toEntries(shown, query.accounts), older };
    },
    entries: (query, ids) => toEntries(notifications.entries(query, ids), query.accounts),
  };
}

/** Groups of one account are different people or times; over accounts the same people may be told twice. */
function countsOf(rows: readonly StoredNotification[]): readonly number[] {
  const sums = new Map<AccountKey, number>();
  for (const { account, count } of rows) sums.set(account, (sums.get(account) ?? 0) + count);
  return [...sums.values()];
}
