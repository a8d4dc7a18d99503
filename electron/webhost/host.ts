/** One running profile in plain Node: the app, its loopback server and what the desktop gives. */
import { performance } from 'node:perf_hooks';
import { join } from 'node:path';
import { createApp, type App, type AppOptions } from '../app.ts';
import type { Result } from '../contract/index.ts';
import { createPracticeThread } from '../host/practice.ts';
import { makePrivateDir, openRunFolder } from '../host/profile.ts';
import { openSecrets } from '../host/secrets.ts';
import { createStaticFiles } from '../host/static-files.ts';
import { createLinks, createNotifier } from './desktop.ts';
import { openKeyring } from './key-store.ts';
import { createLifecycle } from './lifecycle.ts';
import { startWebServer } from './server.ts';
import { createSessions, secret } from './sessions.ts';
import { createStartPage, type StartPage } from './start-page.ts';

export interface WebhostOptions {
  readonly dataDir: string;
  /** 0 picks a free one. */
  readonly port: number;
  readonly version: string;
  readonly allowPrivateHosts: readonly string[];
  /** Start with the practice fediverse signed in. */
  readonly practice: boolean;
  /** The person agreed to keep sign-ins in a plain file although this profile used a key store. */
  readonly secretsInFile: boolean;
  readonly rendererDir: string;
  /** Built or source file of `electron/practice/main`. */
  readonly practiceEntry: string;
}

export interface Webhost {
  readonly origin: string;
  openPage(): StartPage;
  close(): Promise<void>;
}

/** Fails with `storage` when another process has the profile; rejects when the port is taken. */
export async function startWebhost(options: WebhostOptions): Promise<Result<Webhost>> {
  makePrivateDir(options.dataDir);
  const lifecycle = createLifecycle();
  const practice = createPracticeThread({ entry: options.practiceEntry, dataDir: options.dataDir });
  const created = await createApp(await appOptions(options, { lifecycle, practice }));
  if (!created.ok) {
    lifecycle.close();
    return created;
  }
  const app = created.value;
  const served = await serve(options, app).catch(async (error: unknown) => {
    lifecycle.close();
    await app.close();
    await practice.close();
    throw error;
  });
  if (options.practice) await app.dispatch('servers.startPractice', {});
  return {
    ok: true,
    value: {
      origin: served.origin,
      openPage: served.openPage,
      async close() {
        lifecycle.close();
        await served.close();
        await app.close();
        await practice.close();
      },
    },
  };
}

async function appOptions(options: WebhostOptions, parts: Pick<AppOptions, 'lifecycle' | 'practice'>): Promise<AppOptions> {
  const { dataDir, version, allowPrivateHosts } = options;
  const secrets = await openSecrets({
    dataDir,
    openKeyStore: openKeyring,
    withoutKeyStore: async ({ usedBefore }) => (usedBefore && !options.secretsInFile ? 'memory' : 'file'),
  });
  return { dataDir, version, allowPrivateHosts, host: 'webhost', secrets, notifier: createNotifier(), links: createLinks(), ...parts };
}

async function serve(options: WebhostOptions, app: App): Promise<Webhost> {
  const run = openRunFolder(options.dataDir);
  const sessions = createSessions(() => performance.now());
  const handoverKey = secret();
  const openPage = (): StartPage => createStartPage({ sessions, origin: server.origin, folder: run.path });
  const server = await startWebServer({
    app,
    sessions,
    port: options.port,
    files: createStaticFiles(options.rendererDir),
    handover: { key: handoverKey, open: openPage },
  });
  run.announce({ host: 'webhost', pid: process.pid, origin: server.origin, key: handoverKey });
  return {
    origin: server.origin,
    openPage,
    async close() {
      run.remove();
      await server.close();
    },
  };
}

/** Where the parts lie next to `main`, built (`dist/webhost/main.js`) or as source (`electron/webhost/main.ts`). */
export function partsNextTo(mainFile: string): Pick<WebhostOptions, 'rendererDir' | 'practiceEntry'> {
  const folder = join(mainFile, '..');
  return mainFile.endsWith('.ts')
    ? { rendererDir: join(folder, '../../dist/renderer'), practiceEntry: join(folder, '../practice/main.ts') }
    : { rendererDir: join(folder, '../renderer'), practiceEntry: join(folder, '../practice/main.js') };
}
