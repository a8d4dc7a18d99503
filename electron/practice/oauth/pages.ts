import type { Account, App } from '../model/rows.ts';
import type { PracticeServer } from '../model/server.ts';
import { escapeHtml } from '../model/text.ts';

const style = `
main.wide { width: min(46rem, 100vw - 2rem); }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1rem; padding: 0; margin: 0 0 1.5rem; }
nav a[aria-current] { font-weight: 700; text-decoration: none; }
select, textarea, fieldset { font: inherit; border-radius: .5rem; border: 1px solid GrayText; box-sizing: border-box; }
select { width: 100%; padding: .6rem .8rem; }
fieldset { margin-top: 1rem; }
fieldset label { font-weight: 400; margin-top: .25rem; }
input[type=radio] { width: auto; margin-inline-end: .5rem; }
.hint { margin: .25rem 0; color: color-mix(in srgb, CanvasText 75%, Canvas); }
.field .error { display: block; margin-top: .25rem; }
.done { border-left: 4px solid #2e7d32; padding-left: .75rem; }
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0; display: grid; place-items: center; min-height: 100vh; background: Canvas; color: CanvasText; }
main { width: min(30rem, 100vw - 2rem); padding: 2rem 0; }
h1 { font-size: 1.4rem; margin: 0 0 .25rem; }
h2 { font-size: 1.15rem; margin: 2rem 0 .25rem; }
label { display: block; margin-top: 1rem; font-weight: 600; }
input, button { font: inherit; padding: .6rem .8rem; border-radius: .5rem; border: 1px solid GrayText; box-sizing: border-box; }
input { width: 100%; }
button { margin: 1.25rem .5rem 0 0; cursor: pointer; }
button.main { background: #2b5fd9; border-color: #2b5fd9; color: #fff; }
:focus-visible { outline: 3px solid #7aa2ff; outline-offset: 2px; }
.note { border-left: 4px solid #c98a00; padding-left: .75rem; }
.error { border-left: 4px solid #c62828; padding-left: .75rem; }
caption { text-align: start; }
table { border-collapse: collapse; width: 100%; margin-top: 1rem; }
th, td { text-align: left; padding: .3rem .5rem .3rem 0; border-bottom: 1px solid color-mix(in srgb, GrayText 40%, transparent); }
code { font-size: 1.05em; overflow-wrap: anywhere; user-select: all; }
`;

export function page(server: PracticeServer, title: string, body: string, width: '' | 'wide' = ''): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)} - ${escapeHtml(server.title)}</title><style>${style}</style></head><body><main class="${width}">${body}<p class="note">${escapeHtml(server.title)} (${escapeHtml(server.domain)}) is a practice server. It runs on this computer only, and everybody on it is made up.</p></main></body></html>`;
}

/** The sign-in page. It tells every practice person's password, because there is nothing to protect. */
export function loginPage(server: PracticeServer, returnTo: string, error: string | null): string {
  const people = server.tables.users.all().flatMap((user) => {
    const account = server.tables.accounts.get(user.id);
    return account
      ? [
          `<tr><th scope="row">${escapeHtml(account.username)}</th><td>${escapeHtml(account.displayName.replaceAll(/\s*:[\w-]+:/g, ''))}</td><td><code>${escapeHtml(user.password)}</code></td></tr>`,
        ]
      : [];
  });
  return page(
    server,
    'Sign in',
    `
<h1>Sign in to ${escapeHtml(server.title)}</h1>
${error ? `<p class="error" role="alert">${escapeHtml(error)}</p>` : ''}
<form method="post" action="/auth/sign_in">
<input type="hidden" name="return_to" value="${escapeHtml(returnTo)}">
<label for="username">Name</label><input id="username" name="username" autocomplete="username" autocapitalize="none" required autofocus>
<label for="password">Password</label><input id="password" name="password" type="password" autocomplete="off" required>
<button class="main" type="submit">Sign in</button>
</form>
<table><caption>People of this practice server</caption><thead><tr><th scope="col">Name</th><th scope="col">Who</th><th scope="col">Password</th></tr></thead><tbody>${people.join('')}</tbody></table>`,
  );
}

export interface AuthorizeView {
  readonly app: App;
  readonly account: Account;
  readonly scopes: string;
  readonly query: URLSearchParams;
  readonly csrf: string;
}

export function authorizePage(server: PracticeServer, view: AuthorizeView): string {
  const hidden = [...view.query, ['csrf', view.csrf] as const]
    .map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`)
    .join('');
  const again = new URLSearchParams(view.query);
  again.set('force_login', 'true');
  return page(
    server,
    'Authorization required',
    `
<h1>Authorization required</h1>
<p><strong>${escapeHtml(view.app.name)}</strong> would like permission to access your account <strong>@${escapeHtml(view.account.username)}@${escapeHtml(server.domain)}</strong>.</p>
<ul>${view.scopes
      .split(/\s+/)
      .map((scope) => `<li><code>${escapeHtml(scope)}</code></li>`)
      .join('')}</ul>
<form method="post" action="/oauth/authorize">${hidden}
<button class="main" type="submit" name="decision" value="allow">Authorize</button><button type="submit" name="decision" value="deny">Deny</button></form>
<p><a href="/oauth/authorize?${escapeHtml(again.toString())}">Use another account</a></p>`,
  );
}

export function codePage(server: PracticeServer, code: string): string {
  return page(
    server,
    'Authorization code',
    `<h1>Copy this code</h1><p>Paste it into the app that asked for it.</p><p><code id="code">${escapeHtml(code)}</code></p>`,
  );
}

export function errorPage(server: PracticeServer, message: string): string {
  return page(server, 'An error has occurred', `<h1>An error has occurred</h1><p class="error" role="alert">${escapeHtml(message)}</p>`);
}
