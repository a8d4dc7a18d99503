/** What can go wrong with an exchange. Statuses and delays are as given; everything else about the request is normal. */
export type Fault =
  /** The answer comes `ms` later; the work is done at once. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** The work is done, then the connection drops. */
  | { readonly kind: 'lostAnswer' }
  /** The connection drops before anything happens. */
  | { readonly kind: 'dropBefore' }
  /** An HTML error page, as proxies send it. `retryAfterSeconds` adds the header. */
  | { readonly kind: 'htmlError'; readonly status: 403 | 500 | 502 | 503; readonly retryAfterSeconds?: number; readonly afterCommit?: boolean }
  /** A JSON error. */
  | { readonly kind: 'jsonError'; readonly status: number; readonly error: string }
  | { readonly kind: 'rateLimited'; readonly headers: boolean; readonly resetInMs?: number }
  /** The token is called invalid. */
  | { readonly kind: 'unauthorized' }
  /** HTML with status 200, as a captive portal sends it. */
  | { readonly kind: 'captivePortal' }
  /** JSON cut off in the middle. */
  | { readonly kind: 'truncated' }
  /** Item `index` of a list (or the object itself) gets fields of wrong types. */
  | { readonly kind: 'wrongTypes'; readonly index: number }
  | { readonly kind: 'relativeLink' }
  /** Every page names the same next page, without end. */
  | { readonly kind: 'endlessLink' }
  | { readonly kind: 'redirect'; readonly status: 301 | 302 | 307 | 308; readonly to: string }
  /** Exactly this answer: `body` is sent as it is when it is text, else as JSON. */
  | {
      readonly kind: 'instead';
      readonly status: number;
      readonly body: unknown;
      readonly contentType?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** Without a Content-Type header. */
  | { readonly kind: 'noContentType' };

/** What can go wrong with streams. */
export type StreamFault =
  | { readonly kind: 'refuse'; readonly status: number }
  /** The socket opens and stays, but nothing comes: no frames, no pings, no pongs. */
  | { readonly kind: 'silent' }
  /** Subscriptions take effect this much later, also those of the URL. */
  | { readonly kind: 'lateSubscribe'; readonly ms: number }
  /** Opens and is closed at once. 1005 and 1006 end it without a code or without a goodbye. */
  | { readonly kind: 'closeAtOnce'; readonly code: number }
  | { readonly kind: 'noEcho' };

/** What can go wrong with posts that other servers deliver here. */
export type DeliveryFault =
  | { readonly kind: 'late'; readonly ms: number }
  | { readonly kind: 'lost' }
  /** The post gets an id of the time it was written, so it lands below what clients have seen. */
  | { readonly kind: 'belowCursor' };

/** What can go wrong with moves. */
export interface MoveFaults {
  /** The actor document shows an alias only so much later: caches of the server and of what stands before it (cache_concern.rb, 3 min). */
  aliasDelayMs: number;
  /** Actor documents need a signature: apps get 401 `Request not signed` (AUTHORIZED_FETCH, limited federation). */
  signedFetch: boolean;
  /** So many moves are recorded and then fail with 500: the cooldown runs, nothing was sent (mastodon#17284). */
  failsAfterRecord: number;
  /** `Move` never arrives here. */
  losesMoves: boolean;
}

export interface FaultRule {
  /** Default: every method. */
  readonly method?: string;
  /** A path; `*` stands for one part, `**` at the end for anything. Default: every path. */
  readonly path?: string;
  /** How often it happens. Default: until removed. */
  readonly times?: number;
  /** Lets this many matching requests pass first. */
  readonly skip?: number;
  /** Only requests of this account (`name`). */
  readonly username?: string;
  readonly fault: Fault;
}

export interface ActiveFault {
  /** How often it has happened. */
  readonly hits: number;
  remove(): void;
}

export interface FaultBoard {
  /** Nobody reaches the server: clients are dropped, other servers wait and try again. */
  down: boolean;
  /** The server's clock is off by this much, as `Date` and rate limit headers tell it. */
  clockSkewMs: number;
  /** Uploads of every kind are in processing for so long; null leaves it to the server's kind. */
  slowMediaMs: number | null;
  readonly moves: MoveFaults;
  /** A fault on requests. Rules are tried in the order they were set; all that match happen. */
  set(rule: FaultRule): ActiveFault;
  setStream(fault: StreamFault, times?: number): ActiveFault;
  setDelivery(fault: DeliveryFault, times?: number): ActiveFault;
  clear(): void;
  takeRequest(request: { readonly method: string; readonly path: string; readonly username: string | null }): Fault[];
  takeStream(): StreamFault[];
  takeDelivery(): DeliveryFault[];
}

interface Entry<F> {
  readonly fault: F;
  left: number;
  skip: number;
  hits: number;
  readonly matches: (request: { readonly method: string; readonly path: string; readonly username: string | null }) => boolean;
}

const noMoveFaults: MoveFaults = { aliasDelayMs: 0, signedFetch: false, failsAfterRecord: 0, losesMoves: false };

function pathPattern(pattern: string): RegExp {
  const source = pattern
    .split('/')
    .map((part) => (part === '**' ? '.*' : part === '*' ? '[^/]+' : part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)))
    .join('/');
  return new RegExp(`^${source}$`);
}

export function createFaultBoard(): FaultBoard {
  const requests = new Set<Entry<Fault>>();
  const streams = new Set<Entry<StreamFault>>();
  const deliveries = new Set<Entry<DeliveryFault>>();

  function add<F>(entries: Set<Entry<F>>, fault: F, times: number | undefined, skip: number, matches: Entry<F>['matches']): ActiveFault {
    const entry: Entry<F> = { fault, left: times ?? Number.POSITIVE_INFINITY, skip, hits: 0, matches };
    entries.add(entry);
    return {
      get hits() {
        return entry.hits;
      },
      remove: () => void entries.delete(entry),
    };
  }
  function take<F>(entries: Set<Entry<F>>, request: Parameters<Entry<F>['matches']>[0]): F[] {
    const taken: F[] = [];
    for (const entry of entries) {
      if (entry.left <= 0 || !entry.matches(request)) continue;
      if (entry.skip > 0) {
        entry.skip -= 1;
        continue;
      }
      entry.left -= 1;
      entry.hits += 1;
      taken.push(entry.fault);
    }
    return taken;
  }
  const anything = { method: '', path: '', username: null };

  return {
    down: false,
    clockSkewMs: 0,
    slowMediaMs: null,
    moves: { ...noMoveFaults },
    set(rule) {
      const path = rule.path === undefined ? null : pathPattern(rule.path);
      return add(
        requests,
        rule.fault,
        rule.times,
        rule.skip ?? 0,
        (request) =>
          (rule.method === undefined || rule.method === request.method) &&
          (path === null || path.test(request.path)) &&
          (rule.username === undefined || rule.username === request.username),
      );
    },
    setStream: (fault, times) => add(streams, fault, times, 0, () => true),
    setDelivery: (fault, times) => add(deliveries, fault, times, 0, () => true),
    clear() {
      this.down = false;
      this.clockSkewMs = 0;
      this.slowMediaMs = null;
      Object.assign(this.moves, noMoveFaults);
      requests.clear();
      streams.clear();
      deliveries.clear();
    },
    takeRequest: (request) => take(requests, request),
    takeStream: () => take(streams, anything),
    takeDelivery: () => take(deliveries, anything),
  };
}
