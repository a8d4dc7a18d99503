import { afterAll, describe, expect, it, vi } from 'vitest';
import { allFaults, type FaultKind } from './faults.ts';
import { plants } from './plants.ts';
import { runSimulation, type SimulationReport } from './simulation.ts';

/**
 * Weeks of bad luck in seconds: the real reading side (streams, timelines, SQLite, the masto adapter) against model
 * servers, on virtual time. `SEEDS` runs of `HOURS` simulated hours; `FIRST_SEED` repeats one that failed.
 */
const seeds = Number(process.env['SEEDS'] ?? 25);
const hours = Number(process.env['HOURS'] ?? 2);
const firstSeed = Number(process.env['FIRST_SEED'] ?? 1);
/** Seeds within which a planted bug must be found. */
const plantSeeds = Number(process.env['PLANT_SEEDS'] ?? 25);
/** One run in twenty is made twice, to see that it is the same. */
const REPEAT_EVERY = 20;

function explain(report: SimulationReport): string {
  const findings = report.findings.map((finding) => `  ${finding.rule}: ${finding.detail}`).slice(0, 10);
  return `seed ${report.seed}, repeat with FIRST_SEED=${report.seed} SEEDS=1 HOURS=${hours}\n${findings.join('\n')}\n${report.tail.slice(-40).join('\n')}`;
}

describe('reading, whatever goes wrong', () => {
  const counts = new Map<FaultKind, number>();
  let accountHours = 0;

  it.each(Array.from({ length: seeds }, (_, index) => firstSeed + index))('seed %i: nothing missing in silence, nothing twice', { timeout: 300_000 }, async (seed) => {
    const report = await runSimulation({ seed, hours });
    accountHours += report.accountHours;
    for (const [kind, count] of report.faults) counts.set(kind, (counts.get(kind) ?? 0) + count);
    expect(report.findings, explain(report)).toEqual([]);
    if (seed % REPEAT_EVERY === 0) expect((await runSimulation({ seed, hours })).hash).toBe(report.hash);
  });

  it.skipIf(seeds * hours < 50)('meets every kind of fault', () => {
    expect(allFaults.filter((kind) => (counts.get(kind) ?? 0) === 0)).toEqual([]);
  });

  afterAll(() => {
    const lines = [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([kind, count]) => `${kind} ${count}`);
    process.stdout.write(`simulated ${accountHours} account-hours; faults that bit: ${lines.join(', ')}\n`);
  });
});

describe('a planted bug is found', () => {
  it.for(plants)('$name', { timeout: 900_000 }, async ({ plants: planted = {}, module, rare = false }, { skip }) => {
    skip(rare && process.env['PLANTS'] !== 'all', 'rarely shows: PLANTS=all');
    vi.resetModules();
    if (module !== undefined) vi.doMock(module.path, async (original) => module.replace(await original<Record<string, unknown>>()));
    const { runSimulation: runPlanted } = await import('./simulation.ts');
    try {
      for (let seed = 1; seed <= plantSeeds; seed += 1) {
        const report = await runPlanted({ seed, hours, plants: planted, stopEarly: true });
        if (report.findings.length > 0) return;
      }
      expect.fail(`not found in ${plantSeeds} seeds`);
    } finally {
      if (module !== undefined) vi.doUnmock(module.path);
    }
  });
});
