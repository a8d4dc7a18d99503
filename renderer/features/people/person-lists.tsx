import { Check } from 'lucide-react';
import { useState } from 'react';
import type { AccountKey, AppError } from '../../../electron/contract/index.ts';
import type { AccountLists, PersonList } from '../../../electron/contract/people.ts';
import { errorText } from '../../text/errors.ts';
import { peopleText } from '../../text/people.ts';
import { Button } from '../../ui/button.tsx';
import { AccountChip } from '../../ui/chip.tsx';
import { cleanLine } from '../../ui/plain-text.ts';
import { Spinner } from '../../ui/spinner.tsx';
import { useAccounts } from '../post/index.tsx';
import { useStores } from '../stores/index.tsx';
import css from './person-lists.module.css';

type Lists = { readonly state: 'closed' } | { readonly state: 'loading' } | { readonly state: 'failed'; readonly error: AppError } | { readonly state: 'open'; readonly accounts: readonly AccountLists[] };

/** In which lists of which account a person is; a press puts them in or takes them out. Asked for on request. */
export function PersonLists({ handle }: { readonly handle: string }) {
  const { people } = useStores();
  const [lists, setLists] = useState<Lists>({ state: 'closed' });
  const [error, setError] = useState<AppError | null>(null);
  const load = async (): Promise<void> => {
    setLists({ state: 'loading' });
    const answer = await people.getState().lists(handle);
    setLists(answer.ok ? { state: 'open', accounts: answer.value } : { state: 'failed', error: answer.error });
  };
  const show = (account: AccountKey, id: string, listed: boolean): void =>
    setLists((before) => (before.state === 'open' ? { ...before, accounts: before.accounts.map((each) => (each.account === account && each.result.ok ? { ...each, result: { ok: true, value: each.result.value.map((list) => (list.id === id ? { ...list, listed } : list)) } } : each)) } : before));
  /** Shown at once, and taken back where the server refuses. */
  const toggle = async (account: AccountKey, list: PersonList): Promise<void> => {
    setError(null);
    show(account, list.id, !list.listed);
    const failed = await people.getState().setListed(handle, account, list.id, !list.listed);
    if (failed === null) return;
    show(account, list.id, list.listed);
    setError(failed);
  };
  if (lists.state === 'closed') {
    return (
      <Button size="s" className={css.open} onClick={() => void load()}>
        {peopleText.showLists}
      </Button>
    );
  }
  return (
    <div className={css.lists} role="group" aria-label={peopleText.lists}>
      {lists.state === 'loading' && (
        <p className={css.note} role="status">
          <Spinner size={14} /> {peopleText.listsLoading}
        </p>
      )}
      {lists.state === 'failed' && <p className={css.error}>{errorText(lists.error)}</p>}
      {lists.state === 'open' && <Rows accounts={lists.accounts} onToggle={(account, list) => void toggle(account, list)} />}
      {error !== null && (
        <p className={css.error} role="alert">
          {errorText(error)}
        </p>
      )}
    </div>
  );
}

function Rows({ accounts: all, onToggle }: { readonly accounts: readonly AccountLists[]; readonly onToggle: (account: AccountKey, list: PersonList) => void }) {
  const accounts = useAccounts();
  const shown = all.filter(({ result }) => !result.ok || result.value.length > 0);
  if (shown.length === 0) return <p className={css.note}>{peopleText.noLists}</p>;
  return shown.map(({ account: key, result }) => {
    const account = accounts.find((each) => each.key === key);
    if (account === undefined) return null;
    return (
      <div key={key} className={css.row}>
        <AccountChip size="s" colour={account.colour} nickname={account.nickname} handle={account.handle} />
        {result.ok ? (
          result.value.map((list) => (
            <button
              key={list.id}
              type="button"
              className={css.list}
              aria-pressed={list.listed}
              aria-label={peopleText.inList(cleanLine(list.title), cleanLine(account.nickname))}
              data-tip={list.exclusive ? peopleText.exclusiveList : undefined}
              onClick={() => onToggle(key, list)}
            >
              {list.listed && <Check aria-hidden="true" />} {cleanLine(list.title)}
            </button>
          ))
        ) : (
          <span className={css.error}>{errorText(result.error)}</span>
        )}
      </div>
    );
  });
}
