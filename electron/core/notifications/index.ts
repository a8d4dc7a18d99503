import type { Handlers } from '../../contract/index.ts';
import type { notificationCalls } from '../../contract/notifications.ts';
import type { Notifications } from './notifications.ts';

export { alongsideHome } from './alongside-home.ts';
export { createNotifications, type Notifications } from './notifications.ts';
export { toPlainText } from './plain-text.ts';
export type { InboxSync, NotificationDeps } from './types.ts';

/** This feature's part of the table of handlers. */
export function notificationHandlers(notifications: Notifications): Pick<Handlers, keyof typeof notificationCalls> {
  return {
    'notifications.page': (input) => notifications.page(input),
    'notifications.entries': (input) => notifications.entries(input),
    'notifications.overview': () => notifications.overview(),
    'notifications.markRead': (input) => notifications.markRead(input),
    'notifications.refresh': (input) => notifications.refresh(input),
    'notifications.requests': (input) => notifications.requests(input),
    'notifications.answerFollow': (input) => notifications.answerFollow(input),
    'notifications.answerFiltered': (input) => notifications.answerFiltered(input),
    'notifications.policy': (input) => notifications.policy(input),
    'notifications.setPolicy': (input) => notifications.setPolicy(input),
    'notifications.settings': () => notifications.settings(),
    'notifications.setSettings': (input) => notifications.setSettings(input),
  };
}
