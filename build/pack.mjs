/**
 * `npm run pack`: puts the app into a folder with electron-builder and checks what came out. With the Electron that is
 * here; else with a stand-in, and then the result is for checking only and cannot be started.
 */
import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { ensureBuilt } from './launch/bundle.mjs';
import { areInstalled, install } from './launch/dependencies.mjs';
import { findElectron } from './launch/electron-binary.mjs';
import { findNode24, inProject } from './launch/paths.mjs';

if (!areInstalled() && !install()) process.exit(1);
const node = findNode24();
// The rest wants Node 24: it reads the fuses from TypeScript.
if (node !== null && node !== process.execPath) process.exit(spawnSync(node, [import.meta.filename], { stdio: 'inherit' }).status ?? 1);
process.exitCode = await pack();

async function pack() {
  const buildError = node === null ? 'Node 24 is missing' : await ensureBuilt(node);
  if (buildError !== null) return failed([buildError]);
  const electron = findElectron();
  const { makeStubDist } = await import('./pack/stub-dist.mjs');
  const stub = electron === null && process.platform === 'linux' ? await makeStubDist() : null;
  if (electron === null && stub === null) return failed(['there is no Electron here, and a stand-in for Linux only']);
  console.log(electron === null ? 'No Electron here: packing around a stand-in, for checking only.' : 'Packing with the Electron of node_modules.');
  try {
    const args = ['--dir', '--config', 'build/electron-builder.json', `-c.electronDist=${stub?.path ?? dirname(electron)}`, '--publish', 'never'];
    const built = spawnSync(node, [inProject('node_modules/electron-builder/cli.js'), ...args], { cwd: inProject(), stdio: 'inherit' });
    return built.status === 0 ? await check() : failed(['electron-builder failed']);
  } finally {
    stub?.remove();
  }
}

async function check() {
  const { inspectArchive, inspectFuses } = await import('./pack/inspect.mjs');
  const { findPackage } = await import('./pack/find-package.mjs');
  const found = findPackage(inProject('release'));
  if (found === null) return failed(['there is no package in release/']);
  const archive = inspectArchive(found.archive);
  const problems = [...archive.problems, ...(await inspectFuses(found.binary))];
  if (problems.length > 0) return failed(problems);
  console.log(`${found.folder}: ${archive.files} files, ${(archive.bytes / 1_048_576).toFixed(1)} MB, all fuses as decided.`);
  return 0;
}

function failed(problems) {
  for (const problem of problems) console.error(problem);
  return 1;
}
