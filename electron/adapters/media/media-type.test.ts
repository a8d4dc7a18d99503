import { describe, expect, it } from 'vitest';
import { parseRange } from './byte-range.ts';
import { isTooManyPixels } from './image-size.ts';
import { sniffMediaType } from './media-type.ts';
import { avifFile, gifFile, isoFile, joined, jpegFile, oggFile, pngFile, webmFile, webpFile, webpLossless } from './testing/files.ts';

describe('sniffMediaType', () => {
  it.each([
    ['image/png', pngFile()],
    ['image/jpeg', jpegFile()],
    ['image/gif', gifFile()],
    ['image/gif', joined('GIF87a', [1, 0, 1, 0])],
    ['image/webp', webpFile()],
    ['image/avif', avifFile()],
    ['image/avif', isoFile('mif1', 'avif', 'miaf')],
    ['video/mp4', isoFile('isom', 'iso2', 'avc1', 'mp41')],
    ['video/mp4', isoFile('mp42', 'mp42')],
    ['audio/mp4', isoFile('M4A ', 'isom')],
    ['video/webm', webmFile()],
    ['audio/ogg', oggFile('\x01vorbis')],
    ['audio/ogg', oggFile('OpusHead')],
    ['video/ogg', oggFile('\x80theora')],
    ['audio/mpeg', joined('ID3', [4, 0])],
    ['audio/mpeg', joined([0xff, 0xfb, 0x90, 0x64])],
    ['audio/mpeg', joined([0xff, 0xf3, 0x60, 0xc4])],
    ['audio/flac', joined('fLaC', [0, 0, 0, 34])],
    ['audio/wav', joined('RIFF', [0, 0, 0, 0], 'WAVEfmt ')],
  ])('knows %s', (contentType, bytes) => {
    expect(sniffMediaType(bytes)?.contentType).toBe(contentType);
  });

  it.each([
    ['SVG', joined('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
    ['SVG behind an XML head', joined('<?xml version="1.0"?><svg/>')],
    ['HTML', joined('<!doctype html><script>alert(1)</script>')],
    ['HTML behind white space', joined('\n\n <html>')],
    ['a script', joined('alert(1)')],
    ['PDF', joined('%PDF-1.7')],
    ['Matroska', webmFile('matroska')],
    ['HEIC', isoFile('heic', 'mif1', 'heic')],
    ['an unknown brand', isoFile('qt  ', 'qt  ')],
    ['an unknown Ogg', oggFile('\x00nothing')],
    ['RIFF of something else', joined('RIFF', [0, 0, 0, 0], 'AVI ')],
    ['AAC frames', joined([0xff, 0xf1, 0x50, 0x80])],
    ['bytes of ones', joined([0xff, 0xff, 0xff, 0xff])],
    ['half a PNG head', joined('\x89PNG')],
    ['nothing', joined()],
  ])('does not know %s', (_what, bytes) => {
    expect(sniffMediaType(bytes)).toBeNull();
  });
});

describe('isTooManyPixels', () => {
  const tooMany = (bytes: Uint8Array): boolean => {
    const type = sniffMediaType(bytes);
    if (type === null) throw new Error('no picture');
    return isTooManyPixels(type, bytes);
  };

  it.each([
    ['png', pngFile],
    ['gif', gifFile],
    ['jpeg', jpegFile],
    ['webp', webpFile],
    ['webp without loss', webpLossless],
    ['avif', avifFile],
  ])('reads the size of %s', (_what, file) => {
    expect(tooMany(file(8000, 9000))).toBe(false);
    expect(tooMany(file(16_000, 16_000))).toBe(true);
  });

  it('is not frightened by a cut file, nor kept busy by a JPEG without end', () => {
    expect(tooMany(pngFile().subarray(0, 18))).toBe(false);
    expect(tooMany(joined([0xff, 0xd8, 0xff, 0xff, 0xff, 0xff]))).toBe(false);
    expect(tooMany(joined([0xff, 0xd8, 0xff, 0xe0, 0, 0], new Uint8Array(100)))).toBe(false);
  });
});

describe('parseRange', () => {
  it.each([
    [undefined, null],
    ['', null],
    ['bytes=0-', { start: 0, end: 99 }],
    ['bytes=10-19', { start: 10, end: 19 }],
    ['bytes=90-1000', { start: 90, end: 99 }],
    ['bytes=-10', { start: 90, end: 99 }],
    ['bytes=-1000', { start: 0, end: 99 }],
    ['bytes=100-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=20-10', null],
    ['bytes=-', null],
    ['bytes=0-1,5-6', null],
    ['pages=0-1', null],
    ['bytes=1e2-', null],
    ['bytes=99999999999999999999-', null],
  ])('reads %s', (header, expected) => {
    expect(parseRange(header, 100)).toEqual(expected);
  });
});
