import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['electron/**/*.test.ts', 'renderer/**/*.test.ts', 'build/**/*.test.ts', 'e2e/**/*.test.ts'],
    environment: 'node',
    globalSetup: ['e2e/simulation/closing-line.ts'],
    // Vitest leaves one core free, which on two cores means one file after the other.
    maxWorkers: 2,
    // Real files, sockets and processes take their time on a busy machine; nothing here is a measurement.
    testTimeout: 20_000,
    // `import 'electron'` downloads a binary under plain Node; with this it answers a path at once and fails loudly when used.
    env: { ELECTRON_OVERRIDE_DIST_PATH: '/nonexistent' },
  },
});
