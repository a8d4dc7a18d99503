import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AccountKey, AppError, EntryId, Result } from '../../electron/contract/index.ts';
import { defaultInboxSettings } from '../../electron/contract/defaults.ts';
import type { InboxEntry, InboxOverview, InboxRequest, InboxSettings, NotificationPolicy } from '../../electron/contract/notifications.ts';
import type { Bridge } from '../bridge/bridge.ts';
import { comparePlaces } from './timeline-column.ts';
import { appendEntries, emptyInbox, replaceEntries, type InboxList, type InboxTab } from './inbox-list.ts';
import type { NavigationStore } from './navigation.ts';
import type { StatusesStore } from './statuses.ts';

type Scope = 'all' | AccountKey;

export interface RequestsState {
  readonly requests: readonly InboxRequest[];
  readonly failed: readonly { readonly account: AccountKey; readonly error: AppError }[];
  readonly state: 'unasked' | 'loading' | 'ready';
}

export interface NotificationsState {
  readonly overview: InboxOverview;
  readonly settings: InboxSettings;
  /** By `inboxName`. */
  readonly lists: ReadonlyMap<string, InboxList>;
  readonly requests: RequestsState;
  readonly policies: ReadonlyMap<AccountKey, Result<NotificationPolicy>>;
  start(): Promise<void>;
  /** Loads the list from its newest entry. Does nothing where it is loaded. */
  open(scope: Scope, tab: InboxTab): Promise<void>;
  loadOlder(scope: Scope, tab: InboxTab): Promise<void>;
  /** Asks the servers. Answers why nobody answered. */
  refresh(scope: Scope): Promise<AppError | null>;
  markRead(scope: Scope): Promise<AppError | null>;
  loadRequests(): Promise<void>;
  /** Taken out at once; put back where the server refuses. */
  answer(request: InboxRequest, accept: boolean): Promise<AppError | null>;
  changeSettings(part: Partial<InboxSettings>): Promise<AppError | null>;
  loadPolicy(account: AccountKey): Promise<void>;
  changePolicy(account: AccountKey, part: Partial<NotificationPolicy>): Promise<AppError | null>;
}
export type NotificationsStore = StoreApi<NotificationsState>;

export interface NotificationsDeps {
  readonly statuses: StatusesStore;
  readonly navigation: NavigationStore;
  /** Runs once, soon: `createPace`. */
  readonly soon: (run: () => void) => void;
}

const pageSize = 40;
/** Most ids one call takes. */
const mostIds = 200;
const nothingYet: InboxOverview = { accounts: [], unread: 0, unreadMentions: 0, requests: 0 };

export const inboxName = (scope: Scope, tab: InboxTab): string => `${tab} ${scope}`;
const accountsOf = (scope: Scope): 'all' | AccountKey[] => (scope === 'all' ? 'all' : [scope]);
const isMention = ({ topic }: InboxEntry): boolean => topic === 'mentions' || topic === 'quotes';
const errorOf = (answer: Result<unknown>): AppError | null => (answer.ok ? null : answer.error);

