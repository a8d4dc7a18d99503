/**
 * The composition root: builds the adapters and the core from plain options, so that hosts know this file, the
 * contract and the port types, and nothing else.
 */
import { join } from 'node:path';
import { createRealClock } from './adapters/clock.ts';
import { createLog } from './adapters/log/log.ts';
import { createRandom } from './adapters/random.ts';
import { createStores } from './adapters/sqlite/stores.ts';
import { calls, ok, type EventMessage, type Result } from './contract/index.ts';
import { createDispatch } from './core/dispatch.ts';
import { createEventHub } from './core/event-hub.ts';
import { inBackground } from './core/thrown.ts';
import type { AppBase, AppOptions } from './app-base.ts';
import { createFeatures } from './app-features.ts';
import { createOutside, serveMedia, type MediaAnswer, type MediaRequest } from './app-outside.ts';
import { startPruning } from './app-pruning.ts';

export type { AppOptions, MediaAnswer };

export interface App {
  /** One call of the contract. Always answers, never throws; what comes in may be anything. */
  dispatch(name: string, raw: unknown): Promise<Result<unknown>>;
  /** Every event from now on, in order. Answers the unsubscribe. */
  subscribe(listener: (message: EventMessage) => void): () => void;
  /** `path` as the renderer has it (`media/…`). */
  media(path: string, request: MediaRequest): Promise<MediaAnswer>;
  /** Stops sockets and timers, writes what is open, closes the databases. Safe to call twice. */
  close(): Promise<void>;
}

/** Opens a profile. Fails with `storage` where another process has it, a newer Skein wrote it, or it cannot be written. */
export async function createApp(options: AppOptions): Promise<Result<App>> {
  const clock = createRealClock();
  const log = createLog({ dir: join(options.dataDir, 'logs'), now: () => clock.now() });
  const opened = createStores(options.dataDir, { log });
  if (!opened.ok) return opened;
  const base: AppBase = { ...options, clock, random: createRandom(), log, stores: opened.value, events: createEventHub({ log }) };
  const outside = createOutside(base);
  const features = createFeatures(base, outside);
  const stopPruning = startPruning(base, features.settings);
  inBackground(features.start, 'start', base);
  log.info('app.started', { version: options.version, host: options.host });
  let closing: Promise<void> | null = null;
  return ok({
    dispatch: createDispatch(calls, features.handlers, base),
    subscribe: base.events.subscribe,
    media: (path, request) => serveMedia(outside, path, request),
    close: () =>
      (closing ??= (async () => {
        stopPruning();
        features.close();
        await outside.net.close();
        base.stores.close();
        log.info('app.closed');
      })()),
  });
}
