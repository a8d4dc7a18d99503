import { addFollow, block, dropFollow, follow, mute, unfollow } from '../actions/people.ts';
import type { Job } from '../model/moving-rows.ts';
import type { Account, Follow } from '../model/rows.ts';
import type { PracticeServer } from '../model/server.ts';
import { fullHandle, now } from '../model/server.ts';
import { refreshActor } from './notes.ts';

/** A second Move of the same account within this time is ignored (activity/move.rb PROCESSING_COOLDOWN). */
const moveLockMs = 7 * 86_400_000;

/**
 * `Move` from another server. Dropped without a word when the software does not know it, when the account moved
 * lately, when the new account cannot be read right now, or when it does not name the old one as an alias.
 */
export function receiveMove(server: PracticeServer, old: Account, targetUri: string): void {
  const { moves } = server.tables;
  if (!server.traits.takesMoves || old.domain === null) return;
  const at = now(server);
  if (moves.by('origin', old.uri).some((move) => move.attemptedAt > at - moveLockMs)) return;
  const target = refreshActor(server, targetUri, server.traits.aliasCacheMs);
  if (!target || target.suspended || !target.alsoKnownAs.includes(old.uri)) return;
  moves.put({ id: `move-${server.ids.row()}`, originUri: old.uri, targetUri, attemptedAt: at, succeededAt: at, followers: 0 });
  if (server.traits.publishesMovedTo) old.movedToUri = target.movedToUri === null ? target.uri : null;
  migrateRelations(server, old, target);
}

/** What a server does for its own people when somebody they follow, mute or block moves (move_worker.rb). */
export function migrateRelations(server: PracticeServer, old: Account, target: Account): void {
  const { follows, accounts } = server.tables;
  const local = (id: string) => accounts.get(id)?.domain === null && id !== target.id;
  for (const row of follows.by('target', old.id).filter((other) => local(other.source))) {
    if (target.domain === null && old.domain === null) rewriteFollow(server, row, old, target);
    else server.world.jobs.add(server, { kind: 'migrateFollow', followerId: row.source, fromId: old.id, toId: target.id });
  }
  carryJudgements(server, old, target, local);
  // GoToSocial ends what the mover follows here (fromfediapi_move.go RemoveAccountFollowing).
  if (server.traits.software === 'gotosocial') for (const row of follows.by('source', old.id).filter((other) => local(other.target))) dropFollow(server, old.id, row.target);
}

/** Both accounts live here: the rows change, whether the new one approves followers or not. */
function rewriteFollow(server: PracticeServer, row: Follow, old: Account, target: Account): void {
  const { followRequests } = server.tables;
  const request = followRequests.one('pair', `${row.source}>${target.id}`);
  if (request) followRequests.delete(request.id);
  copyListPlaces(server, row.source, old.id, target.id);
  dropFollow(server, row.source, old.id);
  addFollow(server, { ...row, id: server.ids.row(), target: target.id, createdAt: now(server) });
}

function copyListPlaces(server: PracticeServer, userId: string, fromId: string, toId: string): void {
  const { lists, listMembers } = server.tables;
  for (const member of listMembers.by('target', fromId)) {
    if (lists.get(member.source)?.userId !== userId || listMembers.one('pair', `${member.source}>${toId}`)) continue;
    listMembers.put({ id: server.ids.row(), source: member.source, target: toId, createdAt: now(server) });
  }
}

/** Moves one follower: asks to follow the new account as the old one was followed, then leaves the old one at once, accepted or not. */
export function migrateFollow(server: PracticeServer, job: Extract<Job, { kind: 'migrateFollow' }>): void {
  const { accounts, follows, followRequests, blocks, domainBlocks } = server.tables;
  const [follower, old, target] = [job.followerId, job.fromId, job.toId].map((id) => accounts.get(id));
  const row = follows.one('pair', `${job.followerId}>${job.fromId}`);
  if (!follower || !old || !target || !row) return;
  const there = `${follower.id}>${target.id}`;
  // Whoever follows both goes on following both (follow_service.rb change_follow_options!).
  if (follows.one('pair', there) || followRequests.one('pair', there)) return;
  const refused =
    target.movedToUri !== null ||
    target.suspended ||
    blocks.one('pair', there) !== undefined ||
    blocks.one('pair', `${target.id}>${follower.id}`) !== undefined ||
    (target.domain !== null && domainBlocks.one('pair', `${follower.id}>${target.domain}`) !== undefined);
  if (refused) return;
  copyListPlaces(server, follower.id, old.id, target.id);
  follow(server, follower, target, { reblogs: row.reblogs, notify: row.notify, languages: row.languages }, { bypassLocked: target.domain === null });
  unfollow(server, follower, old);
}

/** Personal notes, blocks and mutes of people here go over to the new account (move_worker.rb carry_…). */
function carryJudgements(server: PracticeServer, old: Account, target: Account, local: (id: string) => boolean): void {
  const { notes, blocks, mutes, accounts, follows } = server.tables;
  const from = fullHandle(server, old);
  const noteOf = (userId: string, text: string) => {
    const known = notes.one('pair', `${userId}>${target.id}`);
    if (known) known.comment = `${known.comment}\n${text}`;
    else notes.put({ id: server.ids.row(), source: userId, target: target.id, createdAt: now(server), comment: text });
  };
  for (const note of notes.by('target', old.id).filter((row) => local(row.source)))
    noteOf(note.source, `This user moved from ${from}, here were your previous notes about them:\n${note.comment}`);
  for (const row of blocks.by('target', old.id).filter((other) => local(other.source))) {
    const blocker = accounts.get(row.source);
    if (!blocker || blocks.one('pair', `${row.source}>${target.id}`) || follows.one('pair', `${row.source}>${target.id}`)) continue;
    block(server, blocker, target);
    noteOf(row.source, `This user moved from ${from}, which you had blocked.`);
  }
  for (const row of mutes.by('target', old.id).filter((other) => local(other.source))) {
    const muter = accounts.get(row.source);
    if (!muter || mutes.one('pair', `${row.source}>${target.id}`)) continue;
    mute(server, muter, target, row.notifications, row.expiresAt === null ? 0 : Math.max(row.expiresAt - now(server), 0));
    noteOf(row.source, `This user moved from ${from}, which you had muted.`);
  }
}
