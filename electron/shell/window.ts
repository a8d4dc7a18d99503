/** The one window. */
import { join } from 'node:path';
import { app, BrowserWindow, screen } from 'electron';
import { startUrl, webPreferences } from './policy.ts';
import { placeWindow, readWindowState, writeWindowState } from './window-state.ts';

export interface WindowOptions {
  readonly dataDir: string;
  readonly preload: string;
  readonly icon: string;
}

export function openWindow({ dataDir, preload, icon }: WindowOptions): BrowserWindow {
  const stateFile = join(dataDir, 'window.json');
  const state = readWindowState(stateFile);
  const areas = screen.getAllDisplays().map((display) => display.workArea);
  const window = new BrowserWindow({
    ...placeWindow(state.box, areas),
    minWidth: 360,
    minHeight: 480,
    title: 'Skein',
    icon,
    show: false,
    autoHideMenuBar: true,
    webPreferences: webPreferences({ preload, isPackaged: app.isPackaged, platform: process.platform }),
  });
  if (state.isMaximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => writeWindowState(stateFile, { box: window.getNormalBounds(), isMaximized: window.isMaximized() }));
  // The title is ours: a post must not be able to write it.
  window.on('page-title-updated', (event) => event.preventDefault());
  void window.loadURL(startUrl);
  return window;
}

/** To the front, from wherever it is. */
export function focusWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
