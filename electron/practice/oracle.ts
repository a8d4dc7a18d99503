/** What really happened in a world, for tests of "nothing lost, nothing twice". */
export interface OracleRequest {
  readonly seq: number;
  readonly at: number;
  readonly server: string;
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** `name@domain` of the token's owner. */
  readonly account: string | null;
  /** Status of the answer; null when none was sent. */
  status: number | null;
  outcome: 'running' | 'answered' | 'droppedBefore' | 'lostAnswer';
}

export type OracleDeed =
  | 'created'
  | 'edited'
  | 'deleted'
  | 'boosted'
  | 'unboosted'
  | 'favourited'
  | 'unfavourited'
  | 'bookmarked'
  | 'unbookmarked'
  | 'followed'
  | 'unfollowed'
  | 'voted'
  | 'uploaded'
  | 'moved';

export interface OracleEvent {
  readonly at: number;
  readonly server: string;
  readonly deed: OracleDeed;
  /** `name@domain` of who did it. */
  readonly account: string;
  /** ActivityPub id of what it was done to (the boost's own id for boosts). */
  readonly uri: string;
  readonly text: string;
  /** The request that caused it, null for what the cast or other servers did. */
  readonly requestSeq: number | null;
}

export interface Oracle {
  readonly requests: readonly OracleRequest[];
  readonly events: readonly OracleEvent[];
  begin(request: Omit<OracleRequest, 'seq' | 'status' | 'outcome'>): OracleRequest;
  /** Runs `work`; events recorded before its first wait belong to the request. */
  during<T>(request: OracleRequest, work: () => T): T;
  record(event: Omit<OracleEvent, 'requestSeq'>): void;
  clear(): void;
}

/** Keeps the newest `limit` entries of each kind. */
export function createOracle(limit: number): Oracle {
  const requests: OracleRequest[] = [];
  const events: OracleEvent[] = [];
  let seq = 0;
  let current: OracleRequest | null = null;
  const trim = (entries: unknown[]) => {
    if (entries.length > limit) entries.splice(0, entries.length - limit);
  };
  return {
    requests,
    events,
    begin(request) {
      const entry: OracleRequest = { ...request, seq: ++seq, status: null, outcome: 'running' };
      requests.push(entry);
      trim(requests);
      return entry;
    },
    during(request, work) {
      const before = current;
      current = request;
      try {
        return work();
      } finally {
        current = before;
      }
    },
    record(event) {
      events.push({ ...event, requestSeq: current?.seq ?? null });
      trim(events);
    },
    clear() {
      requests.length = 0;
      events.length = 0;
    },
  };
}
