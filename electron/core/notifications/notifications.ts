import type { AccountKey } from '../../contract/ids.ts';
import type { CallInput, CallName, CallOutput } from '../../contract/index.ts';
import { notificationTopics } from '../../contract/vocabulary.ts';
import type { InboxOverview, NotificationTopic } from '../../contract/notifications.ts';
import { ok, type Result } from '../../contract/result.ts';
import type { SignedInAccount } from '../account-directory.ts';
import type { CallOptions } from '../fediverse.ts';
import { createInboxSettings } from './inbox-settings.ts';
import { createInboxStates } from './inbox-state.ts';
import { createInboxSync } from './inbox-sync.ts';
import { createInboxWriter } from './inbox-writer.ts';
import { createNotices } from './notices.ts';
import { createOlderNotifications } from './older-pages.ts';
import { createInboxReading, mentionTopics } from './reading.ts';
import { createReadMarkers } from './read-markers.ts';
import { createRequests } from './requests.ts';
import { createShielding } from './shielding.ts';
import type { InboxQuery, StoredNotification } from './store.ts';
import type { InboxSync, NotificationDeps } from './types.ts';

/** At most this often the counts are told, whatever arrives. */
const overviewEveryMs = 250;

type Answer<N extends CallName> = Result<CallOutput<N>>;
type Accounts = CallInput<'notifications.page'>['accounts'];

/** One inbox over all accounts: keeps it (`sync`, driven by `core/streaming`) and answers the calls `notifications.*`. */
export interface Notifications {
  readonly sync: InboxSync;
  page(input: CallInput<'notifications.page'>): Answer<'notifications.page'>;
  entries(input: CallInput<'notifications.entries'>): Answer<'notifications.entries'>;
  overview(): Answer<'notifications.overview'>;
  markRead(input: CallInput<'notifications.markRead'>): Answer<'notifications.markRead'>;
  refresh(input: CallInput<'notifications.refresh'>): Promise<Answer<'notifications.refresh'>>;
  requests(input: CallInput<'notifications.requests'>): Promise<Answer<'notifications.requests'>>;
  answerFollow(input: CallInput<'notifications.answerFollow'>): Promise<Answer<'notifications.answerFollow'>>;
  answerFiltered(input: CallInput<'notifications.answerFiltered'>): Promise<Answer<'notifications.answerFiltered'>>;
  policy(input: CallInput<'notifications.policy'>): Promise<Answer<'notifications.policy'>>;
  setPolicy(input: CallInput<'notifications.setPolicy'>): Promise<Answer<'notifications.setPolicy'>>;
  settings(): Answer<'notifications.settings'>;
  setSettings(input: CallInput<'notifications.setSettings'>): Answer<'notifications.setSettings'>;
  /** Other people are hidden now, or over other accounts. */
  shieldChanged(): void;
  close(): void;
}

