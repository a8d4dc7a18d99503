/**
 * Runs the practice fediverse in a thread of its own, so that its servers cannot slow the app down and share nothing
 * with it but sockets.
 */
import { Worker } from 'node:worker_threads';
import type { Practice, PracticeWorld } from '../core/ports.ts';

export interface PracticeThread extends Practice {
  close(): Promise<void>;
}

const startTimeoutMs = 20_000;

/** `entry` is the built or the source file of `electron/practice/main`. It is loaded at the first `start`. */
export function createPracticeThread(entry: string): PracticeThread {
  let thread: Worker | null = null;
  let world: Promise<PracticeWorld> | null = null;

  async function open(): Promise<PracticeWorld> {
    thread = new Worker(entry, { name: 'practice' });
    try {
      return await firstWorld(thread);
    } catch (error) {
      world = null;
      await thread.terminate();
      throw error;
    }
  }

  return {
    start: () => (world ??= open()),
    async close() {
      await thread?.terminate();
      thread = null;
    },
  };
}

/** The thread says `{ ready: PracticeWorld }` once its servers listen. */
function firstWorld(thread: Worker): Promise<PracticeWorld> {
  return new Promise((resolve, reject) => {
    const tooLate = setTimeout(() => reject(new Error('the practice servers did not start')), startTimeoutMs);
    thread.once('error', reject);
    thread.once('exit', (code) => reject(new Error(`the practice servers ended with ${code}`)));
    thread.once('message', (message: { readonly ready: PracticeWorld }) => {
      clearTimeout(tooLate);
      resolve(message.ready);
    });
  });
}
