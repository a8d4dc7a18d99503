import type { Settings } from '../../electron/contract/settings.ts';
import type { Command } from './commands.ts';

type OwnKeys = Settings['keys'];

/** The commands with the keys the person chose in the place of those they came with. */
export function withOwnKeys(commands: readonly Command[], own: OwnKeys): readonly Command[] {
  return commands.map((command) => {
    const chosen = keysOf(own, command.id);
    return chosen === null ? command : { ...command, keys: chosen };
  });
}

/** What stands in a tip or a hint for a key that came with Skein: the one that does the same now, null for none. */
export function shownKeys(commands: readonly Command[], own: OwnKeys, keys: string): string | null {
  const command = commands.find((each) => each.keys.includes(keys) && keysOf(own, each.id) !== null);
  return command === undefined ? keys : (keysOf(own, command.id)?.[0] ?? null);
}

/** Other commands that hear the key already, or wait for what follows it. */
export function rivalsOf(commands: readonly Command[], id: string, keys: string): readonly Command[] {
  const collides = (other: string): boolean => other === keys || other.startsWith(`${keys} `) || keys.startsWith(`${other} `);
  return commands.filter((command) => command.id !== id && command.keys.some(collides));
}

/** An own key: names of commands come from stored settings. */
const keysOf = (own: OwnKeys, id: string): readonly string[] | null => (Object.hasOwn(own, id) ? (own[id] ?? null) : null);

type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

const modifiers = new Set(['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'CapsLock', 'Dead', 'Process', 'Unidentified']);

/** One press in tinykeys' syntax; null while only modifiers are held, and for presses that no command can hear. */
export function pressOf(event: Press, isMac: boolean): string | null {
  if (modifiers.has(event.key)) return null;
  const isSign = /^[^\p{L}\p{N}]$/u.test(event.key);
  const parts = [
    (isMac ? event.metaKey : event.ctrlKey) ? '$mod' : '',
    (isMac ? event.ctrlKey : event.metaKey) ? (isMac ? 'Control' : 'Meta') : '',
    event.altKey ? 'Alt' : '',
    // A sign is what it is, however a keyboard makes it.
    event.shiftKey && !isSign ? 'Shift' : '',
    event.key === ' ' ? 'Space' : event.key.length === 1 ? event.key.toLowerCase() : event.key,
  ];
  return parts.filter((part) => part !== '').join('+');
}
