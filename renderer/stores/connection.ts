import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Bridge, LinkState } from '../bridge/bridge.ts';

export interface ConnectionState {
  readonly link: LinkState;
  /** Put in front of every `MediaPath`. */
  readonly mediaBase: string;
  retry(): void;
}
export type ConnectionStore = StoreApi<ConnectionState>;

/** The way between this page and the app, not between the app and servers: those are in `Account.health`. */
export function createConnectionStore(bridge: Bridge): ConnectionStore {
  const store = createStore<ConnectionState>(() => ({ link: bridge.linkState(), mediaBase: bridge.mediaBase(), retry: () => bridge.retryLink() }));
  bridge.onLinkState((link) => store.setState({ link, mediaBase: bridge.mediaBase() }));
  return store;
}
