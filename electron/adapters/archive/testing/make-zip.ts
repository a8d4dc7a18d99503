import { crc32, deflateRawSync } from 'node:zlib';

export interface TestEntry {
  readonly name: string | Uint8Array;
  readonly content: string | Uint8Array;
  /** Unix mode, in the upper half of the external attributes. */
  readonly mode?: number;
  readonly flags?: number;
  readonly method?: number;
  /** What the headers say instead of the truth. */
  readonly said?: { readonly crc?: number; readonly size?: number };
  /** Shares the bytes of the entry before it. */
  readonly sameBytes?: boolean;
}

/** A zip whose headers may lie. */
export function makeZip(entries: readonly TestEntry[]): Buffer {
  const body: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  let before = 0;
  for (const { name, content, mode = 0o100644, flags = 0x800, method = 8, said = {}, sameBytes = false } of entries) {
    const bytes = Buffer.from(content as string);
    const packed = method === 8 ? deflateRawSync(bytes) : bytes;
    const raw = Buffer.from(name as string);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(flags, 2);
    shared.writeUInt16LE(method, 4);
    shared.writeUInt16LE(0x21, 8);
    shared.writeUInt32LE(said.crc ?? crc32(bytes), 10);
    shared.writeUInt32LE(packed.length, 14);
    shared.writeUInt32LE(said.size ?? bytes.length, 18);
    shared.writeUInt16LE(raw.length, 22);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(mode * 0x10000, 6);
    rest.writeUInt32LE(sameBytes ? before : offset, 10);
    directory.push(Buffer.concat([Buffer.from([0x50, 0x4b, 1, 2, 20, 3]), shared, rest, raw]));
    if (sameBytes) continue;
    const local = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), shared, raw, packed]);
    body.push(local);
    before = offset;
    offset += local.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.reduce((sum, part) => sum + part.length, 0), 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...body, ...directory, end]);
}
