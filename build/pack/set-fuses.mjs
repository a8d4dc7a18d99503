/** Called by electron-builder when the files lie together and before anything is signed. */
import { join } from 'node:path';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { fuses } from '../../electron/shell/policy.ts';

export async function afterPack({ appOutDir, electronPlatformName, packager }) {
  const states = Object.fromEntries(Object.entries(fuses).map(([name, on]) => [FuseV1Options[name], on]));
  const { executableName, appInfo } = packager;
  const binary = { linux: executableName, win32: `${appInfo.productFilename}.exe`, darwin: `${appInfo.productFilename}.app` }[electronPlatformName];
  // Fails when the binary has a fuse that is not decided.
  await flipFuses(join(appOutDir, binary), { version: FuseVersion.V1, strictlyRequireAllFuses: true, ...states });
}
