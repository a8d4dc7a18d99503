import { createStore, type StoreApi } from 'zustand/vanilla';
import type { StatusUri } from '../../electron/contract/index.ts';

export type RevealKind = 'warning' | 'media' | 'filter';

/** What a reader opened or covered against the setting, for as long as the window is open: a post scrolled away and back stays as it was left. */
export interface RevealsState {
  readonly warning: ReadonlySet<StatusUri>;
  readonly media: ReadonlySet<StatusUri>;
  readonly filter: ReadonlySet<StatusUri>;
  toggle(kind: RevealKind, uri: StatusUri): void;
}
export type RevealsStore = StoreApi<RevealsState>;

export function createRevealsStore(): RevealsStore {
  return createStore<RevealsState>((set) => ({
    warning: new Set(),
    media: new Set(),
    filter: new Set(),
    toggle: (kind, uri) =>
      set((state) => {
        const next = new Set(state[kind]);
        if (!next.delete(uri)) next.add(uri);
        return { [kind]: next };
      }),
  }));
}
