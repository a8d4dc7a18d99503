import type { Handlers } from '../../contract/index.ts';
import type { shieldCalls } from '../../contract/shield.ts';
import type { ShieldFeature } from './shield.ts';

export { createShield, type ShieldFeature } from './shield.ts';

/** This feature's part of the table of handlers. */
export function shieldHandlers(shield: ShieldFeature): Pick<Handlers, keyof typeof shieldCalls> {
  return {
    'shield.get': () => shield.get(),
    'shield.set': ({ rules }) => shield.set(rules),
    'hidden.of': ({ account }) => shield.hiddenOf(account),
    'hidden.read': ({ account }) => shield.read(account),
    'hidden.undo': (input) => shield.undo(input),
  };
}
