import * as v from 'valibot';
import { ok, type Result } from '../../contract/result.ts';
import { defaultSettings } from '../../contract/defaults.ts';
import { settings as settingsSchema, type Settings } from '../../contract/settings.ts';
import type { SettingsStore } from '../ports.ts';

const storedUnder = 'settings';

export interface SettingsFeature {
  get(): Settings;
  set(change: { readonly [K in keyof Settings]?: Settings[K] | undefined }): Result<Settings>;
}

/** What the person chose, over the defaults. A stored value that is no longer valid falls back alone; the others stay. */
export function createSettings(deps: { readonly store: SettingsStore; readonly publish: (settings: Settings) => void }): SettingsFeature {
  let current = parseSettings(deps.store.get(storedUnder));
  return {
    get: () => current,
    set: (change) => {
      const chosen = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
      current = v.parse(settingsSchema, { ...current, ...chosen });
      deps.store.set(storedUnder, current);
      deps.publish(current);
      return ok(current);
    },
  };
}

function parseSettings(stored: unknown): Settings {
  const values = new Map(typeof stored === 'object' && stored !== null ? Object.entries(stored) : []);
  const parsed = Object.entries(settingsSchema.entries).map(([name, schema]) => {
    const value = v.safeParse(schema, values.get(name));
    return [name, value.success ? value.output : defaultSettings[name as keyof Settings]] as const;
  });
  return v.parse(settingsSchema, Object.fromEntries(parsed));
}
