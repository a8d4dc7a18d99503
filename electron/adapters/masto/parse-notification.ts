import type { NotificationDetail, NotificationPolicy, NotificationType, PolicyValue } from '../../contract/notifications.ts';
import type { Person } from '../../contract/statuses.ts';
import type { FilteredRequest, FollowRequest, SeenNotification } from '../../core/fediverse.ts';
import { asRecord, dig, get, readCount, readId, readList, readText, readTime, type JsonRecord } from './json.ts';
import type { ParseContext } from './parse-context.ts';
import { parsePerson } from './parse-person.ts';
import { parseSeenStatus } from './parse-status.ts';

/** Types asked for in groups. The stream knows nothing of that choice: see `groupOf` (Mastodon API, grouped_notifications). */
export const groupedTypes = ['favourite', 'reblog', 'follow', 'admin.sign_up'] as const;

/** Types shown in our own words, by the words of all servers; for the others Mastodon 4.6 sends a `fallback` text. */
const types: Readonly<Record<string, NotificationType>> = {
  mention: 'mention',
  status: 'status',
  reblog: 'reblog',
  follow: 'follow',
  follow_request: 'follow_request',
  favourite: 'favourite',
  'pleroma:emoji_reaction': 'reaction',
  emoji_reaction: 'reaction',
  reaction: 'reaction',
  poll: 'poll',
  update: 'update',
  quote: 'quote',
  quoted_update: 'quoted_update',
  move: 'move',
  severed_relationships: 'severed_relationships',
  moderation_warning: 'moderation_warning',
  'admin.sign_up': 'admin.sign_up',
  'admin.report': 'admin.report',
  'pleroma:report': 'admin.report',
};

/** Mastodon names the person told as the doer of these. */
const nobody: ReadonlySet<NotificationType> = new Set(['severed_relationships', 'moderation_warning']);
const maxPeople = 8;
const maxWords = 500;

const typeOf = (word: string): NotificationType => (Object.hasOwn(types, word) ? (types[word] ?? 'unknown') : 'unknown');

/** One notification as v1 and all streams send it. `account` may be null (Akkoma, pachli#1086); the row stays. */
export function parseNotification(value: unknown, context: ParseContext): SeenNotification | null {
  const record = asRecord(value);
  const id = readId(get(record, 'id'));
  const word = readText(get(record, 'type'), 64);
  const at = readTime(get(record, 'created_at'));
  if (record === null || id === null || word === '' || at === null) return null;
  const person = parsePerson(get(record, 'account'), context);
  const type = typeOf(word);
  return {
    id,
    group: groupOf(record, word, id),
    type,
    at,
    people: person === null || nobody.has(type) ? [] : [person],
    count: 1,
    seen: parseSeenStatus(get(record, 'status'), context),
    detail: parseDetail(record, type, word, readId(dig(record, 'account', 'id')), context),
  };
}

/** As grouped pages name it: types we did not ask to be grouped are alone there, whatever `group_key` the stream gives them. */
function groupOf(record: JsonRecord, word: string, id: string): string {
  const key = readText(get(record, 'group_key'), 512);
  return key !== '' && groupedTypes.some((type) => type === word) ? key : `ungrouped-${id}`;
}

export interface GroupedAnswer {
  readonly items: readonly SeenNotification[];
  readonly dropped: number;
}

/** The answer of `/api/v2/notifications`. Null when it is none. */
export function parseGroupedAnswer(value: unknown, max: number, context: ParseContext): GroupedAnswer | null {
  const groups = dig(value, 'notification_groups');
  if (!Array.isArray(groups)) return null;
  const accounts = byId(dig(value, 'accounts'));
  const statuses = byId(dig(value, 'statuses'));
  return readList(groups, max, (group) => parseGroup(asRecord(group), accounts, statuses, context));
}

function byId(list: unknown): ReadonlyMap<string, unknown> {
  const entries = (Array.isArray(list) ? list : []).flatMap((item): [string, unknown][] => {
    const id = readId(dig(item, 'id'));
    return id === null ? [] : [[id, item]];
  });
  return new Map(entries);
}

