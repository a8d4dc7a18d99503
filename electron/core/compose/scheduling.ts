import type { SignedInAccount } from '../account-directory.ts';
import type { OwnPost } from '../fediverse.ts';
import type { ServerScheduled } from '../fediverse-writing.ts';
import type { Clock } from '../ports.ts';
import { isSameWords } from './own-post.ts';
import type { StoredCopy } from './store.ts';

/** Mastodon wants five minutes (scheduled_status.rb MINIMUM_OFFSET), and posts at once what is nearer. */
export const leastAheadMs = 5 * 60_000;
/** Some seconds go by on the way. */
const serverAheadMs = leastAheadMs + 20_000;
/** A post this much behind its time is late: the person is asked, or it goes, as they set it. */
export const lateAfterMs = 5 * 60_000;
/** After the time a server was given, before its posts are looked at. */
const followUpAfterMs = 60_000;
const followUpAgainMs = 2 * 60_000;
/** Looks for a post whose time has come and that the server no longer keeps, before the person is asked. */
const mostFollowUps = 5;
/** How exactly a server keeps the time it was given. */
const sameTimeMs = 60_000;

/**
 * What to do now with a copy that has a time. `server`: let its server keep it. `wait`: Skein keeps it until `lookAt`.
 * `late`: ask. `now`: post it.
 */
export type TimePlan = { readonly kind: 'server' | 'now' | 'late' } | { readonly kind: 'wait'; readonly lookAt: number };

/** Times are judged by the server's clock where it is known: it is the one the post will carry. */
export function planTime({ scheduledAt, parts }: StoredCopy, { profile, connection }: SignedInAccount, now: number, whenLate: 'ask' | 'send'): TimePlan {
  if (scheduledAt === null) return { kind: 'now' };
  const ahead = scheduledAt - (connection.serverTime() ?? now);
  // A thread needs the id of each post for the next, which nobody has before it is posted.
  if (profile.capabilities.scheduling && parts === 1 && ahead >= serverAheadMs) return { kind: 'server' };
  if (ahead > 0) return { kind: 'wait', lookAt: now + ahead };
  return { kind: -ahead > lateAfterMs && whenLate === 'ask' ? 'late' : 'now' };
}

/** Looks at scheduled copies from time to time, per copy; forgotten at the end of the app, which does no harm. */
export interface TimeLooks {
  dueAt(copy: StoredCopy): number;
  lookAt(copy: StoredCopy, at: number): void;
  /** One more look at what a server should have posted; false once there were enough. */
  again(copy: StoredCopy): boolean;
  forget(copyId: string): void;
}

export function createTimeLooks(clock: Clock): TimeLooks {
  const looks = new Map<string, { readonly dueAt: number; readonly count: number }>();
  return {
    dueAt({ id, status }) {
      if (status.state !== 'scheduled') return Infinity;
      return looks.get(id)?.dueAt ?? (status.by === 'server' ? status.at + followUpAfterMs : status.at);
    },
    lookAt: (copy, at) => void looks.set(copy.id, { dueAt: at, count: looks.get(copy.id)?.count ?? 0 }),
    again(copy) {
      const count = (looks.get(copy.id)?.count ?? 0) + 1;
      looks.set(copy.id, { dueAt: clock.now() + followUpAgainMs, count });
      return count < mostFollowUps;
    },
    forget: (copyId) => void looks.delete(copyId),
  };
}

/** The server's record of this copy: by its id where one is known, else the same words for the same time that are no other copy's. */
export function findScheduled(copy: StoredCopy, kept: readonly ServerScheduled[], taken: ReadonlySet<string>): ServerScheduled | undefined {
  const { status, payload, scheduledAt } = copy;
  if (status.state === 'scheduled' && status.id !== null) return kept.find(({ id }) => id === status.id);
  return kept.find((each) => !taken.has(each.id) && Math.abs(each.at - (scheduledAt ?? 0)) <= sameTimeMs && isSameWords(payload, each));
}

/** The post a server made of a scheduled copy: the first with its words since its time. */
export function findPosted(copy: StoredCopy, posts: readonly OwnPost[], taken: ReadonlySet<string>): OwnPost | undefined {
  return posts.findLast((post) => !taken.has(post.id) && post.createdAt >= (copy.scheduledAt ?? 0) - sameTimeMs && isSameWords(copy.payload, { text: post.sourceText, spoilerText: post.spoilerText, html: post.content }));
}
