import { Check } from 'lucide-react';
import { useId, useState } from 'react';
import type { Account } from '../../../electron/contract/accounts.ts';
import type { AccountKey } from '../../../electron/contract/index.ts';
import type { Poll as PollData, StatusView } from '../../../electron/contract/statuses.ts';
import type { PostTarget } from '../../stores/post-menus.ts';
import { postText } from '../../text/post.ts';
import { timeLeft } from '../../text/time.ts';
import { Button } from '../../ui/button.tsx';
import { cleanLine } from '../../ui/plain-text.ts';
import { withEmojis } from '../../ui/plain-name.tsx';
import { useMinute } from '../../ui/use-now.ts';
import { useStores, useStoreValue } from '../stores/index.tsx';
import css from './poll.module.css';
import { pollVoters, type PollVoters } from './poll-voters.ts';
import { Chips } from './post-head.tsx';
import { useAccounts, usePostActions } from './use-post.ts';

/** Options drawn at once; a poll may carry hundreds. */
const mostOptions = 24;

/** The choices while the first of the own accounts can vote, then the results, with a way to vote as another one. */
export function Poll({ poll, view, target }: { readonly poll: PollData; readonly view: StatusView; readonly target: PostTarget }) {
  const now = useMinute();
  const accounts = useAccounts();
  const lastUsed = useStoreValue(useStores().statuses, (state) => state.lastUsed);
  const voters = pollVoters(view, target.reached, accounts, lastUsed);
  const { voted, able, showsResults } = voters;
  /** What the person wants to see instead of what comes first here; forgotten with the next vote. */
  const [turned, setTurned] = useState<{ readonly after: number } | null>(null);
  const isClosed = poll.expired || (poll.expiresAt !== null && poll.expiresAt <= now);
  const isHidden = poll.options.every(({ votes }) => votes === null);
  const isTurned = turned?.after === voted.length;
  const mayVote = able.length > 0 && !isClosed;
  const isVoting = mayVote && showsResults === isTurned;
  const people = poll.voters === null ? postText.poll.votes(poll.votes) : postText.poll.people(poll.voters);
  const closing = isClosed ? postText.poll.closed : poll.expiresAt === null ? null : timeLeft(poll.expiresAt, now);
  return (
    <div className={css.poll}>
      {isVoting ? <Choices key={voted.length} poll={poll} voters={voters} target={target} /> : <Results poll={poll} voted={voted} />}
      <p className={css.meta}>
        {[people, closing, isHidden && !isVoting ? (isClosed ? postText.poll.untold : postText.poll.hidden) : null].filter(Boolean).join(' · ')}
        {voted.length > 0 && (
          <>
            {' · '}
            {postText.poll.votedAs} <Chips accounts={voted.map(({ account }) => account)} />
          </>
        )}
        {mayVote && (showsResults || !isHidden) && (
          <Button look="link" size="s" onClick={() => setTurned(isTurned ? null : { after: voted.length })}>
            {isVoting ? postText.poll.results : showsResults ? postText.poll.another : postText.poll.choices}
          </Button>
        )}
      </p>
    </div>
  );
}

function Results({ poll, voted }: { readonly poll: PollData; readonly voted: PollVoters['voted'] }) {
  // Of several choices each person may take many: shares are of people where the server counts them.
  const whole = poll.multiple && poll.voters !== null ? poll.voters : poll.votes;
  return (
    <ul className={css.results}>
      {poll.options.slice(0, mostOptions).map((option, index) => {
        const share = option.votes === null || whole === 0 ? 0 : Math.min(1, option.votes / whole);
        const own = voted.filter(({ choices }) => choices.includes(index)).map(({ account }) => account);
        return (
          // oxlint-disable-next-line react/no-array-index-key -- an option is its place in the poll
          <li key={index}>
            <span className={css.bar} style={{ inlineSize: `${share * 100}%` }} />
            {own.length > 0 && <Check aria-label={postText.poll.yourChoice} />}
            <bdi className={css.option}>{withEmojis(cleanLine(option.title), poll.emojis)}</bdi>
            {voted.length > 1 && own.length > 0 && (
              <span className={css.who}>
                <Chips accounts={own} />
              </span>
            )}
            <span className={css.share}>{option.votes === null ? '' : `${Math.round(share * 100)}%`}</span>
          </li>
        );
      })}
    </ul>
  );
}

function Choices({ poll, voters, target }: { readonly poll: PollData; readonly voters: PollVoters; readonly target: PostTarget }) {
  const group = useId();
  const actions = usePostActions();
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const [sending, setSending] = useState(false);
  const [picked, setPicked] = useState<AccountKey | null>(null);
  const voter = voters.able.find(({ key }) => key === picked) ?? voters.first;
  const choose = (index: number, on: boolean): void => setChosen(poll.multiple ? (on ? [...chosen, index] : chosen.filter((each) => each !== index)) : [index]);
  const vote = async (): Promise<void> => {
    if (voter === null) return;
    setSending(true);
    await actions.vote(target, chosen.toSorted((a, b) => a - b), voter.key);
    setSending(false);
  };
  return (
    <fieldset className={css.choices}>
      <legend className="spoken">{poll.multiple ? postText.poll.several : postText.poll.one}</legend>
      {poll.options.slice(0, mostOptions).map((option, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- an option is its place in the poll
        <label key={index} className={css.choice}>
          <input type={poll.multiple ? 'checkbox' : 'radio'} name={group} checked={chosen.includes(index)} onChange={(event) => choose(index, event.target.checked)} />
          <bdi>{withEmojis(cleanLine(option.title), poll.emojis)}</bdi>
        </label>
      ))}
      {voter !== null && (
        <div className={css.send}>
          <Button size="s" held={chosen.length === 0 || sending} onClick={() => void vote()}>
            {postText.poll.vote(cleanLine(voter.nickname, 40))}
          </Button>
          {voters.able.length > 1 && <VoterPick able={voters.able} voter={voter} onPick={setPicked} />}
          {poll.multiple && <span className={css.hint}>{postText.poll.several}</span>}
        </div>
      )}
    </fieldset>
  );
}

function VoterPick({ able, voter, onPick }: { readonly able: readonly Account[]; readonly voter: Account; readonly onPick: (key: AccountKey) => void }) {
  return (
    <select
      className={css.pick}
      aria-label={postText.poll.voter}
      value={voter.key}
      onChange={(event) => {
        const next = able.find(({ key }) => key === event.target.value);
        if (next !== undefined) onPick(next.key);
      }}
    >
      {able.map(({ key, nickname, handle }) => (
        <option key={key} value={key}>
          {able.some((other) => other.key !== key && other.nickname === nickname) ? `@${cleanLine(handle)}` : cleanLine(nickname, 40)}
        </option>
      ))}
    </select>
  );
}
