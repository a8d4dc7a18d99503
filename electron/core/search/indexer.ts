import { inBackground } from '../thrown.ts';
import { toDocument } from './document.ts';
import type { SearchDeps } from './types.ts';

/** Time a transaction should take, so that streams and pages are not kept waiting; how many posts that is, the last ones tell. */
const biteMs = 15;
const fewestPosts = 10;
const mostPosts = 200;
/** After a bite the thread is left to others for this many times as long as it took. */
const restPerWork = 2;
const shortestRestMs = 15;
/** How often is looked for something to do. */
const idleMs = 1_000;
/** At most so often is told how far it is while there is a lot, and how much there is while little comes in: counting a million takes 20 ms. */
const tellEveryMs = 2_000;
const tellLittleEveryMs = 30_000;

export interface Indexer {
  start(): void;
  /** Begins anew after everything was forgotten, in small steps too. */
  forget(): void;
  close(): void;
}

/** Takes up posts into the full-text index beside everything else, newest first. */
export function createIndexer(deps: SearchDeps, tell: () => void): Indexer {
  const { clock, search } = deps;
  let cancel = (): void => {};
  let toldAt = Number.NEGATIVE_INFINITY;
  let hasNews = false;
  let isCatchingUp = false;
  let bitePosts = 50;

  /** Half of what is new counts: one bite that was kept waiting by the disk says little about the next. */
  function fitBite(posts: number, tookMs: number): void {
    const fitting = (posts / Math.max(tookMs, 1)) * biteMs;
    bitePosts = Math.round(Math.min(mostPosts, Math.max(fewestPosts, (bitePosts + fitting) / 2)));
  }

  function takeUp(): boolean {
    const own = new Set(deps.ownAccounts().map(({ handle }) => handle.toLowerCase()));
    const startedAt = clock.monotonic();
    const posts = search.pending(bitePosts);
    if (posts.length > 0) {
      search.write(posts.map((post) => toDocument(post, own)), clock.now());
      deps.indexed(posts.map(({ key, status }) => ({ key, uri: status.uri })));
    }
    const hasMore = posts.length === bitePosts;
    if (hasMore) fitBite(posts.length, clock.monotonic() - startedAt);
    hasNews ||= posts.length > 0;
    const isCaughtUp = isCatchingUp && !hasMore;
    isCatchingUp = hasMore;
    if (hasNews && (isCaughtUp || clock.monotonic() - toldAt >= (hasMore ? tellEveryMs : tellLittleEveryMs))) tellNow();
    return hasMore;
  }

  function forget(): boolean {
    deps.forgotten();
    const hasMore = search.forget();
    if (!hasMore) tellNow();
    return hasMore;
  }

  function tellNow(): void {
    hasNews = false;
    toldAt = clock.monotonic();
    tell();
  }

  /** `work` answers whether it has to go on; then others have their turn first. */
  function plan(delayMs: number, work: () => boolean): void {
    cancel();
    cancel = clock.after(delayMs, () => {
      const startedAt = clock.monotonic();
      let hasMore = false;
      inBackground(() => void (hasMore = work()), 'search.index', deps);
      const restMs = Math.max(shortestRestMs, (clock.monotonic() - startedAt) * restPerWork);
      plan(hasMore ? restMs : idleMs, hasMore ? work : takeUp);
    });
  }

  return { start: () => plan(idleMs, takeUp), forget: () => plan(0, forget), close: () => cancel() };
}
