import { createContext, use, useMemo } from 'react';
import type { Account } from '../../../electron/contract/accounts.ts';
import type { AccountKey } from '../../../electron/contract/index.ts';
import type { FilterContext, StatusView } from '../../../electron/contract/statuses.ts';
import { useStores, useStoreValue } from '../stores/index.tsx';
import { createPostActions, type PostActions } from './post-actions.ts';

export function usePostActions(): PostActions {
  const stores = useStores();
  return useMemo(() => createPostActions(stores), [stores]);
}

export function useAccounts(): readonly Account[] {
  return useStoreValue(useStores().accounts, (state) => state.accounts);
}

/** These accounts in the order of the rail. */
export function accountsOf(accounts: readonly Account[], keys: readonly AccountKey[]): readonly Account[] {
  return accounts.filter(({ key }) => keys.includes(key));
}

/** The newest state of a post: what the store has, else what came with the entry. */
export function useView(view: StatusView): StatusView {
  const { uri } = view.status;
  return useStoreValue(useStores().statuses, (state) => state.views.get(uri)) ?? view;
}

/** Where posts are drawn: a merged list names the accounts, a list of one account does not. */
/** Where the posts below stand, for the filters of the accounts. */
export const FilteredAs = createContext<readonly FilterContext[]>(['home']);

export const MergedContext = createContext(true);
export function useMerged(): boolean {
  return use(MergedContext);
}
