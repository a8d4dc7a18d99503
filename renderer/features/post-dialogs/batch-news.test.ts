import { expect, it } from 'vitest';
import type { CopyJob, CopyJobState } from '../../../electron/contract/copies.ts';
import type { AccountKey } from '../../../electron/contract/index.ts';
import { endedBatches } from './batch-news.ts';

const job = (id: string, batch: string, state: CopyJobState): CopyJob => ({ id, batch, deed: 'delete', account: 'a' as AccountKey, uri: null, after: null, askedAt: 0, status: state });
const waiting: CopyJobState = { state: 'waiting', retryAt: 0, lastError: null };
const done: CopyJobState = { state: 'done', at: 1 };
const failed: CopyJobState = { state: 'failed', at: 1, error: { kind: 'cancelled' } };

it('tells of a batch once, when the last of its jobs has ended', () => {
  const begun = [job('1', 'x', waiting), job('2', 'x', waiting), job('3', 'y', waiting)];
  const half = [job('1', 'x', done), job('2', 'x', waiting), job('3', 'y', waiting)];
  const over = [job('1', 'x', done), job('2', 'x', failed), job('3', 'y', waiting)];
  expect(endedBatches(begun, half)).toEqual([]);
  expect(endedBatches(half, over).map((jobs) => jobs.map(({ id }) => id))).toEqual([['1', '2']]);
  expect(endedBatches(over, over)).toEqual([]);
  expect(endedBatches(begun, [])).toEqual([]);
});
