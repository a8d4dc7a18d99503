import { useState } from 'react';
import type { StatusUri } from '../../../electron/contract/index.ts';
import type { PostDialog } from '../../stores/post-menus.ts';
import { copiesText } from '../../text/copies.ts';
import { errorText } from '../../text/errors.ts';
import { listed } from '../../text/time.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { cleanLine } from '../../ui/plain-text.ts';
import { Spinner } from '../../ui/spinner.tsx';
import { StateIcon } from '../../ui/state-icon.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import { AccountRow } from './account-row.tsx';
import { JobRow } from './job-row.tsx';
import css from './post-dialogs.module.css';
import { useBatch, useOwnCopies } from './use-own-copies.ts';

/** Delete, write again, pin or unpin: all copies or the ticked ones, each with what became of it. */
export function ChangeDialog({ dialog, onClose }: { readonly dialog: Extract<PostDialog, { kind: 'change' }>; readonly onClose: () => void }) {
  const { deed, uri } = dialog;
  const { copies: store, compose, navigation } = useStores();
  const copies = useOwnCopies(uri);
  const views = useStoreValue(useStores().statuses, (state) => state.views);
  const isPinned = (copy: StatusUri): boolean => views.get(copy)?.marks.some(({ pinned }) => pinned) ?? false;
  const possible = copies.filter((copy) => (deed === 'pin' ? !isPinned(copy.uri) : deed === 'unpin' ? isPinned(copy.uri) : true));
  const [unticked, setUnticked] = useState<ReadonlySet<StatusUri>>(() => new Set(dialog.alone === true ? copies.map((copy) => copy.uri).filter((copy) => copy !== uri) : []));
  const [batch, setBatch] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  /** Asked and answered: the words may be put together from what is shown. */
  const [isRebuilt, setIsRebuilt] = useState(false);
  const jobs = useBatch(batch, onClose);
  const chosen = possible.filter((copy) => !unticked.has(copy.uri));
  const names = listed(chosen.map(({ account }) => cleanLine(account?.nickname ?? copiesText.goneAccount)));

  const run = async (): Promise<void> => {
    if (busy || chosen.length === 0) return;
    setBusy(true);
    setError(null);
    const uris = chosen.map((copy) => copy.uri);
    const state = store.getState();
    const answer = deed === 'redraft' ? await state.redraft(uris, isRebuilt) : await state.change(uris, deed);
    setBusy(false);
    if (!answer.ok && answer.error.kind === 'unsupported' && answer.error.capability === 'source') return setIsRebuilt(true);
    if (!answer.ok) return setError(errorText(answer.error));
    const planned = 'draft' in answer.value ? answer.value.jobs : answer.value;
    setBatch(planned[0]?.batch ?? null);
    if ('draft' in answer.value) await write(answer.value.draft);
  };

  /** Opens the draft that was made of the posts. */
  const write = async (draft: string): Promise<void> => {
    await compose.getState().start();
    await compose.getState().openDraft(draft);
    navigation.getState().open({ kind: 'write', replyTo: compose.getState().writing?.body.inReplyTo ?? null, account: null });
  };

  const tick = (copy: StatusUri) => (ticked: boolean): void => setUnticked(new Set(ticked ? [...unticked].filter((other) => other !== copy) : [...unticked, copy]));
  return (
    <Dialog
      title={copiesText.changeTitle(deed, batch === null ? Math.max(1, chosen.length) : jobs.length)}
      onClose={onClose}
      footer={
        batch === null ? (
          <>
            <Button onClick={onClose}>{copiesText.cancel}</Button>
            <Button look={deed === 'delete' || deed === 'redraft' ? 'danger' : 'ink'} held={chosen.length === 0} aria-busy={busy} onClick={() => void run()}>
              {busy && <Spinner size={14} />} {isRebuilt ? copiesText.redraftAnyway : copiesText.changeDo(deed, Math.max(1, chosen.length))}
            </Button>
          </>
        ) : (
          <Button onClick={onClose}>{copiesText.close}</Button>
        )
      }
    >
      {batch === null ? (
        <>
          <p className={css.about}>{chosen.length === 0 ? copiesText.noneTicked : copiesText.changeAbout(deed, names)}</p>
          {possible.length > 1 && (
            <div className={css.list} role="group" aria-label={copiesText.which}>
              {possible.map((copy) => (
                <AccountRow key={copy.uri} account={copy.account} ticked={!unticked.has(copy.uri)} onTick={tick(copy.uri)} />
              ))}
            </div>
          )}
          {isRebuilt && (
            <p className={css.caution} role="alert">
              <StateIcon state="needs" size={14} /> {copiesText.redraftRebuilt}
            </p>
          )}
          {error !== null && (
            <p className={css.error} role="alert">
              {error}
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
