/** The module `electron` of the stand-in: what the shell uses of it, over one Chromium. See README.md for what it cannot prove. */
import { EventEmitter } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectCdp, type Cdp } from './cdp.ts';
import { mainWorld, preloadWorld } from './page-scripts.ts';

type Handler = (...args: unknown[]) => unknown;

/** Chromium does not know `app:`; the page lives at an https origin of the same name, and is told apart nowhere else. */
const toPage = (url: string): string => url.replace(/^app:/, 'https:');
const toApp = (url: string): string => url.replace(/^https:\/\/skein(?=\/|$)/, 'app://skein');

let cdp: Cdp;
const ready = Promise.withResolvers<void>();
const ipcHandlers = new Map<string, Handler>();
const decisions: { scheme: ((request: Request) => Promise<Response>) | null; request: Handler | null } = { scheme: null, request: null };

/** Anything else of Electron: may be called, does nothing. */
function quiet<T extends object>(known: T): T {
  return new Proxy(known, { get: (target, key) => (key in target || typeof key === 'symbol' || key === 'then' ? Reflect.get(target, key) : () => undefined) });
}

let userData = '';
export const app = quiet(
  Object.assign(new EventEmitter(), {
    isPackaged: false,
    whenReady: () => ready.promise,
    setPath: (_name: string, path: string) => void (userData = path),
    getPath: () => userData,
    requestSingleInstanceLock,
    quit() {
      for (const window of BrowserWindow.all) window.close();
      let prevented = false;
      app.emit('will-quit', { preventDefault: () => (prevented = true) });
      if (!prevented) app.exit(0);
    },
    exit(code: number) {
      rmSync(join(userData, 'double.lock'), { force: true });
      process.exit(code);
    },
  }),
);

/** The first process is told by a signal. */
function requestSingleInstanceLock(): boolean {
  const lock = join(userData, 'double.lock');
  try {
    mkdirSync(userData, { recursive: true });
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    process.on('SIGUSR2', () => app.emit('second-instance', {}, [], ''));
    return true;
  } catch {
    process.kill(Number(readFileSync(lock, 'utf8')), 'SIGUSR2');
    // The app exits now; Playwright's own end of the line is not needed for that.
    return false;
  }
}

class WebContents extends EventEmitter {
  readonly mainFrame = { url: '' };
  openHandler: Handler = () => ({ action: 'allow' });
  targetId = '';
  sessionId = '';
  preloadContext = 0;
  isDestroyed = (): boolean => this.targetId === '';
  setWindowOpenHandler = (handler: Handler): void => void (this.openHandler = handler);
  send(channel: string, ...args: unknown[]): void {
    this.evaluate(`doubleEvent(${[channel, ...args].map((arg) => JSON.stringify(arg)).join(',')})`);
  }
  evaluate(expression: string): void {
    void cdp.send('Runtime.evaluate', { expression, contextId: this.preloadContext }, this.sessionId);
  }
  close(): void {
    BrowserWindow.all.find((window) => window.webContents === this)?.close();
  }
}

export class BrowserWindow extends EventEmitter {
  static all: BrowserWindow[] = [];
  static getAllWindows = (): BrowserWindow[] => BrowserWindow.all;
  static fromWebContents = (contents: WebContents): BrowserWindow | undefined => BrowserWindow.all.find((window) => window.webContents === contents);
  readonly webContents = new WebContents();
  readonly preload: string;
  focused = 0;
  constructor(options: { readonly webPreferences: { readonly preload: string } }) {
    super();
    this.preload = readFileSync(options.webPreferences.preload, 'utf8');
    BrowserWindow.all.push(this);
    app.emit('web-contents-created', {}, this.webContents);
    return quiet(this);
  }
  isMinimized = (): boolean => false;
  isMaximized = (): boolean => false;
  getNormalBounds = (): object => ({ x: 0, y: 0, width: 1440, height: 900 });
  focus = (): void => void (this.focused += 1);
  async loadURL(url: string): Promise<void> {
    await attach(this);
    this.webContents.mainFrame.url = url;
    await cdp.send('Page.navigate', { url: toPage(url) }, this.webContents.sessionId);
    this.emit('ready-to-show');
  }
  close(): void {
    if (this.webContents.isDestroyed()) return;
    this.emit('close', {});
    void cdp.send('Target.closeTarget', { targetId: this.webContents.targetId });
    this.webContents.targetId = '';
    BrowserWindow.all = BrowserWindow.all.filter((window) => window.webContents !== this.webContents);
    this.emit('closed');
    if (BrowserWindow.all.length === 0) app.emit('window-all-closed');
  }
}

/** The first window takes the page that Chromium opened by itself. */
async function attach(window: BrowserWindow): Promise<void> {
  const { webContents: contents } = window;
  const { targetInfos } = (await cdp.send('Target.getTargets')) as { targetInfos: { targetId: string; type: string; url: string }[] };
  const free = targetInfos.find(({ type, url, targetId }) => type === 'page' && url === 'about:blank' && !BrowserWindow.all.some((other) => other.webContents.targetId === targetId));
  contents.targetId = free?.targetId ?? ((await cdp.send('Target.createTarget', { url: 'about:blank' }))['targetId'] as string);
  contents.sessionId = (await cdp.send('Target.attachToTarget', { targetId: contents.targetId, flatten: true }))['sessionId'] as string;
  const send = (method: string, params: Record<string, unknown> = {}): Promise<unknown> => cdp.send(method, params, contents.sessionId);
  await Promise.all([send('Page.enable'), send('Runtime.enable'), send('Fetch.enable', { patterns: [{ urlPattern: '*' }] })]);
  await send('Runtime.addBinding', { name: 'doubleInvoke', executionContextName: 'preload' });
  await send('Page.addScriptToEvaluateOnNewDocument', { source: mainWorld });
  await send('Page.addScriptToEvaluateOnNewDocument', { source: preloadWorld(window.preload), worldName: 'preload' });
}

