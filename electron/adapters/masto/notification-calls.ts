import type { mastodon } from 'masto';
import { fail, ok, type Result } from '../../contract/index.ts';
import type { CallOptions, NotificationCalls, NotificationPageFromServer, NotificationQuery, PolicyChange, SeenNotification, ServerProfile } from '../../core/fediverse.ts';
import type { AccountApi, Build } from './account-api.ts';
import type { ApiAnswer } from './answer.ts';
import { nextMaxId } from './headers.ts';
import { asRecord, dig, get, readId, readList } from './json.ts';
import type { ParseContext } from './parse-context.ts';
import { groupedTypes, parseFilteredRequest, parseFollowRequest, parseGroupedAnswer, parseNotification, parsePolicy } from './parse-notification.ts';
import { pathPart } from './rest-plan.ts';

/** 40 is what every server gives; grouped pages of more are slow on theirs. */
const pageSize = 40;
const maxItems = 160;
const maxRequests = 80;

/** The notification calls of one account; see `NotificationCalls`. */
export function notificationCalls(api: AccountApi, profile: ServerProfile, parse: ParseContext): NotificationCalls {
  const { host } = new URL(profile.apiBase);
  const grouped = profile.capabilities.groupedNotifications;
  const change = async (build: Build, options: CallOptions | undefined): Promise<Result<null>> => {
    const answer = await api.send(build, { what: 'request', options });
    return answer.ok ? ok(null) : answer;
  };
  const ifPolicy = <T>(ask: () => Promise<Result<T>>): Promise<Result<T>> => (hasPolicy(profile) ? ask() : Promise.resolve(fail({ kind: 'unsupported', capability: 'notificationPolicy' })));
  const list = <T>(build: Build, read: (item: unknown) => T | null, options: CallOptions | undefined): Promise<Result<readonly T[]>> =>
    api.call(build, (json) => (Array.isArray(json) ? readList(json, maxRequests, read).items : null), { what: 'requests', options });

  return {
    notifications: async (query, options) => {
      if (query.kind === 'justNewerThan' && !profile.capabilities.minId) return fail({ kind: 'unsupported', capability: 'minId' });
      const params = toParams(query);
      const build: Build = grouped ? (rest) => rest.v2.notifications.list({ ...params, groupedTypes: [...groupedTypes] }) : (rest) => rest.v1.notifications.list(params);
      const answer = await api.send(build, { what: 'notifications', options });
      if (!answer.ok) return answer;
      const page = toPage(answer.value, query, parse, grouped);
      return page === null ? fail({ kind: 'badAnswer', host, reason: 'wrongShape', status: answer.value.status, mayHaveArrived: false }) : ok(page);
    },
    ...markerCalls(api),
    followRequests: (options) => list((rest) => rest.v1.followRequests.list({ limit: pageSize }), (item) => parseFollowRequest(item, parse), options),
    answerFollowRequest: (id, accept, options) => change((rest) => rest.v1.followRequests.$select(pathPart(id))[accept ? 'authorize' : 'reject'](), options),
    filteredRequests: (options) => ifPolicy(() => list((rest) => rest.v1.notifications.requests.list({ limit: pageSize }), (item) => parseFilteredRequest(item, parse), options)),
    answerFilteredRequest: (id, accept, options) => ifPolicy(() => change((rest) => rest.v1.notifications.requests.$select(pathPart(id))[accept ? 'accept' : 'dismiss'](), options)),
    notificationPolicy: (options) => ifPolicy(() => api.call((rest) => rest.v2.notifications.policy.fetch(), parsePolicy, { what: 'policy', options })),
    setNotificationPolicy: (policy, options) => ifPolicy(() => api.call((rest) => rest.v2.notifications.policy.update(toPolicyParams(policy)), parsePolicy, { what: 'policy', options })),
  };
}

/** Mastodon has had both in the same release (4.3); Hollo has groups and no policy, Mitra answers a stub. */
function hasPolicy({ summary, capabilities }: ServerProfile): boolean {
  return capabilities.groupedNotifications && summary.software !== 'hollo';
}

