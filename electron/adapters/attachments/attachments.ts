import { mkdir, open, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { attachmentId } from '../../contract/attachments.ts';
import { fail, ok, type AppError, type Result } from '../../contract/result.ts';
import type { Attachments } from '../../core/ports.ts';

/** Of all files together: as many films as anyone has under way, and no full disk. */
const defaultMaxTotalBytes = 2 * 1024 * 1024 * 1024;
const partialSuffix = '.part';

export interface AttachmentFiles extends Attachments {
  /** The file behind a path of the page, `media/attachments/ID`; null for any other path. */
  fileAt(path: string): string | null;
}

export interface AttachmentOptions {
  /** Made with mode 0700 where it is missing; ours alone. */
  readonly dir: string;
  readonly maxTotalBytes?: number;
}

/** One file per attachment, named by its id; `.part` while it is being received, renamed when whole and synced. */
export function createAttachments({ dir, maxTotalBytes = defaultMaxTotalBytes }: AttachmentOptions): AttachmentFiles {
  /** Parts of one file, one after the other: the page may send the next before the last is down. */
  const writing = new Map<string, Promise<unknown>>();
  const pathOf = (id: string): string => join(dir, v.parse(attachmentId, id));

  async function writePart(id: string, { offset, total, bytes }: Parameters<Attachments['write']>[1]): Promise<Result<number>> {
    const whole = pathOf(id);
    const partial = `${whole}${partialSuffix}`;
    // The answer to the last part was lost, and the page sends it again.
    if ((await sizeOf(whole)) === total) return ok(total);
    const size = (await sizeOf(partial)) ?? 0;
    const end = offset + bytes.length;
    if (offset > size || end > total) return invalid('offset', `${size} bytes of ${total} are here`);
    if (offset === 0 && (await totalBytes(dir)) + total > maxTotalBytes) return invalid('total', 'Too many files wait to be sent already');
    await mkdir(dir, { recursive: true, mode: 0o700 });
    const handle = await open(partial, size === 0 ? 'w' : 'r+', 0o600);
    try {
      await handle.write(bytes, 0, bytes.length, offset);
      if (end === total) await handle.sync();
    } finally {
      await handle.close();
    }
    if (end === total) await rename(partial, whole);
    return ok(end);
  }

  return {
    fileAt(path) {
      const id = /^media\/attachments\/([\da-f-]+)$/.exec(path)?.[1];
      return v.is(attachmentId, id) ? pathOf(id) : null;
    },
    async write(id, part) {
      const before = writing.get(id);
      const done = (async () => {
        await before;
        return writePart(id, part).catch((error: unknown) => fail(toStorageError(error)));
      })();
      writing.set(id, done);
      const result = await done;
      if (writing.get(id) === done) writing.delete(id);
      return result;
    },
    async read(id) {
      const path = pathOf(id);
      try {
        return ok(new Uint8Array(await readFile(path)));
      } catch (error) {
        return fail(isMissing(error) ? { kind: 'notFound', what: 'file' } : toStorageError(error));
      }
    },
    async ids() {
      const names = await namesIn(dir);
      return [...new Set(names.map((name) => name.replace(/\.part$/, '')).filter((name) => v.is(attachmentId, name)))];
    },
    async remove(id) {
      await rm(pathOf(id), { force: true });
      await rm(`${pathOf(id)}${partialSuffix}`, { force: true });
    },
  };
}

async function namesIn(dir: string): Promise<readonly string[]> {
  try {
    return await readdir(dir);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

async function totalBytes(dir: string): Promise<number> {
  const sizes = await Promise.all((await namesIn(dir)).map((name) => sizeOf(join(dir, name))));
  return sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function toStorageError(error: unknown): AppError {
  return { kind: 'storage', message: error instanceof Error ? error.message.slice(0, 300) : '' };
}

function invalid(field: string, message: string): Result<never> {
  return fail({ kind: 'invalidInput', field, message });
}
