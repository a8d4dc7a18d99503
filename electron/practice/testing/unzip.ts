import { crc32, inflateRawSync } from 'node:zlib';

/** Files of a zip by name, read by its directory as other readers do. Throws when a size or sum is wrong. */
export function unzip(bytes: Uint8Array): Map<string, Uint8Array> {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = view.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0) throw new Error('no zip');
  const files = new Map<string, Uint8Array>();
  let at = view.readUInt32LE(end + 16);
  for (let left = view.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (view.readUInt32LE(at) !== 0x02014b50) throw new Error('no directory entry');
    const [crc, packedSize, size] = [view.readUInt32LE(at + 16), view.readUInt32LE(at + 20), view.readUInt32LE(at + 24)];
    const [nameLength, extraLength, commentLength] = [view.readUInt16LE(at + 28), view.readUInt16LE(at + 30), view.readUInt16LE(at + 32)];
    const local = view.readUInt32LE(at + 42);
    const name = view.toString('utf8', at + 46, at + 46 + nameLength);
    const from = local + 30 + view.readUInt16LE(local + 26) + view.readUInt16LE(local + 28);
    const file = inflateRawSync(view.subarray(from, from + packedSize));
    if (view.toString('utf8', local + 30, local + 30 + nameLength) !== name) throw new Error(`two names for ${name}`);
    if (file.length !== size || crc32(file) !== crc) throw new Error(`damaged: ${name}`);
    files.set(name, file);
    at += 46 + nameLength + extraLength + commentLength;
  }
  if (at !== end) throw new Error('directory of another size');
  return files;
}
