import { Copy, PenLine, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Account } from '../../../electron/contract/accounts.ts';
import type { OwnFilter } from '../../../electron/contract/filters.ts';
import { belongingsText } from '../../text/belongings.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { cleanLine } from '../../ui/plain-text.ts';
import { useMinute } from '../../ui/use-now.ts';
import { useAccounts } from '../post/index.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import { AccountSection, AskedNote, useShownAccounts, useTellFailure, useTellFailures } from './account-section.tsx';
import css from './belongings.module.css';
import { FilterDialog } from './filter-dialog.tsx';
import { FilterPosts } from './filter-posts.tsx';
import { SyncDialog } from './sync-dialog.tsx';

type Open = { readonly kind: 'new' | 'sync' } | { readonly kind: 'edit' | 'posts'; readonly account: Account; readonly filter: OwnFilter };

/** The filters of all accounts, as their servers keep them. */
export function FiltersTab() {
  const { belongings } = useStores();
  const asked = useStoreValue(belongings, (state) => state.filters);
  const accounts = useShownAccounts();
  const all = useAccounts();
  const [open, setOpen] = useState<Open | null>(null);
  const close = (): void => setOpen(null);
  const answerOf = (account: Account) => asked.answers?.find((each) => each.account === account.key);
  return (
    <>
      <div className={css.bar}>
        <Button onClick={() => setOpen({ kind: 'new' })}>
          <Plus /> {belongingsText.newFilter}
        </Button>
        {all.length > 1 && (
          <Button onClick={() => setOpen({ kind: 'sync' })}>
            <Copy /> {belongingsText.sync}
          </Button>
        )}
      </div>
      <AskedNote asked={asked} />
      {accounts.map((account) => {
        const answer = answerOf(account);
        if (answer === undefined) return null;
        return (
          <AccountSection key={account.key} account={account} result={answer.result} none={belongingsText.noFilters}>
            {(filters) => filters.map((filter) => <FilterRow key={filter.id} account={account} filter={filter} onOpen={(kind) => setOpen({ kind, account, filter })} />)}
          </AccountSection>
        );
      })}
      {open?.kind === 'new' && <FilterDialog accounts={accounts} filter={null} onePhrase={false} onClose={close} />}
      {open?.kind === 'edit' && <FilterDialog accounts={[open.account]} filter={open.filter} onePhrase={answerOf(open.account)?.onePhrase === true} onClose={close} />}
      {open?.kind === 'posts' && <FilterPosts account={open.account} filter={open.filter} onClose={close} />}
      {open?.kind === 'sync' && <SyncDialog accounts={all} from={accounts[0]?.key} onClose={close} />}
    </>
  );
}

function FilterRow({ account, filter, onOpen }: { readonly account: Account; readonly filter: OwnFilter; readonly onOpen: (kind: 'edit' | 'posts') => void }) {
  const { belongings, toasts } = useStores();
  const tell = useTellFailure();
  const tellAll = useTellFailures();
  const now = useMinute();
  const title = cleanLine(filter.title);
  const { expiresAt, keywords, statuses } = filter;
  const remove = async (): Promise<void> => {
    const failed = await belongings.getState().removeFilter(account.key, filter.id);
    if (failed !== null) return tell(failed);
    const { title: name, context, action } = filter;
    const draft = { title: name, context, action, expiresAt, keywords: keywords.map(({ keyword, wholeWord }) => ({ keyword, wholeWord })) };
    // Single posts would not come back with it.
    const undo = statuses.length > 0 ? null : { label: belongingsText.undo, run: () => void belongings.getState().createFilter([account.key], draft).then(tellAll) };
    toasts.getState().show({ text: belongingsText.filterRemoved(title), tone: 'done', action: undo });
  };
  return (
    <li className={css.row}>
      <span className={css.words}>
        <b dir="auto">{title}</b>
        <small>
          {belongingsText.filterFacts(filter)}
          {expiresAt !== null && ` · ${expiresAt <= now ? belongingsText.ended : belongingsText.endsAt(expiresAt)}`}
        </small>
        {keywords.some(({ keyword }) => keyword !== filter.title) && <small dir="auto">{keywords.map(({ keyword }) => cleanLine(keyword)).join(', ')}</small>}
      </span>
      <span className={css.buttons}>
        {statuses.length > 0 && (
          <Button size="s" look="quiet" onClick={() => onOpen('posts')}>
            {belongingsText.posts(statuses.length)}
          </Button>
        )}
        <IconButton label={belongingsText.editFilter(title)} onClick={() => onOpen('edit')}>
          <PenLine />
        </IconButton>
        <IconButton label={`${belongingsText.removeFilter} ${title}`} onClick={() => void remove()}>
          <Trash2 />
        </IconButton>
      </span>
    </li>
  );
}
