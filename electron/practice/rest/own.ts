import { applyProfile } from '../actions/profile.ts';
import { accountEntity, accountHtml, byIdNewestFirst, tagEntity } from '../entities/account.ts';
import { isoDate, isoTime, isoTimeOrNull } from '../entities/json.ts';
import type { Json } from '../entities/json.ts';
import { pollEntity, statusEntity } from '../entities/status.ts';
import { vote } from '../actions/reacting.ts';
import { canSee } from '../model/relations.ts';
import type { Conversation, Edge, Poll, UserTag } from '../model/rows.ts';
import { must, now } from '../model/server.ts';
import { isExpired } from '../model/statuses.ts';
import { normalTag } from '../model/text.ts';
import { compareIds } from '../model/ids.ts';
import { pageReply } from './paging.ts';
import { failure, invalid, json, notFound } from './reply.ts';
import type { Reply } from './reply.ts';
import type { Call, Route, SignedCall } from './router.ts';
import { open, signed } from './router.ts';

/** Favourites and bookmarks: the cursor is the mark's id, not the post's. */
function marked(call: SignedCall, edges: readonly Edge[]): Reply {
  const visible = byIdNewestFirst(edges).filter((edge) => {
    const status = call.server.tables.statuses.get(edge.target);
    return status !== undefined && canSee(call.server, call.viewerId, status);
  });
  return pageReply(call, visible, { fallback: 20, max: 40, style: 'rows', cursorOf: (edge) => edge.id }, (edge) =>
    statusEntity(call.server, must(call.server.tables.statuses.get(edge.target), 'status'), call.viewerId),
  );
}

function markersEntity(call: SignedCall, names: readonly string[]): Json {
  return Object.fromEntries(
    names.flatMap((name) => {
      const marker = call.me.user.markers[name];
      return marker ? [[name, { last_read_id: marker.lastReadId, version: marker.version, updated_at: isoTime(marker.updatedAt) }]] : [];
    }),
  );
}

/** Two writes of the same moment collide: 409, as with Rails' optimistic lock (markers_controller.rb). */
const collisionMs = 5;

function writeMarkers(call: SignedCall): Reply {
  const { markers } = call.me.user;
  const names = ['home', 'notifications'].filter((name) => call.params.group(name)?.text('last_read_id'));
  const at = now(call.server);
  if (names.some((name) => at - (markers[name]?.updatedAt ?? 0) < collisionMs)) return failure(409, 'Conflict during update, please try again');
  for (const name of names) {
    const lastReadId = call.params.group(name)?.text('last_read_id') ?? '';
    markers[name] = { lastReadId, version: (markers[name]?.version ?? -1) + 1, updatedAt: at };
  }
  call.server.world.touch();
  return json(markersEntity(call, names));
}

function conversationEntity(call: SignedCall, row: Conversation): Json {
  const last = call.server.tables.statuses.get(row.lastStatusId);
  return {
    id: row.id,
    unread: row.unread,
    accounts: row.accountIds.flatMap((id) => call.server.tables.accounts.get(id) ?? []).map((account) => accountEntity(call.server, account)),
    last_status: last ? statusEntity(call.server, last, call.viewerId) : null,
  };
}

function ownConversation(call: SignedCall): Conversation | null {
  const row = call.server.tables.conversations.get(call.at['id'] ?? '');
  return row && row.userId === call.viewerId ? row : null;
}

/** Pages of conversations go by the newest post in them (conversations_controller.rb). */
function conversations(call: SignedCall): Reply {
  const rows = call.server.tables.conversations.by('user', call.viewerId).toSorted((a, b) => compareIds(b.lastStatusId, a.lastStatusId));
  return pageReply(call, rows, { fallback: 20, max: 40, style: 'rows', cursorOf: (row) => row.lastStatusId }, (row) => conversationEntity(call, row));
}

function setTag(call: SignedCall, which: 'followedTags' | 'featuredTags', name: string, wanted: boolean): void {
  const table = call.server.tables[which];
  const known = table.by('user', call.viewerId).find((row) => row.name === name);
  if (known && !wanted) table.delete(known.id);
  if (!known && wanted) table.put({ id: call.server.ids.row(), userId: call.viewerId, name, createdAt: now(call.server) });
  call.server.world.touch();
}

function tagAction(which: 'followedTags' | 'featuredTags', wanted: boolean): (call: SignedCall) => Reply {
  return (call) => {
    const name = normalTag(call.at['name'] ?? '');
    const free = call.server.tables[which].by('user', call.viewerId).some((row) => row.name === name);
    setTag(call, which, name, wanted);
    return { ...json(tagEntity(call.server, name, call.viewerId)), free };
  };
}

