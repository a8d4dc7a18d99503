/** Reads what the two test runners report, so that one line can tell the sum. */
import { readFileSync } from 'node:fs';

/** `{ passed, failed, skipped }`, or null when the report is missing or unreadable: then the suite did not run. */
export function readVitestReport(file) {
  const report = readJson(file);
  if (typeof report?.numTotalTests !== 'number') return null;
  // A file that cannot even be loaded has no tests in it, and is a failure all the same.
  const brokenFiles = report.testResults.filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0).length;
  return { passed: report.numPassedTests, failed: report.numFailedTests + brokenFiles, skipped: report.numPendingTests + report.numTodoTests };
}

/** A browser test has one more try, because machines are noisy; Playwright's own report above the sum names those that needed it. */
export function readPlaywrightReport(file) {
  const stats = readJson(file)?.stats;
  if (typeof stats?.expected !== 'number') return null;
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped };
}

/** A suite that ran nothing counts as one failure. */
export function sumCounts(all) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const counts of all) {
    if (counts === null || counts.passed + counts.failed === 0) sum.failed += 1;
    else for (const key of Object.keys(sum)) sum[key] += counts[key];
  }
  return sum;
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
