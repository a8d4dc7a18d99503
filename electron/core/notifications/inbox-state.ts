import type { AccountKey } from '../../contract/ids.ts';
import type { AppError } from '../../contract/result.ts';
import type { SeenNotification } from '../fediverse.ts';

/** What is known of one account's inbox beside the store; safe to lose. */
export interface InboxState {
  /** What streams stands on a list without a hole. */
  caughtUp: boolean;
  /** Counts interruptions, so that a catch-up that began before one cannot vouch for what came after. */
  interruptions: number;
  /** What streamed before the list was caught up. */
  held: SeenNotification[];
  /** Groups that streamed while a page was on its way: it may have been made before them. */
  readonly streamed: Set<string>;
  error: AppError | null;
  /** The newest page came at least once since the start: an empty list is empty. */
  loaded: boolean;
  /** The server has nothing older than what is stored; what comes later stands above it. */
  whole: boolean;
  /** Where the next older page begins below the row `under`. */
  bottom: { readonly under: string; readonly cursor: string } | null;
  readonly older: {
    fetching: boolean;
    /** No answer yet, or a failure: the other accounts are read on without it. */
    late: boolean;
    /** Monotonic ms; not asked again before. */
    retryAt: number;
  };
  /** Work on the list, one after the other. */
  last: Promise<void>;
}

export interface InboxStates {
  of(account: AccountKey): InboxState;
  forget(account: AccountKey): void;
}

export function createInboxStates(): InboxStates {
  const states = new Map<AccountKey, InboxState>();
  return {
    of(account) {
      const known = states.get(account);
      if (known !== undefined) return known;
      const fresh: InboxState = { caughtUp: false, interruptions: 0, held: [], streamed: new Set(), error: null, loaded: false, whole: false, bottom: null, older: { fetching: false, late: false, retryAt: Number.NEGATIVE_INFINITY }, last: Promise.resolve() };
      states.set(account, fresh);
      return fresh;
    },
    forget: (account) => void states.delete(account),
  };
}
