/** The shell, started as people start it. The output says on which engine. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Host, Result } from '../../electron/contract/index.ts';
import { engine, expect, test } from './shell-app.ts';

declare global {
  interface Window {
    readonly skein?: Host;
  }
}

test.describe(`on ${engine}`, () => {
  test('the window shows the app', async ({ appPage }) => {
    expect(await appPage.title()).toBe('Skein');
    await expect(appPage.locator('#root main')).toBeVisible();
  });

  test('the page sees two functions and nothing of Node', async ({ appPage }) => {
    const seen = await appPage.evaluate(() => ({ keys: Object.keys(window.skein ?? {}).toSorted(), globals: ['require', 'process', 'module', 'Buffer', 'global'].filter((name) => name in globalThis) }));
    expect(seen).toEqual({ keys: ['call', 'onEvent'], globals: [] });
  });

  test('a call reaches the app, an unknown one is refused as a value', async ({ appPage, dataDir }) => {
    const call = (name: string): Promise<Result<unknown> | undefined> => appPage.evaluate((callName) => window.skein?.call(callName, {}), name);
    expect(await call('app.info')).toMatchObject({ ok: true, value: { host: 'shell', dataDir } });
    expect(await call('constructor')).toMatchObject({ ok: false });
    expect(await call('accounts.list')).toEqual({ ok: true, value: [] });
  });

  test('an event reaches the page', async ({ appPage }) => {
    const heard = await appPage.evaluate(
      () =>
        new Promise((resolve) => {
          const stop = window.skein?.onEvent((message) => {
            if (message.topic !== 'settings.changed') return;
            stop?.();
            resolve(message.data.theme);
          });
          void window.skein?.call('settings.set', { theme: 'dark' });
        }),
    );
    expect(heard).toBe('dark');
  });

  test('the window stays where it is', async ({ appPage }) => {
    const before = appPage.url();
    for (const target of ['https://example.com/', 'file:///etc/passwd', 'app://other/']) {
      await appPage.evaluate((url) => {
        window.location.assign(url);
      }, target);
      await appPage.waitForTimeout(300);
      expect(appPage.url(), target).toBe(before);
      expect(await appPage.evaluate(() => Object.keys(window.skein ?? {}).length), target).toBe(2);
    }
  });

  test('there is no second window', async ({ appPage, shell }) => {
    await appPage.evaluate(() => void window.open('https://example.com/'));
    await appPage.evaluate(() => void window.open('about:blank'));
    await expect.poll(() => shell.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
    await expect.poll(() => shell.windows().length).toBe(1);
  });

  test('the page cannot ask the network for anything', async ({ appPage }) => {
    const outcome = await appPage.evaluate(async () => {
      const image = new Image();
      const loaded = new Promise((resolve) => {
        image.addEventListener('load', () => resolve('loaded'));
        image.addEventListener('error', () => resolve('refused'));
      });
      image.src = 'https://example.com/a.png';
      return [await fetch('https://example.com/').then(() => 'fetched', () => 'refused'), await loaded];
    });
    expect(outcome).toEqual(['refused', 'refused']);
  });

  test('a second start ends at once and brings the first window to the front', async ({ appPage, shell, dataDir }) => {
    await appPage.title();
    const focused = (): Promise<number> => shell.evaluate(({ BrowserWindow }) => Number(Reflect.get(BrowserWindow.getAllWindows()[0] ?? {}, 'focused') ?? (BrowserWindow.getFocusedWindow() === null ? 0 : 1)));
    const before = await focused();
    const startedAt = Date.now();
    const binary = shell.process().spawnfile;
    const second = spawn(binary, [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), join(import.meta.dirname, '../..'), `--data-dir=${dataDir}`], { stdio: 'ignore' });
    const code = await new Promise((resolve) => second.once('exit', resolve));
    expect(code).toBe(0);
    expect(Date.now() - startedAt).toBeLessThan(5_000);
    await expect.poll(focused).toBeGreaterThanOrEqual(engine === 'real Electron' ? 1 : before + 1);
    expect(shell.windows()).toHaveLength(1);
  });
});
