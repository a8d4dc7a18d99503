import { ok, type Result } from '../../../contract/result.ts';
import { again, hostOfHandle, type SnapshotReading, type StoredPlan } from './plan.ts';
import type { Round } from './round.ts';
import { snapshotLastsMs } from './judge-copy.ts';
import type { PlanStore } from './store.ts';

/** Pages in one go; then other checks have their turn. */
const pagesAtOnce = 4;
/** More than the 7,500 anybody may follow by default, in pages of 80. */
const mostPages = 5_000;

type SnapshotChange = Pick<StoredPlan, 'snapshot'>;

export interface SnapshotDeps {
  readonly store: PlanStore;
  /** Writes the change before the next page is asked for, so that a restart goes on where it was. */
  readonly save: (change: SnapshotChange) => void;
}

/** Whether the list of followers has to be read, or read again. After the move the baseline stays as it is. */
export function needsReading({ snapshot, movedAt, move }: StoredPlan, now: number): boolean {
  if (movedAt !== null || (move !== null && move.state !== 'refused' && move.state !== 'opened')) return false;
  return snapshot.reading !== null || snapshot.completedAt === null || now - snapshot.completedAt >= snapshotLastsMs / 2 - again.minuteMs;
}

/** Reads on, some pages further: first the followers by name, then how many are followed on which server. */
export async function readSnapshot(round: Round, deps: SnapshotDeps): Promise<Result<null>> {
  const { plan, from, options } = round;
  const own = await round.ownOf('from');
  if (!own.ok || from === null) return own.ok ? ok(null) : own;
  let snapshot = { ...plan.snapshot, counted: own.value.counts.followers ?? plan.snapshot.counted };
  for (let page = 0; page < pagesAtOnce; page += 1) {
    const reading: SnapshotReading = snapshot.reading ?? { list: 'followers', cursor: null, followers: 0, follows: 0, followHosts: {} };
    const answer = await from.connection.moving.people(reading.list, reading.cursor, options);
    if (!answer.ok) return answer;
    const { people, cursor } = answer.value;
    const generation = snapshot.generation + 1;
    const read = reading.followers + reading.follows + people.length;
    const next = cursor !== null && read < mostPages * 80 ? cursor : null;
    if (reading.list === 'followers') {
      deps.store.addFollowers(plan.id, generation, people.map(({ uri, handle }) => ({ uri, handle, host: hostOfHandle(handle) })));
      snapshot = { ...snapshot, reading: { ...reading, followers: reading.followers + people.length, cursor: next, list: next === null ? 'following' : 'followers' } };
    } else {
      const followHosts = countHosts(reading.followHosts, people.map(({ handle }) => hostOfHandle(handle)));
      const follows = reading.follows + people.length;
      if (next === null) {
        deps.store.dropOlder(plan.id, generation);
        snapshot = { ...snapshot, generation, completedAt: round.now, followers: reading.followers, follows, followHosts, reading: null };
      } else snapshot = { ...snapshot, reading: { ...reading, follows, followHosts, cursor: next } };
    }
    deps.save({ snapshot });
    if (snapshot.reading === null) break;
  }
  return ok(null);
}

function countHosts(before: Readonly<Record<string, number>>, hosts: readonly string[]): Readonly<Record<string, number>> {
  const counts = new Map(Object.entries(before));
  for (const host of hosts) counts.set(host, (counts.get(host) ?? 0) + 1);
  return Object.fromEntries(counts);
}
