import * as v from 'valibot';
import { call, returns } from './call.ts';
import { accountKey, type AccountKey, type FeedKey } from './ids.ts';
import type { AppError } from './result.ts';

/** A tag without `#`, as servers take it: letters, marks, digits, `_` and the middle dots of some languages. */
const tag = v.pipe(v.string(), v.regex(/^[\p{L}\p{M}\p{N}_·・‌]{1,100}$/u));
const tags = v.pipe(v.array(tag), v.maxLength(10));
/** Characters; what a person types into a field stays below. */
export const longestSavedSearch = 300;

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

/** Sources that are read without an account: there is one feed of each, and its accounts say nothing. */
export const isOfNobody = ({ kind }: FeedSource): boolean => kind === 'instance' || kind === 'search';

/** The same feed of some accounts, or of all of them. */
export const feedGroup = v.strictObject({
  source: feedSource,
  accounts: v.union([v.literal('all'), v.pipe(v.array(accountKey), v.minLength(1), v.maxLength(200))]),
});
export type FeedGroup = v.InferOutput<typeof feedGroup>;

/** Everything of a source that makes it another feed. Home has none: an account's key is the key of its home. */
export function feedName(source: FeedSource): string {
  switch (source.kind) {
    case 'list':
      return `list:${source.id}`;
    case 'hashtag':
      return `hashtag:${[source.any, source.all, source.none].map((some) => some.map((one) => one.toLowerCase()).toSorted().join(',')).join(';')}`;
    case 'person':
      return `person:${source.handle.toLowerCase()}`;
    case 'instance':
      return `instance:${source.host.toLowerCase()}`;
    case 'search':
      return `search:${source.query}`;
    default:
      return source.kind === 'home' ? '' : source.kind;
  }
}

/** Key of one account's list; of nobody's for an `instance` or a `search`. */
export function feedKeyOf(source: FeedSource, account: AccountKey): FeedKey {
  if (source.kind === 'home') return account;
  return `${isOfNobody(source) ? '' : account} ${feedName(source)}` as FeedKey;
}

/** Whose list it is; null for one that is read without an account. Neither hosts nor ids hold a space. */
export function accountOfFeed(feed: FeedKey): AccountKey | null {
  const end = feed.indexOf(' ');
  if (end === 0) return null;
  return (end < 0 ? feed : feed.slice(0, end)) as AccountKey;
}

export function isHomeFeed(feed: FeedKey): boolean {
  return !feed.includes(' ');
}

/** Lists that Skein makes of what it has seen, and no server knows. */
export function isMemoryFeed(feed: FeedKey): boolean {
  return feed.startsWith(' search:');
}

/** `feedName` of the source it was made of. */
export function nameOfFeed(feed: FeedKey): string {
  const end = feed.indexOf(' ');
  return end < 0 ? '' : feed.slice(end + 1);
}

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
