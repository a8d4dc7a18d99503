import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AccountKey, AppError } from '../../electron/contract/index.ts';
import type { Hidden, HiddenList, ShieldRule } from '../../electron/contract/shield.ts';
import type { Bridge } from '../bridge/bridge.ts';
import { indexOf, noShield, type ShieldIndex } from '../../electron/contract/shield-verdict.ts';

export interface ShieldState {
  readonly rules: readonly ShieldRule[];
  readonly index: ShieldIndex;
  /** Whom accounts hide, as far as it was asked for. */
  readonly lists: ReadonlyMap<AccountKey, HiddenList>;
  start(): Promise<void>;
  setRule(rule: ShieldRule, isOn: boolean): Promise<AppError | null>;
  load(account: AccountKey): Promise<void>;
  /** Asks the account's server again. */
  read(account: AccountKey): Promise<AppError | null>;
  undo(account: AccountKey, hidden: Hidden): Promise<AppError | null>;
}
export type ShieldStore = StoreApi<ShieldState>;

export function createShieldStore(bridge: Bridge): ShieldStore {
  const store = createStore<ShieldState>((set, get) => ({
    rules: [],
    index: noShield,
    lists: new Map(),
    async start() {
      const answer = await bridge.call('shield.get', {});
      if (answer.ok) set({ rules: answer.value.rules, index: indexOf(answer.value) });
    },
    async setRule({ from, over }, isOn) {
      const others = get().rules.filter((rule) => rule.from !== from || rule.over !== over);
      const answer = await bridge.call('shield.set', { rules: isOn ? [...others, { from, over }] : others });
      return answer.ok ? null : answer.error;
    },
    async load(account) {
      const answer = await bridge.call('hidden.of', { account });
      if (answer.ok) set(({ lists }) => ({ lists: new Map(lists).set(account, answer.value) }));
    },
    async read(account) {
      const answer = await bridge.call('hidden.read', { account });
      return answer.ok ? answer.value.error : answer.error;
    },
    async undo(account, { kind, subject }) {
      const answer = await bridge.call('hidden.undo', { account, kind, subject });
      return answer.ok ? null : answer.error;
    },
  }));
  bridge.on('shield.changed', (shield) => store.setState({ rules: shield.rules, index: indexOf(shield) }));
  bridge.on('hidden.changed', (list) => store.setState(({ lists }) => ({ lists: new Map(lists).set(list.account, list) })));
  return store;
}
