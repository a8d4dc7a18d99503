/** The loopback server against a real browser, a hostile page in it, and another user of the machine. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test as base } from '../fixtures/test.ts';
import type { SkeinProcess } from '../fixtures/skein-process.ts';

const root = join(import.meta.dirname, '../..');

const test = base.extend<{ readonly skein: SkeinProcess; readonly evilPort: number }>({
  skein: async ({ startSkein }, use) => use(await startSkein()),
  /** A page of somebody else, on another port of this machine and under the name `evil.test`. */
  evilPort: async ({}, use) => {
    const server: Server = createServer((_request, response) => response.setHeader('content-type', 'text/html').end('<!doctype html><title>evil</title>'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    await use((server.address() as AddressInfo).port);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  },
});

// The name service of the attacker.
test.use({
  launchOptions: [async ({ launchOptions }, use) => use({ ...launchOptions, args: [...(launchOptions.args ?? []), '--host-resolver-rules=MAP evil.test 127.0.0.1'] }), { scope: 'worker' }],
});

const originOf = (skein: SkeinProcess): string => new URL(skein.url).origin;
const codeOf = (skein: SkeinProcess): string => new URL(skein.url).hash.replace('#start=', '');
const tokenOf = (page: Page): Promise<string | null> => page.evaluate(() => sessionStorage.getItem('skein.token'));

async function open(page: Page, skein: SkeinProcess): Promise<string> {
  await page.goto(skein.url);
  await expect.poll(() => tokenOf(page)).not.toBeNull();
  return (await tokenOf(page)) ?? '';
}

test.describe('another site', () => {
  test('that points its own name at this machine gets 421 and nothing else', async ({ page, skein }) => {
    const { port } = new URL(skein.url);
    for (const path of ['/', '/index.html', '/session', '/socket', '/m/x/media/y', '/nothing']) {
      const answer = await page.goto(`http://evil.test:${port}${path}`);
      expect(answer?.status(), path).toBe(421);
      expect(await answer?.text()).not.toContain('Skein');
    }
    const fromPage = await page.evaluate(async () => {
      const post = await fetch('/session', { method: 'POST', body: '{"code":"x"}' });
      const socket = new WebSocket(`ws://${location.host}/socket`);
      const opened = await new Promise((resolve) => {
        socket.addEventListener('open', () => resolve(true));
        socket.addEventListener('error', () => resolve(false));
      });
      return [post.status, opened];
    });
    expect(fromPage).toEqual([421, false]);
  });

  test('cannot read, post, open a socket, frame or embed anything of ours', async ({ page, skein, evilPort }) => {
    await page.goto(`http://evil.test:${evilPort}/`);
    const outcome = await page.evaluate(async (origin) => {
      const asked = (init?: RequestInit): Promise<string> => fetch(`${origin}/session`, init).then((answer) => `${answer.type} ${answer.status}`, () => 'refused');
      const loads = (element: HTMLElement): Promise<string> =>
        new Promise((resolve) => {
          element.addEventListener('load', () => resolve('loaded'));
          element.addEventListener('error', () => resolve('refused'));
          document.body.append(element);
        });
      const socket = new WebSocket(`${origin.replace('http', 'ws')}/socket`);
      const opened = new Promise((resolve) => {
        socket.addEventListener('open', () => resolve('opened'));
        socket.addEventListener('error', () => resolve('refused'));
      });
      const frame = Object.assign(document.createElement('iframe'), { src: `${origin}/` });
      await loads(frame);
      return {
        read: await asked(),
        post: await asked({ method: 'POST', body: '{"code":"x"}', headers: { 'content-type': 'application/json' } }),
        script: await loads(Object.assign(document.createElement('script'), { src: `${origin}/index.html` })),
        image: await loads(Object.assign(document.createElement('img'), { src: `${origin}/icon.png` })),
        socket: await opened,
        framed: frame.contentWindow?.length === 0 && frame.contentDocument === null,
      };
    }, originOf(skein));
    expect(outcome).toEqual({ read: 'refused', post: 'refused', script: 'refused', image: 'refused', socket: 'refused', framed: true });
  });

  test('on another port of 127.0.0.1 receives nothing it could use', async ({ page, skein }) => {
    const token = await open(page, skein);
    const received: string[] = [];
    const spy = createServer((request, response) => {
      received.push(JSON.stringify([request.url, request.headers]));
      response.end();
    });
    await new Promise<void>((resolve) => spy.listen(0, '127.0.0.1', resolve));
    await page.goto(`http://127.0.0.1:${(spy.address() as AddressInfo).port}/`);
    await new Promise((resolve) => spy.close(resolve).closeAllConnections());
    expect(received.length).toBeGreaterThan(0);
    for (const text of received) for (const secret of [token, codeOf(skein), 'cookie', 'referer']) expect(text).not.toContain(secret);
    expect(await page.context().cookies()).toEqual([]);
  });
});

