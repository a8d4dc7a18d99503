import { useEffect, useEffectEvent, useRef, type KeyboardEvent, type ReactNode } from 'react';
import css from './menu.module.css';
import { placeBeside, type Box } from './place-beside.ts';

export interface MenuProps {
  readonly label: string;
  /** Where it hangs: the box of a button, or the point of a right click. */
  readonly anchor: Box;
  readonly align?: 'start' | 'end';
  readonly onClose: () => void;
  /** Shown above the rows; not reachable by the arrow keys. */
  readonly head?: ReactNode;
  readonly children: ReactNode;
}

/** A menu as the desktop knows it: arrows, Home, End, first letters, Esc. The focus goes back to where it came from. */
export function Menu({ label, anchor, align = 'start', onClose, head, children }: MenuProps) {
  const box = useRef<HTMLDivElement>(null);
  const handleToggle = useEffectEvent((event: Event) => {
    if (event instanceof ToggleEvent && event.newState === 'closed') onClose();
  });

  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const cameFrom = document.activeElement;
    const listen = (event: Event): void => handleToggle(event);
    element.addEventListener('toggle', listen);
    element.showPopover();
    placeBeside(element, anchor, { gap: 4, align });
    itemsOf(element)[0]?.focus();
    return () => {
      element.removeEventListener('toggle', listen);
      const hadFocus = element.contains(document.activeElement) || document.activeElement === document.body;
      if (hadFocus && cameFrom instanceof HTMLElement) cameFrom.focus({ preventScroll: true });
    };
    // A menu hangs where it was opened; what moves below it does not drag it along.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  return (
    // The rows are the buttons; the box only hears the keys that move between them.
    <div ref={box} popover="auto" role="menu" aria-label={label} tabIndex={-1} className={css.menu} onKeyDown={(event) => moveFocus(event, onClose)}>
      {head !== undefined && (
        <div className={css.head} role="presentation">
          {head}
        </div>
      )}
      {children}
    </div>
  );
}

function itemsOf(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('[role^="menuitem"]')];
}

function moveFocus(event: KeyboardEvent<HTMLDivElement>, onClose: () => void): void {
  const items = itemsOf(event.currentTarget);
  const current = items.findIndex((item) => item === document.activeElement);
  const go = (index: number): void => {
    event.preventDefault();
    items[(index + items.length) % items.length]?.focus();
  };
  event.stopPropagation();
  switch (event.key) {
    case 'ArrowDown':
    case 'j':
      return go(current + 1);
    case 'ArrowUp':
    case 'k':
      return go(current < 0 ? -1 : current - 1);
    case 'Home':
      return go(0);
    case 'End':
      return go(-1);
    case 'Tab':
    case 'Escape':
      event.preventDefault();
      return onClose();
    default: {
      if (event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return;
      const digit = /^[1-9]$/.test(event.key) ? Number(event.key) - 1 : -1;
      const found = digit >= 0 ? digit : items.findIndex((item) => item.textContent?.trim().toLowerCase().startsWith(event.key.toLowerCase()));
      if (found >= 0 && found < items.length) {
        go(found);
        if (digit >= 0) items[found]?.click();
      }
    }
  }
}

export interface MenuItemProps {
  readonly onSelect: () => void;
  readonly icon?: ReactNode;
  readonly hint?: ReactNode;
  /** Stays in sight and in reach, does nothing; `hint` says why. */
  readonly held?: boolean;
  readonly danger?: boolean;
  readonly children: ReactNode;
}

export function MenuItem({ onSelect, icon, hint, held = false, danger = false, children }: MenuItemProps) {
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      className={css.item}
      aria-disabled={held || undefined}
      data-danger={danger || undefined}
      onClick={held ? undefined : onSelect}
      onPointerMove={(event) => event.currentTarget.focus({ preventScroll: true })}
    >
      <span className={css.icon} aria-hidden="true">
        {icon}
      </span>
      <span className={css.words}>{children}</span>
      {hint !== undefined && <span className={css.hint}>{hint}</span>}
    </button>
  );
}

export function MenuRule() {
  return <hr className={css.rule} />;
}
