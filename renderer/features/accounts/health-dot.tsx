import type { AccountHealth } from '../../../electron/contract/accounts.ts';
import css from './health-dot.module.css';

type Shape = 'filled' | 'part' | 'hollow' | 'square';
const shapes: Readonly<Record<AccountHealth['state'], Shape>> = {
  starting: 'part',
  live: 'filled',
  catchingUp: 'part',
  reconnecting: 'part',
  polling: 'hollow',
  offline: 'part',
  signedOut: 'square',
};

/** The state of an account's stream as a shape. The words stand in the name of the button that carries it. */
export function HealthDot({ state }: { readonly state: AccountHealth['state'] }) {
  return <span className={css.dot} data-shape={shapes[state]} data-state={state} aria-hidden="true" />;
}
