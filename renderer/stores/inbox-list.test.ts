import { describe, expect, it } from 'vitest';
import type { AccountKey, EntryId } from '../../electron/contract/index.ts';
import type { InboxEntry } from '../../electron/contract/notifications.ts';
import { appendEntries, emptyInbox, replaceEntries, type InboxList } from './inbox-list.ts';

const entry = (id: string, at: number): InboxEntry => ({
  id: id as EntryId,
  at,
  type: 'mention',
  topic: 'mentions',
  people: [],
  count: 1,
  view: null,
  uri: null,
  detail: null,
  received: [{ account: 'a.example/1' as AccountKey, unread: true }], shielded: null,
});
const ids = (list: InboxList): string[] => list.entries.map(({ id }) => id);
const listOf = (older: InboxList['older'], ...entries: readonly InboxEntry[]): InboxList => appendEntries(emptyInbox, { entries, older });

describe('a list of the inbox', () => {
  it('grows downwards, and keeps an entry that has moved up since where it is', () => {
    const list = listOf('more', entry('c', 30), entry('b', 20));
    const grown = appendEntries(list, { entries: [entry('b', 5), entry('a', 10)], older: 'end' });
    expect(ids(grown)).toEqual(['c', 'b', 'a']);
    expect(grown).toMatchObject({ older: 'end', loading: false, error: null });
  });

  it('puts in what is new, moves what grew, and takes out what is gone', () => {
    const list = listOf('more', entry('c', 30), entry('b', 20), entry('a', 10));
    const changed = replaceEntries(list, ['a', 'b', 'd'] as EntryId[], [entry('d', 40), entry('a', 35)]);
    expect(ids(changed)).toEqual(['d', 'a', 'c']);
  });

  it('leaves what stands below its end to the next page, unless it is the end of everything', () => {
    const below = [entry('x', 1)];
    expect(ids(replaceEntries(listOf('more', entry('a', 10)), ['x' as EntryId], below))).toEqual(['a']);
    expect(ids(replaceEntries(listOf('end', entry('a', 10)), ['x' as EntryId], below))).toEqual(['a', 'x']);
    expect(ids(replaceEntries(listOf('fetching'), ['x' as EntryId], below))).toEqual(['x']);
  });
});
