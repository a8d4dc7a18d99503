/**
 * What belongs to an account besides its posts: whom it follows, mutes and blocks, lists, filters, tags, marks, notes,
 * profile. All of it can be read and written, on servers that have it; where one has not, the call is `unsupported`.
 */
import type { FilterDraft, OwnFilter } from '../contract/filters.ts';
import type { ListDraft, OwnList } from '../contract/lists.ts';
import type { PersonRelation } from '../contract/people.ts';
import type { Result } from '../contract/result.ts';
import type { Html, StatusId, StatusUri } from '../contract/ids.ts';
import type { Person, Visibility } from '../contract/statuses.ts';
import type { CallOptions } from './fediverse.ts';

/**
 * One page of a list. `next` is the server's own cursor, null at the end; it cannot be worked out, because it is the id
 * of the follow or the mark and not of what is listed. A last page may be empty.
 */
export interface BelongingsPage<T> {
  readonly items: readonly T[];
  readonly next: string | null;
  /** Items that could not be read and were left out. */
  readonly dropped: number;
}

/** Somebody in a list, as one server knows them. `id` means nothing on another server. */
export interface ListedPerson {
  readonly id: string;
  readonly person: Person;
  /** Where they went, one step; null where the server has not heard of a move. */
  readonly movedTo: Person | null;
  readonly limited: boolean;
  readonly suspended: boolean;
  readonly memorial: boolean;
  /** Only in `mutes`: epoch ms; null where the mute stays or the server does not say. */
  readonly muteEndsAt: number | null;
}

export type PeopleList = 'follows' | 'followers' | 'mutes' | 'blocks' | 'endorsements';

/** How the account stands with somebody, with what only carrying over asks for. */
export interface OwnRelation {
  readonly id: string;
  readonly relation: PersonRelation;
  /** Languages the follow is limited to; null = all. */
  readonly languages: readonly string[] | null;
  readonly endorsed: boolean;
}

export interface FollowSettings {
  readonly reblogs?: boolean;
  readonly notify?: boolean;
  /** Empty: all. */
  readonly languages?: readonly string[];
}

/** A marked post, short: enough to find it again and to know it without a server. */
export interface ListedStatus {
  readonly id: StatusId;
  readonly uri: StatusUri;
  readonly url: string | null;
  readonly author: string;
  readonly visibility: Visibility;
  readonly createdAt: number;
  readonly content: Html;
}

export { filterContexts } from '../contract/vocabulary.ts';
export type { FilterDraft, OwnFilter } from '../contract/filters.ts';
export type { ListDraft, OwnList, RepliesPolicy } from '../contract/lists.ts';
export type { FilterAction, FilterContext } from '../contract/statuses.ts';

export interface FeaturedTag {
  readonly id: string;
  readonly name: string;
}

/** The account's own profile as typed. Pictures by their address; null where there is none. */
export interface OwnProfile {
  readonly displayName: string;
  readonly note: string;
  readonly fields: readonly { readonly name: string; readonly value: string }[];
  readonly avatarUrl: string | null;
  readonly headerUrl: string | null;
  readonly locked: boolean;
  readonly bot: boolean;
  /** The rest is null where the server does not say. */
  readonly discoverable: boolean | null;
  readonly indexable: boolean | null;
  readonly hideCollections: boolean | null;
  readonly counts: { readonly followers: number | null; readonly following: number | null; readonly statuses: number | null };
  readonly defaults: PostingDefaults;
}

export interface PostingDefaults {
  readonly privacy: string | null;
  readonly sensitive: boolean | null;
  readonly language: string | null;
  readonly quotePolicy: string | null;
}

export interface Picture {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mimeType: string;
}

/** Only what is named is changed. */
export interface ProfileChange {
  readonly displayName?: string;
  readonly note?: string;
  readonly fields?: OwnProfile['fields'];
  readonly avatar?: Picture;
  readonly header?: Picture;
  readonly locked?: boolean;
  readonly bot?: boolean;
  readonly discoverable?: boolean;
  readonly indexable?: boolean;
  readonly hideCollections?: boolean;
  readonly defaults?: { readonly [K in keyof PostingDefaults]?: NonNullable<PostingDefaults[K]> };
}

/** What the server allows an account, with Mastodon's defaults where it does not say. Characters and bytes. */
export interface AccountLimits {
  readonly displayName: number;
  readonly note: number;
  readonly fields: number;
  readonly fieldName: number;
  readonly fieldValue: number;
  readonly featuredTags: number;
  readonly lists: number;
  readonly listTitle: number;
  /** Null where there is no such limit. */
  readonly follows: number | null;
}

/** One cap as last seen in the server's headers; times by our clock. */
export interface RateReading {
  readonly limit: number | null;
  readonly remaining: number;
  readonly resetsAt: number;
}

