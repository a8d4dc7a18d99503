/** The merged home under the wheel: frames while thousands of posts pass, elements in the list, and whether anything moves by itself. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { CDPSession, Page } from '@playwright/test';
import { createFrameMaker } from './parts/frames.ts';
import { figure, percentile, progress, readOptions, report } from './parts/figures.ts';
import { seededUntil } from './parts/profile.ts';
import { onStage, openPage, readNotes, rendererProcessorMs, withBrowser } from './parts/screen.ts';

const { isFull, seed } = readOptions();
const accounts = 5;
const posts = isFull ? 20_000 : 5_000;
/** As fast as a hand turns a wheel for long. */
const pixelsPerSecond = 4_000;
const stretchSeconds = isFull ? 15 : 6;
const arrivals = 40;

await onStage({ accounts, posts, seed, newestAt: seededUntil() }, async (stage) => {
  const { skein } = await stage.startApp();
  await withBrowser(async (browser) => {
    const { page, cdp } = await openPage(browser, skein.url);
    await page.mouse.move(400, 500);
    progress(`loading ${posts} posts into the list`);
    const loaded = await loadAll(page);
    const frames: number[] = [];
    const longTasks: number[] = [];
    let mostNodes = 0;
    let processorMs = 0;
    for (const depth of [1, 0.5, 0]) {
      progress(`${stretchSeconds} s of wheel at ${depth * 100} % of the list`);
      await jumpTo(page, depth);
      await readNotes(page);
      const before = await rendererProcessorMs(browser);
      await wheel(cdp, depth === 0 ? 1 : -1);
      processorMs += (await rendererProcessorMs(browser)) - before;
      const notes = await readNotes(page);
      frames.push(...notes.frames);
      longTasks.push(...notes.longTasks);
      mostNodes = Math.max(mostNodes, notes.mostNodes);
    }
    progress(`${arrivals} posts come in above the reader`);
    await jumpTo(page, 0.3);
    const jump = await jumpWhile(page, async () => {
      const maker = createFrameMaker({ seed: seed + 1, readers: accounts, startAt: Date.now(), stepMs: 7, mediaOrigin: stage.world.mediaOrigin });
      for (let sent = 0; sent < arrivals; sent += 1) {
        for (const { reader, text } of maker.next()) stage.world.send(reader, text.replaceAll('/writer', '/newcomer'));
        await sleep(50);
      }
    });
    report({
      entriesInList: figure(loaded, 'posts'),
      frames: figure(frames.length, 'frames'),
      frameP50: figure(percentile(frames, 0.5), 'ms'),
      frameP99: figure(percentile(frames, 0.99), 'ms', '<= 20'),
      frameSlowest: figure(Math.max(...frames), 'ms'),
      longTasks: figure(longTasks.length, 'tasks'),
      rendererProcessor: figure(processorMs / (3 * stretchSeconds), 'ms/s'),
      elementsInList: figure(mostNodes, 'nodes', '<= 3000'),
      jumpOnPrepend: figure(jump, 'px', '= 0'),
    });
  });
});

/** Goes to the end until nothing more comes; answers the entries of the list. */
async function loadAll(page: Page): Promise<number> {
  return page.evaluate(async (wanted) => {
    const box = document.querySelector('[data-scroller]');
    if (box === null) throw new Error('There is no list.');
    const size = (): number => Number(box.querySelector('[aria-setsize]')?.getAttribute('aria-setsize') ?? 0);
    let idleFrames = 0;
    // A merged entry stands for several lines, so the list may end before `wanted`.
    for (let before = size(); size() < wanted && idleFrames < 300; before = size()) {
      box.scrollTo(0, box.scrollHeight);
      await new Promise((resolve) => requestAnimationFrame(resolve));
      idleFrames = size() === before ? idleFrames + 1 : 0;
    }
    return size();
  }, posts);
}

async function jumpTo(page: Page, share: number): Promise<void> {
  await page.evaluate((to) => {
    const box = document.querySelector('[data-scroller]');
    box?.scrollTo(0, (box.scrollHeight - box.clientHeight) * to);
  }, share);
  await sleep(1_000);
}

/** `direction` 1 is down. */
async function wheel(cdp: CDPSession, direction: 1 | -1): Promise<void> {
  await cdp.send('Input.synthesizeScrollGesture', { x: 400, y: 500, yDistance: -direction * pixelsPerSecond * stretchSeconds, speed: pixelsPerSecond, gestureSourceType: 'mouse', preventFling: true });
}

/** Most pixels the first whole post in sight moved from where it stood, in any frame of `work`. */
async function jumpWhile(page: Page, work: () => Promise<void>): Promise<number> {
  await page.evaluate(() => {
    const box = document.querySelector('[data-scroller]');
    const top = box?.getBoundingClientRect().top ?? 0;
    const row = [...(box?.querySelectorAll('[data-entry]') ?? [])].find((each) => each.getBoundingClientRect().top >= top);
    if (row === undefined) throw new Error('There is no post in sight.');
    const id = row.getAttribute('data-entry') ?? '';
    const stood = row.getBoundingClientRect().top;
    const watch = { most: 0, isGone: false };
    Object.assign(window, { benchJump: watch });
    const look = (): void => {
      const now = document.querySelector(`[data-entry="${CSS.escape(id)}"]`);
      if (now === null) watch.isGone = true;
      else watch.most = Math.max(watch.most, Math.abs(now.getBoundingClientRect().top - stood));
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await work();
  await sleep(1_000);
  const { most, isGone } = await page.evaluate(() => Reflect.get(window, 'benchJump') as { most: number; isGone: boolean });
  return isGone ? Number.POSITIVE_INFINITY : most;
}
