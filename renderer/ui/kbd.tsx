import { use } from 'react';
import css from './kbd.module.css';
import { OwnKeysContext } from './own-keys.tsx';

export const isMac = /mac/i.test(globalThis.navigator?.platform ?? '');
const words: Readonly<Record<string, string>> = {
  $mod: isMac ? '⌘' : 'Ctrl',
  Control: 'Ctrl',
  Enter: '↵',
  Escape: 'Esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Backspace: '⌫',
  Period: '.',
  Slash: '/',
};

/** A key, or several pressed together or after each other, in tinykeys' syntax; drawn as the person has it. */
export function Kbd({ keys: shipped }: { readonly keys: string }) {
  const keys = use(OwnKeysContext)(shipped);
  if (keys === null) return null;
  // Letters are written as on the keys where they are pressed together with others.
  const shown = (key: string): string => words[key] ?? (key.length > 1 ? key.replace(/^(?:Key|Digit)/, '') : keys.includes('+') ? key.toUpperCase() : key);
  return (
    <span className={css.keys}>
      {keys.split(/[ +]/).map((key, index) => (
        // The same key may come twice in a sequence; the order never changes.
        // oxlint-disable-next-line react/no-array-index-key
        <kbd key={index}>{shown(key)}</kbd>
      ))}
    </span>
  );
}
