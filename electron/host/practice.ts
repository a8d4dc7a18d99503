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
  let thread: Worker | null = null;
  let asking: Promise<PracticeWorld> | null = null;

  function open(): Worker {
    const opened = new Worker(entry, { name: 'practice', workerData: { dataFile: join(dataDir, 'practice.json') } });
    const forget = (): void => {
      if (thread === opened) thread = null;
    };
    opened.on('error', forget).on('exit', forget);
    return opened;
  }

  /** A thread tells its world once it has one; after that it is asked, because sign-ins are used up by signing out. */
  async function ask(): Promise<PracticeWorld> {
    thread?.postMessage('world');
    const asked = (thread ??= open());
    try {
      return toWorld(await answerOf(asked, startTimeoutMs));
    } catch (error) {
      if (thread === asked) thread = null;
      void asked.terminate();
      throw error;
    }
  }

  return {
    start: () => (asking ??= ask().finally(() => (asking = null))),
    async close() {
      const closing = thread;
      thread = null;
      if (closing === null) return;
      closing.postMessage('close');
      await answerOf(closing, stopTimeoutMs).catch(() => {});
      await closing.terminate();
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
    const settle = (task: () => void): void => {
      clearTimeout(tooLate);
      thread.off('message', onMessage).off('error', onError).off('exit', onExit);
      task();
    };
    const onMessage = (message: Message): void => settle(() => resolve(message));
    const onError = (error: unknown): void => settle(() => reject(error));
    const onExit = (code: number): void => settle(() => reject(new Error(`the practice servers ended with ${code}`)));
    const tooLate = setTimeout(() => settle(() => reject(new Error('the practice servers do not answer'))), timeoutMs);
    thread.on('message', onMessage).on('error', onError).on('exit', onExit);
  });
}
