import type { ReactNode } from 'react';
import type { Account } from '../../../electron/contract/accounts.ts';
import { copiesText } from '../../text/copies.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { cleanLine } from '../../ui/plain-text.ts';
import css from './post-dialogs.module.css';

export interface AccountRowProps {
  readonly account: Account | undefined;
  /** Null where there is nothing to tick. */
  readonly ticked: boolean | null;
  readonly held?: boolean;
  readonly onTick?: (ticked: boolean) => void;
  /** At the end of the row: a state, a button. */
  readonly end?: ReactNode;
  /** Below the row. */
  readonly note?: { readonly text: string; readonly bad: boolean } | null;
}

/** An account in a dialog: a tick, its face, its name, and what became of it. */
export function AccountRow({ account, ticked, held = false, onTick, end, note = null }: AccountRowProps) {
  const name = cleanLine(account?.nickname ?? copiesText.goneAccount);
  return (
    <div className={css.row} data-colour={account?.colour}>
      <label className={css.tick}>
        {ticked === null ? <span /> : <input type="checkbox" checked={ticked} disabled={held} onChange={(event) => onTick?.(event.target.checked)} />}
        <span className={css.ring}>
          <Avatar path={account?.avatar ?? null} name={name} size={22} round />
        </span>
        <span className={css.names}>
          <b>{name}</b>
          {account !== undefined && <small>@{account.handle}</small>}
        </span>
      </label>
      <span className={css.state}>{end}</span>
      {note !== null && (
        <p className={css.why} data-bad={note.bad || undefined}>
          {note.text}
        </p>
      )}
    </div>
  );
}
