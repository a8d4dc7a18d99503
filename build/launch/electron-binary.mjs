/** Is there an Electron to start? Never by importing `electron`: under plain Node that downloads, and then throws. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDir, inProject } from './paths.mjs';

const packageDir = inProject('node_modules/electron');
const failureFile = join(cacheDir, 'electron-download-failed');
const downloadTimeoutMs = 120_000;
const tryAgainAfterMs = 7 * 24 * 3_600_000;

/** Path of the binary, or null. `path.txt` is written last by the installer, so a half download is not taken for one. */
export function findElectron() {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const name = readText(join(packageDir, 'path.txt'));
  if (override !== undefined) return existing(join(override, name ?? 'electron'));
  if (name === null || readText(join(packageDir, 'dist/version'))?.replace(/^v/, '') !== electronVersion()) return null;
  return existing(join(packageDir, 'dist', name));
}

/** Tries to download it, in bounded time; a failure is remembered for a week, so that the next start is quick. */
export function downloadElectron(node) {
  const failure = readText(failureFile);
  if (failure !== null && failure.startsWith(`${electronVersion()} `) && Date.now() - Number(failure.split(' ')[1]) < tryAgainAfterMs) return null;
  console.error('Looking for an Electron binary to download (at most two minutes) …');
  spawnSync(node, [join(packageDir, 'install.js')], { cwd: inProject(), timeout: downloadTimeoutMs, stdio: 'ignore', shell: node.endsWith('.cmd') });
  const binary = findElectron();
  if (binary === null) {
    mkdirSync(cacheDir, { recursive: true });
    writeFileSync(failureFile, `${electronVersion()} ${Date.now()}`);
  }
  return binary;
}

export function electronVersion() {
  return JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8')).version;
}

function existing(path) {
  return existsSync(path) ? path : null;
}

function readText(path) {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return null;
  }
}
