import { Check, Columns2, Plus } from 'lucide-react';
import { useState } from 'react';
import type { Account } from '../../../electron/contract/accounts.ts';
import type { AccountKey } from '../../../electron/contract/index.ts';
import { belongingsText } from '../../text/belongings.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { AccountChip } from '../../ui/chip.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { errorText } from '../../text/errors.ts';
import { useStores, useStoreValue } from '../stores/index.tsx';
import { AskedNote, useShownAccounts, useTellFailures } from './account-section.tsx';
import css from './belongings.module.css';
import { useAddColumn } from './use-add-column.ts';

const isTag = /^[\p{L}\p{M}\p{N}_·・‌]{1,100}$/u;

/** Each followed tag once, with the accounts that follow it: a press on one changes that. */
export function TagsTab() {
  const { belongings } = useStores();
  const asked = useStoreValue(belongings, (state) => state.tags);
  const shown = useShownAccounts();
  const answerOf = (key: AccountKey) => asked.answers?.find(({ account }) => account === key)?.result;
  const able = shown.filter(({ key }) => answerOf(key)?.ok === true);
  const unable = shown.flatMap(({ key, nickname }) => {
    const answer = answerOf(key);
    return answer === undefined || answer.ok ? [] : [{ nickname, error: answer.error }];
  });
  const unsupported = unable.filter(({ error }) => error.kind === 'unsupported').map(({ nickname }) => nickname);
  const followers = new Map<string, { readonly name: string; readonly by: Set<AccountKey> }>();
  for (const { key } of able) {
    const answer = answerOf(key);
    for (const name of answer?.ok === true ? answer.value : []) {
      const tag = followers.get(name.toLowerCase()) ?? { name, by: new Set() };
      tag.by.add(key);
      followers.set(name.toLowerCase(), tag);
    }
  }
  const tags = [...followers.values()].toSorted((a, b) => a.name.localeCompare(b.name));
  return (
    <>
      <NewTag able={able} />
      <AskedNote asked={asked} />
      {unsupported.length > 0 && <p className={css.note}>{belongingsText.tagsUnsupported(unsupported)}</p>}
      {unable.filter(({ error }) => error.kind !== 'unsupported').map(({ nickname, error }) => (
        <p key={nickname} className={css.note}>
          {nickname}: {errorText(error)}
        </p>
      ))}
      {asked.answers !== null && tags.length === 0 && <p className={css.note}>{belongingsText.noTags}</p>}
      <ul className={css.rows}>
        {tags.map(({ name, by }) => (
          <TagRow key={name} name={name} by={by} able={able} />
        ))}
      </ul>
    </>
  );
}

function NewTag({ able }: { readonly able: readonly Account[] }) {
  const { belongings } = useStores();
  const tell = useTellFailures();
  const [text, setText] = useState('');
  const name = text.trim().replace(/^#/, '');
  const isWrong = name !== '' && !isTag.test(name);
  const follow = async (): Promise<void> => {
    if (name === '' || isWrong || able.length === 0) return;
    setText('');
    tell(await belongings.getState().setTagFollowed(name, able.map(({ key }) => key), true));
  };
  return (
    <form
      className={css.bar}
      onSubmit={(event) => {
        event.preventDefault();
        void follow();
      }}
    >
      <TextField label={belongingsText.newTag} labelHidden placeholder={belongingsText.newTag} before="#" value={text} autoCapitalize="none" spellCheck={false} onChange={(event) => setText(event.target.value)} {...(isWrong ? { error: belongingsText.badTag } : {})} />
      <Button type="submit" held={name === '' || isWrong || able.length === 0}>
        {belongingsText.follow}
      </Button>
    </form>
  );
}

function TagRow({ name, by, able }: { readonly name: string; readonly by: ReadonlySet<AccountKey>; readonly able: readonly Account[] }) {
  const { belongings } = useStores();
  const tell = useTellFailures();
  const addColumn = useAddColumn();
  return (
    <li className={css.row}>
      <span className={css.words}>
        <b dir="auto">#{name}</b>
      </span>
      <span className={css.buttons}>
        {able.map(({ key, nickname, handle, colour }) => (
          <button key={key} type="button" className={css.toggle} aria-pressed={by.has(key)} aria-label={belongingsText.follows(nickname, name)} onClick={() => void belongings.getState().setTagFollowed(name, [key], !by.has(key)).then(tell)}>
            {by.has(key) ? <Check aria-hidden="true" /> : <Plus aria-hidden="true" />}
            <AccountChip size="s" colour={colour} nickname={nickname} handle={handle} />
          </button>
        ))}
        {isTag.test(name) && (
          <IconButton label={belongingsText.asColumnOf(`#${name}`)} onClick={() => addColumn({ source: { kind: 'hashtag', any: [name], all: [], none: [] }, accounts: by.size === 1 ? [...by] : 'all' })}>
            <Columns2 />
          </IconButton>
        )}
      </span>
    </li>
  );
}
