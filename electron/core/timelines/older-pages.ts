import type { AccountKey } from '../../contract/ids.ts';
import { ok } from '../../contract/result.ts';
import type { AccountDirectory, SignedInAccount } from '../account-directory.ts';
import type { Log, TimelineStore } from '../ports.ts';
import { newGap } from './gaps.ts';
import { fetchPage, isRefusal, orStorageFailure } from './home-pages.ts';
import type { HomeStates } from './home-state.ts';
import type { HomeWriter } from './home-writer.ts';
import type { StoredLine } from './store.ts';

/** Pages one account may take for one request of the reader; the reader asks again. */
const PAGES_PER_REQUEST = 5;

export interface OlderPages {
  /** The account's server may have posts below what is stored, and nothing says that they cannot be had. */
  hasMore(account: AccountKey): boolean;
  /**
   * Asks for older posts in the background, until the account's list reaches below `target`. Always ends with a
   * `timelines.changed`. Where it fails a hole that is open downwards takes the place of what could not be had, so that
   * one server out of reach does not end everybody's reading.
   */
  fetch(account: AccountKey, target: number): void;
}

export function createOlderPages(deps: {
  readonly timelines: TimelineStore;
  readonly accounts: AccountDirectory;
  readonly states: HomeStates;
  readonly writer: HomeWriter;
  readonly log: Log;
  readonly signal: AbortSignal;
}): OlderPages {
  const { timelines, states, writer } = deps;

  /** Answers whether there may be still more. */
  async function fetchOne(account: SignedInAccount, oldest: StoredLine): Promise<boolean> {
    const state = states.of(account.key);
    const cursor = state.bottom?.under === oldest.id ? state.bottom.cursor : null;
    const options = { signal: deps.signal, priority: 'user' } as const;
    const fetched = await orStorageFailure(() => fetchPage(writer, account, { kind: 'below', point: oldest }, cursor, options));
    if (!fetched.ok) {
      if (fetched.error.kind !== 'cancelled') openDownwards(account.key, isRefusal(fetched.error));
      return false;
    }
    const { page, ended } = fetched.value;
    if (page.incompleteUntil !== null) return false;
    const next = ended || page.olderCursor === cursor ? null : page.olderCursor;
    const under = timelines.oldest(account.key)?.id ?? oldest.id;
    state.bottom = { under, cursor: next };
    return next !== null;
  }

  function openDownwards(account: AccountKey, refused: boolean): void {
    const oldest = timelines.oldest(account);
    if (oldest === null) return;
    const hole = newGap(account, oldest, null);
    writer.putGap(refused ? { ...hole, state: 'unfillable', reason: 'refused' } : { ...hole, state: 'open' });
  }

  async function run(key: AccountKey, target: number): Promise<void> {
    for (let pages = 0; pages < PAGES_PER_REQUEST; pages += 1) {
      const oldest = timelines.oldest(key);
      if (oldest === null || (pages > 0 && oldest.at < target)) return;
      const account = deps.accounts.signedIn(key);
      if (account === null) return openDownwards(key, false);
      if (!(await fetchOne(account, oldest))) return;
    }
  }

  return {
    hasMore(account) {
      const { bottom } = states.of(account);
      const oldest = timelines.oldest(account);
      if (oldest === null || (bottom !== null && bottom.under === oldest.id && bottom.cursor === null)) return false;
      return timelines.gaps(account).every((gap) => gap.below !== null);
    },
    fetch(account, target) {
      const state = states.of(account);
      if (state.fetchingOlder) return;
      state.fetchingOlder = true;
      const work = async (): Promise<void> => {
        const result = await orStorageFailure(async () => ok(await run(account, target)));
        if (!result.ok) deps.log.warn('timelines.olderFailed', { account, error: result.error.kind });
      };
      work()
        .catch((thrown: unknown) => deps.log.error('timelines.olderBug', { account, message: String(thrown) }))
        .finally(() => {
          state.fetchingOlder = false;
          writer.nudge();
        });
    },
  };
}
