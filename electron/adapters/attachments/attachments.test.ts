import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ok } from '../../contract/result.ts';
import { createAttachments } from './attachments.ts';

const first = '0b9c2f3e-0000-4000-8000-000000000001';
const second = '0b9c2f3e-0000-4000-8000-000000000002';
let folder = '';
let dir = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'skein-attachments-'));
  dir = join(folder, 'attachments');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const part = (offset: number, text: string, total: number) => ({ offset, total, bytes: bytesOf(text) });

describe('attachments', () => {
  test('are received in parts and are whole only with the last, private to this user', async () => {
    const files = createAttachments({ dir });
    expect(await files.write(first, part(0, 'abc', 6))).toEqual(ok(3));
    expect(await files.read(first)).toMatchObject({ ok: false, error: { kind: 'notFound' } });
    expect(await files.write(first, part(3, 'def', 6))).toEqual(ok(6));
    expect(await files.read(first)).toEqual(ok(bytesOf('abcdef')));
    expect(readdirSync(dir)).toEqual([first]);
    expect(statSync(join(dir, first)).mode & 0o077).toBe(0);
    expect(statSync(dir).mode & 0o077).toBe(0);
  });

  test('a part that comes again changes nothing, one that leaves a hole is refused', async () => {
    const files = createAttachments({ dir });
    await files.write(first, part(0, 'abc', 6));
    expect(await files.write(first, part(0, 'abc', 6))).toEqual(ok(3));
    expect(await files.write(first, part(4, 'ef', 6))).toMatchObject({ ok: false, error: { kind: 'invalidInput', field: 'offset' } });
    expect(await files.write(first, part(3, 'defg', 6))).toMatchObject({ ok: false });
    await files.write(first, part(3, 'def', 6));
    expect(await files.write(first, part(3, 'def', 6))).toEqual(ok(6));
    expect(readFileSync(join(dir, first), 'utf8')).toBe('abcdef');
  });

  test('parts that are sent without waiting keep their order', async () => {
    const files = createAttachments({ dir });
    const answers = await Promise.all([files.write(first, part(0, 'ab', 5)), files.write(first, part(2, 'cd', 5)), files.write(second, part(0, 'x', 1)), files.write(first, part(4, 'e', 5))]);
    expect(answers).toEqual([ok(2), ok(4), ok(1), ok(5)]);
    expect(await files.read(first)).toEqual(ok(bytesOf('abcde')));
  });

  test('more than the profile may hold is refused, and fits again after a removal', async () => {
    const files = createAttachments({ dir, maxTotalBytes: 8 });
    await files.write(first, part(0, 'abcdef', 6));
    expect(await files.write(second, part(0, 'abc', 3))).toMatchObject({ ok: false, error: { kind: 'invalidInput', field: 'total' } });
    await files.remove(first);
    expect(await files.write(second, part(0, 'abc', 3))).toEqual(ok(3));
    expect(await files.ids()).toEqual([second]);
  });

  test('half received ones are listed, and removed with the same word; names are ids and nothing else', async () => {
    const files = createAttachments({ dir });
    expect(await files.ids()).toEqual([]);
    await files.write(first, part(0, 'abc', 6));
    expect(await files.ids()).toEqual([first]);
    await files.remove(first);
    expect(readdirSync(dir)).toEqual([]);
    await expect(files.read('../secret')).rejects.toThrow('Invalid format');
    expect([files.fileAt(`media/attachments/${first}`), files.fileAt('media/attachments/../secret'), files.fileAt('media/abc')]).toEqual([join(dir, first), null, null]);
  });

  test('a folder that cannot be written answers as storage', async () => {
    writeFileSync(join(folder, 'a-file'), '');
    const files = createAttachments({ dir: join(folder, 'a-file', 'attachments') });
    expect(await files.write(first, part(0, 'a', 1))).toMatchObject({ ok: false, error: { kind: 'storage' } });
  });
});
