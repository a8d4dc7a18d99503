/** Menus made of Electron's own roles, which the system names and translates. */
import type { MenuItemConstructorOptions } from 'electron';
import { text } from './text.ts';

export function menuTemplate({ platform, isPackaged }: { readonly platform: NodeJS.Platform; readonly isPackaged: boolean }): MenuItemConstructorOptions[] {
  const view: MenuItemConstructorOptions[] = [{ role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' }, { type: 'separator' }, { role: 'togglefullscreen' }];
  // A reload costs a reader their place; it is for people who build Skein.
  const forBuilders: MenuItemConstructorOptions[] = [{ type: 'separator' }, { role: 'reload' }, { role: 'toggleDevTools' }];
  return [
    platform === 'darwin' ? { role: 'appMenu' } : { role: 'fileMenu' },
    { role: 'editMenu' },
    { role: 'viewMenu', submenu: isPackaged ? view : [...view, ...forBuilders] },
    { role: 'windowMenu' },
  ];
}

export function trayTemplate(actions: { show(): void; quit(): void }): MenuItemConstructorOptions[] {
  return [{ label: text.tray.show, click: actions.show }, { type: 'separator' }, { label: text.tray.quit, click: actions.quit }];
}
