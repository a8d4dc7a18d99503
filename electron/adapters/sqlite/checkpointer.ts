import { closeSync, openSync, readSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';

/** Pages that wait in the log, 8 MB, before they are moved into the file. */
const enoughPages = 2_000;
const lookEveryMs = 100;
/** A thread costs memory: it ends when there is nothing to do for so long. */
const idleMs = 3_000;
const closeWithinMs = 1_000;

/** Its own connection for as long as it works: a file that nobody else has open is closed as a whole by the app. */
const program = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { DatabaseSync } = require('node:sqlite');
  parentPort.on('message', () => {
    const database = new DatabaseSync(workerData.path);
    try {
      database.exec('PRAGMA wal_checkpoint(PASSIVE)');
    } finally {
      database.close();
      Atomics.store(workerData.working, 0, 0);
      Atomics.notify(workerData.working, 0);
    }
  });
`;

/**
 * Moves the log of a database into its file from a thread of its own: waiting for the disk took a quarter of the main
 * thread's time under load, a tenth of a second at a time. Where the thread fails, SQLite does it at the next limit
 * (`wal_autocheckpoint`), as it does without.
 */
export interface Checkpointer {
  /** Something was written. Cheap: looks at the log a few times a second at most. */
  written(): void;
  /** Lets the thread end its work: the last connection to close tidies up. Before the app's own connection is closed. */
  stop(): void;
  /** After it. */
  close(): void;
}

export function createCheckpointer(path: string): Checkpointer {
  const log = openLogIndex(path);
  let thread: Worker | null = null;
  /** Shared with the thread: a main thread that is busy for long takes no messages. */
  let working = new Int32Array(new SharedArrayBuffer(4));
  let lookedAt = Number.NEGATIVE_INFINITY;
  let idle: NodeJS.Timeout | undefined;

  function stop(): void {
    clearTimeout(idle);
    void thread?.terminate();
    thread = null;
  }

  function stopWhenIdle(): void {
    clearTimeout(idle);
    idle = setTimeout(() => (Atomics.load(working, 0) === 0 ? stop() : stopWhenIdle()), idleMs).unref();
  }

  function start(): Worker {
    working = new Int32Array(new SharedArrayBuffer(4));
    const opened = new Worker(program, { eval: true, name: 'checkpoint', workerData: { path, working }, resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 1 } });
    const ended = (): void => {
      if (thread === opened) stop();
    };
    opened.unref();
    opened.on('error', ended).on('exit', ended);
    return opened;
  }

  return {
    written() {
      if (performance.now() - lookedAt < lookEveryMs) return;
      lookedAt = performance.now();
      if ((thread !== null && Atomics.load(working, 0) !== 0) || log.waitingPages() < enoughPages) return;
      try {
        thread ??= start();
        Atomics.store(working, 0, 1);
        thread.postMessage('go');
        stopWhenIdle();
      } catch {
        // What was written is written, whatever keeps a thread from beginning.
        stop();
      }
    },
    stop() {
      if (thread !== null) Atomics.wait(working, 0, 1, closeWithinMs);
      stop();
    },
    close: log.close,
  };
}

/**
 * The index of a log (sqlite.org/walformat.html, 2.1). One handle until the end: on POSIX systems to close one gives up
 * all locks the process has on that file, those of SQLite too (sqlite.org/howtocorrupt.html, 2.2).
 */
function openLogIndex(path: string): { waitingPages(): number; close(): void } {
  let file: number | null = null;
  return {
    waitingPages() {
      try {
        file ??= openSync(`${path}-shm`, 'r');
        // Pages in the log at 16, those in the file already at 96, native order.
        const words = new Uint32Array(25);
        return readSync(file, words, 0, words.byteLength, 0) < words.byteLength ? 0 : (words[4] ?? 0) - (words[24] ?? 0);
      } catch {
        // Not every system lets the index be read: then SQLite does it at its limit.
        return 0;
      }
    },
    close() {
      if (file !== null) closeSync(file);
      file = null;
    },
  };
}
