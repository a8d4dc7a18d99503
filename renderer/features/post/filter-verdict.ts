import type { AccountKey } from '../../../electron/contract/index.ts';
import type { FilterAction, FilterContext, StatusView } from '../../../electron/contract/statuses.ts';

export interface FilterVerdict {
  readonly action: FilterAction;
  readonly title: string;
  readonly account: AccountKey;
}

const strength: Readonly<Record<FilterAction, number>> = { blur: 1, warn: 2, hide: 3 };

/**
 * What the person's filters say of a post, over the accounts it reached: the strictest wins, as a filter set on one
 * account is meant for what that account brings, also where another brings it too. Own posts are not filtered. `contexts`:
 * where the post stands; a filter that is not for there says nothing.
 */
export function filterVerdict(view: StatusView, reached: readonly AccountKey[], ownHandles: ReadonlySet<string>, contexts: readonly FilterContext[]): FilterVerdict | null {
  if (ownHandles.has(view.status.author.handle)) return null;
  let verdict: FilterVerdict | null = null;
  for (const { account, filtered } of view.marks) {
    if (!reached.includes(account)) continue;
    for (const { action, title, contexts: meant } of filtered) {
      if (!meant.some((context) => contexts.includes(context))) continue;
      if (verdict === null || strength[action] > strength[verdict.action]) verdict = { action, title, account };
    }
  }
  return verdict;
}
