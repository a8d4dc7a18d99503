import { describe, expect, test } from 'vitest';
import type { AccountKey, EntryId } from '../../contract/ids.ts';
import { notificationTopics } from '../../contract/vocabulary.ts';
import type { StoredNotification } from '../../core/notifications/store.ts';
import { createMemoryStores } from './stores.ts';
import { sampleSeen, uriOf } from './testing/samples.ts';

const home = 'a.example/1' as AccountKey;
const work = 'b.example/2' as AccountKey;

function row(account: AccountKey, id: string, change: Partial<StoredNotification> = {}): StoredNotification {
  return { account, group: `ungrouped-${id}`, id, entry: `inbox ${account} ${id}` as EntryId, subject: null, type: 'mention', topic: 'mentions', at: Number(id), people: [], count: 1, uri: null, detail: null, ...change };
}

const all = { accounts: [home, work], topics: notificationTopics };

describe('the notification store', () => {
  test('pages entries newest first, each once, over any set of accounts and topics', () => {
    const { notifications } = createMemoryStores();
    const shared = 'shared' as EntryId;
    for (const each of [row(home, '10'), row(home, '12', { entry: shared }), row(work, '11', { entry: shared, at: 50 }), row(work, '9', { topic: 'follows' })]) notifications.put(each);
    expect(notifications.page(all, null, 10).map(({ id, at, rows }) => [id, at, rows.map(({ account }) => account)])).toEqual([
      [shared, 50, [work, home]],
      [`inbox ${home} 10`, 10, [home]],
      [`inbox ${work} 9`, 9, [work]],
    ]);
    // Seen from one account the shared entry stands where that account was told.
    expect(notifications.page({ ...all, accounts: [home] }, null, 10).map(({ at }) => at)).toEqual([12, 10]);
    expect(notifications.page({ ...all, topics: ['follows'] }, null, 10)).toHaveLength(1);
    const [first] = notifications.page(all, null, 1);
    expect(notifications.page(all, first ?? null, 10).map(({ at }) => at)).toEqual([10, 9]);
  });

  test('orders ids by length before letters, and counts what is above the read one', () => {
    const { notifications } = createMemoryStores();
    for (const id of ['9', '10', '99', '100']) notifications.put(row(home, id));
    expect(notifications.newest(home)?.id).toBe('100');
    expect(notifications.oldest(home)?.id).toBe('9');
    expect(notifications.between(home, '10', '99').map(({ id }) => id)).toEqual(['99', '10']);
    expect(notifications.unread(home, notificationTopics, '99', [])).toBe(1);
    expect(notifications.unread(home, notificationTopics, null, [])).toBe(4);
    expect(notifications.unread(home, ['follows'], null, [])).toBe(0);
  });

  test('counts an entry that came to two accounts once, and not where both have read it', () => {
    const { notifications } = createMemoryStores();
    const shared = 'shared' as EntryId;
    notifications.put(row(home, '5', { entry: shared }));
    notifications.put(row(work, '6', { entry: shared }));
    const unread = (homeId: string | null, workId: string | null): number =>
      notifications.unreadEntries([{ account: home, readId: homeId }, { account: work, readId: workId }], notificationTopics, []);
    expect([unread(null, null), unread('5', null), unread('5', '6'), unread('4', '6')]).toEqual([1, 1, 0, 1]);
    expect(notifications.unreadEntries([], notificationTopics, [])).toBe(0);
  });

  test('does not count rows that are left out, but an entry that another row tells of', () => {
    const { notifications } = createMemoryStores();
    const shared = 'shared' as EntryId;
    for (const each of [row(home, '5', { entry: shared }), row(work, '6', { entry: shared }), row(home, '7')]) notifications.put(each);
    const read = [{ account: home, readId: null }, { account: work, readId: null }];
    expect(notifications.unread(home, notificationTopics, null, [`${home} ungrouped-5`])).toBe(1);
    expect(notifications.unreadEntries(read, notificationTopics, [`${home} ungrouped-5`])).toBe(2);
    expect(notifications.unreadEntries(read, notificationTopics, [`${home} ungrouped-5`, `${work} ungrouped-6`])).toBe(1);
  });

  test('finds an entry to join only within its span', () => {
    const { notifications } = createMemoryStores();
    notifications.put(row(home, '1', { subject: 'favourite u', at: 1_000, entry: 'e' as EntryId }));
    notifications.put(row(home, '2', { subject: 'favourite u', at: 1_400, entry: 'e' as EntryId }));
    expect(notifications.entryFor('favourite u', 1_500, 500)).toBe('e');
    expect(notifications.entryFor('favourite u', 1_501, 500)).toBeNull();
    expect(notifications.entryFor('favourite u', 900, 500)).toBe('e');
    expect(notifications.entryFor('reblog u', 1_500, 500)).toBeNull();
  });

  test('keeps the newest rows of an account, and says which entries lost one', () => {
    const { notifications } = createMemoryStores();
    for (const id of ['1', '2', '3', '10']) notifications.put(row(home, id));
    notifications.put(row(work, '1'));
    expect(notifications.trim(home, 2)).toEqual([`inbox ${home} 1`, `inbox ${home} 2`]);
    expect(notifications.trim(home, 2)).toEqual([]);
    expect(notifications.oldest(work)?.id).toBe('1');
    expect(notifications.clear(home)).toHaveLength(2);
    expect(notifications.newest(home)).toBeNull();
  });

  test('keeps the post it shows from being pruned, and goes with its account', () => {
    const { notifications, accounts, statuses, prune } = createMemoryStores();
    const month = 30 * 24 * 60 * 60_000;
    const [told, seen] = [uriOf(1), uriOf(2)];
    for (const n of [1, 2]) statuses.put(home, sampleSeen(n), 0);
    notifications.put(row(home, '1', { uri: told }));
    prune(month);
    expect(statuses.get(told)).not.toBeNull();
    expect(statuses.get(seen)).toBeNull();
    accounts.remove(home);
    expect(notifications.row(home, 'ungrouped-1')).toBeNull();
  });
});
