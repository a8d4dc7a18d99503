import type { Handlers } from '../../contract/index.ts';
import { ok } from '../../contract/result.ts';
import type { AppInfo, settingsCalls } from '../../contract/settings.ts';
import type { ExternalLinks } from '../ports.ts';
import { openLink } from './open-link.ts';
import type { SettingsFeature } from './settings.ts';

export { createSettings, type SettingsFeature } from './settings.ts';

/** This feature's part of the table of handlers. */
export function settingsHandlers(deps: { readonly settings: SettingsFeature; readonly info: AppInfo; readonly links: ExternalLinks }): Pick<Handlers, keyof typeof settingsCalls> {
  return {
    'settings.get': () => ok(deps.settings.get()),
    'settings.set': (input) => deps.settings.set(input),
    'app.info': () => ok(deps.info),
    'app.openLink': ({ url }) => openLink(deps.links, url),
  };
}
