import { Bookmark, Check, Lock, Repeat2, Reply, Star, Users } from 'lucide-react';
import { actingText } from '../../text/acting.ts';
import { postText } from '../../text/post.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { Menu, MenuItem, MenuRule } from '../../ui/menu.tsx';
import { cleanLine } from '../../ui/plain-text.ts';
import type { PostMenu } from '../../stores/post-menus.ts';
import { useStores, useStoreValue } from '../stores/index.tsx';
import { actAsOrder, hindranceOf } from './acting-account.ts';
import css from './act-as-menu.module.css';
import { hasDone } from './post-actions.ts';
import { useAccounts, usePostActions } from './use-post.ts';

const icons = { reply: Reply, reblog: Repeat2, favourite: Star, bookmark: Bookmark };
const keys = { reply: 'r', reblog: 'b', favourite: 'f', bookmark: 'd' };

/** One row per account: what it did, that the post reached it, or why it cannot. 1 to 9 pick. */
export function ActAsMenu({ menu, onClose }: { readonly menu: Extract<PostMenu, { kind: 'actAs' }>; readonly onClose: () => void }) {
  const { act, target } = menu;
  const { statuses, postMenus } = useStores();
  const accounts = useAccounts();
  const actions = usePostActions();
  const view = useStoreValue(statuses, (state) => state.views.get(target.uri));
  if (view === undefined) return null;
  const Icon = icons[act];
  const choose = (key: (typeof accounts)[number]['key']): void => {
    onClose();
    if (act === 'reply') actions.reply(target, key);
    else void actions.toggle(target, act, key);
  };
  return (
    <Menu
      label={postText.actAs(act)}
      anchor={menu.anchor}
      onClose={onClose}
      head={
        <>
          <Icon size={13} aria-hidden="true" />
          <span className={css.title}>{postText.actAs(act)}</span>
          <Kbd keys={`a ${keys[act]}`} />
        </>
      }
    >
      {actAsOrder(accounts, target.reached).map((account) => {
        const hindrance = hindranceOf(account, view, act);
        const isDone = act !== 'reply' && hasDone(view, account.key, act);
        return (
          <button
            key={account.key}
            type="button"
            role="menuitem"
            tabIndex={-1}
            className={css.row}
            data-colour={account.colour}
            aria-disabled={hindrance !== null || undefined}
            onClick={() => hindrance === null && choose(account.key)}
            onPointerMove={(event) => event.currentTarget.focus({ preventScroll: true })}
          >
            <span className={css.ring}>
              <Avatar path={account.avatar} name={account.nickname} size={22} round />
            </span>
            <span className={css.names}>
              <b>{cleanLine(account.nickname)}</b>
              <small>{hindrance === null ? `@${account.handle}` : postText.reason(hindrance)}</small>
            </span>
            <span className={css.note}>
              {hindrance !== null && <Lock aria-hidden="true" />}
              {isDone && (
                <>
                  <Check aria-hidden="true" className={css.done} />
                  {postText.done(act)}
                </>
              )}
              {hindrance === null && !isDone && target.reached.includes(account.key) && postText.reachedHere}
            </span>
          </button>
        );
      })}
      {act !== 'reply' && accounts.length > 1 && (
        <>
          <MenuRule />
          <MenuItem icon={<Users />} onSelect={() => postMenus.getState().ask({ kind: 'several', act, target })}>
            {act === 'reblog' ? actingText.severalBoost : actingText.several}
          </MenuItem>
        </>
      )}
    </Menu>
  );
}
