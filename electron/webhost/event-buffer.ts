/** The newest events, so that a page whose socket broke gets what it missed instead of asking for everything again. */
import type { EventMessage } from '../contract/index.ts';

export interface EventBuffer {
  add(message: EventMessage, text: string): void;
  /** Text of the held events above `seen`, oldest first. A topic that is not in `seen` was never looked at: nothing of it. */
  since(seen: ReadonlyMap<string, number>): readonly string[];
}

export const maxHeldEvents = 2_000;
export const maxHeldCharacters = 3_000_000;

export function createEventBuffer(): EventBuffer {
  const held: { readonly topic: string; readonly seq: number; readonly text: string }[] = [];
  let characters = 0;
  return {
    add(message, text) {
      held.push({ topic: message.topic, seq: message.seq, text });
      characters += text.length;
      while (held.length > maxHeldEvents || characters > maxHeldCharacters) characters -= held.shift()?.text.length ?? 0;
    },
    since: (seen) => held.filter((event) => event.seq > (seen.get(event.topic) ?? Infinity)).map((event) => event.text),
  };
}
