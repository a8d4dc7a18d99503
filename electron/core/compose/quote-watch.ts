import type { StatusUri } from '../../contract/ids.ts';
import type { StatusView } from '../../contract/statuses.ts';
import type { AccountDirectory } from '../account-directory.ts';
import type { Clock, ComposeStore, Log, Random } from '../ports.ts';
import { inBackground } from '../thrown.ts';
import type { StoredCopy } from './store.ts';

export interface QuoteWatchDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly store: ComposeStore;
  readonly accounts: AccountDirectory;
  readonly put: (copy: StoredCopy) => void;
}

/**
 * What becomes of the quotes in sent posts, whose authors may let them wait, allow, refuse and withdraw them: as servers
 * tell it unasked, and by asking for those that wait, as a stream may have been away when it was told.
 */
export interface QuoteWatch {
  start(): void;
  /** A copy was written. */
  written(copy: StoredCopy): void;
  /** The server told of these again. */
  seen(statuses: readonly StatusView[]): void;
  close(): void;
}

const askEveryMs = 10 * 60_000;
/** Nobody looks at an older post in the outbox, and authors who have not answered by then seldom do. */
const watchedForMs = 14 * 24 * 60 * 60_000;
const watchedPosts = 200;

export function createQuoteWatch(deps: QuoteWatchDeps): QuoteWatch {
  const { clock, store, accounts, put } = deps;
  const watched = new Map<StatusUri, string>();
  let stopAsking: (() => void) | null = null;
  let isClosed = false;

  function written(copy: StoredCopy): void {
    const { status, payload } = copy;
    if (payload.quotedId === undefined || status.state !== 'sent' || status.uri === null || status.at < clock.now() - watchedForMs) return;
    watched.set(status.uri, copy.id);
    if (stopAsking === null && isOpen(copy)) askLater();
  }

  function tell(uri: StatusUri, quote: StatusView['status']['quote']): void {
    const id = watched.get(uri);
    const copy = id === undefined ? null : store.copy(id);
    if (copy?.status.state !== 'sent' || quote === null || copy.status.quote === quote.state) return;
    put({ ...copy, status: { ...copy.status, quote: quote.state } });
  }

  function askLater(): void {
    stopAsking = clock.after(askEveryMs, () => inBackground(ask, 'quotes', deps));
  }

  async function ask(): Promise<void> {
    stopAsking = null;
    for (const [uri, id] of watched) {
      const copy = store.copy(id);
      if (copy?.status.state !== 'sent' || copy.status.at < clock.now() - watchedForMs) watched.delete(uri);
      const account = copy === null || !isOpen(copy) ? null : accounts.signedIn(copy.account);
      if (account === null || copy?.status.state !== 'sent' || copy.status.id === null) continue;
      const now = await account.connection.status(copy.status.id);
      if (isClosed) return;
      if (now.ok) tell(uri, now.value.status.quote);
    }
    const isAnyOpen = [...watched.values()].some((id) => isOpen(store.copy(id)));
    if (isAnyOpen && stopAsking === null) askLater();
  }

  return {
    start() {
      const sent = store.posts(watchedPosts).flatMap(({ body, copies }) => (body.quote === null ? [] : copies));
      for (const { id } of sent) {
        const copy = store.copy(id);
        if (copy !== null) written(copy);
      }
    },
    written,
    seen(statuses) {
      for (const { status } of statuses) if (watched.has(status.uri)) tell(status.uri, status.quote);
    },
    close() {
      isClosed = true;
      stopAsking?.();
    },
  };
}

/** Its author has not answered, or nobody has asked the server what came of it. */
function isOpen(copy: StoredCopy | null): boolean {
  return copy?.status.state === 'sent' && (copy.status.quote === undefined || copy.status.quote === 'pending');
}
