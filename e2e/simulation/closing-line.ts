import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import type { PartReport } from './seeds.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder in which each part of the simulation leaves its `PartReport`. */
    simulationReports: string;
  }
}

/** Vitest's global set-up: after all tests it says how long the simulation played and what went wrong in it. */
export function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'skein-simulation-reports-'));
  project.provide('simulationReports', folder);
  return () => {
    const parts = readdirSync(folder).map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as PartReport);
    rmSync(folder, { recursive: true, force: true });
    if (parts.length > 0) process.stdout.write(`\n${closingLine(parts)}\n`);
  };
}

function closingLine(parts: readonly PartReport[]): string {
  const sum = (of: (part: PartReport) => number): number => parts.reduce((total, part) => total + of(part), 0);
  const faults = new Map<string, number>();
  for (const [kind, count] of parts.flatMap((part) => part.faults)) faults.set(kind, (faults.get(kind) ?? 0) + count);
  const [seeds, hours, cpuMs] = [sum((part) => part.seeds), sum((part) => part.simulatedHours), sum((part) => part.cpuMs)];
  const cost = `${(cpuMs / 1_000 / seeds).toFixed(1)} s of processor time per seed, ${Math.round(hours / (cpuMs / 3_600_000))} simulated hours per hour`;
  const counts = [...faults].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([kind, count]) => `${kind} ${count}`);
  return `simulated ${seeds} seeds, ${hours} hours, ${sum((part) => part.accountHours)} account-hours (${cost})\nfaults that bit: ${counts.join(', ')}`;
}
