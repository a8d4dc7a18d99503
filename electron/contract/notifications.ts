import * as v from 'valibot';
import { call, nothing, returns } from './call.ts';
import { accountKey, entryId, type AccountKey, type EntryId, type MediaPath, type StatusUri } from './ids.ts';
import type { AppError } from './result.ts';
import type { ShieldVerdict } from './shield-verdict.ts';
import type { Person, StatusView } from './statuses.ts';
import { place, type Place } from './timelines.ts';
import { notificationTopics } from './vocabulary.ts';

/** The kinds of notification a person can switch on and off. `other`: kinds this version does not know, and moves. */
export const notificationTopic = v.picklist(notificationTopics);
export type NotificationTopic = v.InferOutput<typeof notificationTopic>;

/** The API's own words; what a server says beyond them is `unknown` and keeps its word beside it. */
export type NotificationType =
  | 'mention'
  | 'status'
  | 'reblog'
  | 'follow'
  | 'follow_request'
  | 'favourite'
  | 'reaction'
  | 'poll'
  | 'update'
  | 'quote'
  | 'quoted_update'
  | 'move'
  | 'severed_relationships'
  | 'moderation_warning'
  | 'admin.sign_up'
  | 'admin.report'
  | 'unknown';

/** What only some types carry. Texts are the server's, plain, at most a few hundred characters. */
export type NotificationDetail =
  /** `requester`: id of the person on the receiving account's server. */
  | { readonly kind: 'followRequest'; readonly requester: string }
  | { readonly kind: 'severed'; readonly event: string; readonly target: string; readonly followers: number; readonly following: number }
  | { readonly kind: 'warning'; readonly action: string; readonly text: string }
  | { readonly kind: 'report'; readonly category: string; readonly comment: string; readonly target: Person | null }
  | { readonly kind: 'reaction'; readonly emoji: string; readonly path: MediaPath | null }
  | { readonly kind: 'move'; readonly to: Person | null }
  /** An unknown type in the server's words: `word` is the type, `title` its sentence where it sends one (Mastodon 4.6). */
  | { readonly kind: 'unknown'; readonly word: string; readonly title: string };

/** One account an entry came to. `unread` by this account's own read marker. */
export interface InboxReceipt {
  readonly account: AccountKey;
  readonly unread: boolean;
}

/** One row of the inbox: what happened to one post (or account) within a while, over all accounts it was told to. */
export interface InboxEntry extends Place {
  readonly type: NotificationType;
  readonly topic: NotificationTopic;
  /** Newest first, each once; at most 8. Empty where the server names nobody. */
  readonly people: readonly Person[];
  /** How many did it; at least `people.length` and at least 1. */
  readonly count: number;
  /** The post it is about; null where there is none, and where no account serves it any more. */
  readonly view: StatusView | null;
  readonly uri: StatusUri | null;
  readonly detail: NotificationDetail | null;
  /** In rail order; never empty. */
  readonly received: readonly InboxReceipt[];
  /** Why nobody of it is shown unasked: another account hides them all. It counts nowhere as unread. */
  readonly shielded: ShieldVerdict | null;
}

export interface InboxPage {
  readonly entries: readonly InboxEntry[];
  /** As in `TimelinePage`. */
  readonly older: 'more' | 'fetching' | 'end';
}

/** Somebody who waits for an answer of one account. `filtered`: their notifications are held back by its policy. */
export type InboxRequest =
  | { readonly kind: 'follow'; readonly account: AccountKey; readonly id: string; readonly person: Person }
  | { readonly kind: 'filtered'; readonly account: AccountKey; readonly id: string; readonly person: Person; readonly count: number; readonly at: number; readonly view: StatusView | null };

export const policyValue = v.picklist(['accept', 'filter', 'drop']);
export type PolicyValue = v.InferOutput<typeof policyValue>;

/** What an account's server does with notifications of strangers: show, hold back as a request, or throw away. */
export const notificationPolicy = v.strictObject({
  notFollowing: policyValue,
  notFollowers: policyValue,
  newAccounts: policyValue,
  privateMentions: policyValue,
  limitedAccounts: policyValue,
});
export type NotificationPolicy = v.InferOutput<typeof notificationPolicy>;