/**
 * `window` all requests of the token (300 in 5 minutes on Mastodon); `paging` asking for further pages; `dailyFollows`
 * new follows of people and tags (400 a UTC day on Mastodon). Null where no answer has told of it, or its time is over.
 */
export interface Rates {
  readonly window: RateReading | null;
  readonly paging: RateReading | null;
  readonly dailyFollows: RateReading | null;
}

export type ImportKind = 'follows' | 'mutes' | 'blocks';

export interface BelongingsCalls {
  people(list: PeopleList, cursor: string | null, options?: CallOptions): Promise<Result<BelongingsPage<ListedPerson>>>;
  /** At most 80 ids. Whom the server knows nothing of is left out; the order is not that of `ids`. */
  relations(ids: readonly string[], options?: CallOptions): Promise<Result<readonly OwnRelation[]>>;
  /** Has the account's server look the person up (slow: up to 60 s). `notFound` also where their server does not answer. */
  findPerson(handle: string, options?: CallOptions): Promise<Result<ListedPerson>>;
  /** A repeat changes the settings alone and costs nothing of the day's follows. What is left out stays. */
  follow(id: string, settings: FollowSettings, options?: CallOptions): Promise<Result<OwnRelation>>;
  endorse(id: string, endorsed: boolean, options?: CallOptions): Promise<Result<null>>;

  domainBlocks(cursor: string | null, options?: CallOptions): Promise<Result<BelongingsPage<string>>>;
  /** How many relations blocking the domain would cut. */
  domainBlockPreview(domain: string, options?: CallOptions): Promise<Result<{ readonly follows: number; readonly followers: number }>>;
  setDomainBlock(domain: string, blocked: boolean, options?: CallOptions): Promise<Result<null>>;

  marked(mark: 'bookmarks' | 'favourites', cursor: string | null, options?: CallOptions): Promise<Result<BelongingsPage<ListedStatus>>>;

  lists(options?: CallOptions): Promise<Result<readonly OwnList[]>>;
  /** Not idempotent: titles may repeat. */
  createList(draft: ListDraft, options?: CallOptions): Promise<Result<OwnList>>;
  updateList(id: string, draft: ListDraft, options?: CallOptions): Promise<Result<OwnList>>;
  removeList(id: string, options?: CallOptions): Promise<Result<null>>;
  listMembers(id: string, cursor: string | null, options?: CallOptions): Promise<Result<BelongingsPage<ListedPerson>>>;
  /** All or none: refused where one is not followed, or is in the list already. */
  addToList(id: string, people: readonly string[], options?: CallOptions): Promise<Result<null>>;
  removeFromList(id: string, people: readonly string[], options?: CallOptions): Promise<Result<null>>;
  /** The account's own lists that hold this person. */
  listsWith(person: string, options?: CallOptions): Promise<Result<readonly OwnList[]>>;

  filters(options?: CallOptions): Promise<Result<readonly OwnFilter[]>>;
  /** Not idempotent. With filters v1 it makes one of each keyword and answers the last. */
  createFilter(draft: FilterDraft, options?: CallOptions): Promise<Result<OwnFilter>>;
  /** Keywords of `before` that are not in the draft are taken away. */
  updateFilter(before: OwnFilter, draft: FilterDraft, options?: CallOptions): Promise<Result<OwnFilter>>;
  removeFilter(id: string, options?: CallOptions): Promise<Result<null>>;
  addFilterStatus(id: string, status: StatusId, options?: CallOptions): Promise<Result<null>>;
  removeFilterStatus(entry: string, options?: CallOptions): Promise<Result<null>>;

  /** Tag names are without `#`. */
  followedTags(cursor: string | null, options?: CallOptions): Promise<Result<BelongingsPage<string>>>;
  setTagFollowed(name: string, followed: boolean, options?: CallOptions): Promise<Result<null>>;
  featuredTags(options?: CallOptions): Promise<Result<readonly FeaturedTag[]>>;
  featureTag(name: string, options?: CallOptions): Promise<Result<FeaturedTag>>;
  unfeatureTag(id: string, options?: CallOptions): Promise<Result<null>>;

  profile(options?: CallOptions): Promise<Result<OwnProfile>>;
  saveProfile(change: ProfileChange, options?: CallOptions): Promise<Result<OwnProfile>>;
  /** A picture from the address a server gave. `badAnswer` for what is none, or larger than 8 MB. */
  picture(url: string, options?: CallOptions): Promise<Result<Picture>>;
  limits(options?: CallOptions): Promise<Result<AccountLimits>>;

  /** Hands a whole CSV file to the server, which works it off by itself (GoToSocial, Akkoma, Pleroma). */
  importFile(kind: ImportKind, csv: string, options?: CallOptions): Promise<Result<null>>;
  rates(): Rates;
  /** Epoch ms from which a call with priority `bulk` may go; null: now. Nothing is sent. */
  bulkOpenAt(what: 'request' | 'follow'): number | null;
}
