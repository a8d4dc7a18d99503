import type { FeedSource } from './feeds.ts';
import type { AccountKey, FeedKey } from './ids.ts';
import type { TimelineSpec } from './timelines.ts';

/** Sources that are read without an account: there is one feed of each, and its accounts say nothing. */
export const isOfNobody = ({ kind }: FeedSource): boolean => kind === 'instance' || kind === 'search';

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

/** Whether a list is one of those a timeline merges. */
export function isInTimeline(feed: FeedKey, spec: TimelineSpec): boolean {
  const account = accountOfFeed(feed);
  const name = nameOfFeed(feed);
  const isOf = (accounts: 'all' | readonly AccountKey[]): boolean => accounts === 'all' || account === null || accounts.includes(account);
  if (spec.source === 'home') return name === '' && isOf(spec.accounts);
  return spec.feeds.some(({ source, accounts }) => feedName(source) === name && isOf(accounts));
}
