/**
 * Runs the practice fediverse in a thread of its own, so that its servers cannot slow the app down and share nothing
 * with it but sockets. What the messages are is told in `electron/practice/main.ts`.
 */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Practice, PracticeWorld } from '../core/ports.ts';

export interface PracticeThread extends Practice {
  /** Writes what the servers know to the profile. Safe to call when nothing was started. */
  close(): Promise<void>;
}

type Message = { readonly ready: PracticeWorld } | { readonly closed: true };

const startTimeoutMs = 30_000;
const stopTimeoutMs = 3_000;

/** `entry` is the built or the source file of `electron/practice/main`. It is loaded at the first `start`. */
export function createPracticeThread({ entry, dataDir }: { readonly entry: string; readonly dataDir: string }): PracticeThread {
  let running: { readonly thread: Worker; readonly world: Promise<PracticeWorld> } | null = null;

  function open(): { readonly thread: Worker; readonly world: Promise<PracticeWorld> } {
    const thread = new Worker(entry, { name: 'practice', workerData: { dataFile: join(dataDir, 'practice.json') } });
    const world = answerOf(thread, startTimeoutMs).then(toWorld);
    world.catch(() => {
      running = null;
      void thread.terminate();
    });
    return { thread, world };
  }

  return {
    start: () => (running ??= open()).world,
    async close() {
      const thread = running?.thread;
      running = null;
      if (thread === undefined) return;
      thread.postMessage('close');
      await answerOf(thread, stopTimeoutMs).catch(() => {});
      await thread.terminate();
    },
  };
}

function toWorld(message: Message): PracticeWorld {
  if ('ready' in message) return message.ready;
  throw new Error('the practice servers were stopped');
}

/** The next message; rejects when the thread ends or is silent. */
function answerOf(thread: Worker, timeoutMs: number): Promise<Message> {
  return new Promise((resolve, reject) => {
    const tooLate = setTimeout(() => reject(new Error('the practice servers do not answer')), timeoutMs);
    const settle = (task: () => void): void => {
      clearTimeout(tooLate);
      task();
    };
    thread.once('message', (message: Message) => settle(() => resolve(message)));
    thread.once('error', (error) => settle(() => reject(error)));
    thread.once('exit', (code) => settle(() => reject(new Error(`the practice servers ended with ${code}`))));
  });
}
