import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, expect, test as base, type ElectronApplication, type Page } from '@playwright/test';

const root = join(import.meta.dirname, '../..');
const electronDir = join(root, 'node_modules/electron');

/** Real Electron, where its binary was downloaded; Electron itself refuses to run as root with its sandbox. */
function findRealElectron(): string | null {
  const nameFile = join(electronDir, 'path.txt');
  const binary = existsSync(nameFile) ? join(electronDir, 'dist', readFileSync(nameFile, 'utf8').trim()) : '';
  return process.getuid?.() !== 0 && binary !== '' && existsSync(binary) ? binary : null;
}

const realElectron = findRealElectron();
export const engine = realElectron === null ? 'the stand-in for Electron' : 'real Electron';

interface Fixtures {
  readonly dataDir: string;
  /** Starts the built shell on a profile, `dataDir` where none is given. */
  readonly launch: (profile?: string) => Promise<ElectronApplication>;
  readonly appPage: Page;
  readonly shell: ElectronApplication;
}

export const test = base.extend<Fixtures>({
  dataDir: async ({}, use, info) => {
    info.annotations.push({ type: 'engine', description: engine });
    const folder = mkdtempSync(join(tmpdir(), 'skein-desktop-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  },
  launch: async ({ dataDir }, use) => {
    const started: ElectronApplication[] = [];
    await use(async (profile = dataDir) => {
      const app = await _electron.launch({ executablePath: realElectron ?? join(import.meta.dirname, 'double/electron'), args: [root, `--data-dir=${profile}`], cwd: root, chromiumSandbox: realElectron !== null });
      started.push(app);
      return app;
    });
    await Promise.all(started.map((app) => app.close()));
  },
  shell: async ({ launch }, use) => use(await launch()),
  appPage: async ({ shell }, use) => {
    const appPage = await shell.firstWindow();
    await expect(appPage.locator('#root main')).toBeVisible();
    await use(appPage);
  },
});

export { expect };
