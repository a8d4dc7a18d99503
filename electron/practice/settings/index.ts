import { redirect } from '../rest/reply.ts';
import type { Route } from '../rest/router.ts';
import { open } from '../rest/router.ts';
import { aliasPages } from './aliases.ts';
import { exportPages } from './exports.ts';
import { form, settings, settingsPage } from './frame.ts';
import { importPages } from './imports.ts';
import { migrationPages } from './migration.ts';
import { severedPages } from './severed.ts';

/** The pages of Mastodon that have no API: `/settings`, for people signed in at `/auth/sign_in`. */
export const settingsRoutes: readonly Route[] = [
  open('GET', '/', () => redirect('/auth/edit'), { needs: 'settingsPages' }),
  settings('GET', '/auth/edit', (call) =>
    settingsPage(call, 'Account settings', `<p>What can be done here: name your old account as an alias, move, import and export.</p>${form(call, '/auth/sign_out', '<button type="submit">Sign out</button>')}`),
  ),
  settings('POST', '/auth/sign_out', (call) => {
    call.server.tables.sessions.delete(call.session.id);
    return redirect('/auth/sign_in', 303);
  }),
  ...aliasPages,
  ...migrationPages,
  ...importPages,
  ...exportPages,
  ...severedPages,
];
