import { useState } from 'react';
import type { Account } from '../../../electron/contract/accounts.ts';
import { filterContexts } from '../../../electron/contract/vocabulary.ts';
import type { FilterDraft, OwnFilter } from '../../../electron/contract/filters.ts';
import type { AccountKey } from '../../../electron/contract/index.ts';
import type { FilterAction } from '../../../electron/contract/statuses.ts';
import { belongingsText } from '../../text/belongings.ts';
import { errorText } from '../../text/errors.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { cleanLine } from '../../ui/plain-text.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useStores } from '../stores/index.tsx';
import { nicknameOf } from './account-section.tsx';
import { AccountTicks } from './account-ticks.tsx';
import css from './belongings.module.css';
import { KeywordFields } from './keyword-fields.tsx';

export interface FilterDialogProps {
  /** Those it can belong to. */
  readonly accounts: readonly Account[];
  /** Null: a new one. */
  readonly filter: OwnFilter | null;
  readonly onePhrase: boolean;
  readonly onClose: () => void;
}

const allActions: readonly FilterAction[] = ['warn', 'hide', 'blur'];
const blank: FilterDraft = { title: '', context: ['home', 'notifications', 'public', 'thread', 'account'], action: 'warn', expiresAt: null, keywords: [{ keyword: '', wholeWord: true }] };

function draftOf(filter: OwnFilter | null): FilterDraft {
  if (filter === null) return blank;
  const { title, context, action, expiresAt, keywords } = filter;
  return { title, context, action, expiresAt, keywords: keywords.map(({ keyword, wholeWord }) => ({ keyword, wholeWord })) };
}

/** What is wrong, in words; null where it can be saved. */
function problemOf(draft: FilterDraft, hasPosts: boolean): string | null {
  if (draft.title === '') return belongingsText.needsTitle;
  if (draft.context.length === 0) return belongingsText.needsContext;
  return draft.keywords.length === 0 && !hasPosts ? belongingsText.needsWord : null;
}

/** All of a filter. A new one can be made for several accounts at once. */
export function FilterDialog({ accounts, filter, onePhrase, onClose }: FilterDialogProps) {
  const { belongings } = useStores();
  const [draft, setDraft] = useState(() => draftOf(filter));
  const [chosen, setChosen] = useState<ReadonlySet<AccountKey>>(() => new Set(accounts.map(({ key }) => key)));
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const change = (part: Partial<FilterDraft>): void => {
    setDraft({ ...draft, ...part });
    setProblem(null);
  };
  const save = async (): Promise<void> => {
    if (busy) return;
    const keywords = draft.keywords.map((word) => ({ ...word, keyword: word.keyword.trim() })).filter(({ keyword }) => keyword !== '');
    const made = { ...draft, keywords, title: onePhrase ? (keywords[0]?.keyword ?? '') : draft.title.trim() };
    const wrong = onePhrase && made.title === '' ? belongingsText.needsWord : problemOf(made, (filter?.statuses.length ?? 0) > 0);
    if (wrong !== null) return setProblem(wrong);
    setBusy(true);
    const { createFilter, updateFilter } = belongings.getState();
    if (filter !== null) {
      const [account] = accounts;
      const failed = account === undefined ? null : await updateFilter(account.key, filter.id, made);
      setBusy(false);
      return failed === null ? onClose() : setProblem(errorText(failed));
    }
    const failed = (await createFilter([...chosen], made)).flatMap(({ account, result }) => (result.ok ? [] : [{ account, error: result.error }]));
    setBusy(false);
    const [first] = failed;
    if (first === undefined) return onClose();
    // Those it worked for have it now: only the others are tried again.
    setChosen(new Set(failed.map(({ account }) => account)));
    setProblem(belongingsText.failedFor(failed.map(({ account }) => nicknameOf(accounts, account)), errorText(first.error)));
  };
  return (
    <Dialog
      title={filter === null ? belongingsText.newFilter : belongingsText.editFilter(cleanLine(filter.title))}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{belongingsText.cancel}</Button>
          <Button look="ink" held={busy || chosen.size === 0} aria-busy={busy} onClick={() => void save()}>
            {belongingsText.save}
          </Button>
        </>
      }
    >
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {onePhrase ? <p className={css.hint}>{belongingsText.onePhrase}</p> : <TextField label={belongingsText.filterTitle} value={draft.title} onChange={(event) => change({ title: event.target.value })} />}
        <KeywordFields keywords={draft.keywords} isOne={onePhrase} onChange={(keywords) => change({ keywords })} />
        <Segmented label={belongingsText.action} value={draft.action} options={allActions.filter((action) => action !== 'blur' || !onePhrase).map((value) => ({ value, label: belongingsText.actions[value] }))} onChange={(action) => change({ action })} />
        <fieldset className={css.ticks}>
          <legend className={css.label}>{belongingsText.contextsLabel}</legend>
          {filterContexts.map((context) => (
            <label key={context} className={css.tick}>
              <input type="checkbox" checked={draft.context.includes(context)} onChange={(event) => change({ context: filterContexts.filter((each) => (each === context ? event.target.checked : draft.context.includes(each))) })} />
              {belongingsText.contexts[context]}
            </label>
          ))}
        </fieldset>
        <Ends before={filter?.expiresAt ?? null} onChange={(expiresAt) => change({ expiresAt })} />
        {filter === null && accounts.length > 1 && <AccountTicks label={belongingsText.accounts} accounts={accounts} chosen={chosen} onChange={setChosen} />}
        {problem !== null && (
          <p className={css.error} role="alert">
            {problem}
          </p>
        )}
      </form>
    </Dialog>
  );
}

function Ends({ before, onChange }: { readonly before: number | null; readonly onChange: (at: number | null) => void }) {
  const [choice, setChoice] = useState(before === null ? 'never' : 'keep');
  const choose = (next: string): void => {
    setChoice(next);
    const duration = belongingsText.durations.find(({ ms }) => String(ms) === next);
    onChange(next === 'keep' ? before : duration === undefined ? null : Date.now() + duration.ms);
  };
  return (
    <label>
      <span className={css.label}>{belongingsText.ends}</span>
      <select className={css.select} value={choice} onChange={(event) => choose(event.target.value)}>
        <option value="never">{belongingsText.never}</option>
        {before !== null && <option value="keep">{belongingsText.keep(before)}</option>}
        {belongingsText.durations.map(({ label, ms }) => (
          <option key={ms} value={String(ms)}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}
