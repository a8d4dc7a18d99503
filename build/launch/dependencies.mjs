import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { inProject } from './paths.mjs';

/** True when everything the lock names for this machine is installed in the locked version. */
export function areInstalled() {
  const locked = readPackages(inProject('package-lock.json'));
  const installed = readPackages(inProject('node_modules/.package-lock.json'));
  if (locked === null || installed === null) return false;
  return Object.entries(locked).every(([path, entry]) => path === '' || entry.optional === true || installed[path]?.version === entry.version);
}

/** `npm ci`, seen by the person; answers whether it worked. Its output goes to stderr: stdout may be read by a program. */
export function install() {
  console.error('Installing what package-lock.json names (once; half a minute) …');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const result = spawnSync(npm, ['ci'], { cwd: inProject(), stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
  return result.status === 0;
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? null;
  } catch {
    return null;
  }
}
