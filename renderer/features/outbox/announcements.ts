import type { AccountKey } from '../../../electron/contract/index.ts';
import type { CopyChange } from '../../stores/outbox.ts';
import { outboxText } from '../../text/outbox.ts';

export interface Announcements {
  /** Said when there is a pause. */
  readonly polite: string;
  /** Said at once: only that something was not posted. */
  readonly assertive: string;
}

/** What a change of the outbox is worth saying aloud. Waiting and sending are told by the countdown, not here. */
export function announcementsOf(changes: readonly CopyChange[], nameOf: (account: AccountKey) => string): Announcements {
  const sent: string[] = [];
  const polite: string[] = [];
  const assertive: string[] = [];
  for (const { copy } of changes) {
    const name = nameOf(copy.account);
    // A thread is told once, with its last post.
    if (copy.status.state === 'sent' && copy.part === copy.parts - 1) sent.push(name);
    else if (copy.status.state === 'scheduled') polite.push(outboxText.spokenScheduled(name, copy.status.at));
    else if (copy.status.state === 'late') polite.push(outboxText.spokenLate(name));
    else if (copy.status.state === 'failed') assertive.push(outboxText.spokenFailed(name, copy.status.error));
    else if (copy.status.state === 'needsDecision') polite.push(outboxText.spokenDecide(name));
  }
  return { polite: [...(sent.length > 0 ? [outboxText.spokenSent(sent)] : []), ...polite].join(' '), assertive: assertive.join(' ') };
}

/** A countdown is spoken at its start, five seconds before its end and at its end: the words change only there. */
export function countdownWords(secondsLeft: number, total: number): string {
  if (secondsLeft <= 0) return outboxText.countdownEnd;
  return outboxText.countdown(secondsLeft <= 5 ? Math.min(5, total) : total);
}
