import type { AccountKey } from '../../../contract/ids.ts';
import type { ArrivalCount, Finding, FindingCode, FollowerClass, MoveWay, PlanSource, RowAction, RowId, RowState } from '../../../contract/moving.ts';
import type { AppError } from '../../../contract/result.ts';
import type { Software } from '../../../contract/servers.ts';

/** One end of a plan, kept so that it can still be asked in public after its sign-in is gone. */
export interface PlanEnd {
  readonly account: AccountKey | null;
  readonly handle: string;
  /** Address of the actor, opaque; null until the server or WebFinger has told it. */
  readonly uri: string | null;
  readonly apiBase: string;
  readonly software: Software;
}

/**
 * What happened about the one step that cannot be taken back. `intended` is written before the call leaves, and stays
 * where the app ended in between: like `unclear`, it is settled by reading back, never by sending again. `opened`: the
 * page was handed to the browser; `claimed`: the person says the page took it. `refused`: a definite no.
 */
export interface MoveRecord {
  readonly state: 'intended' | 'unclear' | 'refused' | 'accepted' | 'opened' | 'claimed';
  /** Epoch ms of the last attempt. */
  readonly at: number;
  readonly error: AppError | null;
}

/** Reading of the followers of the old account: the baseline everything afterwards is compared with. */
export interface SnapshotRecord {
  /** Rows of this generation count; those of an unfinished newer one do not yet. */
  readonly generation: number;
  readonly completedAt: number | null;
  readonly followers: number;
  /** What the old server's own counter said then; null where it hides it. */
  readonly counted: number | null;
  readonly follows: number;
  /** Servers of the people the old account follows, with how many. */
  readonly followHosts: Readonly<Record<string, number>>;
  /** Null where nothing is being read. */
  readonly reading: SnapshotReading | null;
}

export interface SnapshotReading {
  readonly list: 'followers' | 'following';
  readonly cursor: string | null;
  readonly followers: number;
  readonly follows: number;
  readonly followHosts: Readonly<Record<string, number>>;
}

export interface StoredRow {
  readonly state: RowState;
  readonly finding: Finding | null;
  readonly checkedAt: number | null;
  readonly nextCheckAt: number | null;
  readonly actions: readonly RowAction[];
  /** Failed checks in a row. */
  readonly failures: number;
}

/** What is known of the server of a follower. */
export interface HostFacts {
  readonly software: string | null;
  readonly checkedAt: number;
  readonly silentSince: number | null;
}

/** The person's word about a row, for what it said then: another finding is asked about anew. */
export interface Confirmation {
  readonly at: number;
  readonly code: FindingCode;
}

export interface StoredPlan {
  readonly id: string;
  readonly createdAt: number;
  readonly source: PlanSource;
  /** Null for files. */
  readonly from: PlanEnd | null;
  readonly to: PlanEnd & { readonly account: AccountKey };
  readonly way: MoveWay;
  readonly confirmed: Partial<Readonly<Record<RowId, Confirmation>>>;
  /** When this plan opened the new account to followers; null where it did not, or it was closed again. */
  readonly unlockedAt: number | null;
  readonly snapshot: SnapshotRecord;
  /** Links of the old profile that its server found a link back from. */
  readonly links: readonly string[];
  readonly move: MoveRecord | null;
  /** When the old account was first seen to have moved to the new one, or its server said it has. */
  readonly movedAt: number | null;
  /** Followers of the two accounts right before, by their own servers. */
  readonly before: { readonly from: number | null; readonly to: number | null } | null;
  /** When the move, not only the redirect, was first seen to work. */
  readonly carriedOutAt: number | null;
  readonly rows: Partial<Readonly<Record<RowId, StoredRow>>>;
  readonly series: readonly ArrivalCount[];
  /** When a whole pass over the new account's followers ended. */
  readonly arrivalsFullAt: number | null;
}

export interface StoredFollower {
  readonly uri: string;
  readonly handle: string;
  readonly host: string;
  readonly class: FollowerClass;
}

/** What one check found. */
export interface Outcome {
  readonly state: RowState;
  readonly finding: Finding | null;
  readonly actions: readonly RowAction[];
  /** Until it looks again by itself; null: it does not. */
  readonly againMs: number | null;
}

/** How long until checks look again by themselves. */
export const again = { minuteMs: 60_000, hourMs: 3_600_000, dayMs: 86_400_000 } as const;

export const emptySnapshot: SnapshotRecord = { generation: 0, completedAt: null, followers: 0, counted: null, follows: 0, followHosts: {}, reading: null };

/** Host of a handle: the domain people see, which is what server blocks name. */
export function hostOfHandle(handle: string): string {
  return handle.slice(handle.lastIndexOf('@') + 1);
}
