/** Builds when what goes in is not what was built last: by content, so that a checkout or a touched file costs nothing. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDir, inProject } from './paths.mjs';

const inputs = ['electron', 'renderer', 'build/icons', 'vite.config.ts', 'package.json', 'package-lock.json'];
const results = ['dist/renderer/index.html', 'dist/webhost/main.js', 'dist/shell/main.js', 'dist/shell/preload.cjs', 'dist/practice/main.js'];
const stampFile = join(cacheDir, 'build-stamp');
const lockDir = join(cacheDir, 'build-lock');
/** A build takes seconds; a lock that is older was left by one that was killed. */
const lockLifeMs = 120_000;

/** Answers an error text, or null when `dist` is what the sources say. */
export async function ensureBuilt(node) {
  mkdirSync(cacheDir, { recursive: true });
  if (isCurrent()) return null;
  await takeLock();
  try {
    if (isCurrent()) return null;
    console.error('Building …');
    const stamp = hashInputs();
    const vite = inProject('node_modules/vite/bin/vite.js');
    const built = spawnSync(node, [vite, 'build', '--app', '--logLevel', 'warn'], { cwd: inProject(), encoding: 'utf8', shell: node.endsWith('.cmd') });
    if (built.status !== 0) return `the build failed:\n${built.stdout}${built.stderr}`;
    writeFileSync(stampFile, stamp);
    return null;
  } finally {
    rmSync(lockDir, { recursive: true, force: true });
  }
}

function isCurrent() {
  if (!results.every((file) => existsSync(inProject(file))) || !existsSync(stampFile)) return false;
  return readFileSync(stampFile, 'utf8') === hashInputs();
}

/** Two starts at once must not write the same files. */
async function takeLock() {
  for (;;) {
    try {
      mkdirSync(lockDir);
      return;
    } catch {
      const madeAt = statSync(lockDir, { throwIfNoEntry: false })?.mtimeMs ?? 0;
      if (Date.now() - madeAt > lockLifeMs) rmSync(lockDir, { recursive: true, force: true });
      else await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

function hashInputs() {
  const hash = createHash('sha256');
  for (const file of inputs.flatMap((input) => filesIn(inProject(input)))) hash.update(`${file}\0`).update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

/** Tests are no input of the build. */
function filesIn(path) {
  if (statSync(path).isFile()) return path.includes('.test.') ? [] : [path];
  const entries = readdirSync(path).toSorted();
  return entries.flatMap((entry) => filesIn(join(path, entry)));
}
