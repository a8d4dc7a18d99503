import { useEffect, useRef, type KeyboardEvent } from 'react';
import { completionText } from '../../text/completion.ts';
import { useStores } from '../stores/index.tsx';
import { CompletionList, optionId } from './completion-list.tsx';
import css from './editor.module.css';
import { useCompletion } from './use-completion.ts';
import { usePart } from './use-writing.ts';

export interface TextAreaProps {
  readonly label: string;
  readonly value: string;
  readonly language: string | null;
  readonly placeholder?: string;
  /** The field a person who opens the composer writes in. */
  readonly isFirst?: boolean;
  /** Wears the colour of the account that answers. */
  readonly isFramed?: boolean;
  readonly onChange: (text: string) => void;
  readonly onKeyDown?: (event: KeyboardEvent<HTMLTextAreaElement>) => void;
}

/** A field for the words of a post, with completion; what is written in it is on disk when it is left. */
export function TextArea({ label, value, language, placeholder, isFirst = false, isFramed = false, onChange, onKeyDown }: TextAreaProps) {
  const { at } = usePart();
  const { compose } = useStores();
  const field = useRef<HTMLTextAreaElement>(null);
  const completing = useCompletion(field, onChange);
  const { open, listId } = completing;
  useEffect(() => {
    if (!isFirst) return;
    field.current?.focus({ preventScroll: true });
    field.current?.setSelectionRange(field.current.value.length, field.current.value.length);
  }, [isFirst]);
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
        value={value}
        maxLength={100_000}
        lang={language ?? undefined}
        dir="auto"
        rows={isFirst ? 4 : 2}
        spellCheck
        onChange={(event) => {
          onChange(event.target.value);
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
