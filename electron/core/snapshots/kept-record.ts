import * as v from 'valibot';
import type { AccountKey } from '../../contract/ids.ts';
import { keptKind, keptKinds, type KeptKind, type SnapshotInfo } from '../../contract/snapshots.ts';
import type { BelongingsSnapshot } from '../migration/index.ts';
import type { SettingsStore } from '../ports.ts';

const record = v.object({
  keeps: v.boolean(),
  snapshots: v.array(v.object({ takenAt: v.number(), bytes: v.number(), counts: v.record(v.string(), v.number()) })),
  /** First of the failed tries in a row, epoch ms. */
  failingSince: v.nullable(v.number()),
  /** The person was told about these failures. */
  warned: v.boolean(),
});

export interface KeptRecord {
  readonly keeps: boolean;
  readonly snapshots: readonly SnapshotInfo[];
  readonly failingSince: number | null;
  readonly warned: boolean;
}

const nothingKept: KeptRecord = { keeps: true, snapshots: [], failingSince: null, warned: false };

/** What is known of an account's snapshots without opening them; it goes with the account. */
export function createKeptRecords(store: SettingsStore) {
  const nameOf = (account: AccountKey): string => `snapshots:${account}`;
  return {
    of(account: AccountKey): KeptRecord {
      const stored = v.safeParse(record, store.get(nameOf(account)));
      if (!stored.success) return nothingKept;
      return { ...stored.output, snapshots: stored.output.snapshots.map(({ counts, ...rest }) => ({ ...rest, counts: knownCounts(counts) })) };
    },
    put: (account: AccountKey, kept: KeptRecord): void => store.set(nameOf(account), kept),
  };
}

const knownCounts = (counts: Readonly<Record<string, number>>): SnapshotInfo['counts'] => Object.fromEntries(Object.entries(counts).filter(([kind]) => v.is(keptKind, kind)));

export function countsOf(snapshot: BelongingsSnapshot): SnapshotInfo['counts'] {
  const count = (kind: KeptKind): number | undefined => (kind === 'followers' ? snapshot.followers?.length : snapshot.kinds[kind]?.items.length);
  return Object.fromEntries(keptKinds.flatMap((kind) => [[kind, count(kind)] as const]).filter(([, items]) => items !== undefined));
}
