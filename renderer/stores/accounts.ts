import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Account } from '../../electron/contract/accounts.ts';
import type { AccountKey, AppError, Result } from '../../electron/contract/index.ts';
import type { Bridge } from '../bridge/bridge.ts';

export interface AccountsState {
  /** In the order of the rail. */
  readonly accounts: readonly Account[];
  readonly loaded: boolean;
  /** Signed-out accounts whose notice was put away; it comes back only with the next sign-out. */
  readonly quieted: ReadonlySet<AccountKey>;
  start(): Promise<void>;
  find(key: AccountKey): Account | undefined;
  remove(account: AccountKey): Promise<Result<{ readonly revoked: boolean }>>;
  update(account: AccountKey, change: { readonly nickname?: string; readonly colour?: number }): Promise<AppError | null>;
  /** Up is -1, down is 1. Does nothing at either end. */
  move(account: AccountKey, by: -1 | 1): Promise<AppError | null>;
  reconnect(account: AccountKey): Promise<AppError | null>;
  quiet(account: AccountKey): void;
}
export type AccountsStore = StoreApi<AccountsState>;

/** The list with one account one place further up or down; the same list where it cannot go. */
export function moved<Item>(list: readonly Item[], from: number, by: -1 | 1): readonly Item[] {
  const item = list[from];
  const to = from + by;
  if (item === undefined || to < 0 || to >= list.length) return list;
  return list.toSpliced(from, 1).toSpliced(to, 0, item);
}

export function createAccountsStore(bridge: Bridge): AccountsStore {
  const store = createStore<AccountsState>((set, get) => ({
    accounts: [],
    loaded: false,
    quieted: new Set(),
    async start() {
      const answer = await bridge.call('accounts.list', {});
      if (answer.ok) receive(answer.value);
    },
    find: (key) => get().accounts.find((account) => account.key === key),
    remove: (account) => bridge.call('accounts.remove', { account }),
    async update(account, change) {
      const answer = await bridge.call('accounts.update', { account, ...change });
      return answer.ok ? null : answer.error;
    },
    async move(account, by) {
      const before = get().accounts;
      const accounts = moved(before, before.findIndex(({ key }) => key === account), by);
      if (accounts === before) return null;
      set({ accounts });
      const answer = await bridge.call('accounts.reorder', { accounts: accounts.map(({ key }) => key) });
      if (!answer.ok) set({ accounts: before });
      return answer.ok ? null : answer.error;
    },
    async reconnect(account) {
      const answer = await bridge.call('accounts.reconnect', { account });
      return answer.ok ? null : answer.error;
    },
    quiet: (account) => set(({ quieted }) => ({ quieted: new Set(quieted).add(account) })),
  }));
  function receive(accounts: readonly Account[]): void {
    const signedOut = new Set(accounts.filter(({ health }) => health.state === 'signedOut').map(({ key }) => key));
    store.setState(({ quieted }) => ({ accounts, loaded: true, quieted: new Set([...quieted].filter((key) => signedOut.has(key))) }));
  }
  bridge.on('accounts.changed', ({ accounts }) => receive(accounts));
  return store;
}
