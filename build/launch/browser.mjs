/** A window for the page of the webhost: the person's Chromium without its bars, else their browser, else nothing. */
import { spawn } from 'node:child_process';
import { accessSync, constants, existsSync, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const linuxNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'brave-browser', 'microsoft-edge'];
const macApps = ['Google Chrome', 'Chromium', 'Brave Browser', 'Microsoft Edge'];
const windowsPaths = ['Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe', 'BraveSoftware/Brave-Browser/Application/brave.exe'];

export function hasDisplay(platform = process.platform, env = process.env) {
  return platform !== 'linux' || Boolean(env.DISPLAY) || Boolean(env.WAYLAND_DISPLAY);
}

/** Path of a Chromium that can read files in hidden folders (snaps cannot), or null. */
export function findChromium(platform = process.platform, env = process.env) {
  return chromiumCandidates(platform, env).find((path) => isUsable(path)) ?? null;
}

function chromiumCandidates(platform, env) {
  if (platform === 'darwin') return macApps.map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
  if (platform === 'win32') {
    const roots = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(Boolean);
    return windowsPaths.flatMap((path) => roots.map((root) => join(root, path)));
  }
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  return linuxNames.flatMap((name) => folders.map((folder) => join(folder, name)));
}

function isUsable(path) {
  try {
    accessSync(path, constants.X_OK);
    return !realpathSync(path).includes('/snap');
  } catch {
    return false;
  }
}

/**
 * Flags of the app window. It has a profile of its own, and can resolve no name and reach no address but ours: even
 * Chromium's own start-up questions stay unasked, and the servers of the posts see one client, the app.
 */
export function chromiumFlags({ file, profileDir, isRoot }) {
  return [
    `--app=file://${file}`,
    `--user-data-dir=${profileDir}`,
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-quic',
    '--disable-extensions',
    '--password-store=basic',
    '--class=skein',
    '--window-size=1440,900',
    // Chromium has no sandbox for root; the second flag takes away the bar that says so on every start.
    ...(isRoot ? ['--no-sandbox', '--test-type'] : []),
  ];
}

/** The child process, in a group of its own. It ends when the last window of that profile is closed. */
export function openAppWindow(chromium, { file, profileDir }) {
  return spawn(chromium, chromiumFlags({ file, profileDir, isRoot: process.getuid?.() === 0 }), { stdio: 'ignore', detached: true });
}

/** Answers whether a browser was asked. */
export function openDefaultBrowser({ file, url }) {
  const [command, ...args] = defaultBrowserCommand({ file, url });
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'ignore', detached: true });
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}

function defaultBrowserCommand({ file, url }) {
  if (process.platform === 'darwin') return ['open', file];
  if (process.platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', file];
  // A browser that is a snap cannot read the file. The address in the list of processes is the lesser evil: it works once.
  return ['xdg-open', existsSync('/snap/bin') ? url : file];
}
