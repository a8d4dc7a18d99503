/** Runs one of the two hosts as a child and lives as long as it does. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { findChromium, hasDisplay, openAppWindow, openDefaultBrowser } from './browser.mjs';
import { inProject } from './paths.mjs';

/** A program that ends sooner, and with an error, never showed a window. */
const failedWithinMs = 5_000;
/** As `electron/webhost/main.ts` and `electron/shell/main.ts` have it. */
const exitProfileInUse = 3;

function commonArgs({ flags, dataDir }) {
  return [
    `--data-dir=${dataDir}`,
    ...(flags.practice ? ['--practice'] : []),
    ...(flags.allowPrivateHosts === '' ? [] : [`--allow-private-hosts=${flags.allowPrivateHosts}`]),
  ];
}

/** Answers the exit code, or null when Electron ended at once with an error: some systems do not let its sandbox start. */
export async function runShell({ electron, flags, dataDir }) {
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  const startedAt = Date.now();
  const child = spawn(electron, [inProject(), ...commonArgs({ flags, dataDir })], { cwd: inProject(), env, stdio: ['ignore', 2, 2] });
  const code = await whenEnded(child);
  return code === 0 || code === exitProfileInUse || Date.now() - startedAt > failedWithinMs ? code : null;
}

/** Answers the exit code. Ends when the host ends, and ends the host when the window it opened is closed. */
export async function runWebhost({ node, flags, dataDir }) {
  const args = [inProject('dist/webhost/main.js'), ...commonArgs({ flags, dataDir })];
  if (flags.port !== null) args.push(`--port=${flags.port}`);
  if (flags.secretsInFile) args.push('--secrets-in-file');
  const child = spawn(node, args, { cwd: inProject(), stdio: ['ignore', 2, 2, 'ipc'], shell: node.endsWith('.cmd') });
  const ended = whenEnded(child);
  child.once('message', ({ ready }) => void present({ page: ready, flags, host: { ended, end: () => child.kill('SIGTERM') } }));
  return ended;
}

/**
 * Shows a page the way the flags say. The window and `host` (`{ ended, end() }`) end each other; a window of a host that
 * somebody else started outlives this process.
 */
export async function present({ page, flags, host }) {
  if (flags.json) return void process.stdout.write(`${JSON.stringify({ url: page.url, pid: page.pid, dataDir: page.dataDir })}\n`);
  if (!flags.open) return printAddress(page, '');
  if (!hasDisplay()) return printAddress(page, 'There is no display here. ');
  const chromium = findChromium();
  if (chromium !== null) {
    if (await showWindow(chromium, page, host)) return;
    return printAddress(page, 'The browser window did not open. ');
  }
  if (await openDefaultBrowser(page)) console.error('Skein is open in your browser.');
  else printAddress(page, 'There is no browser to open. ');
}

/** Answers false when the window failed at once. */
function showWindow(chromium, page, host) {
  const openedAt = Date.now();
  const window = openAppWindow(chromium, { file: page.file, profileDir: join(page.dataDir, 'browser') });
  if (host === undefined) {
    window.unref();
    return new Promise((resolve) => window.once('spawn', () => resolve(true)).once('error', () => resolve(false)));
  }
  void host.ended.then(() => window.kill());
  return new Promise((resolve) => {
    const opened = setTimeout(() => resolve(true), failedWithinMs);
    window.once('error', () => resolve(false));
    window.once('exit', (code) => {
      clearTimeout(opened);
      if (code !== 0 && Date.now() - openedAt < failedWithinMs) return resolve(false);
      resolve(true);
      host.end();
    });
  });
}

function printAddress(page, why) {
  process.stdout.write(`${why}Skein is at ${page.url}\nThe address works once, for a minute; start again for another.\n`);
}

/** Passes signals on once (a terminal has sent Ctrl+C to the child already); a second one does not wait any longer. */
function whenEnded(child) {
  let signals = 0;
  const onSignal = (signal) => {
    signals += 1;
    child.kill(signals > 1 ? 'SIGKILL' : signal === 'SIGINT' ? 'SIGTERM' : signal);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, onSignal);
  return new Promise((resolve) => {
    child.once('error', (error) => {
      console.error(`Skein could not be started: ${error.message}`);
      resolve(1);
    });
    child.once('exit', (code) => resolve(signals > 0 ? 0 : (code ?? 1)));
  });
}
