import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultDataDir } from '../host/data-dir.mjs';

export interface ShellFlags {
  readonly dataDir: string;
  readonly practice: boolean;
  readonly allowPrivateHosts: readonly string[];
}

/**
 * Our own flags among Chromium's and Electron's, which are not ours to judge. A command line can be written by a link
 * handler, so nothing after `--` counts, and nothing here opens an address.
 */
export function parseShellFlags(argv: readonly string[]): ShellFlags {
  const end = argv.indexOf('--');
  const args = argv.slice(1, end === -1 ? undefined : end);
  const { values } = parseArgs({
    args: args.filter((arg) => /^--(data-dir|allow-private-hosts)=|^--practice$/.test(arg)),
    options: { 'data-dir': { type: 'string' }, practice: { type: 'boolean', default: false }, 'allow-private-hosts': { type: 'string', default: '' } },
  });
  return {
    dataDir: resolve(values['data-dir'] ?? defaultDataDir()),
    practice: values.practice,
    allowPrivateHosts: values['allow-private-hosts'].split(',').filter((host) => host !== ''),
  };
}
