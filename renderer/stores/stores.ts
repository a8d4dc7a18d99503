import type { Bridge } from '../bridge/bridge.ts';
import { createAccountsStore, type AccountsStore } from './accounts.ts';
import { createSignInStore, type SignInStore } from './accounts-sign-in.ts';
import { createBelongingsStore, type BelongingsStore } from './belongings.ts';
import { createCatchUpStore, type CatchUpStore } from './catch-up.ts';
import { createColumnsStore, currentWorkspace, type ColumnsStore } from './columns.ts';
import { createCommandsStore, type CommandsStore } from './commands.ts';
import { createCopiesStore, type CopiesStore } from './copies.ts';
import { createCompletionStore, type CompletionStore } from './completion.ts';
import { createComposeStore, type ComposeStore } from './compose.ts';
import { createConnectionStore, type ConnectionStore } from './connection.ts';
import { createMovingStore, type MovingStore } from './moving.ts';
import { createNavigationStore, type NavigationStore } from './navigation.ts';
import { createNotificationsStore, type NotificationsStore } from './notifications.ts';
import { createOutboxStore, type OutboxStore } from './outbox.ts';
import { createPeopleStore, type PeopleStore } from './people.ts';
import { createPostMenusStore, type PostMenusStore } from './post-menus.ts';
import { createRevealsStore, type RevealsStore } from './reveals.ts';
import { createArchivesStore, type ArchivesStore } from './archives.ts';
import { createSnapshotsStore, type SnapshotsStore } from './snapshots.ts';
import { createScheduleStore, type ScheduleStore } from './schedule.ts';
import { createSearchStore, type SearchStore } from './search.ts';
import { createSettingsStore, type SettingsStore } from './settings.ts';
import { createShieldStore, type ShieldStore } from './shield.ts';
import { createStatusesStore, type StatusesStore } from './statuses.ts';
import { createTimelinesStore, type TimelinesStore } from './timelines.ts';
import { createToastsStore, type ToastsStore } from './toasts.ts';

export interface Stores {
  readonly accounts: AccountsStore;
  readonly archives: ArchivesStore;
  readonly belongings: BelongingsStore;
  readonly catchUp: CatchUpStore;
  readonly columns: ColumnsStore;
  readonly commands: CommandsStore;
  readonly completion: CompletionStore;
  readonly compose: ComposeStore;
  readonly connection: ConnectionStore;
  readonly copies: CopiesStore;
  readonly moving: MovingStore;
  readonly navigation: NavigationStore;
  readonly notifications: NotificationsStore;
  readonly outbox: OutboxStore;
  readonly people: PeopleStore;
  readonly postMenus: PostMenusStore;
  readonly reveals: RevealsStore;
  readonly schedule: ScheduleStore;
  readonly snapshots: SnapshotsStore;
  readonly search: SearchStore;
  readonly settings: SettingsStore;
  readonly shield: ShieldStore;
  readonly signIn: SignInStore;
  readonly statuses: StatusesStore;
  readonly timelines: TimelinesStore;
  readonly toasts: ToastsStore;
}

/** `soon`: runs once, when the page has time: `createPace`. */
export function createStores(bridge: Bridge, soon: (run: () => void) => void): Stores {
  const statuses = createStatusesStore(bridge);
  const accounts = createAccountsStore(bridge);
  const settings = createSettingsStore(bridge);
  const navigation = createNavigationStore();
  const columns = createColumnsStore(bridge, () => crypto.randomUUID());
  return {
    accounts,
    archives: createArchivesStore(bridge, () => crypto.randomUUID()),
    belongings: createBelongingsStore(bridge),
    catchUp: createCatchUpStore(bridge, { statuses }),
    columns,
    commands: createCommandsStore(),
    completion: createCompletionStore(bridge),
    compose: createComposeStore(bridge, { accounts, settings, statuses, columns }),
    connection: createConnectionStore(bridge),
    copies: createCopiesStore(bridge),
    moving: createMovingStore(bridge),
    navigation,
    notifications: createNotificationsStore(bridge, { statuses, navigation, soon }),
    outbox: createOutboxStore(bridge),
    people: createPeopleStore(bridge, { statuses }),
    postMenus: createPostMenusStore(),
    reveals: createRevealsStore(),
    schedule: createScheduleStore(bridge),
    snapshots: createSnapshotsStore(bridge),
    search: createSearchStore(bridge, { statuses, navigation, uuid: () => crypto.randomUUID() }),
    settings,
    shield: createShieldStore(bridge),
    signIn: createSignInStore(bridge),
    statuses,
    timelines: createTimelinesStore(bridge, { statuses, soon }),
    toasts: createToastsStore(),
  };
}

/**
 * Asks for what the first page is drawn from, its posts too, so that it is drawn once; then for the rest: the app answers
 * in order, and the first posts shall not wait for plans and drafts. Asked again whenever events were lost.
 */
export async function startStores(bridge: Bridge, stores: Stores): Promise<void> {
  const start = (some: readonly { readonly getState: () => { start(): Promise<void> } }[]): Promise<unknown> => Promise.all(some.map((store) => store.getState().start()));
  const first = [stores.accounts, stores.settings];
  const rest = [stores.signIn, stores.compose, stores.outbox, stores.copies, stores.notifications, stores.moving, stores.shield, stores.catchUp];
  bridge.onResync(() => void start([...first, ...rest]));
  await start([...first, stores.columns, stores.timelines]);
  if (stores.accounts.getState().accounts.length > 0) await openHome(stores);
  stores.connection.setState({ isStarted: true });
  await start(rest);
}

/** As its column does when it is drawn. */
async function openHome({ columns, timelines }: Stores): Promise<void> {
  const home = currentWorkspace(columns.getState()).columns.find(({ kind }) => kind === 'home');
  if (home?.kind === 'home') await timelines.getState().open('all', { rules: home.rules, repeats: home.repeats });
}
