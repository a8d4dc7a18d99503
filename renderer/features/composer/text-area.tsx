import { useEffect, type KeyboardEvent } from 'react';
import type { AccountKey } from '../../../electron/contract/index.ts';
import { completionText } from '../../text/completion.ts';
import { useStores } from '../stores/index.tsx';
import { CompletionList, optionId } from './completion-list.tsx';
import css from './editor.module.css';
import { useCompletion } from './use-completion.ts';
import { useFieldText } from './use-field-text.ts';
import { usePart } from './use-writing.ts';

export interface TextAreaProps {
  readonly label: string;
  /** Whose own version of the post is written in it; absent where it is the text of all. */
  readonly account?: AccountKey;
  readonly language: string | null;
  readonly placeholder?: string;
  /** The field a person who opens the composer writes in. */
  readonly isFirst?: boolean;
  /** Wears the colour of the account that answers. */
  readonly isFramed?: boolean;
  readonly onKeyDown?: (event: KeyboardEvent<HTMLTextAreaElement>) => void;
}

/** A field for the words of a post, with completion; what is written in it is on disk when it is left. */
export function TextArea({ label, account, language, placeholder, isFirst = false, isFramed = false, onKeyDown }: TextAreaProps) {
  const { at } = usePart();
  const { compose } = useStores();
  const [field, write] = useFieldText(at, account ?? null);
  const completing = useCompletion(field, write);
  const { open, listId } = completing;
  useEffect(() => {
    if (!isFirst) return;
    field.current?.focus({ preventScroll: true });
    field.current?.setSelectionRange(field.current.value.length, field.current.value.length);
  }, [field, isFirst]);
  return (
    <div className={css.field}>
      <textarea
        ref={field}
        data-pane-focus={isFirst ? '' : undefined}
        data-part={placeholder === undefined ? undefined : at}
        data-frame={isFramed || undefined}
        className={css.text}
        aria-label={label}
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-controls={open === null ? undefined : listId}
        aria-activedescendant={open === null ? undefined : optionId(listId, open.chosen)}
        placeholder={placeholder}
        maxLength={100_000}
        lang={language ?? undefined}
        dir="auto"
        rows={isFirst ? 4 : 2}
        spellCheck
        onChange={(event) => {
          write(event.target.value);
          completing.look();
        }}
        onKeyDown={(event) => {
          if (!completing.key(event)) onKeyDown?.(event);
        }}
        onClick={() => completing.close()}
        onBlur={() => {
          completing.close();
          void compose.getState().flush();
        }}
      />
      {open !== null && <CompletionList id={listId} offers={open.offers} chosen={open.chosen} at={open.at} onTake={completing.take} />}
      <div className="spoken" aria-live="polite">
        {open === null ? '' : completionText.found(open.offers.length)}
      </div>
    </div>
  );
}
