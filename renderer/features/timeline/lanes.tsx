import { memo } from 'react';
import type { AccountKey } from '../../../electron/contract/index.ts';
import type { Lane } from './lanes-of.ts';
import css from './lanes.module.css';

export interface LanesProps {
  readonly lanes: readonly Lane[];
  /** Accounts with a stitch here. */
  readonly on?: readonly AccountKey[];
  /** The account whose thread is broken here. */
  readonly cut?: AccountKey | null;
  readonly head?: boolean;
}

/** The strands in the margin. Decoration for the eye: names say the same in words. */
export const Lanes = memo(function Lanes({ lanes, on = [], cut = null, head = false }: LanesProps) {
  return (
    <span className={head ? `${css.lanes} ${css.head}` : css.lanes} aria-hidden="true">
      {lanes.map(({ id, colour, accounts }) => (
        <i key={id} data-colour={colour} data-on={accounts.some((key) => on.includes(key)) || undefined} data-cut={(cut !== null && accounts.includes(cut)) || undefined} />
      ))}
    </span>
  );
});