const windowOf = (sessionId: string): BrowserWindow | undefined => BrowserWindow.all.find((window) => window.webContents.sessionId === sessionId);

interface Paused {
  readonly requestId: string;
  readonly resourceType: string;
  readonly frameId: string;
  readonly request: { readonly url: string; readonly method: string; readonly headers: Record<string, string> };
}

async function answerRequest({ requestId, resourceType, frameId, request }: Paused, sessionId: string): Promise<void> {
  const contents = windowOf(sessionId)?.webContents;
  const url = toApp(request.url);
  let refused = contents === undefined;
  const event = { url, preventDefault: () => (refused = true) };
  if (contents !== undefined && resourceType === 'Document' && contents.mainFrame.url !== url) {
    contents.emit('will-frame-navigate', event);
    if (frameId === contents.targetId) contents.emit('will-navigate', event);
  }
  decisions.request?.({ url }, ({ cancel }: { cancel: boolean }) => (refused ||= cancel));
  if (refused || decisions.scheme === null) return void (await cdp.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' }, sessionId));
  const answer = await decisions.scheme(new Request(url, { method: request.method, headers: request.headers }));
  const body = Buffer.from(await answer.arrayBuffer()).toString('base64');
  const responseHeaders = [...answer.headers].map(([name, value]) => ({ name, value }));
  await cdp.send('Fetch.fulfillRequest', { requestId, responseCode: answer.status, responseHeaders, body }, sessionId);
}

async function answerInvoke({ payload }: { readonly payload: string }, sessionId: string): Promise<void> {
  const contents = windowOf(sessionId)?.webContents;
  const { id, channel, args }: { id: number; channel: string; args: unknown[] } = JSON.parse(payload);
  const value = await ipcHandlers.get(channel)?.({ sender: contents, senderFrame: contents?.mainFrame }, ...args);
  contents?.evaluate(`doubleAnswer(${id}, ${JSON.stringify(value)})`);
}

/** A page that opened another: the handler decides; closing at once would hang Chromium now and then. */
function answerPopup({ targetInfo }: { readonly targetInfo: { readonly targetId: string; readonly openerId?: string; readonly url: string } }): void {
  const opener = BrowserWindow.all.find((window) => window.webContents.targetId === targetInfo.openerId);
  if (opener === undefined) return;
  const { action } = opener.webContents.openHandler({ url: toApp(targetInfo.url) }) as { action: string };
  if (action === 'deny') setTimeout(() => void cdp.send('Target.closeTarget', { targetId: targetInfo.targetId }), 400);
}

/** Answers when the first window has its page. */
export async function start(address: string): Promise<void> {
  cdp = await connectCdp(address);
  cdp.on('Fetch.requestPaused', (params: Paused, sessionId: string) => void answerRequest(params, sessionId));
  cdp.on('Runtime.bindingCalled', (params: { payload: string }, sessionId: string) => void answerInvoke(params, sessionId));
  cdp.on('Runtime.executionContextCreated', ({ context }: { context: { id: number; name: string } }, sessionId: string) => {
    const contents = windowOf(sessionId)?.webContents;
    if (contents !== undefined && context.name === 'preload') contents.preloadContext = context.id;
  });
  cdp.on('Target.targetCreated', answerPopup);
  await cdp.send('Target.setDiscoverTargets', { discover: true });
  ready.resolve();
  while (BrowserWindow.all.every((window) => window.webContents.sessionId === '')) await new Promise((resolve) => setTimeout(resolve, 20));
}

export const opened: string[] = [];
export const webContents = { fromDevToolsTargetId: (id: string) => BrowserWindow.all.find((window) => window.webContents.targetId === id)?.webContents };
export const ipcMain = { handle: (channel: string, handler: Handler) => void ipcHandlers.set(channel, handler), removeHandler: (channel: string) => void ipcHandlers.delete(channel) };
export const session = { defaultSession: quiet({ protocol: { handle: (_scheme: string, handler: (request: Request) => Promise<Response>) => void (decisions.scheme = handler) }, webRequest: { onBeforeRequest: (handler: Handler) => void (decisions.request = handler) } }) };
export const shell = { openExternal: async (url: string) => void opened.push(url) };
// No key store and nobody to ask: the answer is the first button, which keeps sign-ins in memory.
export const safeStorage = { getSelectedStorageBackend: () => 'basic_text' };
export const dialog = { showMessageBox: async () => ({ response: 0 }), showErrorBox: (title: string, text: string) => void process.stderr.write(`${title}: ${text}\n`) };
export const screen = { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] };
export const net = { isOnline: () => true };
export const powerMonitor = new EventEmitter();
export const protocol = quiet({});
export const Menu = { buildFromTemplate: (template: unknown) => template, setApplicationMenu: () => undefined };
export const nativeImage = { createFromPath: () => ({ resize: () => ({}) }) };
export class Tray extends EventEmitter {
  constructor() {
    super();
    return quiet(this);
  }
}
export class Notification extends EventEmitter {
  static isSupported = (): boolean => false;
}
