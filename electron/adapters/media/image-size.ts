import type { MediaType } from './media-type.ts';

/**
 * Decoded, a picture takes four bytes a pixel whatever its file weighs; a 20 KB PNG can claim 100,000 x 100,000.
 * 80 megapixels (320 MB) are beyond every camera's default and still bearable once.
 */
const maxPixels = 80_000_000;

interface Size {
  readonly width: number;
  readonly height: number;
}

function pngSize(view: DataView): Size {
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

function gifSize(view: DataView): Size {
  return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
}

const u24 = (view: DataView, at: number): number => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);

/** The three forms of WebP (RFC 9649, 2.5 to 2.7). */
function webpSize(view: DataView): Size {
  const chunk = view.getUint8(15);
  if (chunk === 0x58 /* VP8X */) return { width: u24(view, 24) + 1, height: u24(view, 27) + 1 };
  if (chunk === 0x4c /* VP8L */) {
    const bits = view.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
  }
  return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
}

/** Walks the markers to the frame header (ITU T.81, B.2.2). */
function jpegSize(view: DataView): Size {
  let at = 2;
  while (view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    at += 2 + view.getUint16(at + 2);
  }
  return { width: 0, height: 0 };
}

/** `ispe` holds the extents (ISO 23008-12, 6.5.3); the largest one counts. */
function avifSize(view: DataView): Size {
  const bytes = Buffer.from(view.buffer, view.byteOffset, Math.min(view.byteLength, 65_536));
  let size: Size = { width: 0, height: 0 };
  for (let at = bytes.indexOf('ispe'); at >= 0 && at + 16 <= bytes.length; at = bytes.indexOf('ispe', at + 4)) {
    const found = { width: bytes.readUInt32BE(at + 8), height: bytes.readUInt32BE(at + 12) };
    if (found.width * found.height > size.width * size.height) size = found;
  }
  return size;
}

const readers: Readonly<Record<string, (view: DataView) => Size>> = {
  'image/png': pngSize,
  'image/gif': gifSize,
  'image/webp': webpSize,
  'image/jpeg': jpegSize,
  'image/avif': avifSize,
};

/** A file too broken to tell its size is let through: the browser will not decode it either. */
export function isTooManyPixels(type: MediaType, bytes: Uint8Array): boolean {
  try {
    const size = readers[type.contentType]?.(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    return size !== undefined && size.width * size.height > maxPixels;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