export function createNotificationsStore(bridge: Bridge, { statuses, navigation, soon }: NotificationsDeps): NotificationsStore {
  const opened = new Map<string, { readonly scope: Scope; readonly tab: InboxTab }>();
  /** What changed while a page of a list was under way, by list: the page may be older than the change. */
  const late = new Map<string, { readonly ids: Set<EntryId>; everything: boolean }>();
  const putViews = (entries: readonly InboxEntry[]): void => statuses.getState().put(entries.flatMap(({ view }) => view ?? []));

  const store = createStore<NotificationsState>((set, get) => {
    const change = (name: string, next: (list: InboxList) => InboxList): void =>
      set(({ lists }) => {
        const before = lists.get(name);
        return before === undefined ? {} : { lists: new Map(lists).set(name, next(before)) };
      });

    async function loadPage(scope: Scope, tab: InboxTab, isTop: boolean): Promise<void> {
      const name = inboxName(scope, tab);
      change(name, (list) => ({ ...list, loading: true }));
      const last = isTop ? undefined : get().lists.get(name)?.entries.at(-1);
      const answer = await bridge.call('notifications.page', { accounts: accountsOf(scope), tab, before: last === undefined ? null : { at: last.at, id: last.id }, limit: pageSize });
      if (answer.ok) putViews(answer.value.entries);
      change(name, (list) => (answer.ok ? appendEntries(isTop ? emptyInbox : list, answer.value) : { ...list, loading: false, error: answer.error }));
      const missed = late.get(name);
      late.delete(name);
      if (missed !== undefined) await bringUp(scope, tab, [...missed.ids], missed.everything);
    }

    return {
      overview: nothingYet,
      settings: defaultInboxSettings,
      lists: new Map(),
      requests: { requests: [], failed: [], state: 'unasked' },
      policies: new Map(),
      async start() {
        const [overview, settings] = await Promise.all([bridge.call('notifications.overview', {}), bridge.call('notifications.settings', {})]);
        if (overview.ok) set({ overview: overview.value });
        if (settings.ok) set({ settings: settings.value });
        await Promise.all([...opened.values()].map(({ scope, tab }) => loadPage(scope, tab, true)));
      },
      async open(scope, tab) {
        const name = inboxName(scope, tab);
        if (opened.has(name)) return;
        opened.set(name, { scope, tab });
        set(({ lists }) => ({ lists: new Map(lists).set(name, emptyInbox) }));
        await loadPage(scope, tab, true);
      },
      async loadOlder(scope, tab) {
        const list = get().lists.get(inboxName(scope, tab));
        if (list === undefined || list.loading || list.older === 'end') return;
        await loadPage(scope, tab, list.entries.length === 0);
      },
      refresh: async (scope) => errorOf(await bridge.call('notifications.refresh', { accounts: accountsOf(scope) })),
      async markRead(scope) {
        const answer = await bridge.call('notifications.markRead', { accounts: accountsOf(scope) });
        if (answer.ok) set({ overview: answer.value });
        return errorOf(answer);
      },
      async loadRequests() {
        set(({ requests }) => ({ requests: { ...requests, state: 'loading' } }));
        const answer = await bridge.call('notifications.requests', { accounts: 'all' });
        if (answer.ok) statuses.getState().put(answer.value.requests.flatMap((request) => (request.kind === 'filtered' && request.view !== null ? [request.view] : [])));
        set(({ requests }) => ({ requests: answer.ok ? { ...answer.value, state: 'ready' } : { ...requests, state: 'ready' } }));
      },
      async answer(request, accept) {
        const before = get().requests;
        set({ requests: { ...before, requests: before.requests.filter((each) => each !== request) } });
        const input = { account: request.account, id: request.id, accept };
        const answer = await (request.kind === 'follow' ? bridge.call('notifications.answerFollow', input) : bridge.call('notifications.answerFiltered', input));
        if (!answer.ok) set(({ requests }) => ({ requests: { ...requests, requests: [request, ...requests.requests] } }));
        return errorOf(answer);
      },
      async changeSettings(part) {
        const before = get().settings;
        set({ settings: { ...before, ...part } });
        const answer = await bridge.call('notifications.setSettings', part);
        set({ settings: answer.ok ? answer.value : before });
        return errorOf(answer);
      },
      async loadPolicy(account) {
        const answer = await bridge.call('notifications.policy', { account });
        set(({ policies }) => ({ policies: new Map(policies).set(account, answer) }));
      },
      async changePolicy(account, part) {
        const answer = await bridge.call('notifications.setPolicy', { account, change: part });
        if (answer.ok) set(({ policies }) => ({ policies: new Map(policies).set(account, answer) }));
        return errorOf(answer);
      },
    };
  });

  const changed = new Set<EntryId>();
  let isNudged = false;
  let isPlanned = false;
  function plan(): void {
    if (isPlanned) return;
    isPlanned = true;
    soon(() => {
      isPlanned = false;
      const ids = [...changed].slice(0, mostIds);
      // More than one call takes is as good as everything.
      const everything = changed.size > mostIds || (isNudged && changed.size === 0);
      changed.clear();
      isNudged = false;
      for (const { scope, tab } of opened.values()) void bringUp(scope, tab, ids, everything);
    });
  }

  /** Brings one list up to what the app has now. */
  async function bringUp(scope: Scope, tab: InboxTab, ids: readonly EntryId[], everything: boolean): Promise<void> {
    const name = inboxName(scope, tab);
    const shown = store.getState().lists.get(name);
    if (shown?.loading === true) return noteLate(name, ids, everything);
    if (shown?.older === 'fetching') {
      await store.getState().loadOlder(scope, tab);
      if (ids.length === 0) return;
    } else if (everything) return reload(scope, tab);
    const answer = await bridge.call('notifications.entries', { accounts: accountsOf(scope), ids: [...ids] });
    if (!answer.ok) return;
    const entries = tab === 'mentions' ? answer.value.filter(isMention) : answer.value;
    putViews(entries);
    store.setState(({ lists }) => {
      const list = lists.get(name);
      return list === undefined ? {} : { lists: new Map(lists).set(name, replaceEntries(list, ids, entries)) };
    });
  }

  function noteLate(name: string, ids: readonly EntryId[], everything: boolean): void {
    const missed = late.get(name) ?? { ids: new Set(), everything: false };
    for (const id of ids) missed.ids.add(id);
    missed.everything ||= everything;
    late.set(name, missed);
  }

  async function reload(scope: Scope, tab: InboxTab): Promise<void> {
    const name = inboxName(scope, tab);
    const answer = await bridge.call('notifications.page', { accounts: accountsOf(scope), tab, before: null, limit: pageSize });
    if (!answer.ok) return;
    putViews(answer.value.entries);
    const last = answer.value.entries.at(-1);
    const before = store.getState().lists.get(name) ?? emptyInbox;
    const below = before.entries.filter((entry) => last !== undefined && answer.value.older !== 'end' && comparePlaces(entry, last) < 0);
    // What the reader has read on to stays, and is looked at again.
    const page = appendEntries({ ...emptyInbox, entries: below }, below.length === 0 ? answer.value : { ...answer.value, older: before.older });
    store.setState(({ lists }) => ({ lists: new Map(lists).set(name, page) }));
    for (let from = 0; from < below.length; from += mostIds) await bringUp(scope, tab, below.slice(from, from + mostIds).map(({ id }) => id), false);
  }

  bridge.on('notifications.changed', ({ ids }) => {
    for (const id of ids) changed.add(id);
    isNudged ||= ids.length === 0;
    plan();
  });
  bridge.on('notifications.overview', (overview) => {
    store.setState({ overview });
    const { requests, state } = store.getState().requests;
    // Somebody asks, or was answered elsewhere, since the list was made.
    if (state === 'ready' && requests.length !== overview.requests) void store.getState().loadRequests();
  });
  bridge.on('notifications.settingsChanged', (settings) => store.setState({ settings }));
  bridge.on('notifications.opened', ({ account, uri }) => {
    const { scope, setScope, open } = navigation.getState();
    if (scope !== 'all' && scope !== account) setScope(account);
    open(uri === null ? { kind: 'inbox' } : { kind: 'thread', uri });
  });
  return store;
}
