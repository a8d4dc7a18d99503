import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Account } from '../../electron/contract/accounts.ts';
import type { Bridge } from '../bridge/bridge.ts';

export interface AccountsState {
  /** In the order of the rail; lanes follow it. */
  readonly accounts: readonly Account[];
  /** False until the app has answered once: an empty list means "none" only then. */
  readonly loaded: boolean;
  start(): Promise<void>;
}
export type AccountsStore = StoreApi<AccountsState>;

export function createAccountsStore(bridge: Bridge): AccountsStore {
  const store = createStore<AccountsState>((set) => ({
    accounts: [],
    loaded: false,
    async start() {
      const answer = await bridge.call('accounts.list', {});
      if (answer.ok) set({ accounts: answer.value, loaded: true });
    },
  }));
  bridge.on('accounts.changed', ({ accounts }) => store.setState({ accounts, loaded: true }));
  return store;
}
