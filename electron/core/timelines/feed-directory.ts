import { accountOfFeed, feedKeyOf, isOfNobody } from '../../contract/feed-keys.ts';
import type { FeedSource } from '../../contract/feeds.ts';
import type { AccountKey, FeedKey } from '../../contract/ids.ts';
import { fail, type Result } from '../../contract/result.ts';
import type { TimelineSpec } from '../../contract/timelines.ts';
import type { AccountDirectory, SignedInAccount } from '../account-directory.ts';
import type { CallOptions, PageQuery, TimelinePageFromServer } from '../fediverse.ts';
import type { RankedFeed } from '../fediverse-feeds.ts';
import { homeFeed, type Feed } from './feed.ts';
import { createStreamPool, hasTagsOf, streamsOf } from './feed-streams.ts';
import { savedSearchFeed, type SavedSearch } from './saved-search.ts';

/** Reads what a server shows everybody; `host` as a person typed it. */
export type PublicTimeline = (host: string, query: PageQuery, options?: CallOptions) => Promise<Result<TimelinePageFromServer>>;

/** Which lists there are, and how each is read. */
export interface FeedDirectory {
  /** The lists a timeline merges, in rail order; from now on they are known. */
  of(spec: TimelineSpec): readonly FeedKey[];
  /** All homes, and every other list that was asked for since the start. */
  known(): readonly FeedKey[];
  /** Null for one that is unknown, or whose account is signed out. */
  get(key: FeedKey): Feed | null;
}

const ranked: ReadonlySet<FeedSource['kind']> = new Set<RankedFeed>(['favourites', 'bookmarks', 'conversations', 'trends']);

export interface FeedDirectoryDeps {
  readonly accounts: AccountDirectory;
  readonly publicTimeline: PublicTimeline;
  readonly savedSearch: SavedSearch;
}

export function createFeedDirectory({ accounts, publicTimeline, savedSearch }: FeedDirectoryDeps): FeedDirectory {
  const streams = createStreamPool();
  const sources = new Map<FeedKey, FeedSource>();
  const personIds = new Map<FeedKey, string>();

  function keysOf(source: FeedSource, wanted: 'all' | readonly AccountKey[]): readonly FeedKey[] {
    if (isOfNobody(source)) return [feedKeyOf(source, '' as AccountKey)];
    const keys = accounts.keys();
    return (wanted === 'all' ? keys : keys.filter((key) => wanted.includes(key))).map((key) => feedKeyOf(source, key));
  }

  function remember(source: FeedSource, keys: readonly FeedKey[]): readonly FeedKey[] {
    if (source.kind !== 'home') for (const key of keys) sources.set(key, source);
    return keys;
  }

  type OwnedSource = Exclude<FeedSource, { kind: 'instance' | 'search' }>;

  function readFeed(key: FeedKey, source: OwnedSource, account: SignedInAccount): Feed {
    const { connection, profile } = account;
    const isRanked = ranked.has(source.kind);
    return {
      key,
      account: account.key,
      ranked: isRanked,
      canClimb: profile.capabilities.minId && !isRanked,
      listen: (listener) => streams.listen(account, streamsOf(source), listener),
      takes: (status) => hasTagsOf(source, status),
      page(query, options) {
        if (source.kind === 'home') return connection.home(query, options);
        return source.kind === 'person' ? personPage(key, source.handle, account, query, options) : connection.feeds.page(source, query, options);
      },
    };
  }

  async function personPage(key: FeedKey, handle: string, { connection }: SignedInAccount, query: PageQuery, options?: CallOptions): Promise<Result<TimelinePageFromServer>> {
    const known = personIds.get(key);
    if (known !== undefined) return connection.feeds.page({ kind: 'person', id: known }, query, options);
    const found = await connection.people.find(handle, options);
    if (!found.ok) return found;
    personIds.set(key, found.value.id);
    return connection.feeds.page({ kind: 'person', id: found.value.id }, query, options);
  }

  return {
    of: (spec) => {
      const groups = spec.source === 'home' ? [{ source: { kind: 'home' } as const, accounts: spec.accounts }] : spec.feeds;
      return [...new Set(groups.flatMap(({ source, accounts: wanted }) => remember(source, keysOf(source, wanted))))];
    },
    known() {
      const keys = accounts.keys();
      const isHere = (feed: FeedKey): boolean => {
        const account = accountOfFeed(feed);
        return account === null || keys.includes(account);
      };
      return [...keys, ...[...sources.keys()].filter(isHere)];
    },
    get(key) {
      const source = sources.get(key);
      const owner = accountOfFeed(key);
      if (source?.kind === 'search') return savedSearchFeed(key, source.query, savedSearch);
      if (source?.kind === 'instance') return { key, account: null, canClimb: true, ranked: false, page: (query, options) => publicTimeline(source.host, query, options), listen: () => null };
      const account = owner === null ? null : accounts.signedIn(owner);
      if (account === null) return null;
      if (owner === key) return homeFeed(account);
      return source === undefined ? null : readFeed(key, source, account);
    },
  };
}

/** What a call answers for a list that cannot be read now. */
export function notReadable(key: FeedKey): Result<never> {
  const account = accountOfFeed(key);
  return fail(account === null ? { kind: 'notFound', what: 'feed' } : { kind: 'unauthorized', host: account.slice(0, account.indexOf('/')), message: '' });
}
