import type { AccountKey, EntryId, StatusUri } from '../../contract/ids.ts';
import type { NotificationPageFromServer, SeenNotification } from '../fediverse.ts';
import { decide, newEntryId, type Source } from './ingest.ts';
import type { StoredNotification } from './store.ts';
import type { NotificationDeps } from './types.ts';

/** Rows kept per account; what is older can be fetched again. */
export const keptRows = 3_000;

export interface AccountNotification {
  readonly account: AccountKey;
  readonly notification: SeenNotification;
}

/** The only writer of inboxes: each call is one transaction and one publish. Throws `StorageFailure`, and then nothing is kept. */
export interface InboxWriter {
  applyEvents(batch: readonly AccountNotification[]): void;
  /** `complete`: what is stored between the page's ends, not in the page and not among `spare` is gone from the server. */
  applyPage(account: AccountKey, page: NotificationPageFromServer, how: { readonly complete: boolean; readonly isNews: boolean; readonly spare?: ReadonlySet<string> }): void;
  /** The page in the place of all that was stored: between the two is a hole nobody will fill. */
  restart(account: AccountKey, page: NotificationPageFromServer): void;
  remove(account: AccountKey, group: string): void;
  /** Says that a page may be asked for again although no row changed. */
  nudge(): void;
}

interface Changes {
  readonly entries: Set<EntryId>;
  readonly statuses: Set<StatusUri>;
  /** Rows that are worth a notice of the desktop. */
  readonly news: StoredNotification[];
}

export function createInboxWriter(deps: NotificationDeps, arrived: (rows: readonly StoredNotification[]) => void, changed: () => void): InboxWriter {
  const { notifications, statuses } = deps;

  function commit(work: (changes: Changes) => void): void {
    const changes: Changes = { entries: new Set(), statuses: new Set(), news: [] };
    deps.transactions.run(() => work(changes));
    const views = statuses.many([...changes.statuses]);
    if (views.length > 0) deps.publish('statuses.changed', { statuses: views });
    if (changes.entries.size > 0) {
      deps.publish('notifications.changed', { ids: [...changes.entries] });
      changed();
    }
    if (changes.news.length > 0) arrived(changes.news);
  }

  function put({ account, notification }: AccountNotification, source: Source, isNews: boolean, changes: Changes): void {
    const { seen } = notification;
    if (seen !== null && statuses.put(account, seen, deps.clock.now())) changes.statuses.add(seen.status.uri);
    const decision = decide(account, notification, notifications.row(account, notification.group), source);
    if (decision.kind === 'ignore') return;
    const row = decision.kind === 'replace' ? decision.row : { ...decision.row, entry: entryOf(decision) };
    notifications.put(row);
    changes.entries.add(row.entry);
    if (isNews && (decision.kind === 'insert' || decision.isNews)) changes.news.push(row);
  }

  function entryOf({ row, joining }: Extract<ReturnType<typeof decide>, { kind: 'insert' }>): EntryId {
    const known = joining === null ? null : notifications.entryFor(joining.subject, row.at, joining.spanMs);
    return known ?? newEntryId(row.account, row.group);
  }

  function drop(row: StoredNotification, changes: Changes): void {
    notifications.remove(row.account, row.group);
    changes.entries.add(row.entry);
  }

  const isHere = (account: AccountKey): boolean => deps.accounts.keys().includes(account);

  return {
    applyEvents: (batch) => commit((changes) => batch.forEach((item) => (isHere(item.account) ? put(item, 'stream', true, changes) : undefined))),
    applyPage(account, page, { complete, isNews, spare = new Set() }) {
      if (!isHere(account)) return;
      commit((changes) => {
        const groups = new Set(page.items.map(({ group }) => group));
        const stale = complete && page.dropped === 0 && page.reach !== null ? notifications.between(account, page.reach.bottom, page.reach.top) : [];
        for (const row of stale) if (!groups.has(row.group) && !spare.has(row.group)) drop(row, changes);
        // Oldest first, so that entries grow in the order in which things happened.
        for (const notification of page.items.toReversed()) put({ account, notification }, 'page', isNews, changes);
        for (const entry of notifications.trim(account, keptRows)) changes.entries.add(entry);
      });
    },
    restart(account, page) {
      if (!isHere(account)) return;
      commit((changes) => {
        for (const entry of notifications.clear(account)) changes.entries.add(entry);
        for (const notification of page.items.toReversed()) put({ account, notification }, 'page', false, changes);
      });
    },
    remove(account, group) {
      const row = notifications.row(account, group);
      if (row !== null) commit((changes) => drop(row, changes));
    },
    nudge: () => deps.publish('notifications.changed', { ids: [] }),
  };
}
