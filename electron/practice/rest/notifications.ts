import { accountEntity, byIdNewestFirst } from '../entities/account.ts';
import { isoTime } from '../entities/json.ts';
import { notificationEntity } from '../entities/notification.ts';
import { statusEntity } from '../entities/status.ts';
import { acceptRequest } from '../model/notifications.ts';
import type { Notification, NotificationPolicy, NotificationRequest, PolicyValue } from '../model/rows.ts';
import { must } from '../model/server.ts';
import { pageReply } from './paging.ts';
import { failure, json, notFound } from './reply.ts';
import type { Reply } from './reply.ts';
import type { Route, SignedCall } from './router.ts';
import { signed } from './router.ts';

export const notificationPages = { fallback: 40, max: 80, style: 'timeline' as const, cursorOf: (row: { readonly id: string }) => row.id };

/** The caller's notifications, newest first, with the types a request asks for and leaves out. */
export function chosen(call: SignedCall): Notification[] {
  const wanted = call.params.list('types');
  const unwanted = call.params.list('exclude_types') ?? [];
  const from = call.params.text('account_id');
  const withFiltered = call.params.flag('include_filtered') ?? false;
  return byIdNewestFirst(call.server.tables.notifications.by('user', call.viewerId)).filter(
    (row) =>
      (withFiltered || from !== undefined || !row.filtered) &&
      (wanted === undefined || wanted.includes(row.type)) &&
      !unwanted.includes(row.type) &&
      (from === undefined || row.accountId === from),
  );
}

function own(call: SignedCall): Notification | null {
  const row = call.server.tables.notifications.get(call.at['id'] ?? '');
  return row && row.userId === call.viewerId ? row : null;
}

function dismissOne(call: SignedCall): Reply {
  const row = own(call);
  if (!row) return notFound(call.server);
  call.server.tables.notifications.delete(row.id);
  call.server.world.touch();
  return json({});
}

function clear(call: SignedCall): Reply {
  for (const row of call.server.tables.notifications.by('user', call.viewerId)) call.server.tables.notifications.delete(row.id);
  call.server.world.touch();
  return json({});
}

export function unread(call: SignedCall, rows: readonly Notification[]): readonly Notification[] {
  const marker = call.me.user.markers['notifications'];
  return marker
    ? rows.slice(
        0,
        rows.findIndex((row) => row.id === marker.lastReadId) === -1 ? rows.length : rows.findIndex((row) => row.id === marker.lastReadId),
      )
    : rows;
}

const policyNames = {
  for_not_following: 'forNotFollowing',
  for_not_followers: 'forNotFollowers',
  for_new_accounts: 'forNewAccounts',
  for_private_mentions: 'forPrivateMentions',
  for_limited_accounts: 'forLimitedAccounts',
} as const satisfies Record<string, keyof NotificationPolicy>;

function requestsOf(call: SignedCall): NotificationRequest[] {
  return byIdNewestFirst(call.server.tables.notificationRequests.by('user', call.viewerId)).filter((row) => !row.dismissed);
}

function heldBack(call: SignedCall, request: NotificationRequest): Notification[] {
  return byIdNewestFirst(call.server.tables.notifications.by('user', call.viewerId)).filter(
    (row) => row.filtered && row.accountId === request.accountId,
  );
}

function showPolicy(call: SignedCall): Reply {
  const requests = requestsOf(call);
  const values = Object.fromEntries(Object.entries(policyNames).map(([name, key]) => [name, call.me.user.policy[key]]));
  return json({
    ...values,
    summary: {
      pending_requests_count: requests.length,
      pending_notifications_count: requests.reduce((sum, request) => sum + heldBack(call, request).length, 0),
    },
  });
}

function changePolicy(call: SignedCall): Reply {
  const accepted: readonly PolicyValue[] = ['accept', 'filter', 'drop'];
  for (const [name, key] of Object.entries(policyNames)) {
    const wanted = call.params.text(name);
    if (wanted === undefined) continue;
    const value = accepted.find((one) => one === wanted);
    if (!value) return failure(422, `Invalid value for ${name}`);
    call.me.user.policy[key] = value;
  }
  call.server.world.touch();
  return showPolicy(call);
}

function requestEntity(call: SignedCall, request: NotificationRequest) {
  const held = heldBack(call, request);
  const last = held.find((row) => row.statusId !== null)?.statusId;
  const status = last ? call.server.tables.statuses.get(last) : undefined;
  return {
    id: request.id,
    created_at: isoTime(request.createdAt),
    updated_at: isoTime(request.updatedAt),
    notifications_count: String(held.length),
    account: accountEntity(call.server, must(call.server.tables.accounts.get(request.accountId), 'account')),
    ...(status ? { last_status: statusEntity(call.server, status, call.viewerId) } : {}),
  };
}

/** Accepts or dismisses the requests a call names, by path or by `id[]`. */
function settleRequests(accept: boolean): (call: SignedCall) => Reply {
  return (call) => {
    const ids = call.at['id'] ? [call.at['id']] : (call.params.list('id') ?? []);
    const found = requestsOf(call).filter((request) => ids.includes(request.id));
    if (found.length === 0) return notFound(call.server);
    for (const request of found) {
      if (accept) acceptRequest(call.server, request.id);
      else request.dismissed = true;
    }
    call.server.world.touch();
    return json({});
  };
}

const needs = { needs: 'notificationPolicy' } as const;

export const notificationRoutes: readonly Route[] = [
  signed('GET', '/api/v1/notifications', 'read:notifications', (call) =>
    pageReply(call, chosen(call), notificationPages, (row) => notificationEntity(call.server, row)),
  ),
  signed('GET', '/api/v1/notifications/unread_count', 'read:notifications', (call) =>
    json({ count: Math.min(unread(call, chosen(call)).length, 100) }),
  ),
  signed('POST', '/api/v1/notifications/clear', 'write:notifications', clear),
  signed('GET', '/api/v2/notifications/policy', 'read:notifications', showPolicy, needs),
  signed('PATCH', '/api/v2/notifications/policy', 'write:notifications', changePolicy, needs),
  signed('PUT', '/api/v2/notifications/policy', 'write:notifications', changePolicy, needs),
  signed(
    'GET',
    '/api/v1/notifications/requests',
    'read:notifications',
    (call) => pageReply(call, requestsOf(call), { ...notificationPages, style: 'rows' }, (request) => requestEntity(call, request)),
    needs,
  ),
  signed('GET', '/api/v1/notifications/requests/merged', 'read:notifications', () => json({ merged: true }), needs),
  signed('POST', '/api/v1/notifications/requests/accept', 'write:notifications', settleRequests(true), needs),
  signed('POST', '/api/v1/notifications/requests/dismiss', 'write:notifications', settleRequests(false), needs),
  signed(
    'GET',
    '/api/v1/notifications/requests/:id',
    'read:notifications',
    (call) => {
      const request = requestsOf(call).find((row) => row.id === call.at['id']);
      return request ? json(requestEntity(call, request)) : notFound(call.server);
    },
    needs,
  ),
  signed('POST', '/api/v1/notifications/requests/:id/accept', 'write:notifications', settleRequests(true), needs),
  signed('POST', '/api/v1/notifications/requests/:id/dismiss', 'write:notifications', settleRequests(false), needs),
  signed('GET', '/api/v1/notifications/:id', 'read:notifications', (call) => {
    const row = own(call);
    return row ? json(notificationEntity(call.server, row)) : notFound(call.server);
  }),
  signed('POST', '/api/v1/notifications/:id/dismiss', 'write:notifications', dismissOne),
];
