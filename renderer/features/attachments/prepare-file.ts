import { partsText } from '../../text/compose-parts.ts';

/** A file as it may leave this computer, or why it may not. */
export type PreparedFile = { readonly ok: true; readonly file: Blob; readonly mimeType: string } | { readonly ok: false; readonly why: string };

const maxBytes = 256 * 1024 * 1024;
/** High enough that nobody sees the difference. */
const quality = 0.92;

/**
 * Pictures are drawn anew: the upright pixels stay, and what the camera wrote beside them (place, time, device) does not.
 * GIFs and animated pictures would lose their movement, and films and sounds are not ours to change: they stay as they are.
 */
export async function prepareFile(file: File): Promise<PreparedFile> {
  const mimeType = file.type.split(';', 1)[0] ?? '';
  if (!/^(?:image|video|audio)\//.test(mimeType) || mimeType === 'image/svg+xml') return { ok: false, why: partsText.notMedia(file.name) };
  if (file.size > maxBytes) return { ok: false, why: partsText.tooLargeToKeep(file.name) };
  if (!mimeType.startsWith('image/') || mimeType === 'image/gif') return { ok: true, file, mimeType };
  if (mimeType === 'image/heic' || mimeType === 'image/heif') return { ok: false, why: partsText.place(file.name) };
  if (await isAnimated(file, mimeType)) return { ok: true, file, mimeType };
  const target = mimeType === 'image/png' || mimeType === 'image/webp' ? mimeType : 'image/jpeg';
  const bitmap = await decode(file);
  const drawn = bitmap === null ? null : await draw(bitmap, { mimeType: target, quality, longestSide: Infinity });
  bitmap?.close();
  return drawn === null ? { ok: false, why: partsText.unreadable(file.name) } : { ok: true, file: drawn, mimeType: target };
}

/** Upright; null for bytes that are no picture. */
async function decode(file: Blob): Promise<ImageBitmap | null> {
  return createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null);
}

interface Drawing {
  readonly mimeType: string;
  readonly quality: number;
  readonly longestSide: number;
}

/** Null for a picture that is too large to draw. */
async function draw(bitmap: ImageBitmap, { mimeType, quality, longestSide }: Drawing): Promise<Blob | null> {
  const scale = Math.min(1, longestSide / Math.max(bitmap.width, bitmap.height));
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(bitmap.width * scale)), Math.max(1, Math.round(bitmap.height * scale)));
  const context = canvas.getContext('2d');
  if (context === null) return null;
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas.convertToBlob({ type: mimeType, quality }).catch(() => null);
}

const sides = [6144, 4096, 3072, 2560, 2048, 1600, 1280, 1024, 768, 512, 256];
const smallerQuality = 0.85;

/** The largest version of a picture that is no larger than `limitBytes`; null where none is. JPEG stays JPEG, the rest may be transparent and becomes WebP. */
export async function shrink(file: Blob, limitBytes: number): Promise<{ readonly file: Blob; readonly mimeType: string } | null> {
  const mimeType = file.type === 'image/jpeg' ? 'image/jpeg' : 'image/webp';
  const bitmap = await decode(file);
  if (bitmap === null) return null;
  const whole = Math.max(bitmap.width, bitmap.height);
  for (const longestSide of [whole, ...sides.filter((side) => side < whole)]) {
    const smaller = await draw(bitmap, { mimeType, quality: smallerQuality, longestSide });
    if (smaller === null || smaller.size > limitBytes) continue;
    bitmap.close();
    return { file: smaller, mimeType };
  }
  bitmap.close();
  return null;
}

/** The marks of movement stand in the first kilobytes: `ANIM` of WebP, `acTL` of PNG. */
async function isAnimated(file: Blob, mimeType: string): Promise<boolean> {
  const mark = mimeType === 'image/webp' ? 'ANIM' : mimeType === 'image/png' ? 'acTL' : null;
  if (mark === null) return false;
  const head = new TextDecoder('latin1').decode(await file.slice(0, 64 * 1024).arrayBuffer());
  return mark === 'ANIM' ? head.slice(0, 64).includes(mark) : head.slice(0, Math.max(0, head.indexOf('IDAT'))).includes(mark);
}
