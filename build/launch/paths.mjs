/** Places of the project, for scripts that must run on plain Node 20. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export const projectDir = join(import.meta.dirname, '../..');
export const cacheDir = join(projectDir, 'node_modules/.cache/skein');

export function inProject(...parts) {
  return join(projectDir, ...parts);
}

/** Node 24: the one that runs this, or the one that came with the dependencies. Null when it is not there (yet). */
export function findNode24() {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  const installed = inProject('node_modules/.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
  return existsSync(installed) ? installed : null;
}
