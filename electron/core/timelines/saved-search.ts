import type { FeedKey, StatusId, StatusUri } from '../../contract/ids.ts';
import { fail, ok, type Result } from '../../contract/result.ts';
import type { StatusView } from '../../contract/statuses.ts';
import type { TimelineItem } from '../fediverse.ts';
import type { Feed } from './feed.ts';

/** A post in the search memory; `key` is its store's own. */
export interface Indexed {
  readonly key: number;
  readonly uri: StatusUri;
}

export interface FoundPosts {
  /** Newest first. */
  readonly views: readonly StatusView[];
  /** Of each of them: greater is newer. */
  readonly places: readonly number[];
  /** Place to go on from; null at the end. */
  readonly cursor: number | null;
}

/** Looks through all that Skein has seen. `invalidInput` (field `query`, message: the part) where a part of the query cannot be used. */
export interface SavedSearch {
  page(query: string, cursor: number | null, limit: number): Result<FoundPosts>;
  /** Which of these posts it finds. */
  among(query: string, posts: readonly Indexed[]): Result<FoundPosts>;
}

/** What accounts have to do with the post stands in its views, and is not touched by where it was found. */
const unmarked = { inReplyToId: null, favourited: false, reblogged: false, bookmarked: false, muted: false, pinned: false, filtered: [], ownVotes: null } as const;

function toItems({ views, places }: FoundPosts): readonly TimelineItem[] {
  return views.map(({ status }, index) => {
    const id = String(places[index] ?? status.createdAt) as StatusId;
    return { id, createdAt: status.createdAt, booster: null, seen: { status, marks: { id, ...unmarked } } };
  });
}

/** A list made of the search memory. No server is asked, and what comes into the memory comes into the list. */
export function savedSearchFeed(key: FeedKey, query: string, saved: SavedSearch): Feed {
  return {
    key,
    account: null,
    canClimb: false,
    ranked: false,
    page(asked) {
      if (asked.kind === 'justNewerThan') return Promise.resolve(fail({ kind: 'unsupported', capability: 'minId' }));
      const found = saved.page(query, asked.kind === 'olderThan' ? Number(asked.cursor) : null, asked.limit);
      if (!found.ok) return Promise.resolve(found);
      const { cursor } = found.value;
      return Promise.resolve(ok({ items: toItems(found.value), olderCursor: cursor === null ? null : String(cursor), incompleteUntil: null, dropped: 0 }));
    },
    among(posts) {
      const found = saved.among(query, posts);
      return found.ok ? toItems(found.value) : [];
    },
    listen(listener) {
      listener.onOpen();
      return { close: () => undefined };
    },
  };
}
