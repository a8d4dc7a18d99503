import { CloudOff } from 'lucide-react';
import { useState } from 'react';
import type { Account } from '../../../electron/contract/accounts.ts';
import { accountOfFeed, type FeedGroup, type FeedState } from '../../../electron/contract/feeds.ts';
import type { AppError } from '../../../electron/contract/index.ts';
import { columnsText } from '../../text/columns.ts';
import { errorText } from '../../text/errors.ts';
import { timelineText } from '../../text/timeline.ts';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { cleanLine } from '../../ui/plain-text.ts';
import { boxOf } from '../post/index.tsx';
import { useStores } from '../stores/index.tsx';
import css from './column-header.module.css';

/** The server understood and said no. */
const refusals: ReadonlySet<AppError['kind']> = new Set<AppError['kind']>(['forbidden', 'rejected', 'notFound', 'unsupported', 'unauthorized']);

interface FeedNoteProps {
  readonly states: readonly FeedState[];
  readonly feeds: readonly FeedGroup[];
  readonly accounts: readonly Account[];
}

/** The account's nickname, or the server that is read without one. */
function readerOf({ feed }: FeedState, accounts: readonly Account[]): string {
  const key = accountOfFeed(feed);
  return accounts.find((account) => account.key === key)?.nickname ?? feed.slice(feed.indexOf(':') + 1);
}

/** Which of a column's sources do not answer, and a way to ask them now. */
export function FeedNote({ states, feeds, accounts }: FeedNoteProps) {
  const { timelines } = useStores();
  const [anchor, setAnchor] = useState<ReturnType<typeof boxOf> | null>(null);
  const failed = states.filter(({ state }) => state === 'failed');
  const words = failed.every(({ error }) => error !== null && refusals.has(error.kind)) ? columnsText.refused : columnsText.failed;
  return (
    <>
      <button type="button" className={css.note} data-tone="failed" aria-haspopup="menu" onClick={(event) => setAnchor(boxOf(event.currentTarget))}>
        <CloudOff aria-hidden="true" />
        <span>{words(failed.map((state) => cleanLine(readerOf(state, accounts))))}</span>
      </button>
      {anchor !== null && (
        <Menu label={columnsText.failedMenu} anchor={anchor} align="end" onClose={() => setAnchor(null)} head={columnsText.failedMenu}>
          {states.map((state) => (
            <MenuItem
              key={state.feed}
              held={state.state !== 'failed'}
              hint={state.state === 'failed' ? timelineText.tryNow : undefined}
              onSelect={() => {
                setAnchor(null);
                void timelines.getState().retry(feeds);
              }}
            >
              <span className={css.row}>
                <b>{cleanLine(readerOf(state, accounts))}</b>
                <small>{state.error === null ? columnsText.state[state.state] : errorText(state.error)}</small>
              </span>
            </MenuItem>
          ))}
        </Menu>
      )}
    </>
  );
}
