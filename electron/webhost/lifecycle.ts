/**
 * Sleep, wake and network changes as plain Node can tell: it is not told, it notices. Every five seconds the wall clock
 * is compared with what it should be; a jump is a wake, or a clock that was set, and both want every socket looked at.
 */
import { networkInterfaces } from 'node:os';
import type { Lifecycle } from '../core/ports.ts';

const lookEveryMs = 5_000;
const jumpMs = 15_000;

export interface WatchedLifecycle extends Lifecycle {
  close(): void;
}

export interface LifecycleSenses {
  /** Wall clock, epoch ms. */
  now(): number;
  hasNetwork(): boolean;
}

const realSenses: LifecycleSenses = {
  now: () => Date.now(),
  hasNetwork: () => Object.values(networkInterfaces()).some((addresses) => addresses?.some((address) => !address.internal) ?? false),
};

export function createLifecycle(senses: LifecycleSenses = realSenses): WatchedLifecycle {
  const resumed = new Set<() => void>();
  const online = new Set<(online: boolean) => void>();
  let lookedAt = senses.now();
  let hadNetwork = senses.hasNetwork();

  const timer = setInterval(() => {
    const now = senses.now();
    const jumped = Math.abs(now - lookedAt - lookEveryMs) > jumpMs;
    lookedAt = now;
    const hasNetwork = senses.hasNetwork();
    const changed = hasNetwork !== hadNetwork;
    hadNetwork = hasNetwork;
    if (jumped) for (const task of resumed) task();
    if (changed) for (const task of online) task(hasNetwork);
  }, lookEveryMs);
  timer.unref();

  return {
    // Sleep is only noticed when it is over.
    onSuspend: () => () => {},
    onResume: (task) => register(resumed, task),
    onOnline: (task) => register(online, task),
    close: () => clearInterval(timer),
  };
}

function register<T>(set: Set<T>, task: T): () => void {
  set.add(task);
  return () => set.delete(task);
}
