import { promisify } from 'node:util';
import { brotliDecompress, gunzip } from 'node:zlib';
import { fail, ok, type Result } from '../../contract/index.ts';
import type { NetAnswer } from '../../core/ports.ts';

const decoders: Readonly<Record<string, (body: Uint8Array, options: { maxOutputLength: number }) => Promise<Buffer>>> = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  br: promisify(brotliDecompress),
};

/** Undoes gzip and Brotli. The limit counts unpacked bytes too, so a small answer cannot unpack into a large one. */
export async function decodeBody(answer: NetAnswer, maxBytes: number, host: string): Promise<Result<NetAnswer>> {
  const coding = answer.headers.find(([name]) => name === 'content-encoding')?.[1].trim().toLowerCase() ?? '';
  const decode = Object.hasOwn(decoders, coding) ? decoders[coding] : undefined;
  if (decode === undefined || answer.body.length === 0) return ok(answer);
  try {
    return ok({ ...answer, body: new Uint8Array(await decode(answer.body, { maxOutputLength: maxBytes })) });
  } catch (error) {
    const reason = error instanceof RangeError ? 'tooLarge' : 'wrongShape';
    return fail({ kind: 'badAnswer', host, reason, status: answer.status, mayHaveArrived: true });
  }
}
