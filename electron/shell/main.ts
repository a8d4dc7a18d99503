/**
 * The Electron program. What must be said before Electron is ready is said at the top level, without `await`: Electron
 * waits for static imports of an ES module and for nothing else.
 */
import { join } from 'node:path';
import { app, dialog, ipcMain, Menu, nativeImage, protocol, safeStorage, session, Tray, type BrowserWindow } from 'electron';
import manifest from '../../package.json' with { type: 'json' };
import { createApp, type App } from '../app.ts';
import type { Result } from '../contract/index.ts';
import { createPracticeThread, type PracticeThread } from '../host/practice.ts';
import { makePrivateDir, openRunFolder } from '../host/profile.ts';
import { openSecrets } from '../host/secrets.ts';
import { createStaticFiles } from '../host/static-files.ts';
import { askWithoutKeyStore } from './consent.ts';
import { createLifecycle, createNotifier, links } from './desktop.ts';
import { parseShellFlags, type ShellFlags } from './flags.ts';
import { connectIpc } from './ipc.ts';
import { openSafeStorage } from './key-store.ts';
import { menuTemplate, trayTemplate } from './menu.ts';
import { guardContents, guardSession, scheme, schemePrivileges } from './policy.ts';
import { createProtocolHandler } from './protocol.ts';
import { text } from './text.ts';
import { focusWindow, openWindow } from './window.ts';

/** Another process has the profile; `build/start.mjs` knows it. */
const exitProfileInUse = 3;
const built = { renderer: join(import.meta.dirname, '../renderer'), preload: join(import.meta.dirname, 'preload.cjs'), practice: join(import.meta.dirname, '../practice/main.js') };
const icon = join(built.renderer, 'icon.png');

const flags = parseShellFlags(process.argv);
makePrivateDir(flags.dataDir);
app.setPath('userData', join(flags.dataDir, 'electron'));
app.enableSandbox();
protocol.registerSchemesAsPrivileged([{ scheme, privileges: schemePrivileges }]);
app.on('web-contents-created', (_event, contents) => guardContents(contents, (url) => void links.open(url)));
// No certificate is ever accepted by hand, and no page may ask for a password.
app.on('certificate-error', (event, _contents, _url, _error, _certificate, answer) => {
  event.preventDefault();
  answer(false);
});
app.on('login', (event, _contents, _details, _info, answer) => {
  event.preventDefault();
  answer();
});

if (app.requestSingleInstanceLock()) void app.whenReady().then(() => run(flags));
else {
  process.stderr.write(`${text.alreadyRunning}\n`);
  app.exit(0);
}

async function run(options: ShellFlags): Promise<void> {
  let window: BrowserWindow | null = null;
  const show = (): void => {
    window ??= open();
    focusWindow(window);
  };
  const lifecycle = createLifecycle();
  const practice = createPracticeThread({ entry: built.practice, dataDir: options.dataDir });
  const created = await startApp(options, { lifecycle, practice, show });
  if (!created.ok) {
    dialog.showErrorBox(text.cannotStart, created.error.kind === 'storage' ? created.error.message : created.error.kind);
    return app.exit(exitProfileInUse);
  }
  const running = created.value;
  const runFolder = openRunFolder(options.dataDir);
  runFolder.announce({ host: 'shell', pid: process.pid, origin: null, key: null });
  guardSession(session.defaultSession);
  session.defaultSession.protocol.handle(scheme, createProtocolHandler({ app: running, files: createStaticFiles(built.renderer) }));
  const disconnect = connectIpc({ app: running, ipcMain, page: () => window?.webContents ?? null });
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate({ platform: process.platform, isPackaged: app.isPackaged })));
  const tray = createTray(show);

  function open(): BrowserWindow {
    const opened = openWindow({ dataDir: options.dataDir, preload: built.preload, icon });
    opened.on('closed', () => (window = null));
    return opened;
  }

  app.on('second-instance', show);
  app.on('activate', show);
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  endOnQuit(async () => {
    disconnect();
    tray.destroy();
    lifecycle.close();
    runFolder.remove();
    await running.close();
    await practice.close();
  });
  window = open();
  if (options.practice) await running.dispatch('servers.startPractice', {});
}

async function startApp({ dataDir, allowPrivateHosts }: ShellFlags, parts: { readonly lifecycle: ReturnType<typeof createLifecycle>; readonly practice: PracticeThread; show(): void }): Promise<Result<App>> {
  const secrets = await openSecrets({
    dataDir,
    openKeyStore: () => openSafeStorage({ safeStorage, platform: process.platform, dataDir }),
    withoutKeyStore: (situation) => askWithoutKeyStore(dialog, situation),
  });
  const { lifecycle, practice, show } = parts;
  return createApp({ dataDir, host: 'shell', version: manifest.version, allowPrivateHosts, secrets, notifier: createNotifier(show), links, lifecycle, practice });
}

function createTray(show: () => void): Tray {
  const tray = new Tray(nativeImage.createFromPath(icon).resize({ width: 22, height: 22 }));
  tray.setToolTip('Skein');
  tray.setContextMenu(Menu.buildFromTemplate(trayTemplate({ show, quit: () => app.quit() })));
  tray.on('click', show);
  return tray;
}

/** All windows are closed by now. Electron would not wait for what is still being written. */
function endOnQuit(close: () => Promise<void>): void {
  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    void close().finally(() => {
      closed = true;
      app.quit();
    });
  });
}
