import { Hand, LoaderCircle, RotateCw, Unplug, WifiOff } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { Account } from '../../../electron/contract/accounts.ts';
import { errorText } from '../../text/errors.ts';
import { timelineText } from '../../text/timeline.ts';
import { IconButton } from '../../ui/button.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { cleanLine } from '../../ui/plain-text.ts';
import { useSecond } from '../../ui/use-now.ts';
import { boxOf } from '../post/index.tsx';
import { useStores } from '../stores/index.tsx';
import css from './column-header.module.css';
import { Lanes } from './lanes.tsx';
import type { Lane } from './lanes-of.ts';
import { liveNote, type LiveNote } from './live-note.ts';

export interface ColumnHeaderProps {
  readonly title: string;
  /** What the column is, in words; the accounts where absent. */
  readonly scope?: string | undefined;
  readonly accounts: readonly Account[];
  readonly lanes: readonly Lane[];
  readonly busy: boolean;
  /** In place of what the accounts have to say. */
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
  readonly onTop: () => void;
  readonly onRefresh: () => void;
}

/** Whose threads run here, what the column is, and a note only where something is wrong. A press leads to the top. */
export function ColumnHeader({ title, scope, accounts, lanes, busy, note: ownNote, actions, onTop, onRefresh }: ColumnHeaderProps) {
  const note = liveNote(accounts);
  return (
    <header className={css.head} data-gutter={lanes.length > 0 || undefined} data-busy={busy || undefined}>
      {lanes.length > 0 && <Lanes lanes={lanes} head />}
      <h2 className={css.title}>
        <button type="button" className={css.top} onClick={onTop} data-tip={timelineText.toTop} data-tip-keys="0">
          {title}
        </button>
      </h2>
      <span className={css.scope}>{scope !== undefined ? scope : accounts.length > 1 ? timelineText.merged(accounts.length) : accounts[0] === undefined ? '' : `@${cleanLine(accounts[0].handle)}`}</span>
      {ownNote !== undefined && ownNote !== false ? ownNote : note !== null && <Note note={note} accounts={accounts} />}
      <IconButton label={timelineText.refresh} keys="F5" onClick={onRefresh}>
        <RotateCw />
      </IconButton>
      {actions}
    </header>
  );
}

function Note({ note, accounts }: { readonly note: LiveNote; readonly accounts: readonly Account[] }) {
  const { accounts: store } = useStores();
  const [anchor, setAnchor] = useState<ReturnType<typeof boxOf> | null>(null);
  return (
    <>
      <button type="button" className={css.note} data-tone={note.kind} aria-haspopup="menu" onClick={(event) => setAnchor(boxOf(event.currentTarget))}>
        <NoteWords note={note} />
      </button>
      {anchor !== null && (
        <Menu label={timelineText.troubleMenu} anchor={anchor} align="end" onClose={() => setAnchor(null)} head={timelineText.troubleMenu}>
          {accounts.map((account) => {
            const { state, error } = account.health;
            const canTry = state === 'reconnecting' || state === 'offline' || state === 'polling';
            return (
              <MenuItem
                key={account.key}
                held={!canTry}
                icon={<span className={css.dot} data-colour={account.colour} />}
                hint={canTry ? timelineText.tryNow : undefined}
                onSelect={() => {
                  setAnchor(null);
                  void store.getState().reconnect(account.key);
                }}
              >
                <span className={css.row}>
                  <b>{cleanLine(account.nickname)}</b>
                  <small>{error === null ? timelineText.health[state] : errorText(error)}</small>
                </span>
              </MenuItem>
            );
          })}
        </Menu>
      )}
    </>
  );
}

function NoteWords({ note }: { readonly note: LiveNote }): ReactNode {
  switch (note.kind) {
    case 'reconnecting':
      return <Countdown account={note.account} retryAt={note.retryAt} />;
    case 'signedOut':
      return (
        <>
          <Hand aria-hidden="true" />
          <span>{timelineText.signedOut(note.account.nickname)}</span>
        </>
      );
    case 'offline':
      return (
        <>
          <WifiOff aria-hidden="true" />
          <span>{timelineText.offline(note.since, note.account?.nickname ?? null)}</span>
        </>
      );
    case 'catchingUp':
      return (
        <>
          <LoaderCircle aria-hidden="true" />
          <span>{timelineText.catchingUp(note.account.nickname)}</span>
        </>
      );
    case 'several':
      return (
        <>
          <Unplug aria-hidden="true" />
          <span>{timelineText.several(note.count)}</span>
        </>
      );
  }
}

function Countdown({ account, retryAt }: { readonly account: Account; readonly retryAt: number | null }) {
  const now = useSecond();
  const seconds = retryAt === null ? 0 : Math.max(0, Math.ceil((retryAt - now) / 1_000));
  return (
    <>
      <RotateCw aria-hidden="true" />
      <span>{timelineText.reconnects(account.nickname, seconds)}</span>
    </>
  );
}
