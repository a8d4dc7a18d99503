/** Places of the project, for scripts that must run on plain Node 20. */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
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

/** Where the profile is when nobody says otherwise. */
export function defaultDataDir(platform = process.platform, env = process.env, home = homedir()) {
  if (platform === 'win32') return join(env.APPDATA ?? join(home, 'AppData/Roaming'), 'Skein');
  if (platform === 'darwin') return join(home, 'Library/Application Support/Skein');
  // The XDG base directory specification: a relative value is to be ignored.
  const base = env.XDG_DATA_HOME?.startsWith('/') ? env.XDG_DATA_HOME : join(home, '.local/share');
  return join(base, 'skein');
}
