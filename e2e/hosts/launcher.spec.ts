/** `npm start` as a person or a program uses it: a process with flags, signals and an exit code. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test as base } from '../fixtures/test.ts';

const start = join(import.meta.dirname, '../../build/start.mjs');

interface Launched {
  readonly child: ChildProcess;
  readonly output: { stdout: string; stderr: string };
  readonly ended: Promise<number | null>;
}

const test = base.extend<{ readonly launch: (args: readonly string[], env?: Readonly<Record<string, string>>) => Launched }>({
  launch: async ({ dataDir }, use) => {
    const all: Launched[] = [];
    await use((args, env = {}) => {
      const child = spawn(process.execPath, [start, ...args], { cwd: dataDir, env: { ...process.env, INIT_CWD: dataDir, DBUS_SESSION_BUS_ADDRESS: 'disabled:', DISPLAY: '', WAYLAND_DISPLAY: '', ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
      const output = { stdout: '', stderr: '' };
      child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
      const launched = { child, output, ended: new Promise<number | null>((resolve) => child.once('close', resolve)) };
      all.push(launched);
      return launched;
    });
    for (const { child, ended } of all) {
      child.kill('SIGTERM');
      await ended;
    }
  },
});

const readyLine = async ({ output }: Launched): Promise<{ readonly url: string; readonly pid: number; readonly dataDir: string }> => {
  await expect.poll(() => output.stdout, { timeout: 30_000 }).toContain('\n');
  return JSON.parse(output.stdout);
};

test('--json says one line when the page can be opened, and Ctrl+C ends it cleanly', async ({ launch, dataDir, page }) => {
  const launched = launch(['--json', '--data-dir', 'profile']);
  const ready = await readyLine(launched);
  expect(Object.keys(ready).toSorted()).toEqual(['dataDir', 'pid', 'url']);
  expect(ready.dataDir).toBe(join(dataDir, 'profile'));
  expect(statSync(ready.dataDir).mode & 0o777).toBe(0o700);
  await page.goto(ready.url);
  await expect(page.locator('#root main')).toBeVisible();
  launched.child.kill('SIGINT');
  expect(await launched.ended).toBe(0);
  expect(launched.output.stdout.split('\n')).toHaveLength(2);
  expect(existsSync(join(ready.dataDir, 'run'))).toBe(false);
  expect(() => process.kill(ready.pid, 0)).toThrow('ESRCH');
});

test('without a display it runs as a server, says why in one line, and prints the address', async ({ launch, dataDir }) => {
  const { output } = launch(['--data-dir', join(dataDir, 'profile')]);
  await expect.poll(() => output.stdout, { timeout: 30_000 }).toMatch(/http:\/\/127\.0\.0\.1:\d+\/#start=/);
  test.skip(process.platform !== 'linux', 'skipped: every desktop but Linux has a display');
  expect(output.stderr.trim().split('\n').at(-1)).toBe('Skein runs as a local server for your browser: there is no display for a window.');
});

test('the profile is where the system keeps such things, unless told otherwise', async ({ launch, dataDir }) => {
  test.skip(process.platform !== 'linux', 'skipped: XDG is for Linux');
  const ready = await readyLine(launch(['--json'], { XDG_DATA_HOME: dataDir }));
  expect(ready.dataDir).toBe(join(dataDir, 'skein'));
});

test('practice without a folder leaves nothing behind', async ({ launch }) => {
  const launched = launch(['--json', '--practice']);
  const { dataDir } = await readyLine(launched);
  expect(existsSync(dataDir)).toBe(true);
  launched.child.kill('SIGINT');
  expect(await launched.ended).toBe(0);
  expect(existsSync(dataDir)).toBe(false);
});

test('a killed host does not keep the next one from starting', async ({ launch }) => {
  const first = launch(['--json', '--data-dir', 'profile']);
  const { pid, dataDir } = await readyLine(first);
  process.kill(pid, 'SIGKILL');
  await first.ended;
  expect(existsSync(join(dataDir, 'run/host.json'))).toBe(true);
  const second = await readyLine(launch(['--json', '--data-dir', 'profile']));
  expect(second.pid).not.toBe(pid);
  expect(JSON.parse(readFileSync(join(dataDir, 'run/host.json'), 'utf8'))).toMatchObject({ pid: second.pid });
});

test('a port that is taken is told', async ({ launch }) => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  const { ended, output } = launch(['--json', '--data-dir', 'profile', '--port', String(port)]);
  expect(await ended).toBe(1);
  expect(output.stderr).toContain(`Port ${port} is taken.`);
  expect(output.stdout).toBe('');
  await new Promise((resolve) => other.close(resolve));
});

test('a wrong flag ends with 2 and a word about it, help with 0', async ({ launch }) => {
  const wrong = launch(['--jsno']);
  expect([await wrong.ended, wrong.output.stdout]).toEqual([2, '']);
  expect(wrong.output.stderr).toContain("Unknown option '--jsno'");
  const help = launch(['--help']);
  expect([await help.ended, help.output.stderr]).toEqual([0, '']);
  expect(help.output.stdout).toContain('--allow-private-hosts');
});
