import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readPlaywrightReport, readVitestReport, sumCounts } from './test-counts.mjs';

const folder = mkdtempSync(join(tmpdir(), 'skein-counts-'));
afterAll(() => rmSync(folder, { recursive: true }));

function report(value: unknown): string {
  const file = join(folder, 'report.json');
  writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value));
  return file;
}

test('a file of tests that does not load is a failure', () => {
  const base = { numTotalTests: 3, numPassedTests: 2, numFailedTests: 0, numPendingTests: 1, numTodoTests: 0 };
  expect(readVitestReport(report({ ...base, testResults: [] }))).toEqual({ passed: 2, failed: 0, skipped: 1 });
  expect(readVitestReport(report({ ...base, testResults: [{ status: 'failed', assertionResults: [] }] }))).toEqual({ passed: 2, failed: 1, skipped: 1 });
});

test('a browser test that passed at the second try is a failure', () => {
  expect(readPlaywrightReport(report({ stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 2 } }))).toEqual({ passed: 6, failed: 1, skipped: 2 });
});

test.each([['{'], ['{}'], ['null'], ['']])('%j is no report', (text) => {
  expect(readVitestReport(report(text))).toBeNull();
  expect(readPlaywrightReport(report(text))).toBeNull();
  expect(readVitestReport(join(folder, 'missing.json'))).toBeNull();
});

test('a suite that ran nothing fails the gate', () => {
  const fine = { passed: 3, failed: 0, skipped: 1 };
  expect(sumCounts([fine, fine])).toEqual({ passed: 6, failed: 0, skipped: 2 });
  expect(sumCounts([fine, null])).toEqual({ passed: 3, failed: 1, skipped: 1 });
  expect(sumCounts([fine, { passed: 0, failed: 0, skipped: 9 }])).toEqual({ passed: 3, failed: 1, skipped: 1 });
});
