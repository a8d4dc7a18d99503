import { createStore, type StoreApi } from 'zustand/vanilla';
import type { SavedFile } from '../../electron/contract/carry-over.ts';
import type { AccountKey, AppError, Result } from '../../electron/contract/index.ts';
import type { KeptKind, KindDifference, SnapshotAccount } from '../../electron/contract/snapshots.ts';
import type { Bridge } from '../bridge/bridge.ts';

export interface SnapshotsState {
  readonly loaded: boolean;
  readonly accounts: readonly SnapshotAccount[];
  readonly error: AppError | null;
  start(): Promise<void>;
  take(account: AccountKey): Promise<AppError | null>;
  setKeeps(account: AccountKey, keeps: boolean): Promise<AppError | null>;
  difference(account: AccountKey, older: number, newer: number): Promise<Result<readonly KindDifference[]>>;
  file(account: AccountKey, takenAt: number, kind: KeptKind): Promise<Result<SavedFile>>;
}
export type SnapshotsStore = StoreApi<SnapshotsState>;

const errorOf = (answer: Result<unknown>): AppError | null => (answer.ok ? null : answer.error);

export function createSnapshotsStore(bridge: Bridge): SnapshotsStore {
  const store = createStore<SnapshotsState>((set) => ({
    loaded: false,
    accounts: [],
    error: null,
    async start() {
      const answer = await bridge.call('snapshots.overview', {});
      set(answer.ok ? { loaded: true, accounts: answer.value, error: null } : { error: answer.error });
    },
    take: async (account) => errorOf(await bridge.call('snapshots.take', { account })),
    setKeeps: async (account, keeps) => errorOf(await bridge.call('snapshots.keep', { account, keeps })),
    difference: (account, older, newer) => bridge.call('snapshots.difference', { account, older, newer }),
    file: (account, takenAt, kind) => bridge.call('snapshots.file', { account, takenAt, kind }),
  }));
  bridge.on('snapshots.changed', (accounts) => store.setState({ loaded: true, accounts, error: null }));
  return store;
}
