import { Columns2, PenLine, Plus, Trash2, Users } from 'lucide-react';
import { useState } from 'react';
import type { Account } from '../../../electron/contract/accounts.ts';
import type { OwnList } from '../../../electron/contract/lists.ts';
import { belongingsText } from '../../text/belongings.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { cleanLine } from '../../ui/plain-text.ts';
import { useStores, useStoreValue } from '../stores/index.tsx';
import { AccountSection, AskedNote, useShownAccounts } from './account-section.tsx';
import css from './belongings.module.css';
import { ListDialog } from './list-dialog.tsx';
import { MembersDialog } from './members-dialog.tsx';
import { RemoveListDialog } from './remove-list-dialog.tsx';
import { useAddColumn } from './use-add-column.ts';

type Open = { readonly kind: 'new' } | { readonly kind: 'edit' | 'members' | 'remove'; readonly account: Account; readonly list: OwnList };

/** The lists of all accounts, and everything that can be done with them. */
export function ListsTab() {
  const { belongings } = useStores();
  const asked = useStoreValue(belongings, (state) => state.lists);
  const accounts = useShownAccounts();
  const [open, setOpen] = useState<Open | null>(null);
  const close = (): void => setOpen(null);
  return (
    <>
      <div className={css.bar}>
        <Button onClick={() => setOpen({ kind: 'new' })}>
          <Plus /> {belongingsText.newList}
        </Button>
      </div>
      <AskedNote asked={asked} />
      {accounts.map((account) => {
        const answer = asked.answers?.find((each) => each.account === account.key);
        if (answer === undefined) return null;
        return (
          <AccountSection key={account.key} account={account} result={answer.result} none={belongingsText.noLists}>
            {(lists) => lists.map((list) => <ListRow key={list.id} account={account} list={list} onOpen={(kind) => setOpen({ kind, account, list })} />)}
          </AccountSection>
        );
      })}
      {open?.kind === 'new' && <ListDialog accounts={accounts} list={null} onClose={close} />}
      {open?.kind === 'edit' && <ListDialog accounts={[open.account]} list={open.list} onClose={close} />}
      {open?.kind === 'members' && <MembersDialog account={open.account} list={open.list} onClose={close} />}
      {open?.kind === 'remove' && <RemoveListDialog account={open.account} list={open.list} onClose={close} />}
    </>
  );
}

function ListRow({ account, list, onOpen }: { readonly account: Account; readonly list: OwnList; readonly onOpen: (kind: 'edit' | 'members' | 'remove') => void }) {
  const addColumn = useAddColumn();
  const title = cleanLine(list.title);
  return (
    <li className={css.row}>
      <span className={css.words}>
        <b dir="auto">{title}</b>
        {list.exclusive && <small>{belongingsText.exclusiveMark}</small>}
      </span>
      <span className={css.buttons}>
        <IconButton label={belongingsText.showMembers(title)} onClick={() => onOpen('members')}>
          <Users />
        </IconButton>
        <IconButton label={belongingsText.asColumnOf(title)} onClick={() => addColumn({ source: { kind: 'list', id: list.id, title: list.title.slice(0, 200) }, accounts: [account.key] })}>
          <Columns2 />
        </IconButton>
        <IconButton label={belongingsText.editList(title)} onClick={() => onOpen('edit')}>
          <PenLine />
        </IconButton>
        <IconButton label={`${belongingsText.removeList} ${title}`} onClick={() => onOpen('remove')}>
          <Trash2 />
        </IconButton>
      </span>
    </li>
  );
}
