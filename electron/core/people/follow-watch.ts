import type { AccountKey } from '../../contract/ids.ts';
import type { PersonRelation } from '../../contract/people.ts';
import type { Result } from '../../contract/result.ts';
import type { Clock } from '../ports.ts';

/**
 * Milliseconds after a follow at which the truth is read. Mastodon answers a follow of an unlocked person elsewhere with
 * `following: true` while there is only a request (accounts_controller.rb#follow); the other server's answer takes
 * seconds, or a retry or two of its queue.
 */
const readAfterMs = [5_000, 30_000, 120_000] as const;

export interface FollowWatch {
  /** Reads and tells until the follow stands or is refused. Only for people elsewhere. */
  start(account: AccountKey, handle: string, follow: { readonly read: () => Promise<Result<PersonRelation>>; readonly tell: (relation: PersonRelation) => void }): void;
  /** Anything else done to the person ends the waiting, and what was known of a refusal. */
  stop(account: AccountKey, handle: string): void;
  /** What was asked for is gone without an act of ours: the person or their server said no. */
  wasRejected(account: AccountKey, handle: string): boolean;
  close(): void;
}

export function createFollowWatch(clock: Clock): FollowWatch {
  const timers = new Map<string, () => void>();
  const rejected = new Set<string>();
  const nameOf = (account: AccountKey, handle: string): string => `${account} ${handle.toLowerCase()}`;

  function plan(name: string, step: number, follow: Parameters<FollowWatch['start']>[2]): void {
    const at = readAfterMs[step];
    if (at === undefined) return void timers.delete(name);
    const cancel = clock.after(at - (readAfterMs[step - 1] ?? 0), () => void look());
    timers.set(name, cancel);

    async function look(): Promise<void> {
      const answer = await follow.read();
      if (timers.get(name) !== cancel) return;
      const isOver = answer.ok && (answer.value.follow === 'following' || answer.value.follow === 'none');
      if (answer.ok && answer.value.follow === 'none') rejected.add(name);
      if (answer.ok) follow.tell(answer.value);
      if (isOver) timers.delete(name);
      else plan(name, step + 1, follow);
    }
  }

  function stop(account: AccountKey, handle: string): void {
    const name = nameOf(account, handle);
    timers.get(name)?.();
    timers.delete(name);
    rejected.delete(name);
  }

  return {
    start(account, handle, follow) {
      stop(account, handle);
      plan(nameOf(account, handle), 0, follow);
    },
    stop,
    wasRejected: (account, handle) => rejected.has(nameOf(account, handle)),
    close() {
      for (const cancel of timers.values()) cancel();
      timers.clear();
    },
  };
}