function parseGroup(group: JsonRecord | null, accounts: ReadonlyMap<string, unknown>, statuses: ReadonlyMap<string, unknown>, context: ParseContext): SeenNotification | null {
  const word = readText(get(group, 'type'), 64);
  const id = readId(get(group, 'most_recent_notification_id')) ?? readId(get(group, 'page_max_id'));
  const key = readText(get(group, 'group_key'), 512);
  const at = readTime(get(group, 'latest_page_notification_at'));
  if (group === null || word === '' || id === null || key === '' || at === null) return null;
  const type = typeOf(word);
  const ids = readList(get(group, 'sample_account_ids'), maxPeople, readId).items;
  const people = nobody.has(type) ? [] : ids.flatMap((each): Person | readonly Person[] => parsePerson(accounts.get(each), context) ?? []);
  return {
    id,
    group: key,
    type,
    at,
    people,
    count: Math.max(1, readCount(get(group, 'notifications_count')) ?? 1),
    seen: parseSeenStatus(statuses.get(readId(get(group, 'status_id')) ?? ''), context),
    detail: parseDetail(group, type, word, ids[0] ?? null, context),
  };
}

function parseDetail(record: JsonRecord, type: NotificationType, word: string, doer: string | null, context: ParseContext): NotificationDetail | null {
  switch (type) {
    case 'follow_request':
      return doer === null ? null : { kind: 'followRequest', requester: doer };
    case 'severed_relationships': {
      const event = get(record, 'event');
      const count = (name: string): number => readCount(dig(event, name)) ?? 0;
      return { kind: 'severed', event: readText(dig(event, 'type'), 64), target: readText(dig(event, 'target_name'), 320), followers: count('followers_count'), following: count('following_count') };
    }
    case 'moderation_warning':
      return { kind: 'warning', action: readText(dig(record, 'moderation_warning', 'action'), 64), text: readText(dig(record, 'moderation_warning', 'text'), maxWords) };
    case 'admin.report': {
      const report = get(record, 'report');
      return { kind: 'report', category: readText(dig(report, 'category'), 64), comment: readText(dig(report, 'comment'), maxWords), target: parsePerson(dig(report, 'target_account'), context) };
    }
    case 'reaction':
      return { kind: 'reaction', emoji: readText(get(record, 'emoji') ?? get(record, 'name'), 200), path: context.mediaPath(get(record, 'emoji_url')) };
    case 'move':
      return { kind: 'move', to: parsePerson(get(record, 'target'), context) };
    case 'unknown':
      return { kind: 'unknown', word, title: readText(dig(record, 'fallback', 'title'), maxWords) };
    default:
      return null;
  }
}

export function parseFollowRequest(value: unknown, context: ParseContext): FollowRequest | null {
  const id = readId(dig(value, 'id'));
  const person = parsePerson(value, context);
  return id === null || person === null ? null : { id, person };
}

/** `notifications_count` is text (notification_request_serializer.rb). */
export function parseFilteredRequest(value: unknown, context: ParseContext): FilteredRequest | null {
  const id = readId(dig(value, 'id'));
  const person = parsePerson(dig(value, 'account'), context);
  const at = readTime(dig(value, 'updated_at')) ?? readTime(dig(value, 'created_at'));
  if (id === null || person === null || at === null) return null;
  const count = Number(dig(value, 'notifications_count'));
  return { id, person, at, count: Number.isSafeInteger(count) && count > 0 ? count : 0, seen: parseSeenStatus(dig(value, 'last_status'), context) };
}

/** Null where the answer is not a policy of Mastodon 4.3 or newer. A word we do not know holds back rather than lets through. */
export function parsePolicy(value: unknown): NotificationPolicy | null {
  const read = (name: string): PolicyValue => {
    const word = dig(value, name);
    return word === 'accept' || word === 'drop' ? word : 'filter';
  };
  if (typeof dig(value, 'for_not_following') !== 'string') return null;
  return {
    notFollowing: read('for_not_following'),
    notFollowers: read('for_not_followers'),
    newAccounts: read('for_new_accounts'),
    privateMentions: read('for_private_mentions'),
    limitedAccounts: read('for_limited_accounts'),
  };
}
