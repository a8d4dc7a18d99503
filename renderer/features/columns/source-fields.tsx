import { Plus, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { longestSavedSearch } from '../../../electron/contract/limits.ts';
import type { FeedKind, ListName } from '../../../electron/contract/feeds.ts';
import type { AccountKey } from '../../../electron/contract/index.ts';
import { columnsText } from '../../text/columns.ts';
import { errorText } from '../../text/errors.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { cleanLine } from '../../ui/plain-text.ts';
import { TextField } from '../../ui/text-field.tsx';
import { useAccounts } from '../post/index.tsx';
import { useStores } from '../stores/index.tsx';
import css from './column-dialog.module.css';
import { blankSource, type ColumnDraft, type DraftProblems, type SourceDraft } from './column-draft.ts';

export interface DraftFieldsProps {
  readonly draft: ColumnDraft;
  readonly problems: DraftProblems;
  readonly onChange: (part: Partial<ColumnDraft>) => void;
}

const kinds = Object.keys(columnsText.kinds) as FeedKind[];
const mostSources = 8;

/** What is read, and of which accounts. */
export function SourceFields({ draft, problems, onChange }: DraftFieldsProps) {
  const { sources } = draft;
  const put = (index: number, part: Partial<SourceDraft>): void => onChange({ sources: sources.map((source, each) => (each === index ? { ...source, ...part } : source)) });
  const asksAccounts = sources.some(({ kind }) => kind !== 'list' && kind !== 'instance' && kind !== 'search');
  return (
    <>
      {sources.map((source, index) => (
        // Sources have no name of their own; they are only added at the end.
        // oxlint-disable-next-line react/no-array-index-key
        <fieldset key={index} className={css.source}>
          <div className={css.kind}>
            <label>
              <span className={css.label}>{columnsText.what}</span>
              <select className={css.select} value={source.kind} onChange={(event) => put(index, { kind: kinds.find((kind) => kind === event.target.value) ?? source.kind })}>
                {kinds.map((kind) => (
                  <option key={kind} value={kind}>
                    {columnsText.kinds[kind]}
                  </option>
                ))}
              </select>
            </label>
            {sources.length > 1 && (
              <IconButton label={columnsText.removeSource(columnsText.kinds[source.kind])} onClick={() => onChange({ sources: sources.filter((_, each) => each !== index) })}>
                <X />
              </IconButton>
            )}
          </div>
          <p className={css.hint}>{columnsText.kindHints[source.kind]}</p>
          <SourceParts source={source} problems={problems} index={index} onChange={(part) => put(index, part)} />
        </fieldset>
      ))}
      {sources.length < mostSources && (
        <Button size="s" className={css.addSource} onClick={() => onChange({ sources: [...sources, blankSource] })}>
          <Plus aria-hidden="true" />
          {columnsText.addSource}
        </Button>
      )}
      {asksAccounts && <AccountFields accounts={draft.accounts} onChange={(accounts) => onChange({ accounts })} />}
    </>
  );
}

interface SourcePartsProps {
  readonly source: SourceDraft;
  readonly index: number;
  readonly problems: DraftProblems;
  readonly onChange: (part: Partial<SourceDraft>) => void;
}

const wrong = (problem: string | undefined): { readonly error?: string } => (problem === undefined ? {} : { error: problem });

function SourceParts({ source, index, problems, onChange }: SourcePartsProps) {
  switch (source.kind) {
    case 'hashtag':
      return (
        <>
          <TextField label={columnsText.tagsAny} hint={columnsText.tagsHint} value={source.any} onChange={(event) => onChange({ any: event.target.value })} {...wrong(problems[`any${index}`])} />
          <TextField label={columnsText.tagsAll} value={source.all} onChange={(event) => onChange({ all: event.target.value })} />
          <TextField label={columnsText.tagsNone} value={source.none} onChange={(event) => onChange({ none: event.target.value })} />
        </>
      );
    case 'person':
      return <TextField label={columnsText.handle} hint={columnsText.handleHint} value={source.handle} autoCapitalize="none" spellCheck={false} onChange={(event) => onChange({ handle: event.target.value })} {...wrong(problems[`handle${index}`])} />;
    case 'instance':
      return <TextField label={columnsText.host} hint={columnsText.hostHint} value={source.host} autoCapitalize="none" spellCheck={false} onChange={(event) => onChange({ host: event.target.value })} {...wrong(problems[`host${index}`])} />;
    case 'search':
      return <TextField label={columnsText.query} hint={columnsText.queryHint} value={source.query} maxLength={longestSavedSearch} autoCapitalize="none" spellCheck={false} onChange={(event) => onChange({ query: event.target.value })} {...wrong(problems[`query${index}`])} />;
    case 'list':
      return <ListFields source={source} problem={problems[`list${index}`]} onChange={onChange} />;
    default:
      return null;
  }
}

type Lists = { readonly account: AccountKey; readonly lists: readonly ListName[] | string };

function ListFields({ source, problem, onChange }: { readonly source: SourceDraft; readonly problem: string | undefined; readonly onChange: (part: Partial<SourceDraft>) => void }) {
  const { timelines } = useStores();
  const accounts = useAccounts();
  const [account, setAccount] = useState<AccountKey | undefined>(source.list?.account ?? accounts[0]?.key);
  const [asked, setAsked] = useState<Lists | null>(null);
  useEffect(() => {
    if (account === undefined) return;
    let isCurrent = true;
    void timelines.getState().listsOf(account).then((answer) => {
      if (isCurrent) setAsked({ account, lists: answer.ok ? answer.value : errorText(answer.error) });
    });
    return () => {
      isCurrent = false;
    };
  }, [timelines, account]);
  const lists = asked?.account === account ? asked?.lists : undefined;
  return (
    <>
      <label>
        <span className={css.label}>{columnsText.accountOfList}</span>
        <select
          className={css.select}
          value={account}
          onChange={(event) => {
            setAccount(accounts.find(({ key }) => key === event.target.value)?.key);
            onChange({ list: null });
          }}
        >
          {accounts.map(({ key, nickname, handle }) => (
            <option key={key} value={key}>
              {cleanLine(nickname)} (@{cleanLine(handle)})
            </option>
          ))}
        </select>
      </label>
      {lists === undefined && <p className={css.hint} role="status">{columnsText.listsLoading}</p>}
      {typeof lists === 'string' && <p className={css.error} role="alert">{lists}</p>}
      {Array.isArray(lists) && lists.length === 0 && <p className={css.hint}>{columnsText.noLists}</p>}
      {account !== undefined && Array.isArray(lists) && lists.length > 0 && (
        <label>
          <span className={css.label}>{columnsText.list}</span>
          <select
            className={css.select}
            value={source.list?.id ?? ''}
            aria-invalid={problem !== undefined || undefined}
            onChange={(event) => {
              const list = lists.find((each: ListName) => each.id === event.target.value);
              onChange({ list: list === undefined ? null : { account, ...list } });
            }}
          >
            <option value="" disabled>
              {columnsText.pickList}
            </option>
            {lists.map(({ id, title }: ListName) => (
              <option key={id} value={id}>
                {cleanLine(title)}
              </option>
            ))}
          </select>
        </label>
      )}
      {problem !== undefined && <p className={css.error} role="alert">{problem}</p>}
    </>
  );
}

function AccountFields({ accounts: chosen, onChange }: { readonly accounts: ColumnDraft['accounts']; readonly onChange: (accounts: ColumnDraft['accounts']) => void }) {
  const accounts = useAccounts();
  const ticked = new Set(chosen === 'all' ? accounts.map(({ key }) => key) : chosen);
  const toggle = (key: AccountKey): void => {
    const next = accounts.map((account) => account.key).filter((each) => (each === key ? !ticked.has(each) : ticked.has(each)));
    onChange(next);
  };
  return (
    <fieldset className={css.accounts}>
      <legend className={css.label}>{columnsText.accounts}</legend>
      <label className={css.tick}>
        <input type="checkbox" checked={chosen === 'all'} onChange={(event) => onChange(event.target.checked ? 'all' : accounts.slice(0, 1).map(({ key }) => key))} />
        {columnsText.allAccounts}
      </label>
      {chosen !== 'all' &&
        accounts.map(({ key, nickname, handle, colour }) => (
          <label key={key} className={css.tick}>
            <input type="checkbox" checked={ticked.has(key)} onChange={() => toggle(key)} />
            <span className={css.dot} data-colour={colour} />
            {cleanLine(nickname)} <small>@{cleanLine(handle)}</small>
          </label>
        ))}
    </fieldset>
  );
}
