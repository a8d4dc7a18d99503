import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useStores } from '../stores/index.tsx';
import { usePart } from './use-writing.ts';

export interface TextAreaProps {
  readonly label: string;
  readonly value: string;
  readonly language: string | null;
  readonly className: string;
  readonly placeholder?: string;
  /** The field a person who opens the composer writes in. */
  readonly isFirst?: boolean;
  /** Wears the colour of the account that answers. */
  readonly isFramed?: boolean;
  readonly onChange: (text: string) => void;
  readonly onKeyDown?: (event: KeyboardEvent<HTMLTextAreaElement>) => void;
}

/** A field for the words of a post; what is written in it is on disk when it is left. */
export function TextArea({ label, value, language, className, placeholder, isFirst = false, isFramed = false, onChange, onKeyDown }: TextAreaProps) {
  const { at } = usePart();
  const { compose } = useStores();
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (!isFirst) return;
    field.current?.focus({ preventScroll: true });
    field.current?.setSelectionRange(field.current.value.length, field.current.value.length);
  }, [isFirst]);
  return (
    <textarea
      ref={field}
      data-pane-focus={isFirst ? '' : undefined}
      data-part={placeholder === undefined ? undefined : at}
      data-frame={isFramed || undefined}
      className={className}
      aria-label={label}
      placeholder={placeholder}
      value={value}
      maxLength={100_000}
      lang={language ?? undefined}
      dir="auto"
      rows={isFirst ? 4 : 2}
      spellCheck
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={onKeyDown}
      onBlur={() => void compose.getState().flush()}
    />
  );
}
