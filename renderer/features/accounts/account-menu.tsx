import { ArrowDown, ArrowRightLeft, ArrowUp, ExternalLink, Funnel, House, LogIn, Palette, PenLine, RefreshCw, Trash2 } from 'lucide-react';
import type { Account } from '../../../electron/contract/accounts.ts';
import { accountsText, healthWords } from '../../text/accounts.ts';
import { errorText } from '../../text/errors.ts';
import { belongingsText } from '../../text/belongings.ts';
import { movingText } from '../../text/moving.ts';
import { Menu, MenuItem, MenuRule } from '../../ui/menu.tsx';
import type { Box } from '../../ui/place-beside.ts';
import { useMinute } from '../../ui/use-now.ts';
import { useStores } from '../stores/index.tsx';
import type { AccountDialog } from './account-dialogs.tsx';
import css from './account-menu.module.css';

export interface AccountMenuProps {
  readonly account: Account;
  readonly position: { readonly index: number; readonly count: number };
  readonly anchor: Box;
  readonly onClose: () => void;
  readonly onDialog: (dialog: AccountDialog) => void;
}

export function AccountMenu({ account, position, anchor, onClose, onDialog }: AccountMenuProps) {
  const { accounts, belongings, navigation, settings, signIn, toasts } = useStores();
  const and = (run: () => unknown) => () => {
    run();
    onClose();
  };
  const told = async (work: Promise<Parameters<typeof errorText>[0] | null>): Promise<void> => {
    const error = await work;
    if (error !== null) toasts.getState().show({ text: errorText(error), tone: 'blocked' });
  };
  const signInAgain = (): void => {
    signIn.getState().reset();
    void signIn.getState().choose(account.server.apiHost);
    navigation.getState().open({ kind: 'addAccount' });
  };
  const openBelongings = (): void => {
    belongings.getState().show('lists', account.key);
    navigation.getState().open({ kind: 'belongings' });
  };
  const { state } = account.health;
  const { url } = account;
  return (
    <Menu label={accountsText.menu(account.nickname)} anchor={anchor} onClose={onClose} head={<MenuHead account={account} />}>
      {state === 'signedOut' && <MenuItem icon={<LogIn />} onSelect={and(signInAgain)}>{accountsText.signIn}</MenuItem>}
      {(state === 'reconnecting' || state === 'offline') && <MenuItem icon={<RefreshCw />} onSelect={and(() => told(accounts.getState().reconnect(account.key)))}>{accountsText.reconnect}</MenuItem>}
      <MenuItem icon={<House />} onSelect={and(() => navigation.getState().setScope(position.count === 1 ? 'all' : account.key))}>{accountsText.onlyHome}</MenuItem>
      <MenuItem icon={<PenLine />} onSelect={and(() => navigation.getState().open({ kind: 'write', replyTo: null, account: account.key }))}>{accountsText.writeAs}</MenuItem>
      {url === null ? (
        <MenuItem icon={<ExternalLink />} held hint={accountsText.noProfile} onSelect={onClose}>{accountsText.profile}</MenuItem>
      ) : (
        <MenuItem icon={<ExternalLink />} onSelect={and(() => told(settings.getState().openLink(url)))}>{accountsText.profile}</MenuItem>
      )}
      <MenuRule />
      <MenuItem icon={<Palette />} onSelect={and(() => onDialog({ kind: 'edit', account }))}>{accountsText.rename}</MenuItem>
      <MenuItem icon={<Funnel />} onSelect={and(openBelongings)}>{belongingsText.accountMenu}</MenuItem>
      <MenuItem icon={<ArrowUp />} held={position.index === 0} onSelect={() => void told(accounts.getState().move(account.key, -1))}>{accountsText.up}</MenuItem>
      <MenuItem icon={<ArrowDown />} held={position.index === position.count - 1} onSelect={() => void told(accounts.getState().move(account.key, 1))}>{accountsText.down}</MenuItem>
      <MenuRule />
      <MenuItem icon={<ArrowRightLeft />} onSelect={and(() => navigation.getState().open({ kind: 'moving', plan: null, from: account.key }))}>{movingText.accountMenu}</MenuItem>
      <MenuItem icon={<Trash2 />} danger onSelect={and(() => onDialog({ kind: 'remove', account }))}>{accountsText.remove}</MenuItem>
    </Menu>
  );
}

function MenuHead({ account }: { readonly account: Account }) {
  const now = useMinute();
  return (
    <span className={css.head} data-colour={account.colour}>
      <b>
        <i className={css.knot} aria-hidden="true" />
        <bdi>{account.nickname}</bdi>
      </b>
      <small>@{account.handle}</small>
      <small className={css.health}>{healthWords(account.health)}</small>
      {account.signInEndsAt !== null && <small>{accountsText.endsAt(account.signInEndsAt, now)}</small>}
    </span>
  );
}
