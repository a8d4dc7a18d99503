import { decodeBlurHash } from 'fast-blurhash';

const side = 24;
/** A longer one is no blurhash: 9 by 9 components take 2 × 81 + 4 letters. */
const longestHash = 166;
/** Of some two kilobytes each; more than any window shows at once. */
const mostKept = 300;
const headerBytes = 54;

/** Addresses of small pictures by hash, the one asked for longest ago first; null where a hash is none. */
const kept = new Map<string, string | null>();

/**
 * The address of a small picture of a hash's colours. A picture and not a canvas: each canvas is a layer of its own on
 * the screen, and makes one of all that lies over it, which costs every frame.
 */
export function colours(hash: string): string | null {
  const known = kept.get(hash);
  const url = known === undefined ? picture(hash) : known;
  kept.delete(hash);
  kept.set(hash, url);
  const [[oldest, unused] = ['', null]] = kept;
  if (kept.size > mostKept) {
    kept.delete(oldest);
    if (unused !== null) URL.revokeObjectURL(unused);
  }
  return url;
}

function picture(hash: string): string | null {
  if (hash.length > longestHash) return null;
  try {
    return URL.createObjectURL(new Blob([bitmapOf(decodeBlurHash(hash, side, side), side)], { type: 'image/bmp' }));
  } catch {
    return null;
  }
}

/** A Windows bitmap of 24 bits a pixel, top row first; rows of a square whose side is a multiple of 4 need no filling. `rgba`: 4 bytes a pixel. */
export function bitmapOf(rgba: ArrayLike<number>, size: number): Uint8Array<ArrayBuffer> {
  const pixels = size * size;
  const bytes = new Uint8Array(headerBytes + pixels * 3);
  const view = new DataView(bytes.buffer);
  bytes.set([0x42, 0x4d]);
  view.setUint32(2, bytes.length, true);
  view.setUint32(10, headerBytes, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, size, true);
  view.setInt32(22, -size, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 24, true);
  for (let pixel = 0; pixel < pixels; pixel += 1) {
    const [red = 0, green = 0, blue = 0] = [rgba[pixel * 4], rgba[pixel * 4 + 1], rgba[pixel * 4 + 2]];
    bytes.set([blue, green, red], headerBytes + pixel * 3);
  }
  return bytes;
}
