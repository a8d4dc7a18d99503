import type { NotificationType } from '../../contract/notifications.ts';
import type { StatusView } from '../../contract/statuses.ts';
import type { InboxEntry } from '../../contract/notifications.ts';
import type { AccountKey } from '../../contract/ids.ts';
import { toPlainText } from './plain-text.ts';

/** Sentences of the desktop's notices. They are made here because no window need be open when one is shown. */
const did: Readonly<Record<NotificationType, string>> = {
  mention: 'mentioned you',
  status: 'posted',
  reblog: 'boosted your post',
  follow: 'follows you',
  follow_request: 'asks to follow you',
  favourite: 'favourited your post',
  reaction: 'reacted to your post',
  poll: 'A poll has ended',
  update: 'edited a post',
  quote: 'quoted your post',
  quoted_update: 'edited a post you quoted',
  move: 'has moved to a new server',
  severed_relationships: 'You lost connections to a server',
  moderation_warning: 'Your server has sent you a warning',
  'admin.sign_up': 'signed up',
  'admin.report': 'sent a report',
  unknown: 'New notification',
};

/** These are not done by the person they name. */
const withoutDoer: ReadonlySet<NotificationType> = new Set(['poll', 'severed_relationships', 'moderation_warning', 'unknown']);

export function titleOf(entry: InboxEntry): string {
  const [first] = entry.people;
  if (first === undefined || withoutDoer.has(entry.type)) return did[entry.type];
  const others = entry.count - 1;
  if (others === 0) return `${first.displayName} ${did[entry.type]}`;
  // "follows you" is of one; everything else reads the same for many.
  const verb = entry.type === 'follow' ? 'follow you' : did[entry.type];
  return `${first.displayName} and ${others === 1 ? 'one other' : `${others} others`} ${verb}`;
}

/** `account` first: which of the person's accounts this is for. A warning stands for what it covers. */
export function bodyOf(account: string, entry: InboxEntry, viewer: AccountKey): string {
  const text = entry.view === null ? detailOf(entry) : textOf(entry.view, viewer);
  return text === '' ? `For ${account}` : `For ${account}: ${text}`;
}

function textOf({ status, marks }: StatusView, viewer: AccountKey): string {
  const filter = marks.find(({ account }) => account === viewer)?.filtered[0];
  if (filter !== undefined) return `Hidden by your filter ${filter.title}`;
  if (status.spoilerText !== '') return `Warning: ${status.spoilerText}`;
  return toPlainText(status.content) || (status.media.length > 0 ? 'Media' : '');
}

function detailOf({ detail }: InboxEntry): string {
  if (detail?.kind === 'unknown') return detail.title || detail.word;
  if (detail?.kind === 'severed') return detail.target;
  return detail?.kind === 'warning' ? detail.text : '';
}

export function manyTitle(count: number): string {
  return `${count} new notifications`;
}

export function manyBody(account: string): string {
  return `For ${account}`;
}
