import type { CopyJob } from '../../../electron/contract/copies.ts';
import { isOpenJob } from '../../stores/copies.ts';

/** Batches that have just come to an end: nothing of them goes on by itself. */
export function endedBatches(before: readonly CopyJob[], after: readonly CopyJob[]): readonly (readonly CopyJob[])[] {
  const wasOpen = new Set(before.filter(isOpenJob).map(({ batch }) => batch));
  return [...wasOpen].flatMap((batch) => {
    const jobs = after.filter((job) => job.batch === batch);
    return jobs.length === 0 || jobs.some(isOpenJob) ? [] : [jobs];
  });
}
