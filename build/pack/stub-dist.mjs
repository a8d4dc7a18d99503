/**
 * A folder that electron-builder takes for an Electron distribution for Linux, so that packaging can be checked where
 * no Electron can be downloaded: right names, a fuse wire of the right length, and a program that says what it is.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPackage } from '@electron/asar';
import { FuseV1Options } from '@electron/fuses';
import { electronVersion } from '../launch/electron-binary.mjs';

const fuseOff = '0';
/** How fuses are found in a binary (electron/fuses, src/constants.ts). */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

export async function makeStubDist() {
  const dist = mkdtempSync(join(tmpdir(), 'skein-stub-electron-'));
  for (const folder of ['locales', 'resources', 'default-app']) mkdirSync(join(dist, folder));
  for (const file of ['LICENSE', 'LICENSES.chromium.html', 'locales/en-US.pak', 'locales/de.pak']) writeFileSync(join(dist, file), '');
  writeFileSync(join(dist, 'version'), electronVersion());
  writeFileSync(join(dist, 'default-app/package.json'), '{"name":"default-app","version":"0.0.0"}');
  await createPackage(join(dist, 'default-app'), join(dist, 'resources/default_app.asar'));
  rmSync(join(dist, 'default-app'), { recursive: true });
  const fuseCount = Object.values(FuseV1Options).filter((value) => typeof value === 'number').length;
  // The wire: sentinel, version of the scheme, number of fuses, one character each (electron/fuses, README).
  const wire = Buffer.concat([Buffer.from(sentinel), Buffer.from([1, fuseCount]), Buffer.from(fuseOff.repeat(fuseCount))]);
  writeFileSync(join(dist, 'electron'), Buffer.concat([Buffer.from('#!/bin/sh\necho "This is a stand-in for Electron, for checking packages." >&2\nexit 1\n'), wire]), { mode: 0o755 });
  return { path: dist, remove: () => rmSync(dist, { recursive: true, force: true }) };
}
