import { mergeIntoHome, removeFromHome } from '../model/feeds.ts';
import { notify, unnotify } from '../model/notifications.ts';
import type { Account, Follow } from '../model/rows.ts';
import type { PracticeServer } from '../model/server.ts';
import { now } from '../model/server.ts';
import { personDocument } from '../federation/notes.ts';
import { record, sendTo } from './outbox.ts';
import { keepSeverance } from './severing.ts';

export interface FollowWishes {
  readonly reblogs?: boolean;
  readonly notify?: boolean;
  readonly languages?: string[] | null;
}

/** Writes a follow down where both sides are known to agree, and fills the follower's feed. */
export function addFollow(server: PracticeServer, row: Follow): void {
  const { follows } = server.tables;
  if (follows.one('pair', `${row.source}>${row.target}`)) return;
  follows.put(row);
  notify(server, row.target, 'follow', row.source, null);
  mergeIntoHome(server, row.source, row.target);
}

export function dropFollow(server: PracticeServer, source: string, target: string): boolean {
  const { follows, followRequests, listMembers, lists, endorsements } = server.tables;
  const found = [follows.one('pair', `${source}>${target}`), followRequests.one('pair', `${source}>${target}`)].filter((row) => row !== undefined);
  for (const row of found) {
    follows.delete(row.id);
    followRequests.delete(row.id);
  }
  if (found.length === 0) return false;
  for (const member of listMembers.by('target', target)) if (lists.get(member.source)?.userId === source) listMembers.delete(member.id);
  const endorsement = endorsements.one('pair', `${source}>${target}`);
  if (endorsement) endorsements.delete(endorsement.id);
  unnotify(
    server,
    (notification) =>
      notification.accountId === source &&
      notification.userId === target &&
      (notification.type === 'follow' || notification.type === 'follow_request'),
  );
  removeFromHome(server, source, (status) => status.accountId === target);
  return true;
}

/** Asks to follow, or changes how. A local open account agrees at once; a remote one when its server answers. */
export function follow(
  server: PracticeServer,
  account: Account,
  target: Account,
  wishes: FollowWishes,
  { bypassLocked = false }: { readonly bypassLocked?: boolean } = {},
): void {
  const { follows, followRequests } = server.tables;
  const pair = `${account.id}>${target.id}`;
  const known = follows.one('pair', pair) ?? followRequests.one('pair', pair);
  if (known) {
    Object.assign(known, wishes);
    return;
  }
  const row: Follow = {
    id: server.ids.row(),
    source: account.id,
    target: target.id,
    createdAt: now(server),
    reblogs: wishes.reblogs ?? true,
    notify: wishes.notify ?? false,
    languages: wishes.languages ?? null,
  };
  if (target.domain === null && (!(target.locked || account.limited) || bypassLocked)) addFollow(server, row);
  else requestFollow(server, row);
  sendTo(server, { type: 'Follow', actor: account.uri, object: target.uri }, [target]);
  record(server, 'followed', account, target.uri);
}

export function requestFollow(server: PracticeServer, row: Follow): void {
  server.tables.followRequests.put(row);
  notify(server, row.target, 'follow_request', row.source, null);
  const afterMs = server.tables.users.get(row.target)?.acceptsAfterMs ?? null;
  if (afterMs !== null) server.world.jobs.add(server, { kind: 'answerRequest', accountId: row.target, askerId: row.source }, afterMs);
}

export function unfollow(server: PracticeServer, account: Account, target: Account): void {
  if (!dropFollow(server, account.id, target.id)) return;
  sendTo(server, { type: 'UndoFollow', actor: account.uri, object: target.uri }, [target]);
  record(server, 'unfollowed', account, target.uri);
}

/** Answers a follow request that is waiting at a local account. */
export function answerRequest(server: PracticeServer, account: Account, asker: Account, accept: boolean): void {
  const request = server.tables.followRequests.one('pair', `${asker.id}>${account.id}`);
  if (!request) return;
  server.tables.followRequests.delete(request.id);
  unnotify(
    server,
    (notification) => notification.type === 'follow_request' && notification.userId === account.id && notification.accountId === asker.id,
  );
  if (accept) addFollow(server, request);
  sendTo(server, { type: accept ? 'Accept' : 'Reject', actor: account.uri, object: asker.uri }, [asker]);
  server.world.touch();
}

