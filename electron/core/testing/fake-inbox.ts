import { fail, ok, type Result } from '../../contract/result.ts';
import type { NotificationPolicy } from '../../contract/notifications.ts';
import type { FilteredRequest, FollowRequest, NotificationCalls, NotificationPageFromServer, NotificationQuery, SeenNotification } from '../fediverse.ts';
import { compareIds } from '../timelines/index.ts';

/** One account's inbox on a scripted server. `notifications` newest first. */
export interface FakeInbox {
  readonly notifications: SeenNotification[];
  readonly follows: FollowRequest[];
  readonly filtered: FilteredRequest[];
  policy: NotificationPolicy | null;
  marker: string | null;
  /** Every marker that was written, in order. */
  readonly markersSet: string[];
  readonly answered: { readonly kind: 'follow' | 'filtered'; readonly id: string; readonly accept: boolean }[];
  readonly asked: NotificationQuery[];
  pageSize: number;
  readonly calls: NotificationCalls;
}

export type Answer = <T>(name: string, signal: AbortSignal | undefined, give: () => Result<T>) => Promise<Result<T>>;

export const acceptAll: NotificationPolicy = { notFollowing: 'accept', notFollowers: 'accept', newAccounts: 'accept', privateMentions: 'accept', limitedAccounts: 'accept' };

const straight: Answer = (_name, _signal, give) => Promise.resolve(give());

export function createFakeInbox(answer: Answer = straight): FakeInbox {
  function page(query: NotificationQuery): NotificationPageFromServer {
    const all = inbox.notifications;
    const cut = (): readonly SeenNotification[] => {
      if (query.kind === 'newest') return all.slice(0, inbox.pageSize);
      if (query.kind === 'olderThan') return all.filter(({ id }) => compareIds(id, query.cursor) < 0).slice(0, inbox.pageSize);
      return all.filter(({ id }) => compareIds(id, query.id) > 0).slice(-inbox.pageSize);
    };
    const items = cut();
    const [first] = items;
    const last = items.at(-1);
    return { items, reach: first === undefined || last === undefined ? null : { top: first.id, bottom: last.id }, olderCursor: last?.id ?? null, dropped: 0 };
  }

  function settle(kind: 'follow' | 'filtered', id: string, accept: boolean): Result<null> {
    const list: { readonly id: string }[] = kind === 'follow' ? inbox.follows : inbox.filtered;
    const index = list.findIndex((each) => each.id === id);
    if (index < 0) return fail({ kind: 'notFound', what: 'request' });
    list.splice(index, 1);
    inbox.answered.push({ kind, id, accept });
    return ok(null);
  }

  const policy = (change: Partial<NotificationPolicy> = {}): Result<NotificationPolicy> => {
    if (inbox.policy === null) return fail({ kind: 'unsupported', capability: 'notificationPolicy' });
    inbox.policy = { ...inbox.policy, ...change };
    return ok(inbox.policy);
  };

  const inbox: FakeInbox = {
    notifications: [],
    follows: [],
    filtered: [],
    policy: acceptAll,
    marker: null,
    markersSet: [],
    answered: [],
    asked: [],
    pageSize: 40,
    calls: {
      notifications(query, options) {
        inbox.asked.push(query);
        return answer('notifications', options?.signal, () => ok(page(query)));
      },
      notificationMarker: (options) => answer('notificationMarker', options?.signal, () => ok(inbox.marker)),
      setNotificationMarker: (id, options) =>
        answer('setNotificationMarker', options?.signal, () => {
          inbox.markersSet.push(id);
          inbox.marker = id;
          return ok(id);
        }),
      followRequests: (options) => answer('followRequests', options?.signal, () => ok([...inbox.follows])),
      answerFollowRequest: (id, accept, options) => answer('answerFollowRequest', options?.signal, () => settle('follow', id, accept)),
      filteredRequests: (options) => answer('filteredRequests', options?.signal, () => (inbox.policy === null ? fail({ kind: 'unsupported', capability: 'notificationPolicy' }) : ok([...inbox.filtered]))),
      answerFilteredRequest: (id, accept, options) => answer('answerFilteredRequest', options?.signal, () => settle('filtered', id, accept)),
      notificationPolicy: (options) => answer('notificationPolicy', options?.signal, () => policy()),
      setNotificationPolicy: (change, options) => answer('setNotificationPolicy', options?.signal, () => policy(Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)))),
    },
  };
  return inbox;
}
