import type { Status, StatusMarks, StatusView } from '../../contract/statuses.ts';

/** A post whose words in the index are missing or out of date. `key` is the store's own. */
export interface PendingPost {
  readonly key: number;
  readonly status: Status;
  readonly marks: readonly StatusMarks[];
  /** Somebody's boost of it is in a timeline. */
  readonly isBoosted: boolean;
}

export interface IndexedPost {
  readonly key: number;
  /** Epoch ms. */
  readonly createdAt: number;
  /** Words as `tokens.ts` makes them, one space between two. */
  readonly words: string;
  readonly hash: number;
  /** The person's own, bookmarked or favourited: stays as long as there is room. */
  readonly isKept: boolean;
}

/** Words in a row; with `isPrefix` the last one may go on. */
export interface Phrase {
  readonly words: readonly string[];
  readonly isPrefix: boolean;
}

/** Every group of `all`, which has at least one, has at least one of its phrases in the post, and nothing of `none` is. Times epoch ms, from inclusive, to exclusive. */
export interface Match {
  readonly all: readonly (readonly Phrase[])[];
  readonly none: readonly Phrase[];
  readonly from: number | null;
  readonly to: number | null;
}

export interface Found {
  readonly views: readonly StatusView[];
  /** Place of each of them, in their order: greater is newer, and a cursor. Keeps as long as the time of the post does. */
  readonly places: readonly number[];
  /** Place of the last one; null where there are no more. */
  readonly cursor: number | null;
}

/**
 * The full-text index over the posts of the cache. What changes in a post, in who sees it or in their marks makes it
 * pending in the same transaction; a post that is deleted leaves the index in the same transaction.
 */
export interface SearchStore {
  /** Some that are not up to date, newest first seen. */
  pending(limit: number): readonly PendingPost[];
  /** One transaction: takes these up as they are now. `now` bounds the time of posts from the future, epoch ms. */
  write(posts: readonly IndexedPost[], now: number): void;
  /** Newest first. `cursor`: of the page before, null for the first. */
  find(match: Match, cursor: number | null, limit: number): Found;
  /** Which posts with these keys are among all that `find` finds, newest first. */
  among(match: Match, keys: readonly number[]): Found;
  /** `posts` can be found, `waiting` are pending; sizes in bytes. */
  size(): { readonly posts: number; readonly waiting: number; readonly indexBytes: number; readonly cacheBytes: number };
  /** Empties the index, and forgets some of the posts that are in no timeline and in no inbox. True: call again. */
  forget(): boolean;
}
