import { useId } from 'react';
import css from './segmented.module.css';

export interface SegmentedProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value) => void;
}

/** One of a few, all in sight: a group of radio buttons with the arrow keys that come with it. */
export function Segmented<Value extends string>({ label, value, options, onChange }: SegmentedProps<Value>) {
  const name = useId();
  return (
    <div role="radiogroup" aria-label={label} className={css.group}>
      {options.map((option) => (
        <label key={option.value} className={css.option}>
          <input type="radio" className={css.input} name={name} value={option.value} checked={option.value === value} onChange={() => onChange(option.value)} />
          <span className={css.face}>{option.label}</span>
        </label>
      ))}
    </div>
  );
}
