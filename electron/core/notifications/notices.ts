import type { AccountKey, EntryId } from '../../contract/ids.ts';
import type { InboxEntry, InboxSettings } from '../../contract/notifications.ts';
import type { Notice } from '../ports.ts';
import { isQuiet, minuteOfDay } from './inbox-settings.ts';
import { bodyOf, manyBody, manyTitle, titleOf } from './notice-text.ts';
import type { StoredNotification } from './store.ts';
import type { NotificationDeps } from './types.ts';

/** What comes within this time is one burst. */
const gatherMs = 2_000;
/** After notices were shown, the next burst is gathered for longer: a post that spreads is no alarm bell. */
const calmMs = 15_000;
/** Notices of one account in one burst; more are one notice with a number. */
const mostAlone = 3;

/** Notices of the desktop for what arrives. */
export interface Notices {
  arrived(rows: readonly StoredNotification[]): void;
  close(): void;
}

export function createNotices(
  deps: Pick<NotificationDeps, 'clock' | 'notifier' | 'nameOf' | 'publish' | 'timeZone'>,
  parts: { readonly settings: () => InboxSettings; readonly isHidden: (row: StoredNotification) => boolean; readonly entriesOf: (account: AccountKey, ids: readonly EntryId[]) => readonly InboxEntry[] },
): Notices {
  /** By account, in the order they came. An entry that comes to several accounts is told for the first. */
  const gathered = new Map<AccountKey, Set<EntryId>>();
  const told = new Set<EntryId>();
  let cancel: (() => void) | null = null;
  let calmUntil = Number.NEGATIVE_INFINITY;

  function isWanted(row: StoredNotification, settings: InboxSettings): boolean {
    const { desktop, hiddenTopics, silentTopics, hiddenAccounts, silentAccounts } = settings;
    if (!desktop || parts.isHidden(row) || [...hiddenTopics, ...silentTopics].includes(row.topic)) return false;
    return ![...hiddenAccounts, ...silentAccounts].includes(row.account);
  }

  function flush(): void {
    cancel = null;
    const bursts = [...gathered];
    gathered.clear();
    told.clear();
    // Asked at the end of the burst: what was read elsewhere or hidden meanwhile is no news.
    if (isQuiet(parts.settings().quietHours, minuteOfDay(deps.clock.now(), deps.timeZone))) return;
    for (const [account, ids] of bursts) show(account, parts.entriesOf(account, [...ids]).filter((entry) => isNews(entry, account)));
  }

  function isNews(entry: InboxEntry, account: AccountKey): boolean {
    const isHidden = entry.view?.marks.some((marks) => marks.account === account && marks.filtered.some(({ action }) => action === 'hide'));
    return isHidden !== true && entry.shielded === null && entry.received.some((receipt) => receipt.account === account && receipt.unread);
  }

  function show(account: AccountKey, entries: readonly InboxEntry[]): void {
    if (entries.length === 0) return;
    calmUntil = deps.clock.monotonic() + calmMs;
    const name = deps.nameOf(account);
    const notices: readonly Notice[] =
      entries.length > mostAlone
        ? [{ title: manyTitle(entries.length), body: manyBody(name), account, onClick: () => deps.publish('notifications.opened', { account, uri: null }) }]
        : entries.map((entry) => ({ title: titleOf(entry), body: bodyOf(name, entry, account), account, onClick: () => deps.publish('notifications.opened', { account, uri: entry.uri }) }));
    for (const notice of notices) deps.notifier.show(notice);
  }

  return {
    arrived(rows) {
      const settings = parts.settings();
      for (const row of rows.filter((each) => isWanted(each, settings))) {
        if (told.has(row.entry) && gathered.get(row.account)?.has(row.entry) !== true) continue;
        told.add(row.entry);
        gathered.set(row.account, (gathered.get(row.account) ?? new Set()).add(row.entry));
      }
      if (gathered.size > 0) cancel ??= deps.clock.after(Math.max(gatherMs, calmUntil - deps.clock.monotonic()), flush);
    },
    close: () => cancel?.(),
  };
}
