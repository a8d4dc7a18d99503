import { followCells } from '../files/export.ts';
import type { Severance } from '../model/moving-rows.ts';
import type { Follow } from '../model/rows.ts';
import type { PracticeServer } from '../model/server.ts';
import { now } from '../model/server.ts';

/** Writes down what somebody is about to lose to a block of a domain; nothing when there is nothing to lose. */
export function keepSeverance(server: PracticeServer, userId: string, type: Severance['type'], domain: string): void {
  const { follows, accounts, severances } = server.tables;
  const there = (rows: readonly Follow[], side: 'source' | 'target') =>
    rows.flatMap((row) => {
      const account = accounts.get(row[side]);
      return account?.domain === domain ? [{ row, handle: `${account.username}@${domain}` }] : [];
    });
  const following = there(follows.by('source', userId), 'target').map(({ row, handle }) => followCells(handle, row));
  const followers = there(follows.by('target', userId), 'source').map(({ handle }) => [handle]);
  if (following.length + followers.length === 0) return;
  severances.put({ id: server.ids.row(), userId, type, target: domain, createdAt: now(server), following, followers });
}
