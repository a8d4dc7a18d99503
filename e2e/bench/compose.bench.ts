/** Writing: from a key to the painted letter in a long draft for three accounts, and from the send button to ten queued copies. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from '@playwright/test';
import { figure, percentile, progress, readOptions, report, type Figures } from './parts/figures.ts';
import { seededUntil } from './parts/profile.ts';
import { onStage, openPage, readNotes, withBrowser, type Stage } from './parts/screen.ts';

const { isFull, seed } = readOptions();
const letters = 5_000;
const keystrokes = isFull ? 400 : 120;
const sends = isFull ? 20 : 5;

/** From each key to the painted letter, ms, in the field that has the focus; the browser draws as soon as there is something to draw. */
async function pressKeys(page: Page): Promise<readonly number[]> {
  await page.evaluate(() => {
    const taken: number[] = [];
    Object.assign(window, { benchKeys: taken });
    const { port1, port2 } = new MessageChannel();
    let pressedAt = 0;
    port1.addEventListener('message', () => void taken.push(performance.now() - pressedAt));
    port1.start();
    document.addEventListener(
      'keydown',
      (event) => {
        pressedAt = event.timeStamp;
        requestAnimationFrame(() => port2.postMessage(null));
      },
      { capture: true },
    );
  });
  for (let n = 0; n < keystrokes; n += 1) {
    await page.keyboard.press('abcdefghij '[n % 11] ?? 'a');
    await sleep(60);
  }
  return page.evaluate(() => Reflect.get(window, 'benchKeys') as number[]);
}

const draft = 'A long letter about the tide. '.repeat(letters / 30);

async function typing(stage: Stage): Promise<Figures> {
  const { skein } = await stage.startApp();
  let figures: Figures = {};
  await withBrowser(
    async (browser) => {
      const { page } = await openPage(browser, skein.url);
      await page.keyboard.press('n');
      await page.locator('textarea[data-pane-focus]').fill(draft);
      await sleep(1_000);
      await readNotes(page);
      const taken = await pressKeys(page);
      const { longTasks } = await readNotes(page);
      const bare = await bareField(browser);
      figures = {
        keystrokeToPaintP50: figure(percentile(taken, 0.5), 'ms'),
        keystrokeToPaintP99: figure(percentile(taken, 0.99), 'ms', '<= 16'),
        bareFieldToPaintP50: figure(percentile(bare, 0.5), 'ms'),
        bareFieldToPaintP99: figure(percentile(bare, 0.99), 'ms'),
        longTasksWhileTyping: figure(longTasks.length, 'tasks'),
      };
    },
    { isUnlocked: true },
  );
  return figures;
}

/** What the browser itself takes on this machine: the same letters in a page that is nothing but a field. */
async function bareField(browser: Browser): Promise<readonly number[]> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.setContent('<textarea style="width: 600px; height: 540px; font: 17px/1.5 sans-serif"></textarea>');
  const field = page.locator('textarea');
  await field.fill(draft);
  await field.focus();
  await sleep(500);
  const taken = await pressKeys(page);
  await page.close();
  return taken;
}

/** The call the send button makes, with the answer the outbox shows. */
async function sending(stage: Stage): Promise<Figures> {
  const { skein } = await stage.startApp();
  const taken: number[] = [];
  await withBrowser(async (browser) => {
    const { page } = await openPage(browser, skein.url);
    for (let n = 0; n < sends; n += 1) {
      await page.keyboard.press('n');
      await page.locator('textarea[data-pane-focus]').fill(`The ferry goes at ${n}.`);
      await sleep(600);
      taken.push(
        await page.evaluate(async () => {
          const button = [...document.querySelectorAll('button')].find((each) => each.textContent.startsWith('Post to 10'));
          if (button === undefined) throw new Error('There is no button that posts to ten accounts.');
          const pressedAt = performance.now();
          const done = new Promise<number>((resolve) => {
            new MutationObserver((_, observer) => {
              if (button.isConnected && document.querySelector<HTMLTextAreaElement>('textarea[data-pane-focus]')?.value !== '') return;
              observer.disconnect();
              resolve(performance.now() - pressedAt);
            }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
          });
          button.click();
          return done;
        }),
      );
      await sleep(500);
    }
  });
  return { tenCopiesQueuedMedian: figure(percentile(taken, 0.5), 'ms', '<= 100'), tenCopiesQueuedSlowest: figure(Math.max(...taken), 'ms') };
}

const figures: Figures[] = [];
progress(`${keystrokes} keys in a draft of ${letters} letters for three accounts`);
await onStage({ accounts: 3, posts: 500, seed, newestAt: seededUntil(), writeAs: 3 }, async (stage) => void figures.push(await typing(stage)));
progress(`${sends} posts to ten accounts`);
await onStage({ accounts: 10, posts: 500, seed, newestAt: seededUntil(), writeAs: 10 }, async (stage) => void figures.push(await sending(stage)));
report(Object.assign({}, ...figures) as Figures);