export function createNotifications(outside: NotificationDeps): Notifications {
  const shielding = createShielding(outside);
  const deps = { ...outside, notifications: shielding.store };
  const { notifications, accounts, publish } = deps;
  const closing = new AbortController();
  const { signal } = closing;
  const states = createInboxStates();
  const settings = createInboxSettings(deps.settings);
  let cancelTell: (() => void) | null = null;

  const markers = createReadMarkers(deps, (account) => {
    publish('notifications.changed', { ids: notifications.page(queryOf([account], 'all'), null, 100).map(({ id }) => id) });
    tellSoon();
  });
  const requests = createRequests(deps, tellSoon);
  const notices = createNotices(deps, { settings: settings.get, isHidden: (row) => 'verdict' in shielding.cover(row), entriesOf: (account, ids) => reading.entries({ accounts: [account], topics: notificationTopics }, ids) });
  const writer = createInboxWriter(deps, arrived, tellSoon);
  const older = createOlderNotifications(deps, states, writer, signal);
  const reading = createInboxReading({ notifications, statuses: deps.statuses, markers, states, older, shielding });
  const sync = createInboxSync(deps, { states, writer, older, looked: (account, options) => looked(account, options, false), changed: tellSoon, signal });

  function arrived(rows: readonly StoredNotification[]): void {
    notices.arrived(rows);
    const asking = new Set(rows.filter(({ type }) => type === 'follow_request').map(({ account }) => account));
    for (const key of asking) {
      const account = accounts.signedIn(key);
      if (account !== null) void requests.refresh(account, { signal, priority: 'background' }, true);
    }
  }

  async function looked(account: SignedInAccount, options: CallOptions, force: boolean): Promise<void> {
    await Promise.all([markers.compare(account, options, force), requests.refresh(account, options, force)]);
  }

  function tellSoon(): void {
    cancelTell ??= deps.clock.after(overviewEveryMs, () => {
      cancelTell = null;
      publish('notifications.overview', overview());
    });
  }

  const topics = (): readonly NotificationTopic[] => notificationTopics.filter((topic) => !settings.get().hiddenTopics.includes(topic));
  const keysOf = (wanted: Accounts): readonly AccountKey[] => {
    const { hiddenAccounts } = settings.get();
    // An account whose notifications are kept out of "all" can still be looked at alone.
    return accounts.keys().filter((key) => (wanted === 'all' ? !hiddenAccounts.includes(key) : wanted.includes(key)));
  };
  function queryOf(wanted: Accounts, tab: 'all' | 'mentions'): InboxQuery {
    return { accounts: keysOf(wanted), topics: tab === 'all' ? topics() : topics().filter((topic) => mentionTopics.includes(topic)) };
  }

  function overview(): InboxOverview {
    const { accounts: keys, topics: shown } = queryOf('all', 'all');
    const read = keys.map((account) => ({ account, readId: markers.readId(account) }));
    const hidden = shielding.hiddenRows();
    return {
      accounts: read.map(({ account, readId }) => ({ account, unread: notifications.unread(account, shown, readId, hidden), error: states.of(account).error })),
      unread: notifications.unreadEntries(read, shown, hidden),
      unreadMentions: notifications.unreadEntries(read, queryOf('all', 'mentions').topics, hidden),
      requests: keys.reduce((sum, account) => sum + requests.count(account), 0),
    };
  }

  async function refresh(wanted: Accounts): Promise<Result<null>> {
    const asked = keysOf(wanted).flatMap((key) => accounts.signedIn(key) ?? []);
    const options: CallOptions = { signal };
    const outcomes = await Promise.all(
      asked.map(async (account) => {
        const outcome = await sync.look(account, options);
        await looked(account, options, true);
        return outcome;
      }),
    );
    const failed = outcomes.find((outcome) => !outcome.ok);
    return failed === undefined || outcomes.some((outcome) => outcome.ok) ? ok(null) : failed;
  }

  /** The row that told of a follow request goes with it. */
  function dropFollowRow(account: AccountKey, id: string): void {
    const rows = notifications.page({ accounts: [account], topics: ['followRequests'] }, null, 100).flatMap((entry) => entry.rows);
    for (const row of rows) if (row.detail?.kind === 'followRequest' && row.detail.requester === id) writer.remove(account, row.group);
  }

  return {
    sync: {
      ...sync,
      forget(account) {
        markers.forget(account);
        requests.forget(account);
        sync.forget(account);
      },
    },
    page: ({ accounts: wanted, tab, before, limit }) => ok(reading.page(queryOf(wanted, tab), before, limit)),
    entries: ({ accounts: wanted, ids }) => ok(reading.entries(queryOf(wanted, 'all'), ids)),
    overview: () => ok(overview()),
    markRead({ accounts: wanted }) {
      for (const account of keysOf(wanted)) {
        const newest = notifications.newest(account);
        if (newest !== null) markers.advance(account, newest.id);
      }
      return ok(overview());
    },
    refresh: ({ accounts: wanted }) => refresh(wanted),
    requests: async ({ accounts: wanted }) => ok(await requests.list(keysOf(wanted), { signal })),
    async answerFollow({ account, id, accept }) {
      const answered = await requests.answerFollow(account, id, accept);
      if (answered.ok) dropFollowRow(account, id);
      return answered;
    },
    async answerFiltered({ account, id, accept }) {
      const answered = await requests.answerFiltered(account, id, accept);
      // Only servers with a stream say when it is merged.
      if (answered.ok && accept) sync.lookBelow(account);
      return answered;
    },
    policy: ({ account }) => requests.withConnection(account, (connection) => connection.notificationPolicy()),
    setPolicy: ({ account, change }) => requests.withConnection(account, (connection) => connection.setNotificationPolicy(change)),
    settings: () => ok(settings.get()),
    setSettings(change) {
      const now = settings.set(change);
      publish('notifications.settingsChanged', now);
      writer.nudge();
      tellSoon();
      return ok(now);
    },
    shieldChanged() {
      if (!shielding.changed()) return;
      writer.nudge();
      tellSoon();
    },
    close() {
      closing.abort();
      cancelTell?.();
      notices.close();
      markers.close();
      older.close();
      sync.close();
    },
  };
}
