import type { AccountKey } from '../../../contract/ids.ts';
import type { InboxEntry, InboxOverview, NotificationType } from '../../../contract/notifications.ts';
import type { Shield } from '../../../contract/shield.ts';
import { indexOf, noShield } from '../../../contract/shield-verdict.ts';
import type { SeenNotification } from '../../fediverse.ts';
import type { Notice } from '../../ports.ts';
import { createSeededRandom } from '../../testing/fake-ports.ts';
import { createReadingWorld } from '../../testing/reading-world.ts';
import { samplePerson, sampleSeen } from '../../testing/samples.ts';
import { createNotifications, type Notifications } from '../notifications.ts';
import { createMemoryNotifications } from './memory-notification-store.ts';

/** Accounts on scripted servers and one inbox over them; what the desktop was told is in `shown`. */
export type InboxWorld = ReturnType<typeof createInboxWorld>;

export function createInboxWorld() {
  const world = createReadingWorld();
  const notifications = createMemoryNotifications();
  const shown: Notice[] = [];
  let shield = noShield;
  const start = (): Notifications =>
    createNotifications({
      clock: world.clock,
      log: world.log,
      random: createSeededRandom(1),
      transactions: world.stores.transactions,
      notifications,
      statuses: world.stores.statuses,
      settings: world.stores.settings,
      accounts: world.accounts,
      shield: () => shield,
      notifier: { show: (notice) => void shown.push(notice) },
      nameOf: (key) => key,
      timeZone: 'UTC',
      publish: world.events.publish,
    });
  const inbox = start();
  let serial = 100;
  const note = (type: NotificationType, who: string, uri: string | null, change: Partial<SeenNotification> = {}): SeenNotification => {
    serial += 1;
    const id = String(serial);
    return {
      id,
      group: `ungrouped-${id}`,
      type,
      at: world.clock.now() + serial,
      people: [samplePerson(who)],
      count: 1,
      seen: uri === null ? null : sampleSeen(uri, `s${id}`),
      detail: null,
      ...change,
    };
  };
  const page = (accounts: 'all' | AccountKey[] = 'all', tab: 'all' | 'mentions' = 'all'): readonly InboxEntry[] => {
    const answer = inbox.page({ accounts, tab, before: null, limit: 50 });
    return answer.ok ? answer.value.entries : [];
  };
  const overview = (): InboxOverview => {
    const answer = inbox.overview();
    if (!answer.ok) throw new Error('the overview always answers');
    return answer.value;
  };
  const stream = async (key: AccountKey, ...arrived: readonly SeenNotification[]): Promise<void> => {
    inbox.sync.enqueue(key, arrived.map((notification) => ({ kind: 'notification', notification })));
    await world.clock.advance(100);
  };
  const catchUp = async (...keys: readonly AccountKey[]): Promise<void> => {
    await Promise.all(keys.map((key) => inbox.sync.catchUp(key, new AbortController().signal)));
  };
  const hide = (next: Shield): void => {
    shield = indexOf(next);
    inbox.shieldChanged();
  };
  return { ...world, hide, notifications, inbox, start, shown, note, page, overview, stream, catchUp };
}
