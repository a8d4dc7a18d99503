import { randomBytes } from 'node:crypto';
import type { PracticeClock } from './clock.ts';
import { endPolls } from './actions/reacting.ts';
import { realClock } from './clock.ts';
import { exchange } from './exchange.ts';
import type { PracticeAnswer, PracticeRequest } from './exchange.ts';
import { createFaultBoard } from './faults/board.ts';
import type { FaultBoard } from './faults/board.ts';
import { kinds } from './kinds/traits.ts';
import type { KindTraits, ServerKind } from './kinds/traits.ts';
import { createFileStore } from './model/files.ts';
import { createIdMaker } from './model/ids.ts';
import { createPageBook } from './model/pages.ts';
import type { PracticeServer, WorldCore } from './model/server.ts';
import { createTables } from './model/tables.ts';
import { createOracle } from './oracle.ts';
import { createRandom, seedFrom } from './random.ts';
import { createRateLimiter } from './rate-limits.ts';
import { findRoute } from './rest/routes.ts';
import { publishDue } from './rest/scheduled.ts';
import { createCanvas } from './png.ts';
import { createStreamHub } from './streaming/hub.ts';
import type { OpenStream, StreamHub, UpgradeRequest } from './streaming/hub.ts';
import { createJobs } from './jobs.ts';
import { runJob } from './actions/jobs.ts';
import { createWires } from './wires.ts';
import type { Wires } from './wires.ts';

export interface ServerOptions {
  /** Handle domain. */
  readonly domain: string;
  readonly kind: ServerKind;
  /** Loopback address. Default: 127.0.0.2, 127.0.0.3 … in the order given. */
  readonly host?: string;
  readonly title?: string;
  readonly description?: string;
  readonly languages?: readonly string[];
  readonly followLimit?: number;
  /** Who may read which servers it blocks. Default `all`. */
  readonly showsBlocks?: PracticeServer['showsBlocks'];
  /** Changes single manners of the kind, for practising with odd servers. */
  readonly traits?: Partial<KindTraits>;
}

export interface WorldOptions {
  readonly servers: readonly ServerOptions[];
  readonly seed: number;
  /** Default: the machine's. */
  readonly clock?: PracticeClock;
  /** How long a delivery takes. Default 60 to 400 ms. */
  readonly deliveryMs?: { readonly from: number; readonly to: number };
  /** Pause between two jobs of a queue: one follower who is moved, one row of an import. Default 150 to 900 ms. */
  readonly jobMs?: { readonly from: number; readonly to: number };
  /** Default true: limits as the kinds have them. */
  readonly rateLimits?: boolean;
  /** Tokens and codes come from the seed too, so that two runs are the same to the byte. Default false. */
  readonly reproducible?: boolean;
  /** Entries the oracle keeps. Default 50 000 of each kind. */
  readonly oracleLimit?: number;
}

/** A practice server as its hosts and tests use it. */
export interface RunningServer {
  readonly domain: string;
  readonly host: string;
  readonly origin: string;
  readonly kind: ServerKind;
  readonly faults: FaultBoard;
  readonly streams: StreamHub;
  /** Rows and manners, for looking behind the API. */
  readonly inner: PracticeServer;
  /** One HTTP exchange without a socket. */
  request(request: PracticeRequest): Promise<PracticeAnswer>;
  openStream(request: UpgradeRequest): OpenStream | { readonly refused: number };
  setOrigin(origin: string): void;
}

export interface World {
  readonly core: WorldCore;
  readonly servers: readonly RunningServer[];
  readonly wires: Wires;
  /** Delivers all that is under way and does all jobs that are due, until nothing is left. */
  flush(): void;
  /** Does `work` as if it were `atMs`, with all its deliveries, before time goes on: for what happened before the world began. */
  inThePast(atMs: number, work: () => void): void;
  /** Called after something changed that a snapshot holds. */
  onChange(task: () => void): void;
  close(): void;
}

/** Scheduled posts and polls that end are looked for this often. */
const scheduleTickMs = 5000;

