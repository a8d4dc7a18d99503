import type { Bridge } from '../bridge/bridge.ts';
import { createAccountsStore, type AccountsStore } from './accounts.ts';
import { createCommandsStore, type CommandsStore } from './commands.ts';
import { createConnectionStore, type ConnectionStore } from './connection.ts';
import { createNavigationStore, type NavigationStore } from './navigation.ts';
import { createSettingsStore, type SettingsStore } from './settings.ts';
import { createStatusesStore, type StatusesStore } from './statuses.ts';
import { createTimelinesStore, type TimelinesStore } from './timelines.ts';
import { createToastsStore, type ToastsStore } from './toasts.ts';

export interface Stores {
  readonly accounts: AccountsStore;
  readonly commands: CommandsStore;
  readonly connection: ConnectionStore;
  readonly navigation: NavigationStore;
  readonly settings: SettingsStore;
  readonly statuses: StatusesStore;
  readonly timelines: TimelinesStore;
  readonly toasts: ToastsStore;
}

/** `soon`: runs once with the next frame, or shortly where the window draws none. */
export function createStores(bridge: Bridge, soon: (run: () => void) => void): Stores {
  const statuses = createStatusesStore(bridge);
  return {
    accounts: createAccountsStore(bridge),
    commands: createCommandsStore(),
    connection: createConnectionStore(bridge),
    navigation: createNavigationStore(),
    settings: createSettingsStore(bridge),
    statuses,
    timelines: createTimelinesStore(bridge, { statuses, soon }),
    toasts: createToastsStore(),
  };
}

/** Asks for what has to be there before anything is drawn, and again whenever events were lost. */
export async function startStores(bridge: Bridge, stores: Stores): Promise<void> {
  const start = (): Promise<unknown> =>
    Promise.all([stores.accounts, stores.settings].map((store) => store.getState().start()));
  bridge.onResync(() => void start());
  await Promise.all([start(), stores.timelines.getState().start()]);
}
