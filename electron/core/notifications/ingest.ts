import type { AccountKey, EntryId } from '../../contract/ids.ts';
import type { Person } from '../../contract/statuses.ts';
import type { SeenNotification } from '../fediverse.ts';
import { compareIds } from '../timelines/index.ts';
import type { StoredNotification } from './store.ts';
import { joiningOf, topicOf, type Joining } from './topics.ts';

/** People kept of a group; the rest is a number. */
const maxPeople = 8;

/** `page`: a server's own account of a group, whole. `stream`: one more of a group. */
export type Source = 'page' | 'stream';

export type Decision =
  | { readonly kind: 'insert'; readonly row: Omit<StoredNotification, 'entry'>; readonly joining: Joining | null }
  | { readonly kind: 'replace'; readonly row: StoredNotification; readonly isNews: boolean }
  | { readonly kind: 'ignore' };

/** What a notification means for the row that is stored of its group. Pure. */
export function decide(account: AccountKey, seen: SeenNotification, stored: StoredNotification | null, source: Source): Decision {
  if (stored === null) return insert(account, seen);
  const age = compareIds(seen.id, stored.id);
  if (source === 'stream') {
    // Sent twice, or counted by a page before it was read from the stream.
    if (age <= 0) return { kind: 'ignore' };
    return { kind: 'replace', isNews: true, row: { ...refreshed(stored, seen), people: joinPeople(seen.people, stored.people), count: stored.count + seen.count } };
  }
  // An older look at a group that has grown since: pages cut groups, and each part is told again.
  if (age < 0) return { kind: 'ignore' };
  return { kind: 'replace', isNews: age > 0, row: { ...refreshed(stored, seen), people: joinPeople(seen.people, stored.people), count: Math.max(seen.count, seen.people.length) } };
}

function insert(account: AccountKey, seen: SeenNotification): Decision {
  const uri = seen.seen?.status.uri ?? null;
  const joining = joiningOf(seen.type, account, uri, seen.people);
  const { id, group, type, at, people, count, detail } = seen;
  return { kind: 'insert', joining, row: { account, group, id, subject: joining?.subject ?? null, type, topic: topicOf(type), at, people: people.slice(0, maxPeople), count, uri, detail } };
}

function refreshed(stored: StoredNotification, seen: SeenNotification): StoredNotification {
  return { ...stored, id: seen.id, at: seen.at, uri: seen.seen?.status.uri ?? stored.uri, detail: seen.detail ?? stored.detail };
}

/** Each person once, the newest description of them, newest first. */
export function joinPeople(newer: readonly Person[], older: readonly Person[]): readonly Person[] {
  const byUri = new Map<string, Person>();
  for (const person of [...newer, ...older]) if (!byUri.has(person.uri)) byUri.set(person.uri, person);
  return [...byUri.values()].slice(0, maxPeople);
}

/** Id of a new entry: never that of another, whatever is inserted first. */
export function newEntryId(account: AccountKey, group: string): EntryId {
  return `inbox ${account} ${group}`.slice(0, 2048) as EntryId;
}
