import { expect, test } from 'vitest';
import { defaultDataDir } from '../host/data-dir.mjs';
import { parseShellFlags } from './flags.ts';

const none = { dataDir: defaultDataDir(), practice: false, allowPrivateHosts: [] };

test('reads its own flags among those of Electron', () => {
  expect(parseShellFlags(['electron', '--inspect=0', '--remote-debugging-port=0', '.', '--data-dir=/tmp/p', '--practice', '--allow-private-hosts=127.0.0.1,nas:8080'])).toEqual({
    dataDir: '/tmp/p',
    practice: true,
    allowPrivateHosts: ['127.0.0.1', 'nas:8080'],
  });
});

test.each([
  [['skein']],
  [['skein', '--', '--data-dir=/tmp/evil', '--practice']],
  [['skein', 'https://evil.test/', '--no-sandbox', '--renderer-cmd-prefix=sh']],
  [['skein', '--data-dir', '/tmp/evil']],
  [['skein', '-data-dir=/tmp/evil']],
  [['skein', '--practice=yes']],
])('%j says nothing to us', (argv) => expect(parseShellFlags(argv)).toEqual(none));