test.describe('the start code', () => {
  test('leaves the address, opens one page, and a reload goes on without it', async ({ page, context, skein }) => {
    const token = await open(page, skein);
    expect(page.url()).toBe(`${originOf(skein)}/`);
    await page.reload();
    await expect.poll(() => tokenOf(page)).toBe(token);
    const second = await context.newPage();
    await second.goto(skein.url);
    await expect(second.locator('#root')).not.toBeEmpty();
    expect(await tokenOf(second)).toBeNull();
  });

  test('of a second start opens one more page, in less than two seconds', async ({ page, skein }) => {
    await open(page, skein);
    const startedAt = Date.now();
    const again = spawnSync(process.execPath, [join(root, 'build/start.mjs'), '--json', '--data-dir', skein.dataDir], { encoding: 'utf8' });
    expect(Date.now() - startedAt).toBeLessThan(2_000);
    const said: { url: string; pid: number } = JSON.parse(again.stdout);
    expect([again.status, said.pid]).toEqual([0, skein.pid]);
    const second = await page.context().newPage();
    await second.goto(said.url);
    await expect.poll(() => tokenOf(second)).not.toBeNull();
  });

  test('and the token are in no file, no command line and no environment', async ({ page, skein }) => {
    const token = await open(page, skein);
    const secrets = [codeOf(skein), token];
    const files = readdirSync(skein.dataDir, { recursive: true, encoding: 'utf8' }).map((name) => join(skein.dataDir, name)).filter((path) => statSync(path).isFile());
    expect(files.length).toBeGreaterThan(3);
    const processes = existsSync('/proc') ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((pid) => [`/proc/${pid}/cmdline`, `/proc/${pid}/environ`]) : [];
    for (const path of [...files, ...processes]) {
      const text = readIfThere(path);
      expect(secrets.filter((secret) => text.includes(secret)), path).toEqual([]);
    }
    const open600 = files.filter((path) => path.includes('/run/')).map((path) => statSync(path).mode & 0o777);
    expect(new Set(open600)).toEqual(new Set([0o600]));
  });
});

test('every answer a page gets carries the policy, and the page breaks none of it', async ({ page, skein }) => {
  const bare: string[] = [];
  const complaints: string[] = [];
  page.on('response', (answer) => {
    if (answer.headers()['content-security-policy'] === undefined || answer.headers()['x-content-type-options'] !== 'nosniff') bare.push(answer.url());
  });
  page.on('console', (message) => {
    if (/Content Security Policy|TrustedHTML|Refused to/i.test(message.text())) complaints.push(message.text());
  });
  await open(page, skein);
  await expect(page.locator('#root main')).toBeVisible();
  expect(bare).toEqual([]);
  expect(complaints).toEqual([]);
});

test('the socket table shows 127.0.0.1 and nothing else', async ({ skein }) => {
  test.skip(!existsSync('/proc/net/tcp'), 'skipped: no /proc here');
  const port = Number(new URL(skein.url).port).toString(16).toUpperCase().padStart(4, '0');
  const listening = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) => readIfThere(table).split('\n').map((line) => line.trim().split(/\s+/))).filter((columns) => columns[3] === '0A' && columns[1]?.endsWith(`:${port}`));
  expect(listening.map((columns) => columns[1])).toEqual([`0100007F:${port}`]);
});

test('another user of this machine reads nothing and gets nowhere', async ({ page, skein }) => {
  test.skip(process.getuid?.() !== 0 || !existsSync('/usr/bin/setpriv'), 'skipped: needs root and setpriv');
  const token = await open(page, skein);
  const script = `
    const { readdirSync, readFileSync } = require('node:fs');
    const read = (path) => { try { return readFileSync(path, 'latin1'); } catch { return ''; } };
    const list = (path) => { try { return readdirSync(path); } catch (error) { return error.code; } };
    const seen = readdirSync('/proc').filter((name) => /^[0-9]+$/.test(name)).map((pid) => read('/proc/' + pid + '/cmdline') + read('/proc/' + pid + '/environ')).join();
    (async () => {
      const origin = ${JSON.stringify(originOf(skein))};
      const statuses = [];
      for (const [path, init] of [['/session', { method: 'POST', body: '{"code":"guess"}', headers: { origin } }], ['/handover', { method: 'POST', headers: { origin, authorization: 'Bearer guess' } }], ['/m/guess/media/x', {}]]) statuses.push((await fetch(origin + path, init)).status);
      console.log(JSON.stringify({ profile: list(${JSON.stringify(skein.dataDir)}), run: list(${JSON.stringify(join(skein.dataDir, 'run'))}), statuses, seen: ${JSON.stringify([token, codeOf(skein)])}.filter((secret) => seen.includes(secret)) }));
    })();`;
  const other = spawn('setpriv', ['--reuid=65534', '--regid=65534', '--clear-groups', process.execPath, '-'], { stdio: ['pipe', 'pipe', 'inherit'], cwd: '/' });
  other.stdin.end(script);
  const said = (await other.stdout.setEncoding('utf8').toArray()).join('');
  expect(JSON.parse(said)).toEqual({ profile: 'EACCES', run: 'EACCES', statuses: [403, 403, 403], seen: [] });
});

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
