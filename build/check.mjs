/** `npm run check`: types, lint and the quick tests of core and page. What a person runs before a commit; the crash plays take minutes. */
import { areInstalled, install } from './launch/dependencies.mjs';
import { runStep, staticSteps, useProjectPrograms } from './launch/run-step.mjs';

if (!areInstalled() && !install()) process.exit(1);
useProjectPrograms();

const quickTests = ['vitest', 'run', 'electron/core', 'electron/contract', 'renderer', '--exclude', '**/*crash.test.ts', '--reporter=dot'];
const steps = [...staticSteps(), ['tests of the core', quickTests]];
const results = [];
for (const [name, command] of steps) results.push(await runStep(name, command, { timeoutMs: 120_000 }));
process.exitCode = results.every(({ ok }) => ok) ? 0 : 1;
