import type { InboxEntry, NotificationPolicy, NotificationTopic, NotificationType, PolicyValue } from '../../electron/contract/notifications.ts';
import { count } from './time.ts';

/** What people did, as the sentence goes on after their names. `many`: more than one of them. */
const deeds: Readonly<Record<NotificationType, { readonly one: string; readonly many: string }>> = {
  mention: { one: 'mentioned you', many: 'mentioned you' },
  status: { one: 'posted', many: 'posted' },
  reblog: { one: 'boosted your post', many: 'boosted your post' },
  follow: { one: 'follows you', many: 'follow you' },
  follow_request: { one: 'asks to follow you', many: 'ask to follow you' },
  favourite: { one: 'favourited your post', many: 'favourited your post' },
  reaction: { one: 'reacted to your post', many: 'reacted to your post' },
  poll: { one: 'A poll you voted in has ended', many: 'A poll you voted in has ended' },
  update: { one: 'edited a post', many: 'edited a post' },
  quote: { one: 'quoted your post', many: 'quoted your post' },
  quoted_update: { one: 'edited a post you quoted', many: 'edited a post you quoted' },
  move: { one: 'has moved to a new server', many: 'have moved to new servers' },
  severed_relationships: { one: 'You lost connections', many: 'You lost connections' },
  moderation_warning: { one: 'The moderators of your server sent you a warning', many: 'The moderators of your server sent you a warning' },
  'admin.sign_up': { one: 'signed up on your server', many: 'signed up on your server' },
  'admin.report': { one: 'sent a report', many: 'sent a report' },
  unknown: { one: 'did something this version of Skein does not know', many: 'did something this version of Skein does not know' },
};

/** Sentences that stand alone, without a name before them. */
const alone: ReadonlySet<NotificationType> = new Set(['poll', 'severed_relationships', 'moderation_warning']);

const events: Readonly<Record<string, string>> = {
  domain_block: 'the moderators of your server have blocked',
  user_domain_block: 'you have blocked',
  account_suspension: 'the moderators of your server have suspended',
};

const warnings: Readonly<Record<string, string>> = {
  none: 'A warning, nothing else was done.',
  disable: 'Your account was disabled.',
  mark_statuses_as_sensitive: 'Some of your posts were marked as sensitive.',
  delete_statuses: 'Some of your posts were removed.',
  sensitive: 'Your posts are marked as sensitive from now on.',
  silence: 'Your account was limited.',
  suspend: 'Your account was suspended.',
};

const own = (words: Readonly<Record<string, string>>, key: string): string | undefined => (Object.hasOwn(words, key) ? words[key] : undefined);

export type DeedContext = { readonly isReply: boolean; readonly isPrivate: boolean; readonly isOwnPoll: boolean };

