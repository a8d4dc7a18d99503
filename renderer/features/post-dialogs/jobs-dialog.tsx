import { copiesText } from '../../text/copies.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import { JobRow } from './job-row.tsx';
import css from './post-dialogs.module.css';

/** Changes to one's posts that are not done: what each waits for, and what was refused. */
export function JobsDialog({ onClose }: { readonly onClose: () => void }) {
  const jobs = useStoreValue(useStores().copies, (state) => state.jobs).filter(({ status }) => status.state !== 'done');
  return (
    <Dialog title={copiesText.jobsTitle} onClose={onClose} footer={<Button onClick={onClose}>{copiesText.close}</Button>}>
      {jobs.length === 0 && <p className={css.about}>{copiesText.noJobs}</p>}
      <div className={css.list}>
        {jobs.map((job) => (
          <JobRow key={job.id} job={job} />
        ))}
      </div>
    </Dialog>
  );
}
