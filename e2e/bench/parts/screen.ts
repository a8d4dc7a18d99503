import { existsSync, readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { chromium, type Browser, type CDPSession, type Page } from '@playwright/test';
import { makeDataDir, startSkeinProcess, type SkeinProcess } from '../../fixtures/skein-process.ts';
import { stageApp } from '../../fixtures/staged-app.ts';
import { prepareProfile, type PreparedProfile } from './profile.ts';
import { startBenchWorld, type BenchWorld } from './world.ts';

const chromiums = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium', '/usr/bin/google-chrome'];

export interface Stage {
  readonly world: BenchWorld;
  readonly dataDir: string;
  /** Starts the built app on the prepared profile. */
  startApp(): Promise<{ readonly skein: SkeinProcess; readonly startedInMs: number }>;
}

/** Servers, a filled profile and the built app; everything is stopped and removed afterwards. */
export async function onStage(options: PreparedProfile & { readonly accounts: number }, work: (stage: Stage) => Promise<void>): Promise<void> {
  const world = await startBenchWorld(options.seed, options.accounts);
  const dir = makeDataDir();
  const staged = stageApp();
  const running: SkeinProcess[] = [];
  try {
    await prepareProfile(dir.path, world, options);
    world.tell(dir.path);
    await work({
      world,
      dataDir: dir.path,
      async startApp() {
        const startedAt = performance.now();
        const skein = await startSkeinProcess({ main: staged.main, dataDir: dir.path, flags: ['--practice'], env: {} });
        running.push(skein);
        return { skein, startedInMs: performance.now() - startedAt };
      },
    });
  } finally {
    for (const skein of running) await skein.stop();
    await world.close();
    staged.remove();
    dir.remove();
  }
}

/** `isUnlocked`: frames are drawn as soon as there is something to draw, so that a latency holds no waiting for the next beat of the screen. */
export async function withBrowser(work: (browser: Browser) => Promise<void>, { isUnlocked = false } = {}): Promise<void> {
  const executablePath = process.env['SKEIN_CHROMIUM'] ?? chromiums.find((path) => existsSync(path));
  const args = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...(isUnlocked ? ['--disable-frame-rate-limit', '--disable-gpu-vsync'] : [])];
  const browser = await chromium.launch({ args, ...(executablePath === undefined ? {} : { executablePath }) });
  try {
    await work(browser);
  } finally {
    await browser.close();
  }
}

export async function openPage(browser: Browser, url: string): Promise<{ readonly page: Page; readonly cdp: CDPSession }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB', timezoneId: 'UTC', colorScheme: 'light' });
  const page = await context.newPage();
  await page.addInitScript(watchPage);
  const cdp = await context.newCDPSession(page);
  await page.goto(url);
  await page.locator('[data-entry]').first().waitFor();
  return { page, cdp };
}

/** What the page notes by itself; read with `readNotes`. */
export interface Notes {
  /** When the first post was painted, ms since the page began to load. */
  readonly firstPostMs: number;
  /** Tasks longer than 50 ms, in ms. */
  readonly longTasks: readonly number[];
  /** From one frame to the next, ms. */
  readonly frames: readonly number[];
  /** For posts whose text names when they were sent (`sent:EPOCH_MS`): from there to the painted screen. */
  readonly latencies: readonly number[];
  /** The same posts, ms from when they were sent: the page had the message, and their rows were in the document. */
  readonly receivedAfter: readonly number[];
  readonly inDocumentAfter: readonly number[];
  /** Most elements the list had at once. */
  readonly mostNodes: number;
}

/** Runs in the page before anything else. */
function watchPage(): void {
  const notes = { firstPostMs: Number.NaN, longTasks: [] as number[], frames: [] as number[], latencies: [] as number[], receivedAfter: [] as number[], inDocumentAfter: [] as number[], mostNodes: 0 };
  Object.assign(window, { benchNotes: notes });
  const sinceEpoch = (): number => performance.timeOrigin + performance.now();
  // A busy page hears of a message late: the wait counts as the way to the page.
  window.WebSocket = class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      this.addEventListener('message', ({ data }) => {
        const at = sinceEpoch();
        for (const [, sentAt] of String(data).matchAll(/, sent:(\d+) and/g)) notes.receivedAfter.push(at - Number(sentAt));
      });
    }
  };
  new PerformanceObserver((list) => notes.longTasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' });
  let last = 0;
  const seen = new Set<string>();
  const afterPaint = (task: () => void): void => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', () => (port1.close(), task()));
    port1.start();
    requestAnimationFrame(() => port2.postMessage(null));
  };
  const noteEntry = (row: Element): void => {
    if (Number.isNaN(notes.firstPostMs)) {
      notes.firstPostMs = -1;
      afterPaint(() => void (notes.firstPostMs = performance.now()));
    }
    const id = row.getAttribute('data-entry') ?? '';
    const sentAt = Number(/sent:(\d+)/.exec(row.textContent)?.[1] ?? Number.NaN);
    if (Number.isNaN(sentAt) || seen.has(id)) return;
    seen.add(id);
    notes.inDocumentAfter.push(sinceEpoch() - sentAt);
    afterPaint(() => void notes.latencies.push(sinceEpoch() - sentAt));
  };
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) {
        if (!(node instanceof Element)) continue;
        if (node.hasAttribute('data-entry')) noteEntry(node);
        for (const row of node.querySelectorAll('[data-entry]')) noteEntry(row);
      }
    }
  }).observe(document, { subtree: true, childList: true });
  const beat = (now: number): void => {
    if (last !== 0) notes.frames.push(now - last);
    last = now;
    const list = document.querySelector('[data-scroller]');
    if (list !== null) notes.mostNodes = Math.max(notes.mostNodes, list.querySelectorAll('*').length);
    requestAnimationFrame(beat);
  };
  requestAnimationFrame(beat);
}

/** What was noted since the last reading. */
export async function readNotes(page: Page): Promise<Notes> {
  return page.evaluate(() => {
    const notes = Reflect.get(window, 'benchNotes') as { firstPostMs: number; longTasks: number[]; frames: number[]; latencies: number[]; receivedAfter: number[]; inDocumentAfter: number[]; mostNodes: number };
    const copy = structuredClone(notes);
    Object.assign(notes, { longTasks: [], frames: [], latencies: [], receivedAfter: [], inDocumentAfter: [], mostNodes: 0 });
    return copy;
  });
}

/** Heap in use after a collection, MB. */
export async function heapMegabytes(cdp: CDPSession): Promise<number> {
  await cdp.send('HeapProfiler.enable');
  await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  return usedSize / 2 ** 20;
}

/** Processor time the pages have taken so far, ms: says more than the clock where the machine is shared. */
export async function rendererProcessorMs(browser: Browser): Promise<number> {
  const cdp = await browser.newBrowserCDPSession();
  const { processInfo } = await cdp.send('SystemInfo.getProcessInfo');
  await cdp.detach();
  return processInfo.filter(({ type }) => type === 'renderer').reduce((sum, { cpuTime }) => sum + cpuTime * 1000, 0);
}

/** Resident memory of a process, MB; NaN where the system does not tell. */
export function residentMegabytes(pid: number): number {
  const path = `/proc/${pid}/status`;
  return existsSync(path) ? Number(/VmRSS:\s+(\d+)/.exec(readFileSync(path, 'utf8'))?.[1]) / 1024 : Number.NaN;
}
