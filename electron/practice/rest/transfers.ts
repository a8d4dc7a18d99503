import { readCsv } from '../files/csv.ts';
import { exportCounts, exportCsv, exportNames } from '../files/export.ts';
import type { ExportKind } from '../files/export.ts';
import { prepareImport, startImport } from '../files/import.ts';
import type { ImportType } from '../model/moving-rows.ts';
import { failure, json } from './reply.ts';
import type { Reply } from './reply.ts';
import type { Route, SignedCall } from './router.ts';
import { signed } from './router.ts';

/** A file as an answer; `name` is what it is saved as. */
export function download(name: string, body: string, contentType = 'text/csv; charset=utf-8'): Reply {
  return { status: 200, body, contentType, headers: { 'content-disposition': `attachment; filename="${name}"` } };
}

const gotosocialTypes: Readonly<Record<string, ImportType>> = { following: 'following', blocks: 'blocking', mutes: 'muting' };

/** Taken and worked on; nothing ever tells how it went (internal/api/client/import). */
function importGotosocial(call: SignedCall): Reply {
  const { server, me, params } = call;
  const file = params.file('data');
  const type = gotosocialTypes[params.text('type') ?? ''];
  const mode = params.text('mode') ?? 'merge';
  if (!file) return failure(400, 'Bad Request: no data file provided');
  if (!type) return failure(400, 'Bad Request: type must be one of following, blocks, mutes');
  if (mode !== 'merge' && mode !== 'overwrite') return failure(400, 'Bad Request: mode must be merge or overwrite');
  const read = readCsv(new TextDecoder().decode(file.bytes));
  // Go's reader wants as many cells in every row as in the first.
  if ('rows' in read && new Set(read.rows.map((row) => row.length)).size > 1) return failure(400, 'Bad Request: error parsing csv: wrong number of fields');
  const prepared = prepareImport(server, me.account, { type, overwrite: mode === 'overwrite', filename: file.name, bytes: file.bytes });
  if (typeof prepared === 'string') return failure(400, `Bad Request: ${prepared}`);
  startImport(server, prepared);
  return json({ status: 'Accepted' }, 202);
}

function exportGotosocial(kind: ExportKind): (call: SignedCall) => Reply {
  return ({ server, me }) => download(exportNames[kind], exportCsv(server, me.account.id, kind));
}

function statsGotosocial({ server, me }: SignedCall): Reply {
  const counts = exportCounts(server, me.account);
  return json({
    media_storage: '0 B',
    followers_count: counts.followers,
    following_count: counts.follows,
    statuses_count: counts.statuses,
    lists_count: counts.lists,
    blocks_count: counts.blocks,
    mutes_count: counts.mutes,
  });
}

/** A bare JSON text. */
const started: Reply = { status: 200, body: JSON.stringify('job started') };

/** `list` as text or as a file; of each line the first cell only (follow_import etc. of util_controller.ex). */
function importPleroma(type: ImportType): (call: SignedCall) => Reply {
  return ({ server, me, params }) => {
    const upload = params.file('list');
    const text = upload ? new TextDecoder().decode(upload.bytes) : (params.text('list') ?? '');
    const cells = text.split(/[\n\r]+/).flatMap((line) => line.split(',')[0]?.trim() || []);
    const handles = cells.filter((cell) => cell !== 'Account address');
    if (handles.length === 0) return started;
    const bytes = new TextEncoder().encode(`${handles.join('\n')}\n`);
    const prepared = prepareImport(server, me.account, { type, overwrite: false, filename: 'list.csv', bytes });
    if (typeof prepared === 'string') return failure(400, prepared);
    startImport(server, prepared);
    return started;
  };
}

const gotosocial = { needs: 'gotosocialApi' } as const;
const pleroma = { needs: 'pleromaApi' } as const;

export const transferRoutes: readonly Route[] = [
  signed('POST', '/api/v1/import', 'write', importGotosocial, gotosocial),
  signed('GET', '/api/v1/exports/stats', 'read:accounts', statsGotosocial, gotosocial),
  signed('GET', '/api/v1/exports/following.csv', 'read:follows', exportGotosocial('follows'), gotosocial),
  signed('GET', '/api/v1/exports/followers.csv', 'read:follows', exportGotosocial('followers'), gotosocial),
  signed('GET', '/api/v1/exports/lists.csv', 'read:lists', exportGotosocial('lists'), gotosocial),
  signed('GET', '/api/v1/exports/blocks.csv', 'read:blocks', exportGotosocial('blocks'), gotosocial),
  signed('GET', '/api/v1/exports/mutes.csv', 'read:mutes', exportGotosocial('mutes'), gotosocial),
  signed('POST', '/api/pleroma/follow_import', 'write:follows', importPleroma('following'), pleroma),
  signed('POST', '/api/pleroma/blocks_import', 'write:blocks', importPleroma('blocking'), pleroma),
  signed('POST', '/api/pleroma/mutes_import', 'write:mutes', importPleroma('muting'), pleroma),
  signed(
    'POST',
    '/api/v1/settings/import_follows',
    'write',
    ({ server, me, params }) => {
      const bytes = new TextEncoder().encode(params.text('follows_csv') ?? '');
      const prepared = prepareImport(server, me.account, { type: 'following', overwrite: false, filename: 'follows.csv', bytes });
      if (typeof prepared === 'string') return failure(400, prepared);
      startImport(server, prepared);
      return { status: 204 };
    },
    { needs: 'mitraApi' },
  ),
];
