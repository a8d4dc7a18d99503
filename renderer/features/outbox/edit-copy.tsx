import { useEffect, useRef, useState, type FormEvent } from 'react';
import type { OutboxCopy } from '../../../electron/contract/compose.ts';
import { errorText } from '../../text/errors.ts';
import { outboxText } from '../../text/outbox.ts';
import { Button } from '../../ui/button.tsx';
import { useStores } from '../stores/index.tsx';
import css from './copy-row.module.css';

export interface EditCopyProps {
  readonly copy: OutboxCopy;
  readonly nickname: string;
  readonly onDone: () => void;
}

/** The words of one copy, before they leave. */
export function EditCopy({ copy, nickname, onDone }: EditCopyProps) {
  const { outbox } = useStores();
  const [text, setText] = useState(copy.text);
  const [error, setError] = useState<string | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const failed = await outbox.getState().edit(copy.id, text);
    if (failed === null) onDone();
    else setError(failed.kind === 'invalidInput' ? failed.message : errorText(failed));
  };
  return (
    <form className={css.edit} onSubmit={(event) => void save(event)}>
      <textarea ref={field} className={css.field} aria-label={outboxText.editText(nickname)} value={text} rows={3} dir="auto" maxLength={100_000} onChange={(event) => setText(event.target.value)} />
      {error !== null && (
        <p className={css.waits} role="alert">
          {error}
        </p>
      )}
      <div className={css.buttons}>
        <Button size="s" look="ink" type="submit">
          {copy.status.state === 'failed' ? outboxText.editSend : outboxText.editSave}
        </Button>
        <Button size="s" look="quiet" onClick={onDone}>
          {outboxText.editCancel}
        </Button>
      </div>
    </form>
  );
}
