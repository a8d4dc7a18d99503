import type { WebSession } from '../model/rows.ts';
import type { PracticeServer } from '../model/server.ts';
import { html, redirect } from '../rest/reply.ts';
import type { Reply } from '../rest/reply.ts';
import type { Call } from '../rest/router.ts';
import { loginPage } from './pages.ts';

function cookieName(server: PracticeServer): string {
  // Cookies ignore ports, and all practice servers may share one address: the name keeps them apart.
  return `practice_${server.domain.replaceAll(/[^a-z0-9]/g, '_')}`;
}

/** Who is signed in on the server's own pages. Forms must carry the session's `csrf`. */
export function sessionOf(call: Call): WebSession | undefined {
  const wanted = `${cookieName(call.server)}=`;
  const value = (call.headers['cookie'] ?? '')
    .split(/;\s*/)
    .find((part) => part.startsWith(wanted))
    ?.slice(wanted.length);
  return value ? call.server.tables.sessions.get(value) : undefined;
}

/** Only to a page of this server: anything else could send people away. */
function safeReturn(path: string | undefined): string {
  return path !== undefined && /^\/(?!\/|\\)/.test(path) ? path : '/';
}

export function showSignIn(call: Call): Reply {
  return html(loginPage(call.server, safeReturn(call.params.text('return_to')), null));
}

export function signIn(call: Call): Reply {
  const { server, params } = call;
  const name = (params.text('username') ?? '').trim().toLowerCase().replace(/^@/, '').replace(/@.*$/, '');
  const account = server.tables.accounts.one('acct', name);
  const user = account ? server.tables.users.get(account.id) : undefined;
  const returnTo = safeReturn(params.text('return_to'));
  if (!account || !user || user.password !== params.text('password')) return html(loginPage(server, returnTo, 'Invalid name or password.'), 422);
  const session = { id: server.world.secret(), accountId: account.id, csrf: server.world.secret() };
  server.tables.sessions.put(session);
  return redirect(returnTo, 303, { 'set-cookie': `${cookieName(server)}=${session.id}; Path=/; HttpOnly; SameSite=Lax` });
}
