import { Check } from 'lucide-react';
import { useId, useState } from 'react';
import type { Poll as PollData, StatusView } from '../../../electron/contract/statuses.ts';
import type { PostTarget } from '../../stores/post-menus.ts';
import { postText } from '../../text/post.ts';
import { timeLeft } from '../../text/time.ts';
import { Button } from '../../ui/button.tsx';
import { cleanLine } from '../../ui/plain-text.ts';
import { withEmojis } from '../../ui/plain-name.tsx';
import { useMinute } from '../../ui/use-now.ts';
import { useStores, useStoreValue } from '../stores/index.tsx';
import { actingAccount, hindranceOf } from './acting-account.ts';
import css from './poll.module.css';
import { Chips } from './post-head.tsx';
import { accountsOf, useAccounts, usePostActions } from './use-post.ts';

/** Options drawn at once; a poll may carry hundreds. */
const mostOptions = 24;

export function Poll({ poll, view, target }: { readonly poll: PollData; readonly view: StatusView; readonly target: PostTarget }) {
  const now = useMinute();
  const accounts = useAccounts();
  const [peeking, setPeeking] = useState(false);
  const voters = view.marks.filter(({ ownVotes }) => ownVotes !== null && ownVotes.length > 0);
  const isClosed = poll.expired || (poll.expiresAt !== null && poll.expiresAt <= now);
  const isOwn = accounts.some(({ handle }) => handle === view.status.author.handle);
  const mayVote = voters.length === 0 && !isClosed && !isOwn;
  const people = poll.voters === null ? postText.poll.votes(poll.votes) : postText.poll.people(poll.voters);
  const closing = isClosed ? postText.poll.closed : poll.expiresAt === null ? null : timeLeft(poll.expiresAt, now);
  return (
    <div className={css.poll}>
      {mayVote && !peeking ? <Choices poll={poll} view={view} target={target} /> : <Results poll={poll} own={new Set(voters.flatMap(({ ownVotes }) => ownVotes ?? []))} />}
      <p className={css.meta}>
        {[people, closing].filter(Boolean).join(' · ')}
        {voters.length > 0 && (
          <>
            {' · '}
            {postText.poll.votedAs} <Chips accounts={accountsOf(accounts, voters.map(({ account }) => account))} />
          </>
        )}
        {mayVote && (
          <Button look="link" size="s" onClick={() => setPeeking(!peeking)}>
            {peeking ? postText.poll.choices : postText.poll.results}
          </Button>
        )}
      </p>
    </div>
  );
}

function Results({ poll, own }: { readonly poll: PollData; readonly own: ReadonlySet<number> }) {
  // Of several choices each person may take many: shares are of people where the server counts them.
  const whole = poll.multiple && poll.voters !== null ? poll.voters : poll.votes;
  return (
    <ul className={css.results}>
      {poll.options.slice(0, mostOptions).map((option, index) => {
        const share = option.votes === null || whole === 0 ? 0 : Math.min(1, option.votes / whole);
        return (
          // oxlint-disable-next-line react/no-array-index-key -- an option is its place in the poll
          <li key={index}>
            <span className={css.bar} style={{ inlineSize: `${share * 100}%` }} />
            {own.has(index) && <Check aria-label={postText.poll.yourChoice} />}
            <bdi className={css.option}>{withEmojis(cleanLine(option.title), poll.emojis)}</bdi>
            <span className={css.share}>{option.votes === null ? '' : `${Math.round(share * 100)}%`}</span>
          </li>
        );
      })}
    </ul>
  );
}

function Choices({ poll, view, target }: { readonly poll: PollData; readonly view: StatusView; readonly target: PostTarget }) {
  const group = useId();
  const accounts = useAccounts();
  const actions = usePostActions();
  const lastUsed = useStoreValue(useStores().statuses, (state) => state.lastUsed);
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const [sending, setSending] = useState(false);
  const voter = actingAccount(view, target.reached, accounts, lastUsed);
  const held = chosen.length === 0 || sending || voter === null || hindranceOf(voter, view, 'favourite') !== null;
  const choose = (index: number, on: boolean): void => setChosen(poll.multiple ? (on ? [...chosen, index] : chosen.filter((each) => each !== index)) : [index]);
  const vote = async (): Promise<void> => {
    if (voter === null) return;
    setSending(true);
    await actions.vote(target, chosen.toSorted((a, b) => a - b), voter.key);
    setSending(false);
  };
  return (
    <fieldset className={css.choices}>
      <legend className="spoken">{poll.multiple ? postText.poll.several : 'Poll'}</legend>
      {poll.options.slice(0, mostOptions).map((option, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- an option is its place in the poll
        <label key={index} className={css.choice}>
          <input type={poll.multiple ? 'checkbox' : 'radio'} name={group} checked={chosen.includes(index)} onChange={(event) => choose(index, event.target.checked)} />
          <bdi>{withEmojis(cleanLine(option.title), poll.emojis)}</bdi>
        </label>
      ))}
      {voter !== null && (
        <Button size="s" held={held} onClick={() => void vote()}>
          {postText.poll.vote(voter.nickname)}
        </Button>
      )}
    </fieldset>
  );
}
