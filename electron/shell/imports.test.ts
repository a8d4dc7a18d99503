/** Rules of the shell that are about sources, not about runs. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const isTest = (file: string): boolean => /\.test\.|\/testing\//.test(file);
const sources = globSync('{electron,renderer}/**/*.{ts,tsx}', { cwd: root }).filter((file) => !isTest(file));
const using = (pattern: RegExp, files: readonly string[] = sources): readonly string[] => files.filter((file) => pattern.test(readFileSync(join(root, file), 'utf8')));
const shell = sources.filter((file) => file.startsWith('electron/shell/'));

test('there are sources to look at', () => expect(sources.length).toBeGreaterThan(100));

test('only the shell imports electron', () => {
  expect(using(/from 'electron(\/[^']*)?'|require\('electron/).filter((file) => !file.startsWith('electron/shell/'))).toEqual([]);
});

describe('in the shell', () => {
  test('one file opens links outside', () => expect(using(/shell\.openExternal\(|openPath\(/)).toEqual(['electron/shell/desktop.ts']));
  test('one file makes windows', () => expect(using(/new (BrowserWindow|WebContentsView|BrowserView)\(/)).toEqual(['electron/shell/window.ts']));
  test('one address is loaded, ours', () => expect(using(/loadURL\((?!startUrl\))|loadFile\(/, shell)).toEqual([]));
  test('no web address is written down', () => expect(using(/['"`]https?:\/\//, shell)).toEqual([]));
  test('one file touches ipcRenderer, one ipcMain.handle', () => {
    expect(using(/ipcRenderer\b/)).toEqual(['electron/shell/preload.ts']);
    expect(using(/ipcMain\.handle\(/)).toEqual(['electron/shell/ipc.ts']);
  });
  test('nothing switches protection off', () => {
    expect(using(/enableBlinkFeatures|disableBlinkFeatures|appendSwitch|setContentProtection|executeJavaScript|<webview|remoteModule|ignore-certificate|commandLine/, shell)).toEqual([]);
  });
  test('the sandbox is on before anything else can run', () => {
    const main = readFileSync(join(root, 'electron/shell/main.ts'), 'utf8');
    expect(main.indexOf('app.enableSandbox()')).toBeGreaterThan(0);
    expect(main.indexOf('app.enableSandbox()')).toBeLessThan(main.indexOf('app.whenReady()'));
    expect(main).not.toMatch(/^(const [^=]+= )?await /m);
  });
});
