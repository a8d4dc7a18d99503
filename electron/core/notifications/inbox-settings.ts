import * as v from 'valibot';
import { defaultInboxSettings } from '../../contract/defaults.ts';
import { inboxSettings, type InboxSettings } from '../../contract/notifications.ts';
import type { SettingsStore } from '../ports.ts';

const storedUnder = 'inbox';

type Change = { readonly [K in keyof InboxSettings]?: InboxSettings[K] | undefined };

export interface InboxSettingsKeeper {
  get(): InboxSettings;
  set(change: Change): InboxSettings;
}

/** What the person chose for the inbox, over the defaults. A stored value that is no longer valid falls back alone. */
export function createInboxSettings(store: SettingsStore): InboxSettingsKeeper {
  let current = parse(store.get(storedUnder));
  return {
    get: () => current,
    set(change) {
      const chosen = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
      current = v.parse(inboxSettings, { ...current, ...chosen });
      store.set(storedUnder, current);
      return current;
    },
  };
}

function parse(stored: unknown): InboxSettings {
  const values = new Map(typeof stored === 'object' && stored !== null ? Object.entries(stored) : []);
  const fields = Object.entries(inboxSettings.entries).map(([name, schema]) => {
    const value = v.safeParse(schema, values.get(name));
    return [name, value.success ? value.output : defaultInboxSettings[name as keyof InboxSettings]] as const;
  });
  return v.parse(inboxSettings, Object.fromEntries(fields));
}

/** Minutes after midnight in a time zone (the system's own when undefined). */
export function minuteOfDay(at: number, timeZone: string | undefined): number {
  const format = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', ...(timeZone === undefined ? {} : { timeZone }) });
  const [hours = 0, minutes = 0] = format.format(at).split(':').map(Number);
  return hours * 60 + minutes;
}

export function isQuiet({ on, from, to }: InboxSettings['quietHours'], minute: number): boolean {
  if (!on || from === to) return false;
  return from < to ? minute >= from && minute < to : minute >= from || minute < to;
}
