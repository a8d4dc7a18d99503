import type { AccountKey } from '../../contract/ids.ts';
import type { AccountDirectory, SignedInAccount } from '../account-directory.ts';
import { toAppError, inBackground } from '../thrown.ts';
import type { Clock, Lifecycle, Log, Random } from '../ports.ts';
import type { Result } from '../../contract/result.ts';
import { afterFailure, isOpen } from './job-outcome.ts';
import type { CopyStore, StoredJob } from './store.ts';

export interface RunnerDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly lifecycle: Lifecycle;
  readonly store: CopyStore;
  readonly accounts: AccountDirectory;
  readonly changed: () => void;
  /** Looks whether the job is done already, and does it where not: harmless to repeat. */
  readonly perform: (job: StoredJob, account: SignedInAccount) => Promise<Result<null>>;
}

/** After something of ours broke: long enough not to spin. */
const afterThrowMs = 30_000;

/**
 * Does the jobs of the journal, one after the other per account and all accounts at once. A job is `running` on disk
 * before its first request leaves and `done` only after a clear answer; one that is found `running` at start was cut off
 * and is done again.
 */
export interface JobRunner {
  start(): void;
  wake(account: AccountKey): void;
  reachable(account: AccountKey): void;
  close(): void;
}

export function createJobRunner(deps: RunnerDeps): JobRunner {
  const { clock, store, accounts } = deps;
  const busy = new Set<AccountKey>();
  const timers = new Map<AccountKey, () => void>();
  const stops: (() => void)[] = [];
  let closed = false;

  const openJobs = (account: AccountKey): readonly StoredJob[] => store.jobs().filter((job) => job.account === account && isOpen(job));
  const dueAt = (job: StoredJob): number => (job.status.state === 'waiting' ? job.status.retryAt : 0);

  function wake(account: AccountKey): void {
    timers.get(account)?.();
    timers.delete(account);
    if (closed || busy.has(account)) return;
    // One that waits for its server to recover does not hold up the others.
    const next = openJobs(account).toSorted((a, b) => dueAt(a) - dueAt(b))[0];
    const signedIn = accounts.signedIn(account);
    if (next === undefined || signedIn === null) return;
    const waitMs = dueAt(next) - clock.now();
    if (waitMs > 0) return void timers.set(account, clock.after(waitMs, () => inBackground(() => wake(account), 'copies', deps)));
    busy.add(account);
    inBackground(
      async () => {
        try {
          await run(next, signedIn);
        } catch (error) {
          // The disk is full or broken: nothing was written, so it is done again when that may have passed.
          toAppError(error, 'copies', deps);
          return void timers.set(account, clock.after(afterThrowMs, () => inBackground(() => wake(account), 'copies', deps)));
        } finally {
          busy.delete(account);
        }
        wake(account);
      },
      'copies',
      deps,
    );
  }

  async function run(job: StoredJob, account: SignedInAccount): Promise<void> {
    const running: StoredJob = { ...job, status: { state: 'running', since: clock.now() } };
    put(running);
    const result = await attempt(running, account);
    // Given up, or its account removed, meanwhile.
    if (closed || store.job(job.id)?.status.state !== 'running') return;
    const now = clock.now();
    put(result.ok ? { ...running, refusals: 0, status: { state: 'done', at: now } } : afterFailure(running, result.error, now, deps.random.unit()));
  }

  async function attempt(job: StoredJob, account: SignedInAccount): Promise<Result<null>> {
    try {
      return await deps.perform(job, account);
    } catch (error) {
      return { ok: false, error: toAppError(error, 'copies', deps) };
    }
  }

  function put(job: StoredJob): void {
    store.putJobs([job]);
    deps.changed();
  }

  const everyAccount = (): readonly AccountKey[] => [...new Set(store.jobs().filter(isOpen).map(({ account }) => account))];

  function reachable(account: AccountKey): void {
    for (const job of openJobs(account)) {
      const { status } = job;
      const waitsForThat = status.state === 'waiting' && (status.lastError?.kind === 'offline' || status.lastError?.kind === 'unauthorized');
      if (waitsForThat && status.state === 'waiting') store.putJobs([{ ...job, status: { ...status, retryAt: Math.min(status.retryAt, clock.now()) } }]);
    }
    wake(account);
  }

  return {
    start() {
      const retryAll = (): void => everyAccount().forEach(reachable);
      stops.push(deps.lifecycle.onOnline((online) => (online ? retryAll() : undefined)), deps.lifecycle.onResume(retryAll));
      everyAccount().forEach(wake);
    },
    wake,
    reachable,
    close() {
      closed = true;
      for (const cancel of timers.values()) cancel();
      for (const stop of stops) stop();
    },
  };
}
