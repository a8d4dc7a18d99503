import type { PracticeClock } from './clock.ts';
import type { Job, JobTask } from './model/moving-rows.ts';
import type { PracticeServer } from './model/server.ts';

/** Between two looks at the queue of a server that is down. */
const retryMs = 30_000;

/**
 * Queues of work, one for each kind and server, as Sidekiq has them: a job after the other, each some time after the one
 * before. They live in the server's tables, so a restored world goes on with them.
 */
export interface Jobs {
  /** Adds work that is due in `delayMs`. */
  add(server: PracticeServer, task: JobTask, delayMs?: number): void;
  /** Goes on with what a snapshot brought. */
  resume(server: PracticeServer): void;
  /** Does everything that is due by now, at once. Tells whether there was anything. */
  flush(servers: Iterable<PracticeServer>): boolean;
}

const kinds: readonly Job['kind'][] = ['migrateFollow', 'answerRequest', 'import'];

/** Does a job; answers how long to wait before the same job goes on, or null when it is done. */
export type JobRunner = (server: PracticeServer, job: Job) => number | null;

export function createJobs(clock: PracticeClock, paceMs: () => number, run: JobRunner): Jobs {
  const armed = new Map<string, { readonly at: number; readonly cancel: () => void }>();

  /** The oldest that is due, else the one that is due first. */
  function first(server: PracticeServer, kind: Job['kind']): Job | undefined {
    const oldest = server.tables.jobs.one('kind', kind);
    if (oldest && oldest.dueAt <= clock.now()) return oldest;
    return server.tables.jobs.by('kind', kind).reduce<Job | undefined>((best, job) => (!best || job.dueAt < best.dueAt ? job : best), undefined);
  }
  function work(server: PracticeServer, job: Job): void {
    const againMs = run(server, job);
    if (againMs === null) server.tables.jobs.delete(job.id);
    else job.dueAt = clock.now() + againMs;
    server.world.touch();
  }
  function arm(server: PracticeServer, kind: Job['kind']): void {
    const job = first(server, kind);
    if (!job) return;
    const lane = `${server.domain} ${kind}`;
    const at = Math.max(clock.now() + (server.faults.down ? retryMs : paceMs()), job.dueAt);
    const known = armed.get(lane);
    if (known && known.at <= at) return;
    known?.cancel();
    const cancel = clock.after(at - clock.now(), () => {
      armed.delete(lane);
      const due = first(server, kind);
      if (due && due.dueAt <= clock.now() && !server.faults.down) work(server, due);
      arm(server, kind);
    });
    armed.set(lane, { at, cancel });
  }

  return {
    add(server, task, delayMs = 0) {
      server.tables.jobs.put({ ...task, id: `job-${server.ids.row()}`, dueAt: clock.now() + delayMs });
      arm(server, task.kind);
    },
    resume(server) {
      for (const kind of kinds) arm(server, kind);
    },
    flush(servers) {
      let worked = false;
      for (const server of servers) {
        for (let due = dueJob(server); due; due = dueJob(server)) {
          work(server, due);
          worked = true;
        }
      }
      return worked;
    },
  };

  function dueJob(server: PracticeServer): Job | undefined {
    if (server.faults.down) return undefined;
    return kinds.map((kind) => first(server, kind)).find((job) => job && job.dueAt <= clock.now());
  }
}
