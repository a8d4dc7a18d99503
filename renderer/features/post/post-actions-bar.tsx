import { Bookmark, Ellipsis, Repeat2, Reply, Star, type LucideIcon } from 'lucide-react';
import { useRef, type MouseEvent, type PointerEvent } from 'react';
import type { Account } from '../../../electron/contract/accounts.ts';
import type { StatusView } from '../../../electron/contract/statuses.ts';
import type { ActAsKind, MenuAnchor, PostTarget } from '../../stores/post-menus.ts';
import { postText } from '../../text/post.ts';
import { compact } from '../../text/time.ts';
import { IconButton } from '../../ui/button.tsx';
import { AccountChip } from '../../ui/chip.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import { actingAccount, hindranceOf } from './acting-account.ts';
import { hasDone, type MarkAct } from './post-actions.ts';
import css from './post-actions-bar.module.css';
import { useCountsTogether } from './use-copies.ts';
import { useAccounts, usePostActions } from './use-post.ts';

const icons: Readonly<Record<ActAsKind, LucideIcon>> = { reply: Reply, reblog: Repeat2, favourite: Star, bookmark: Bookmark };
const keys: Readonly<Record<ActAsKind, string>> = { reply: 'r', reblog: 'b', favourite: 'f', bookmark: 'd' };
const longPressMs = 500;

export function boxOf(element: Element): MenuAnchor {
  const { left, top, right, bottom } = element.getBoundingClientRect();
  return { left, top, right, bottom };
}

export interface PostActionsBarProps {
  readonly view: StatusView;
  readonly target: PostTarget;
}

export function PostActionsBar({ view, target }: PostActionsBarProps) {
  const { statuses, postMenus, settings } = useStores();
  const accounts = useAccounts();
  const lastUsed = useStoreValue(statuses, (state) => state.lastUsed);
  const showCounts = useStoreValue(settings, (state) => state.settings.showCounts);
  const actor = actingAccount(view, target.reached, accounts, lastUsed);
  const counts = useCountsTogether(view);
  const common = { view, target, accounts, actor, showCounts };
  return (
    <div className={css.bar}>
      <Act act="reply" number={counts.replies} {...common} />
      <Act act="reblog" number={counts.reblogs} {...common} />
      <Act act="favourite" number={counts.favourites} {...common} />
      <Act act="bookmark" number={null} {...common} />
      <IconButton
        label={postText.more}
        aria-haspopup="menu"
        className={css.more}
        onClick={(event) => postMenus.getState().open({ kind: 'more', target, anchor: boxOf(event.currentTarget) })}
      >
        <Ellipsis />
      </IconButton>
      {actor !== null && accounts.length > 1 && (
        <span className={css.as}>
          {postText.actsAs} <AccountChip size="s" colour={actor.colour} nickname={actor.nickname} handle={actor.handle} />
        </span>
      )}
    </div>
  );
}

interface ActProps extends PostActionsBarProps {
  readonly act: ActAsKind;
  readonly number: number | null;
  readonly accounts: readonly Account[];
  readonly actor: Account | null;
  readonly showCounts: boolean;
}

function Act({ act, number, view, target, accounts, actor, showCounts }: ActProps) {
  const { postMenus } = useStores();
  const actions = usePostActions();
  const press = useRef<{ timer: number; opened: boolean }>({ timer: 0, opened: false });
  const doers = act === 'reply' ? [] : accounts.filter(({ key }) => hasDone(view, key, act));
  const held = actor === null || hindranceOf(actor, view, act) !== null;
  const Icon = icons[act];
  const openMenu = (anchor: MenuAnchor): void => postMenus.getState().open({ kind: 'actAs', act, target, anchor });

  /** A long press of a finger is what a right click is for a mouse. */
  const handlePointerDown = (event: PointerEvent<HTMLButtonElement>): void => {
    const button = event.currentTarget;
    press.current.opened = false;
    if (event.pointerType !== 'touch') return;
    press.current.timer = window.setTimeout(() => {
      press.current.opened = true;
      openMenu(boxOf(button));
    }, longPressMs);
  };
  const endPress = (): void => window.clearTimeout(press.current.timer);
  const handleContextMenu = (event: MouseEvent<HTMLButtonElement>): void => {
    event.preventDefault();
    event.stopPropagation();
    if (!press.current.opened) openMenu(boxOf(event.currentTarget));
  };
  const handleClick = (): void => {
    if (press.current.opened) return;
    if (act === 'reply') actions.reply(target);
    else void actions.toggle(target, act);
  };

  const label = postText.action(postText.verb(act), showCounts ? number : null, doers.map(({ nickname }) => nickname));
  return (
    <button
      type="button"
      className={css.act}
      data-act={act}
      data-mine={doers.length > 0 || undefined}
      data-tip={actor === null ? postText.verb(act) : `${postText.actAs(act)} ${actor.nickname}`}
      data-tip-keys={keys[act]}
      aria-label={label}
      aria-pressed={act === 'reply' ? undefined : actor !== null && hasDone(view, actor.key, act satisfies MarkAct)}
      aria-disabled={held || undefined}
      onClick={handleClick}
      onContextMenu={handleContextMenu}
      onPointerDown={handlePointerDown}
      onPointerUp={endPress}
      onPointerCancel={endPress}
      onPointerLeave={endPress}
    >
      <Icon aria-hidden="true" fill={doers.length > 0 && (act === 'favourite' || act === 'bookmark') ? 'currentColor' : 'none'} />
      {showCounts && number !== null && number > 0 && compact(number)}
      {doers.length > 0 && (
        <span className={css.ticks} aria-hidden="true">
          {doers.map(({ key, colour }) => (
            <i key={key} data-colour={colour} />
          ))}
        </span>
      )}
    </button>
  );
}
