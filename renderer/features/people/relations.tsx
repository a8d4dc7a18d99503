import { useState } from 'react';
import type { AccountKey } from '../../../electron/contract/index.ts';
import type { Profile } from '../../../electron/contract/people.ts';
import type { PersonState } from '../../stores/people.ts';
import { peopleText } from '../../text/people.ts';
import { useAccounts } from '../post/index.tsx';
import { NoteDialog } from './note-dialog.tsx';
import { PersonLists } from './person-lists.tsx';
import { RelationActions } from './relation-actions.tsx';
import { RelationRow } from './relation-row.tsx';
import css from './relations.module.css';
import { actorOf, firstActor } from './use-person.ts';

export interface RelationsProps {
  readonly profile: Profile;
  readonly person: PersonState;
  /** Accounts to act as at first, best first. */
  readonly wanted: readonly (AccountKey | null)[];
}

/** One row per account: how it stands with the person; what is ticked acts, all at once. */
export function Relations({ profile, person, wanted }: RelationsProps) {
  const accounts = useAccounts();
  const [chosen, setChosen] = useState<ReadonlySet<AccountKey> | null>(null);
  const [noting, setNoting] = useState<AccountKey | null>(null);
  const actors = accounts.map((account) => actorOf(account, person));
  const first = firstActor(actors, wanted);
  const ticked = chosen ?? new Set(first === null ? [] : [first]);
  const acting = actors.filter(({ account, hindrance }) => hindrance === null && ticked.has(account.key)).map(({ account }) => account);
  const toggle = (key: AccountKey): void => {
    const next = new Set(ticked);
    if (!next.delete(key)) next.add(key);
    setChosen(next);
  };
  const { columns } = peopleText;
  const noted = accounts.find(({ key }) => key === noting);
  return (
    <section className={css.relations} aria-label={peopleText.relations}>
      <h3 className={css.title}>{peopleText.relations}</h3>
      <table className={css.table}>
        <caption className="spoken">{peopleText.caption}</caption>
        <thead>
          <tr>
            <th scope="col" className={css.pick}>
              <span className="spoken">{columns.pick}</span>
            </th>
            <th scope="col">{columns.account}</th>
            <th scope="col">{columns.follow}</th>
            <th scope="col">{columns.followedBy}</th>
            <th scope="col" className={css.noteColumn}>
              <span className="spoken">{columns.note}</span>
            </th>
          </tr>
        </thead>
        {actors.map((actor) => (
          <RelationRow key={actor.account.key} actor={actor} person={person} isTicked={ticked.has(actor.account.key)} onToggle={() => toggle(actor.account.key)} onNote={() => setNoting(actor.account.key)} />
        ))}
      </table>
      <RelationActions profile={profile} person={person} acting={acting} />
      <PersonLists key={profile.person.handle} handle={profile.person.handle} />
      {noted !== undefined && <NoteDialog account={noted} handle={profile.person.handle} person={person} onClose={() => setNoting(null)} />}
    </section>
  );
}
