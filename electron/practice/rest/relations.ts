import { answerRequest, block, blockDomain, follow, mute, removeFollower, unblock, unfollow, unmute } from '../actions/people.ts';
import { accountEntity, mutedAccountEntity, relationshipEntity } from '../entities/account.ts';
import { blocks, blocksDomain, follows, mutes } from '../model/relations.ts';
import type { Account, Edge } from '../model/rows.ts';
import type { Table } from '../model/table.ts';
import { plainLength } from '../model/text.ts';
import { now, refuses } from '../model/server.ts';
import { followLimitOf } from '../files/import.ts';
import { byIdNewestFirst } from '../entities/account.ts';
import { accountAt, edgePage, withAccount } from './accounts.ts';
import { pageReply } from './paging.ts';
import { failure, forbidden, invalid, json, notFound } from './reply.ts';
import type { Reply } from './reply.ts';
import type { Route, SignedCall } from './router.ts';
import { signed } from './router.ts';

/** Actions that end with the relationship as the caller sees it. */
function relating(change: (call: SignedCall, target: Account) => Reply | void): (call: SignedCall) => Reply {
  return withAccount<SignedCall>((call, target) => change(call, target) ?? json(relationshipEntity(call.server, call.viewerId, target)));
}

function startFollowing(call: SignedCall, target: Account): Reply | void {
  const { server, viewerId, params, me } = call;
  if (target.id === viewerId) return failure(403, 'Following your own account is not allowed');
  if (
    target.movedToUri !== null ||
    blocks(server, target.id, viewerId) ||
    blocks(server, viewerId, target.id) ||
    blocksDomain(server, viewerId, target) ||
    refuses(server, target.domain)
  )
    return forbidden();
  const languages = params.list('languages');
  const reblogs = params.flag('reblogs');
  const notify = params.flag('notify');
  const { follows: accepted, followRequests } = server.tables;
  const free = [accepted, followRequests].some((table) => table.one('pair', `${viewerId}>${target.id}`) !== undefined);
  const limit = followLimitOf(server, me.account);
  if (!free && accepted.by('source', viewerId).length >= limit) return invalid(`You cannot follow more than ${limit} people`);
  follow(server, me.account, target, {
    ...(reblogs === undefined ? {} : { reblogs }),
    ...(notify === undefined ? {} : { notify }),
    ...(languages === undefined ? {} : { languages }),
  });
  const relationship = relationshipEntity(server, viewerId, target);
  // For accounts that are not locked the answer claims success although only a request exists (accounts_controller.rb#follow).
  if (server.traits.software === 'mastodon' && !target.locked && !me.account.limited && relationship['requested'] === true)
    Object.assign(relationship, { following: true, requested: false });
  return { ...json(relationship), free };
}

function setEndorsement(call: SignedCall, target: Account, wanted: boolean): Reply | void {
  const { endorsements } = call.server.tables;
  if (wanted && !follows(call.server, call.viewerId, target.id)) return invalid('You must be already following the person you want to endorse');
  const known = endorsements.one('pair', `${call.viewerId}>${target.id}`);
  if (known && !wanted) endorsements.delete(known.id);
  if (!known && wanted) endorsements.put({ id: call.server.ids.row(), source: call.viewerId, target: target.id, createdAt: now(call.server) });
}

function setNote(call: SignedCall, target: Account): Reply | void {
  const { notes } = call.server.tables;
  const comment = call.params.text('comment') ?? '';
  if (plainLength(comment) > 2000) return invalid('Comment is too long (maximum is 2000 characters)');
  const known = notes.one('pair', `${call.viewerId}>${target.id}`);
  if (comment === '' && known) notes.delete(known.id);
  else if (known) known.comment = comment;
  else if (comment !== '') notes.put({ id: call.server.ids.row(), source: call.viewerId, target: target.id, createdAt: now(call.server), comment });
}

function ownEdges(call: SignedCall, table: Table<Edge, 'source' | 'target' | 'pair'>): readonly Edge[] {
  return table.by('source', call.viewerId);
}

function answering(accept: boolean): (call: SignedCall) => Reply {
  return (call) => {
    const asker = accountAt(call);
    if (!asker || !call.server.tables.followRequests.one('pair', `${asker.id}>${call.viewerId}`)) return notFound(call.server);
    answerRequest(call.server, call.me.account, asker, accept);
    return json(relationshipEntity(call.server, call.viewerId, asker));
  };
}

function domainList(call: SignedCall): Reply {
  const rows = byIdNewestFirst(call.server.tables.domainBlocks.by('source', call.viewerId));
  return pageReply(call, rows, { fallback: 100, max: 200, style: 'rows', newerParam: 'since_id', cursorOf: (row) => row.id }, (row) => row.target);
}

/** What blocking a domain would cut (4.3). */
function previewDomain(call: SignedCall): Reply {
  const { follows, followRequests, accounts } = call.server.tables;
  const domain = call.params.text('domain')?.trim().toLowerCase();
  const isThere = (id: string) => accounts.get(id)?.domain === domain;
  return json({
    following_count: [...follows.by('source', call.viewerId), ...followRequests.by('source', call.viewerId)].filter((row) => isThere(row.target)).length,
    followers_count: follows.by('target', call.viewerId).filter((row) => isThere(row.source)).length,
  });
}

