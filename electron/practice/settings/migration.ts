import { carryOut, recordMove, redirectAccount } from '../actions/moving.ts';
import { refreshActor } from '../federation/notes.ts';
import type { Move } from '../model/moving-rows.ts';
import type { Account } from '../model/rows.ts';
import { fullHandle, now } from '../model/server.ts';
import { escapeHtml } from '../model/text.ts';
import { html, redirect } from '../rest/reply.ts';
import type { Reply } from '../rest/reply.ts';
import type { Route } from '../rest/router.ts';
import { typedAccount } from './aliases.ts';
import { form, notice, settings, settingsPage, textField } from './frame.ts';
import type { SettingsCall } from './frame.ts';

const dayMs = 86_400_000;
/** account_migration.rb COOLDOWN_PERIOD */
const cooldownMs = 30 * dayMs;

interface Errors {
  readonly acct?: string;
  readonly password?: string;
  readonly base?: string;
}

function ownMoves(call: SettingsCall): readonly Move[] {
  return call.server.tables.moves.by('origin', call.account.uri).toSorted((a, b) => b.attemptedAt - a.attemptedAt);
}

function cooldownOf(call: SettingsCall): Move | undefined {
  return ownMoves(call).find((move) => move.attemptedAt > now(call.server) - cooldownMs);
}

/** What keeps an account from being the target; the target as its server shows it now. */
function checkTarget(call: SettingsCall, typed: string, needsAlias: boolean): Account | string {
  const known = typedAccount(call.server, typed);
  const target = known && refreshActor(call.server, known.uri, 0);
  if (!target) return 'could not be found';
  if (target.id === call.account.id) return 'cannot be current account';
  if (target.uri === call.account.movedToUri) return 'is the same account you have already moved to';
  return needsAlias && !target.alsoKnownAs.includes(call.account.uri) ? 'is not an alias of this account' : target;
}

function fields(prefix: 'account_migration' | 'form_redirect', typed: string, errors: Errors): string {
  return [
    textField({
      id: `${prefix}_acct`,
      name: `${prefix}[acct]`,
      label: 'Handle of the new account',
      hint: 'Name and server of the account you want to move to, like name@server.example',
      value: typed,
      error: errors.acct,
    }),
    textField({
      id: `${prefix}_current_password`,
      name: `${prefix}[current_password]`,
      label: 'Current password',
      hint: 'Your password on this server, to be sure that it is you',
      type: 'password',
      error: errors.password,
    }),
  ].join('');
}

function history(call: SettingsCall): string {
  const rows = ownMoves(call).map((move) => {
    const target = call.server.tables.accounts.one('uri', move.targetUri);
    const name = target ? fullHandle(call.server, target) : move.targetUri;
    return `<tr><td>${escapeHtml(name)}</td><td><time datetime="${new Date(move.attemptedAt).toISOString()}">${new Date(move.attemptedAt).toISOString().slice(0, 10)}</time></td><td>${move.followers}</td></tr>`;
  });
  return rows.length === 0
    ? ''
    : `<table id="past-migrations"><caption>Past migrations</caption><thead><tr><th scope="col">Moved to</th><th scope="col">Date</th><th scope="col">Followers at that time</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function cancelForm(call: SettingsCall): string {
  if (call.account.movedToUri === null) return '<p id="not-redirecting">Your account does not redirect to any other account.</p>';
  return form(call, '/settings/migration/redirect', '<button type="submit">Cancel redirect</button>', { method: 'delete', id: 'cancel_redirect' });
}

function moveForm(call: SettingsCall, typed: string, errors: Errors): string {
  const cooldown = cooldownOf(call);
  if (cooldown) {
    const days = Math.ceil((cooldown.attemptedAt + cooldownMs - now(call.server)) / dayMs);
    return `<p class="note" id="cooldown">You have recently migrated your account. This function will become available again in ${days} days.</p>`;
  }
  return `<ul><li>The new account must have this one as an alias.</li><li>Your followers are moved to the new account.</li><li>You cannot move again for 30 days.</li><li>Posts stay here, and so does everything else.</li><li>This account can still export data and be activated again, but not more.</li></ul>
${form(call, '/settings/migration', `${fields('account_migration', typed, errors)}<button class="main" type="submit">Move followers</button>`, { id: 'new_account_migration' })}
<p>Or <a href="/settings/migration/redirect/new">only set a redirect</a> on your profile.</p>`;
}

function show(call: SettingsCall, typed = '', errors: Errors = {}): Reply {
  const words = { moved: 'Your account redirects to the new one now, and your followers are being moved over.', redirected: 'Your account redirects to the new one now.', cancelled: 'The redirect is cancelled.' };
  const base = errors.base ? `<p class="error" role="alert">${escapeHtml(errors.base)}</p>` : '';
  const body = `${notice(call, words)}${base}${cancelForm(call)}<h2>Move to a different account</h2>${moveForm(call, typed, errors)}${history(call)}`;
  return settingsPage(call, 'Account migration', body, Object.keys(errors).length === 0 ? 200 : 422);
}

function move(call: SettingsCall): Reply {
  const { server, account, user } = call;
  const given = call.params.group('account_migration');
  const typed = given?.text('acct') ?? '';
  if (given?.text('current_password') !== user.password) return show(call, typed, { password: 'invalid' });
  if (cooldownOf(call)) return show(call, typed, { base: 'You are on cooldown' });
  const target = checkTarget(call, typed, true);
  if (typeof target === 'string') return show(call, typed, { acct: target });
  const record = recordMove(server, account, target.uri);
  if (server.faults.moves.failsAfterRecord > 0) {
    server.faults.moves.failsAfterRecord -= 1;
    return html('<!doctype html><html lang="en"><head><title>500</title></head><body><h1>500</h1><p>We are sorry, but something went wrong on our end.</p></body></html>', 500);
  }
  carryOut(server, account, target, record);
  return redirect('/settings/migration?done=moved', 303);
}

function showRedirect(call: SettingsCall, typed = '', errors: Errors = {}): Reply {
  const body = `<p>Your profile will point to the new account and be left out of searches. Nobody is moved, and you can cancel it at any time.</p>
${form(call, '/settings/migration/redirect', `${fields('form_redirect', typed, errors)}<button class="main" type="submit">Set redirect</button>`, { id: 'new_form_redirect' })}`;
  return settingsPage(call, 'Set a redirect only', body, Object.keys(errors).length === 0 ? 200 : 422);
}

function setRedirect(call: SettingsCall): Reply {
  if (call.params.text('_method') === 'delete') return cancelRedirect(call);
  const given = call.params.group('form_redirect');
  const typed = given?.text('acct') ?? '';
  if (given?.text('current_password') !== call.user.password) return showRedirect(call, typed, { password: 'invalid' });
  const target = checkTarget(call, typed, false);
  if (typeof target === 'string') return showRedirect(call, typed, { acct: target });
  redirectAccount(call.server, call.account, target);
  return redirect('/settings/migration?done=redirected', 303);
}

/** The account is in use again. Followers do not come back, and the cooldown goes on. */
function cancelRedirect(call: SettingsCall): Reply {
  if (call.account.movedToUri !== null) redirectAccount(call.server, call.account, null);
  return redirect('/settings/migration?done=cancelled', 303);
}

export const migrationPages: readonly Route[] = [
  settings('GET', '/settings/migration', (call) => show(call)),
  settings('POST', '/settings/migration', move),
  settings('GET', '/settings/migration/redirect/new', (call) => showRedirect(call)),
  settings('POST', '/settings/migration/redirect', setRedirect),
  settings('DELETE', '/settings/migration/redirect', cancelRedirect),
];
