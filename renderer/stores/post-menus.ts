import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AccountKey, CallInput, StatusUri } from '../../electron/contract/index.ts';

/** What can be done to a post from a list of accounts. */
export type ActAsKind = 'reply' | 'reblog' | 'favourite' | 'bookmark';

/** A post where it stands: which post, and the accounts whose timeline brought it there. */
export interface PostTarget {
  readonly uri: StatusUri;
  readonly reached: readonly AccountKey[];
}

/** Edges in pixels of the window. */
export interface MenuAnchor {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export type PostMenu =
  | { readonly kind: 'actAs'; readonly act: ActAsKind; readonly target: PostTarget; readonly anchor: MenuAnchor }
  | { readonly kind: 'more'; readonly target: PostTarget; readonly anchor: MenuAnchor };

/** What can be done as several accounts at once. */
export type SeveralAct = Exclude<ActAsKind, 'reply'> | 'mute';

/** What asks for more than a press: over the page, and also without the post's row. */
export type PostDialog =
  | { readonly kind: 'edit'; readonly uri: StatusUri }
  /** `alone`: only this copy is ticked at first. */
  | { readonly kind: 'change'; readonly uri: StatusUri; readonly deed: 'delete' | 'redraft' | 'pin' | 'unpin'; readonly alone?: boolean }
  | { readonly kind: 'several'; readonly act: SeveralAct; readonly target: PostTarget }
  | { readonly kind: 'boostRest'; readonly of: CallInput<'copies.boostFromRest'>['of'] }
  | { readonly kind: 'filter'; readonly target: PostTarget }
  | { readonly kind: 'history'; readonly uri: StatusUri }
  | { readonly kind: 'report'; readonly handle: string; readonly target: PostTarget | null }
  | { readonly kind: 'person'; readonly handle: string; readonly account: AccountKey | null }
  | { readonly kind: 'jobs' };

/** The one menu that hangs at a post. It outlives the post's row, which may be scrolled away under it. */
export interface PostMenusState {
  readonly menu: PostMenu | null;
  readonly dialog: PostDialog | null;
  open(menu: PostMenu): void;
  ask(dialog: PostDialog): void;
  closeDialog(): void;
  close(): void;
}
export type PostMenusStore = StoreApi<PostMenusState>;

export function createPostMenusStore(): PostMenusStore {
  return createStore<PostMenusState>((set) => ({
    menu: null,
    dialog: null,
    open: (menu) => set({ menu }),
    ask: (dialog) => set({ dialog, menu: null }),
    closeDialog: () => set({ dialog: null }),
    close: () => set({ menu: null }),
  }));
}
