import { createWriteStream } from 'node:fs';
import { open, rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import { getFileNameLowLevel, openPromise, type Entry, type ZipFile } from 'yauzl';
import type { ArchiveProblem } from '../../contract/archives.ts';
import { fail, ok, type Result } from '../../contract/result.ts';

export interface ZipLimits {
  readonly entries: number;
  /** Of one entry, unpacked. */
  readonly entryBytes: number;
  /** Of all of them, unpacked. */
  readonly totalBytes: number;
  /** Unpacked to packed, for entries beyond `ratioFromBytes`. JSON of posts comes to 10, one repeated byte to 1,000. */
  readonly ratio: number;
  readonly ratioFromBytes: number;
}

export const zipLimits: ZipLimits = { entries: 1_000_000, entryBytes: 450 * 2 ** 20, totalBytes: 64 * 2 ** 30, ratio: 200, ratioFromBytes: 2 ** 20 };

/** One file of a zip. `name` is only compared, never used as a path. */
export interface ZipEntry {
  readonly name: string;
  readonly bytes: number;
  readonly entry: Entry;
}

/** A zip that is read in place: nothing of it is unpacked but what is asked for. */
export interface Zip {
  /** Plain files in the order of the directory; folders, links and names that lead out are left out. */
  readonly entries: readonly ZipEntry[];
  read(entry: ZipEntry): Promise<Result<Uint8Array, ArchiveProblem>>;
  /** Writes it to `path`, which is whole or not there. */
  unpack(entry: ZipEntry, path: string): Promise<Result<null, ArchiveProblem>>;
  close(): void;
}

export async function openZip(path: string, limits: ZipLimits = zipLimits): Promise<Result<Zip, ArchiveProblem>> {
  const problem = await notZip(path);
  if (problem !== null) return fail(problem);
  let zip: ZipFile;
  try {
    // Names are decoded by `plainName`: a single bad one would end the reading otherwise.
    zip = await openPromise(path, { autoClose: false, lazyEntries: true, decodeStrings: false, validateEntrySizes: true });
  } catch {
    return fail('damaged');
  }
  const entries = await readDirectory(zip, (await stat(path)).size, limits);
  if (!entries.ok) {
    zip.close();
    return entries;
  }
  const using = async <T>(entry: ZipEntry, work: (chunks: AsyncIterable<Uint8Array>) => Promise<T>): Promise<Result<T, ArchiveProblem>> => {
    if (entry.entry.isEncrypted()) return fail('encrypted');
    try {
      const stream = await zip.openReadStreamPromise(entry.entry);
      return ok(await work(checked(stream, entry.entry)));
    } catch {
      return fail('damaged');
    }
  };
  return ok({
    entries: entries.value,
    read: (entry) => using(entry, async (chunks) => Buffer.concat(await Array.fromAsync(chunks))),
    async unpack(entry, to) {
      const done = await using(entry, (chunks) => pipeline(chunks, createWriteStream(to, { flags: 'wx', mode: 0o600 })));
      if (done.ok) return ok(null);
      await rm(to, { force: true });
      return done;
    },
    close: () => zip.close(),
  });
}

/** By the first bytes: gzip and the empty zip are told from anything else. */
async function notZip(path: string): Promise<ArchiveProblem | null> {
  const head = Buffer.alloc(4);
  const handle = await open(path, 'r');
  try {
    await handle.read(head, 0, 4, 0);
  } finally {
    await handle.close();
  }
  if (head[0] === 0x1f && head[1] === 0x8b) return 'oldForm';
  if (head.toString('latin1') === 'PK\u0005\u0006') return 'notArchive';
  return head.toString('latin1') === 'PK\u0003\u0004' ? null : 'notZip';
}

async function readDirectory(zip: ZipFile, fileBytes: number, limits: ZipLimits): Promise<Result<readonly ZipEntry[], ArchiveProblem>> {
  if (zip.entryCount > limits.entries) return fail('tooLarge');
  const found: ZipEntry[] = [];
  let [packed, unpacked] = [0, 0];
  try {
    for await (const entry of zip.eachEntry()) {
      packed += entry.compressedSize;
      unpacked += entry.uncompressedSize;
      // Entries that share their bytes are how a small file unpacks to petabytes.
      if (packed > fileBytes || unpacked > limits.totalBytes || isBomb(entry, limits)) return fail('tooLarge');
      const name = plainName(entry);
      if (name !== null) found.push({ name, bytes: entry.uncompressedSize, entry });
    }
  } catch {
    return fail('damaged');
  }
  return ok(found);
}

function isBomb({ compressedSize, uncompressedSize }: Entry, limits: ZipLimits): boolean {
  return uncompressedSize > limits.entryBytes || (uncompressedSize > limits.ratioFromBytes && uncompressedSize / Math.max(1, compressedSize) > limits.ratio);
}

const symbolicLink = 0o120000;
const typeMask = 0o170000;

function plainName(entry: Entry): string | null {
  // The upper half holds the mode where the zip was made on Unix (APPNOTE 4.4.15).
  if (((entry.externalFileAttributes >>> 16) & typeMask) === symbolicLink) return null;
  const name = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);
  const leadsOut = name.startsWith('/') || /^[a-z]:/i.test(name) || name.includes('\0') || name.split('/').includes('..');
  return leadsOut || name.endsWith('/') ? null : name;
}

/** Throws at the end where the sum is another. The size is checked by the reader of the zip. */
async function* checked(chunks: AsyncIterable<Uint8Array>, entry: Entry): AsyncIterable<Uint8Array> {
  let sum = 0;
  for await (const chunk of chunks) {
    sum = crc32(chunk, sum);
    yield chunk;
  }
  if (sum !== entry.crc32) throw new Error('The sum of an entry is wrong');
}
