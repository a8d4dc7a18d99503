import { Check, Clock3, NotebookPen, StickyNote } from 'lucide-react';
import type { ReactNode } from 'react';
import type { FollowState, PersonRelation } from '../../../electron/contract/people.ts';
import type { PersonState } from '../../stores/people.ts';
import { errorText } from '../../text/errors.ts';
import { peopleText } from '../../text/people.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { IconButton } from '../../ui/button.tsx';
import { cleanLine } from '../../ui/plain-text.ts';
import { Spinner } from '../../ui/spinner.tsx';
import { useMinute } from '../../ui/use-now.ts';
import css from './relations.module.css';
import type { Actor } from './use-person.ts';

export interface RelationRowProps {
  readonly actor: Actor;
  readonly person: PersonState;
  readonly isTicked: boolean;
  readonly onToggle: () => void;
  readonly onNote: () => void;
}

export function RelationRow({ actor: { account, hindrance }, person, isTicked, onToggle, onNote }: RelationRowProps) {
  const state = person.relations.get(account.key);
  const now = useMinute();
  const facts = factsOf(account.key, person, now);
  const isBusy = person.busy.has(account.key);
  return (
    <tbody className={css.row} data-colour={account.colour} data-ticked={(isTicked && hindrance === null) || undefined}>
      <tr>
        <td className={css.pick}>{hindrance === null && <input type="checkbox" className={css.box} checked={isTicked} onChange={onToggle} aria-label={peopleText.pick(cleanLine(account.nickname))} />}</td>
        <th scope="row" className={css.account} aria-label={cleanLine(account.nickname)}>
          <span className={css.who} data-tip={`@${account.handle}`}>
            <span className={css.ring}>
              <Avatar path={account.avatar} name={account.nickname} size={20} round />
            </span>
            <bdi>{cleanLine(account.nickname)}</bdi>
          </span>
        </th>
        {state?.state === 'known' ? (
          <Known relation={state.relation} nickname={cleanLine(account.nickname)} isBusy={isBusy} onNote={hindrance === null && state.relation.note !== null ? onNote : null} />
        ) : (
          <td colSpan={3} className={css.other}>
            {isBusy ? <Busy /> : otherWords(state?.state, hindrance)}
          </td>
        )}
      </tr>
      {facts.map((fact) => (
        <tr key={fact}>
          <td colSpan={5} className={css.fact}>
            {fact}
          </td>
        </tr>
      ))}
    </tbody>
  );
}

function Known({ relation, nickname, isBusy, onNote }: { readonly relation: PersonRelation; readonly nickname: string; readonly isBusy: boolean; readonly onNote: (() => void) | null }) {
  const { note } = relation;
  return (
    <>
      <td>{isBusy ? <Busy /> : <Follow follow={relation.follow} />}</td>
      <td>{relation.followedBy ? <Mark icon={<Check />}>{peopleText.yes}</Mark> : <No />}</td>
      <td className={css.noteColumn}>
        {onNote !== null && (
          <IconButton size="s" label={note === null || note === '' ? peopleText.editNote(nickname) : peopleText.noteOf(nickname, note)} className={note === '' ? css.noNote : css.hasNote} onClick={onNote}>
            {note === '' ? <NotebookPen /> : <StickyNote />}
          </IconButton>
        )}
      </td>
    </>
  );
}

function Follow({ follow }: { readonly follow: FollowState }) {
  if (follow === 'none') return <No />;
  if (follow === 'following') return <Mark icon={<Check />}>{peopleText.follow.following}</Mark>;
  return (
    <span data-tip={follow === 'sent' ? peopleText.sentHint : peopleText.requestedHint}>
      <Mark icon={<Clock3 />}>{peopleText.follow[follow]}</Mark>
    </span>
  );
}

function Mark({ icon, children }: { readonly icon: ReactNode; readonly children: ReactNode }) {
  return (
    <span className={css.mark}>
      <span aria-hidden="true">{icon}</span>
      {children}
    </span>
  );
}

function No() {
  return (
    <>
      <span className={css.no} aria-hidden="true">
        –
      </span>
      <span className="spoken">{peopleText.no}</span>
    </>
  );
}

function Busy() {
  return (
    <span role="status">
      <Spinner size={12} /> <span className="spoken">{peopleText.asking}</span>
    </span>
  );
}

function otherWords(state: 'self' | 'unknown' | 'failed' | undefined, hindrance: string | null): ReactNode {
  if (hindrance !== null) return hindrance;
  if (state === undefined) return <Busy />;
  return state === 'unknown' ? <span data-tip={peopleText.unknownHint}>{peopleText.unknown}</span> : null;
}

/** What hides one from the other, and what went wrong as this account or with what it had asked for. */
function factsOf(key: Actor['account']['key'], person: PersonState, now: number): readonly string[] {
  const state = person.relations.get(key);
  const refusal = person.refusals.get(key);
  const facts = refusal === undefined ? [] : [peopleText.refused(errorText(refusal))];
  if (state?.state === 'failed' && state.error.kind !== 'unauthorized') facts.push(errorText(state.error));
  if (state?.state !== 'known') return facts;
  const { blocking, muting, muteEndsAt, blockedBy, domainBlocking } = state.relation;
  return [
    ...(blocking ? [peopleText.blocked] : []),
    ...(muting ? [muteEndsAt === null ? peopleText.muted : peopleText.mutedUntil(muteEndsAt, now)] : []),
    ...(blockedBy ? [peopleText.blocksYou] : []),
    ...(domainBlocking ? [peopleText.serverBlocked] : []),
    ...(state.wasRejected ? [peopleText.rejected] : []),
    ...facts,
  ];
}
