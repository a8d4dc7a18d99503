import { useEffect, useState } from 'react';
import type { Account } from '../../../electron/contract/accounts.ts';
import type { AppError } from '../../../electron/contract/index.ts';
import type { OwnList } from '../../../electron/contract/lists.ts';
import type { Person } from '../../../electron/contract/statuses.ts';
import { belongingsText } from '../../text/belongings.ts';
import { errorText } from '../../text/errors.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { cleanLine } from '../../ui/plain-text.ts';
import { Spinner } from '../../ui/spinner.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useStores } from '../stores/index.tsx';
import css from './belongings.module.css';

const searchAfterMs = 300;

/** Who is in a list; people can be taken out, and looked for to be put in. */
export function MembersDialog({ account, list, onClose }: { readonly account: Account; readonly list: OwnList; readonly onClose: () => void }) {
  const { belongings } = useStores();
  const [members, setMembers] = useState<readonly Person[] | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const [text, setText] = useState('');
  const found = useFound(account, text);
  useEffect(() => {
    let isCurrent = true;
    void belongings.getState().members(account.key, list.id).then((answer) => {
      if (!isCurrent) return;
      if (answer.ok) setMembers(answer.value);
      else setError(answer.error);
    });
    return () => {
      isCurrent = false;
    };
  }, [belongings, account.key, list.id]);
  const isIn = ({ handle }: Person): boolean => members?.some((member) => member.handle === handle) === true;
  const set = async (person: Person, listed: boolean): Promise<void> => {
    setError(null);
    const failed = await belongings.getState().setMember(account.key, list.id, person.handle, listed);
    if (failed !== null) return setError(failed);
    setMembers((before) => [...(listed ? [person] : []), ...(before ?? []).filter(({ handle }) => handle !== person.handle)]);
  };
  return (
    <Dialog title={belongingsText.members(cleanLine(list.title))} onClose={onClose} footer={<Button onClick={onClose}>{belongingsText.close}</Button>}>
      <div className={css.form}>
        <TextField type="search" label={belongingsText.addMember} hint={belongingsText.addMemberHint} value={text} autoCapitalize="none" spellCheck={false} onChange={(event) => setText(event.target.value)} />
        {error !== null && (
          <p className={css.error} role="alert">
            {errorText(error)}
          </p>
        )}
        {found !== null && (
          <ul className={css.rows} aria-label={belongingsText.addMember}>
            {found.filter((person) => !isIn(person)).map((person) => (
              <PersonRow key={person.handle} person={person} action={belongingsText.add} label={belongingsText.addPerson(person.handle)} onPress={() => void set(person, true)} />
            ))}
          </ul>
        )}
        {found?.length === 0 && <p className={css.note}>{belongingsText.nobodyFound}</p>}
        {members === null ? (
          error === null && (
            <p className={css.note} role="status">
              <Spinner size={14} /> {belongingsText.membersLoading}
            </p>
          )
        ) : members.length === 0 ? (
          <p className={css.note}>{belongingsText.noMembers}</p>
        ) : (
          <ul className={css.rows} aria-label={belongingsText.people}>
            {members.map((person) => (
              <PersonRow key={person.handle} person={person} action={belongingsText.remove} label={belongingsText.removePerson(person.handle)} onPress={() => void set(person, false)} />
            ))}
          </ul>
        )}
      </div>
    </Dialog>
  );
}

/** Whom the account's server finds, once typing rests; null while nothing is asked. */
function useFound(account: Account, text: string): readonly Person[] | null {
  const { belongings } = useStores();
  const [found, setFound] = useState<{ readonly text: string; readonly people: readonly Person[] } | null>(null);
  const words = text.trim();
  useEffect(() => {
    if (words.length < 2) return;
    let isCurrent = true;
    const timer = window.setTimeout(() => {
      void belongings.getState().findPeople(account.key, words).then((people) => (isCurrent ? setFound({ text: words, people }) : undefined));
    }, searchAfterMs);
    return () => {
      isCurrent = false;
      window.clearTimeout(timer);
    };
  }, [belongings, account.key, words]);
  return found !== null && found.text === words ? found.people : null;
}

function PersonRow({ person, action, label, onPress }: { readonly person: Person; readonly action: string; readonly label: string; readonly onPress: () => void }) {
  return (
    <li className={css.row}>
      <Avatar path={person.avatarStatic ?? person.avatar} name={person.displayName || person.handle} size={28} />
      <span className={css.words}>
        <b dir="auto">{cleanLine(person.displayName) || person.handle}</b>
        <small>@{person.handle}</small>
      </span>
      <Button size="s" aria-label={label} onClick={onPress}>
        {action}
      </Button>
    </li>
  );
}
