import { accountEntity, tagEntity } from '../entities/account.ts';
import { statusEntity } from '../entities/status.ts';
import { follows } from '../model/relations.ts';
import type { Account, Status } from '../model/rows.ts';
import { now } from '../model/server.ts';
import { countsOf } from '../model/statuses.ts';
import { offsetPage } from './paging.ts';
import { json } from './reply.ts';
import type { Call, Route, SignedCall } from './router.ts';
import { open, signed } from './router.ts';

const weekMs = 7 * 86_400_000;

function interest(call: Call, status: Status): number {
  const { reblogs, favourites, replies } = countsOf(call.server, status);
  return reblogs * 2 + favourites + replies;
}

function trendingStatuses(call: Call) {
  const recent = call.server.tables.statuses
    .all()
    .filter(
      (status) =>
        status.visibility === 'public' && status.reblogOfId === null && status.inReplyToId === null && status.createdAt > now(call.server) - weekMs,
    );
  const ranked = recent
    .map((status) => ({ status, score: interest(call, status) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score);
  return json(offsetPage(call, ranked, 20, 40).map(({ status }) => statusEntity(call.server, status, call.viewerId)));
}

function trendingTags(call: Call) {
  const uses = new Map<string, number>();
  for (const status of call.server.tables.statuses.all()) {
    if (status.visibility === 'public' && status.createdAt > now(call.server) - weekMs)
      for (const tag of status.tags) uses.set(tag, (uses.get(tag) ?? 0) + 1);
  }
  const ranked = [...uses].toSorted((a, b) => b[1] - a[1]).map(([name]) => name);
  return json(offsetPage(call, ranked, 10, 20).map((name) => tagEntity(call.server, name, call.viewerId)));
}

/** People the caller does not follow yet, those with most followers first. */
function suggested(call: SignedCall): Account[] {
  const { tables } = call.server;
  return tables.accounts
    .all()
    .filter(
      (account) =>
        account.id !== call.viewerId && account.discoverable && account.movedToUri === null && !follows(call.server, call.viewerId, account.id),
    )
    .toSorted((a, b) => tables.follows.by('target', b.id).length - tables.follows.by('target', a.id).length);
}

function directory(call: Call) {
  const localOnly = call.query.get('local') === 'true';
  const listed = call.server.tables.accounts
    .all()
    .filter((account) => account.discoverable && !account.suspended && (!localOnly || account.domain === null));
  return json(offsetPage(call, listed, 40, 80).map((account) => accountEntity(call.server, account)));
}

export const discoverPeopleRoutes: readonly Route[] = [
  open('GET', '/api/v1/trends/statuses', trendingStatuses, { needs: 'trends' }),
  open('GET', '/api/v1/trends/tags', trendingTags, { needs: 'trends' }),
  open('GET', '/api/v1/trends/links', () => json([]), { needs: 'trends' }),
  signed(
    'GET',
    '/api/v2/suggestions',
    'read:accounts',
    (call) =>
      json(
        offsetPage(call, suggested(call), 40, 80).map((account) => ({
          source: 'global',
          sources: ['most_followed'],
          account: accountEntity(call.server, account),
        })),
      ),
    { needs: 'directory' },
  ),
  open('GET', '/api/v1/directory', directory, { needs: 'directory' }),
  signed('GET', '/api/v1/announcements', 'read', () => json([]), { needs: 'announcements' }),
];
