import type { CopyJob } from '../../../electron/contract/copies.ts';
import { copiesText } from '../../text/copies.ts';
import { errorText } from '../../text/errors.ts';
import { Button } from '../../ui/button.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { StateIcon } from '../../ui/state-icon.tsx';
import { useAccounts } from '../post/index.tsx';
import { useStores } from '../stores/index.tsx';
import { AccountRow } from './account-row.tsx';

/** One copy and what is being done to it. */
export function JobRow({ job }: { readonly job: CopyJob }) {
  const { copies } = useStores();
  const account = useAccounts().find(({ key }) => key === job.account);
  const retry = (): void => void copies.getState().retry(job.id);
  const giveUp = (): void => void copies.getState().dismiss(job.id);
  return <AccountRow account={account} ticked={null} end={<JobState job={job} onRetry={retry} onGiveUp={giveUp} />} note={noteOf(job)} />;
}

function JobState({ job, onRetry, onGiveUp }: { readonly job: CopyJob; readonly onRetry: () => void; readonly onGiveUp: () => void }) {
  const { status, deed } = job;
  const isStuck = status.state === 'waiting' && status.lastError !== null;
  if (status.state === 'done') {
    return (
      <>
        <StateIcon state="done" /> {copiesText.done(deed)}
      </>
    );
  }
  if (status.state !== 'failed' && status.state !== 'afterPost' && !isStuck) {
    return (
      <>
        <Spinner size={14} /> {copiesText.running(deed)}
      </>
    );
  }
  return (
    <>
      {status.state !== 'afterPost' && (
        <Button size="s" onClick={onRetry}>
          {copiesText.retry}
        </Button>
      )}
      <Button size="s" look="quiet" onClick={onGiveUp}>
        {copiesText.giveUp}
      </Button>
    </>
  );
}

function noteOf({ status, deed }: CopyJob): { readonly text: string; readonly bad: boolean } | null {
  if (status.state === 'afterPost') return { text: copiesText.waitsForPost, bad: false };
  if (status.state === 'waiting' && status.lastError !== null) return { text: copiesText.waits(errorText(status.lastError)), bad: false };
  return status.state === 'failed' ? { text: copiesText.failed(deed, errorText(status.error)), bad: true } : null;
}
