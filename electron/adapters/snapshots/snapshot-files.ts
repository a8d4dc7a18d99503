import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { mkdir, open, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { AccountKey } from '../../contract/ids.ts';
import { fail, ok, type Result } from '../../contract/result.ts';
import type { SnapshotFiles, SnapshotName } from '../../core/snapshots/index.ts';

const pack = promisify(gzip);
const unpack = promisify(gunzip);

/** `SKS1`, 12 bytes of nonce, 16 of tag, then gzip under AES-256-GCM. The name is bound in: a file moved to another place does not open. */
const magic = Buffer.from('SKS1');
const nonceBytes = 12;
const tagBytes = 16;
/** Unpacked. A hundred thousand people are 15 MB. */
const mostBytes = 256 * 2 ** 20;

/** One folder per account, one sealed file per snapshot. */
export function createSnapshotFiles({ dir }: { readonly dir: string }): SnapshotFiles {
  const folderOf = (account: AccountKey): string => createHash('sha256').update(account).digest('hex').slice(0, 32);
  const pathOf = ({ account, takenAt }: SnapshotName): string => join(dir, folderOf(account), `${Math.trunc(takenAt)}.sealed`);
  const boundTo = ({ account, takenAt }: SnapshotName): Buffer => Buffer.from(`${account} ${Math.trunc(takenAt)}`);

  return {
    async write(of, key, text) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', Buffer.from(key, 'base64url'), nonce).setAAD(boundTo(of));
      const body = Buffer.concat([cipher.update(await pack(text)), cipher.final()]);
      const file = Buffer.concat([magic, nonce, cipher.getAuthTag(), body]);
      try {
        await mkdir(join(dir, folderOf(of.account)), { recursive: true, mode: 0o700 });
        const partial = `${pathOf(of)}.part`;
        const handle = await open(partial, 'w', 0o600);
        try {
          await handle.writeFile(file);
          await handle.sync();
        } finally {
          await handle.close();
        }
        await rename(partial, pathOf(of));
        return ok(file.length);
      } catch (error) {
        return storage(error);
      }
    },
    async read(of, key) {
      const file = await readFile(pathOf(of)).catch((error: unknown) => error);
      if (!Buffer.isBuffer(file)) return isMissing(file) ? fail({ kind: 'notFound', what: 'snapshot' }) : storage(file);
      try {
        if (!file.subarray(0, magic.length).equals(magic)) throw new Error('not a snapshot');
        const nonce = file.subarray(magic.length, magic.length + nonceBytes);
        const tag = file.subarray(magic.length + nonceBytes, magic.length + nonceBytes + tagBytes);
        const decipher = createDecipheriv('aes-256-gcm', Buffer.from(key, 'base64url'), nonce, { authTagLength: tagBytes }).setAAD(boundTo(of)).setAuthTag(tag);
        const packed = Buffer.concat([decipher.update(file.subarray(magic.length + nonceBytes + tagBytes)), decipher.final()]);
        return ok((await unpack(packed, { maxOutputLength: mostBytes })).toString('utf8'));
      } catch {
        return fail({ kind: 'storage', message: 'The snapshot is damaged, or was sealed with another key.' });
      }
    },
    async remove(of) {
      await rm(pathOf(of), { force: true });
    },
    size: (of) => stat(pathOf(of)).then(({ size }) => size, () => 0),
    async times(account) {
      const names = await readdir(join(dir, folderOf(account))).catch(() => []);
      return names
        .flatMap((name) => /^(\d+)\.sealed$/.exec(name)?.[1] ?? [])
        .map(Number)
        .toSorted((one, other) => other - one);
    },
    async forget(account) {
      await rm(join(dir, folderOf(account)), { recursive: true, force: true });
    },
  };
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

function storage(error: unknown): Result<never> {
  return fail({ kind: 'storage', message: error instanceof Error ? error.message : 'The snapshot could not be written.' });
}
