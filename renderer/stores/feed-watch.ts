import type { FeedGroup, FeedState } from '../../electron/contract/feeds.ts';
import type { Bridge } from '../bridge/bridge.ts';

/** The app lets go of what is not named again within three minutes. */
const sayAgainMs = 60_000;

export interface FeedWatch {
  /** Answers how to let go of them. */
  add(feeds: readonly FeedGroup[]): () => void;
  /** Says what is open once more: the app may have forgotten. */
  again(): void;
}

/** Tells the app which lists are on the screen, all in one breath however many columns come and go. */
export function watchFeeds(bridge: Bridge, onStates: (states: readonly FeedState[]) => void): FeedWatch {
  const open = new Set<readonly FeedGroup[]>();
  let timer: ReturnType<typeof setInterval> | null = null;
  let isPlanned = false;

  async function say(): Promise<void> {
    isPlanned = false;
    const answer = await bridge.call('feeds.watch', { feeds: [...open].flat() });
    if (answer.ok) onStates(answer.value);
  }

  function plan(): void {
    if (!isPlanned) queueMicrotask(() => void say());
    isPlanned = true;
    if (open.size > 0) timer ??= setInterval(() => void say(), sayAgainMs);
    else if (timer !== null) {
      clearInterval(timer);
      timer = null;
    }
  }

  bridge.on('feeds.state', (state) => onStates([state]));
  return {
    add(feeds) {
      open.add(feeds);
      plan();
      return () => {
        open.delete(feeds);
        plan();
      };
    },
    again: () => {
      if (open.size > 0) plan();
    },
  };
}
