import { notificationTopics } from '../../../contract/vocabulary.ts';
import { compareIds, comparePlaces } from '../../timelines/index.ts';
import type { NotificationStore, StoredEntry, StoredNotification } from '../store.ts';

/** The store's contract in a plain list: slow, obvious, and independent of the real one. */
export function createMemoryNotifications(): NotificationStore & { readonly rows: readonly StoredNotification[] } {
  let rows: StoredNotification[] = [];
  const ofAccount = (account: string): StoredNotification[] => rows.filter((row) => row.account === account).toSorted((a, b) => compareIds(b.id, a.id));
  const isAbove = (id: string, readId: string | null): boolean => readId === null || compareIds(id, readId) > 0;
  const drop = (gone: readonly StoredNotification[]) => {
    rows = rows.filter((row) => !gone.includes(row));
    return [...new Set(gone.map(({ entry }) => entry))];
  };

  const entries: NotificationStore['entries'] = ({ accounts, topics }, ids) =>
    ids
      .flatMap((id): readonly StoredEntry[] => {
        const own = rows.filter((row) => row.entry === id && accounts.includes(row.account) && topics.includes(row.topic)).toSorted((a, b) => b.at - a.at || compareIds(b.id, a.id));
        return own[0] === undefined ? [] : [{ id, at: own[0].at, rows: own }];
      })
      .toSorted((a, b) => comparePlaces(b, a));

  return {
    get rows() {
      return rows;
    },
    row: (account, group) => rows.find((row) => row.account === account && row.group === group) ?? null,
    put: (row) => void (rows = [...rows.filter((each) => each.account !== row.account || each.group !== row.group), row]),
    remove: (account, group) => void drop(rows.filter((row) => row.account === account && row.group === group)),
    size: (account) => ofAccount(account).length,
    newest: (account) => ofAccount(account)[0] ?? null,
    oldest: (account) => ofAccount(account).at(-1) ?? null,
    between: (account, bottom, top) => ofAccount(account).filter(({ id }) => compareIds(id, bottom) >= 0 && compareIds(id, top) <= 0),
    entryFor(subject, at, spanMs) {
      const ids = [...new Set(rows.filter((row) => row.subject === subject).map(({ entry }) => entry))];
      const fits = entries({ accounts: [...new Set(rows.map(({ account }) => account))], topics: notificationTopics }, ids).filter(({ rows: own }) => {
        const times = own.map((row) => row.at);
        return Math.max(...times) - spanMs <= at && Math.min(...times) + spanMs >= at;
      });
      return fits[0]?.id ?? null;
    },
    page: (query, before, limit) =>
      entries(query, [...new Set(rows.map(({ entry }) => entry))])
        .filter((entry) => before === null || comparePlaces(entry, before) < 0)
        .slice(0, limit),
    entries,
    unread: (account, topics, readId, without) => new Set(rows.filter((row) => !without.includes(`${row.account} ${row.group}`) && row.account === account && topics.includes(row.topic) && isAbove(row.id, readId)).map(({ entry }) => entry)).size,
    unreadEntries: (read, topics, without) =>
      new Set(read.flatMap(({ account, readId }) => rows.filter((row) => !without.includes(`${row.account} ${row.group}`) && row.account === account && topics.includes(row.topic) && isAbove(row.id, readId)).map(({ entry }) => entry))).size,
    clear: (account) => drop(ofAccount(account)),
    trim: (account, keep) => drop(ofAccount(account).slice(keep)),
  };
}
