import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import css from './pick.module.css';

export interface PickProps {
  readonly label: string;
  readonly value: string;
  /** What the closed field shows: shorter than the words of the list. */
  readonly shows: string;
  readonly icon: ReactNode;
  readonly onPick: (value: string) => void;
  readonly look: 'button' | 'row';
  /** Draws the value as one that differs from the others. */
  readonly differs?: boolean;
  readonly caption?: string;
  readonly children: ReactNode;
}

/** A list of the system behind a face of our own: keys, touch and screen readers know it. */
export function Pick({ label, value, shows, icon, onPick, look, differs = false, caption, children }: PickProps) {
  return (
    <span className={css.pick} data-look={look} data-differs={differs || undefined}>
      <span className={css.face} aria-hidden="true">
        {icon}
        <span className={css.words}>
          {caption !== undefined && <small>{caption}</small>}
          <b>{shows}</b>
        </span>
        <ChevronDown className={css.chevron} />
      </span>
      <select className={css.select} aria-label={label} value={value} onChange={(event) => onPick(event.target.value)}>
        {children}
      </select>
    </span>
  );
}
