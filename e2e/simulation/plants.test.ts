import { describe, expect, it, vi } from 'vitest';
import { plants } from './plants.ts';
import { hours } from './seeds.ts';

/** Seeds within which a planted bug must be found: those that the tests run anyway, from the first. */
const plantSeeds = Number(process.env['PLANT_SEEDS'] ?? 25);

describe('a planted bug is found', () => {
  it.for(plants)('$name', { timeout: 900_000 }, async ({ plants: planted, module, every = 1 }) => {
    vi.resetModules();
    if (module !== undefined) vi.doMock(module.path, async (original) => module.replace(await original<Record<string, unknown>>()));
    const { runSimulation } = await import('./simulation.ts');
    try {
      for (let seed = every; seed <= plantSeeds; seed += every) {
        const report = await runSimulation({ seed, hours, plants: planted?.() ?? {}, stopEarly: true });
        if (report.findings.length > 0) return;
      }
      expect.fail(`not found in ${plantSeeds} seeds`);
    } finally {
      if (module !== undefined) vi.doUnmock(module.path);
    }
  });
});
