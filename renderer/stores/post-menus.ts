import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AccountKey, StatusUri } from '../../electron/contract/index.ts';

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

/** The one menu that hangs at a post. It outlives the post's row, which may be scrolled away under it. */
export interface PostMenusState {
  readonly menu: PostMenu | null;
  open(menu: PostMenu): void;
  close(): void;
}
export type PostMenusStore = StoreApi<PostMenusState>;

export function createPostMenusStore(): PostMenusStore {
  return createStore<PostMenusState>((set) => ({
    menu: null,
    open: (menu) => set({ menu }),
    close: () => set({ menu: null }),
  }));
}
