import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

/** Debian's; the headless shell starts in half the time and asks the network nothing at all. */
const chromiums = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium', '/usr/bin/google-chrome'];
const executablePath = process.env['SKEIN_CHROMIUM'] ?? chromiums.find((path) => existsSync(path));

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  globalSetup: './e2e/build-once.ts',
  outputDir: 'test-results/playwright',
  fullyParallel: true,
  // One more than the cores of the build machines: tests wait for hold times and polls as much as they compute.
  workers: 3,
  // One axe run over a long page takes ten seconds on two busy cores; nothing here is a measurement.
  timeout: 150_000,
  expect: { timeout: 15_000 },
  retries: process.env['CI'] === undefined ? 0 : 1,
  forbidOnly: process.env['CI'] !== undefined,
  reporter: process.env['SKEIN_REPORT'] === undefined ? 'list' : [['list'], ['json', { outputFile: process.env['SKEIN_REPORT'] }]],
  use: {
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    colorScheme: 'light',
    // Recording takes a third of two cores; a test that fails in the gate is tried again, and then recorded.
    trace: 'on-first-retry',
    // Chromium has no sandbox for root, which is who runs in most build containers.
    launchOptions: { args: process.getuid?.() === 0 ? ['--no-sandbox'] : [], ...(executablePath === undefined ? {} : { executablePath }) },
  },
  projects: [
    { name: 'app', testIgnore: 'desktop/**' },
    { name: 'desktop', testMatch: 'desktop/**/*.spec.ts' },
  ],
});
