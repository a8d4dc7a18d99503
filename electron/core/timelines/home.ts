import type { AccountKey, FeedKey } from '../../contract/ids.ts';
import { fail, ok, type AppError, type Result } from '../../contract/result.ts';
import type { SignedInAccount } from '../account-directory.ts';
import type { CallOptions } from '../fediverse.ts';
import { homeFeed } from './feed.ts';
import { createEventQueue, type EventQueue } from './event-queue.ts';
import { canClimb, createGapFiller, type GapFiller, type Walk } from './gap-filler.ts';
import { newGap } from './gaps.ts';
import { fetchPage, isRefusal, orStorageFailure } from './home-pages.ts';
import type { HomeStates } from './home-state.ts';
import type { HomeWriter } from './home-writer.ts';
import { createReconciler, type Listing, type Reconciler } from './reconcile.ts';
import { createSweeper } from './sweep.ts';
import { lookDown } from './look-down.ts';
import type { Point } from './order.ts';
import type { StoredGap } from './store.ts';
import type { HomeSync, SyncOutcome, TimelineDeps } from './types.ts';

export interface Home {
  readonly sync: HomeSync;
  readonly filler: GapFiller;
  readonly reconciler: Reconciler;
  /** Events of any list; those of homes come by `sync`. */
  readonly queue: EventQueue;
  close(): void;
}

const settled = ok({ incompleteUntil: null, missed: false });
const incomplete = (until: number | null): SyncOutcome => ok({ incompleteUntil: until, missed: false });

/** A post older than this that is not stored did not cross the look at the page on its way. */
const CROSSING_MS = 30_000;

/** A little more than the time between two looks of `core/streaming`. */
const UNPROVEN_MS = 6 * 60_000;

interface TopPage {
  readonly incompleteUntil: number | null;
  readonly missed: boolean;
  /** Between this page and what is stored. */
  readonly hole: StoredGap | null;
  readonly listing: Listing;
}

const background = (signal: AbortSignal): CallOptions => ({ signal, priority: 'background' });

