import * as v from 'valibot';
import { call, returns } from './call.ts';
import { accountKey, type FeedKey } from './ids.ts';
import { longestSavedSearch } from './limits.ts';
import type { AppError } from './result.ts';

/** A tag without `#`, as servers take it: letters, marks, digits, `_` and the middle dots of some languages. */
const tag = v.pipe(v.string(), v.regex(/^[\p{L}\p{M}\p{N}_·・‌]{1,100}$/u));
const tags = v.pipe(v.array(tag), v.maxLength(10));

/**
 * What a column reads. `hashtag`: posts with one of `any`, all of `all` and none of `none`. `person`: what somebody
 * posted, by full handle without the first `@`. `instance`: what people on a server say in public, read without an account there.
 * `search`: what of all that Skein has seen answers a query, in the words of its search (`contract/search.ts`).
 */
export const feedSource = v.variant('kind', [
  v.strictObject({ kind: v.picklist(['home', 'local', 'federated', 'favourites', 'bookmarks', 'conversations', 'trends']) }),
  v.strictObject({ kind: v.literal('list'), id: v.pipe(v.string(), v.minLength(1), v.maxLength(64)), title: v.pipe(v.string(), v.maxLength(200)) }),
  v.strictObject({ kind: v.literal('hashtag'), any: v.pipe(tags, v.minLength(1)), all: tags, none: tags }),
  v.strictObject({ kind: v.literal('person'), handle: v.pipe(v.string(), v.regex(/^[^\s@/]{1,256}@[^\s@/]{1,256}$/)) }),
  v.strictObject({ kind: v.literal('instance'), host: v.pipe(v.string(), v.regex(/^[\p{L}\p{N}.-]{1,253}(?::\d{1,5})?$/u)) }),
  v.strictObject({ kind: v.literal('search'), query: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(longestSavedSearch)) }),
]);
export type FeedSource = v.InferOutput<typeof feedSource>;
export type FeedKind = FeedSource['kind'];

/** The same feed of some accounts, or of all of them. */
export const feedGroup = v.strictObject({
  source: feedSource,
  accounts: v.union([v.literal('all'), v.pipe(v.array(accountKey), v.minLength(1), v.maxLength(200))]),
});
export type FeedGroup = v.InferOutput<typeof feedGroup>;

/** How news of a feed comes in now. Homes have none: theirs is the health of their account. */
export interface FeedState {
  readonly feed: FeedKey;
  /** `idle`: in no open column. `live` hears of news at once, `polling` asks about every minute. */
  readonly state: 'idle' | 'loading' | 'live' | 'polling' | 'failed';
  /** Epoch ms. */
  readonly since: number;
  readonly retryAt: number | null;
  readonly error: AppError | null;
}

export interface ListName {
  readonly id: string;
  readonly title: string;
}

export const feedCalls = {
  /** Which feeds are open on the screen. Holds for three minutes: what is open says so again before. */
  'feeds.watch': call({ input: v.strictObject({ feeds: v.pipe(v.array(feedGroup), v.maxLength(200)) }), output: returns<readonly FeedState[]>() }),
  /** Tries a feed again now instead of at `retryAt`. */
  'feeds.retry': call({ input: v.strictObject({ feeds: v.pipe(v.array(feedGroup), v.maxLength(20)) }), output: returns<null>() }),
  'feeds.lists': call({ input: v.strictObject({ account: accountKey }), output: returns<readonly ListName[]>() }),
};

export interface FeedEvents {
  'feeds.state': FeedState;
}
