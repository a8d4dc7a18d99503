export type MediaFamily = 'image' | 'video' | 'audio';

export interface MediaType {
  readonly family: MediaFamily;
  readonly contentType: string;
  readonly extension: string;
}

const type = (family: MediaFamily, contentType: string, extension: string): MediaType => ({ family, contentType, extension });

const png = type('image', 'image/png', 'png');
const jpeg = type('image', 'image/jpeg', 'jpg');
const gif = type('image', 'image/gif', 'gif');
const webp = type('image', 'image/webp', 'webp');
const avif = type('image', 'image/avif', 'avif');
const mp4 = type('video', 'video/mp4', 'mp4');
const m4a = type('audio', 'audio/mp4', 'm4a');
const webm = type('video', 'video/webm', 'webm');
const oggAudio = type('audio', 'audio/ogg', 'ogg');
const oggVideo = type('video', 'video/ogg', 'ogv');
const mp3 = type('audio', 'audio/mpeg', 'mp3');
const flac = type('audio', 'audio/flac', 'flac');
const wav = type('audio', 'audio/wav', 'wav');

/** Bytes `sniffMediaType` wants to see; fewer are fine for a shorter file. */
export const sniffBytes = 512;

const simple: readonly (readonly [string, MediaType])[] = [
  ['\x89PNG\r\n\x1a\n', png],
  ['\xff\xd8\xff', jpeg],
  ['GIF87a', gif],
  ['GIF89a', gif],
  ['fLaC', flac],
  ['ID3', mp3],
];

/** ISO base media (ISO 14496-12): the brands after `ftyp` tell still pictures, sound and film apart. HEIC is refused: nothing shows it. */
function sniffIso(head: string): MediaType | null {
  const size = (head.charCodeAt(2) << 8) | head.charCodeAt(3);
  const brands = head.slice(8, Math.min(size, head.length)).match(/[\s\S]{4}/g) ?? [];
  if (brands.some((brand) => brand === 'avif' || brand === 'avis')) return avif;
  if (brands.some((brand) => /^(?:hei|hev|mif1|msf1)/.test(brand))) return null;
  if (brands[0] === 'M4A ' || brands[0] === 'M4B ') return m4a;
  return brands.some((brand) => /^(?:iso[m2-9]|mp4[12]|avc1|M4V |dash|MSNV|3gp|cmf)/.test(brand)) ? mp4 : null;
}

function sniffOgg(head: string): MediaType | null {
  if (head.includes('\x80theora')) return oggVideo;
  return ['\x01vorbis', 'OpusHead', '\x7fFLAC', 'Speex   '].some((codec) => head.includes(codec)) ? oggAudio : null;
}

function sniffRiff(head: string): MediaType | null {
  const form = head.slice(8, 12);
  if (form === 'WEBP') return webp;
  return form === 'WAVE' ? wav : null;
}

/** A bare MPEG audio frame, layer 3, with a possible bit rate and sample rate (ISO 11172-3, 2.4.1.3). */
function isMp3Frame(bytes: Uint8Array): boolean {
  const [first = 0, second = 0, third = 0] = bytes;
  return first === 0xff && (second & 0xe6) === 0xe2 && (second & 0x18) !== 0x08 && third >> 4 !== 0 && third >> 4 !== 15 && (third & 0x0c) !== 0x0c;
}

/**
 * What a file really is, by its first bytes: what the server calls it does not count. Null for everything outside the
 * list; SVG and HTML have no magic bytes and so can never pass.
 */
export function sniffMediaType(bytes: Uint8Array): MediaType | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, sniffBytes)).toString('latin1');
  const known = simple.find(([magic]) => head.startsWith(magic))?.[1];
  if (known !== undefined) return known;
  if (head.startsWith('RIFF')) return sniffRiff(head);
  if (head.startsWith('ftyp', 4)) return sniffIso(head);
  if (head.startsWith('OggS')) return sniffOgg(head);
  if (head.startsWith('\x1a\x45\xdf\xa3')) return head.slice(0, 64).includes('webm') ? webm : null;
  return isMp3Frame(bytes) ? mp3 : null;
}
