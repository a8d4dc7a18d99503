import { useMemo } from 'react';
import type { AccountKey } from '../../../electron/contract/index.ts';
import type { Person, StatusView } from '../../../electron/contract/statuses.ts';
import { shieldVerdict, type ShieldVerdict } from '../../../electron/contract/shield-verdict.ts';
import { useMinute } from '../../ui/use-now.ts';
import { useStores, useStoreValue } from '../stores/index.tsx';
import { useAccounts } from './use-post.ts';

/** Whether the author of a post, or who boosted it, is hidden here by what another account mutes or blocks. */
export function useShieldVerdict({ status }: Pick<StatusView, 'status'>, reached: readonly AccountKey[], booster: Person | null): ShieldVerdict | null {
  const index = useStoreValue(useStores().shield, (state) => state.index);
  const accounts = useAccounts();
  const now = useMinute();
  const author = status.author.handle;
  const boostedBy = booster?.handle ?? null;
  return useMemo(() => {
    const own = new Set(accounts.map(({ handle }) => handle));
    const handles = [author, ...(boostedBy === null ? [] : [boostedBy])].filter((handle) => !own.has(handle));
    return shieldVerdict(handles, reached, index, now);
  }, [author, boostedBy, reached, index, accounts, now]);
}
