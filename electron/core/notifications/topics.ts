import type { AccountKey, StatusUri } from '../../contract/ids.ts';
import type { NotificationTopic, NotificationType } from '../../contract/notifications.ts';
import type { Person } from '../../contract/statuses.ts';

const topics: Readonly<Record<NotificationType, NotificationTopic>> = {
  mention: 'mentions',
  status: 'posts',
  reblog: 'boosts',
  follow: 'follows',
  follow_request: 'followRequests',
  favourite: 'favourites',
  reaction: 'favourites',
  poll: 'polls',
  update: 'edits',
  quote: 'quotes',
  quoted_update: 'edits',
  move: 'other',
  severed_relationships: 'moderation',
  moderation_warning: 'moderation',
  'admin.sign_up': 'moderation',
  'admin.report': 'moderation',
  unknown: 'other',
};

export function topicOf(type: NotificationType): NotificationTopic {
  return topics[type];
}

const dayMs = 24 * 60 * 60_000;

export interface Joining {
  readonly subject: string;
  /** Rows farther apart than this stay two entries, so that a post that is liked for weeks does not become one row for ever. */
  readonly spanMs: number;
}

/**
 * What makes rows one entry. Over accounts only what is the same everywhere counts: the uri of a post, the uri of a
 * person. New followers and sign-ups belong to one account each.
 */
export function joiningOf(type: NotificationType, account: AccountKey, uri: StatusUri | null, people: readonly Person[]): Joining | null {
  switch (type) {
    case 'favourite':
    case 'reblog':
    case 'reaction':
    case 'update':
    case 'quoted_update':
      return uri === null ? null : { subject: `${type} ${uri}`, spanMs: dayMs };
    case 'mention':
    case 'status':
    case 'quote':
    case 'poll':
      return uri === null ? null : { subject: `${type} ${uri}`, spanMs: Number.MAX_SAFE_INTEGER };
    case 'follow':
    case 'admin.sign_up':
      return { subject: `${type} ${account}`, spanMs: dayMs };
    case 'move':
      return people[0] === undefined ? null : { subject: `${type} ${people[0].uri}`, spanMs: dayMs };
    case 'follow_request':
    case 'severed_relationships':
    case 'moderation_warning':
    case 'admin.report':
    case 'unknown':
      return null;
  }
}
