/**
 * A stand-in for the `electron` module that does nothing but remember what it was told, for tests that want to see what
 * Electron really receives. Use it as `vi.mock('electron', () => import('./testing/fake-electron.ts'))`.
 */
import { EventEmitter } from 'node:events';

export interface RecordedCall {
  readonly name: string;
  readonly args: readonly unknown[];
}

export const recorded: RecordedCall[] = [];

export function forget(): void {
  recorded.length = 0;
}

export function callsOf(name: string): readonly (readonly unknown[])[] {
  return recorded.filter((call) => call.name === name).map((call) => call.args);
}

/** An emitter whose other members all exist, record their calls and answer nothing. */
function recorder<T extends object>(prefix: string, known: T): T & EventEmitter {
  const emitter = Object.assign(new EventEmitter(), known);
  return new Proxy(emitter, {
    get(target, key, receiver) {
      const value: unknown = Reflect.get(target, key, receiver);
      if (value !== undefined || typeof key !== 'string' || key === 'then') return value;
      return (...args: unknown[]) => void recorded.push({ name: `${prefix}.${key}`, args });
    },
  });
}

export class BrowserWindow {
  readonly webContents = recorder('webContents', {});
  constructor(options: unknown) {
    recorded.push({ name: 'new BrowserWindow', args: [options] });
    return recorder('window', { webContents: this.webContents, getNormalBounds: () => ({ x: 10, y: 20, width: 800, height: 600 }), isMaximized: () => false, isMinimized: () => true, loadURL: load });
  }
}

async function load(url: string): Promise<void> {
  recorded.push({ name: 'window.loadURL', args: [url] });
}

export class Notification extends EventEmitter {
  static isSupported = (): boolean => true;
  constructor(options: unknown) {
    super();
    recorded.push({ name: 'new Notification', args: [options, this] });
  }
  show(): void {}
}

export const app = recorder('app', { isPackaged: true });
export const net = { online: true, isOnline: (): boolean => net.online };
export const powerMonitor = new EventEmitter();
export const screen = { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }] };
export const shell = {
  async openExternal(url: string): Promise<void> {
    recorded.push({ name: 'shell.openExternal', args: [url] });
  },
};
export const contextBridge = recorder('contextBridge', {});
export const ipcRenderer = recorder('ipcRenderer', {
  async invoke(...args: unknown[]): Promise<unknown> {
    recorded.push({ name: 'ipcRenderer.invoke', args });
    return { ok: true, value: null };
  },
});
