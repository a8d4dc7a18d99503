/**
 * `npm test`: the whole gate, from a fresh clone. Everything runs even when something failed before it; the last line
 * is `N passed, N failed, N skipped` over all suites, where a failed type check, lint or build counts as one failure.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { ensureBuilt } from './launch/bundle.mjs';
import { ensureChromium } from './launch/chromium.mjs';
import { areInstalled, install } from './launch/dependencies.mjs';
import { findNode24, inProject } from './launch/paths.mjs';
import { runStep, staticSteps, useProjectPrograms } from './launch/run-step.mjs';
import { readPlaywrightReport, readVitestReport, sumCounts } from './launch/test-counts.mjs';

const reports = inProject('test-results');
const vitestReport = inProject('test-results/vitest.json');
const playwrightReport = inProject('test-results/playwright.json');

process.exitCode = await main();

async function main() {
  if (!areInstalled() && !install()) return ended({ passed: 0, failed: 1, skipped: 0 });
  useProjectPrograms();
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  const results = [];
  for (const [name, command] of staticSteps()) results.push(await runStep(name, command));
  await runStep('unit tests', ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport}`], { live: true, env: { CI: '1' } });
  const suites = [readVitestReport(vitestReport)];
  const browserFailure = (await buildForBrowser()) ?? ensureChromium();
  if (browserFailure === null) {
    await runStep('browser and desktop tests', ['playwright', 'test'], { live: true, env: { CI: '1', SKEIN_REPORT: playwrightReport }, timeoutMs: 1_200_000 });
    suites.push(readPlaywrightReport(playwrightReport));
  } else {
    console.log(`FAILED browser and desktop tests\n${browserFailure}`);
    suites.push(null);
  }
  const sum = sumCounts(suites);
  return ended({ ...sum, failed: sum.failed + results.filter(({ ok }) => !ok).length });
}

/** An error text, or null. */
function buildForBrowser() {
  const node = findNode24();
  return node === null ? 'Node 24 is missing' : ensureBuilt(node);
}

function ended({ passed, failed, skipped }) {
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  return failed === 0 ? 0 : 1;
}
