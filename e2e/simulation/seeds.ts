import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { allFaults, type FaultKind } from './faults.ts';
import { runSimulation, type SimulationReport } from './simulation.ts';

/** `SEEDS` runs of `HOURS` simulated hours over all parts; `FIRST_SEED` repeats one that failed. */
const seeds = Number(process.env['SEEDS'] ?? 100);
export const hours = Number(process.env['HOURS'] ?? 24);
const firstSeed = Number(process.env['FIRST_SEED'] ?? 1);
/** One run in twenty is made twice, to see that it is the same. */
const REPEAT_EVERY = 20;
/** A part this long has met every kind of fault. */
const ENOUGH_HOURS = 300;

/** What one part tells the closing line. */
export interface PartReport {
  readonly seeds: number;
  readonly simulatedHours: number;
  readonly accountHours: number;
  readonly cpuMs: number;
  readonly faults: readonly (readonly [FaultKind, number])[];
}

function explain(report: SimulationReport): string {
  const findings = report.findings.map((finding) => `  ${finding.rule}: ${finding.detail}`).slice(0, 10);
  return `seed ${report.seed}, repeat with FIRST_SEED=${report.seed} SEEDS=1 HOURS=${hours}\n${findings.join('\n')}\n${report.tail.slice(-40).join('\n')}`;
}

/** Every `of`th seed, from the `part`th on: so that all cores have some. */
export function trySeeds(part: number, of: number): void {
  const own = Array.from({ length: seeds }, (_, index) => firstSeed + index).filter((_, index) => index % of === part - 1);
  const counts = new Map<FaultKind, number>();
  const begun = process.cpuUsage();
  let accountHours = 0;

  describe.skipIf(own.length === 0)('reading, whatever goes wrong', () => {
    it.each(own)('seed %i: nothing missing in silence, nothing twice', { timeout: 600_000 }, async (seed) => {
      const report = await runSimulation({ seed, hours });
      accountHours += report.accountHours;
      for (const [kind, count] of report.faults) counts.set(kind, (counts.get(kind) ?? 0) + count);
      expect(report.findings, explain(report)).toEqual([]);
      if (seed % REPEAT_EVERY === 0) expect((await runSimulation({ seed, hours })).hash).toBe(report.hash);
    });

    it.skipIf(own.length * hours < ENOUGH_HOURS)('meets every kind of fault', () => {
      expect(allFaults.filter((kind) => (counts.get(kind) ?? 0) === 0)).toEqual([]);
    });

    afterAll(() => {
      const { user, system } = process.cpuUsage(begun);
      const report: PartReport = { seeds: own.length, simulatedHours: own.length * hours, accountHours, cpuMs: (user + system) / 1_000, faults: [...counts] };
      writeFileSync(join(inject('simulationReports'), `${part}.json`), JSON.stringify(report));
    });
  });
}
