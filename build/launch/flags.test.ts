import { describe, expect, test } from 'vitest';
import { chromiumFlags, findChromium, hasDisplay } from './browser.mjs';
import { help, parseFlags } from './flags.mjs';

describe('flags', () => {
  test('none at all', () => {
    expect(parseFlags([], '/here')).toEqual({
      flags: { webhost: false, practice: false, dataDir: null, port: null, open: true, json: false, allowPrivateHosts: '', secretsInFile: false, help: false },
    });
  });

  test('all of them', () => {
    const { flags } = parseFlags(['--webhost', '--practice', '--data-dir', 'p', '--port=4000', '--no-open', '--json', '--allow-private-hosts', '127.0.0.1,[::1]:80', '--secrets-in-file'], '/here');
    expect(flags).toMatchObject({ webhost: true, practice: true, dataDir: '/here/p', port: 4000, open: false, json: true, allowPrivateHosts: '127.0.0.1,[::1]:80', secretsInFile: true });
  });

  test('private hosts without names are all of them, wherever the flag stands', () => {
    for (const args of [['--allow-private-hosts'], ['--allow-private-hosts', '--no-open']]) expect(parseFlags(args, '/here').flags).toMatchObject({ allowPrivateHosts: '*' });
  });

  test.each([
    [['--bogus'], "Unknown option '--bogus'"],
    [['extra'], "Unexpected argument 'extra'"],
    [['--port'], 'argument missing'],
    [['--port', '65536'], '--port takes'],
    [['--port', '-1'], "'--port'"],
    [['--port', '8e3'], '--port takes'],
    [['--data-dir='], '--data-dir takes'],
    [['--json=yes'], "'--json'"],
    [['--allow-private-hosts', 'http://nas/'], 'host or host:port'],
    [['--allow-private-hosts', 'a,,b'], 'host or host:port'],
  ])('%j is wrong, in one line', (args, words) => {
    const { error = '' } = parseFlags(args, '/here');
    expect(error).toContain(words);
    expect(error).not.toContain('\n');
  });

  test('the help names each of them', () => {
    for (const name of ['webhost', 'practice', 'data-dir', 'port', 'no-open', 'json', 'allow-private-hosts', 'secrets-in-file', 'help']) expect(help).toContain(`--${name} `);
  });
});

describe('the app window', () => {
  const flags = chromiumFlags({ file: '/p/run/open-1.html', profileDir: '/p/browser', isRoot: false });

  test('is given a file, never an address with a code', () => {
    expect(flags[0]).toBe('--app=file:///p/run/open-1.html');
    expect(flags.join(' ')).not.toContain('start=');
  });
  test('reaches nothing but this machine', () => expect(flags).toContain('--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'));
  test('keeps its sandbox unless it runs as root', () => {
    expect(flags).not.toContain('--no-sandbox');
    expect(chromiumFlags({ file: '/f', profileDir: '/p', isRoot: true })).toContain('--no-sandbox');
  });
  test('needs a display on Linux only', () => {
    expect(hasDisplay('linux', {})).toBe(false);
    expect(hasDisplay('linux', { DISPLAY: ':0' })).toBe(true);
    expect(hasDisplay('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
    expect(hasDisplay('darwin', {})).toBe(true);
  });
  test('is not looked for where there is no program', () => expect(findChromium('linux', { PATH: '/nonexistent' })).toBeNull());
});
