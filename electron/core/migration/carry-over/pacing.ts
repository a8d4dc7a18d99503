import type { CopyKind } from '../../../contract/carry-over.ts';
import type { Software } from '../../../contract/servers.ts';
import type { SignedInAccount } from '../../account-directory.ts';
import type { RateReading } from '../../fediverse-belongings.ts';
import type { Clock } from '../../ports.ts';
import type { Journal } from './journal.ts';

/** A 429 that opens later than this is a cap of the day and stops new follows only. */
const dayCapMs = 15 * 60_000;
/** Servers that throttle without telling: Akkoma takes 10 changes in 10 s (config.exs rate_limit), Sharkey 100 follows an hour. */
const gapsMs: Partial<Readonly<Record<Software, number>>> = { akkoma: 1_050, pleroma: 1_050, sharkey: 36_500 };

/** When what may be sent. Learns from the caps in the servers' headers, which the connection keeps. */
export interface Pacing {
  /** Null: now. Of any request, or of one that changes something of this kind. */
  openAt(kind: CopyKind | null, to: SignedInAccount): number | null;
  /** Null where the kind's own cap is open. For when requests in general may go. */
  capUntil(kind: CopyKind, to: SignedInAccount): number | null;
  /** A server, or our own budget, said no until then. */
  capped(kind: CopyKind | null, until: number): void;
  /** A change leaves: servers that throttle want a pause after it. */
  changing(software: Software): void;
  noteDaily(reading: RateReading | null): void;
}

export function createPacing(clock: Clock, journal: Journal): Pacing {
  let closedUntil = 0;
  let gapUntil = 0;
  let followsUntil = storedCap(journal);
  const draws = (kind: CopyKind): boolean => kind === 'follows' || kind === 'requests' || kind === 'followedTags';
  const later = (until: number): number | null => (until > clock.now() ? until : null);
  return {
    openAt(kind, to) {
      const { belongings } = to.connection;
      const until = Math.max(closedUntil, gapUntil, belongings.bulkOpenAt('request') ?? 0);
      if (kind !== null && draws(kind)) return later(Math.max(until, followsUntil, belongings.bulkOpenAt('follow') ?? 0));
      return later(until);
    },
    capUntil: (kind, to) => (draws(kind) ? later(Math.max(followsUntil, to.connection.belongings.bulkOpenAt('follow') ?? 0)) : null),
    capped(kind, until) {
      if (kind !== null && draws(kind) && until - clock.now() > dayCapMs) followsUntil = until;
      else closedUntil = Math.max(closedUntil, until);
    },
    changing(software) {
      gapUntil = clock.now() + (gapsMs[software] ?? 0);
    },
    noteDaily(reading) {
      if (reading === null || reading.remaining > 0 || journal.plan.dailyFollows?.resetsAt === reading.resetsAt) return;
      journal.putPlan({ dailyFollows: { ...reading } });
    },
  };
}

function storedCap({ plan: { dailyFollows } }: Journal): number {
  return dailyFollows !== null && dailyFollows.remaining <= 0 ? dailyFollows.resetsAt : 0;
}
