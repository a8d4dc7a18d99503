/** 50 posts a second over ten accounts, from the server's socket to the painted screen of a reader at the top. */
import { setTimeout as sleep } from 'node:timers/promises';
import { figure, percentile, progress, readOptions, report } from './parts/figures.ts';
import { seededUntil } from './parts/profile.ts';
import { onStage, openPage, readNotes, rendererProcessorMs, withBrowser } from './parts/screen.ts';

const { isFull, seed } = readOptions();
const accounts = 10;
const perSecond = 50;
const seconds = isFull ? 60 : 15;
const posts = 5_000;

await onStage({ accounts, posts, seed, newestAt: seededUntil() }, async (stage) => {
  const { skein } = await stage.startApp();
  await withBrowser(async (browser) => {
    const { page } = await openPage(browser, skein.url);
    await sleep(3_000);
    await readNotes(page);
    progress(`${perSecond} posts a second for ${seconds} s`);
    const before = await rendererProcessorMs(browser);
    const startedAt = performance.now();
    for (let sent = 0; sent < perSecond * seconds; sent += 1) {
      const dueMs = startedAt + (sent * 1000) / perSecond - performance.now();
      if (dueMs > 0) await sleep(dueMs);
      stage.world.post(sent % accounts, `A post of the stream, number ${sent}, sent:${Date.now()} and read a moment later.`);
    }
    const tookMs = performance.now() - startedAt;
    await sleep(2_000);
    const processorMs = (await rendererProcessorMs(browser)) - before;
    const { latencies, receivedAfter, inDocumentAfter, longTasks, frames } = await readNotes(page);
    report({
      sent: figure(perSecond * seconds, 'events'),
      sentPerSecond: figure((perSecond * seconds * 1000) / tookMs, 'events/s'),
      drawn: figure(latencies.length, 'events'),
      streamToScreenP50: figure(percentile(latencies, 0.5), 'ms'),
      streamToScreenP99: figure(percentile(latencies, 0.99), 'ms', '<= 150'),
      // Where the time goes: server, stream, store and the way to the page; then gathering and drawing; the rest is layout and paint.
      sentToPageP50: figure(percentile(receivedAfter, 0.5), 'ms'),
      sentToPageP99: figure(percentile(receivedAfter, 0.99), 'ms'),
      sentToDocumentP50: figure(percentile(inDocumentAfter, 0.5), 'ms'),
      sentToDocumentP99: figure(percentile(inDocumentAfter, 0.99), 'ms'),
      longTasks: figure(longTasks.length, 'tasks', '= 0'),
      longestTask: figure(Math.max(0, ...longTasks), 'ms', '<= 50'),
      frameP99: figure(percentile(frames, 0.99), 'ms'),
      rendererProcessor: figure((processorMs / tookMs) * 1000, 'ms/s'),
    });
  });
});
