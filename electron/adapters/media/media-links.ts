import { createHmac, timingSafeEqual } from 'node:crypto';
import type { MediaPath } from '../../contract/ids.ts';
import type { MediaLinks } from '../../core/ports.ts';

/** `media/<hmac>/<base64url(url)>`: only who holds the key can make a path, so the renderer cannot have any address fetched it likes. */
export interface SignedMediaLinks extends MediaLinks {
  toPath(url: string): MediaPath;
  /** The URL behind a path of ours; null for anything else. */
  toUrl(path: string): string | null;
}

/** 128 bits: out of reach of guessing, and 22 characters instead of 43 in every stored picture path. */
const signatureBytes = 16;
/** The same portraits come with post after post: signing them anew was a tenth of reading a stream. */
const mostPaths = 2_000;

/** `key`: at least 32 secret bytes, the same for the life of the profile (paths are stored). */
export function createMediaLinks({ key }: { readonly key: Uint8Array | string }): SignedMediaLinks {
  const paths = new Map<string, MediaPath>();
  const sign = (encoded: string): Buffer => createHmac('sha256', key).update(encoded).digest().subarray(0, signatureBytes);

  function makePath(url: string): MediaPath {
    const encoded = Buffer.from(url, 'utf8').toString('base64url');
    return `media/${sign(encoded).toString('base64url')}/${encoded}` as MediaPath;
  }

  return {
    toPath(url) {
      const known = paths.get(url);
      if (known !== undefined) return known;
      const path = makePath(url);
      if (paths.size >= mostPaths) paths.clear();
      paths.set(url, path);
      return path;
    },
    toUrl(path) {
      const [, signature, encoded] = /^media\/([\w-]{22})\/([\w-]+)$/.exec(path) ?? [];
      if (signature === undefined || encoded === undefined) return null;
      const given = Buffer.from(signature, 'base64url');
      if (given.length !== signatureBytes || !timingSafeEqual(given, sign(encoded))) return null;
      return Buffer.from(encoded, 'base64url').toString('utf8');
    },
  };
}
