import { accountOfFeed } from '../../contract/feed-keys.ts';
import type { FeedState } from '../../contract/feeds.ts';
import type { FeedKey, StatusUri } from '../../contract/ids.ts';
import { fail, ok, type AppError, type Result } from '../../contract/result.ts';
import type { CallOptions, StreamEnd, StreamEvent, StreamHandle, TimelinePageFromServer } from '../fediverse.ts';
import type { Random } from '../ports.ts';
import type { EventQueue } from './event-queue.ts';
import type { Feed } from './feed.ts';
import { notReadable, type FeedDirectory } from './feed-directory.ts';
import type { GapFiller } from './gap-filler.ts';
import { fetchPage, isRefusal, orStorageFailure } from './home-pages.ts';
import type { HomeState, HomeStates } from './home-state.ts';
import type { HomeWriter } from './home-writer.ts';
import type { Reconciler } from './reconcile.ts';
import type { Indexed } from './saved-search.ts';
import type { TimelineDeps } from './types.ts';

/** A list that is on the screen is asked for this often, also where a socket tells of news: it may have died. */
const POLL_MS = 60_000;
/** After a hint, so that a burst is one question. */
const HINT_MS = 1_000;
/** Between two questions for hints: 12 a minute, of the 60 that a server gives an account. */
const HINT_EVERY_MS = 5_000;
/** What is not said to be on the screen again within this time is no longer asked for. */
const LEASE_MS = 180_000;
const FIRST_RETRY_MS = 5_000;
const LONGEST_RETRY_MS = 10 * 60_000;
const RANKED_PAGE = 40;
/** A server that refused a stream is asked for it again after this time: some show their timelines and stream none of them. */
const STREAM_AGAIN_MS = 3_600_000;
/** Events held back from the opening of a stream to the look that follows; beyond, the look brings them. */
const HELD_MAX = 1_000;

/** Keeps the lists beside home fresh while they are open. Each by itself: one that fails holds up no other. */
export interface FeedSync {
  /** These are on the screen now, and no others. */
  watch(keys: readonly FeedKey[]): readonly FeedState[];
  /** Asks for the newest posts now, without waiting for the next turn. */
  look(key: FeedKey, options: CallOptions): Promise<Result<null>>;
  /** The search memory has these posts as they are now. */
  indexed(posts: readonly Indexed[]): void;
  close(): void;
}

interface Watched {
  state: FeedState;
  until: number;
  failures: number;
  cancel: () => void;
  abort: AbortController;
  busy: boolean;
  socket: StreamHandle | null;
  /** The stream tells of all that comes now. */
  isOpen: boolean;
  /** What it told until the list was looked at once more: nobody says when a subscription takes effect. */
  held: StreamEvent[];
  /** It was looked at since the stream opened. */
  isLive: boolean;
  /** Monotonic; no stream is asked for before. */
  listenAt: number;
  /** Monotonic, of the last look. */
  lookedAt: number;
  cancelHint: (() => void) | null;
}

