import { useState } from 'react';
import type { Account } from '../../../electron/contract/accounts.ts';
import type { AppError } from '../../../electron/contract/index.ts';
import type { ListDraft, OwnList, RepliesPolicy } from '../../../electron/contract/lists.ts';
import { belongingsText } from '../../text/belongings.ts';
import { errorText } from '../../text/errors.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { cleanLine } from '../../ui/plain-text.ts';
import { Switch } from '../../ui/switch.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useStores } from '../stores/index.tsx';
import css from './belongings.module.css';

export interface ListDialogProps {
  /** Those it can belong to. */
  readonly accounts: readonly Account[];
  /** Null: a new one. */
  readonly list: OwnList | null;
  readonly onClose: () => void;
}

const policies: readonly RepliesPolicy[] = ['list', 'followed', 'none'];

/** Name, answers and place of a list. */
export function ListDialog({ accounts, list, onClose }: ListDialogProps) {
  const { belongings } = useStores();
  const [key, setKey] = useState(accounts[0]?.key);
  const [draft, setDraft] = useState<ListDraft>({ title: list?.title ?? '', repliesPolicy: list?.repliesPolicy ?? 'list', exclusive: list?.exclusive ?? false });
  const [error, setError] = useState<AppError | null>(null);
  const [busy, setBusy] = useState(false);
  const isHeld = draft.title.trim() === '' || busy;
  const save = async (): Promise<void> => {
    if (isHeld || key === undefined) return;
    setBusy(true);
    const { createList, updateList } = belongings.getState();
    const failed = await (list === null ? createList(key, draft) : updateList(key, list.id, draft));
    setBusy(false);
    if (failed === null) onClose();
    else setError(failed);
  };
  return (
    <Dialog
      title={list === null ? belongingsText.newList : belongingsText.editList(cleanLine(list.title))}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{belongingsText.cancel}</Button>
          <Button look="ink" held={isHeld} aria-busy={busy} onClick={() => void save()}>
            {belongingsText.save}
          </Button>
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
        {list === null && (
          <label>
            <span className={css.label}>{belongingsText.account}</span>
            <select className={css.select} value={key} onChange={(event) => setKey(accounts.find((each) => each.key === event.target.value)?.key)}>
              {accounts.map((account) => (
                <option key={account.key} value={account.key}>
                  {cleanLine(account.nickname)} (@{cleanLine(account.handle)})
                </option>
              ))}
            </select>
          </label>
        )}
        <TextField label={belongingsText.listTitle} value={draft.title} maxLength={256} onChange={(event) => setDraft({ ...draft, title: event.target.value })} />
        <label>
          <span className={css.label}>{belongingsText.replies}</span>
          <select className={css.select} value={draft.repliesPolicy} onChange={(event) => setDraft({ ...draft, repliesPolicy: policies.find((each) => each === event.target.value) ?? 'list' })}>
            {policies.map((policy) => (
              <option key={policy} value={policy}>
                {belongingsText.policies[policy]}
              </option>
            ))}
          </select>
        </label>
        <Switch label={belongingsText.exclusive} checked={draft.exclusive} onChange={(exclusive) => setDraft({ ...draft, exclusive })} />
        {error !== null && (
          <p className={css.error} role="alert">
            {errorText(error)}
          </p>
        )}
      </form>
    </Dialog>
  );
}
