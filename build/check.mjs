/** `npm run check`: types, lint and the tests of the core, in under a minute. What a person runs before a commit. */
import { areInstalled, install } from './launch/dependencies.mjs';
import { runStep, staticSteps, useProjectPrograms } from './launch/run-step.mjs';

if (!areInstalled() && !install()) process.exit(1);
useProjectPrograms();

const steps = [...staticSteps(), ['tests of the core', ['vitest', 'run', 'electron/core', 'electron/contract', 'renderer', '--reporter=dot']]];
const results = [];
for (const [name, command] of steps) results.push(await runStep(name, command, { timeoutMs: 120_000 }));
process.exitCode = results.every(({ ok }) => ok) ? 0 : 1;
