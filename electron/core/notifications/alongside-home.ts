import type { HomeSync } from '../timelines/index.ts';
import type { InboxSync } from './types.ts';

/**
 * One account's homes and inbox, kept by the same rounds: what the stream supervisor drives. The home decides how the
 * account is doing; an inbox that cannot be read says so in its own overview and never holds the home up.
 */
export function alongsideHome(home: HomeSync, inbox: InboxSync): HomeSync {
  return {
    ...home,
    interrupted(account) {
      home.interrupted(account);
      inbox.interrupted(account);
    },
    async catchUp(account, signal) {
      const [outcome] = await Promise.all([home.catchUp(account, signal), inbox.catchUp(account, signal)]);
      return outcome;
    },
    async compareTop(account, signal) {
      const [outcome] = await Promise.all([home.compareTop(account, signal), inbox.compareTop(account, signal)]);
      return outcome;
    },
    async sweep(account, signal) {
      const [outcome] = await Promise.all([home.sweep(account, signal), inbox.compareTop(account, signal)]);
      return outcome;
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
