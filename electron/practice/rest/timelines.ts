import { listShows, publicTimeline } from '../model/feeds.ts';
import type { Status } from '../model/rows.ts';
import { now } from '../model/server.ts';
import { normalTag } from '../model/text.ts';
import { compareIds } from '../model/ids.ts';
import { canSee, hides } from '../model/relations.ts';
import { must } from '../model/server.ts';
import { statusEntity } from '../entities/status.ts';
import { page, pageReply } from './paging.ts';
import { json, notFound, unauthorized } from './reply.ts';
import type { Reply } from './reply.ts';
import type { Call, Route, SignedCall } from './router.ts';
import { open, signed } from './router.ts';

const rules = { fallback: 20, max: 40, style: 'timeline' as const, cursorOf: (status: Status) => status.id };

function home(call: SignedCall): Reply {
  const { server, me, viewerId } = call;
  const rebuilding = me.user.regeneratingUntil !== null && me.user.regeneratingUntil > now(server);
  const feed = me.user.homeFeed.flatMap((id) => server.tables.statuses.get(id) ?? []);
  const shown = rebuilding ? feed.slice(0, Math.floor(feed.length / 2)) : feed;
  const cut = page(call, shown, rules);
  if ('status' in cut) return cut;
  const refresh: Record<string, string> =
    rebuilding && server.traits.features.has('asyncRefresh') ? { 'mastodon-async-refresh': `id="home:${me.account.id}", retry=3` } : {};
  return json(
    cut.items.map((status) => statusEntity(server, status, viewerId)),
    rebuilding ? 206 : 200,
    { ...cut.headers, ...refresh },
  );
}

function publicFeed(call: Call, accepts: (status: Status) => boolean): Reply {
  const { server, viewerId, query } = call;
  const wantsLocal = query.get('local') === 'true';
  const wantsRemote = query.get('remote') === 'true';
  const wantsMedia = query.get('only_media') === 'true';
  const shown = publicTimeline(
    server,
    viewerId,
    (status) => accepts(status) && (!wantsLocal || status.local) && (!wantsRemote || !status.local) && (!wantsMedia || status.mediaIds.length > 0),
  );
  return pageReply(call, shown, rules, (status) => statusEntity(server, status, viewerId));
}

function tag(call: Call): Reply {
  const wanted = normalTag(call.at['tag'] ?? '');
  const any = new Set([wanted, ...call.query.getAll('any[]').map(normalTag)]);
  const all = call.query.getAll('all[]').map(normalTag);
  const none = call.query.getAll('none[]').map(normalTag);
  return publicFeed(
    call,
    (status) =>
      status.tags.some((name) => any.has(name)) &&
      all.every((name) => status.tags.includes(name)) &&
      !none.some((name) => status.tags.includes(name)),
  );
}

function list(call: SignedCall): Reply {
  const { server, viewerId } = call;
  const found = server.tables.lists.get(call.at['id'] ?? '');
  if (!found || found.userId !== viewerId) return notFound(server);
  const members = server.tables.listMembers.by('source', found.id).map((member) => member.target);
  const shown = members
    .flatMap((id) => server.tables.statuses.by('account', id))
    .filter((status) => listShows(server, found.id, status) && !hides(server, viewerId, must(server.tables.accounts.get(status.accountId), 'author')))
    .toSorted((a, b) => compareIds(b.id, a.id));
  return pageReply(call, shown, rules, (status) => statusEntity(server, status, viewerId));
}

function direct(call: SignedCall): Reply {
  const { server, viewerId } = call;
  const shown = server.tables.statuses
    .all()
    .filter((status) => status.visibility === 'direct' && canSee(server, viewerId, status))
    .toSorted((a, b) => compareIds(b.id, a.id));
  return pageReply(call, shown, rules, (status) => statusEntity(server, status, viewerId));
}

/** Some kinds show public timelines to nobody without a token. */
function withToken(call: Call, handle: (call: Call) => Reply): Reply {
  return call.me === null && !call.server.traits.features.has('publicContext') ? unauthorized(call.server) : handle(call);
}

export const timelineRoutes: readonly Route[] = [
  signed('GET', '/api/v1/timelines/home', 'read:statuses', home),
  open('GET', '/api/v1/timelines/public', (call) => withToken(call, (gated) => publicFeed(gated, () => true))),
  open('GET', '/api/v1/timelines/tag/:tag', (call) => withToken(call, tag)),
  signed('GET', '/api/v1/timelines/list/:id', 'read:lists', list),
  signed('GET', '/api/v1/timelines/direct', 'read:statuses', direct),
];
