import { CloudOff, Radio, Timer } from 'lucide-react';
import { useState } from 'react';
import type { Account } from '../../../electron/contract/accounts.ts';
import { accountOfFeed, nameOfFeed } from '../../../electron/contract/feed-keys.ts';
import type { FeedGroup, FeedState } from '../../../electron/contract/feeds.ts';
import type { AppError } from '../../../electron/contract/index.ts';
import { columnsText } from '../../text/columns.ts';
import { errorText } from '../../text/errors.ts';
import { timelineText } from '../../text/timeline.ts';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { cleanLine } from '../../ui/plain-text.ts';
import { boxOf } from '../post/index.tsx';
import { useStores } from '../stores/index.tsx';
import css from './column-header.module.css';
import { kindWord } from './entry-words.ts';

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

/** How news of a column's sources comes in, and which of them do not answer, with a way to ask them now. */
export function FeedNote({ states, feeds, accounts }: FeedNoteProps) {
  const { timelines } = useStores();
  const [anchor, setAnchor] = useState<ReturnType<typeof boxOf> | null>(null);
  const failed = states.filter(({ state }) => state === 'failed');
  const isQuiet = failed.length === 0;
  const words = isQuiet ? newsWords(states) : failedWords(failed, accounts);
  return (
    <>
      <button
        type="button"
        className={css.note}
        data-tone={isQuiet ? 'quiet' : 'failed'}
        aria-haspopup="menu"
        {...(isQuiet ? { 'aria-label': words, 'data-tip': words } : {})}
        onClick={(event) => setAnchor(boxOf(event.currentTarget))}
      >
        <NoteIcon states={states} />
        {!isQuiet && <span>{words}</span>}
      </button>
      {anchor !== null && (
        <Menu label={columnsText.newsMenu} anchor={anchor} align="end" onClose={() => setAnchor(null)} head={isQuiet ? columnsText.newsMenu : columnsText.failedMenu}>
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
                <small>{state.error === null ? sourceState(state) : errorText(state.error)}</small>
              </span>
            </MenuItem>
          ))}
        </Menu>
      )}
    </>
  );
}

function NoteIcon({ states }: { readonly states: readonly FeedState[] }) {
  if (states.some(({ state }) => state === 'failed')) return <CloudOff aria-hidden="true" />;
  return states.every(({ state }) => state === 'live') ? <Radio aria-hidden="true" /> : <Timer aria-hidden="true" />;
}

/** Which list of an account it is, where the column has several. */
const sourceState = ({ feed, state }: FeedState): string => `${kindWord(nameOfFeed(feed))} · ${columnsText.state[state]}`;

function newsWords(states: readonly FeedState[]): string {
  const live = states.filter(({ state }) => state === 'live').length;
  if (live === states.length) return columnsText.liveNow;
  return live === 0 ? columnsText.state[states.find(({ state }) => state !== 'loading')?.state ?? 'loading'] : columnsText.partlyLive(live, states.length);
}

function failedWords(failed: readonly FeedState[], accounts: readonly Account[]): string {
  if (failed.every(({ error }) => error?.kind === 'invalidInput')) return columnsText.searchFails;
  const words = failed.every(({ error }) => error !== null && refusals.has(error.kind)) ? columnsText.refused : columnsText.failed;
  return words(failed.map((state) => cleanLine(readerOf(state, accounts))));
}
