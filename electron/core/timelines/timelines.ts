import { accountOfFeed, isHomeFeed, isMemoryFeed } from '../../contract/feed-keys.ts';
import type { AccountKey, EntryId, FeedKey } from '../../contract/ids.ts';
import { fail, ok, type Result } from '../../contract/result.ts';
import { createFeedDirectory, notReadable } from './feed-directory.ts';
import { createFeedSync } from './feed-sync.ts';
import { createHome } from './home.ts';
import { createHomeStates } from './home-state.ts';
import { createHomeWriter } from './home-writer.ts';
import { orStorageFailure } from './home-pages.ts';
import { createMarkers } from './markers.ts';
import { createOlderPages } from './older-pages.ts';
import { createReading } from './reading.ts';
import { createSavedPlaces } from './saved-places.ts';
import type { Timelines, TimelinesDeps } from './types.ts';

/** The merged lists: keeps homes (`home`, driven by `core/streaming`) and what else is open, and reads them. */
export function createTimelines(deps: TimelinesDeps): Timelines {
  const closing = new AbortController();
  const { signal } = closing;
  const { timelines, accounts } = deps;
  const states = createHomeStates(deps.clock);
  const feeds = createFeedDirectory(deps);
  const writer = createHomeWriter(deps, states, feeds);
  const home = createHome(deps, states, writer);
  const older = createOlderPages({ timelines, feeds, states, writer, log: deps.log, signal });
  const reading = createReading({ timelines, feeds, states, older });
  const sync = createFeedSync(deps, { feeds, states, writer, filler: home.filler, reconciler: home.reconciler, queue: home.queue });
  const places = createSavedPlaces(deps.settings);
  const markers = createMarkers({ ...deps, signal });

  /** Homes go by `home:all` and `home:<account>`; what else has a place is no server's business. */
  function homesOf(name: string): readonly AccountKey[] {
    return accounts.keys().filter((key) => name === 'home:all' || name === `home:${key}`);
  }

  async function loadGap(id: EntryId, from: 'newer' | 'older'): Promise<Result<null>> {
    const gap = timelines.gap(id);
    if (gap === null) return fail({ kind: 'notFound', what: 'gap' });
    if (gap.state === 'unfillable' && gap.reason === 'serverLimit') return fail({ kind: 'unsupported', capability: 'olderPosts' });
    const feed = feeds.get(gap.feed);
    if (feed === null) return notReadable(gap.feed);
    const walk = await orStorageFailure(() => home.filler.fill(feed, id, from, false, { signal, priority: 'user' }));
    return walk.ok ? ok(null) : walk;
  }

  /** A feed's own look says what went wrong in the column; a home's in the health of its account. */
  async function lookAt(key: FeedKey): Promise<Result<unknown>> {
    const account = accountOfFeed(key);
    return account === key ? home.sync.compareTop(account, signal) : sync.look(key, { signal, priority: 'user' });
  }

  async function refresh(keys: readonly FeedKey[]): Promise<Result<null>> {
    const outcomes = await Promise.all(keys.map(lookAt));
    const failed = outcomes.find((outcome) => !outcome.ok);
    // One account that does not answer shows in its own health; the call fails only when nobody answered.
    return failed === undefined || outcomes.some((outcome) => outcome.ok) ? ok(null) : failed;
  }

  return {
    home: home.sync,
    collect: (groups) => Promise.all(feeds.of({ source: 'feeds', feeds: [...groups] }).filter((key) => !isHomeFeed(key)).map((key) => sync.look(key, { signal, priority: 'background' }))),
    indexed: (posts) => sync.indexed(posts),
    forgotten: () => feeds.known().filter(isMemoryFeed).forEach((key) => writer.clear(key)),
    page: ({ timeline, before, limit }) => ok(reading.page(timeline, before, limit)),
    around: ({ timeline, place, limit }) => ok(reading.around(timeline, place, limit)),
    loadGap: ({ gap, from }) => loadGap(gap, from),
    refresh: ({ timeline }) => refresh(feeds.of(timeline)),
    savePlace(place) {
      places.save(place);
      if (place.place !== null) markers.reached(homesOf(place.name), place.place);
      return ok(null);
    },
    savedPlaces: () => ok(places.all()),
    elsewhere: async ({ accounts: wanted }) => ok(await markers.elsewhere(accounts.keys().filter((key) => wanted === 'all' || wanted.includes(key)))),
    watch: ({ feeds: groups }) => ok(sync.watch(groups.length === 0 ? [] : feeds.of({ source: 'feeds', feeds: groups }).filter((key) => accountOfFeed(key) !== key))),
    retry: ({ feeds: groups }) => refresh(groups.length === 0 ? [] : feeds.of({ source: 'feeds', feeds: groups })),
    async lists({ account: key }) {
      const account = accounts.signedIn(key);
      return account === null ? notReadable(key) : account.connection.feeds.lists({ signal });
    },
    close() {
      closing.abort();
      sync.close();
      markers.close();
      home.close();
    },
  };
}
