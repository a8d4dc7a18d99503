import { addAlias, aliasAccounts, removeAlias } from '../actions/moving.ts';
import { findAccount } from '../rest/accounts.ts';
import { redirect } from '../rest/reply.ts';
import type { Reply } from '../rest/reply.ts';
import type { Route } from '../rest/router.ts';
import type { PracticeServer } from '../model/server.ts';
import type { Account } from '../model/rows.ts';
import { fullHandle } from '../model/server.ts';
import { escapeHtml } from '../model/text.ts';
import { form, notice, settings, settingsDelete, settingsPage, textField } from './frame.ts';
import type { SettingsCall } from './frame.ts';

/** An account by what somebody typed: `name@domain` with or without a first `@`. */
export function typedAccount(server: PracticeServer, text: string): Account | null {
  const handle = text.trim().replace(/^@/, '');
  const found = handle === '' ? null : findAccount(server, handle, true);
  return found && !found.suspended ? found : null;
}

function show(call: SettingsCall, typed = '', error?: string): Reply {
  const rows = aliasAccounts(call.server, call.account)
    .map(
      (alias) =>
        `<tr><th scope="row">${escapeHtml(fullHandle(call.server, alias))}</th><td>${form(call, `/settings/aliases/${alias.id}`, `<button type="submit" aria-label="Remove the alias ${escapeHtml(fullHandle(call.server, alias))}">Remove</button>`, { method: 'delete' })}</td></tr>`,
    )
    .join('');
  const field = textField({
    id: 'account_alias_acct',
    name: 'account_alias[acct]',
    label: 'Handle of the old account',
    hint: 'The name and server of the account you want to move from, like name@server.example',
    value: typed,
    error,
  });
  return settingsPage(
    call,
    'Account aliases',
    `${notice(call, { created: 'The alias is there. The move can now be started at the old account.', removed: 'The alias is gone. Nobody can be moved from that account to this one any more.' })}
<p>To move from another account to this one, say first that the other one is yours too. By itself this changes nothing and can be taken back.</p>
${form(call, '/settings/aliases', `${field}<button class="main" type="submit">Create alias</button>`, { id: 'new_account_alias' })}
${rows === '' ? '<p id="no-aliases">You have no aliases.</p>' : `<table id="aliases"><caption>Your aliases</caption><thead><tr><th scope="col">Handle</th><th scope="col">Action</th></tr></thead><tbody>${rows}</tbody></table>`}`,
    error === undefined ? 200 : 422,
  );
}

function create(call: SettingsCall): Reply {
  const typed = call.params.group('account_alias')?.text('acct') ?? '';
  const target = typedAccount(call.server, typed);
  if (!target) return show(call, typed, 'could not be found');
  if (target.id === call.account.id) return show(call, typed, 'cannot be current account');
  addAlias(call.server, call.account, target.uri);
  return redirect('/settings/aliases?done=created', 303);
}

function remove(call: SettingsCall): Reply {
  const target = call.server.tables.accounts.get(call.at['id'] ?? '');
  if (target) removeAlias(call.server, call.account, target.uri);
  return redirect('/settings/aliases?done=removed', 303);
}

export const aliasPages: readonly Route[] = [
  settings('GET', '/settings/aliases', (call) => show(call)),
  settings('POST', '/settings/aliases', create),
  ...settingsDelete('/settings/aliases/:id', remove),
];
