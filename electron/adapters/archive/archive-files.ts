import { mkdir, open, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { maxArchiveBytes } from '../../contract/limits.ts';
import type { ArchiveInfo, ArchiveProblem, ArchiveReading } from '../../contract/archives.ts';
import { attachmentId } from '../../contract/attachments.ts';
import type { MediaPath } from '../../contract/ids.ts';
import { fail, ok, type Result } from '../../contract/result.ts';
import type { ArchiveFiles } from '../../core/archives/index.ts';
import { createAttachments } from '../attachments/attachments.ts';
import { readArchive, type ReadArchive } from './read-archive.ts';
import { openZip, zipLimits, type Zip, type ZipEntry, type ZipLimits } from './zip-entries.ts';

/** Of the media of one archive that were looked at. Beyond, they are unpacked anew. */
const maxUnpackedBytes = 2 ** 30;

export interface ArchiveFolders extends ArchiveFiles {
  /** The file behind `media/archives/ID/INDEX`, unpacked when it is asked for; null for any other path and for what is not there. */
  fileAt(path: string): Promise<string | null>;
}

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const storedInfo = v.strictObject({
  id: attachmentId,
  name: v.string(),
  handle: v.nullable(v.string()),
  displayName: v.string(),
  avatar: v.nullable(v.pipe(v.string(), v.transform((path) => path as MediaPath))),
  addedAt: v.number(),
  bytes: count,
  posts: count,
  boosts: count,
  likes: count,
  bookmarks: count,
  oldest: v.nullable(v.number()),
  newest: v.nullable(v.number()),
  unreadable: count,
});

/**
 * One folder per archive: the zip as it came, `info.json`, and `media/` with what was looked at, under names of ours.
 * No name of a zip ever becomes a path.
 */
export function createArchiveFolders({ dir, limits = zipLimits }: { readonly dir: string; readonly limits?: ZipLimits }): ArchiveFolders {
  const incoming = createAttachments({ dir: join(dir, 'incoming'), maxTotalBytes: 2 * maxArchiveBytes });
  const folderOf = (id: string): string => join(dir, v.parse(attachmentId, id));
  const zipOf = (id: string): string => join(folderOf(id), 'archive.zip');
  const unpacking = new Map<string, Promise<string | null>>();

  async function readInfo(id: string): Promise<ArchiveInfo | null> {
    const text = await readFile(join(folderOf(id), 'info.json'), 'utf8').catch(() => null);
    if (text === null) return null;
    const info = v.safeParse(v.pipe(v.string(), v.parseJson(), storedInfo), text);
    return info.success ? info.output : null;
  }

  async function accept(id: string, { name, addedAt }: { readonly name: string; readonly addedAt: number }): Promise<Result<ArchiveReading>> {
    const received = incoming.fileAt(`media/attachments/${id}`);
    const before = await readInfo(id);
    // The answer was lost, and the page asks again.
    if (before !== null) return ok({ kind: 'kept', archive: before });
    const bytes = received === null ? null : await stat(received).then(({ size }) => size, () => null);
    if (received === null || bytes === null) return fail({ kind: 'notFound', what: 'archive' });
    const read = await inZip(received, limits, (zip) => readArchive(zip, id));
    if (!read.ok) {
      await incoming.remove(id);
      return ok({ kind: 'refused', problem: read.error });
    }
    const archive: ArchiveInfo = { id, name, addedAt, bytes, ...read.value.facts };
    await mkdir(folderOf(id), { recursive: true, mode: 0o700 });
    await rename(received, zipOf(id));
    await writeWhole(join(folderOf(id), 'info.json'), JSON.stringify(archive));
    return ok({ kind: 'kept', archive });
  }

  /** One file comes at a time, so any other was left by a page or a run that ended: gigabytes nobody would ask for. */
  async function forgetOthers(id: string): Promise<void> {
    const others = (await incoming.ids()).filter((each) => each !== id);
    await Promise.all(others.map((each) => incoming.remove(each)));
  }

  async function list(): Promise<readonly ArchiveInfo[]> {
    const names = await readdir(dir).catch(() => []);
    const infos = await Promise.all(names.filter((name) => v.is(attachmentId, name)).map(readInfo));
    return infos.filter((info) => info !== null).toSorted((a, b) => b.addedAt - a.addedAt);
  }

  async function unpack(id: string, index: number): Promise<string | null> {
    const folder = join(folderOf(id), 'media');
    const path = join(folder, String(index));
    if (await exists(path)) return path;
    const done = await inZip(zipOf(id), limits, async (zip) => {
      const entry = zip.entries[index];
      if (entry === undefined) return fail<ArchiveProblem>('notArchive');
      await makeRoom(folder, entry);
      const partial = `${path}.part`;
      await rm(partial, { force: true });
      const unpacked = await zip.unpack(entry, partial);
      if (unpacked.ok) await rename(partial, path);
      return unpacked;
    });
    return done.ok ? path : null;
  }

  return {
    write: async (id, part) => {
      if (part.offset === 0) await forgetOthers(id);
      return incoming.write(id, part);
    },
    accept: (id, of) => storing(() => accept(id, of)),
    list: () => storing(async () => ok(await list())),
    content: (id) =>
      storing(async () => {
        if (!(await exists(zipOf(id)))) return fail({ kind: 'notFound', what: 'archive' });
        const read: Result<ReadArchive, ArchiveProblem> = await inZip(zipOf(id), limits, (zip) => readArchive(zip, id));
        return read.ok ? ok(read.value.content) : fail({ kind: 'storage', message: 'The archive cannot be read any more' });
      }),
    remove: (id) =>
      storing(async () => {
        await incoming.remove(id);
        await rm(folderOf(id), { recursive: true, force: true });
        return ok(null);
      }),
    async fileAt(path) {
      const [, id, index] = /^media\/archives\/([\da-f-]{36})\/(\d{1,7})$/.exec(path) ?? [];
      if (id === undefined || !v.is(attachmentId, id)) return null;
      const running = unpacking.get(path) ?? unpack(id, Number(index)).catch(() => null);
      unpacking.set(path, running);
      const file = await running;
      unpacking.delete(path);
      return file;
    },
  };
}

async function inZip<T>(path: string, limits: ZipLimits, work: (zip: Zip) => Promise<Result<T, ArchiveProblem>>): Promise<Result<T, ArchiveProblem>> {
  const zip = await openZip(path, limits);
  if (!zip.ok) return zip;
  try {
    return await work(zip.value);
  } finally {
    zip.value.close();
  }
}

/** Forgets what was looked at when the next would be too much. */
async function makeRoom(folder: string, { bytes }: ZipEntry): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const sizes = await Promise.all((await readdir(folder)).map((name) => stat(join(folder, name)).then(({ size }) => size, () => 0)));
  if (sizes.reduce((sum, size) => sum + size, bytes) <= maxUnpackedBytes) return;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { mode: 0o700 });
}

async function writeWhole(path: string, text: string): Promise<void> {
  const partial = `${path}.part`;
  const handle = await open(partial, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(partial, path);
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(() => true, () => false);
}

async function storing<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work();
  } catch (error) {
    return fail({ kind: 'storage', message: error instanceof Error ? error.message.slice(0, 300) : '' });
  }
}
