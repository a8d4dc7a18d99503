import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AccountKey } from '../../contract/ids.ts';
import { ok } from '../../contract/result.ts';
import { createSnapshotFiles } from './snapshot-files.ts';

const home = '../../kelp.example/1' as AccountKey;
const work = 'nordsee.example/2' as AccountKey;
const key = randomBytes(32).toString('base64url');
const text = JSON.stringify({ followers: Array.from({ length: 500 }, (_, index) => `person-${index}@kelp.example`) });

describe('sealed snapshots', () => {
  let dir = '';
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'skein-snapshots-'));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));
  const filesOf = (): readonly string[] => readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));

  it('come back as they were, for this computer\'s owner alone, whatever an account is called', async () => {
    const files = createSnapshotFiles({ dir });
    const written = await files.write({ account: home, takenAt: 5 }, key, text);
    expect(await files.read({ account: home, takenAt: 5 }, key)).toEqual(ok(text));
    const [path = ''] = filesOf();
    expect(path.startsWith(dir)).toBe(true);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(written).toEqual(ok(statSync(path).size));
    expect(statSync(path).size).toBeLessThan(text.length);
    expect(readFileSync(path).includes('kelp.example')).toBe(false);
  });

  it('do not open with another key, at another place, or after any byte was changed', async () => {
    const files = createSnapshotFiles({ dir });
    await files.write({ account: home, takenAt: 5 }, key, text);
    expect(await files.read({ account: home, takenAt: 5 }, randomBytes(32).toString('base64url'))).toMatchObject({ ok: false, error: { kind: 'storage' } });
    const [path = ''] = filesOf();
    const whole = readFileSync(path);
    await files.write({ account: work, takenAt: 5 }, key, '{}');
    const other = filesOf().find((each) => each !== path) ?? '';
    writeFileSync(other, whole);
    expect(await files.read({ account: work, takenAt: 5 }, key)).toMatchObject({ ok: false, error: { kind: 'storage' } });
    for (const at of [0, 3, 8, 20, 40, whole.length - 1]) {
      const broken = Buffer.from(whole);
      broken[at] = (broken[at] ?? 0) ^ 1;
      writeFileSync(path, broken);
      expect(await files.read({ account: home, takenAt: 5 }, key), `byte ${at}`).toMatchObject({ ok: false, error: { kind: 'storage' } });
    }
    writeFileSync(path, whole.subarray(0, 10));
    expect(await files.read({ account: home, takenAt: 5 }, key)).toMatchObject({ ok: false, error: { kind: 'storage' } });
  });

  it('are listed newest first, and go with their account alone', async () => {
    const files = createSnapshotFiles({ dir });
    for (const takenAt of [5, 70, 600]) await files.write({ account: home, takenAt }, key, text);
    const written = await files.write({ account: work, takenAt: 5 }, key, text);
    expect(await files.times(home)).toEqual([600, 70, 5]);
    expect(ok(await files.size({ account: work, takenAt: 5 }))).toEqual(written);
    expect(await files.size({ account: work, takenAt: 6 })).toBe(0);
    await files.forget(home);
    expect(await files.times(home)).toEqual([]);
    expect(await files.read({ account: home, takenAt: 5 }, key)).toEqual({ ok: false, error: { kind: 'notFound', what: 'snapshot' } });
    expect(await files.read({ account: work, takenAt: 5 }, key)).toEqual(ok(text));
    await files.remove({ account: work, takenAt: 5 });
    await files.remove({ account: work, takenAt: 5 });
    expect(filesOf()).toHaveLength(0);
  });
});
