/**
 * Small named values of the app itself (settings, saved places, keys of caches). JSON values. A name that ends in
 * `:<account key>` belongs to that account and goes with it.
 */
export interface SettingsStore {
  get(name: string): unknown;
  set(name: string, value: unknown): void;
}
