/** Something done once a person pauses, and not left undone for long while they do not. */
export interface Pause {
  /** Something changed: what is to be done is done soon. */
  soon(): void;
  /** Nothing is left to be done. */
  cancel(): void;
  readonly isWaiting: () => boolean;
}

/** `run` comes `pauseMs` after the last `soon`, at the latest `longestMs` after the first. */
export function createPause(run: () => void, { pauseMs, longestMs }: { readonly pauseMs: number; readonly longestMs: number }): Pause {
  let pause: ReturnType<typeof setTimeout> | undefined;
  let longest: ReturnType<typeof setTimeout> | undefined;
  function cancel(): void {
    clearTimeout(pause);
    clearTimeout(longest);
    longest = undefined;
  }
  function end(): void {
    cancel();
    run();
  }
  return {
    soon() {
      clearTimeout(pause);
      pause = setTimeout(end, pauseMs);
      longest ??= setTimeout(end, longestMs);
    },
    cancel,
    isWaiting: () => longest !== undefined,
  };
}
