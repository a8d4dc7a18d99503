import { ChevronLeft, X } from 'lucide-react';
import type { ReactNode, Ref } from 'react';
import { IconButton } from './button.tsx';
import css from './pane-header.module.css';

export interface PaneHeaderProps {
  readonly title: string;
  readonly sub?: ReactNode;
  readonly onBack?: (() => void) | undefined;
  readonly onClose?: (() => void) | undefined;
  readonly actions?: ReactNode;
  readonly headingRef?: Ref<HTMLHeadingElement>;
}

/** The head of what is open in the detail region. Its heading takes the focus when the pane opens. */
export function PaneHeader({ title, sub, onBack, onClose, actions, headingRef }: PaneHeaderProps) {
  return (
    <header className={css.head}>
      {onBack !== undefined && (
        <IconButton label="Back" keys="Backspace" onClick={onBack}>
          <ChevronLeft />
        </IconButton>
      )}
      <h2 className={css.title} tabIndex={-1} ref={headingRef} data-pane-heading="">
        {title}
      </h2>
      <div className={css.sub}>{sub}</div>
      {actions}
      {onClose !== undefined && (
        <IconButton label="Close" keys="Escape" onClick={onClose}>
          <X />
        </IconButton>
      )}
    </header>
  );
}
