import * as v from 'valibot';
import { call, nothing, returns } from './call.ts';
import { copyKind, copyKinds, type SavedFile } from './carry-over.ts';
import { accountKey, type AccountKey } from './ids.ts';
import type { AppError } from './result.ts';

export const keptKinds = [...copyKinds, 'followers'] as const;
export const keptKind = v.union([copyKind, v.literal('followers')]);
export type KeptKind = v.InferOutput<typeof keptKind>;

/** One snapshot: everything an account had at that time, sealed on this computer. */
export interface SnapshotInfo {
  /** Epoch ms; names the snapshot. */
  readonly takenAt: number;
  /** Items by kind; a kind the server has not is absent. */
  readonly counts: Readonly<Partial<Record<KeptKind, number>>>;
  /** Of the sealed file. */
  readonly bytes: number;
}

export interface SnapshotAccount {
  readonly account: AccountKey;
  /** One is taken every day. */
  readonly keeps: boolean;
  readonly taking: boolean;
  /** Newest first: of the last week each day's, then one a week for a month, then one a month for a year. */
  readonly snapshots: readonly SnapshotInfo[];
  /** Why the last try failed; null after one that did not. */
  readonly error: AppError | null;
  /** The server has not answered any try since then, for days: time to think of another home. Null otherwise. */
  readonly silentSince: number | null;
  /** Epoch ms of the next try; null where none is due. */
  readonly nextAt: number | null;
}

export interface KindDifference {
  readonly kind: KeptKind;
  readonly gained: number;
  readonly lost: number;
  /** Handles, titles, tags: at most 200 of each. */
  readonly gainedLabels: readonly string[];
  readonly lostLabels: readonly string[];
}

const time = v.pipe(v.number(), v.integer(), v.minValue(0));

export const snapshotCalls = {
  'snapshots.overview': call({ input: nothing, output: returns<readonly SnapshotAccount[]>() }),
  /** Begins to take one now; `snapshots.changed` tells what became of it. */
  'snapshots.take': call({ input: v.strictObject({ account: accountKey }), output: returns<null>() }),
  /** Off ends the daily snapshots; those that are there stay. */
  'snapshots.keep': call({ input: v.strictObject({ account: accountKey, keeps: v.boolean() }), output: returns<null>() }),
  /** What came and went between two snapshots of an account. */
  'snapshots.difference': call({ input: v.strictObject({ account: accountKey, older: time, newer: time }), output: returns<readonly KindDifference[]>() }),
  /** A kind of it as Mastodon's own file, `followers` as one handle a line. `unsupported` for kinds without a file. */
  'snapshots.file': call({ input: v.strictObject({ account: accountKey, takenAt: time, kind: keptKind }), output: returns<SavedFile>() }),
  'snapshots.remove': call({ input: v.strictObject({ account: accountKey, takenAt: time }), output: returns<null>() }),
};

export interface SnapshotEvents {
  'snapshots.changed': readonly SnapshotAccount[];
}
