import { fetchActor } from '../federation/notes.ts';
import { migrateRelations } from '../federation/move.ts';
import type { Move } from '../model/moving-rows.ts';
import type { Account } from '../model/rows.ts';
import type { PracticeServer } from '../model/server.ts';
import { must, now } from '../model/server.ts';
import { record, sendTo } from './outbox.ts';
import { shareProfile } from './people.ts';

/** Says that an account of this server is also `target`, and tells followers' servers. Caches may show it later. */
export function addAlias(server: PracticeServer, account: Account, targetUri: string): void {
  if (account.alsoKnownAs.includes(targetUri)) return;
  account.alsoKnownAs.push(targetUri);
  const delayMs = server.faults.moves.aliasDelayMs;
  const { lateAliases } = must(server.tables.users.get(account.id), 'user');
  if (delayMs > 0) lateAliases.push({ uri: targetUri, visibleAt: now(server) + delayMs });
  shareProfile(server, account);
}

/** Takes an alias back. No other server is told (account_alias.rb). */
export function removeAlias(server: PracticeServer, account: Account, targetUri: string): void {
  account.alsoKnownAs = account.alsoKnownAs.filter((uri) => uri !== targetUri);
  server.world.touch();
}

/** Points an account at another one, or at none again, without asking anybody to follow. */
export function redirectAccount(server: PracticeServer, account: Account, target: Account | null): void {
  account.movedToUri = target?.uri ?? null;
  shareProfile(server, account);
}

/** Writes an attempt down; it counts for cooldowns whatever happens next. */
export function recordMove(server: PracticeServer, account: Account, targetUri: string): Move {
  const followers = server.tables.follows.by('target', account.id).length;
  const move = { id: `move-${server.ids.row()}`, originUri: account.uri, targetUri, attemptedAt: now(server), succeededAt: null, followers };
  server.tables.moves.put(move);
  server.world.touch();
  return move;
}

/** Carries a recorded move out: `movedTo`, local followers, then `Move` to followers' servers and to those who block the mover. */
export function carryOut(server: PracticeServer, account: Account, target: Account, move: Move): void {
  const { follows, blocks, accounts } = server.tables;
  const audience = [...follows.by('target', account.id), ...blocks.by('target', account.id)].flatMap((row) => accounts.get(row.source) ?? []);
  // Software that publishes no `movedTo` leaves the old account as it was (Akkoma, Pleroma, Mitra).
  if (server.traits.publishesMovedTo) redirectAccount(server, account, target);
  server.tables.moves.put({ ...move, succeededAt: now(server) });
  migrateRelations(server, account, target);
  sendTo(server, { type: 'Move', actor: account.uri, target: target.uri }, audience);
  record(server, 'moved', account, target.uri);
}

/** Handles of an account's aliases, as far as this server can name them. */
export function aliasAccounts(server: PracticeServer, account: Account): Account[] {
  return account.alsoKnownAs.flatMap((uri) => fetchActor(server, uri) ?? []);
}
