/** Small named values of the app itself (settings, saved places, keys of caches). JSON values. */
export interface SettingsStore {
  get(name: string): unknown;
  set(name: string, value: unknown): void;
}
