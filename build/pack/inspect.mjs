/** Looks into a packaged app and says what is wrong with it, one sentence each. */
import { statSync } from 'node:fs';
import { extractFile, listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { fuses } from '../../electron/shell/policy.ts';

/** The app itself is about 3 MB; much more means that something came along. */
const maxArchiveBytes = 12 * 1024 * 1024;
const needed = ['/package.json', '/dist/shell/main.js', '/dist/shell/preload.cjs', '/dist/practice/main.js', '/dist/renderer/index.html', '/dist/renderer/icon.png'];
const foreign = /\/node_modules\/|\.map$|\.tsx?$|\/\.env|\.test\./;
const ours = /^\/(package\.json|dist(\/(renderer|shell|practice)(\/.*)?)?)$/;

export function inspectArchive(archive) {
  const files = listPackage(archive).map((path) => path.replaceAll('\\', '/'));
  const problems = [
    ...needed.filter((path) => !files.includes(path)).map((path) => `${path} is missing`),
    ...files.filter((path) => foreign.test(path) || !ours.test(path)).map((path) => `${path} does not belong into the package`),
  ];
  const { size } = statSync(archive);
  if (size > maxArchiveBytes) problems.push(`the archive has ${size} bytes, more than ${maxArchiveBytes}`);
  const { main } = JSON.parse(extractFile(archive, 'package.json').toString());
  if (main !== 'dist/shell/main.js') problems.push(`package.json starts ${main}`);
  if (files.some((path) => path.endsWith('.node'))) problems.push('there is native code in the archive');
  return { problems, files: files.length, bytes: size };
}

export async function inspectFuses(binary) {
  const wire = await getCurrentFuseWire(binary);
  return Object.entries(fuses)
    .filter(([name, on]) => wire[FuseV1Options[name]] !== (on ? FuseState.ENABLE : FuseState.DISABLE))
    .map(([name, on]) => `the fuse ${name} is not ${on ? 'on' : 'off'}`);
}
