import { archiveName, createArchive } from '../files/archive.ts';
import { exportCounts, exportCsv, exportFilters, exportNames } from '../files/export.ts';
import type { ExportKind } from '../files/export.ts';
import type { Backup } from '../model/moving-rows.ts';
import { now } from '../model/server.ts';
import { failure, json, redirect } from '../rest/reply.ts';
import type { Reply } from '../rest/reply.ts';
import type { Route } from '../rest/router.ts';
import { download } from '../rest/transfers.ts';
import { form, notice, settings, settingsPage } from './frame.ts';
import type { SettingsCall } from './frame.ts';

const dayMs = 86_400_000;
/** One archive in so long (backup_policy.rb), and how long the server works on one. */
const archivePauseMs = 6 * dayMs;
const archiveWorkMs = 20_000;

const kinds = [
  ['follows', 'You follow'],
  ['lists', 'Lists'],
  ['blocks', 'You block'],
  ['mutes', 'You mute'],
  ['domain_blocks', 'Domain blocks'],
  ['bookmarks', 'Bookmarks'],
] as const satisfies readonly (readonly [ExportKind, string])[];

function backupsOf(call: SettingsCall): readonly Backup[] {
  return call.server.tables.backups.by('user', call.account.id).toSorted((a, b) => b.createdAt - a.createdAt);
}

function mayAsk(call: SettingsCall): boolean {
  return (backupsOf(call)[0]?.createdAt ?? Number.NEGATIVE_INFINITY) <= now(call.server) - archivePauseMs;
}

function archives(call: SettingsCall): string {
  const rows = backupsOf(call).map((backup) => {
    const day = new Date(backup.createdAt).toISOString();
    const state = backup.readyAt > now(call.server) ? 'In progress' : `<a href="/backups/${backup.id}/download">Download your archive</a>`;
    return `<tr><td><time datetime="${day}">${day.slice(0, 16).replace('T', ' ')} UTC</time></td><td>${state}</td></tr>`;
  });
  return rows.length === 0
    ? ''
    : `<table id="backups"><caption>Your archives</caption><thead><tr><th scope="col">Asked for</th><th scope="col">State</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function show(call: SettingsCall): Reply {
  const counts = exportCounts(call.server, call.account);
  const rows = kinds.map(
    ([kind, name]) => `<tr><th scope="row">${name}</th><td>${counts[kind]}</td><td><a href="/settings/exports/${kind}.csv" aria-label="${name} as CSV">CSV</a></td></tr>`,
  );
  const filters = call.server.traits.features.has('filterFiles')
    ? `<tr><th scope="row">Filters</th><td>${call.server.tables.filters.by('user', call.account.id).length}</td><td><a href="/settings/exports/custom_filters.json" aria-label="Filters as JSON">JSON</a></td></tr>`
    : '';
  const ask = mayAsk(call)
    ? form(call, '/settings/export', '<button class="main" type="submit">Request your archive</button>', { id: 'request_archive' })
    : '<p id="archive-pause">You can ask for an archive every 7 days.</p>';
  return settingsPage(
    call,
    'Data export',
    `${notice(call, { requested: 'Your archive is being put together. Look again in a minute.' })}
<table id="exports"><caption>Files</caption><thead><tr><th scope="col">What</th><th scope="col">How many</th><th scope="col">File</th></tr></thead><tbody>${rows.join('')}${filters}</tbody></table>
<h2>Archive</h2><p>Your posts with their media, your profile, likes and bookmarks in one file.</p>${ask}${archives(call)}`,
  );
}

function ask(call: SettingsCall): Reply {
  if (!mayAsk(call)) return failure(403, 'This action is not allowed');
  const createdAt = now(call.server);
  call.server.tables.backups.put({ id: call.server.ids.row(), userId: call.account.id, createdAt, readyAt: createdAt + archiveWorkMs });
  call.server.world.touch();
  return redirect('/settings/export?done=requested', 303);
}

function fetchArchive(call: SettingsCall): Reply {
  const backup = call.server.tables.backups.get(call.at['id'] ?? '');
  if (!backup || backup.userId !== call.account.id || backup.readyAt > now(call.server)) return failure(404, 'Not Found');
  const headers = { 'content-disposition': `attachment; filename="${archiveName(backup)}"` };
  return { status: 200, bytes: createArchive(call.server, call.account, backup.createdAt), contentType: 'application/zip', headers };
}

export const exportPages: readonly Route[] = [
  settings('GET', '/settings/export', show),
  settings('POST', '/settings/export', ask),
  settings('GET', '/backups/:id/download', fetchArchive),
  ...kinds.map(([kind]) =>
    settings('GET', `/settings/exports/${kind}.csv`, ({ server, account }) => download(exportNames[kind], exportCsv(server, account.id, kind))),
  ),
  settings('GET', '/settings/exports/custom_filters.json', (call) => {
    if (!call.server.traits.features.has('filterFiles')) return failure(404, 'Not Found');
    return { ...json(exportFilters(call.server, call.account.id)), headers: { 'content-disposition': 'attachment; filename="custom_filters.json"' } };
  }),
];
