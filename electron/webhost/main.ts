/**
 * The program behind `npm start` where there is no Electron. Tells its parent (`build/start.mjs`, over the process
 * channel) or the terminal where the page is, and ends with its parent.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import manifest from '../../package.json' with { type: 'json' };
import type { Result } from '../contract/index.ts';
import { partsNextTo, startWebhost, type Webhost } from './host.ts';

/** Another process has the profile. */
const exitProfileInUse = 3;

const { values: flags } = parseArgs({
  options: {
    'data-dir': { type: 'string' },
    port: { type: 'string', default: '0' },
    practice: { type: 'boolean', default: false },
    'allow-private-hosts': { type: 'string', default: '' },
    'secrets-in-file': { type: 'boolean', default: false },
  },
});

if (flags['data-dir'] === undefined) throw new Error('--data-dir is missing');
const dataDir = resolve(flags['data-dir']);

const started = await start();

if (started === null) {
  console.error(`Port ${flags.port} is taken.`);
  process.exitCode = 1;
  process.disconnect?.();
} else if (started.ok) {
  endWithParent(started.value);
  const page = started.value.openPage();
  if (process.send === undefined) console.log(`Skein is at ${page.url} (works once, for a minute)`);
  else process.send({ ready: { url: page.url, file: page.file, pid: process.pid, dataDir } });
} else {
  console.error(started.error.kind === 'storage' ? started.error.message : `Skein cannot start: ${started.error.kind}`);
  process.exitCode = exitProfileInUse;
  process.disconnect?.();
}

/** Null when the port is taken. */
async function start(): Promise<Result<Webhost> | null> {
  try {
    return await startWebhost({
      dataDir,
      port: Number(flags.port),
      version: manifest.version,
      practice: flags.practice,
      allowPrivateHosts: flags['allow-private-hosts'].split(',').filter((host) => host !== ''),
      secretsInFile: flags['secrets-in-file'],
      ...partsNextTo(import.meta.filename),
    });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return null;
    throw error;
  }
}

function endWithParent(webhost: Webhost): void {
  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    void webhost.close().then(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  process.on('disconnect', end);
}
