import { useId, useRef, type ReactNode } from 'react';
import css from './dialog.module.css';
import { useModal } from './use-modal.ts';

export interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
  readonly width?: 'm' | 'l';
}

/** A modal question or sheet. Esc and a press beside it close it; the focus goes back to where it came from. */
export function Dialog({ title, onClose, children, footer, width = 'm' }: DialogProps) {
  const box = useRef<HTMLDialogElement>(null);
  const id = useId();
  useModal(box);
  return (
    <dialog
      ref={box}
      className={`${css.dialog} ${css[width]}`}
      aria-labelledby={id}
      closedby="any"
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <h2 id={id} className={css.title}>
        {title}
      </h2>
      <div className={css.body}>{children}</div>
      {footer !== undefined && <footer className={css.footer}>{footer}</footer>}
    </dialog>
  );
}
