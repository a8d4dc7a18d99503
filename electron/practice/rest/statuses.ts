import { deleteStatus, reviseStatus, unboostStatus, boostStatus } from '../actions/posting.ts';
import { favourite, setBookmark, unfavourite } from '../actions/reacting.ts';
import { announceChange } from '../model/feeds.ts';
import { canSee } from '../model/relations.ts';
import type { Status, Visibility } from '../model/rows.ts';
import { must, now } from '../model/server.ts';
import { childrenOf, hiddenInThread } from '../model/statuses.ts';
import { accountEntity } from '../entities/account.ts';
import { historyEntity, statusEntity } from '../entities/status.ts';
import { compareIds } from '../model/ids.ts';
import { pageReply } from './paging.ts';
import { createFromRequest, readPoll } from './posting.ts';
import { failure, forbidden, invalid, json, notFound, unauthorized } from './reply.ts';
import type { Reply } from './reply.ts';
import type { Call, Route, SignedCall } from './router.ts';
import { open, signed } from './router.ts';

/** The status of the path, if the caller may see it. */
export function visibleStatus(call: Call, name = 'id'): Status | null {
  const status = call.server.tables.statuses.get(call.at[name] ?? '');
  return status && canSee(call.server, call.viewerId, status) ? status : null;
}

function withStatus<C extends Call>(handle: (call: C, status: Status) => Reply): (call: C) => Reply {
  return (call) => {
    if (call.me === null && !call.server.traits.features.has('publicContext')) return unauthorized(call.server);
    const status = visibleStatus(call);
    return status ? handle(call, status) : notFound(call.server);
  };
}

/** What an action on a boost's wrapper means: the boosted post. */
function subjectOf(call: Call, status: Status): Status {
  return status.reblogOfId === null ? status : must(call.server.tables.statuses.get(status.reblogOfId), 'boosted status');
}

/** Actions that change one mark and answer the post. */
function marking(change: (call: SignedCall, status: Status) => void): (call: SignedCall) => Reply {
  return withStatus<SignedCall>((call, status) => {
    const subject = subjectOf(call, status);
    change(call, subject);
    call.server.world.touch();
    return json(statusEntity(call.server, subject, call.viewerId));
  });
}

const visibilities: readonly Visibility[] = ['public', 'unlisted', 'private'];

const reblog = withStatus<SignedCall>((call, status) => {
  const subject = subjectOf(call, status);
  const own = subject.accountId === call.viewerId;
  if (subject.visibility === 'direct' || (subject.visibility === 'private' && !own)) return notFound(call.server);
  const wanted = visibilities.find((visibility) => visibility === call.params.text('visibility'));
  const boost = boostStatus(call.server, call.me.account, subject, wanted && subject.visibility !== 'private' ? { visibility: wanted } : {});
  return json(statusEntity(call.server, boost, call.viewerId));
});

function ancestorsOf(call: Call, status: Status): Status[] {
  const chain: Status[] = [];
  const limit = call.me ? 4096 : 40;
  for (let id = status.inReplyToId; id !== null && chain.length < limit;) {
    const parent = call.server.tables.statuses.get(id);
    if (!parent) break;
    if (canSee(call.server, call.viewerId, parent) && !hiddenInThread(call.server, call.viewerId, parent)) chain.unshift(parent);
    id = parent.inReplyToId;
  }
  return chain;
}

/** Depth first, oldest first, the author's own replies before those of others (status_threading_concern.rb). */
function descendantsOf(call: Call, status: Status): Status[] {
  const { limit, maxDepth } = call.me ? { limit: 4096, maxDepth: Number.POSITIVE_INFINITY } : { limit: 60, maxDepth: 20 };
  const found: Status[] = [];
  const visit = (parent: Status, depth: number) => {
    const replies = childrenOf(call.server, parent).toSorted(
      (a, b) => Number(b.accountId === parent.accountId) - Number(a.accountId === parent.accountId) || compareIds(a.id, b.id),
    );
    for (const reply of replies) {
      if (found.length >= limit || depth > maxDepth) return;
      if (!canSee(call.server, call.viewerId, reply) || hiddenInThread(call.server, call.viewerId, reply)) continue;
      found.push(reply);
      visit(reply, depth + 1);
    }
  };
  visit(status, 1);
  return found;
}

const context = withStatus<Call>((call, status) => {
  const show = (other: Status) => statusEntity(call.server, other, call.viewerId);
  return json({ ancestors: ancestorsOf(call, status).map(show), descendants: descendantsOf(call, status).map(show) });
});

