import { fail, ok, type AccountKey, type Result } from '../../../contract/index.ts';
import type { AccountDirectory, SignedInAccount } from '../../../core/account-directory.ts';
import { createCarryOver, type CarryOver, type CarryOverDeps, type CarryOverStore } from '../../../core/migration/carry-over/index.ts';
import type { Net, NetRequest } from '../../../core/ports.ts';
import { createRecordedEvents, createRecordedLog, createSeededRandom, type RecordedEvents, type RecordedLog } from '../../../core/testing/fake-ports.ts';
import { createVirtualClock, type VirtualClock } from '../../../core/testing/virtual-clock.ts';
import { createPracticeWorld, type PracticeWorld, type PracticeWorldOptions } from '../../../practice/index.ts';
import { createMigrationFiles } from '../../files/migration-files.ts';
import { createMemoryStores } from '../../sqlite/stores.ts';
import { createFediverse } from '../fediverse.ts';
import { mediaLinks } from './entities.ts';

/** One request as it was answered; status 0: not at all. */
export interface Asked {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly host: string;
}

export interface Engine {
  readonly carryOver: CarryOver;
  readonly events: RecordedEvents;
  readonly log: RecordedLog;
  /** Ends it as a kill does: nothing it still does reaches anything, and nothing is written any more. */
  kill(): void;
}

export interface CarryWorld {
  readonly clock: VirtualClock;
  readonly practice: PracticeWorld;
  readonly store: CarryOverStore;
  readonly asked: Asked[];
  account(key: string): Promise<SignedInAccount>;
  engine(accounts: readonly SignedInAccount[], options?: Partial<Pick<CarryOverDeps, 'snapshot' | 'store'>>): Engine;
}

export interface CarryWorldOptions extends Partial<PracticeWorldOptions> {
  readonly startAt?: number;
  readonly latencyMs?: number;
}

/** Practice servers without sockets, a clock that runs only when told, and all of Skein that carries things over between them. */
export function createCarryWorld({ startAt = Date.UTC(2026, 10, 22, 12), latencyMs = 80, ...options }: CarryWorldOptions): CarryWorld {
  const clock = createVirtualClock(startAt);
  const practice = createPracticeWorld({ seed: 7, servers: [], clock, deliveryMs: { from: 1, to: 5 }, jobMs: { from: 1, to: 5 }, ...options });
  const asked: Asked[] = [];
  const lives = { net: createPracticeNet({ practice, clock, latencyMs, asked, isAlive: () => true }) };
  const fediverseOver = (net: Net) =>
    createFediverse({ net, clock, log: createRecordedLog(), mediaLinks, appName: 'Skein', appVersion: '1', website: 'https://skein.example', origins: () => practice.servers.map(({ domain, origin }) => ({ domain, origin })) });
  const fediverse = fediverseOver(lives.net);
  const store = createMemoryStores().carryOver;
  const tokens = new Map<AccountKey, string>();
  return {
    clock,
    practice,
    store,
    asked,
    async account(key) {
      const profile = must(await settled(clock, fediverse.probe(key)));
      const { token, accountId } = practice.signIn(key);
      const connection = fediverse.connect(`${profile.summary.apiHost}/${accountId}` as AccountKey, profile, token);
      tokens.set(connection.account, token);
      const own = must(await settled(clock, connection.verify()));
      return { key: connection.account, person: own.person, profile, connection };
    },
    engine(accounts, more = {}) {
      let isAlive = true;
      const own = fediverseOver(createPracticeNet({ practice, clock, latencyMs, asked, isAlive: () => isAlive }));
      const byKey = new Map(accounts.map((account) => [account.key, { ...account, connection: own.connect(account.key, account.profile, tokens.get(account.key) ?? '') }]));
      const directory: AccountDirectory = { keys: () => [...byKey.keys()], signedIn: (key) => byKey.get(key) ?? null };
      const events = createRecordedEvents();
      const log = createRecordedLog();
      const carryOver = createCarryOver({
        clock,
        random: createSeededRandom(accounts.length + asked.length + 1),
        log,
        accounts: directory,
        store,
        files: createMigrationFiles(),
        publish: events.publish,
        snapshot: async () => fail({ kind: 'notFound', what: 'snapshot' }),
        ...more,
      });
      return {
        carryOver,
        events,
        log,
        kill() {
          isAlive = false;
          carryOver.close();
        },
      };
    },
  };
}

export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** Lets time pass until the work is done. */
export async function settled<T>(clock: VirtualClock, work: Promise<T>): Promise<T> {
  const progress = { isDone: false };
  const end = work.finally(() => {
    progress.isDone = true;
  });
  for (let step = 0; step < 100_000 && !progress.isDone; step += 1) await clock.advance(100);
  return end;
}

/** Lets time pass until `isThere`, at most `limitMs`. */
export async function until(clock: VirtualClock, isThere: () => boolean, limitMs: number, stepMs = 1_000): Promise<void> {
  const end = clock.now() + limitMs;
  while (!isThere()) {
    if (clock.now() >= end) throw new Error('It never came');
    await clock.advance(stepMs);
  }
}

interface PracticeNetDeps {
  readonly practice: PracticeWorld;
  readonly clock: VirtualClock;
  readonly latencyMs: number;
  readonly asked: Asked[];
  readonly isAlive: () => boolean;
}

function createPracticeNet({ practice, clock, latencyMs, asked, isAlive }: PracticeNetDeps): Net {
  const wait = (): Promise<void> => new Promise((resolve) => void clock.after(latencyMs / 2, resolve));
  return {
    async request(request) {
      const { host, pathname, search } = new URL(request.url);
      const offline = (mayHaveArrived: boolean) => fail({ kind: 'offline', host, reason: 'reset', mayHaveArrived } as const);
      await wait();
      const server = practice.serverAt(request.url);
      if (!isAlive() || server === null) return offline(false);
      const answer = await server.request({ method: request.method, url: pathname + search, ...(await encoded(request)) });
      await wait();
      const status = answer.kind === 'dropped' ? 0 : answer.status;
      asked.push({ at: clock.now(), method: request.method, path: pathname, status, host });
      if (request.signal?.aborted === true) return fail({ kind: 'cancelled' });
      if (answer.kind === 'dropped' || !isAlive()) return offline(request.method !== 'GET');
      return ok({ status: answer.status, headers: answer.headers, body: answer.body });
    },
    openSocket: () => {
      throw new Error('Nothing streams here');
    },
  };
}

async function encoded({ headers, body }: NetRequest): Promise<{ readonly headers: Readonly<Record<string, string>>; readonly body: Uint8Array<ArrayBuffer> }> {
  if (!(body instanceof FormData)) return { headers, body: typeof body === 'string' ? new Uint8Array(new TextEncoder().encode(body)) : (body ?? new Uint8Array()) };
  const form = new Response(body);
  return { headers: { ...headers, 'content-type': form.headers.get('content-type') ?? '' }, body: new Uint8Array(await form.arrayBuffer()) };
}
