import type { Account, Status } from './rows.ts';
import type { PracticeServer } from './server.ts';
import { now } from './server.ts';

export function follows(server: PracticeServer, source: string, target: string): boolean {
  return server.tables.follows.one('pair', `${source}>${target}`) !== undefined;
}

export function blocks(server: PracticeServer, source: string, target: string): boolean {
  return server.tables.blocks.one('pair', `${source}>${target}`) !== undefined;
}

export function mutes(server: PracticeServer, source: string, target: string): boolean {
  const mute = server.tables.mutes.one('pair', `${source}>${target}`);
  return mute !== undefined && (mute.expiresAt === null || mute.expiresAt > now(server));
}

export function blocksDomain(server: PracticeServer, source: string, account: Account): boolean {
  return account.domain !== null && server.tables.domainBlocks.one('pair', `${source}>${account.domain}`) !== undefined;
}

/** Whether `viewer` does not want to see anything of `account`. */
export function hides(server: PracticeServer, viewer: string, account: Account): boolean {
  return blocks(server, viewer, account.id) || mutes(server, viewer, account.id) || blocksDomain(server, viewer, account);
}

/** Whether the server shows this post to this account (null: to anybody without a token). */
export function canSee(server: PracticeServer, viewerId: string | null, status: Status): boolean {
  if (status.accountId === viewerId) return true;
  if (viewerId !== null && blocks(server, status.accountId, viewerId)) return false;
  if (status.visibility === 'public' || status.visibility === 'unlisted') return true;
  if (viewerId === null) return false;
  if (status.mentions.some((mention) => mention.accountId === viewerId)) return true;
  return status.visibility === 'private' && follows(server, viewerId, status.accountId);
}
