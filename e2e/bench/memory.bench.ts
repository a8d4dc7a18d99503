/** What page and app hold in memory once many events have passed through twenty streams. */
import { setTimeout as sleep } from 'node:timers/promises';
import { createFrameMaker } from './parts/frames.ts';
import { figure, percentile, progress, readOptions, report } from './parts/figures.ts';
import { seededUntil } from './parts/profile.ts';
import { heapMegabytes, onStage, openPage, readNotes, residentMegabytes, withBrowser } from './parts/screen.ts';

const { isFull, seed } = readOptions();
const accounts = 20;
const events = isFull ? 100_000 : 10_000;
const perSecond = 1_000;
const everyMs = 20;

await onStage({ accounts, posts: 5_000, seed, newestAt: seededUntil() }, async (stage) => {
  const { skein } = await stage.startApp();
  await withBrowser(async (browser) => {
    const { page, cdp } = await openPage(browser, skein.url);
    await sleep(3_000);
    const heapBefore = await heapMegabytes(cdp);
    const maker = createFrameMaker({ seed: seed + 1, readers: accounts, startAt: Date.now() - 3_600_000, stepMs: 20, mediaOrigin: stage.world.mediaOrigin });
    progress(`${events} events, ${perSecond} a second`);
    const startedAt = performance.now();
    let sent = 0;
    let mostResident = 0;
    await readNotes(page);
    while (sent < events) {
      const due = Math.min(events, ((performance.now() - startedAt) / 1000) * perSecond);
      while (sent < due) {
        for (const { reader, text } of maker.next()) {
          stage.world.send(reader, text.replaceAll('/writer', '/newcomer'));
          sent += 1;
        }
      }
      mostResident = Math.max(mostResident, residentMegabytes(skein.pid));
      await sleep(everyMs);
    }
    await sleep(5_000);
    const { longTasks, frames } = await readNotes(page);
    report({
      events: figure(sent, 'events'),
      rendererHeapBefore: figure(heapBefore, 'MB'),
      rendererHeap: figure(await heapMegabytes(cdp), 'MB', '<= 80'),
      mainResident: figure(residentMegabytes(skein.pid), 'MB', '<= 300'),
      mainResidentMost: figure(mostResident, 'MB'),
      longestTask: figure(Math.max(0, ...longTasks), 'ms'),
      frameP99: figure(percentile(frames, 0.99), 'ms'),
    });
  });
});
