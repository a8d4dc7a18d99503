import { writeCsv } from '../files/csv.ts';
import { importColumns, prepareImport, startImport } from '../files/import.ts';
import type { Import, ImportType } from '../model/moving-rows.ts';
import { now } from '../model/server.ts';
import { escapeHtml } from '../model/text.ts';
import { failure, json, redirect } from '../rest/reply.ts';
import type { Reply } from '../rest/reply.ts';
import type { Route } from '../rest/router.ts';
import { download } from '../rest/transfers.ts';
import { form, notice, settings, settingsDelete, settingsPage } from './frame.ts';
import type { SettingsCall } from './frame.ts';

/** Unconfirmed imports and finished ones go away (bulk_import.rb). */
const confirmWithinMs = 10 * 60_000;
const keptMs = 7 * 86_400_000;

const types: readonly (readonly [ImportType, string, string])[] = [
  ['following', 'Following list', 'follows'],
  ['bookmarks', 'Bookmarks', 'bookmarks'],
  ['lists', 'Lists', 'lists'],
  ['muting', 'Muting list', 'mutes'],
  ['blocking', 'Blocking list', 'blocks'],
  ['domain_blocking', 'Domain blocking list', 'domain blocks'],
  ['custom_filters', 'Filters', 'filters'],
];

const states: Readonly<Record<Import['state'], string>> = {
  unconfirmed: 'Unconfirmed',
  scheduled: 'Scheduled',
  in_progress: 'In progress',
  finished: 'Finished',
};

function typesOf(call: SettingsCall) {
  return types.filter(([type]) => type !== 'custom_filters' || call.server.traits.features.has('filterFiles'));
}

function nameOf(type: ImportType): string {
  return types.find(([one]) => one === type)?.[1] ?? type;
}

/** Own imports that are still kept. */
function ownImports(call: SettingsCall): readonly Import[] {
  const { imports } = call.server.tables;
  const at = now(call.server);
  for (const row of imports.by('user', call.account.id)) {
    const overdue = row.state === 'unconfirmed' ? row.createdAt < at - confirmWithinMs : row.finishedAt !== null && row.finishedAt < at - keptMs;
    if (overdue) imports.delete(row.id);
  }
  return imports.by('user', call.account.id).toSorted((a, b) => b.createdAt - a.createdAt);
}

function ownImport(call: SettingsCall): Import | undefined {
  return ownImports(call).find((row) => row.id === call.at['id']);
}

function failuresOf(row: Import) {
  return row.rows.filter((one) => one.state === 'failed');
}

