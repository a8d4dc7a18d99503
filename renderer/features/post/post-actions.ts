import type { Account } from '../../../electron/contract/accounts.ts';
import type { AccountKey, StatusUri } from '../../../electron/contract/index.ts';
import type { StatusAction, StatusMarks, StatusView } from '../../../electron/contract/statuses.ts';
import type { ActAsKind, PostTarget, SeveralAct } from '../../stores/post-menus.ts';
import type { Stores } from '../../stores/stores.ts';
import { errorText } from '../../text/errors.ts';
import { postText } from '../../text/post.ts';
import { actingAccount, hindranceOf } from './acting-account.ts';

export type MarkAct = Exclude<ActAsKind, 'reply'>;

const markOf = { reblog: 'reblogged', favourite: 'favourited', bookmark: 'bookmarked', mute: 'muted' } as const satisfies Record<SeveralAct, keyof StatusMarks>;
export const undoOf = { reblog: 'unreblog', favourite: 'unfavourite', bookmark: 'unbookmark', mute: 'unmute' } as const satisfies Record<SeveralAct, StatusAction>;

export function hasDone(view: StatusView, account: AccountKey, act: SeveralAct): boolean {
  return view.marks.some((mark) => mark.account === account && mark[markOf[act]]);
}

/** Everything a person can do to a post, by pointer, key or menu: all three come here. */
export interface PostActions {
  viewOf(uri: StatusUri): StatusView | undefined;
  actor(target: PostTarget): Account | null;
  open(target: PostTarget): void;
  reply(target: PostTarget, account?: AccountKey): void;
  /** Begins a post that quotes this one. */
  quote(uri: StatusUri): Promise<void>;
  /** Does it, or takes it back where this account has done it. Without `account`: the one that acts by default. */
  toggle(target: PostTarget, act: MarkAct, account?: AccountKey): Promise<void>;
  vote(target: PostTarget, choices: readonly number[], account: AccountKey): Promise<boolean>;
  openLink(href: string): Promise<void>;
  /** `note`: said instead of "copied". */
  copy(text: string, note?: string): Promise<void>;
}

export function createPostActions(stores: Stores): PostActions {
  const { statuses, accounts, navigation, toasts, settings } = stores;
  const viewOf = (uri: StatusUri): StatusView | undefined => statuses.getState().views.get(uri);
  const actor = (target: PostTarget): Account | null => {
    const view = viewOf(target.uri);
    return view === undefined ? null : actingAccount(view, target.reached, accounts.getState().accounts, statuses.getState().lastUsed);
  };
  const accountFor = (target: PostTarget, key: AccountKey | undefined): Account | null =>
    key === undefined ? actor(target) : (accounts.getState().accounts.find((account) => account.key === key) ?? null);
  const refuse = (text: string): void => toasts.getState().show({ text, tone: 'blocked' });

  return {
    viewOf,
    actor,
    open: ({ uri }) => navigation.getState().open({ kind: 'thread', uri }),
    reply(target, key) {
      const view = viewOf(target.uri);
      const account = accountFor(target, key);
      if (view === undefined || account === null) return;
      const hindrance = hindranceOf(account, view, 'reply');
      if (hindrance === null) navigation.getState().open({ kind: 'write', replyTo: target.uri, account: account.key });
      else refuse(postText.hindrance(hindrance, account.nickname));
    },
    async quote(uri) {
      const visibility = viewOf(uri)?.status.visibility;
      if (visibility !== 'public' && visibility !== 'unlisted') return refuse(postText.cannotQuoteThis);
      await stores.compose.getState().beginQuote(uri);
      navigation.getState().open({ kind: 'write', replyTo: null, account: null });
    },
    async toggle(target, act, key) {
      const view = viewOf(target.uri);
      const account = accountFor(target, key);
      if (view === undefined || account === null) return;
      const hindrance = hindranceOf(account, view, act);
      if (hindrance !== null) return refuse(postText.hindrance(hindrance, account.nickname));
      const isUndo = hasDone(view, account.key, act);
      const isKnown = view.marks.some((mark) => mark.account === account.key);
      const error = await statuses.getState().act(account.key, target.uri, isUndo ? undoOf[act] : act);
      if (error !== null) refuse(postText.actFailed(act, isUndo, account.nickname, errorText(error)));
      else if (!isKnown) toasts.getState().show({ text: postText.actDone(act, account.nickname), tone: 'done' });
    },
    async vote(target, choices, key) {
      const error = await statuses.getState().vote(key, target.uri, choices);
      if (error !== null) refuse(postText.voteFailed(accountFor(target, key)?.nickname ?? '', errorText(error)));
      return error === null;
    },
    async openLink(href) {
      const error = await settings.getState().openLink(href);
      if (error !== null) refuse(postText.linkFailed(errorText(error)));
    },
    async copy(text, note = postText.copied) {
      try {
        await navigator.clipboard.writeText(text);
        toasts.getState().show({ text: note });
      } catch {
        refuse(postText.copyFailed);
      }
    },
  };
}
