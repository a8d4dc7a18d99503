import { RotateCw, X } from 'lucide-react';
import type { CopyJob } from '../../../electron/contract/copies.ts';
import { boostingText } from '../../text/boosting.ts';
import { copiesText } from '../../text/copies.ts';
import { errorText } from '../../text/errors.ts';
import { clockTime } from '../../text/time.ts';
import { Button } from '../../ui/button.tsx';
import { StateIcon, type WorkState } from '../../ui/state-icon.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import css from './copy-row.module.css';
import { useNamedAccount } from './use-account.ts';

const icons: Readonly<Record<CopyJob['status']['state'], WorkState>> = { afterPost: 'waiting', waiting: 'running', running: 'running', done: 'done', failed: 'blocked' };

/** Who boosts a post of the outbox once it is out, and what came of it. */
export function BoostRows({ post }: { readonly post: string }) {
  const jobs = useStoreValue(useStores().copies, (state) => state.jobs).filter(({ after, deed }) => after === post && deed === 'boost');
  if (jobs.length === 0) return null;
  return (
    <ul aria-label={boostingText.list} className={css.boosts}>
      {jobs.map((job) => (
        <BoostRow key={job.id} job={job} />
      ))}
    </ul>
  );
}

function BoostRow({ job }: { readonly job: CopyJob }) {
  const { copies } = useStores();
  const { nickname, colour } = useNamedAccount(job.account);
  const { status } = job;
  const error = status.state === 'failed' ? status.error : status.state === 'waiting' ? status.lastError : null;
  return (
    <li className={css.copy} data-colour={colour}>
      <div className={css.row}>
        <i className={css.knot} aria-hidden="true" />
        <b className={css.name}>
          <bdi>{nickname}</bdi>
        </b>
        <span className={css.state} data-state={tones[status.state]}>
          <StateIcon state={icons[status.state]} size={14} />
          <b>{boostingText.state(status.state)}</b>
        </span>
        <span className={css.note}>{status.state === 'done' ? clockTime(status.at) : status.state === 'afterPost' ? boostingText.afterPost : ''}</span>
        {error !== null && (
          <Button size="s" aria-label={boostingText.retry(nickname)} onClick={() => void copies.getState().retry(job.id)}>
            <RotateCw />
            {copiesText.retry}
          </Button>
        )}
        {status.state !== 'done' && status.state !== 'running' && (
          <Button size="s" look="quiet" aria-label={boostingText.giveUp(nickname)} onClick={() => void copies.getState().dismiss(job.id)}>
            <X />
            {copiesText.giveUp}
          </Button>
        )}
      </div>
      {error !== null && <p className={css.waits}>{status.state === 'failed' ? copiesText.failed('boost', errorText(error)) : copiesText.waits(errorText(error))}</p>}
    </li>
  );
}

/** In the colours a copy has in these states. */
const tones: Readonly<Record<CopyJob['status']['state'], string>> = { afterPost: 'waiting', waiting: 'sending', running: 'sending', done: 'sent', failed: 'failed' };
