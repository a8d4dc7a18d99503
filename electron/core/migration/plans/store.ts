import type { FollowerClass } from '../../../contract/moving.ts';
import type { HostFacts, StoredFollower, StoredPlan } from './plan.ts';

export interface HostCount {
  readonly host: string;
  readonly class: FollowerClass;
  readonly count: number;
}

/** Plans and the followers they watch over. All writes are kept over a power cut. */
export interface PlanStore {
  /** Oldest first. */
  plans(): readonly StoredPlan[];
  put(plan: StoredPlan): void;
  /** With its followers and hosts. */
  remove(plan: string): void;
  /** Adds followers of a snapshot being read; one that is there already joins the newer generation and keeps its class. */
  addFollowers(plan: string, generation: number, followers: readonly Omit<StoredFollower, 'class'>[]): void;
  /** Ends a snapshot: only followers of this generation stay. */
  dropOlder(plan: string, generation: number): void;
  setClass(plan: string, uris: readonly string[], to: FollowerClass): void;
  /** Moves everybody of a server who has not come, does not wait and is not gone to one class. */
  setHostClass(plan: string, host: string, to: 'stillOld' | 'cannot' | 'unreachable'): void;
  /** Those of `uris` that are watched, with their class. */
  known(plan: string, uris: readonly string[]): ReadonlyMap<string, FollowerClass>;
  /** In order of `uri`, beyond `after`. Null stands for all. */
  followers(plan: string, query: { readonly class: FollowerClass | null; readonly host: string | null; readonly after: string | null; readonly limit: number }): readonly StoredFollower[];
  hostCounts(plan: string): readonly HostCount[];
  hosts(plan: string): ReadonlyMap<string, HostFacts>;
  putHost(plan: string, host: string, facts: HostFacts): void;
}
