import { ArrowDown, ArrowUp, Palette, Trash2, UserPlus } from 'lucide-react';
import { useState } from 'react';
import type { Account } from '../../../electron/contract/accounts.ts';
import { accountsText, healthWords } from '../../text/accounts.ts';
import { settingsText } from '../../text/settings.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { useMinute } from '../../ui/use-now.ts';
import { AccountDialogs, type AccountDialog } from '../accounts/index.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import css from './account-list.module.css';

export function AccountList() {
  const { accounts: store, navigation } = useStores();
  const accounts = useStoreValue(store, (state) => state.accounts);
  const [dialog, setDialog] = useState<AccountDialog | null>(null);
  return (
    <>
      <ul className={css.list}>
        {accounts.map((account, index) => (
          <AccountRow key={account.key} account={account} isFirst={index === 0} isLast={index === accounts.length - 1} onDialog={setDialog} />
        ))}
      </ul>
      <div>
        <Button onClick={() => navigation.getState().open({ kind: 'addAccount' })}>
          <UserPlus />
          {settingsText.addAccount}
        </Button>
      </div>
      {dialog !== null && <AccountDialogs dialog={dialog} onClose={() => setDialog(null)} />}
    </>
  );
}

interface AccountRowProps {
  readonly account: Account;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly onDialog: (dialog: AccountDialog) => void;
}

function AccountRow({ account, isFirst, isLast, onDialog }: AccountRowProps) {
  const { accounts } = useStores();
  const now = useMinute();
  const { nickname } = account;
  return (
    <li className={css.row} data-colour={account.colour}>
      <span className={css.ring}>
        <Avatar path={account.avatar} name={nickname} size={28} round />
      </span>
      <span className={css.words}>
        <b>
          <bdi>{nickname}</bdi>
        </b>
        <small>@{account.handle}</small>
        <small>{healthWords(account.health)}</small>
        {account.signInEndsAt !== null && <small>{accountsText.endsAt(account.signInEndsAt, now)}</small>}
      </span>
      <span className={css.buttons}>
        <IconButton label={settingsText.moveUp(nickname)} aria-disabled={isFirst || undefined} onClick={() => void accounts.getState().move(account.key, -1)}>
          <ArrowUp />
        </IconButton>
        <IconButton label={settingsText.moveDown(nickname)} aria-disabled={isLast || undefined} onClick={() => void accounts.getState().move(account.key, 1)}>
          <ArrowDown />
        </IconButton>
        <IconButton label={settingsText.editAccount(nickname)} onClick={() => onDialog({ kind: 'edit', account })}>
          <Palette />
        </IconButton>
        <IconButton label={settingsText.removeAccount(nickname)} onClick={() => onDialog({ kind: 'remove', account })}>
          <Trash2 />
        </IconButton>
      </span>
    </li>
  );
}
