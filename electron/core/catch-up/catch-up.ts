import { feedKeyOf } from '../../contract/feed-keys.ts';
import { mostDigestPosts } from '../../contract/limits.ts';
import type { Digest } from '../../contract/catch-up.ts';
import type { CallInput } from '../../contract/index.ts';
import type { FeedKey, StatusUri } from '../../contract/ids.ts';
import { ok, type Result } from '../../contract/result.ts';
import type { Place } from '../../contract/timelines.ts';
import type { AccountDirectory } from '../account-directory.ts';
import type { Clock, StatusStore, TimelineStore } from '../ports.ts';
import { createFold, type Fold } from './fold.ts';
import { groupByAuthor, groupByLink, groupByThread, withReplies } from './group.ts';
import { findHoles } from './holes.ts';

const hourMs = 3_600_000;
/** Entries read at once; between two pages whatever else waits has its turn. */
const pageSize = 200;

export interface CatchUpDeps {
  readonly clock: Clock;
  readonly timelines: Pick<TimelineStore, 'page' | 'gaps' | 'oldest'>;
  readonly statuses: Pick<StatusStore, 'get' | 'uriOf'>;
  readonly accounts: Pick<AccountDirectory, 'keys'>;
  /** Posts a digest holds at most. */
  readonly mostPosts?: number;
}

/** The call `catchUp.digest` of the contract. */
export interface CatchUp {
  digest(input: CallInput<'catchUp.digest'>): Promise<Result<Digest>>;
}

/** A digest of the last hours, made of what is stored. */
export function createCatchUp({ clock, timelines, statuses, accounts, mostPosts = mostDigestPosts }: CatchUpDeps): CatchUp {
  function feedsOf(sources: CallInput<'catchUp.digest'>['sources']): readonly FeedKey[] {
    const keys = accounts.keys();
    return [...new Set(sources.flatMap(({ source, accounts: wanted }) => (wanted === 'all' ? keys : keys.filter((key) => wanted.includes(key))).map((key) => feedKeyOf(source, key))))];
  }

  /** Answers down to where it read. */
  async function read(fold: Fold, feeds: readonly FeedKey[], from: number): Promise<{ readonly from: number; readonly isCut: boolean }> {
    let before: Place | null = null;
    for (;;) {
      const entries = timelines.page(feeds, before, pageSize);
      for (const entry of entries) {
        if (entry.at < from) return { from, isCut: false };
        if (fold.size >= mostPosts) return { from: entry.at, isCut: true };
        if (entry.kind === 'status') fold.add(entry);
      }
      const last = entries.at(-1);
      if (last === undefined || entries.length < pageSize) return { from, isCut: false };
      before = { at: last.at, id: last.id };
      await new Promise<void>((resolve) => void clock.after(0, resolve));
    }
  }

  function parentOf(uri: StatusUri): StatusUri | null {
    for (const { account, inReplyToId } of statuses.get(uri)?.marks ?? []) {
      const parent = inReplyToId === null ? null : statuses.uriOf(account, inReplyToId);
      if (parent !== null) return parent;
    }
    return null;
  }

  return {
    async digest({ sources, hours }) {
      const until = clock.now();
      const feeds = feedsOf(sources);
      const fold = createFold();
      const period = await read(fold, feeds, until - hours * hourMs);
      const posts = withReplies(fold.posts(), parentOf);
      return ok({
        ...period,
        until,
        posts,
        authors: groupByAuthor(posts),
        links: groupByLink(posts),
        threads: groupByThread(posts, parentOf),
        holes: findHoles(timelines, feeds, period.from),
      });
    },
  };
}
