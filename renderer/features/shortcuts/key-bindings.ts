import type { KeybindingsMap } from 'tinykeys';
import type { Command } from '../../stores/commands.ts';

/**
 * A key sequence as tinykeys needs it: signs such as `?` or `/` need Shift on some keyboards and not on others, so
 * Shift is allowed with each of them.
 */
export function toTinykeys(keys: string): string {
  return keys
    .split(' ')
    .map((press) => (/^[^\p{L}\p{N}\s]$/u.test(press) ? `[Shift]+${press}` : press))
    .join(' ');
}

/** Whether typing there means text. Keys with Ctrl are left to text fields too: undo and copy belong to them. */
export function takesText(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest('textarea, select, [contenteditable]:not([contenteditable="false"])') !== null) return true;
  const input = target.closest('input');
  return input !== null && !['checkbox', 'radio', 'button', 'submit', 'reset', 'range', 'color', 'file'].includes(input.type);
}

/** Whether one of the presses puts a character into a text field. */
function writes(keys: string): boolean {
  return keys.split(' ').some((press) => /^(?:\[?Shift\]?\+)?(?:.|Space)$/u.test(press));
}

/** The newest command whose key it is and whose time it is; the others do not hear of it. */
export function bindingsOf(commands: readonly Command[], isText: (event: KeyboardEvent) => boolean): KeybindingsMap {
  const byKeys = new Map<string, Command[]>();
  for (const command of commands) {
    for (const keys of command.keys) {
      const press = toTinykeys(keys);
      byKeys.set(press, [command, ...(byKeys.get(press) ?? [])]);
    }
  }
  const bindings: KeybindingsMap = {};
  // tinykeys stops at the first binding that is complete: `a f` has to come before the `f` it ends with.
  const longestFirst = [...byKeys].toSorted(([one], [other]) => other.split(' ').length - one.split(' ').length);
  for (const [keys, rivals] of longestFirst) {
    bindings[keys] = (event) => {
      const chosen = rivals.find((command) => ((command.inText === true && !writes(keys)) || !isText(event)) && command.when?.() !== false);
      if (chosen === undefined) return;
      event.preventDefault();
      chosen.run();
    };
  }
  return bindings;
}
