import { keepUpload } from '../actions/profile.ts';
import { record } from '../actions/outbox.ts';
import { mediaEntity } from '../entities/status.ts';
import type { Media, MediaType } from '../model/rows.ts';
import { now } from '../model/server.ts';
import { plainLength } from '../model/text.ts';
import { readPngSize } from '../png.ts';
import { failure, invalid, json, notFound } from './reply.ts';
import type { Reply } from './reply.ts';
import type { Params } from './params.ts';
import type { Route, SignedCall } from './router.ts';
import { open, signed } from './router.ts';

/** How long an upload is "in processing" on servers that answer before it is ready. */
const processingMs = 1500;
const maxImageBytes = 16 * 1024 * 1024;
/** A file that begins with this text fails in processing, to practise that. */
const brokenMarker = 'broken';

function typeOf(mime: string): MediaType {
  if (mime === 'image/gif') return 'gifv';
  const kind = mime.split('/')[0];
  return kind === 'image' || kind === 'video' || kind === 'audio' ? kind : 'unknown';
}

/** Mastodon processes pictures at once and the rest later; Akkoma everything later; the others everything at once. */
function processingTime(call: SignedCall, type: MediaType): number {
  const { faults, traits } = call.server;
  if (faults.slowMediaMs !== null) return faults.slowMediaMs;
  if (traits.mediaProcessing === 'sync') return 0;
  return traits.software === 'mastodon' && type === 'image' ? 0 : processingMs;
}

function focusOf(params: Params): Media['focus'] {
  const [x, y] = (params.text('focus') ?? '').split(',').map(Number);
  return x !== undefined && y !== undefined && Number.isFinite(x) && Number.isFinite(y) ? { x, y } : null;
}

function upload(call: SignedCall, always: 'sync' | 'kind'): Reply {
  const { server, params } = call;
  const file = params.file('file');
  if (!file) return invalid("File can't be blank");
  const type = typeOf(file.mime);
  if (type === 'unknown') return invalid('File content type is invalid');
  if (file.bytes.length > maxImageBytes && type === 'image') return invalid('File size must be less than 16 MB');
  const waitMs = always === 'kind' ? processingTime(call, type) : 0;
  const size = readPngSize(file.bytes);
  const media: Media = {
    id: server.ids.at(now(server)),
    accountId: call.viewerId,
    type,
    mime: file.mime,
    file: keepUpload(server, file),
    width: size?.width ?? null,
    height: size?.height ?? null,
    blurhash: size ? 'UBL_:rOpGG-;~qRjWBay00WB%MRj9FWBt7t7' : null,
    createdAt: now(server),
    remoteDomain: null,
    description: params.text('description') ?? null,
    focus: focusOf(params),
    statusId: null,
    readyAt: waitMs > 0 ? now(server) + waitMs : 0,
    failed: Buffer.from(file.bytes.subarray(0, brokenMarker.length)).toString('latin1') === brokenMarker,
  };
  if (media.failed && waitMs === 0) return failure(422, 'Error processing thumbnail for uploaded media');
  server.tables.media.put(media);
  record(server, 'uploaded', call.me.account, media.file, media.description ?? '');
  return json(mediaEntity(server, media), waitMs > 0 ? 202 : 200);
}

function own(call: SignedCall): Media | null {
  const media = call.server.tables.media.get(call.at['id'] ?? '');
  return media && media.accountId === call.viewerId && media.statusId === null ? media : null;
}

function read(call: SignedCall): Reply {
  const media = own(call);
  if (!media) return notFound(call.server);
  if (media.readyAt > now(call.server)) return json(mediaEntity(call.server, media), 206);
  return media.failed ? failure(422, 'Error processing thumbnail for uploaded media') : json(mediaEntity(call.server, media));
}

function describe(call: SignedCall): Reply {
  const media = own(call);
  if (!media) return notFound(call.server);
  const description = call.params.text('description');
  if (description !== undefined && plainLength(description) > 1500) return invalid('Description is too long (maximum is 1500 characters)');
  media.description = description ?? media.description;
  if (call.params.has('focus')) media.focus = focusOf(call.params);
  call.server.world.touch();
  return json(mediaEntity(call.server, media));
}

export const mediaRoutes: readonly Route[] = [
  signed('POST', '/api/v2/media', 'write:media', (call) => upload(call, 'kind')),
  signed('POST', '/api/v1/media', 'write:media', (call) => upload(call, 'sync')),
  signed('GET', '/api/v1/media/:id', 'write:media', read),
  signed('PUT', '/api/v1/media/:id', 'write:media', describe),
  signed(
    'DELETE',
    '/api/v1/media/:id',
    'write:media',
    (call) => {
      const media = own(call);
      if (!media) return notFound(call.server);
      call.server.tables.media.delete(media.id);
      return json({});
    },
    { needs: 'mediaDelete' },
  ),
  open('GET', '/media/:file', (call) => {
    const file = call.server.world.files.get(call.at['file'] ?? '');
    if (!file) return notFound(call.server);
    return {
      status: 200,
      bytes: file.bytes,
      contentType: file.mime,
      headers: { 'cache-control': 'public, max-age=31536000, immutable', 'x-content-type-options': 'nosniff' },
    };
  }),
];
