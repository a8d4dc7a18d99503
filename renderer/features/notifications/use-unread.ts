import type { AccountKey } from '../../../electron/contract/index.ts';
import { useStores, useStoreValue } from '../stores/index.tsx';

/** Unread entries over all accounts. */
export function useUnread(): number {
  return useStoreValue(useStores().notifications, (state) => state.overview.unread);
}

export function useUnreadOf(account: AccountKey): number {
  return useStoreValue(useStores().notifications, (state) => state.overview.accounts.find((each) => each.account === account)?.unread ?? 0);
}
