import { accountOfFeed } from '../../contract/feed-keys.ts';
import type { AccountKey, FeedKey } from '../../contract/ids.ts';
import type { StreamEvent } from '../fediverse.ts';
import { StorageFailure, type Clock, type Log } from '../ports.ts';
import type { FeedEvent } from './home-writer.ts';

/** One batch per 20 ms over all accounts: at most 50 publishes a second, whatever the streams do. */
const BATCH_MS = 20;
/** Events per transaction: a burst must not hold the thread for longer than a frame or two. */
const BATCH_MAX = 500;
/** Wait before writing is tried again on a full or broken disk. */
const STORAGE_RETRY_MS = 5_000;
/** Events kept while the disk takes nothing; beyond, they are dropped and fetched again later. */
const QUEUE_MAX = 20_000;

export interface EventQueue {
  push(feed: FeedKey, events: readonly StreamEvent[]): void;
  /** Writes what is queued, now. */
  flush(): void;
  /** Drops what is queued for the lists of an account. */
  drop(account: AccountKey): void;
  close(): void;
}

/**
 * Gathers events of all streams into small transactions. `overflowed` is called for every list that lost events: it
 * is not known to be complete any more.
 */
export function createEventQueue(deps: {
  readonly clock: Clock;
  readonly log: Log;
  readonly apply: (batch: readonly FeedEvent[]) => void;
  readonly overflowed: (feed: FeedKey) => void;
}): EventQueue {
  let queue: FeedEvent[] = [];
  let cancelTimer: (() => void) | null = null;

  function schedule(delayMs: number): void {
    cancelTimer ??= deps.clock.after(delayMs, () => {
      cancelTimer = null;
      writeBatch();
    });
  }

  function writeBatch(): boolean {
    const batch = queue.slice(0, BATCH_MAX);
    if (batch.length === 0) return false;
    try {
      deps.apply(batch);
    } catch (thrown) {
      if (!(thrown instanceof StorageFailure)) throw thrown;
      deps.log.warn('timelines.eventsNotStored', { waiting: queue.length, error: thrown.failure.kind });
      if (queue.length > QUEUE_MAX) dropAll();
      else schedule(STORAGE_RETRY_MS);
      return false;
    }
    queue = queue.slice(batch.length);
    if (queue.length > 0) schedule(BATCH_MS);
    return queue.length > 0;
  }

  function dropAll(): void {
    const feeds = new Set(queue.map(({ feed }) => feed));
    queue = [];
    for (const feed of feeds) deps.overflowed(feed);
  }

  return {
    push(feed, events) {
      for (const event of events) queue.push({ feed, event });
      if (queue.length > 0) schedule(BATCH_MS);
    },
    flush() {
      while (writeBatch());
    },
    drop(account) {
      queue = queue.filter(({ feed }) => accountOfFeed(feed) !== account);
    },
    close() {
      cancelTimer?.();
      cancelTimer = null;
    },
  };
}
