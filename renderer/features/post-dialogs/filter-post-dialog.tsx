import { useEffect, useId, useState, type SyntheticEvent } from 'react';
import type { Account } from '../../../electron/contract/accounts.ts';
import { filterContexts } from '../../../electron/contract/vocabulary.ts';
import type { AccountFilters, OwnFilter } from '../../../electron/contract/filters.ts';
import type { AppError } from '../../../electron/contract/index.ts';
import type { PostTarget } from '../../stores/post-menus.ts';
import { actingText } from '../../text/acting.ts';
import { belongingsText } from '../../text/belongings.ts';
import { copiesText } from '../../text/copies.ts';
import { errorText } from '../../text/errors.ts';
import { Button } from '../../ui/button.tsx';
import { AccountChip } from '../../ui/chip.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { cleanLine } from '../../ui/plain-text.ts';
import { Spinner } from '../../ui/spinner.tsx';
import { actAsOrder, useAccounts } from '../post/index.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import css from './post-dialogs.module.css';

/** The filters of every account, ticked where they hide this post. */
export function FilterPostDialog({ target, onClose }: { readonly target: PostTarget; readonly onClose: () => void }) {
  const { belongings } = useStores();
  const accounts = useAccounts();
  const { answers, error } = useStoreValue(belongings, (state) => state.filters);
  useEffect(() => void belongings.getState().loadFilters(), [belongings]);
  return (
    <Dialog title={actingText.filterTitle} onClose={onClose} footer={<Button onClick={onClose}>{copiesText.close}</Button>}>
      <p className={css.about}>{actingText.filterAbout}</p>
      {answers === null && error === null && (
        <p className={css.note} role="status">
          <Spinner size={14} /> {actingText.filterLoading}
        </p>
      )}
      {error !== null && (
        <p className={css.error} role="alert">
          {errorText(error)}
        </p>
      )}
      {answers !== null &&
        actAsOrder(accounts, target.reached).map((account) => {
          const answer = answers.find((each) => each.account === account.key);
          return answer === undefined ? null : <AccountPart key={account.key} account={account} answer={answer} target={target} />;
        })}
    </Dialog>
  );
}

interface PartProps {
  readonly account: Account;
  readonly answer: AccountFilters;
  readonly target: PostTarget;
}

function AccountPart({ account, answer, target }: PartProps) {
  const { statuses } = useStores();
  const localId = useStoreValue(statuses, (state) => state.views.get(target.uri)?.marks.find((mark) => mark.account === account.key)?.id ?? null);
  const { result, onePhrase } = answer;
  return (
    <section className={css.part} aria-label={cleanLine(account.nickname)}>
      <AccountChip colour={account.colour} nickname={account.nickname} handle={account.handle} />
      {!result.ok && (
        <p className={css.error} role="alert">
          {errorText(result.error)}
        </p>
      )}
      {onePhrase && <p className={css.note}>{actingText.filterOnePhrase}</p>}
      {result.ok && !onePhrase && (
        <>
          {localId === null && <p className={css.note}>{actingText.filterUnknown}</p>}
          {result.value.length === 0 && <p className={css.note}>{actingText.filterNone}</p>}
          {result.value.map((filter) => (
            <Tick key={filter.id} account={account} filter={filter} entry={filter.statuses.find(({ statusId }) => statusId === localId)?.id ?? null} target={target} />
          ))}
          <NewFilter account={account} known={result.value} target={target} />
        </>
      )}
    </section>
  );
}

interface TickProps {
  readonly account: Account;
  readonly filter: OwnFilter;
  /** What names the post in the filter; null where it is not in it. */
  readonly entry: string | null;
  readonly target: PostTarget;
}

function Tick({ account, filter, entry, target }: TickProps) {
  const { belongings } = useStores();
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const change = async (): Promise<void> => {
    if (isBusy) return;
    setIsBusy(true);
    const { addFilterStatus, removeFilterStatus } = belongings.getState();
    setError(await (entry === null ? addFilterStatus(account.key, filter.id, target.uri) : removeFilterStatus(account.key, entry, target.uri)));
    setIsBusy(false);
  };
  return (
    <>
      <label className={css.choice}>
        <input type="checkbox" checked={entry !== null} aria-disabled={isBusy || undefined} aria-label={actingText.filterFor(cleanLine(filter.title), cleanLine(account.nickname))} onChange={() => void change()} />
        <span>
          {cleanLine(filter.title)} {isBusy && <Spinner size={12} />}
          <small>{belongingsText.filterFacts(filter)}</small>
        </span>
      </label>
      {error !== null && (
        <p className={css.error} role="alert">
          {errorText(error)}
        </p>
      )}
    </>
  );
}

/** A filter of no words, for single posts: found again by the ids that were not there before. */
function NewFilter({ account, known, target }: { readonly account: Account; readonly known: readonly OwnFilter[]; readonly target: PostTarget }) {
  const { belongings } = useStores();
  const field = useId();
  const [title, setTitle] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const make = async (): Promise<AppError | null> => {
    const { createFilter, addFilterStatus } = belongings.getState();
    const [made] = await createFilter([account.key], { title: title.trim(), context: [...filterContexts], action: 'warn', expiresAt: null, keywords: [] });
    if (made?.result.ok === false) return made.result.error;
    const { answers, error: unread } = belongings.getState().filters;
    if (unread !== null) return unread;
    const now = answers?.find((each) => each.account === account.key)?.result;
    if (now?.ok === false) return now.error;
    const filter = now?.value.find(({ id }) => !known.some((before) => before.id === id));
    return filter === undefined ? { kind: 'notFound', what: actingText.filterMade } : addFilterStatus(account.key, filter.id, target.uri);
  };
  const handleSubmit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    if (title.trim() === '' || isBusy) return;
    setIsBusy(true);
    const failed = await make();
    setError(failed);
    if (failed === null) setTitle('');
    setIsBusy(false);
  };
  return (
    <form className={css.newFilter} onSubmit={(event) => void handleSubmit(event)}>
      <label htmlFor={field} className="spoken">
        {actingText.filterNew(cleanLine(account.nickname))}
      </label>
      <input id={field} className={css.line} value={title} maxLength={200} placeholder={actingText.filterNewShort} onChange={(event) => setTitle(event.target.value)} />
      <Button type="submit" held={title.trim() === '' || isBusy} aria-label={actingText.filterMakeFor(cleanLine(account.nickname))}>
        {actingText.filterMake}
      </Button>
      {error !== null && (
        <p className={css.error} role="alert">
          {errorText(error)}
        </p>
      )}
    </form>
  );
}