/** Keeps the stored homes complete, or shows where they are not. */
export function createHome(deps: TimelineDeps, states: HomeStates, writer: HomeWriter): Home {
  const { timelines } = deps;
  const filler = createGapFiller({ timelines, states, writer });
  const reconciler = createReconciler({ clock: deps.clock, timelines, statuses: deps.statuses, states, writer });
  const sweeper = createSweeper({ clock: deps.clock, timelines, writer, filler, reconciler });

  const queue = createEventQueue({
    clock: deps.clock,
    log: deps.log,
    apply(batch) {
      for (const account of writer.applyEvents(batch)) recheck(account);
    },
    overflowed: markInterrupted,
  });

  function markInterrupted(key: FeedKey): void {
    const state = states.of(key);
    state.connected = false;
    state.interruptions += 1;
  }

  function recheck(key: AccountKey): void {
    const work = async (): Promise<void> => {
      const result = await withAccount(key, (account) => compareTop(account, { priority: 'background' }));
      if (!result.ok) deps.log.info('timelines.recheckFailed', { account: key, error: result.error.kind });
    };
    work().catch((thrown: unknown) => deps.log.error('timelines.recheckBug', { account: key, message: String(thrown) }));
  }

  async function withAccount<T>(key: AccountKey, work: (account: SignedInAccount) => Promise<Result<T>>): Promise<Result<T>> {
    const account = deps.accounts.signedIn(key);
    if (account === null) return fail<AppError>({ kind: 'notFound', what: 'account' });
    return orStorageFailure(() => work(account));
  }

  /** Newest page, and the hole below it where it does not meet what is stored. */
  async function readTop(account: SignedInAccount, options: CallOptions): Promise<Result<TopPage>> {
    const newest = timelines.newest(account.key);
    const fetched = await fetchPage(writer, homeFeed(account), { kind: 'top' }, null, options);
    if (!fetched.ok) return fetched;
    const { page, plan } = fetched.value;
    const state = states.of(account.key);
    if (page.incompleteUntil === null && !state.loaded) {
      state.loaded = true;
      if (plan.top === null) writer.nudge();
    }
    const { proven } = state;
    const looked = plan.joined && proven !== null && page.incompleteUntil === null ? await lookDown(writer, homeFeed(account), fetched.value, proven, options) : ok(true);
    if (!looked.ok) return looked;
    if (looked.value) state.proven = plan.top ?? proven;
    const hole = plan.joined ? undefined : timelines.gaps(account.key).find((gap) => gap.above === plan.bottom?.id && gap.state === 'loading');
    const serverNow = account.connection.serverTime() ?? deps.clock.now();
    const dates = new Map(page.items.map((item) => [item.id, item.createdAt]));
    const missed = newest !== null && plan.lines.some((line) => line.at > newest.at && (dates.get(line.id) ?? serverNow) < serverNow - CROSSING_MS);
    return ok({ incompleteUntil: page.incompleteUntil, missed, hole: hole ?? null, listing: { feed: account.key, newest, bottom: plan.bottom, uris: new Set(page.items.map((item) => item.seen.status.uri)) } });
  }

  /** Newest page; a hole below it is filled from its lower side where the server can. */
  async function compareTop(account: SignedInAccount, options: CallOptions): Promise<SyncOutcome> {
    const top = await readTop(account, options);
    if (!top.ok || top.value.incompleteUntil !== null || top.value.hole === null) return top;
    return outcomeOf(await filler.fill(homeFeed(account), top.value.hole.id, 'older', true, options));
  }

  /** As `compareTop`, and what the page should have listed and did not is looked into. */
  async function lookAtTop(account: SignedInAccount, signal: AbortSignal): Promise<SyncOutcome> {
    const top = await readTop(account, background(signal));
    if (!top.ok || top.value.incompleteUntil !== null) return top;
    if (top.value.hole !== null) return outcomeOf(await filler.fill(homeFeed(account), top.value.hole.id, 'older', true, background(signal)));
    const checked = await reconciler.checkSuspects(account, top.value.listing, signal);
    return checked.ok ? ok({ incompleteUntil: null, missed: top.value.missed }) : checked;
  }

  function outcomeOf(walk: Result<Walk>): SyncOutcome {
    if (walk.ok) return incomplete(walk.value.incompleteUntil);
    // A refused hole is marked as such; it is no reason to try again.
    return isRefusal(walk.error) ? settled : walk;
  }

  async function fillOwnHoles(account: SignedInAccount, options: CallOptions): Promise<SyncOutcome> {
    for (const gap of timelines.gaps(account.key)) {
      if (gap.state !== 'loading') continue;
      const outcome = outcomeOf(await filler.fill(homeFeed(account), gap.id, 'older', true, options));
      if (!outcome.ok || outcome.value.incompleteUntil !== null) return outcome;
    }
    return settled;
  }

  async function climbToTop(account: SignedInAccount, from: Point, options: CallOptions): Promise<SyncOutcome> {
    const walk = await filler.climb(homeFeed(account), from, null, options);
    if (!walk.ok) return isRefusal(walk.error) ? compareTop(account, options) : walk;
    const { end, firstBottom, reached, incompleteUntil } = walk.value;
    // With a cap too: where its first page may not meet `from`, a hole says so.
    if (end === 'top' || end === 'cap') states.of(account.key).proven = reached;
    if (end === 'top') return settled;
    if (end === 'incomplete') return incomplete(incompleteUntil);
    if (end !== 'cap' || firstBottom === null) return compareTop(account, options);
    const top = await readTop(account, options);
    if (!top.ok || top.value.incompleteUntil !== null) return top;
    // Too much was missed to fetch it unasked: what is between stays a hole for the reader to open.
    if (top.value.hole !== null) writer.putGap({ ...top.value.hole, state: 'open' });
    return proveJoint(account, firstBottom, from, options);
  }

  /**
   * After a long absence the server's list may begin above our newest line (homes are cut and rebuilt): then the first
   * page "just above" it is not just above. One page downwards from there shows it.
   */
  async function proveJoint(account: SignedInAccount, above: Point, below: Point, options: CallOptions): Promise<SyncOutcome> {
    const gap = newGap(account.key, above, below);
    writer.putGap(gap);
    return outcomeOf(await filler.fill(homeFeed(account), gap.id, 'newer', true, options));
  }

  /**
   * After a start nothing is known of how the newest lines came: the one right below those that no look may have checked,
   * for the stream may have left out what was just below the lowest of them too.
   */
  function settledLine(key: AccountKey): Point | null {
    const newest = timelines.newest(key);
    if (newest === null) return null;
    const lowest = timelines.linesBetween(key, newest.at, newest.at - UNPROVEN_MS).at(-1) ?? newest;
    const isOnHole = timelines.gaps(key).some((gap) => gap.above === lowest.id);
    return isOnHole ? lowest : (timelines.neighbours(key, lowest.id).below ?? lowest);
  }

  async function catchUp(account: SignedInAccount, options: CallOptions): Promise<SyncOutcome> {
    const state = states.of(account.key);
    const { interruptions } = state;
    const holes = await fillOwnHoles(account, options);
    if (!holes.ok || holes.value.incompleteUntil !== null) return holes;
    // What streamed in above a hole may be a late post, dated by publication: the newest is elsewhere.
    if (state.connected) return compareTop(account, options);
    const from = state.proven ?? settledLine(account.key);
    const caughtUp = from !== null && canClimb(homeFeed(account), state) ? await climbToTop(account, from, options) : await compareTop(account, options);
    if (caughtUp.ok && caughtUp.value.incompleteUntil === null && state.interruptions === interruptions) state.connected = true;
    return caughtUp;
  }

  const sync: HomeSync = {
    interrupted(key) {
      // What came before the interruption still stands on a complete list.
      queue.flush();
      markInterrupted(key);
    },
    catchUp: (key, signal) => withAccount(key, (account) => catchUp(account, background(signal))),
    compareTop: (key, signal) =>
      withAccount(key, async (account) => {
        const holes = await fillOwnHoles(account, background(signal));
        return holes.ok && holes.value.incompleteUntil === null ? lookAtTop(account, signal) : holes;
      }),
    sweep: (key, signal) =>
      withAccount(key, async (account) => {
        const swept = await sweeper.sweep(account, signal);
        if (!swept.ok) return swept;
        const state = states.of(key);
        if (swept.value.incompleteUntil === null) state.proven = swept.value.top ?? state.proven;
        return incomplete(swept.value.incompleteUntil);
      }),
    enqueue: (key, events) => queue.push(key, events),
    gone: (key, id) => void writer.applyEvents([{ feed: key, event: { kind: 'delete', id } }]),
    forget(key) {
      queue.drop(key);
      states.forget(key);
    },
  };
  return { sync, filler, reconciler, queue, close: () => queue.close() };
}
