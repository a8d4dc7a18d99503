import type { ReactNode } from 'react';
import css from './settings.module.css';

export function optionsOf<Value extends string>(words: Readonly<Record<Value, string>>): readonly { readonly value: Value; readonly label: string }[] {
  return (Object.keys(words) as Value[]).map((value) => ({ value, label: words[value] }));
}

export function Row({ label, hint, children }: { readonly label: string; readonly hint?: string; readonly children: ReactNode }) {
  return (
    <div className={css.row}>
      <div className={css.words}>
        <span>{label}</span>
        {hint !== undefined && <small className={css.hint}>{hint}</small>}
      </div>
      {children}
    </div>
  );
}
