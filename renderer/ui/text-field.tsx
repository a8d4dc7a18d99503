import { useId, type InputHTMLAttributes, type ReactNode, type Ref } from 'react';
import css from './text-field.module.css';

export interface TextFieldProps extends InputHTMLAttributes<HTMLInputElement> {
  readonly label: string;
  /** For a field whose use is plain from what stands around it; the label is still read aloud. */
  readonly labelHidden?: boolean;
  readonly hint?: ReactNode;
  /** What is wrong, in words. */
  readonly error?: ReactNode;
  readonly before?: ReactNode;
  readonly after?: ReactNode;
  readonly ref?: Ref<HTMLInputElement>;
}

export function TextField({ label, labelHidden = false, hint, error, before, after, id, className, ...rest }: TextFieldProps) {
  const made = useId();
  const fieldId = id ?? made;
  const noteId = `${fieldId}-note`;
  const note = error ?? hint;
  return (
    <div className={[css.field, className].filter(Boolean).join(' ')}>
      <label htmlFor={fieldId} className={labelHidden ? 'spoken' : css.label}>
        {label}
      </label>
      <div className={css.box} data-wrong={error !== undefined || undefined}>
        {before}
        <input {...rest} id={fieldId} className={css.input} aria-invalid={error !== undefined || undefined} aria-describedby={note === undefined ? undefined : noteId} />
        {after}
      </div>
      {note !== undefined && (
        <p id={noteId} className={error === undefined ? css.hint : css.error}>
          {note}
        </p>
      )}
    </div>
  );
}