function batch(call: Call): Reply {
  const ids = (call.params.list('id') ?? []).slice(0, 20);
  const found = ids.flatMap((id) => call.server.tables.statuses.get(id) ?? []).filter((status) => canSee(call.server, call.viewerId, status));
  return json(found.map((status) => statusEntity(call.server, status, call.viewerId)));
}

function ownStatus(call: SignedCall): Status | null {
  const status = call.server.tables.statuses.get(call.at['id'] ?? '');
  return status && status.accountId === call.viewerId ? status : null;
}

function remove(call: SignedCall): Reply {
  const status = ownStatus(call);
  if (!status) return notFound(call.server);
  const entity = statusEntity(call.server, status, call.viewerId);
  const original = status.reblogOfId === null ? undefined : call.server.tables.statuses.get(status.reblogOfId);
  if (original) unboostStatus(call.server, call.me.account, original);
  else deleteStatus(call.server, status);
  // Redraft needs the text as typed, and the pictures free again.
  for (const id of status.mediaIds) {
    const media = call.server.tables.media.get(id);
    if (!media) continue;
    if (call.params.flag('delete_media') && call.server.traits.features.has('mediaDelete')) call.server.tables.media.delete(id);
    else media.statusId = null;
  }
  return json({ ...entity, text: status.text });
}

function edit(call: SignedCall): Reply {
  const { server, params } = call;
  const status = ownStatus(call);
  if (!status || status.reblogOfId !== null) return notFound(server);
  const text = params.text('status') ?? '';
  const mediaIds = params.list('media_ids') ?? [];
  const poll = readPoll(call);
  if (poll !== null && 'status' in poll) return poll;
  if (text.trim() === '' && mediaIds.length === 0 && (params.text('spoiler_text') ?? '') === '') return invalid("Text can't be blank");
  for (const attributes of params.groups('media_attributes') ?? []) {
    const media = server.tables.media.get(attributes.text('id') ?? '');
    if (media && media.accountId === call.viewerId) media.description = attributes.text('description') ?? media.description;
  }
  const language = params.text('language') ?? status.language;
  reviseStatus(server, status, {
    text,
    spoilerText: params.text('spoiler_text') ?? '',
    sensitive: params.flag('sensitive') ?? (params.text('spoiler_text') ?? '') !== '',
    language,
    mediaIds,
    poll,
  });
  return json(statusEntity(server, status, call.viewerId));
}

function pin(call: SignedCall, wanted: boolean): Reply {
  const status = visibleStatus(call);
  if (!status) return notFound(call.server);
  if (status.accountId !== call.viewerId) return invalid("Someone else's post cannot be pinned");
  const pinned = call.server.tables.statuses.by('account', call.viewerId).filter((other) => other.pinned).length;
  if (wanted && !status.pinned && pinned >= 5) return invalid('You have already pinned the maximum number of posts');
  status.pinned = wanted;
  call.server.world.touch();
  return json(statusEntity(call.server, status, call.viewerId));
}

function whoDid(call: Call, status: Status, rows: readonly { readonly id: string; readonly accountId: string }[]): Reply {
  if (!canSee(call.server, call.viewerId, status)) return notFound(call.server);
  const newest = rows.toSorted((a, b) => compareIds(b.id, a.id));
  return pageReply(call, newest, { fallback: 40, max: 80, style: 'rows', newerParam: 'since_id', cursorOf: (row) => row.id }, (row) =>
    accountEntity(call.server, must(call.server.tables.accounts.get(row.accountId), 'account')),
  );
}

function quotes(call: SignedCall, status: Status): Reply {
  const quoting = call.server.tables.statuses
    .by('quoteOf', status.uri)
    .filter((other) => other.quote?.state === 'accepted' && canSee(call.server, call.viewerId, other));
  const newest = quoting.toSorted((a, b) => compareIds(b.id, a.id));
  return pageReply(call, newest, { fallback: 20, max: 40, style: 'rows', cursorOf: (other) => other.id }, (other) =>
    statusEntity(call.server, other, call.viewerId),
  );
}

function revokeQuote(call: SignedCall, status: Status): Reply {
  const quoting = call.server.tables.statuses.get(call.at['quoting'] ?? '');
  if (status.accountId !== call.viewerId || !quoting || quoting.quote?.statusId !== status.id) return notFound(call.server);
  quoting.quote = { ...quoting.quote, state: 'revoked', statusId: null };
  announceChange(call.server, quoting, 'status.update');
  return json(statusEntity(call.server, quoting, call.viewerId));
}