function unblockDomain(call: SignedCall): Reply {
  const row = call.server.tables.domainBlocks.one('pair', `${call.viewerId}>${call.params.text('domain') ?? ''}`);
  if (row) call.server.tables.domainBlocks.delete(row.id);
  return json({});
}

/** limit=0 answers everybody at once. */
function endorsed(call: SignedCall): Reply {
  const rows = ownEdges(call, call.server.tables.endorsements);
  if (call.query.get('limit') !== '0') return edgePage(call, rows, 'target', show(call));
  return json(rows.flatMap((row) => call.server.tables.accounts.get(row.target) ?? []).map(show(call)));
}

function show(call: SignedCall) {
  return (account: Account) => accountEntity(call.server, account);
}

export const relationRoutes: readonly Route[] = [
  signed('POST', '/api/v1/accounts/:id/follow', 'write:follows', relating(startFollowing)),
  signed(
    'POST',
    '/api/v1/accounts/:id/unfollow',
    'write:follows',
    relating((call, target) => unfollow(call.server, call.me.account, target)),
  ),
  signed(
    'POST',
    '/api/v1/accounts/:id/remove_from_followers',
    'write:follows',
    relating((call, target) => removeFollower(call.server, call.me.account, target)),
  ),
  signed(
    'POST',
    '/api/v1/accounts/:id/block',
    'write:blocks',
    relating((call, target) => block(call.server, call.me.account, target)),
  ),
  signed(
    'POST',
    '/api/v1/accounts/:id/unblock',
    'write:blocks',
    relating((call, target) => unblock(call.server, call.me.account, target)),
  ),
  signed(
    'POST',
    '/api/v1/accounts/:id/mute',
    'write:mutes',
    relating((call, target) =>
      mute(call.server, call.me.account, target, call.params.flag('notifications') ?? true, (call.params.number('duration') ?? 0) * 1000),
    ),
  ),
  signed(
    'POST',
    '/api/v1/accounts/:id/unmute',
    'write:mutes',
    relating((call, target) => unmute(call.server, call.me.account, target)),
  ),
  signed(
    'POST',
    '/api/v1/accounts/:id/endorse',
    'write:accounts',
    relating((call, target) => setEndorsement(call, target, true)),
    { needs: 'endorse' },
  ),
  signed(
    'POST',
    '/api/v1/accounts/:id/unendorse',
    'write:accounts',
    relating((call, target) => setEndorsement(call, target, false)),
    { needs: 'endorse' },
  ),
  signed(
    'POST',
    '/api/v1/accounts/:id/pin',
    'write:accounts',
    relating((call, target) => setEndorsement(call, target, true)),
    { needs: 'endorsements' },
  ),
  signed(
    'POST',
    '/api/v1/accounts/:id/unpin',
    'write:accounts',
    relating((call, target) => setEndorsement(call, target, false)),
    { needs: 'endorsements' },
  ),
  signed('POST', '/api/v1/accounts/:id/note', 'write:accounts', relating(setNote), { needs: 'notes' }),
  signed('GET', '/api/v1/blocks', 'read:blocks', (call) => edgePage(call, ownEdges(call, call.server.tables.blocks), 'target', show(call))),
  signed('GET', '/api/v1/mutes', 'read:mutes', (call) =>
    edgePage(
      call,
      call.server.tables.mutes.by('source', call.viewerId).filter((row) => mutes(call.server, call.viewerId, row.target)),
      'target',
      (account) => mutedAccountEntity(call.server, call.viewerId, account),
    ),
  ),
  signed(
    'GET',
    '/api/v1/endorsements',
    'read:accounts',
    endorsed,
    { needs: 'endorsements' },
  ),
  signed('GET', '/api/v1/follow_requests', 'read:follows', (call) =>
    edgePage(call, call.server.tables.followRequests.by('target', call.viewerId), 'source', show(call)),
  ),
  signed('POST', '/api/v1/follow_requests/:id/authorize', 'write:follows', answering(true)),
  signed('POST', '/api/v1/follow_requests/:id/reject', 'write:follows', answering(false)),
  signed('GET', '/api/v1/domain_blocks', 'read:blocks', domainList, { needs: 'domainBlocks' }),
  signed(
    'POST',
    '/api/v1/domain_blocks',
    'write:blocks',
    (call) => {
      const domain = call.params.text('domain')?.trim().toLowerCase();
      if (!domain) return invalid("Domain can't be blank");
      blockDomain(call.server, call.me.account, domain);
      return json({});
    },
    { needs: 'domainBlocks' },
  ),
  signed('GET', '/api/v1/domain_blocks/preview', 'read:blocks', previewDomain, { needs: 'domainBlockPreview' }),
  signed('DELETE', '/api/v1/domain_blocks', 'write:blocks', unblockDomain, { needs: 'domainBlocks' }),
];
