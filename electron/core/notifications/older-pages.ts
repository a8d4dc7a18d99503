import type { AccountKey } from '../../contract/ids.ts';
import { inBackground } from '../thrown.ts';
import type { InboxStates } from './inbox-state.ts';
import { keptRows, type InboxWriter } from './inbox-writer.ts';
import type { NotificationDeps } from './types.ts';

/** After this the other accounts are read on without the one that has not answered. */
const lateAfterMs = 2_000;
const againAfterMs = 30_000;

/** What lies below the stored inboxes, fetched a page at a time. */
export interface OlderNotifications {
  /** The server may hold more, and there is room for it. */
  hasMore(account: AccountKey): boolean;
  /** It has more, and answers in time. */
  isAwaited(account: AccountKey): boolean;
  /** Reading may go on after it: every fetch ends in an empty `notifications.changed`. */
  fetch(account: AccountKey): void;
  close(): void;
}

export function createOlderNotifications(deps: NotificationDeps, states: InboxStates, writer: InboxWriter, signal: AbortSignal): OlderNotifications {
  const { notifications, clock } = deps;
  const timers = new Set<() => void>();

  function after(ms: number, task: () => void): () => void {
    const cancel = clock.after(ms, () => {
      timers.delete(cancel);
      task();
    });
    timers.add(cancel);
    return () => {
      timers.delete(cancel);
      cancel();
    };
  }

  /** What the last page said, as long as the row it was said of is still the lowest. */
  function cursorOf(account: AccountKey): string | null {
    const oldest = notifications.oldest(account);
    const { bottom, whole } = states.of(account);
    if (oldest === null || whole) return null;
    return bottom?.under === oldest.id ? bottom.cursor : oldest.id;
  }

  async function read(key: AccountKey, cursor: string): Promise<void> {
    const account = deps.accounts.signedIn(key);
    if (account === null) return;
    const page = await account.connection.notifications({ kind: 'olderThan', cursor }, { signal });
    const state = states.of(key);
    state.older.late = !page.ok;
    if (!page.ok) {
      if (page.error.kind === 'cancelled') return;
      state.error = page.error;
      state.older.retryAt = clock.monotonic() + againAfterMs;
      after(againAfterMs, writer.nudge);
      return;
    }
    writer.applyPage(key, page.value, { complete: false, isNews: false });
    const { reach, olderCursor } = page.value;
    const oldest = notifications.oldest(key);
    state.whole = reach === null || olderCursor === null;
    if (oldest !== null && olderCursor !== null) state.bottom = { under: oldest.id, cursor: olderCursor };
  }

  const hasMore = (account: AccountKey): boolean => deps.accounts.signedIn(account) !== null && cursorOf(account) !== null && notifications.size(account) < keptRows;

  return {
    hasMore,
    isAwaited: (account) => hasMore(account) && !states.of(account).older.late,
    fetch(account) {
      const { older } = states.of(account);
      const cursor = cursorOf(account);
      if (older.fetching || cursor === null || clock.monotonic() < older.retryAt) return;
      older.fetching = true;
      const cancelLate = after(lateAfterMs, () => {
        older.late = true;
        writer.nudge();
      });
      inBackground(
        async () => {
          try {
            await read(account, cursor);
          } finally {
            cancelLate();
            older.fetching = false;
            writer.nudge();
          }
        },
        'older notifications',
        deps,
      );
    },
    close() {
      for (const cancel of timers) cancel();
    },
  };
}
