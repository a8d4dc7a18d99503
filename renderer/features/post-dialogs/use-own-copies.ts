import { useEffect, useState } from 'react';
import type { Account } from '../../../electron/contract/accounts.ts';
import type { CopyJob } from '../../../electron/contract/copies.ts';
import type { AccountKey, StatusUri } from '../../../electron/contract/index.ts';
import { ownAccountOf, useAccounts } from '../post/index.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';

export interface OwnCopy {
  readonly uri: StatusUri;
  readonly account: Account | undefined;
}

/** The copies of one's own post, itself among them, as they were when the dialog opened: one that is deleted stays in its list. */
export function useOwnCopies(uri: StatusUri): readonly OwnCopy[] {
  const { copies, statuses } = useStores();
  const accounts = useAccounts();
  const [found] = useState(() => {
    const linked = copies.getState().linked.get(uri)?.copies;
    if (linked !== undefined) return linked.map((copy) => ({ uri: copy.uri, key: copy.account }));
    const view = statuses.getState().views.get(uri);
    const key = view === undefined ? undefined : ownAccountOf(view, accounts)?.key;
    return [{ uri, key }];
  });
  const placeOf = (key: AccountKey | undefined): number => accounts.findIndex((account) => account.key === key);
  return found.toSorted((a, b) => placeOf(a.key) - placeOf(b.key)).map((copy) => ({ uri: copy.uri, account: accounts.find(({ key }) => key === copy.key) }));
}

/** Jobs of what was asked for in this dialog; closes it when all of them are done. */
export function useBatch(batch: string | null, onDone: () => void): readonly CopyJob[] {
  const all = useStoreValue(useStores().copies, (state) => state.jobs);
  const jobs = batch === null ? [] : all.filter((job) => job.batch === batch);
  const isOver = batch !== null && jobs.every(({ status }) => status.state === 'done');
  useEffect(() => {
    if (isOver) onDone();
    // The dialog's own close; what it is made of does not matter.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [isOver]);
  return jobs;
}
