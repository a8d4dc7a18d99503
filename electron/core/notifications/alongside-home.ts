import type { AccountKey } from '../../contract/ids.ts';
import type { Log, Random } from '../ports.ts';
import { inBackground } from '../thrown.ts';
import type { HomeSync } from '../timelines/index.ts';
import type { InboxSync } from './types.ts';

/**
 * One account's homes and inbox, kept by the same rounds: what the stream supervisor drives. The home decides how the
 * account is doing; an inbox that cannot be read says so in its own overview, and nobody waits for one that is slow.
 */
export function alongsideHome(home: HomeSync, inbox: InboxSync, deps: { readonly log: Log; readonly random: Random }): HomeSync {
  /** A server that lets a look hang would else collect one more with every poll. */
  const comparing = new Set<AccountKey>();

  function compare(account: AccountKey, signal: AbortSignal): void {
    if (comparing.has(account)) return;
    comparing.add(account);
    inBackground(() => inbox.compareTop(account, signal).finally(() => comparing.delete(account)), 'inbox look', deps);
  }

  return {
    ...home,
    interrupted(account) {
      home.interrupted(account);
      inbox.interrupted(account);
    },
    catchUp(account, signal) {
      inBackground(() => inbox.catchUp(account, signal), 'inbox catch-up', deps);
      return home.catchUp(account, signal);
    },
    compareTop(account, signal) {
      compare(account, signal);
      return home.compareTop(account, signal);
    },
    sweep(account, signal) {
      compare(account, signal);
      return home.sweep(account, signal);
    },
    enqueue(account, events) {
      home.enqueue(account, events);
      inbox.enqueue(account, events);
    },
    forget(account) {
      home.forget(account);
      inbox.forget(account);
    },
  };
}
