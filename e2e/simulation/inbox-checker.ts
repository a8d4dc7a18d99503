import type { AccountKey } from '../../electron/contract/ids.ts';
import { notificationTopics } from '../../electron/contract/vocabulary.ts';
import { compareIds, comparePlaces } from '../../electron/core/timelines/index.ts';
import type { Finding } from './checker.ts';
import type { Client } from './client.ts';
import type { ModelAccount } from './model-server.ts';
import { groupsPage, type Note } from './notes.ts';

const place = { maxId: null, minId: null };

/**
 * What the server tells and the inbox lacks, down to where the inbox begins: below, the reader has not loaded yet. Those
 * in `settled` are not looked for; it takes up those that are where they should be.
 */
export function missingNotes({ stores }: Client, account: ModelAccount, wanted: (note: Note) => boolean, settled = new Set<Note>()): readonly Note[] {
  const suspects = account.inbox.filter((note) => !settled.has(note) && wanted(note));
  if (suspects.length === 0) return [];
  const begin = stores.notifications.oldest(account.key);
  const missing = suspects.filter((note) => {
    if (begin !== null && compareIds(note.id, begin.id) < 0) return false;
    const row = stores.notifications.row(account.key, note.group);
    return row === null || compareIds(row.id, note.id) < 0;
  });
  for (const note of suspects) if (!missing.includes(note)) settled.add(note);
  return missing;
}

/** Everything that must hold of one account's inbox after the quiet. `settledBefore`: what came later may be on its way. */
export function checkInbox(client: Client, account: ModelAccount, settledBefore: number): readonly Finding[] {
  const { notifications } = client.stores;
  const { key } = account;
  const findings: Finding[] = missingNotes(client, account, (note) => note.at < settledBefore).map((note) => ({ rule: 'notification lost', detail: `${key} ${note.type} ${note.id}` }));
  const page = groupsPage(account, { ...place, limit: account.server.page });
  const [newest] = page[0] ?? [];
  const lowest = page.at(-1)?.at(-1);
  if (newest === undefined || lowest === undefined || newest.at > settledBefore) return findings;
  for (const group of page) {
    const row = group[0] === undefined ? null : notifications.row(key, group[0].group);
    const told = account.inbox.filter((note) => note.group === row?.group).length;
    if (row !== null && row.count !== told) findings.push({ rule: 'people miscounted', detail: `${key} ${row.group}: ${row.count}, the server says ${told}` });
  }
  const served = new Set(account.inbox.map((note) => note.group));
  for (const row of notifications.between(key, lowest.id, newest.id)) if (!served.has(row.group)) findings.push({ rule: 'gone notification shown', detail: `${key} ${row.group}` });
  return findings;
}

/** Reads the one inbox of all accounts page by page, as a screen does: each row in one entry, in order. */
export function checkEntries({ stores }: Client, accounts: readonly AccountKey[]): readonly Finding[] {
  const findings: Finding[] = [];
  const seen = new Set<string>();
  let before: Parameters<typeof stores.notifications.page>[1] = null;
  for (;;) {
    const entries = stores.notifications.page({ accounts, topics: notificationTopics }, before, 20);
    for (const entry of entries) {
      if (before !== null && comparePlaces(entry, before) >= 0) findings.push({ rule: 'order of the inbox', detail: entry.id });
      for (const row of entry.rows) {
        const name = `${row.account} ${row.group}`;
        if (seen.has(name)) findings.push({ rule: 'notification twice', detail: name });
        seen.add(name);
      }
      before = entry;
    }
    if (entries.length < 20) return findings;
  }
}
