import { follows, hides } from './relations.ts';
import type { Notification, PolicyValue, Status, User } from './rows.ts';
import type { PracticeServer } from './server.ts';
import { must, now, publish } from './server.ts';

const dayMs = 86_400_000;

/** Types whose notifications Mastodon groups, each within 12 hours (notification_group.rb). */
const groupedTypes = new Set(['favourite', 'reblog', 'follow']);
const groupSpanMs = 12 * 3_600_000;

function policyVerdict(server: PracticeServer, user: User, fromId: string, status: Status | null): PolicyValue {
  if (!server.traits.features.has('notificationPolicy') || follows(server, user.id, fromId)) return 'accept';
  const from = must(server.tables.accounts.get(fromId), 'account');
  const verdicts: PolicyValue[] = [user.policy.forNotFollowing];
  const followsBack = server.tables.follows.one('pair', `${fromId}>${user.id}`);
  if (!followsBack || followsBack.createdAt > now(server) - 3 * dayMs) verdicts.push(user.policy.forNotFollowers);
  if (from.createdAt > now(server) - 30 * dayMs) verdicts.push(user.policy.forNewAccounts);
  if (status?.visibility === 'direct') verdicts.push(user.policy.forPrivateMentions);
  if (verdicts.includes('drop')) return 'drop';
  return verdicts.includes('filter') ? 'filter' : 'accept';
}

function groupKeyOf(server: PracticeServer, type: string, statusId: string | null, id: string): string {
  if (!groupedTypes.has(type)) return `ungrouped-${id}`;
  const span = Math.floor(now(server) / groupSpanMs);
  return statusId === null ? `${type}-${span}` : `${type}-${statusId}-${span}`;
}

/** Notifies a local account. Nothing happens for remote ones, for oneself, or where a block, mute or policy forbids it. */
export function notify(server: PracticeServer, userId: string, type: string, fromId: string, status: Status | null): void {
  const user = server.tables.users.get(userId);
  const from = must(server.tables.accounts.get(fromId), 'account');
  if (!user || (userId === fromId && type !== 'poll')) return;
  const mute = server.tables.mutes.one('pair', `${userId}>${fromId}`);
  if (hides(server, userId, from) && (mute === undefined || mute.notifications)) return;
  if (status && server.tables.threadMutes.one('pair', `${userId}>${status.conversation}`)) return;
  const verdict = policyVerdict(server, user, fromId, status);
  if (verdict === 'drop') return;
  const id = server.traits.ids === 'snowflake' ? server.ids.row() : server.ids.at(now(server));
  const notification: Notification = {
    id,
    userId,
    type,
    accountId: fromId,
    statusId: status?.id ?? null,
    createdAt: now(server),
    groupKey: groupKeyOf(server, type, status?.id ?? null, id),
    filtered: verdict === 'filter',
  };
  server.tables.notifications.put(notification);
  if (notification.filtered) return requestFor(server, userId, fromId);
  publish(server, { event: 'notification', channel: `user:${userId}`, notificationId: id });
}

function requestFor(server: PracticeServer, userId: string, accountId: string): void {
  const known = server.tables.notificationRequests.one('pair', `${userId}>${accountId}`);
  if (known) {
    known.updatedAt = now(server);
    return;
  }
  server.tables.notificationRequests.put({
    id: server.ids.row(),
    userId,
    accountId,
    createdAt: now(server),
    updatedAt: now(server),
    dismissed: false,
  });
}

/** Accepting a request shows what it held back. */
export function acceptRequest(server: PracticeServer, requestId: string): void {
  const request = must(server.tables.notificationRequests.delete(requestId), 'notification request');
  for (const notification of server.tables.notifications.by('user', request.userId)) {
    if (notification.accountId === request.accountId) notification.filtered = false;
  }
  publish(server, { event: 'notifications_merged', channel: `user:${request.userId}` });
}

/** Takes back what a boost, favourite or follow had notified. */
export function unnotify(server: PracticeServer, matches: (notification: Notification) => boolean): void {
  for (const notification of server.tables.notifications.all()) if (matches(notification)) server.tables.notifications.delete(notification.id);
}