export function removeFollower(server: PracticeServer, account: Account, follower: Account): void {
  if (!dropFollow(server, follower.id, account.id)) return;
  sendTo(server, { type: 'Reject', actor: account.uri, object: follower.uri }, [follower]);
  server.world.touch();
}

/** Blocks: both sides stop following, and the blocker's feed forgets the other. */
export function block(server: PracticeServer, account: Account, target: Account): void {
  const { blocks } = server.tables;
  if (blocks.one('pair', `${account.id}>${target.id}`)) return;
  applyBlock(server, account, target);
  sendTo(server, { type: 'Block', actor: account.uri, object: target.uri }, [target]);
  server.world.touch();
}

export function applyBlock(server: PracticeServer, account: Account, target: Account): void {
  dropFollow(server, account.id, target.id);
  dropFollow(server, target.id, account.id);
  server.tables.blocks.put({ id: server.ids.row(), source: account.id, target: target.id, createdAt: now(server) });
  const writtenBy = (author: string) => (status: { accountId: string; reblogOfId: string | null }) =>
    status.accountId === author || (status.reblogOfId !== null && server.tables.statuses.get(status.reblogOfId)?.accountId === author);
  removeFromHome(server, account.id, writtenBy(target.id));
  removeFromHome(server, target.id, writtenBy(account.id));
}

export function unblock(server: PracticeServer, account: Account, target: Account): void {
  const row = server.tables.blocks.one('pair', `${account.id}>${target.id}`);
  if (!row) return;
  server.tables.blocks.delete(row.id);
  sendTo(server, { type: 'UndoBlock', actor: account.uri, object: target.uri }, [target]);
  server.world.touch();
}

export function mute(server: PracticeServer, account: Account, target: Account, notifications: boolean, durationMs: number): void {
  unmute(server, account, target);
  const at = now(server);
  server.tables.mutes.put({
    id: server.ids.row(),
    source: account.id,
    target: target.id,
    createdAt: at,
    notifications,
    expiresAt: durationMs > 0 ? at + durationMs : null,
  });
  removeFromHome(server, account.id, (status) => status.accountId === target.id);
  server.world.touch();
}

export function unmute(server: PracticeServer, account: Account, target: Account): void {
  const row = server.tables.mutes.one('pair', `${account.id}>${target.id}`);
  if (!row) return;
  server.tables.mutes.delete(row.id);
  mergeIntoHome(server, account.id, target.id);
  server.world.touch();
}

/** Hides a whole domain: follows in both directions end (after_block_domain_from_account_service.rb). */
export function blockDomain(server: PracticeServer, account: Account, domain: string): void {
  const { domainBlocks, accounts } = server.tables;
  if (domainBlocks.one('pair', `${account.id}>${domain}`)) return;
  keepSeverance(server, account.id, 'user_domain_block', domain);
  domainBlocks.put({ id: server.ids.row(), source: account.id, target: domain, createdAt: now(server) });
  for (const other of accounts.all()) {
    if (other.domain !== domain) continue;
    unfollow(server, account, other);
    removeFollower(server, account, other);
    removeFromHome(server, account.id, (status) => status.accountId === other.id);
  }
  server.world.touch();
}

const recentMs = 2 * 86_400_000;

/** Tells followers' servers what changed on a profile, and those of people followed lately (account_reach_finder.rb). */
export function shareProfile(server: PracticeServer, account: Account): void {
  const { follows, followRequests, accounts } = server.tables;
  const lately = [...follows.by('source', account.id), ...followRequests.by('source', account.id)].filter((row) => row.createdAt > now(server) - recentMs);
  const reached = [...follows.by('target', account.id).map((row) => row.source), ...lately.map((row) => row.target)];
  const audience = reached.flatMap((id) => accounts.get(id) ?? []);
  sendTo(server, { type: 'UpdatePerson', actor: account.uri, person: personDocument(server, account) }, audience);
  server.world.touch();
}
