import type { FeedKey } from '../../contract/ids.ts';
import { ok } from '../../contract/result.ts';
import type { Log, TimelineStore } from '../ports.ts';
import type { Feed } from './feed.ts';
import type { FeedDirectory } from './feed-directory.ts';
import { newGap } from './gaps.ts';
import { fetchPage, isRefusal, orStorageFailure } from './home-pages.ts';
import type { HomeStates } from './home-state.ts';
import type { HomeWriter } from './home-writer.ts';
import type { StoredLine } from './store.ts';

/** Pages one list may take for one request of the reader; the reader asks again. */
const PAGES_PER_REQUEST = 5;

export interface OlderPages {
  /** The list's server may have posts below what is stored, and nothing says that they cannot be had. */
  hasMore(feed: FeedKey): boolean;
  /**
   * Asks for older posts in the background, until the list reaches below `target`. Always ends with a
   * `timelines.changed`. Where it fails a hole that is open downwards takes the place of what could not be had, so that
   * one server out of reach does not end everybody's reading.
   */
  fetch(feed: FeedKey, target: number): void;
}

export function createOlderPages(deps: {
  readonly timelines: TimelineStore;
  readonly feeds: FeedDirectory;
  readonly states: HomeStates;
  readonly writer: HomeWriter;
  readonly log: Log;
  readonly signal: AbortSignal;
}): OlderPages {
  const { timelines, states, writer } = deps;

  /** Answers whether there may be still more. */
  async function fetchOne(feed: Feed, oldest: StoredLine): Promise<boolean> {
    const state = states.of(feed.key);
    const cursor = feed.ranked || state.bottom?.under === oldest.id ? (state.bottom?.cursor ?? null) : null;
    const options = { signal: deps.signal, priority: 'user' } as const;
    const fetched = await orStorageFailure(() => fetchPage(writer, feed, { kind: 'below', point: oldest }, cursor, options));
    if (!fetched.ok) {
      if (fetched.error.kind !== 'cancelled') openDownwards(feed, isRefusal(fetched.error));
      return false;
    }
    const { page, ended } = fetched.value;
    if (page.incompleteUntil !== null) return false;
    const next = ended || page.olderCursor === cursor ? null : page.olderCursor;
    const under = timelines.oldest(feed.key)?.id ?? oldest.id;
    state.bottom = { under, cursor: next };
    return next !== null;
  }

  function openDownwards(feed: Feed | FeedKey, refused: boolean): void {
    const key = typeof feed === 'string' ? feed : feed.key;
    const oldest = timelines.oldest(key);
    // A ranked list goes on from a cursor only; it is asked for again from there.
    if (oldest === null || (typeof feed !== 'string' && feed.ranked)) return;
    const hole = newGap(key, oldest, null);
    writer.putGap(refused ? { ...hole, state: 'unfillable', reason: 'refused' } : { ...hole, state: 'open' });
  }

  async function run(key: FeedKey, target: number): Promise<void> {
    for (let pages = 0; pages < PAGES_PER_REQUEST; pages += 1) {
      const oldest = timelines.oldest(key);
      if (oldest === null || (pages > 0 && oldest.at < target)) return;
      const feed = deps.feeds.get(key);
      if (feed === null) return openDownwards(key, false);
      if (feed.ranked && states.of(key).bottom === null) return;
      if (!(await fetchOne(feed, oldest))) return;
    }
  }

  return {
    hasMore(key) {
      const { bottom } = states.of(key);
      const oldest = timelines.oldest(key);
      if (oldest !== null && deps.feeds.get(key)?.ranked === true) return bottom !== null && bottom.cursor !== null;
      if (oldest === null || (bottom !== null && bottom.under === oldest.id && bottom.cursor === null)) return false;
      return timelines.gaps(key).every((gap) => gap.below !== null);
    },
    fetch(key, target) {
      const state = states.of(key);
      if (state.fetchingOlder) return;
      state.fetchingOlder = true;
      const work = async (): Promise<void> => {
        const result = await orStorageFailure(async () => ok(await run(key, target)));
        if (!result.ok) deps.log.warn('timelines.olderFailed', { feed: key, error: result.error.kind });
      };
      work()
        .catch((thrown: unknown) => deps.log.error('timelines.olderBug', { feed: key, message: String(thrown) }))
        .finally(() => {
          state.fetchingOlder = false;
          writer.nudge();
        });
    },
  };
}
