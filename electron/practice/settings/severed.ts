import { writeCsv } from '../files/csv.ts';
import { followHeader } from '../files/export.ts';
import type { Severance } from '../model/moving-rows.ts';
import { escapeHtml } from '../model/text.ts';
import { failure } from '../rest/reply.ts';
import type { Reply } from '../rest/reply.ts';
import type { Route } from '../rest/router.ts';
import { download } from '../rest/transfers.ts';
import { settings, settingsPage } from './frame.ts';
import type { SettingsCall } from './frame.ts';

const causes: Readonly<Record<Severance['type'], string>> = {
  domain_block: 'The moderators of this server blocked the server',
  user_domain_block: 'You blocked the server',
};

function show(call: SettingsCall): Reply {
  if (!call.server.traits.features.has('severedRelationships')) return failure(404, 'Not Found');
  const rows = call.server.tables.severances.by('user', call.account.id).map((row) => {
    const file = (which: 'following' | 'followers') =>
      `<a href="/severed_relationships/${row.id}/${which}.csv" aria-label="${which} lost with ${escapeHtml(row.target)} as CSV">${row[which].length} (CSV)</a>`;
    const day = new Date(row.createdAt).toISOString();
    return `<tr><th scope="row">${escapeHtml(row.target)}</th><td>${causes[row.type]}</td><td><time datetime="${day}">${day.slice(0, 10)}</time></td><td>${file('following')}</td><td>${file('followers')}</td></tr>`;
  });
  const body =
    rows.length === 0
      ? '<p id="none-lost">You have lost no relations to blocks of servers.</p>'
      : `<table id="severed"><caption>Relations that ended when a server was blocked</caption><thead><tr><th scope="col">Server</th><th scope="col">Why</th><th scope="col">Date</th><th scope="col">Following</th><th scope="col">Followers</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
  return settingsPage(call, 'Lost relations', body);
}

function file(which: 'following' | 'followers'): (call: SettingsCall) => Reply {
  return (call) => {
    const row = call.server.tables.severances.get(call.at['id'] ?? '');
    if (!row || row.userId !== call.account.id) return failure(404, 'Not Found');
    const header = which === 'following' ? followHeader : ['Account address'];
    return download(`${which}-${row.target}.csv`, writeCsv([header, ...row[which]]));
  };
}

export const severedPages: readonly Route[] = [
  settings('GET', '/severed_relationships', show),
  settings('GET', '/severed_relationships/:id/following.csv', file('following')),
  settings('GET', '/severed_relationships/:id/followers.csv', file('followers')),
];
