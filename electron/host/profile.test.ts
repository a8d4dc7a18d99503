import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultDataDir } from './data-dir.mjs';
import { makePrivateDir, openRunFolder, readRunningHost, writePrivateFile } from './profile.ts';

let dataDir = '';
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'skein-profile-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const modeOf = (path: string): number => statSync(path).mode & 0o777;

test('a folder that was open to all is closed', () => {
  const path = join(dataDir, 'a/b');
  mkdirSync(path, { recursive: true });
  chmodSync(path, 0o777);
  makePrivateDir(path);
  expect(modeOf(path)).toBe(0o700);
});

test('a private file is whole, and keeps its mode when it is written again', () => {
  const path = join(dataDir, 'x.json');
  writeFileSync(path, 'old', { mode: 0o644 });
  writePrivateFile(path, 'new');
  expect(modeOf(path)).toBe(0o600);
  expect(readdirSync(dataDir)).toEqual(['x.json']);
});

test('what a killed process left behind is thrown away, and its announcement with it', () => {
  openRunFolder(dataDir).announce({ host: 'webhost', pid: 1, origin: 'http://127.0.0.1:1', key: 'k' });
  writeFileSync(join(dataDir, 'run/open-1.html'), 'stale');
  const run = openRunFolder(dataDir);
  expect(readdirSync(run.path)).toEqual([]);
  expect(modeOf(run.path)).toBe(0o700);
  expect(readRunningHost(dataDir)).toBeNull();
});

test('an announcement is read back, and gone at the end', () => {
  const run = openRunFolder(dataDir);
  const running = { host: 'webhost', pid: 42, origin: 'http://127.0.0.1:4000', key: 'k' } as const;
  run.announce(running);
  expect(readRunningHost(dataDir)).toEqual(running);
  expect(modeOf(join(run.path, 'host.json'))).toBe(0o600);
  run.remove();
  expect(existsSync(run.path)).toBe(false);
});

test.each([['{'], ['null'], ['{"host":"other","pid":1}'], ['{"host":"webhost","pid":"1"}']])('%s announces nobody', (text) => {
  const run = openRunFolder(dataDir);
  writeFileSync(join(run.path, 'host.json'), text);
  expect(readRunningHost(dataDir)).toBeNull();
});

test.each([
  ['linux', {}, '/home/me/.local/share/skein'],
  ['linux', { XDG_DATA_HOME: '/data' }, '/data/skein'],
  ['linux', { XDG_DATA_HOME: 'relative' }, '/home/me/.local/share/skein'],
  ['darwin', { XDG_DATA_HOME: '/data' }, '/home/me/Library/Application Support/Skein'],
] as const)('on %s with %j the profile is at %s', (platform, env, path) => expect(defaultDataDir(platform, env, '/home/me')).toBe(path));
