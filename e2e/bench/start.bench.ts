/** From the beginning of loading to the first cached post, with twenty accounts; and what the app holds in memory then. */
import { setTimeout as sleep } from 'node:timers/promises';
import { figure, percentile, progress, readOptions, report } from './parts/figures.ts';
import { seededUntil } from './parts/profile.ts';
import { onStage, openPage, readNotes, residentMegabytes, withBrowser } from './parts/screen.ts';

const { isFull, seed } = readOptions();
const posts = isFull ? 100_000 : 5_000;
const starts = isFull ? 10 : 3;
/** Streams are open and homes compared by then. */
const settleMs = 5_000;

await onStage({ accounts: 20, posts, seed, newestAt: seededUntil() }, async (stage) => {
  progress(`${starts} starts with ${posts} cached posts`);
  const processes: number[] = [];
  const firstPosts: number[] = [];
  let resident = Number.NaN;
  for (let start = 0; start < starts; start += 1) {
    const { skein, startedInMs } = await stage.startApp();
    processes.push(startedInMs);
    // A browser of its own: nothing of the page is in any cache.
    await withBrowser(async (browser) => {
      const { page } = await openPage(browser, skein.url);
      await page.waitForFunction(() => Reflect.get(Reflect.get(window, 'benchNotes'), 'firstPostMs') > 0);
      firstPosts.push((await readNotes(page)).firstPostMs);
      if (start === starts - 1) await sleep(settleMs);
      resident = residentMegabytes(skein.pid);
    });
    await skein.stop();
  }
  report({
    firstCachedPostMedian: figure(percentile(firstPosts, 0.5), 'ms', '<= 500'),
    firstCachedPostSlowest: figure(Math.max(...firstPosts), 'ms'),
    processReadyMedian: figure(percentile(processes, 0.5), 'ms'),
    mainResident20Accounts: figure(resident, 'MB', '<= 300'),
  });
});
