import { Fragment, useState } from 'react';
import type { FamiliarFollower } from '../../../electron/contract/people.ts';
import type { PersonState } from '../../stores/people.ts';
import { peopleText } from '../../text/people.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { PlainName } from '../../ui/plain-name.tsx';
import { cleanLine } from '../../ui/plain-text.ts';
import { accountsOf, Chips, PersonButton, useAccounts } from '../post/index.tsx';
import css from './familiar.module.css';

const facesShown = 5;
const namesShown = 2;

/** Who of the people that own accounts follow follows this one; unfolded, with the accounts that follow them. */
export function Familiar({ person: { familiar } }: { readonly person: PersonState }) {
  const [isOpen, setIsOpen] = useState(false);
  const accounts = useAccounts();
  if (familiar.length === 0) return null;
  return (
    <section className={css.familiar} aria-label={peopleText.familiarAll}>
      <div className={css.line}>
        {familiar.slice(0, facesShown).map(({ person }) => (
          <PersonButton key={person.handle} handle={person.handle} silent className={css.face}>
            <Avatar path={person.avatarStatic ?? person.avatar} name={person.displayName || person.handle} size={24} />
          </PersonButton>
        ))}
        <p>
          {peopleText.familiarBefore} <Names familiar={familiar} />, {peopleText.familiarAfter}
        </p>
        <Button look="link" size="s" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {isOpen ? peopleText.hideFamiliar : peopleText.showFamiliar}
        </Button>
      </div>
      {isOpen && (
        <ul className={css.list}>
          {familiar.map((follower) => (
            <Row key={follower.person.handle} follower={follower} accounts={accountsOf(accounts, follower.followedBy)} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Names({ familiar }: { readonly familiar: readonly FamiliarFollower[] }) {
  const others = familiar.length - namesShown;
  return (
    <>
      {familiar.slice(0, namesShown).map(({ person }, index) => (
        <Fragment key={person.handle}>
          {index > 0 && (others > 0 ? ', ' : ` ${peopleText.and} `)}
          <PlainName name={person.displayName} emojis={person.emojis} orElse={person.handle} />
        </Fragment>
      ))}
      {others > 0 && ` ${peopleText.and} ${peopleText.familiarOthers(others)}`}
    </>
  );
}

function Row({ follower: { person }, accounts }: { readonly follower: FamiliarFollower; readonly accounts: ReturnType<typeof accountsOf> }) {
  return (
    <li className={css.row} data-post-reached={accounts.map(({ key }) => key).join(' ')}>
      <PersonButton handle={person.handle} reachable className={css.person}>
        <Avatar path={person.avatarStatic ?? person.avatar} name={person.displayName || person.handle} size={28} />
        <span className={css.names}>
          <b>
            <PlainName name={person.displayName} emojis={person.emojis} orElse={person.handle} />
          </b>
          <bdi>@{cleanLine(person.handle)}</bdi>
        </span>
      </PersonButton>
      <Chips accounts={accounts} />
    </li>
  );
}
