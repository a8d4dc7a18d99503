import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createPackage } from '@electron/asar';
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fuses } from '../../electron/shell/policy.ts';
import { inspectArchive, inspectFuses } from './inspect.mjs';
import { makeStubDist } from './stub-dist.mjs';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'skein-inspect-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

let archives = 0;
const manifest = JSON.stringify({ main: 'dist/shell/main.js' });
const complete: Readonly<Record<string, string>> = {
  'package.json': manifest, 'dist/shell/main.js': '', 'dist/shell/preload.cjs': '', 'dist/practice/main.js': '', 'dist/renderer/index.html': '', 'dist/renderer/icon.png': '', 'dist/renderer/assets/a.js': '',
};

async function problemsOf(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, 'app', name)), { recursive: true });
    writeFileSync(join(folder, 'app', name), text);
  }
  // A new name each time: the library remembers archives by theirs.
  archives += 1;
  const archive = join(folder, `app-${archives}.asar`);
  await createPackage(join(folder, 'app'), archive);
  return inspectArchive(archive).problems;
}

describe('an archive', () => {
  test('with all that is needed and nothing else is fine', async () => expect(await problemsOf(complete)).toEqual([]));

  test.each([
    ['dist/shell/main.js.map'], ['dist/shell/main.ts'], ['node_modules/ws/index.js'], ['electron/app.ts'], ['dist/webhost/main.js'], ['dist/renderer/keyring.node'], ['.env'], ['e2e/home.spec.js'],
  ])('with %s is not', async (name) => expect((await problemsOf({ ...complete, [name]: '' })).join()).toContain(name.endsWith('.node') ? 'native code' : name));

  test('without its preload is not', async () => {
    const { 'dist/shell/preload.cjs': _, ...rest } = complete;
    expect(await problemsOf(rest)).toEqual(['/dist/shell/preload.cjs is missing']);
  });

  test('that starts something else, or is too big, is not', async () => {
    expect(await problemsOf({ ...complete, 'package.json': '{"main":"evil.js"}' })).toEqual(['package.json starts evil.js']);
    expect((await problemsOf({ ...complete, 'dist/renderer/big.js': 'x'.repeat(13 * 1024 * 1024) })).join()).toContain('more than');
  });
});

test('every single fuse that is not as decided is named', async () => {
  const stub = await makeStubDist();
  const binary = join(stub.path, 'electron');
  const on = Object.entries(fuses).filter(([, isOn]) => isOn).map(([name]) => `the fuse ${name} is not on`);
  expect(await inspectFuses(binary)).toEqual(on);
  await flipFuses(binary, { version: FuseVersion.V1, [FuseV1Options.RunAsNode]: true });
  expect(await inspectFuses(binary)).toEqual(['the fuse RunAsNode is not off', ...on]);
  stub.remove();
});
