/** Starts Chromium and then the app, with `electron` pointing at the stand-in. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const standIn = pathToFileURL(join(import.meta.dirname, 'electron.ts')).href;
registerHooks({ resolve: (specifier, context, next) => (specifier === 'electron' ? { url: standIn, shortCircuit: true } : next(specifier, context)) });

const profile = mkdtempSync(join(tmpdir(), 'skein-double-'));
const browser = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'].find((path) => existsSync(path)) ?? 'chromium';
const flags = ['--headless', '--remote-debugging-port=0', `--user-data-dir=${profile}`, '--no-first-run', '--host-resolver-rules=MAP * ~NOTFOUND', '--window-size=1440,900'];
const chromium = spawn(browser, [...flags, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), 'about:blank'], { stdio: ['ignore', 'ignore', 'pipe'], detached: true });
process.once('exit', () => {
  // Debian's Chromium is a script around the program: its whole group ends.
  if (chromium.pid !== undefined) process.kill(-chromium.pid, 'SIGKILL');
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
});

const address = await new Promise<string>((resolve) => {
  let said = '';
  chromium.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    const found = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
    if (found !== undefined) resolve(found);
  });
});

const { start } = await import('./electron.ts');
const appDir = process.argv.slice(2).find((arg) => !arg.startsWith('-')) ?? '.';
process.argv = ['electron', ...process.argv.slice(2)];
await import(pathToFileURL(join(appDir, 'dist/shell/main.js')).href);
await start(address);
// Playwright connects when it reads this, so the first window must exist by then.
process.stderr.write(`DevTools listening on ${address}\n`);
