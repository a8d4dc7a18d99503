import { useId, useState } from 'react';
import type { Account } from '../../../electron/contract/accounts.ts';
import type { PersonState } from '../../stores/people.ts';
import { errorText } from '../../text/errors.ts';
import { peopleText } from '../../text/people.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { cleanLine } from '../../ui/plain-text.ts';
import { useStores } from '../stores/index.tsx';
import css from './relations.module.css';

export interface NoteDialogProps {
  readonly account: Account;
  readonly handle: string;
  readonly person: PersonState;
  readonly onClose: () => void;
}

/** Characters every server takes. */
const longestNote = 2_000;

export function NoteDialog({ account, handle, person, onClose }: NoteDialogProps) {
  const { people } = useStores();
  const id = useId();
  const state = person.relations.get(account.key);
  const [text, setText] = useState(state?.state === 'known' ? (state.relation.note ?? '') : '');
  const [saving, setSaving] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const save = async (): Promise<void> => {
    if (saving) return;
    setSaving(true);
    const failed = await people.getState().saveNote(handle, account.key, text.trim());
    setSaving(false);
    if (failed === null) onClose();
    else setError(errorText(failed));
  };
  return (
    <Dialog
      title={peopleText.noteTitle}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{peopleText.cancel}</Button>
          <Button look="ink" aria-busy={saving} onClick={() => void save()}>
            {peopleText.save}
          </Button>
        </>
      }
    >
      <p className={css.about}>{peopleText.noteAbout(cleanLine(account.nickname), account.server.domain)}</p>
      <label htmlFor={id} className={css.label}>
        {peopleText.noteLabel}
      </label>
      <textarea id={id} className={css.text} value={text} maxLength={longestNote} onChange={(event) => setText(event.target.value)} aria-describedby={error === null ? undefined : `${id}-error`} />
      {error !== null && (
        <p id={`${id}-error`} className={css.error} role="alert">
          {error}
        </p>
      )}
    </Dialog>
  );
}
