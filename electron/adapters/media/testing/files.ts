/** The beginnings of real files, enough for their type and size to be read. */

const ascii = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

export function joined(...parts: (string | readonly number[] | Uint8Array)[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...ascii(part)] : [...part])));
}

const u32 = (value: number): number[] => [(value >>> 24) & 255, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
const u16 = (value: number): number[] => [(value >> 8) & 255, value & 255];
const u16le = (value: number): number[] => u16(value).toReversed();
const u24le = (value: number): number[] => [value & 255, (value >> 8) & 255, (value >> 16) & 255];

export const pngFile = (width = 2, height = 2, paddingBytes = 0): Uint8Array<ArrayBuffer> =>
  joined('\x89PNG\r\n\x1a\n', u32(13), 'IHDR', u32(width), u32(height), [8, 2, 0, 0, 0], new Uint8Array(paddingBytes));
export const gifFile = (width = 2, height = 2): Uint8Array<ArrayBuffer> => joined('GIF89a', u16le(width), u16le(height), [0, 0, 0]);
export const jpegFile = (width = 2, height = 2): Uint8Array<ArrayBuffer> =>
  joined([0xff, 0xd8, 0xff, 0xe0], u16(16), 'JFIF\0', new Uint8Array(9), [0xff, 0xff, 0xc2], u16(11), [8], u16(height), u16(width), [1, 0, 0, 0]);
export const webpFile = (width = 2, height = 2): Uint8Array<ArrayBuffer> =>
  joined('RIFF', u32(0), 'WEBPVP8X', [10, 0, 0, 0], [0, 0, 0, 0], u24le(width - 1), u24le(height - 1));
export const webpLossless = (width = 2, height = 2): Uint8Array<ArrayBuffer> => {
  const bits = (width - 1) | ((height - 1) << 14);
  return joined('RIFF', u32(0), 'WEBPVP8L', [10, 0, 0, 0], [0x2f], u32(bits).toReversed());
};
export const avifFile = (width = 2, height = 2): Uint8Array<ArrayBuffer> => joined(u32(24), 'ftypavif', u32(0), 'mif1miaf', u32(20), 'ispe', u32(0), u32(width), u32(height));
export const isoFile = (brand: string, ...compatible: string[]): Uint8Array<ArrayBuffer> => joined(u32(16 + 4 * compatible.length), 'ftyp', brand, u32(0), ...compatible, u32(8), 'free');
export const webmFile = (docType = 'webm'): Uint8Array<ArrayBuffer> => joined([0x1a, 0x45, 0xdf, 0xa3, 0x9f, 0x42, 0x86, 0x81, 1, 0x42, 0x82, 0x84], docType, new Uint8Array(20));
export const oggFile = (codec: string): Uint8Array<ArrayBuffer> => joined('OggS', new Uint8Array(24), codec, new Uint8Array(20));