export function createFeedSync(
  deps: TimelineDeps & { readonly random: Random },
  parts: { readonly feeds: FeedDirectory; readonly states: HomeStates; readonly writer: HomeWriter; readonly filler: GapFiller; readonly reconciler: Reconciler; readonly queue: EventQueue },
): FeedSync {
  const { clock, timelines } = deps;
  const { feeds, states, writer } = parts;
  const watched = new Map<FeedKey, Watched>();

  const idle = (feed: FeedKey): FeedState => ({ feed, state: 'idle', since: clock.now(), retryAt: null, error: null });

  function setState(one: Watched, state: FeedState['state'], retryAt: number | null = null, error: AppError | null = null): void {
    const isSame = one.state.state === state && one.state.retryAt === retryAt && one.state.error?.kind === error?.kind;
    if (isSame) return;
    one.state = { feed: one.state.feed, state, since: one.state.state === state ? one.state.since : clock.now(), retryAt, error };
    deps.publish('feeds.state', one.state);
  }

  async function readTop(feed: Feed, options: CallOptions): Promise<Result<null>> {
    return feed.ranked ? readRanked(feed, options) : readDated(feed, options);
  }

  /** Newest page; a hole below it is filled from its lower side where the server can, and stays visible where not. */
  async function readDated(feed: Feed, options: CallOptions): Promise<Result<null>> {
    const newest = timelines.newest(feed.key);
    const fetched = await fetchPage(writer, feed, { kind: 'top' }, null, options);
    if (!fetched.ok) return fetched;
    const { page, plan } = fetched.value;
    noteLoaded(states.of(feed.key), plan.top === null);
    const hole = plan.joined ? undefined : timelines.gaps(feed.key).find((gap) => gap.above === plan.bottom?.id && gap.state === 'loading');
    if (hole !== undefined) {
      const filled = await parts.filler.fill(feed, hole.id, 'older', true, options);
      return filled.ok ? ok(null) : filled;
    }
    return checkUnlisted(feed, { newest, bottom: plan.bottom, page }, options);
  }

  /** What stands between the first and the last post of a page and is not on it was deleted, or is hidden from this account. */
  async function checkUnlisted(feed: Feed, { newest, bottom, page }: { newest: Parameters<Reconciler['checkSuspects']>[1]['newest']; bottom: typeof newest; page: TimelinePageFromServer }, options: CallOptions): Promise<Result<null>> {
    const account = feed.account === null ? null : deps.accounts.signedIn(feed.account);
    const uris = new Set(page.items.map((item) => item.seen.status.uri));
    if (account !== null) return parts.reconciler.checkSuspects(account, { feed: feed.key, newest, bottom, uris }, options.signal ?? new AbortController().signal);
    if (newest !== null && bottom !== null) writer.removeLines(feed.key, timelines.linesBetween(feed.key, newest.at, bottom.at).filter((line) => !uris.has(line.uri)).map(({ id }) => id));
    return ok(null);
  }

  async function readRanked(feed: Feed, options: CallOptions): Promise<Result<null>> {
    const answer = await feed.page({ kind: 'newest', limit: RANKED_PAGE }, options);
    if (!answer.ok) return answer;
    const { items, olderCursor } = answer.value;
    const state = states.of(feed.key);
    const { endsLower } = writer.applyRanked({ feed: feed.key, items, isFresh: state.bottom !== null });
    const oldest = timelines.oldest(feed.key);
    if (endsLower || state.bottom === null) state.bottom = oldest === null ? null : { under: oldest.id, cursor: items.length === 0 ? null : olderCursor };
    noteLoaded(state, items.length === 0);
    return ok(null);
  }

  function noteLoaded(state: HomeState, isEmpty: boolean): void {
    const isFirst = !state.loaded;
    state.loaded = true;
    if (isFirst && isEmpty) writer.nudge();
  }

  async function look(key: FeedKey, options: CallOptions): Promise<Result<null>> {
    const feed = feeds.get(key);
    return feed === null ? notReadable(key) : orStorageFailure(() => readTop(feed, options));
  }

  async function turn(key: FeedKey, one: Watched): Promise<void> {
    if (one.busy) return;
    one.busy = true;
    one.lookedAt = clock.monotonic();
    if (one.state.state === 'idle' || one.state.state === 'failed') setState(one, 'loading');
    const { signal } = one.abort;
    const wasOpen = one.isOpen;
    const result = await look(key, { signal, priority: 'background' }).finally(() => (one.busy = false));
    if (signal.aborted) return;
    if (result.ok) {
      one.failures = 0;
      if (wasOpen && one.isOpen) goLive(key, one);
      else listen(key, one);
      setState(one, one.isLive ? 'live' : 'polling');
      plan(key, one, POLL_MS * (0.8 + deps.random.unit() * 0.2));
    } else {
      one.failures += 1;
      // Signed out or removed.
      if (feeds.get(key) === null) one.socket?.close();
      const waitMs = retryMs(result.error, one.failures);
      setState(one, 'failed', clock.now() + waitMs, result.error);
      // A first load that failed is over: the column says why instead of waiting.
      writer.nudge();
      plan(key, one, waitMs);
    }
  }

  /** A server that does not have such a list, or does not show it, will not have it in a minute either. */
  function retryMs(error: AppError, failures: number): number {
    const backoffMs = isRefusal(error) ? LONGEST_RETRY_MS : Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (failures - 1));
    return Math.max(retryAfter(error) - clock.now(), backoffMs * (0.5 + deps.random.unit() / 2));
  }

  function listen(key: FeedKey, one: Watched): void {
    const feed = feeds.get(key);
    if (feed === null || one.socket !== null || clock.monotonic() < one.listenAt) return;
    let isOver = false;
    const socket = feed.listen({
      onOpen: () => opened(key, one, feed),
      onEvent: (event) => heard(key, one, event),
      onEnd(end) {
        isOver = true;
        ended(key, one, end);
      },
    });
    if (!isOver) one.socket = socket;
  }

  function opened(key: FeedKey, one: Watched, feed: Feed): void {
    one.isOpen = true;
    // The memory has no moment between asking and listening.
    if (feed.among !== undefined) one.isLive = true;
    else hint(key, one, HINT_MS);
  }

  /** The list was read since the stream opened: what streamed meanwhile stands on it without a hole, and so does what comes. */
  function goLive(key: FeedKey, one: Watched): void {
    if (one.isLive) return;
    one.isLive = true;
    states.of(key).connected = true;
    parts.queue.push(key, one.held);
    one.held = [];
  }

  /** What a ranked list is told says nothing of where it belongs, and a conversation no post at all: then the list is read. */
  function heard(key: FeedKey, one: Watched, event: StreamEvent): void {
    const feed = feeds.get(key);
    if (feed === null || one.abort.signal.aborted) return;
    if (feed.ranked || (event.kind !== 'update' && event.kind !== 'statusUpdate' && event.kind !== 'delete')) return hint(key, one);
    if (event.kind !== 'delete' && feed.takes?.(event.kind === 'update' ? event.item.seen.status : event.seen.status) === false) {
      if (event.kind === 'statusUpdate') takeOut(feed, event.seen.status.uri);
    } else if (one.isLive) parts.queue.push(key, [event]);
    else if (one.held.length < HELD_MAX) one.held.push(event);
  }

  /** An edit made it a post of another list. */
  function takeOut({ key, account }: Feed, uri: StatusUri): void {
    writer.removeLines(key, timelines.linesOf(account, uri).filter((line) => line.feed === key).map(({ id }) => id));
  }

  function ended(key: FeedKey, one: Watched, end: StreamEnd): void {
    // What streamed until now still stands on a complete list.
    if (one.isLive) parts.queue.flush();
    Object.assign(one, { socket: null, isOpen: false, isLive: false, held: [] } satisfies Partial<Watched>);
    states.of(key).connected = false;
    if (end.kind === 'refused' && end.status < 500 && end.status !== 429) one.listenAt = clock.monotonic() + STREAM_AGAIN_MS;
    if (!one.abort.signal.aborted && one.state.state === 'live') setState(one, 'polling');
  }

  function hint(key: FeedKey, one: Watched, waitMs = Math.max(HINT_MS, HINT_EVERY_MS - (clock.monotonic() - one.lookedAt))): void {
    if (one.cancelHint !== null || one.abort.signal.aborted) return;
    one.cancelHint = clock.after(waitMs, () => {
      one.cancelHint = null;
      if (one.busy) hint(key, one);
      else start(key, one);
    });
  }

  function plan(key: FeedKey, one: Watched, waitMs: number): void {
    one.cancel();
    one.cancel = clock.after(waitMs, () => (clock.monotonic() > one.until ? stop(key) : start(key, one)));
  }

  function start(key: FeedKey, one: Watched): void {
    turn(key, one).catch((thrown: unknown) => {
      deps.log.error('feeds.bug', { feed: accountOfFeed(key), message: String(thrown) });
      plan(key, one, LONGEST_RETRY_MS);
    });
  }

  function stop(key: FeedKey): void {
    const one = watched.get(key);
    one?.cancel();
    one?.cancelHint?.();
    one?.abort.abort();
    one?.socket?.close();
    watched.delete(key);
  }

  function hold(key: FeedKey): FeedState {
    const known = watched.get(key);
    const until = clock.monotonic() + LEASE_MS;
    if (known !== undefined) {
      known.until = until;
      return known.state;
    }
    const one: Watched = { state: idle(key), until, failures: 0, cancel: () => undefined, abort: new AbortController(), busy: false, socket: null, isOpen: false, held: [], isLive: false, listenAt: 0, lookedAt: clock.monotonic(), cancelHint: null };
    watched.set(key, one);
    start(key, one);
    return one.state;
  }

  return {
    watch(keys) {
      const wanted = new Set(keys);
      for (const key of watched.keys()) if (!wanted.has(key)) stop(key);
      return keys.map(hold);
    },
    async look(key, options) {
      const one = watched.get(key);
      if (one === undefined) return look(key, options);
      one.cancel();
      await turn(key, one);
      return one.state.error === null ? ok(null) : fail(one.state.error);
    },
    indexed(posts) {
      for (const [key, one] of watched) {
        const found = one.isLive ? feeds.get(key)?.among?.(posts) : undefined;
        if (found !== undefined) writer.applyMatches(key, { asked: posts.map(({ uri }) => uri), found });
      }
    },
    close: () => [...watched.keys()].forEach(stop),
  };
}

function retryAfter(error: AppError): number {
  return (error.kind === 'rateLimited' || error.kind === 'serverError' ? error.retryAt : null) ?? 0;
}