export const inboxText = {
  title: 'Inbox',
  region: (scope: string): string => `Inbox, ${scope}`,
  allAccounts: 'all accounts',
  list: 'Notifications',
  unread: 'unread',
  unreadCount: (n: number): string => `${n} unread`,
  tabs: 'Kinds of notifications',
  all: 'All',
  mentions: 'Mentions',
  requests: 'Requests',
  toTop: 'To the top',
  markRead: 'Mark all as read',
  settings: 'Inbox settings',
  refresh: 'Ask the servers now',
  goInbox: 'Inbox',
  next: 'Next notification',
  previous: 'Previous notification',
  empty: 'All read',
  lastAt: (time: string): string => `The last one came ${time}.`,
  nothingYet: 'Nothing has happened yet',
  noMentions: 'Nobody has mentioned you yet',
  noRequests: 'Nobody waits for an answer',
  loading: 'Asking your servers',
  end: 'Nothing older is kept by your servers.',
  shielded: (n: number): string => `${count(n, 'notification')} from people another account of yours mutes or blocks`,
  showShielded: 'Show',
  hideShielded: 'Hide',
  tryAgain: 'Try again',
  accountFailed: (nickname: string): string => `${nickname} could not be asked.`,
  failed: (what: string): string => `That did not work. ${what}`,

  /** Words after the names; the names stand before, unless `standsAlone`. */
  deed(type: NotificationType, many: boolean, { isReply, isPrivate, isOwnPoll }: DeedContext): string {
    if (type === 'mention') return isPrivate ? 'sent you a private mention' : isReply ? 'replied' : 'mentioned you';
    if (type === 'poll' && isOwnPoll) return 'Your poll has ended';
    return many ? deeds[type].many : deeds[type].one;
  },
  standsAlone: (type: NotificationType, people: number): boolean => alone.has(type) || people === 0,
  nobody: (type: NotificationType): string => (alone.has(type) ? deeds[type].one : `Somebody ${deeds[type].one}`),
  others: (n: number): string => (n === 1 ? '1 other' : `${n} others`),
  and: 'and',
  unknownWord: (word: string): string => `Your server calls it “${word}”.`,
  gone: 'The post is not there any more.',
  filtered: (title: string): string => `Hidden by your filter ${title}`,
  severed: (event: string, target: string, followers: number, following: number): string =>
    `Because ${own(events, event) ?? 'of what happened to'} ${target}: ${count(followers, 'follower')} and ${count(following, 'account')} you followed are gone.`,
  warning: (action: string): string => own(warnings, action) ?? 'Look at your server’s website for what it means.',
  report: (handle: string | null): string => (handle === null ? 'About somebody on your server.' : `About @${handle}.`),
  replyAs: (nickname: string): string => `Reply as ${nickname}`,
  received: 'for',

  accept: 'Accept',
  reject: 'Reject',
  dismiss: 'Dismiss',
  acceptAs: (who: string, nickname: string): string => `Accept ${who} for ${nickname}`,
  rejectAs: (who: string, nickname: string): string => `Reject ${who} for ${nickname}`,
  letThrough: 'Let through',
  letThroughAs: (who: string, nickname: string): string => `Let ${who} through to ${nickname}`,
  dismissAs: (who: string, nickname: string): string => `Dismiss ${who} for ${nickname}`,
  wantsToFollow: 'asks to follow you',
  heldBack: (n: number): string => `${count(n, 'notification')} held back`,

  settingsHint: 'What is shown in the inbox, and what the desktop tells you.',
  desktop: 'Notices of the desktop',
  desktopHint: 'Several at once become one. A post behind a warning shows the warning only.',
  quiet: 'Quiet hours',
  quietHint: 'No notices of the desktop between these times. The inbox goes on.',
  quietFrom: 'From',
  quietTo: 'To',
  kinds: 'Kinds',
  inInbox: 'Inbox',
  onDesktop: 'Desktop',
  accounts: 'Accounts',
  showIn: (what: string): string => `Show ${what} in the inbox`,
  tellOn: (what: string): string => `Tell about ${what} on the desktop`,
  policy: 'Held back by the server',
  policyHint: 'The server of an account can hold back notifications of strangers as requests, or ignore them. This applies in all apps.',
  policyOf: (nickname: string): string => `Rules of ${nickname}`,
  noPolicy: 'This server has no such rules.',
  topics: {
    mentions: 'Mentions and replies',
    quotes: 'Quotes',
    favourites: 'Favourites',
    boosts: 'Boosts',
    follows: 'New followers',
    followRequests: 'Follow requests',
    polls: 'Polls that ended',
    edits: 'Edits',
    posts: 'Posts you asked to hear of',
    moderation: 'Moderation and lost connections',
    other: 'Everything else',
  } satisfies Record<NotificationTopic, string>,
  strangers: {
    notFollowing: 'People you do not follow',
    notFollowers: 'People who do not follow you',
    newAccounts: 'New accounts',
    privateMentions: 'Unasked private mentions',
    limitedAccounts: 'Accounts limited by moderators',
  } satisfies Record<keyof NotificationPolicy, string>,
  policyValues: { accept: 'Show', filter: 'Hold back', drop: 'Ignore' } satisfies Record<PolicyValue, string>,
} as const;

/** What an entry is, for people who hear it: unread first, then what the row says. */
export function spokenEntry(entry: InboxEntry, sentence: string, age: string, accounts: string): string {
  const unread = entry.received.some((each) => each.unread) ? `${inboxText.unread}, ` : '';
  return `${unread}${sentence}, ${age}, ${inboxText.received} ${accounts}`;
}
