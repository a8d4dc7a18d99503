/** `npm start`: gets everything ready, picks the host, says which and why, and stays until it ends. Runs on Node 20. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultDataDir } from '../electron/host/data-dir.mjs';
import { hasDisplay } from './launch/browser.mjs';
import { ensureBuilt } from './launch/bundle.mjs';
import { areInstalled, install } from './launch/dependencies.mjs';
import { downloadElectron, findElectron } from './launch/electron-binary.mjs';
import { help, parseFlags } from './launch/flags.mjs';
import { askRunningHost } from './launch/handover.mjs';
import { present, runShell, runWebhost } from './launch/hosts.mjs';
import { findNode24 } from './launch/paths.mjs';

process.exitCode = await main(process.argv.slice(2));

async function main(args) {
  const { flags, error } = parseFlags(args);
  if (error !== undefined) return failed(`${error}\nnpm start -- --help lists what there is.`, 2);
  if (flags.help) {
    process.stdout.write(help);
    return 0;
  }
  const dataDir = flags.dataDir ?? (flags.practice ? null : defaultDataDir());
  const running = dataDir === null ? null : await askRunningHost(dataDir);
  if (running !== null) {
    console.error(`Skein is running already (process ${running.pid}); this is one more window of it.`);
    await present({ page: running, flags });
    return 0;
  }
  if (!areInstalled() && !install()) return failed('The dependencies could not be installed.', 1);
  const node = findNode24();
  if (node === null) return failed('Skein needs Node 24 or newer on this system (npm brings it on Linux and Windows).', 1);
  const buildError = await ensureBuilt(node);
  if (buildError !== null) return failed(buildError, 1);
  return withDataDir(dataDir, (folder) => run({ node, flags, dataDir: folder }));
}

async function run({ node, flags, dataDir }) {
  const { electron, why } = chooseHost(flags, node);
  if (electron !== null) {
    console.error(`Skein runs in Electron: ${why}.`);
    const code = await runShell({ electron, flags, dataDir });
    if (code !== null) return code;
  }
  console.error(`Skein runs as a local server for your browser: ${electron === null ? why : 'Electron did not start'}.`);
  return runWebhost({ node, flags, dataDir });
}

/** The reason is told to the person in one line. */
function chooseHost(flags, node) {
  const asked = flags.webhost ? '--webhost' : flags.json ? '--json' : !flags.open ? '--no-open' : flags.port !== null ? '--port' : null;
  if (asked !== null) return { electron: null, why: `${asked} asks for it` };
  if (!hasDisplay()) return { electron: null, why: 'there is no display for a window' };
  if (process.getuid?.() === 0) return { electron: null, why: 'Electron has no sandbox for root' };
  const present = findElectron();
  if (present !== null) return { electron: present, why: 'its binary is here' };
  const downloaded = downloadElectron(node);
  if (downloaded !== null) return { electron: downloaded, why: 'its binary has been downloaded' };
  return { electron: null, why: 'there is no Electron binary, and none could be downloaded' };
}

/** `null`: practice without a folder, so nothing of it stays. */
async function withDataDir(dataDir, work) {
  if (dataDir !== null) return work(dataDir);
  const folder = mkdtempSync(join(tmpdir(), 'skein-practice-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function failed(text, code) {
  console.error(text);
  return code;
}
