import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../core/ports.ts';

/** Fetched files on disk, by URL; the longest unused ones go first when the folder is full. */
export interface MediaFiles {
  /** An open handle (the caller closes it), null where the file is not here. */
  open(url: string): Promise<FileHandle | null>;
  /** Throws where the disk is full or read-only. */
  put(url: string, bytes: Uint8Array): Promise<void>;
}

const partialPrefix = 'partial-';

const nameOf = (url: string): string => createHash('sha256').update(url).digest('hex');

interface Known {
  readonly name: string;
  readonly bytes: number;
  readonly usedAt: number;
}

async function readFolder(dir: string): Promise<Known[]> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const names = await readdir(dir);
  // Left by a run that ended while writing.
  await Promise.all(names.filter((name) => name.startsWith(partialPrefix)).map((name) => rm(join(dir, name), { force: true })));
  const files = await Promise.all(
    names
      .filter((name) => /^[\da-f]{64}$/.test(name))
      .map(async (name) => {
        const { size, mtimeMs } = await stat(join(dir, name));
        return { name, bytes: size, usedAt: mtimeMs };
      }),
  );
  return files.toSorted((a, b) => a.usedAt - b.usedAt);
}

export function createMediaFiles({ dir, maxBytes, clock }: { readonly dir: string; readonly maxBytes: number; readonly clock: Clock }): MediaFiles {
  /** Sizes by name, the longest unused first: a Map keeps the order of insertion. */
  const sizes = new Map<string, number>();
  let totalBytes = 0;
  let loading: Promise<void> | null = null;

  async function readAll(): Promise<void> {
    for (const { name, bytes } of await readFolder(dir)) remember(name, bytes);
  }

  const load = (): Promise<void> => (loading ??= readAll());

  function forget(name: string): void {
    totalBytes -= sizes.get(name) ?? 0;
    sizes.delete(name);
  }

  function remember(name: string, bytes: number): void {
    forget(name);
    sizes.set(name, bytes);
    totalBytes += bytes;
  }

  async function makeRoom(): Promise<void> {
    for (const name of sizes.keys()) {
      if (totalBytes <= maxBytes) return;
      forget(name);
      // A file that is being read stays readable on POSIX; Windows refuses, and the next start counts it again.
      await rm(join(dir, name), { force: true }).catch(() => {});
    }
  }

  return {
    async open(url) {
      await load();
      const name = nameOf(url);
      const bytes = sizes.get(name);
      if (bytes === undefined) return null;
      try {
        const handle = await open(join(dir, name), 'r');
        remember(name, bytes);
        // The order must outlive this run; that it fails on a read-only disk does not matter.
        const usedAt = clock.now() / 1000;
        await utimes(join(dir, name), usedAt, usedAt).catch(() => {});
        return handle;
      } catch {
        forget(name);
        return null;
      }
    },
    async put(url, bytes) {
      await load();
      const name = nameOf(url);
      const partial = join(dir, `${partialPrefix}${randomUUID()}`);
      try {
        await writeFile(partial, bytes, { mode: 0o600 });
        await rename(partial, join(dir, name));
      } catch (error) {
        await rm(partial, { force: true }).catch(() => {});
        throw error;
      }
      remember(name, bytes.byteLength);
      await makeRoom();
    },
  };
}
