import { createStore, type StoreApi } from 'zustand/vanilla';
import { defaultSettings } from '../../electron/contract/defaults.ts';
import type { AppInfo, Settings } from '../../electron/contract/settings.ts';
import type { AppError } from '../../electron/contract/index.ts';
import type { Bridge } from '../bridge/bridge.ts';

export interface SettingsState {
  readonly settings: Settings;
  readonly info: AppInfo | null;
  start(): Promise<void>;
  /** Shown at once; put back where saving fails. Answers why it failed. */
  change(part: Partial<Settings>): Promise<AppError | null>;
  openLink(url: string): Promise<AppError | null>;
}
export type SettingsStore = StoreApi<SettingsState>;

export function createSettingsStore(bridge: Bridge): SettingsStore {
  const store = createStore<SettingsState>((set, get) => ({
    settings: defaultSettings,
    info: null,
    async start() {
      const [settings, info] = await Promise.all([bridge.call('settings.get', {}), bridge.call('app.info', {})]);
      if (settings.ok) set({ settings: settings.value });
      if (info.ok) set({ info: info.value });
    },
    async change(part) {
      const before = get().settings;
      set({ settings: { ...before, ...part } });
      const answer = await bridge.call('settings.set', part);
      set({ settings: answer.ok ? answer.value : before });
      return answer.ok ? null : answer.error;
    },
    async openLink(url) {
      const answer = await bridge.call('app.openLink', { url });
      return answer.ok ? null : answer.error;
    },
  }));
  bridge.on('settings.changed', (settings) => store.setState({ settings }));
  return store;
}
