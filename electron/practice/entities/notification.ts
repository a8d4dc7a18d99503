import type { Notification } from '../model/rows.ts';
import type { PracticeServer } from '../model/server.ts';
import { must } from '../model/server.ts';
import { accountEntity } from './account.ts';
import type { Json } from './json.ts';
import { isoTime } from './json.ts';
import { statusEntity } from './status.ts';

/** A v1 notification; streaming sends this form too, also where grouped ones exist. */
export function notificationEntity(server: PracticeServer, notification: Notification): Json {
  const from = must(server.tables.accounts.get(notification.accountId), 'account');
  const status = notification.statusId === null ? undefined : server.tables.statuses.get(notification.statusId);
  return {
    id: notification.id,
    type: notification.type,
    created_at: isoTime(notification.createdAt),
    account: accountEntity(server, from),
    ...(server.traits.features.has('groupedNotifications') ? { group_key: notification.groupKey } : {}),
    ...(status ? { status: statusEntity(server, status, notification.userId) } : {}),
    ...(server.traits.software === 'akkoma' ? { pleroma: { is_seen: false, is_muted: false } } : {}),
  };
}
