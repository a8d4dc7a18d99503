import { useState } from 'react';
import type { BoostVisibility } from '../../../electron/contract/copies.ts';
import type { AccountKey, AppError, StatusUri } from '../../../electron/contract/index.ts';
import type { StatusView } from '../../../electron/contract/statuses.ts';
import { actingText } from '../../text/acting.ts';
import { copiesText } from '../../text/copies.ts';
import { errorText } from '../../text/errors.ts';
import { postText } from '../../text/post.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { StateIcon } from '../../ui/state-icon.tsx';
import { hasDone, hindranceOf, useAccounts } from '../post/index.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import { AccountRow } from './account-row.tsx';
import { JobRow } from './job-row.tsx';
import css from './post-dialogs.module.css';
import { useBatch } from './use-own-copies.ts';

/** One's own post, boosted by the accounts that did not write it: all that can are ticked. What is cut off goes on later. */
export function BoostRestDialog({ uri, onClose }: { readonly uri: StatusUri; readonly onClose: () => void }) {
  const view = useStoreValue(useStores().statuses, (state) => state.views.get(uri));
  return view === undefined ? null : <BoostRest view={view} onClose={onClose} />;
}

function BoostRest({ view, onClose }: { readonly view: StatusView; readonly onClose: () => void }) {
  const { copies } = useStores();
  const all = useAccounts();
  const linked = useStoreValue(copies, (state) => state.linked.get(view.status.uri));
  const writers = new Set(linked?.copies.map(({ account }) => account) ?? all.filter(({ handle }) => handle.toLowerCase() === view.status.author.handle.toLowerCase()).map(({ key }) => key));
  const rest = all.filter(({ key }) => !writers.has(key));
  const [unticked, setUnticked] = useState<ReadonlySet<AccountKey>>(new Set());
  const [visibility, setVisibility] = useState<BoostVisibility>('public');
  const [batch, setBatch] = useState<string | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const jobs = useBatch(batch, onClose);
  const able = rest.filter((account) => hindranceOf(account, view, 'reblog') === null && !hasDone(view, account.key, 'reblog'));
  const chosen = able.filter(({ key }) => !unticked.has(key));
  const run = async (): Promise<void> => {
    const answer = await copies.getState().boostFromRest({ of: { kind: 'status', uri: view.status.uri }, accounts: chosen.map(({ key }) => key), visibility });
    if (answer.ok) setBatch(answer.value[0]?.batch ?? null);
    else setError(answer.error);
  };
  const tick = (key: AccountKey) => (on: boolean): void => setUnticked(new Set(on ? [...unticked].filter((other) => other !== key) : [...unticked, key]));
  return (
    <Dialog
      title={copiesText.boostRestTitle}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{copiesText.close}</Button>
          {batch === null && (
            <Button look="ink" held={chosen.length === 0} onClick={() => void run()}>
              {actingText.run('reblog', chosen.length)}
            </Button>
          )}
        </>
      }
    >
      {batch === null ? (
        <>
          <p className={css.label}>{actingText.audience}</p>
          <Segmented label={actingText.audience} value={visibility} options={(['public', 'unlisted', 'private'] as const).map((value) => ({ value, label: actingText.audiences[value] }))} onChange={setVisibility} />
          {rest.length === 0 && <p className={css.about}>{copiesText.noRest}</p>}
          <div className={css.list} role="group" aria-label={actingText.accounts}>
            {rest.map((account) => {
              const isDone = hasDone(view, account.key, 'reblog');
              const hindrance = hindranceOf(account, view, 'reblog');
              const end = isDone && (
                <>
                  <StateIcon state="done" /> {actingText.done('reblog')}
                </>
              );
              return (
                <AccountRow
                  key={account.key}
                  account={account}
                  ticked={isDone || (hindrance === null && !unticked.has(account.key))}
                  held={isDone || hindrance !== null}
                  onTick={tick(account.key)}
                  end={end}
                  note={hindrance === null ? null : { text: postText.reason(hindrance), bad: false }}
                />
              );
            })}
          </div>
          {error !== null && (
            <p className={css.error} role="alert">
              {errorText(error)}
            </p>
          )}
        </>
      ) : (
        <div className={css.list} aria-live="polite">
          {jobs.map((job) => (
            <JobRow key={job.id} job={job} />
          ))}
        </div>
      )}
    </Dialog>
  );
}
