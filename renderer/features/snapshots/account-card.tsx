import { useState } from 'react';
import type { Account } from '../../../electron/contract/accounts.ts';
import type { SnapshotAccount } from '../../../electron/contract/snapshots.ts';
import { errorText } from '../../text/errors.ts';
import { fileSize } from '../../text/media.ts';
import { snapshotText } from '../../text/snapshots.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { StateIcon } from '../../ui/state-icon.tsx';
import { Switch } from '../../ui/switch.tsx';
import { useMinute } from '../../ui/use-now.ts';
import { useStores } from '../stores/index.tsx';
import { Changes } from './changes.tsx';
import { FilePick, RestorePick } from './picks.tsx';
import css from './snapshots.module.css';

interface AccountCardProps {
  readonly account: Account;
  readonly kept: SnapshotAccount;
  /** Where it could be carried to. */
  readonly others: readonly Account[];
}

type Open = 'changes' | 'file' | 'restore' | null;

export function AccountCard({ account, kept, others }: AccountCardProps) {
  const { snapshots, toasts } = useStores();
  const [open, setOpen] = useState<Open>(null);
  const newest = kept.snapshots[0];
  const tell = (work: Promise<Parameters<typeof errorText>[0] | null>): void => void work.then((error) => error !== null && toasts.getState().show({ text: errorText(error), tone: 'blocked' }));
  const named = (words: string): string => snapshotText.named(words, account.nickname);
  const toggle = (which: Open): void => setOpen(open === which ? null : which);
  return (
    <li className={css.card} data-colour={account.colour}>
      <header className={css.head}>
        <Avatar path={account.avatar} name={account.nickname} size={34} round />
        <div className={css.who}>
          <h3>{account.nickname}</h3>
          <small>@{account.handle}</small>
        </div>
      </header>
      <Facts account={account} kept={kept} />
      <div className={css.buttons}>
        <Button size="s" held={kept.taking} aria-label={named(kept.taking ? snapshotText.taking : snapshotText.takeNow)} onClick={() => tell(snapshots.getState().take(account.key))}>
          {kept.taking ? snapshotText.taking : snapshotText.takeNow}
        </Button>
        {newest !== undefined && (
          <>
            {kept.snapshots.length > 1 && (
              <Button size="s" aria-expanded={open === 'changes'} aria-label={named(snapshotText.compare)} onClick={() => toggle('changes')}>
                {snapshotText.compare}
              </Button>
            )}
            <Button size="s" aria-expanded={open === 'file'} aria-label={named(snapshotText.exportAs)} onClick={() => toggle('file')}>
              {snapshotText.exportAs}
            </Button>
            <Button size="s" aria-expanded={open === 'restore'} aria-label={named(snapshotText.restore)} onClick={() => toggle('restore')}>
              {snapshotText.restore}
            </Button>
          </>
        )}
      </div>
      {open === 'changes' && <Changes account={account.key} snapshots={kept.snapshots} />}
      {open === 'file' && newest !== undefined && <FilePick account={account.key} newest={newest} />}
      {open === 'restore' && newest !== undefined && <RestorePick account={account.key} takenAt={newest.takenAt} others={others} />}
      <Switch label={snapshotText.keeps} checked={kept.keeps} onChange={(keeps) => tell(snapshots.getState().setKeeps(account.key, keeps))} />
    </li>
  );
}

function Facts({ account, kept }: Pick<AccountCardProps, 'account' | 'kept'>) {
  const now = useMinute();
  const newest = kept.snapshots[0];
  const megabytes = fileSize(kept.snapshots.reduce((sum, { bytes }) => sum + bytes, 0));
  return (
    <>
      <p className={css.fact}>
        <StateIcon state={kept.taking ? 'running' : newest === undefined ? 'waiting' : 'done'} />
        <span>{newest === undefined ? snapshotText.never : [snapshotText.last(newest.takenAt, now), snapshotText.holds(newest.counts.follows, newest.counts.followers)].filter((part) => part !== '').join(': ')}</span>
      </p>
      {newest !== undefined && <p className={css.small}>{snapshotText.copies(kept.snapshots.length, megabytes)}</p>}
      {kept.silentSince !== null && (
        <p className={css.warning} role="alert">
          <StateIcon state="blocked" /> {snapshotText.silent(account.server.domain, kept.silentSince, now)}
        </p>
      )}
      {kept.error !== null && kept.silentSince === null && (
        <p className={css.warning}>
          <StateIcon state="needs" /> {snapshotText.failed(errorText(kept.error))}
        </p>
      )}
    </>
  );
}
