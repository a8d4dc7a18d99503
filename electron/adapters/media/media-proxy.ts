import { open, type FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { fail, ok, type AppError, type Result } from '../../contract/result.ts';
import type { Clock, Net } from '../../core/ports.ts';
import { parseRange, type ByteRange } from './byte-range.ts';
import { defaultMediaLimits, downloadMedia, type Download, type MediaLimits } from './media-download.ts';
import { createMediaFiles } from './media-files.ts';
import type { SignedMediaLinks } from './media-links.ts';
import { sniffBytes, sniffMediaType, type MediaType } from './media-type.ts';
import { createSharedWork } from './shared-work.ts';

/** One answer of the app's own origin: 200, 206 or 416. Header names in lower case. */
export interface MediaFile {
  readonly status: 200 | 206 | 416;
  readonly contentType: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Must be read or cancelled. */
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>>;
}

export interface MediaProxy {
  /**
   * The file behind a path made by `links`. `range` is a `Range` header. `notFound` for a path that is not ours and
   * for media that is gone; `badAnswer` for anything that is no picture, film or sound, or is too large.
   */
  get(path: string, request?: { readonly range?: string; readonly signal?: AbortSignal }): Promise<Result<MediaFile>>;
}

export interface MediaProxyDeps {
  readonly net: Net;
  readonly links: SignedMediaLinks;
  /** Folder of the cache; ours alone. */
  readonly dir: string;
  readonly clock: Clock;
  readonly limits?: Partial<MediaLimits>;
}

/** A file whose address just failed is not asked for again, however often it scrolls by. */
const failedForMs = 60_000;
/** Without network nothing was learnt about the file; this only calms the storm of a whole screen of pictures. */
const offlineForMs = 5_000;
const maxFailures = 1000;

/** Where the bytes of an answer are. */
interface Source {
  readonly type: MediaType;
  readonly size: number;
  read(range: ByteRange): ReadableStream<Uint8Array<ArrayBuffer>>;
  close(): Promise<void>;
}

function fromMemory({ type, bytes }: Download): Source {
  return {
    type,
    size: bytes.length,
    read: ({ start, end }) => new Blob([bytes.subarray(start, end + 1)]).stream(),
    close: async () => {},
  };
}

/** Null for a file that is not what was written; it is then fetched again. */
async function fromFile(handle: FileHandle): Promise<Source | null> {
  const head = Buffer.alloc(sniffBytes);
  const { bytesRead } = await handle.read(head, 0, sniffBytes, 0);
  const type = sniffMediaType(head.subarray(0, bytesRead));
  const { size } = await handle.stat();
  if (type === null) {
    await handle.close();
    return null;
  }
  return {
    type,
    size,
    read: ({ start, end }) => Readable.toWeb(handle.createReadStream({ start, end })) as ReadableStream<Uint8Array<ArrayBuffer>>,
    close: () => handle.close(),
  };
}

function headersOf(source: Source): Record<string, string> {
  return {
    'content-type': source.type.contentType,
    'x-content-type-options': 'nosniff',
    'content-disposition': `inline; filename="media.${source.type.extension}"`,
    'cross-origin-resource-policy': 'same-origin',
    // Should a browser ever take the file for a page, it may do nothing.
    'content-security-policy': "default-src 'none'; sandbox",
    'referrer-policy': 'no-referrer',
    'accept-ranges': 'bytes',
    'cache-control': 'private, max-age=604800, immutable',
  };
}

async function toMediaFile(source: Source, rangeHeader: string | undefined): Promise<MediaFile> {
  const range = parseRange(rangeHeader, source.size);
  const contentType = source.type.contentType;
  if (range === 'unsatisfiable') {
    await source.close();
    const headers = { ...headersOf(source), 'content-length': '0', 'content-range': `bytes */${source.size}`, 'cache-control': 'no-store' };
    return { status: 416, contentType, headers, body: new Blob([]).stream() };
  }
  const { start, end } = range ?? { start: 0, end: source.size - 1 };
  const headers = { ...headersOf(source), 'content-length': String(end - start + 1) };
  const body = source.read({ start, end });
  if (range === null) return { status: 200, contentType, headers, body };
  return { status: 206, contentType, headers: { ...headers, 'content-range': `bytes ${start}-${end}/${source.size}` }, body };
}

/** A file of this computer, as the proxy would give it; never kept by the browser. `notFound` where it is none or no media. */
export async function openMediaFile(path: string, rangeHeader: string | undefined): Promise<Result<MediaFile>> {
  const handle = await open(path, 'r').catch(() => null);
  const source = handle === null ? null : await fromFile(handle);
  if (source === null) return fail({ kind: 'notFound', what: 'media' });
  const file = await toMediaFile(source, rangeHeader);
  return ok({ ...file, headers: { ...file.headers, 'cache-control': 'no-store' } });
}

/** Failures by URL, until a time of the monotonic clock. */
function createFailures(clock: Clock): { get(url: string): AppError | null; put(url: string, error: AppError): void } {
  const failures = new Map<string, { readonly error: AppError; readonly until: number }>();
  return {
    get(url) {
      const failure = failures.get(url);
      if (failure !== undefined && clock.monotonic() < failure.until) return failure.error;
      failures.delete(url);
      return null;
    },
    put(url, error) {
      if (error.kind === 'cancelled') return;
      const oldest = failures.keys().next();
      if (failures.size >= maxFailures && oldest.done !== true) failures.delete(oldest.value);
      failures.set(url, { error, until: clock.monotonic() + (error.kind === 'offline' ? offlineForMs : failedForMs) });
    },
  };
}

export function createMediaProxy({ net, links, dir, clock, limits }: MediaProxyDeps): MediaProxy {
  const allLimits = { ...defaultMediaLimits, ...limits };
  const files = createMediaFiles({ dir, maxBytes: allLimits.cacheBytes, clock });
  const failures = createFailures(clock);

  const downloads = createSharedWork(allLimits.parallel, async (url, signal): Promise<Result<Download>> => {
    const download = await downloadMedia(net, url, allLimits, signal);
    if (!download.ok) failures.put(url, download.error);
    // A full disk costs the cache, not the picture.
    else await files.put(url, download.value.bytes).catch(() => {});
    return download;
  });

  async function fromCache(url: string): Promise<Source | null> {
    const handle = await files.open(url).catch(() => null);
    return handle === null ? null : fromFile(handle);
  }

  return {
    async get(path, { range, signal } = {}) {
      const url = links.toUrl(path);
      if (url === null) return fail({ kind: 'notFound', what: 'media' });
      const cached = await fromCache(url);
      if (cached !== null) return ok(await toMediaFile(cached, range));
      const failure = failures.get(url);
      if (failure !== null) return fail(failure);
      const download = await downloads.run(url, signal);
      if (download === 'aborted') return fail({ kind: 'cancelled' });
      return download.ok ? ok(await toMediaFile(fromMemory(download.value), range)) : download;
    },
  };
}
