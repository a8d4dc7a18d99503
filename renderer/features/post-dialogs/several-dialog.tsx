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
import { cleanLine } from '../../ui/plain-text.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { StateIcon } from '../../ui/state-icon.tsx';
import { actAsOrder, actingAccount, hasDone, hindranceOf, undoOf, useAccounts } from '../post/index.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import { AccountRow } from './account-row.tsx';
import css from './post-dialogs.module.css';

type Progress = { readonly state: 'running'; readonly looks: boolean } | { readonly state: 'failed'; readonly error: AppError };

/** One deed as several accounts at once: ticks for who has done it, and for each what became of it. */
export function SeveralDialog({ dialog, onClose }: { readonly dialog: Extract<PostDialog, { kind: 'several' }>; readonly onClose: () => void }) {
  const { statuses } = useStores();
  const view = useStoreValue(statuses, (state) => state.views.get(dialog.target.uri));
  return view === undefined ? null : <Several dialog={dialog} view={view} onClose={onClose} />;
}

function Several({ dialog, view, onClose }: { readonly dialog: Extract<PostDialog, { kind: 'several' }>; readonly view: StatusView; readonly onClose: () => void }) {
  const { act, target } = dialog;
  const { statuses } = useStores();
  const accounts = useAccounts();
  const first = actingAccount(view, target.reached, accounts, statuses.getState().lastUsed);
  const canDo = (account: Account): boolean => hindranceOf(account, view, act) === null && !hasDone(view, account.key, act);
  const [ticked, setTicked] = useState<ReadonlySet<AccountKey>>(() => new Set(first !== null && canDo(first) ? [first.key] : []));
  const [visibility, setVisibility] = useState<BoostVisibility>('public');
  const [progress, setProgress] = useState<ReadonlyMap<AccountKey, Progress>>(new Map());
  const chosen = accounts.filter((account) => ticked.has(account.key) && canDo(account) && progress.get(account.key)?.state !== 'running');
  const isBusy = [...progress.values()].some(({ state }) => state === 'running');

  const set = (key: AccountKey, next: Progress | null): void =>
    setProgress((before) => new Map(next === null ? [...before].filter(([other]) => other !== key) : [...before, [key, next]]));
  const run = async (account: Account, action: Parameters<ReturnType<typeof statuses.getState>['act']>[2]): Promise<boolean> => {
    set(account.key, { state: 'running', looks: !view.marks.some((mark) => mark.account === account.key) });
    const error = await statuses.getState().act(account.key, target.uri, action, action === 'reblog' && view.status.visibility !== 'private' ? visibility : undefined);
    set(account.key, error === null ? null : { state: 'failed', error });
    return error === null;
  };
  const runAll = async (): Promise<void> => {
    const done = await Promise.all(chosen.map((account) => run(account, act)));
    if (done.every(Boolean)) onClose();
  };

  return (
    <Dialog
      title={actingText.title(act)}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{copiesText.close}</Button>
          <Button look="ink" held={chosen.length === 0} aria-busy={isBusy} onClick={() => void runAll()}>
            {actingText.run(act, chosen.length)}
          </Button>
        </>
      }
    >
      {act === 'mute' && <p className={css.about}>{actingText.muteAbout}</p>}
      {act === 'reblog' && view.status.visibility !== 'private' && (
        <div className={css.fieldset}>
          <p className={css.label}>{actingText.audience}</p>
          <Segmented label={actingText.audience} value={visibility} options={(['public', 'unlisted', 'private'] as const).map((value) => ({ value, label: actingText.audiences[value] }))} onChange={setVisibility} />
        </div>
      )}
      <div className={css.list} role="group" aria-label={actingText.accounts}>
        {actAsOrder(accounts, target.reached).map((account) => {
          const state = progress.get(account.key);
          const isDone = hasDone(view, account.key, act);
          return (
            <AccountRow
              key={account.key}
              account={account}
              ticked={isDone || (ticked.has(account.key) && canDo(account))}
              held={!canDo(account) || state?.state === 'running'}
              onTick={(on) => setTicked(new Set(on ? [...ticked, account.key] : [...ticked].filter((key) => key !== account.key)))}
              end={
                <End account={account} progress={state} isDone={isDone} act={act} onUndo={() => void run(account, undoOf[act])} onStop={() => statuses.getState().stopResolving(account.key, target.uri)} />
              }
              note={noteOf(account, view, act, state)}
            />
          );
        })}
      </div>
    </Dialog>
  );
}

interface EndProps {
  readonly account: Account;
  readonly progress: Progress | undefined;
  readonly isDone: boolean;
  readonly act: Extract<PostDialog, { kind: 'several' }>['act'];
  readonly onUndo: () => void;
  readonly onStop: () => void;
}

function End({ account, progress, isDone, act, onUndo, onStop }: EndProps) {
  const name = cleanLine(account.nickname);
  if (progress?.state === 'running') {
    return (
      <>
        <Spinner size={14} />
        {progress.looks ? (
          <Button size="s" aria-label={actingText.stopFor(name)} onClick={onStop}>
            {actingText.stop}
          </Button>
        ) : (
          actingText.running
        )}
      </>
    );
  }
  if (!isDone) return null;
  return (
    <>
      <StateIcon state="done" /> {actingText.done(act)}
      <Button size="s" look="link" aria-label={actingText.takeBackAs(name)} onClick={onUndo}>
        {actingText.takeBack}
      </Button>
    </>
  );
}

function noteOf(account: Account, view: StatusView, act: EndProps['act'], progress: Progress | undefined): { readonly text: string; readonly bad: boolean } | null {
  if (progress?.state === 'running') return progress.looks ? { text: actingText.looking(account.server.domain), bad: false } : null;
  if (progress?.state === 'failed') return progress.error.kind === 'cancelled' ? { text: actingText.stopped, bad: false } : { text: errorText(progress.error), bad: true };
  const hindrance = hindranceOf(account, view, act);
  if (hindrance !== null) return { text: postText.reason(hindrance), bad: false };
  return view.marks.some((mark) => mark.account === account.key) ? null : { text: actingText.notKnown, bad: false };
}
