/** Where electron-builder put the unpacked app, per platform; null when it is not there. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const layouts = [
  { folder: 'linux-unpacked', archive: 'resources/app.asar', binary: 'skein' },
  { folder: 'linux-arm64-unpacked', archive: 'resources/app.asar', binary: 'skein' },
  { folder: 'win-unpacked', archive: 'resources/app.asar', binary: 'Skein.exe' },
  { folder: 'mac/Skein.app', archive: 'Contents/Resources/app.asar', binary: '' },
  { folder: 'mac-arm64/Skein.app', archive: 'Contents/Resources/app.asar', binary: '' },
];

export function findPackage(release) {
  for (const { folder, archive, binary } of layouts) {
    const root = join(release, folder);
    if (existsSync(join(root, archive))) return { folder: root, archive: join(root, archive), binary: join(root, binary) };
  }
  return null;
}
