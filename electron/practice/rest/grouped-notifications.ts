import { accountEntity, partialAccountEntity } from '../entities/account.ts';
import type { Json } from '../entities/json.ts';
import { isoTime } from '../entities/json.ts';
import { statusEntity } from '../entities/status.ts';
import type { Notification } from '../model/rows.ts';
import { must } from '../model/server.ts';
import { chosen, notificationPages, unread } from './notifications.ts';
import { page } from './paging.ts';
import { json, notFound } from './reply.ts';
import type { Reply } from './reply.ts';
import type { Route, SignedCall } from './router.ts';
import { signed } from './router.ts';

/** Accounts shown of a group (notification_group.rb SAMPLE_ACCOUNTS_SIZE). */
const sampleSize = 8;

interface Group {
  readonly key: string;
  /** Newest first; at least one. */
  readonly rows: Notification[];
}

/** Notifications of one key together; types the client cannot show grouped stay alone. */
function group(rows: readonly Notification[], groupable: readonly string[] | undefined): Group[] {
  const groups = new Map<string, Notification[]>();
  for (const row of rows) {
    const key = groupable && !groupable.includes(row.type) ? `ungrouped-${row.id}` : row.groupKey;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups].map(([key, members]) => ({ key, rows: members }));
}

function groupEntity({ key, rows }: Group, paged: boolean): Json {
  const newest = must(rows[0], 'notification of a group');
  const oldest = must(rows.at(-1), 'notification of a group');
  return {
    group_key: key,
    notifications_count: rows.length,
    type: newest.type,
    most_recent_notification_id: Number(newest.id),
    ...(paged ? { page_min_id: oldest.id, page_max_id: newest.id, latest_page_notification_at: isoTime(newest.createdAt) } : {}),
    sample_account_ids: [...new Set(rows.map((row) => row.accountId))].slice(0, sampleSize),
    ...(newest.statusId === null ? {} : { status_id: newest.statusId }),
  };
}

function resultOf(call: SignedCall, groups: readonly Group[], paged: boolean): Json {
  const { server, viewerId } = call;
  const partial = call.params.text('expand_accounts') === 'partial_avatars';
  const entities = groups.map((one) => groupEntity(one, paged));
  const full = new Set(groups.map((one) => must(one.rows[0], 'notification').accountId));
  const samples = new Set(groups.flatMap((one) => one.rows.map((row) => row.accountId)));
  const accounts = [...(partial ? full : samples)].flatMap((id) => server.tables.accounts.get(id) ?? []);
  const others = [...samples].filter((id) => !full.has(id)).flatMap((id) => server.tables.accounts.get(id) ?? []);
  const statusIds = new Set(groups.flatMap((one) => one.rows[0]?.statusId ?? []));
  return {
    accounts: accounts.map((account) => accountEntity(server, account)),
    ...(partial ? { partial_accounts: others.map((account) => partialAccountEntity(server, account)) } : {}),
    statuses: [...statusIds].flatMap((id) => server.tables.statuses.get(id) ?? []).map((status) => statusEntity(server, status, viewerId)),
    notification_groups: entities,
  };
}

function list(call: SignedCall): Reply {
  const cut = page(call, chosen(call), notificationPages);
  if ('status' in cut) return cut;
  return json(resultOf(call, group(cut.items, call.params.list('grouped_types')), true), 200, cut.headers);
}

function membersOf(call: SignedCall): Notification[] {
  return chosen(call).filter((row) => row.groupKey === call.at['key'] || `ungrouped-${row.id}` === call.at['key']);
}

function one(call: SignedCall): Reply {
  const rows = membersOf(call);
  return rows.length === 0 ? notFound(call.server) : json(resultOf(call, [{ key: call.at['key'] ?? '', rows }], false));
}

function dismiss(call: SignedCall): Reply {
  for (const row of membersOf(call)) call.server.tables.notifications.delete(row.id);
  call.server.world.touch();
  return json({});
}

const needs = { needs: 'groupedNotifications' } as const;

export const groupedNotificationRoutes: readonly Route[] = [
  signed('GET', '/api/v2/notifications', 'read:notifications', list, needs),
  signed(
    'GET',
    '/api/v2/notifications/unread_count',
    'read:notifications',
    (call) => json({ count: Math.min(group(unread(call, chosen(call)), call.params.list('grouped_types')).length, 100) }),
    needs,
  ),
  signed('GET', '/api/v2/notifications/:key', 'read:notifications', one, needs),
  signed('POST', '/api/v2/notifications/:key/dismiss', 'write:notifications', dismiss, needs),
  signed(
    'GET',
    '/api/v2/notifications/:key/accounts',
    'read:notifications',
    (call) =>
      json(
        [...new Set(membersOf(call).map((row) => row.accountId))]
          .flatMap((id) => call.server.tables.accounts.get(id) ?? [])
          .map((account) => accountEntity(call.server, account)),
      ),
    needs,
  ),
];
