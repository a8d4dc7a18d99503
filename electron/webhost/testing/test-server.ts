import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStaticFiles } from '../../host/static-files.ts';
import { startWebServer, type WebServer } from '../server.ts';
import { createSessions, type Sessions } from '../sessions.ts';
import { createStartPage } from '../start-page.ts';
import { createFakeApp, type FakeApp } from './fake-app.ts';

export interface TestServer extends AsyncDisposable {
  readonly app: FakeApp;
  readonly server: WebServer;
  readonly sessions: Sessions;
  readonly folder: string;
  readonly handoverKey: string;
  /** Monotonic ms of the sessions, moved by hand. */
  readonly time: { now: number };
}

/** A real server on a real port with a page of one line, around a fake app. */
export async function startTestServer(): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'skein-webhost-'));
  const page = join(folder, 'page');
  mkdirSync(join(page, 'assets'), { recursive: true });
  writeFileSync(join(page, 'index.html'), '<!doctype html><title>page</title>');
  writeFileSync(join(page, 'assets/app.js'), 'export {};');
  writeFileSync(join(folder, 'secret.json'), '"outside"');
  const app = createFakeApp();
  const time = { now: 1_000 };
  const sessions = createSessions(() => time.now);
  const handoverKey = 'handover-key';
  const open = () => createStartPage({ sessions, origin: server.origin, folder });
  const server = await startWebServer({ app, sessions, port: 0, files: createStaticFiles(page), handover: { key: handoverKey, open } });
  return {
    app,
    server,
    sessions,
    folder,
    handoverKey,
    time,
    async [Symbol.asyncDispose]() {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A session as a page gets one. */
export function beginSession({ sessions }: TestServer): { readonly token: string; readonly mediaKey: string } {
  const attempt = sessions.exchange(sessions.issueCode(() => {}));
  if (attempt.kind !== 'granted') throw new Error(attempt.kind);
  return attempt.value;
}
