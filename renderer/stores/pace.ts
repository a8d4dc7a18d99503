/** The few things of the window that the pace uses, so that it runs without one. */
export interface PaceWorld {
  now(): number;
  after(delayMs: number, run: () => void): void;
  /** Once what was changed until now is on the screen. */
  painted(run: () => void): void;
}

/** The longest rest, ms: news are not held back for longer, however slow the machine is. */
const longestRestMs = 30;
/** Of the time that the last news took. */
const restShare = 0.5;

/**
 * For what may come in faster than it can be drawn: runs at once while the page has nothing to do, else after what came
 * before is on the screen and the page has rested for a while. A third of the time stays for the person, and what came
 * meanwhile is drawn together.
 */
export function createPace({ now, after, painted }: PaceWorld): (run: () => void) => void {
  let waiting: (() => void)[] = [];
  let isBusy = false;

  function flush(): void {
    const runs = waiting;
    const startedAt = now();
    waiting = [];
    try {
      for (let run = runs.shift(); run !== undefined; run = runs.shift()) run();
    } finally {
      // One that fails holds up neither those beside it nor what comes later.
      waiting = [...runs, ...waiting];
      painted(() => after(Math.min(longestRestMs, (now() - startedAt) * restShare), rested));
    }
  }
  function rested(): void {
    isBusy = false;
    if (waiting.length > 0) begin(flush);
  }
  function begin(run: () => void): void {
    isBusy = true;
    run();
  }
  return (run) => {
    waiting.push(run);
    if (!isBusy) begin(() => after(0, flush));
  };
}