function drawDefaults(core: WorldCore): void {
  core.files.draw('missing-avatar.png', 'image/png', () => {
    const canvas = createCanvas(96, 96);
    canvas.fill(() => [196, 202, 214]);
    canvas.disc(48, 38, 17, [236, 239, 244]);
    canvas.disc(48, 92, 32, [236, 239, 244]);
    return canvas.toPng();
  });
  core.files.draw('missing-header.png', 'image/png', () => {
    const canvas = createCanvas(300, 100);
    canvas.fill((x, y) => [150 + Math.floor(x / 6), 165 + Math.floor(y / 4), 190]);
    return canvas.toPng();
  });
}

function createServer(options: ServerOptions, index: number, core: WorldCore, seed: number): PracticeServer {
  const traits: KindTraits = { ...kinds[options.kind], ...options.traits };
  return {
    domain: options.domain,
    host: options.host ?? `127.0.0.${index + 2}`,
    // Until it listens, the API is at a host of its own: handle domain and API host differ here, always.
    origin: `https://social.${options.domain}`,
    followLimit: options.followLimit ?? 7500,
    showsBlocks: options.showsBlocks ?? 'all',
    title: options.title ?? options.domain,
    description: options.description ?? 'A practice server.',
    languages: options.languages ?? ['en'],
    traits,
    tables: createTables(),
    ids: createIdMaker(traits.ids, seedFrom(seed, options.domain), core.clock),
    faults: createFaultBoard(),
    world: core,
    listeners: new Set(),
  };
}

function running(server: PracticeServer, limiter: ReturnType<typeof createRateLimiter> | null): RunningServer {
  const streams = createStreamHub(server);
  const rules = { find: findRoute, limiter };
  return {
    domain: server.domain,
    host: server.host,
    kind: server.traits.kind,
    faults: server.faults,
    streams,
    inner: server,
    get origin() {
      return server.origin;
    },
    request: (request) => exchange(server, request, rules),
    openStream: (request) => streams.open(request),
    setOrigin: (origin) => void (server.origin = origin),
  };
}

/** An empty world: servers that know of each other, without people. */
export function createWorld(options: WorldOptions): World {
  const base = options.clock ?? realClock;
  let pretendedAt: number | null = null;
  const clock: PracticeClock = { now: () => pretendedAt ?? base.now(), after: (delayMs, task) => base.after(delayMs, task) };
  const random = createRandom(options.seed);
  const delays = createRandom(seedFrom(options.seed, 'delivery'));
  const { from, to } = options.deliveryMs ?? { from: 60, to: 400 };
  const secrets = createRandom(seedFrom(options.seed, 'secrets'));
  const wires = createWires(() => delays.between(from, to));
  const pace = createRandom(seedFrom(options.seed, 'jobs'));
  const paceMs = options.jobMs ?? { from: 150, to: 900 };
  const jobs = createJobs(clock, () => pace.between(paceMs.from, paceMs.to), runJob);
  const servers = new Map<string, PracticeServer>();
  const changed = new Set<() => void>();
  const core: WorldCore = {
    clock,
    random,
    secret: () => (options.reproducible ? secrets.hex(32) : randomBytes(32).toString('base64url')),
    servers,
    files: createFileStore(),
    pages: createPageBook(),
    oracle: createOracle(options.oracleLimit ?? 50_000),
    send: wires.send,
    jobs,
    touch() {
      for (const task of changed) task();
    },
  };
  drawDefaults(core);
  for (const [index, server] of options.servers.entries()) servers.set(server.domain, createServer(server, index, core, options.seed));
  const limiter = options.rateLimits === false ? null : createRateLimiter();
  let stop = () => {};
  const tick = () => {
    for (const server of servers.values()) {
      publishDue(server);
      endPolls(server);
    }
    stop = clock.after(scheduleTickMs, tick);
  };
  stop = clock.after(scheduleTickMs, tick);
  const all = [...servers.values()].map((server) => running(server, limiter));
  return {
    core,
    servers: all,
    wires,
    flush() {
      do wires.flush();
      while (jobs.flush(servers.values()));
    },
    onChange: (task) => void changed.add(task),
    inThePast(atMs, work) {
      pretendedAt = atMs;
      work();
      wires.flush();
      pretendedAt = null;
    },
    close() {
      stop();
      wires.flush();
      for (const server of all) server.streams.closeAll(1001);
    },
  };
}
