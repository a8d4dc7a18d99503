import type { snapshotCalls } from '../../contract/snapshots.ts';
import { ok } from '../../contract/result.ts';
import type { HandlersOf } from '../dispatch.ts';
import type { Snapshots } from './snapshots.ts';

export { createSnapshots, type Snapshots } from './snapshots.ts';
export type { SnapshotFiles, SnapshotName } from './types.ts';

/** This feature's part of the table of handlers. */
export function snapshotHandlers(snapshots: Snapshots): HandlersOf<typeof snapshotCalls> {
  return {
    'snapshots.overview': () => ok(snapshots.overview()),
    'snapshots.take': ({ account }) => snapshots.take(account),
    'snapshots.keep': ({ account, keeps }) => snapshots.setKeeps(account, keeps),
    'snapshots.difference': ({ account, older, newer }) => snapshots.difference(account, older, newer),
    'snapshots.file': ({ account, takenAt, kind }) => snapshots.file(account, takenAt, kind),
    'snapshots.remove': ({ account, takenAt }) => snapshots.remove(account, takenAt),
  };
}
