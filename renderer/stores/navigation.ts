import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AccountKey, StatusUri } from '../../electron/contract/index.ts';

/** What the detail region shows beside (or over) the reading place. */
export type Detail =
  | { readonly kind: 'thread'; readonly uri: StatusUri }
  | { readonly kind: 'person'; readonly handle: string; readonly account: AccountKey | null }
  | { readonly kind: 'write'; readonly replyTo: StatusUri | null; readonly account: AccountKey | null }
  | { readonly kind: 'inbox' }
  | { readonly kind: 'search' }
  | { readonly kind: 'catchUp' }
  | { readonly kind: 'outbox' }
  | { readonly kind: 'scheduled' }
  | { readonly kind: 'belongings' }
  | { readonly kind: 'settings' }
  | { readonly kind: 'snapshots' }
  | { readonly kind: 'archive' }
  | { readonly kind: 'addAccount' }
  /** Fills the window below the title bar. `plan` null: the list, where `from` is already chosen as the old account. */
  | { readonly kind: 'moving'; readonly plan: string | null; readonly from: AccountKey | null };

export interface MediaViewing {
  readonly uri: StatusUri;
  readonly index: number;
}

export interface NavigationState {
  /** Whose home is read: all accounts merged, or one. */
  readonly scope: 'all' | AccountKey;
  /** What was opened on top of what; the last is shown. */
  readonly stack: readonly Detail[];
  /** The thread opened last, to go back to from elsewhere. */
  readonly lastThread: Detail | null;
  readonly viewing: MediaViewing | null;
  setScope(scope: 'all' | AccountKey): void;
  /** Shows this on top; the same thing twice is one. */
  open(detail: Detail): void;
  back(): void;
  closeDetail(): void;
  view(viewing: MediaViewing | null): void;
}
export type NavigationStore = StoreApi<NavigationState>;

export function isThread(detail: Detail | undefined): detail is Extract<Detail, { kind: 'thread' }> {
  return detail?.kind === 'thread';
}

function isSame(one: Detail | undefined, other: Detail): boolean {
  if (one?.kind !== other.kind) return false;
  if (one.kind === 'thread' && other.kind === 'thread') return one.uri === other.uri;
  if (one.kind === 'person' && other.kind === 'person') return one.handle.toLowerCase() === other.handle.toLowerCase();
  if (one.kind === 'write' && other.kind === 'write') return one.replyTo === other.replyTo && one.account === other.account;
  if (one.kind === 'moving' && other.kind === 'moving') return one.plan === other.plan && one.from === other.from;
  return true;
}

export function createNavigationStore(): NavigationStore {
  return createStore<NavigationState>((set) => ({
    scope: 'all',
    stack: [],
    lastThread: null,
    viewing: null,
    setScope: (scope) => set({ scope }),
    open: (detail) =>
      set(({ stack, lastThread }) => ({
        stack: isSame(stack.at(-1), detail) ? stack : [...stack.filter((each) => !isSame(each, detail)), detail],
        lastThread: isThread(detail) ? detail : lastThread,
      })),
    back: () => set(({ stack }) => ({ stack: stack.slice(0, -1) })),
    closeDetail: () => set({ stack: [] }),
    view: (viewing) => set({ viewing }),
  }));
}
