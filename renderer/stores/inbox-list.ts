import type { AppError, EntryId } from '../../electron/contract/index.ts';
import type { InboxEntry, InboxPage } from '../../electron/contract/notifications.ts';
import { comparePlaces } from './timeline-column.ts';

export type InboxTab = 'all' | 'mentions';

/** One list of the inbox on the screen: from its newest entry down to where reading has come. */
export interface InboxList {
  /** Newest first. */
  readonly entries: readonly InboxEntry[];
  readonly older: InboxPage['older'];
  readonly loading: boolean;
  readonly error: AppError | null;
}

export const emptyInbox: InboxList = { entries: [], older: 'more', loading: true, error: null };

const newestFirst = (entries: Iterable<InboxEntry>): readonly InboxEntry[] => [...entries].toSorted((a, b) => comparePlaces(b, a));

/** A page below what is there; an entry that moved up meanwhile is there already. */
export function appendEntries(list: InboxList, page: InboxPage): InboxList {
  const byId = new Map([...page.entries, ...list.entries].map((entry) => [entry.id, entry]));
  return { entries: newestFirst(byId.values()), older: page.older, loading: false, error: null };
}

/**
 * Entries as they are now, in the place of those asked for: those not answered are gone, and those below the end of the
 * list wait for their page.
 */
export function replaceEntries(list: InboxList, asked: readonly EntryId[], answered: readonly InboxEntry[]): InboxList {
  const gone = new Set(asked);
  const last = list.entries.at(-1);
  const fits = answered.filter((entry) => last === undefined || list.older === 'end' || comparePlaces(entry, last) >= 0);
  return { ...list, entries: newestFirst([...list.entries.filter(({ id }) => !gone.has(id)), ...fits]) };
}
