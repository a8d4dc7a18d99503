import { useState } from 'react';
import type { Account } from '../../../electron/contract/accounts.ts';
import type { BoostVisibility } from '../../../electron/contract/copies.ts';
import type { AccountKey, AppError } from '../../../electron/contract/index.ts';
import type { StatusView } from '../../../electron/contract/statuses.ts';
import type { PostDialog } from '../../stores/post-menus.ts';
import { actingText } from '../../text/acting.ts';
import { copiesText } from '../../text/copies.ts';
import { errorText } from '../../text/errors.ts';
import { postText } from '../../text/post.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { StateIcon } from '../../ui/state-icon.tsx';
import { hasDone, hindranceOf, standingHindrance, useAccounts, type Hindrance } from '../post/index.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import { AccountRow } from './account-row.tsx';
import { JobRow } from './job-row.tsx';
import css from './post-dialogs.module.css';
import { useBatch } from './use-own-copies.ts';

type Of = Extract<PostDialog, { kind: 'boostRest' }>['of'];

/**
 * One's own post, boosted by the accounts that did not write it: all that can are ticked. A post that is still in the
 * outbox is boosted as soon as it has left. What is cut off goes on later.
 */
export function BoostRestDialog({ of, onClose }: { readonly of: Of; readonly onClose: () => void }) {
  const { copies } = useStores();
  const all = useAccounts();
  const { view, writers } = useSubject(of);
  const planned = useStoreValue(copies, (state) => state.jobs).filter(({ after }) => of.kind === 'outbox' && after === of.post);
  const [before] = useState(() => new Set(planned.map(({ account }) => account)));
  const rest = all.filter(({ key }) => !writers.has(key) && !before.has(key));
  const hindranceFor = (account: Account): Hindrance | null => (view === undefined ? standingHindrance(account) : hindranceOf(account, view, 'reblog'));
  const didBoost = (account: Account): boolean => view !== undefined && hasDone(view, account.key, 'reblog');
  const [unticked, setUnticked] = useState<ReadonlySet<AccountKey>>(new Set());
  const [visibility, setVisibility] = useState<BoostVisibility>('public');
  const [batch, setBatch] = useState<string | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const jobs = useBatch(batch, onClose);
  const able = rest.filter((account) => hindranceFor(account) === null && !didBoost(account));
  const chosen = able.filter(({ key }) => !unticked.has(key));
  const run = async (): Promise<void> => {
    const answer = await copies.getState().boostFromRest({ of, accounts: chosen.map(({ key }) => key), visibility });
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
              const isDone = didBoost(account);
              const hindrance = hindranceFor(account);
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

/** The post where it is known, and the accounts that write it. */
function useSubject(of: Of): { readonly view: StatusView | undefined; readonly writers: ReadonlySet<AccountKey> } {
  const { copies, outbox, statuses } = useStores();
  const all = useAccounts();
  const view = useStoreValue(statuses, (state) => (of.kind === 'status' ? state.views.get(of.uri) : undefined));
  const linked = useStoreValue(copies, (state) => (of.kind === 'status' ? state.linked.get(of.uri) : undefined));
  const sending = useStoreValue(outbox, (state) => (of.kind === 'outbox' ? state.posts.find(({ id }) => id === of.post) : undefined));
  const authors = all.filter(({ handle }) => handle.toLowerCase() === view?.status.author.handle.toLowerCase()).map(({ key }) => key);
  return { view, writers: new Set(linked?.copies.map(({ account }) => account) ?? sending?.copies.map(({ account }) => account) ?? authors) };
}
