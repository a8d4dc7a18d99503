import { useEffect } from 'react';
import type { CopyJob } from '../../../electron/contract/copies.ts';
import type { Stores } from '../../stores/stores.ts';
import { copiesText } from '../../text/copies.ts';
import { listed } from '../../text/time.ts';
import { cleanLine } from '../../ui/plain-text.ts';
import { useStores } from '../stores/index.tsx';
import { endedBatches } from './batch-news.ts';

/** Says what became of changes to one's posts, also of those that were under way when Skein closed. */
export function useJobNews(): void {
  const stores = useStores();
  useEffect(() => {
    const { copies, toasts, postMenus } = stores;
    const look = { label: copiesText.look, run: () => postMenus.getState().ask({ kind: 'jobs' }) };
    const leftOver = copies.getState().jobs.filter(({ status }) => status.state === 'failed').length;
    if (leftOver > 0) toasts.getState().show({ text: copiesText.leftOver(leftOver), tone: 'blocked', action: look });
    return copies.subscribe(({ jobs }, before) => {
      for (const batch of endedBatches(before.jobs, jobs)) {
        const words = wordsOf(stores, batch);
        toasts.getState().show(words.bad ? { text: words.text, tone: 'blocked', action: look } : { text: words.text, tone: 'done' });
      }
    });
  }, [stores]);
}

function wordsOf({ accounts }: Stores, jobs: readonly CopyJob[]): { readonly text: string; readonly bad: boolean } {
  const deed = jobs[0]?.deed ?? 'edit';
  const failed = jobs.filter(({ status }) => status.state === 'failed');
  if (failed.length === 0) return { text: copiesText.allDone(deed, jobs.length), bad: false };
  const names = failed.map(({ account }) => cleanLine(accounts.getState().find(account)?.nickname ?? copiesText.goneAccount));
  return { text: copiesText.someFailed(deed, failed.length, jobs.length, listed(names)), bad: true };
}
