import type { AccountKey } from '../../contract/ids.ts';
import { inBackground } from '../thrown.ts';
import type { InboxStates } from './inbox-state.ts';
import { keptRows, type InboxWriter } from './inbox-writer.ts';
import type { NotificationDeps } from './types.ts';

/** What lies below the stored inboxes, fetched a page at a time. */
export interface OlderNotifications {
  /** The server may hold more, and there is room for it. */
  hasMore(account: AccountKey): boolean;
  fetch(account: AccountKey): void;
}

export function createOlderNotifications(deps: NotificationDeps, states: InboxStates, writer: InboxWriter, signal: AbortSignal): OlderNotifications {
  const { notifications } = deps;

  /** What the last page said, as long as the row it was said of is still the lowest. */
  function cursorOf(account: AccountKey): string | null {
    const oldest = notifications.oldest(account);
    if (oldest === null) return null;
    const { bottom } = states.of(account);
    return bottom?.under === oldest.id ? bottom.cursor : oldest.id;
  }

  async function read(key: AccountKey, cursor: string): Promise<void> {
    const account = deps.accounts.signedIn(key);
    const page = await account?.connection.notifications({ kind: 'olderThan', cursor }, { signal });
    const state = states.of(key);
    if (page === undefined || !page.ok) {
      if (page !== undefined && page.error.kind !== 'cancelled') state.error = page.error;
      return;
    }
    writer.applyPage(key, page.value, { complete: false, isNews: false });
    const oldest = notifications.oldest(key);
    if (oldest !== null) state.bottom = { under: oldest.id, cursor: page.value.reach === null ? null : page.value.olderCursor };
  }

  return {
    hasMore: (account) => deps.accounts.signedIn(account) !== null && cursorOf(account) !== null && notifications.between(account, '', cursorOf(account) ?? '').length < keptRows,
    fetch(account) {
      const state = states.of(account);
      const cursor = cursorOf(account);
      if (state.fetchingOlder || cursor === null) return;
      state.fetchingOlder = true;
      inBackground(
        async () => {
          try {
            await read(account, cursor);
          } finally {
            state.fetchingOlder = false;
            writer.nudge();
          }
        },
        'older notifications',
        deps,
      );
    },
  };
}
