import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import css from './button.module.css';

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly look?: 'plain' | 'ink' | 'quiet' | 'link' | 'danger';
  readonly size?: 's' | 'm' | 'l';
  readonly ref?: Ref<HTMLButtonElement>;
  /** Keeps the label and the focus, does nothing: the reason stands beside it and is named by `aria-describedby`. */
  readonly held?: boolean;
}

export function Button({ look = 'plain', size = 'm', held = false, className, onClick, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={[css.button, css[look], css[size], className].filter(Boolean).join(' ')}
      aria-disabled={held || undefined}
      onClick={held ? undefined : onClick}
    />
  );
}

export interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'aria-label'> {
  /** The accessible name, and the tooltip. */
  readonly label: string;
  readonly keys?: string;
  readonly size?: 's' | 'm' | 'l';
  readonly ref?: Ref<HTMLButtonElement>;
  readonly children: ReactNode;
}

export function IconButton({ label, keys, size = 'm', className, ...rest }: IconButtonProps) {
  return (
    <button type="button" {...rest} className={[css.icon, css[`icon-${size}`], className].filter(Boolean).join(' ')} aria-label={label} data-tip={label} data-tip-keys={keys} />
  );
}