function interactionPolicy(call: SignedCall): Reply {
  const status = ownStatus(call);
  if (!status) return notFound(call.server);
  const policy = call.params.text('quote_approval_policy');
  if (policy !== 'public' && policy !== 'followers' && policy !== 'nobody') return failure(422, 'Invalid quote approval policy');
  status.quotePolicy = policy;
  return json(statusEntity(call.server, status, call.viewerId));
}

function threadMute(call: SignedCall, status: Status, wanted: boolean): void {
  const { threadMutes } = call.server.tables;
  const known = threadMutes.one('pair', `${call.viewerId}>${status.conversation}`);
  if (known && !wanted) threadMutes.delete(known.id);
  if (!known && wanted)
    threadMutes.put({ id: call.server.ids.row(), source: call.viewerId, target: status.conversation, createdAt: now(call.server) });
}

const source = withStatus<SignedCall>((call, status) =>
  status.accountId === call.viewerId ? json({ id: status.id, text: status.text, spoiler_text: status.spoilerText }) : forbidden(),
);

export const statusRoutes: readonly Route[] = [
  signed('POST', '/api/v1/statuses', 'write:statuses', createFromRequest),
  open('GET', '/api/v1/statuses', batch, { needs: 'statusBatch' }),
  open(
    'GET',
    '/api/v1/statuses/:id',
    withStatus((call, status) => json(statusEntity(call.server, status, call.viewerId))),
  ),
  signed('PUT', '/api/v1/statuses/:id', 'write:statuses', edit),
  signed('DELETE', '/api/v1/statuses/:id', 'write:statuses', remove),
  open('GET', '/api/v1/statuses/:id/context', context),
  open(
    'GET',
    '/api/v1/statuses/:id/history',
    withStatus((call, status) => json(historyEntity(call.server, status))),
    { needs: 'history' },
  ),
  signed('GET', '/api/v1/statuses/:id/source', 'read:statuses', source, { needs: 'history' }),
  open(
    'GET',
    '/api/v1/statuses/:id/favourited_by',
    withStatus((call, status) =>
      whoDid(
        call,
        status,
        call.server.tables.favourites.by('target', status.id).map((row) => ({ id: row.id, accountId: row.source })),
      ),
    ),
  ),
  open(
    'GET',
    '/api/v1/statuses/:id/reblogged_by',
    withStatus((call, status) => whoDid(call, status, call.server.tables.statuses.by('reblogOf', status.id))),
  ),
  signed(
    'POST',
    '/api/v1/statuses/:id/favourite',
    'write:favourites',
    marking((call, status) => favourite(call.server, call.me.account, status)),
  ),
  signed(
    'POST',
    '/api/v1/statuses/:id/unfavourite',
    'write:favourites',
    marking((call, status) => unfavourite(call.server, call.me.account, status)),
  ),
  signed(
    'POST',
    '/api/v1/statuses/:id/bookmark',
    'write:bookmarks',
    marking((call, status) => setBookmark(call.server, call.me.account, status, true)),
  ),
  signed(
    'POST',
    '/api/v1/statuses/:id/unbookmark',
    'write:bookmarks',
    marking((call, status) => setBookmark(call.server, call.me.account, status, false)),
  ),
  signed('POST', '/api/v1/statuses/:id/reblog', 'write:statuses', reblog),
  signed(
    'POST',
    '/api/v1/statuses/:id/unreblog',
    'write:statuses',
    marking((call, status) => unboostStatus(call.server, call.me.account, status)),
  ),
  signed(
    'POST',
    '/api/v1/statuses/:id/mute',
    'write:mutes',
    marking((call, status) => threadMute(call, status, true)),
  ),
  signed(
    'POST',
    '/api/v1/statuses/:id/unmute',
    'write:mutes',
    marking((call, status) => threadMute(call, status, false)),
  ),
  signed('POST', '/api/v1/statuses/:id/pin', 'write:accounts', (call) => pin(call, true)),
  signed('POST', '/api/v1/statuses/:id/unpin', 'write:accounts', (call) => pin(call, false)),
  signed('GET', '/api/v1/statuses/:id/quotes', 'read:statuses', withStatus(quotes), { needs: 'quotes' }),
  signed('POST', '/api/v1/statuses/:id/quotes/:quoting/revoke', 'write:statuses', withStatus(revokeQuote), { needs: 'quotes' }),
  signed('PUT', '/api/v1/statuses/:id/interaction_policy', 'write:statuses', interactionPolicy, { needs: 'quotes' }),
];