/** One account in the inbox. */
export interface InboxAccount {
  readonly account: AccountKey;
  /** Entries newer than the account's read marker, hidden topics left out. */
  readonly unread: number;
  /** Why its newest notifications could not be had; null when they could. */
  readonly error: AppError | null;
}

/** Counts for rail, tabs and header; hidden topics and hidden accounts are left out. */
export interface InboxOverview {
  readonly accounts: readonly InboxAccount[];
  /** Entries, each once however many accounts it came to. */
  readonly unread: number;
  readonly unreadMentions: number;
  readonly requests: number;
}

const minuteOfDay = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1439));

export const inboxSettings = v.strictObject({
  /** Notices of the desktop, all of them. */
  desktop: v.boolean(),
  hiddenTopics: v.pipe(v.array(notificationTopic), v.maxLength(20)),
  silentTopics: v.pipe(v.array(notificationTopic), v.maxLength(20)),
  hiddenAccounts: v.pipe(v.array(accountKey), v.maxLength(200)),
  silentAccounts: v.pipe(v.array(accountKey), v.maxLength(200)),
  /** Local time, minutes after midnight; `from` after `to` runs over midnight. */
  quietHours: v.strictObject({ on: v.boolean(), from: minuteOfDay, to: minuteOfDay }),
});
export type InboxSettings = v.InferOutput<typeof inboxSettings>;

const accounts = v.union([v.literal('all'), v.pipe(v.array(accountKey), v.minLength(1), v.maxLength(200))]);
const requestId = v.pipe(v.string(), v.minLength(1), v.maxLength(512));

export const notificationCalls = {
  /** One page of what is stored, at once; asks the servers for older ones where the store runs out. `before: null` = newest. */
  'notifications.page': call({
    input: v.strictObject({ accounts, tab: v.picklist(['all', 'mentions']), before: v.nullable(place), limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)) }),
    output: returns<InboxPage>(),
  }),
  /** Entries by id as they are now; those that are gone are left out. */
  'notifications.entries': call({ input: v.strictObject({ accounts, ids: v.pipe(v.array(entryId), v.maxLength(200)) }), output: returns<readonly InboxEntry[]>() }),
  'notifications.overview': call({ input: nothing, output: returns<InboxOverview>() }),
  /** Moves the read marker of these accounts to their newest notification: here at once, on their servers within seconds. Never back. */
  'notifications.markRead': call({ input: v.strictObject({ accounts }), output: returns<InboxOverview>() }),
  /** Asks the servers for newest notifications and read markers. Fails only where nobody answers. */
  'notifications.refresh': call({ input: v.strictObject({ accounts }), output: returns<null>() }),
  /** Asked from the servers: follow requests and people whose notifications are held back. An account that fails is named in `failed`. */
  'notifications.requests': call({
    input: v.strictObject({ accounts }),
    output: returns<{ readonly requests: readonly InboxRequest[]; readonly failed: readonly { readonly account: AccountKey; readonly error: AppError }[] }>(),
  }),
  'notifications.answerFollow': call({ input: v.strictObject({ account: accountKey, id: requestId, accept: v.boolean() }), output: returns<null>() }),
  /** Accepting lets through what was held back, and all that comes from this person later; dismissing hides the request. */
  'notifications.answerFiltered': call({ input: v.strictObject({ account: accountKey, id: requestId, accept: v.boolean() }), output: returns<null>() }),
  /** `unsupported` where the server has no policy. */
  'notifications.policy': call({ input: v.strictObject({ account: accountKey }), output: returns<NotificationPolicy>() }),
  'notifications.setPolicy': call({ input: v.strictObject({ account: accountKey, change: v.partial(notificationPolicy) }), output: returns<NotificationPolicy>() }),
  'notifications.settings': call({ input: nothing, output: returns<InboxSettings>() }),
  'notifications.setSettings': call({ input: v.partial(inboxSettings), output: returns<InboxSettings>() }),
};

export interface NotificationEvents {
  /** These entries are new, different or gone: ask for those on the screen. Empty: there may be more or fewer rows. */
  'notifications.changed': { readonly ids: readonly EntryId[] };
  'notifications.overview': InboxOverview;
  'notifications.settingsChanged': InboxSettings;
  /** A notice of the desktop was clicked. `uri` null: it stood for several, or for no post. */
  'notifications.opened': { readonly account: AccountKey; readonly uri: StatusUri | null };
}
