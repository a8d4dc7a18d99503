import type { ReactNode } from 'react';
import type { AccountKey } from '../../../electron/contract/index.ts';
import { useStores } from '../stores/index.tsx';
import css from './person-button.module.css';

/** The account that met whom is named there: the first of those that the post around it reached. */
export function metBy(element: Element): AccountKey | null {
  const reached = element.closest<HTMLElement>('[data-post-reached]')?.dataset['postReached'] ?? '';
  const [first = ''] = reached.split(' ');
  // Written by `Post` from the keys themselves.
  return first === '' ? null : (first as AccountKey);
}

export interface PersonButtonProps {
  /** Full handle without the first `@`. */
  readonly handle: string;
  /** For a picture beside a name that does the same: not read aloud a second time. */
  readonly silent?: boolean;
  /** Where no key of a post opens the person: a stop of the Tab key. */
  readonly reachable?: boolean;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** A name or a picture that opens the person; `data-person` is what the card in passing looks for. Keys use `p`. */
export function PersonButton({ handle, silent = false, reachable = false, className, children }: PersonButtonProps) {
  const { navigation } = useStores();
  return (
    <button
      type="button"
      tabIndex={reachable ? 0 : -1}
      className={[css.person, className].filter(Boolean).join(' ')}
      data-person={handle}
      aria-hidden={silent || undefined}
      onClick={(event) => navigation.getState().open({ kind: 'person', handle, account: metBy(event.currentTarget) })}
    >
      {children}
    </button>
  );
}