function recent(call: SettingsCall): string {
  const rows = ownImports(call).map((row) => {
    const failures = failuresOf(row).length;
    const kind = row.type === 'custom_filters' ? 'json' : 'csv';
    const file = row.state === 'finished' && failures > 0 ? `<a href="/settings/imports/${row.id}/failures.${kind}">Download failures (${failures})</a>` : String(failures);
    const state = row.state === 'unconfirmed' ? `<a href="/settings/imports/${row.id}">${states.unconfirmed}</a>` : states[row.state];
    const through = row.rows.filter((one) => one.state !== 'waiting').length;
    return `<tr data-state="${row.state}"><th scope="row">${nameOf(row.type)}</th><td>${state}</td><td>${through} / ${row.rows.length}</td><td>${file}</td></tr>`;
  });
  return rows.length === 0
    ? ''
    : `<table id="recent-imports"><caption>Recent imports</caption><thead><tr><th scope="col">Type</th><th scope="col">State</th><th scope="col">Rows</th><th scope="col">Failures</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function show(call: SettingsCall, chosen: string = 'following', error?: string): Reply {
  const options = typesOf(call)
    .map(([type, name]) => `<option value="${type}"${type === chosen ? ' selected' : ''}>${name}</option>`)
    .join('');
  const mode = (value: string, words: string, checked: boolean) =>
    `<label for="form_import_mode_${value}"><input type="radio" id="form_import_mode_${value}" name="form_import[mode]" value="${value}"${checked ? ' checked' : ''}>${words}</label>`;
  const problem = error === undefined ? '' : `<span class="error" id="form_import_data_error">${escapeHtml(error)}</span>`;
  const body = `<div class="field"><label for="form_import_type">Import type</label><select id="form_import_type" name="form_import[type]">${options}</select></div>
<div class="field"><label for="form_import_data">Data</label><p class="hint" id="form_import_data_hint">A file that was exported from another server</p><input id="form_import_data" name="form_import[data]" type="file" required aria-describedby="form_import_data_hint${error === undefined ? '' : ' form_import_data_error'}">${problem}</div>
<fieldset><legend>What to do with what is here already</legend>${mode('merge', 'Merge: keep it and add the new', true)}${mode('overwrite', 'Overwrite: replace it with the new', false)}</fieldset>
<button class="main" type="submit">Upload</button>`;
  return settingsPage(
    call,
    'Import and upload',
    `${notice(call, { confirmed: 'The file is being worked on. Large files take a while.', deleted: 'The import is gone.' })}
${form(call, '/settings/imports', body, { upload: true, id: 'new_form_import' })}${recent(call)}`,
    error === undefined ? 200 : 422,
  );
}

function upload(call: SettingsCall): Reply {
  const given = call.params.group('form_import');
  const file = given?.file('data');
  const type = typesOf(call).find(([one]) => one === given?.text('type'))?.[0];
  if (!file || !type) return show(call, type, "can't be blank");
  const overwrite = given?.text('mode') === 'overwrite';
  const prepared = prepareImport(call.server, call.account, { type, overwrite, filename: file.name, bytes: file.bytes });
  if (typeof prepared === 'string') return show(call, type, prepared);
  call.server.tables.imports.put(prepared);
  call.server.world.touch();
  return redirect(`/settings/imports/${prepared.id}`, 303);
}

function showOne(call: SettingsCall): Reply {
  const row = ownImport(call);
  if (!row) return failure(404, 'Not Found');
  if (row.state !== 'unconfirmed') return redirect('/settings/imports');
  const what = types.find(([type]) => type === row.type)?.[2] ?? row.type;
  const warning = row.likelyMismatched
    ? '<p class="error" role="alert" id="mismatched">It appears you may have selected the wrong type for this import, please double-check.</p>'
    : '';
  const words = row.overwrite
    ? `You are about to <strong>replace</strong> your ${what} with up to <strong>${row.rows.length}</strong> rows from <strong>${escapeHtml(row.filename)}</strong>.`
    : `You are about to add up to <strong>${row.rows.length}</strong> rows from <strong>${escapeHtml(row.filename)}</strong> to your ${what}.`;
  return settingsPage(
    call,
    row.overwrite ? 'Overwrite' : 'Merge',
    `${warning}<p>${words}</p>${form(call, `/settings/imports/${row.id}/confirm`, '<button class="main" type="submit">Confirm</button>', { id: 'confirm_import' })}${form(call, `/settings/imports/${row.id}`, '<button type="submit">Cancel</button>', { method: 'delete' })}`,
  );
}

function confirm(call: SettingsCall): Reply {
  const row = ownImport(call);
  if (!row || row.state !== 'unconfirmed') return failure(404, 'Not Found');
  startImport(call.server, row);
  return redirect('/settings/imports?done=confirmed', 303);
}

function remove(call: SettingsCall): Reply {
  const row = ownImport(call);
  if (!row || row.state !== 'unconfirmed') return failure(404, 'Not Found');
  call.server.tables.imports.delete(row.id);
  return redirect('/settings/imports?done=deleted', 303);
}

/** Names Mastodon gives the files of failures, by type. */
const failureNames: Readonly<Record<ImportType, string>> = {
  following: 'following_accounts_failures.csv',
  blocking: 'blocked_accounts_failures.csv',
  muting: 'muted_accounts_failures.csv',
  domain_blocking: 'blocked_domains_failures.csv',
  bookmarks: 'bookmarks_failures.csv',
  lists: 'lists_failures.csv',
  custom_filters: 'custom_filters_failures.json',
};

/** In the form of the export: kinds whose export has no header have none here either. */
function failures(call: SettingsCall): Reply {
  const row = ownImport(call);
  if (!row || row.state !== 'finished') return failure(404, 'Not Found');
  const cells = failuresOf(row).map((one) => one.cells);
  const name = failureNames[row.type];
  if (row.type === 'custom_filters') {
    const filters = cells.map((one): unknown => JSON.parse(one[0] ?? 'null'));
    return { ...json({ custom_filters: filters }), headers: { 'content-disposition': `attachment; filename="${name}"` } };
  }
  const headed = row.type === 'following' || row.type === 'muting';
  return download(name, writeCsv(headed ? [importColumns[row.type], ...cells] : cells));
}

const functional = { functional: true } as const;

export const importPages: readonly Route[] = [
  settings('GET', '/settings/imports', (call) => show(call), functional),
  settings('POST', '/settings/imports', upload, functional),
  settings('GET', '/settings/imports/:id', showOne, functional),
  settings('POST', '/settings/imports/:id/confirm', confirm, functional),
  settings('GET', '/settings/imports/:id/failures.csv', failures, functional),
  settings('GET', '/settings/imports/:id/failures.json', failures, functional),
  ...settingsDelete('/settings/imports/:id', remove),
];
