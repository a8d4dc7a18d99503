import type { Clock } from './core/ports.ts';

/** From the answer of the first page until it is drawn, on a slow machine; what starts then would take the processor from it. */
const settleMs = 700;
/** A start without a window still begins to work soon. */
const longestMs = 4_000;

/** Lets the first cached posts come before everything that only makes them newer. */
export interface QuietStart {
  /** Runs `task` when the first page has been drawn; at once after that. Answers what takes it back. */
  afterFirstPage(task: () => void): () => void;
  /** A page of posts was asked for and is being answered. */
  pageAnswered(): void;
  close(): void;
}

/** `hasAccounts`: without any there is nothing to show first. */
export function createQuietStart({ clock, hasAccounts }: { readonly clock: Clock; readonly hasAccounts: boolean }): QuietStart {
  const waiting = new Set<() => void>();
  let isQuiet = hasAccounts;
  let isPageAnswered = false;
  let cancel = hasAccounts ? clock.after(longestMs, begin) : (): void => {};

  function begin(): void {
    isQuiet = false;
    for (const task of waiting) task();
    waiting.clear();
  }

  return {
    afterFirstPage(task) {
      if (isQuiet) waiting.add(task);
      else task();
      return () => void waiting.delete(task);
    },
    pageAnswered() {
      if (!isQuiet || isPageAnswered) return;
      isPageAnswered = true;
      cancel();
      cancel = clock.after(settleMs, begin);
    },
    close() {
      cancel();
      waiting.clear();
    },
  };
}
