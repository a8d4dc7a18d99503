import { CircleQuestionMark, Plus, Settings } from 'lucide-react';
import { useRef, useState, type PointerEvent } from 'react';
import type { Account } from '../../../electron/contract/accounts.ts';
import type { AccountKey } from '../../../electron/contract/index.ts';
import { accountsText, healthWords } from '../../text/accounts.ts';
import { inboxText } from '../../text/notifications.ts';
import { compact } from '../../text/time.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { IconButton } from '../../ui/button.tsx';
import type { Box } from '../../ui/place-beside.ts';
import { MovingButton } from '../migration/index.tsx';
import { useUnread, useUnreadOf } from '../notifications/index.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import { AccountDialogs, type AccountDialog } from './account-dialogs.tsx';
import { AccountMenu } from './account-menu.tsx';
import { HealthDot } from './health-dot.tsx';
import css from './rail.module.css';

/** A press this long opens the menu where there is no right button. */
const longPressMs = 500;

export interface RailProps {
  /** `rail`: a column with the tools at its end; `strip`: a row above a narrow window. */
  readonly layout: 'rail' | 'strip';
}

export function Rail({ layout }: RailProps) {
  const { accounts: accountsStore, navigation, commands } = useStores();
  const accounts = useStoreValue(accountsStore, (state) => state.accounts);
  const unread = useUnread();
  const scope = useStoreValue(navigation, (state) => state.scope);
  const detail = useStoreValue(navigation, (state) => state.stack.at(-1)?.kind);
  const [menu, setMenu] = useState<{ readonly account: AccountKey; readonly anchor: Box } | null>(null);
  const [dialog, setDialog] = useState<AccountDialog | null>(null);
  const menuAccount = accounts.find(({ key }) => key === menu?.account);
  const choose = (next: 'all' | AccountKey): void => navigation.getState().setScope(next);

  return (
    <nav className={css.rail} data-layout={layout} aria-label={accountsText.rail}>
      <ul className={css.accounts}>
        {accounts.length > 1 && (
          <li>
            <button type="button" className={css.account} data-all="" aria-current={scope === 'all' || undefined} aria-label={unread > 0 ? `${accountsText.all}, ${inboxText.unreadCount(unread)}` : accountsText.all} data-tip={accountsText.allTip(accounts.length)} onClick={() => choose('all')}>
              <span className={css.mark} aria-hidden="true">
                {accounts.slice(0, 5).map(({ key, colour }) => (
                  <i key={key} data-colour={colour} />
                ))}
              </span>
              <Unread count={unread} />
            </button>
          </li>
        )}
        {accounts.map((account) => (
          <li key={account.key}>
            <RailAccount account={account} current={scope === account.key || accounts.length === 1} onChoose={() => choose(accounts.length === 1 ? 'all' : account.key)} onMenu={(anchor) => setMenu({ account: account.key, anchor })} />
          </li>
        ))}
        <li>
          <button type="button" className={css.account} data-add="" aria-label={accountsText.add} data-tip={accountsText.add} aria-current={detail === 'addAccount' || undefined} onClick={() => navigation.getState().open({ kind: 'addAccount' })}>
            <span className={css.add}>
              <Plus size={16} />
            </span>
          </button>
        </li>
      </ul>
      {layout === 'rail' && (
        <div className={css.tools}>
          <MovingButton />
          <IconButton size="l" label={accountsText.help} keys="?" onClick={() => commands.getState().commands.find(({ id }) => id === 'app.help')?.run()}>
            <CircleQuestionMark />
          </IconButton>
          <IconButton size="l" label={accountsText.settings} keys="$mod+," aria-current={detail === 'settings' || undefined} className={css.tool} onClick={() => navigation.getState().open({ kind: 'settings' })}>
            <Settings />
          </IconButton>
        </div>
      )}
      {menu !== null && menuAccount !== undefined && (
        <AccountMenu account={menuAccount} position={{ index: accounts.indexOf(menuAccount), count: accounts.length }} anchor={menu.anchor} onClose={() => setMenu(null)} onDialog={setDialog} />
      )}
      {dialog !== null && <AccountDialogs dialog={dialog} onClose={() => setDialog(null)} />}
    </nav>
  );
}

interface RailAccountProps {
  readonly account: Account;
  readonly current: boolean;
  readonly onChoose: () => void;
  readonly onMenu: (anchor: Box) => void;
}

function RailAccount({ account, current, onChoose, onMenu }: RailAccountProps) {
  const unread = useUnreadOf(account.key);
  const words = healthWords(account.health);
  const health = unread > 0 ? `${inboxText.unreadCount(unread)}, ${words}` : words;
  const press = useRef<{ timer: number; opened: boolean }>({ timer: 0, opened: false });
  const handleDown = (event: PointerEvent<HTMLButtonElement>): void => {
    press.current.opened = false;
    if (event.pointerType === 'mouse') return;
    const box = event.currentTarget.getBoundingClientRect();
    press.current.timer = window.setTimeout(() => {
      press.current.opened = true;
      onMenu(box);
    }, longPressMs);
  };
  const stop = (): void => window.clearTimeout(press.current.timer);
  return (
    <button
      type="button"
      className={css.account}
      data-colour={account.colour}
      aria-current={current || undefined}
      aria-label={accountsText.spoken(account.nickname, account.handle, health)}
      aria-haspopup="menu"
      data-tip={accountsText.tip(account.nickname, account.handle, health)}
      onClick={() => {
        if (!press.current.opened) onChoose();
      }}
      onContextMenu={(event) => {
        event.preventDefault();
        stop();
        onMenu(event.currentTarget.getBoundingClientRect());
      }}
      onPointerDown={handleDown}
      onPointerUp={stop}
      onPointerLeave={stop}
      onPointerCancel={stop}
      onKeyDown={(event) => {
        if (event.key === 'ArrowRight') onMenu(event.currentTarget.getBoundingClientRect());
      }}
    >
      <span className={css.ring}>
        <Avatar path={account.avatar} name={account.nickname} size={37} round />
      </span>
      <span className={css.health}>
        <HealthDot state={account.health.state} />
      </span>
      <Unread count={unread} />
    </button>
  );
}

/** The number stands in the name of its button too. */
function Unread({ count }: { readonly count: number }) {
  return count === 0 ? null : (
    <span className={css.unread} aria-hidden="true">
      {compact(count)}
    </span>
  );
}
