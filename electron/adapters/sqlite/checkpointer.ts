import { closeSync, openSync, readSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';

/** Pages that wait in the log, 8 MB, before they are moved into the file. */
const enoughPages = 2_000;
const lookEveryMs = 100;
/** A thread costs memory: it ends when there is nothing to do for so long. */
const idleMs = 3_000;

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
  close(): void;
}

export function createCheckpointer(path: string): Checkpointer {
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
      if ((thread !== null && Atomics.load(working, 0) !== 0) || waitingPages(path) < enoughPages) return;
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
    close: stop,
  };
}

/** Read from the index of the log (sqlite.org/walformat.html, 2.1): pages in the log at 16, those in the file already at 96, native order. */
function waitingPages(path: string): number {
  try {
    const header = new Uint8Array(100);
    const file = openSync(`${path}-shm`, 'r');
    try {
      if (readSync(file, header) < header.length) return 0;
    } finally {
      closeSync(file);
    }
    const words = new Uint32Array(header.buffer);
    return (words[4] ?? 0) - (words[24] ?? 0);
  } catch {
    // Not every system lets the index be read; see above for what happens then.
    return 0;
  }
}
