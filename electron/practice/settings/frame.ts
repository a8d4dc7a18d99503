import { page } from '../oauth/pages.ts';
import { sessionOf } from '../oauth/sessions.ts';
import type { Account, User, WebSession } from '../model/rows.ts';
import type { PracticeServer } from '../model/server.ts';
import { escapeHtml } from '../model/text.ts';
import { failure, html, redirect } from '../rest/reply.ts';
import type { Reply } from '../rest/reply.ts';
import type { Call, Route } from '../rest/router.ts';
import { open } from '../rest/router.ts';

/** A request of somebody who is signed in on the server's own pages. */
export interface SettingsCall extends Omit<Call, 'me' | 'viewerId'> {
  readonly account: Account;
  readonly user: User;
  readonly session: WebSession;
}

type Handle = (call: SettingsCall) => Reply | Promise<Reply>;

const pages = [
  ['/auth/edit', 'Account'],
  ['/settings/aliases', 'Aliases'],
  ['/settings/migration', 'Move'],
  ['/settings/imports', 'Import'],
  ['/settings/export', 'Export'],
  ['/severed_relationships', 'Lost relations'],
] as const;

/** A page of the settings. `body` is HTML. */
export function settingsPage(call: SettingsCall, title: string, body: string, status = 200): Reply {
  const { server, account, path } = call;
  const shown = pages.filter(([href]) => href !== '/severed_relationships' || server.traits.features.has('severedRelationships'));
  const links = shown.map(([href, name]) => `<li><a href="${href}"${path.startsWith(href) ? ' aria-current="page"' : ''}>${name}</a></li>`).join('');
  const moved = account.movedToUri === null ? '' : redirectedTo(server, account);
  return html(
    page(
      server,
      title,
      `<nav aria-label="Settings"><ul>${links}</ul></nav><h1>${escapeHtml(title)}</h1><p class="hint">Signed in as <strong>@${escapeHtml(account.username)}@${escapeHtml(server.domain)}</strong></p>${moved}${body}`,
      'wide',
    ),
    status,
    { 'cache-control': 'no-store' },
  );
}

function redirectedTo(server: PracticeServer, account: Account): string {
  const target = server.tables.accounts.one('uri', account.movedToUri ?? '');
  const name = target ? `@${target.username}@${target.domain ?? server.domain}` : (account.movedToUri ?? '');
  return `<p class="note" id="redirecting">This account redirects to <strong>${escapeHtml(name)}</strong>. <a href="/settings/migration">Change this</a></p>`;
}

/** A form that carries the session's token; `_method` as Rails reads it. */
export function form(call: SettingsCall, action: string, body: string, options: { readonly method?: 'delete'; readonly upload?: true; readonly id?: string } = {}): string {
  const method = options.method ? `<input type="hidden" name="_method" value="${options.method}">` : '';
  const upload = options.upload ? ' enctype="multipart/form-data"' : '';
  const id = options.id ? ` id="${options.id}"` : '';
  return `<form method="post" action="${action}"${upload}${id}>${method}<input type="hidden" name="authenticity_token" value="${escapeHtml(call.session.csrf)}">${body}</form>`;
}

export interface TextField {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly value?: string;
  readonly type?: 'text' | 'password';
  readonly error?: string | undefined;
}

export function textField(field: TextField): string {
  const said = [...(field.hint ? [`${field.id}_hint`] : []), ...(field.error ? [`${field.id}_error`] : [])].join(' ');
  const secret = field.type === 'password';
  return `<div class="field"><label for="${field.id}">${field.label}</label>${field.hint ? `<p class="hint" id="${field.id}_hint">${field.hint}</p>` : ''}<input id="${field.id}" name="${field.name}" type="${field.type ?? 'text'}" value="${escapeHtml(field.value ?? '')}" required autocomplete="${secret ? 'current-password' : 'off'}" autocapitalize="none" spellcheck="false"${said ? ` aria-describedby="${said}"` : ''}${field.error ? ' aria-invalid="true"' : ''}>${field.error ? `<span class="error" id="${field.id}_error">${escapeHtml(field.error)}</span>` : ''}</div>`;
}

/** Words for what a redirect says was done, by its `done`. */
export function notice(call: SettingsCall, words: Readonly<Record<string, string>>): string {
  const said = words[call.query.get('done') ?? ''];
  return said ? `<p class="done" role="status">${escapeHtml(said)}</p>` : '';
}

function isTrusted(call: Call, session: WebSession): boolean {
  return call.method === 'GET' || call.params.text('authenticity_token') === session.csrf;
}

/** A route of the settings. `functional`: closed to an account that has moved, as the import page is. */
export function settings(method: string, path: string, handle: Handle, { functional = false }: { readonly functional?: boolean } = {}): Route {
  return open(
    method,
    path,
    (call) => {
      const session = sessionOf(call);
      const account = session ? call.server.tables.accounts.get(session.accountId) : undefined;
      const user = account ? call.server.tables.users.get(account.id) : undefined;
      if (!session || !account || !user) {
        const back = call.method === 'GET' ? `${call.path}${call.query.size > 0 ? `?${call.query.toString()}` : ''}` : '/auth/edit';
        return redirect(`/auth/sign_in?return_to=${encodeURIComponent(back)}`);
      }
      if (!isTrusted(call, session)) return failure(422, "Can't verify CSRF token authenticity.");
      if (functional && account.movedToUri !== null) return redirect('/auth/edit');
      return handle({ ...call, account, user, session });
    },
    { needs: 'settingsPages' },
  );
}

/** Rails' forms delete by posting `_method=delete` to the same address. */
export function settingsDelete(path: string, handle: Handle): readonly Route[] {
  const asPost: Handle = (call) => (call.params.text('_method') === 'delete' ? handle(call) : failure(404, 'Not Found'));
  return [settings('POST', path, asPost), settings('DELETE', path, handle)];
}
