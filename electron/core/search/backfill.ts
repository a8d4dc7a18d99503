import type { AccountKey } from '../../contract/ids.ts';
import { fail, ok, type AppError, type Result } from '../../contract/result.ts';
import type { Backfill } from '../../contract/search.ts';
import type { SignedInAccount } from '../account-directory.ts';
import type { TimelinePageFromServer } from '../fediverse.ts';
import { inBackground } from '../thrown.ts';
import type { SearchDeps } from './types.ts';

/** What is read of an account, in this order. */
const lists = ['bookmarks', 'favourites', 'own'] as const;

/** How far an account's reading came; kept, so that it goes on there after a restart. `list` counts through `lists`. */
interface Progress {
  readonly list: number;
  readonly cursor: string | null;
  readonly posts: number;
}

/** The largest page every server gives. */
const pageSize = 40;
/** Between two pages, so that other things of the account have their turn on its server. */
const restMs = 700;
const storedUnder = (account: AccountKey): string => `searchBackfill:${account}`;
const fresh: Progress = { list: 0, cursor: null, posts: 0 };

export interface Backfills {
  all(): readonly Backfill[];
  run(account: AccountKey): Result<null>;
  stop(account: AccountKey): void;
  close(): void;
}

/** Reads what an account wrote, bookmarked and favourited into the cache, one page after the other. */
export function createBackfills(deps: SearchDeps, tell: () => void): Backfills {
  const { clock, settings, statuses, transactions, accounts } = deps;
  const running = new Map<AccountKey, AbortController>();
  const ended = new Map<AccountKey, { readonly state: Backfill['state']; readonly error: AppError | null }>();

  const read = (account: AccountKey): Progress => parseProgress(settings.get(storedUnder(account)));
  const isWhole = ({ list }: Progress): boolean => list >= lists.length;

  function fetchPage(account: SignedInAccount, { list, cursor }: Progress, signal: AbortSignal): Promise<Result<TimelinePageFromServer>> {
    const which = lists[list] ?? 'own';
    const options = { signal, priority: 'background' } as const;
    if (which === 'own') return account.connection.people.statuses(account.key.slice(account.key.indexOf('/') + 1), { tab: 'replies', cursor }, options);
    return account.connection.feeds.page({ kind: which }, cursor === null ? { kind: 'newest', limit: pageSize } : { kind: 'olderThan', cursor, limit: pageSize }, options);
  }

  function keep(account: AccountKey, before: Progress, page: TimelinePageFromServer): Progress {
    const isEnd = page.items.length === 0 || page.olderCursor === null;
    const after: Progress = { list: before.list + Number(isEnd), cursor: isEnd ? null : page.olderCursor, posts: before.posts + page.items.length };
    transactions.run(() => {
      for (const { seen } of page.items) statuses.put(account, seen, clock.now());
      settings.set(storedUnder(account), after);
    });
    return after;
  }

  function finish(account: AccountKey, state: Backfill['state'], error: AppError | null): void {
    running.delete(account);
    ended.set(account, { state, error });
    tell();
  }

  async function next(key: AccountKey, abort: AbortController): Promise<void> {
    const account = accounts.signedIn(key);
    if (account === null) return finish(key, 'failed', { kind: 'unauthorized', host: key.slice(0, key.indexOf('/')), message: '' });
    const before = read(key);
    const page = await fetchPage(account, before, abort.signal);
    if (abort.signal.aborted) return;
    if (!page.ok && page.error.kind === 'rateLimited') return later(key, abort, page.error.retryAt - clock.now());
    if (!page.ok) return finish(key, 'failed', page.error);
    const after = keep(key, before, page.value);
    if (isWhole(after)) return finish(key, 'done', null);
    tell();
    later(key, abort, restMs);
  }

  function later(key: AccountKey, abort: AbortController, delayMs: number): void {
    const cancel = clock.after(Math.max(restMs, delayMs), () => inBackground(() => next(key, abort), 'search.backfill', deps));
    abort.signal.addEventListener('abort', cancel, { once: true });
  }

  return {
    all: () =>
      accounts.keys().flatMap((account): Backfill[] => {
        const progress = read(account);
        const end = ended.get(account) ?? (isWhole(progress) ? { state: 'done' as const, error: null } : { state: 'stopped' as const, error: null });
        if (!running.has(account) && progress.posts === 0 && !ended.has(account)) return [];
        return [{ account, posts: progress.posts, ...(running.has(account) ? { state: 'running' as const, error: null } : end) }];
      }),
    run(account) {
      if (accounts.signedIn(account) === null) return fail({ kind: 'notFound', what: 'account' });
      if (running.has(account)) return ok(null);
      // Once whole it begins anew: what was written elsewhere since is on top.
      if (isWhole(read(account))) settings.set(storedUnder(account), fresh);
      const abort = new AbortController();
      running.set(account, abort);
      ended.delete(account);
      tell();
      inBackground(() => next(account, abort), 'search.backfill', deps);
      return ok(null);
    },
    stop(account) {
      const abort = running.get(account);
      if (abort === undefined) return;
      abort.abort();
      finish(account, 'stopped', null);
    },
    close() {
      for (const abort of running.values()) abort.abort();
    },
  };
}

/** It was written by this file, maybe of another version. */
function parseProgress(stored: unknown): Progress {
  if (typeof stored !== 'object' || stored === null || !('list' in stored) || !('cursor' in stored) || !('posts' in stored)) return fresh;
  const { list, cursor, posts } = stored;
  return typeof list === 'number' && typeof posts === 'number' && (cursor === null || typeof cursor === 'string') ? { list, cursor, posts } : fresh;
}
