import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Bridge, LinkState } from '../bridge/bridge.ts';

export interface ConnectionState {
  readonly link: LinkState;
  /** Put in front of every `MediaPath`. */
  readonly mediaBase: string;
  /** What the first page is drawn from is here, as far as the app could tell it. */
  readonly isStarted: boolean;
  retry(): void;
}
export type ConnectionStore = StoreApi<ConnectionState>;

/** The way between this page and the app, not between the app and servers: those are in `Account.health`. */
export function createConnectionStore(bridge: Bridge): ConnectionStore {
  const store = createStore<ConnectionState>(() => ({ link: bridge.linkState(), mediaBase: bridge.mediaBase(), isStarted: false, retry: () => bridge.retryLink() }));
  bridge.onLinkState((link) => store.setState({ link, mediaBase: bridge.mediaBase() }));
  return store;
}