function toParams(query: NotificationQuery): mastodon.DefaultPaginationParams {
  if (query.kind === 'olderThan') return { maxId: query.cursor, limit: pageSize };
  return query.kind === 'justNewerThan' ? { minId: query.id, limit: pageSize } : { limit: pageSize };
}

function toPage({ headers, json }: ApiAnswer, query: NotificationQuery, parse: ParseContext, grouped: boolean): NotificationPageFromServer | null {
  const parsed = grouped ? parseGroupedAnswer(json, maxItems, parse) : parseAlone(json, parse);
  if (parsed === null) return null;
  const reach = reachOf(grouped ? dig(json, 'notification_groups') : json);
  const cursor = reach === null ? null : (nextMaxId(headers, parse.apiBase) ?? reach.bottom);
  // A link that repeats the question is the end: some servers send it for ever.
  const olderCursor = query.kind === 'olderThan' && cursor === query.cursor ? null : cursor;
  return { items: parsed.items, dropped: parsed.dropped, reach, olderCursor };
}

function parseAlone(json: unknown, parse: ParseContext): { readonly items: readonly SeenNotification[]; readonly dropped: number } | null {
  return Array.isArray(json) ? readList(json, maxItems, (item) => parseNotification(item, parse)) : null;
}

/** Over all items, those that could not be read among them: the next page begins behind them too. */
function reachOf(items: unknown): NotificationPageFromServer['reach'] {
  const ids = (Array.isArray(items) ? items : []).flatMap((item) => {
    const record = asRecord(item);
    return [get(record, 'page_max_id'), get(record, 'page_min_id'), get(record, 'id'), get(record, 'most_recent_notification_id')].flatMap((id) => readId(id) ?? []);
  });
  const sorted = ids.toSorted((a, b) => a.length - b.length || (a < b ? -1 : Number(a > b)));
  const [bottom] = sorted;
  const top = sorted.at(-1);
  return bottom === undefined || top === undefined ? null : { top, bottom };
}

type Markers = Pick<NotificationCalls, 'notificationMarker' | 'setNotificationMarker'>;

function markerCalls(api: AccountApi): Markers {
  /** The marker alone in a box: null in it is an answer, null around it is none. */
  const read = (json: unknown): { readonly id: string | null } | null => {
    const record = asRecord(json);
    return record === null ? null : { id: readId(dig(record, 'notifications', 'last_read_id')) };
  };
  const unbox = (answer: Result<{ readonly id: string | null }>): Result<string | null> => (answer.ok ? ok(answer.value.id) : answer);
  const set = (id: string, options: CallOptions | undefined): Promise<Result<{ readonly id: string | null }>> =>
    api.call((rest) => rest.v1.markers.create({ notifications: { lastReadId: id } }), read, { what: 'marker', options });
  return {
    notificationMarker: async (options) => unbox(await api.call((rest) => rest.v1.markers.fetch({ timeline: ['notifications'] }), read, { what: 'marker', options })),
    setNotificationMarker: async (id, options) => {
      const first = await set(id, options);
      // Two clients wrote at once (markers_controller.rb, optimistic lock).
      return unbox(!first.ok && first.error.kind === 'rejected' && first.error.status === 409 ? await set(id, options) : first);
    },
  };
}

function toPolicyParams(change: PolicyChange): mastodon.rest.v2.UpdateNotificationPolicyParams {
  const names = { notFollowing: 'forNotFollowing', notFollowers: 'forNotFollowers', newAccounts: 'forNewAccounts', privateMentions: 'forPrivateMentions', limitedAccounts: 'forLimitedAccounts' } as const;
  const words = Object.entries(names).flatMap(([own, theirs]) => {
    const value = change[own as keyof typeof names];
    return value === undefined ? [] : [[theirs, value] as const];
  });
  return Object.fromEntries(words);
}
