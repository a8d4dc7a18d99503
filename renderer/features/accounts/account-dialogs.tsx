import { Check } from 'lucide-react';
import { useState } from 'react';
import type { Account } from '../../../electron/contract/accounts.ts';
import { accountsText } from '../../text/accounts.ts';
import { errorText } from '../../text/errors.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useStores } from '../stores/index.tsx';
import css from './account-dialogs.module.css';

export type AccountDialog = { readonly kind: 'edit' | 'remove'; readonly account: Account };

export function AccountDialogs({ dialog, onClose }: { readonly dialog: AccountDialog; readonly onClose: () => void }) {
  return dialog.kind === 'edit' ? <EditAccount account={dialog.account} onClose={onClose} /> : <RemoveAccount account={dialog.account} onClose={onClose} />;
}

interface AccountDialogProps {
  readonly account: Account;
  readonly onClose: () => void;
}

function EditAccount({ account, onClose }: AccountDialogProps) {
  const { accounts } = useStores();
  const [nickname, setNickname] = useState(account.nickname);
  const [colour, setColour] = useState(account.colour);
  const [error, setError] = useState<string | null>(null);
  const save = async (): Promise<void> => {
    const failed = await accounts.getState().update(account.key, { nickname: nickname.trim(), colour });
    if (failed === null) onClose();
    else setError(errorText(failed));
  };
  return (
    <Dialog
      title={accountsText.editTitle(account.handle)}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{accountsText.cancel}</Button>
          <Button look="ink" onClick={() => void save()}>{accountsText.save}</Button>
        </>
      }
    >
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TextField label={accountsText.nickname} hint={accountsText.nicknameHint} value={nickname} maxLength={60} onChange={(event) => setNickname(event.target.value)} {...(error === null ? {} : { error })} />
        <fieldset>
          <legend className={css.legend}>{accountsText.colour}</legend>
          <div className={css.colours}>
            {accountsText.colours.map((name, index) => (
              <label key={name} className={css.colour} data-colour={index + 1} data-tip={name}>
                <input type="radio" name="colour" className="spoken" checked={colour === index + 1} onChange={() => setColour(index + 1)} aria-label={name} />
                <span className={css.swatch}>{colour === index + 1 && <Check size={14} strokeWidth={3} />}</span>
              </label>
            ))}
          </div>
        </fieldset>
      </form>
    </Dialog>
  );
}

function RemoveAccount({ account, onClose }: AccountDialogProps) {
  const { accounts, navigation, toasts } = useStores();
  const [busy, setBusy] = useState(false);
  const { nickname } = account;
  const remove = async (): Promise<void> => {
    setBusy(true);
    if (navigation.getState().scope === account.key) navigation.getState().setScope('all');
    const answer = await accounts.getState().remove(account.key);
    const host = account.server.domain;
    if (!answer.ok) toasts.getState().show({ text: accountsText.notRemoved(nickname, errorText(answer.error)), tone: 'blocked' });
    else if (answer.value.revoked) toasts.getState().show({ text: accountsText.removed(nickname), tone: 'done' });
    else toasts.getState().show({ text: accountsText.removedUnrevoked(nickname, host) });
    onClose();
  };
  return (
    <Dialog
      title={accountsText.removeTitle(nickname)}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{accountsText.cancel}</Button>
          <Button look="danger" held={busy} onClick={() => void remove()}>{accountsText.removeNow(nickname)}</Button>
        </>
      }
    >
      <div className={css.remove} data-colour={account.colour}>
        <p>{accountsText.removeBody(account.handle)}</p>
        <ul className={css.lost}>
          {accountsText.removeLost.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <p>{accountsText.removeRevoke(account.server.domain)}</p>
      </div>
    </Dialog>
  );
}
