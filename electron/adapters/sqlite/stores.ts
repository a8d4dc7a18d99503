import { ok, type Result } from '../../contract/result.ts';
import type { AccountStore, CarryOverStore, ComposeStore, CopyStore, HiddenStore, KnownPeople, NotificationStore, PlanStore, SearchStore, SettingsStore, StatusStore, TimelineStore, Transactions } from '../../core/ports.ts';
import { createAccountStore } from './account-store.ts';
import { createCarryStore } from './carry-store.ts';
import { createComposeStore } from './compose-store.ts';
import { createCopyStore } from './copy-store.ts';
import { createHiddenStore } from './hidden-store.ts';
import { createKnownPeople } from './known-people.ts';
import { openDatabases, openMemoryDatabases, type Databases, type OpenOptions, type StorageNotice } from './open.ts';
import { createNotificationStore } from './notification-store.ts';
import { createPlanStore } from './plan-store.ts';
import { createPruner, type Retention } from './prune.ts';
import { createSearchStore } from './search-store.ts';
import { createSettingsStore } from './settings-store.ts';
import { createStatusStore } from './status-store.ts';
import { createTimelineStore } from './timeline-store.ts';

export interface Stores {
  readonly accounts: AccountStore;
  readonly timelines: TimelineStore;
  readonly statuses: StatusStore;
  readonly carryOver: CarryOverStore;
  readonly compose: ComposeStore;
  readonly copies: CopyStore;
  readonly hidden: HiddenStore;
  readonly knownPeople: KnownPeople;
  readonly notifications: NotificationStore;
  readonly plans: PlanStore;
  readonly search: SearchStore;
  readonly settings: SettingsStore;
  readonly transactions: Transactions;
  /** Files that were damaged and put aside at this start. */
  readonly notices: readonly StorageNotice[];
  /** Takes some of what is too old or too much out of the cache. True: there is more; call again when idle. */
  prune(now: number, retention?: Retention): boolean;
  close(): void;
}

function toStores(databases: Databases): Stores {
  const { connection } = databases;
  const statuses = createStatusStore(connection);
  return {
    accounts: createAccountStore(connection, statuses),
    timelines: createTimelineStore(connection),
    statuses,
    carryOver: createCarryStore(connection),
    compose: createComposeStore(connection),
    copies: createCopyStore(connection),
    hidden: createHiddenStore(connection),
    knownPeople: createKnownPeople(connection),
    notifications: createNotificationStore(connection),
    plans: createPlanStore(connection),
    search: createSearchStore(connection),
    settings: createSettingsStore(connection),
    transactions: connection,
    notices: databases.notices,
    prune: createPruner(connection),
    close: () => databases.close(),
  };
}

/** All stores of the profile in `dataDir`; see `openDatabases` for what is refused. */
export function createStores(dataDir: string, options: Pick<OpenOptions, 'log' | 'logPages'>): Result<Stores> {
  const opened = openDatabases(dataDir, options);
  return opened.ok ? ok(toStores(opened.value)) : opened;
}

export function createMemoryStores(): Stores {
  return toStores(openMemoryDatabases());
}