function featuredEntity(call: SignedCall, row: UserTag): Json {
  const uses = call.server.tables.statuses.by('account', call.viewerId).filter((status) => status.tags.includes(row.name));
  const last = uses.reduce((latest, status) => Math.max(latest, status.createdAt), 0);
  return {
    id: row.id,
    name: row.name,
    url: `${call.server.origin}/@${call.me.account.username}/tagged/${encodeURIComponent(row.name)}`,
    statuses_count: String(uses.length),
    last_status_at: last ? isoDate(last) : null,
  };
}

function feature(call: SignedCall): Reply {
  const name = normalTag((call.params.text('name') ?? '').replace(/^#/, ''));
  if (name === '') return invalid("Name can't be blank");
  if (call.server.tables.featuredTags.by('user', call.viewerId).length >= 10)
    return invalid('You have already featured the maximum number of hashtags');
  setTag(call, 'featuredTags', name, true);
  const row = call.server.tables.featuredTags.by('user', call.viewerId).find((one) => one.name === name);
  return json(featuredEntity(call, must(row, 'featured tag')));
}

function pollOf(call: Call): Poll | null {
  const poll = call.server.tables.polls.get(call.at['id'] ?? '');
  const status = poll ? call.server.tables.statuses.get(poll.statusId) : undefined;
  return poll && status && canSee(call.server, call.viewerId, status) ? poll : null;
}

function castVote(call: SignedCall): Reply {
  const poll = pollOf(call);
  if (!poll) return notFound(call.server);
  const choices = [...new Set((call.params.list('choices') ?? []).map(Number))];
  const author = call.server.tables.statuses.get(poll.statusId)?.accountId;
  if (isExpired(call.server, poll)) return invalid('The poll has already ended');
  if (author === call.viewerId) return invalid("You can't vote on your own poll");
  if (call.server.tables.pollVotes.one('pair', `${call.viewerId}>${poll.id}`)) return invalid('You have already voted on this poll');
  if (choices.length === 0 || choices.some((choice) => poll.options[choice] === undefined) || (choices.length > 1 && !poll.multiple))
    return invalid('The chosen vote option does not exist');
  vote(call.server, poll, call.me.account, choices);
  return json(pollEntity(call.server, poll, call.viewerId));
}

function profileEntity(call: SignedCall): Json {
  const { account, user } = call.me;
  const show = accountEntity(call.server, account);
  return {
    id: account.id,
    display_name: account.displayName,
    note: account.note,
    fields: account.fields.map((field) => ({ name: field.name, value: field.value, verified_at: isoTimeOrNull(field.verifiedAt) })),
    avatar: show['avatar'],
    avatar_static: show['avatar_static'],
    avatar_description: '',
    header: show['header'],
    header_static: show['header_static'],
    header_description: '',
    locked: account.locked,
    bot: account.bot,
    hide_collections: account.hideCollections,
    discoverable: account.discoverable,
    indexable: account.indexable,
    show_media: true,
    show_media_replies: true,
    show_featured: true,
    attribution_domains: user.attributionDomains,
  };
}

function removePicture(which: 'avatar' | 'header'): (call: SignedCall) => Reply {
  return (call) => {
    call.me.account[which] = null;
    call.server.world.touch();
    return json(accountEntity(call.server, call.me.account));
  };
}

function asyncRefresh(call: SignedCall): Reply {
  const id = call.at['id'] ?? '';
  if (id !== `home:${call.viewerId}`) return notFound(call.server);
  const running = (call.me.user.regeneratingUntil ?? 0) > now(call.server);
  return json({ async_refresh: { id, status: running ? 'running' : 'finished', result_count: null } });
}

function report(call: SignedCall): Reply {
  const target = call.server.tables.accounts.get(call.params.text('account_id') ?? '');
  if (!target) return notFound(call.server);
  return json({
    id: call.server.ids.row(),
    action_taken: false,
    action_taken_at: null,
    category: call.params.text('category') ?? 'other',
    comment: call.params.text('comment') ?? '',
    forwarded: call.params.flag('forward') ?? false,
    created_at: isoTime(now(call.server)),
    status_ids: call.params.list('status_ids') ?? [],
    rule_ids: call.params.list('rule_ids') ?? [],
    collection_ids: [],
    target_account: accountEntity(call.server, target),
  });
}

function translate(call: SignedCall): Reply {
  const status = call.server.tables.statuses.get(call.at['id'] ?? '');
  if (!status || !canSee(call.server, call.viewerId, status)) return notFound(call.server);
  const language = call.params.text('lang') ?? 'en';
  const author = must(call.server.tables.accounts.get(status.accountId), 'author');
  return json({
    detected_source_language: status.language ?? 'en',
    language,
    provider: 'Practice',
    spoiler_text: status.spoilerText,
    content: accountHtml(call.server, author, `[${language}] ${status.text}`),
    media_attachments: [],
    ...(status.pollId
      ? {
          poll: { id: status.pollId, options: call.server.tables.polls.get(status.pollId)?.options.map((option) => ({ title: option.title })) ?? [] },
        }
      : {}),
  });
}

const tags = { needs: 'followedTags' } as const;
const featured = { needs: 'featuredTags' } as const;

export const ownRoutes: readonly Route[] = [
  signed('GET', '/api/v1/favourites', 'read:favourites', (call) => marked(call, call.server.tables.favourites.by('source', call.viewerId))),
  signed('GET', '/api/v1/bookmarks', 'read:bookmarks', (call) => marked(call, call.server.tables.bookmarks.by('source', call.viewerId))),
  signed('GET', '/api/v1/markers', 'read:statuses', (call) => json(markersEntity(call, call.params.list('timeline') ?? [])), { needs: 'markers' }),
  signed('POST', '/api/v1/markers', 'write:statuses', writeMarkers, { needs: 'markers' }),
  signed('GET', '/api/v1/conversations', 'read:statuses', conversations, { needs: 'conversations' }),
  signed(
    'POST',
    '/api/v1/conversations/:id/read',
    'write:conversations',
    (call) => {
      const row = ownConversation(call);
      if (!row) return notFound(call.server);
      row.unread = false;
      call.server.world.touch();
      return json(conversationEntity(call, row));
    },
    { needs: 'conversations' },
  ),
  signed(
    'DELETE',
    '/api/v1/conversations/:id',
    'write:conversations',
    (call) => {
      const row = ownConversation(call);
      if (!row) return notFound(call.server);
      call.server.tables.conversations.delete(row.id);
      call.server.world.touch();
      return json({});
    },
    { needs: 'conversations' },
  ),
  signed(
    'GET',
    '/api/v1/followed_tags',
    'read:follows',
    (call) =>
      pageReply(
        call,
        byIdNewestFirst(call.server.tables.followedTags.by('user', call.viewerId)),
        { fallback: 100, max: 200, style: 'rows', newerParam: 'since_id', cursorOf: (row) => row.id },
        (row) => tagEntity(call.server, row.name, call.viewerId),
      ),
    tags,
  ),
  signed('POST', '/api/v1/tags/:name/follow', 'write:follows', tagAction('followedTags', true), tags),
  signed('POST', '/api/v1/tags/:name/unfollow', 'write:follows', tagAction('followedTags', false), tags),
  signed('POST', '/api/v1/tags/:name/feature', 'write:accounts', tagAction('featuredTags', true), featured),
  signed('POST', '/api/v1/tags/:name/unfeature', 'write:accounts', tagAction('featuredTags', false), featured),
  signed(
    'GET',
    '/api/v1/featured_tags',
    'read:accounts',
    (call) => json(call.server.tables.featuredTags.by('user', call.viewerId).map((row) => featuredEntity(call, row))),
    featured,
  ),
  // An empty list for everybody (internal/api/client/featuredtags).
  signed('GET', '/api/v1/featured_tags', 'read:accounts', () => json([]), { needs: 'gotosocialApi' }),
  signed('POST', '/api/v1/featured_tags', 'write:accounts', feature, featured),
  signed('GET', '/api/v1/featured_tags/suggestions', 'read:accounts', () => json([]), featured),
  signed(
    'DELETE',
    '/api/v1/featured_tags/:id',
    'write:accounts',
    (call) => {
      const row = call.server.tables.featuredTags.get(call.at['id'] ?? '');
      if (!row || row.userId !== call.viewerId) return notFound(call.server);
      setTag(call, 'featuredTags', row.name, false);
      return json({});
    },
    featured,
  ),
  open('GET', '/api/v1/polls/:id', (call) => {
    const poll = pollOf(call);
    return poll ? json(pollEntity(call.server, poll, call.viewerId)) : notFound(call.server);
  }),
  signed('POST', '/api/v1/polls/:id/votes', 'write:statuses', castVote),
  signed('GET', '/api/v1/profile', 'read:accounts', (call) => json(profileEntity(call)), { needs: 'profileApi' }),
  signed('PATCH', '/api/v1/profile', 'write:accounts', (call) => applyProfile(call.server, call.me, call.params) ?? json(profileEntity(call)), {
    needs: 'profileApi',
  }),
  signed('DELETE', '/api/v1/profile/avatar', 'write:accounts', removePicture('avatar')),
  signed('DELETE', '/api/v1/profile/header', 'write:accounts', removePicture('header')),
  signed('GET', '/api/v1_alpha/async_refreshes/:id', 'read', asyncRefresh, { needs: 'asyncRefresh' }),
  signed('POST', '/api/v1/reports', 'write:reports', report, { needs: 'reports' }),
  signed('POST', '/api/v1/statuses/:id/translate', 'read:statuses', translate, { needs: 'translation' }),
];
