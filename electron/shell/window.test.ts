import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { callsOf, forget } from './testing/fake-electron.ts';
import { focusWindow, openWindow } from './window.ts';

vi.mock('electron', () => import('./testing/fake-electron.ts'));

let dataDir = '';
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'skein-window-'));
  forget();
});
afterEach(() => rmSync(dataDir, { recursive: true }));

const open = (): BrowserWindow => openWindow({ dataDir, preload: '/built/preload.cjs', icon: '/built/icon.png' });

test('what BrowserWindow receives', () => {
  open();
  expect(callsOf('new BrowserWindow')).toMatchInlineSnapshot(`
    [
      [
        {
          "autoHideMenuBar": true,
          "height": 900,
          "icon": "/built/icon.png",
          "minHeight": 480,
          "minWidth": 360,
          "show": false,
          "title": "Skein",
          "webPreferences": {
            "allowRunningInsecureContent": false,
            "contextIsolation": true,
            "devTools": false,
            "experimentalFeatures": false,
            "navigateOnDragDrop": false,
            "nodeIntegration": false,
            "nodeIntegrationInSubFrames": false,
            "nodeIntegrationInWorker": false,
            "plugins": false,
            "preload": "/built/preload.cjs",
            "safeDialogs": true,
            "sandbox": true,
            "spellcheck": false,
            "webSecurity": true,
            "webviewTag": false,
          },
          "width": 1440,
        },
      ],
    ]
  `);
});

test('loads our own page and shows it when it is drawn', () => {
  const window = open();
  expect(callsOf('window.loadURL')).toEqual([['app://skein/']]);
  expect(callsOf('window.show')).toEqual([]);
  window.emit('ready-to-show');
  expect(callsOf('window.show')).toHaveLength(1);
});

test('comes back where it was closed', () => {
  open().emit('close');
  expect(statSync(join(dataDir, 'window.json')).mode & 0o777).toBe(0o600);
  expect(JSON.parse(readFileSync(join(dataDir, 'window.json'), 'utf8'))).toEqual({ box: { x: 10, y: 20, width: 800, height: 600 }, isMaximized: false });
  forget();
  open();
  expect(callsOf('new BrowserWindow')[0]?.[0]).toMatchObject({ x: 10, y: 20, width: 800, height: 600 });
});

test('keeps its title whatever the page says', () => {
  let prevented = false;
  open().emit('page-title-updated', { preventDefault: () => (prevented = true) });
  expect(prevented).toBe(true);
});

test('comes to the front out of the task bar', () => {
  const window = open();
  forget();
  focusWindow(window);
  expect(['window.restore', 'window.show', 'window.focus'].map((name) => callsOf(name).length)).toEqual([1, 1, 1]);
});
