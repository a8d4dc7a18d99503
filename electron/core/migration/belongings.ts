import type { CopyKind } from '../../contract/carry-over.ts';
import type { AccountKey } from '../../contract/ids.ts';
import type { NewStatus } from '../fediverse.ts';
import type { FilterItem, MuteItem } from './items.ts';

/** Somebody, as they are named everywhere. `uri` is null where a file or a server does not tell it. */
export interface PersonRef {
  readonly handle: string;
  readonly uri: string | null;
}

export interface FollowedPerson extends PersonRef {
  readonly reblogs: boolean;
  readonly notify: boolean;
  /** Null = all. */
  readonly languages: readonly string[] | null;
}

export interface MutedPerson extends PersonRef, MuteItem {
  /** Epoch ms; null = for good, or not told. */
  readonly endsAt: number | null;
}

export interface ListWithMembers {
  readonly title: string;
  readonly repliesPolicy: 'followed' | 'list' | 'none';
  readonly exclusive: boolean;
  readonly members: readonly PersonRef[];
}

/** A marked post with enough of it to keep when no server serves it any more. */
export interface MarkedPost {
  readonly uri: string;
  readonly url: string | null;
  readonly author: string | null;
  /** Plain text, shortened. */
  readonly text: string;
}

/** One value of the profile, of the posting defaults or of the notification policy, by its name there. */
export interface Setting {
  readonly name: string;
  readonly value: string | boolean | readonly { readonly name: string; readonly value: string }[];
}

export interface ScheduledItem {
  readonly at: number;
  readonly post: Pick<NewStatus, 'text' | 'spoilerText' | 'sensitive' | 'visibility' | 'language' | 'poll'>;
  readonly mediaCount: number;
}

/** What one item of each kind says, the same on every server. */
export interface BelongingItems {
  profile: Setting;
  domainBlocks: { readonly domain: string };
  blocks: PersonRef;
  mutes: MutedPerson;
  filters: FilterItem;
  follows: FollowedPerson;
  requests: FollowedPerson;
  lists: ListWithMembers;
  notes: PersonRef & { readonly note: string };
  endorsements: PersonRef;
  followedTags: { readonly name: string };
  featuredTags: { readonly name: string };
  bookmarks: MarkedPost;
  favourites: MarkedPost;
  notificationPolicy: Setting;
  postingDefaults: Setting;
  scheduled: ScheduledItem;
}

export interface KindReading<K extends CopyKind = CopyKind> {
  readonly items: readonly BelongingItems[K][];
  /** What the server's own counter says, where it has one; suspended people are in it and not among `items`. */
  readonly counted: number | null;
  /** Epoch ms. */
  readonly readAt: number;
}

export type Readings = { readonly [K in CopyKind]?: KindReading<K> };

/**
 * Everything of one account at one time, as plain data: to be kept, compared, written into files, and carried into any
 * account. A kind that is missing was not read, or is `unsupported`.
 */
export interface BelongingsSnapshot {
  /** Null for what came from files. */
  readonly account: AccountKey | null;
  readonly handle: string | null;
  readonly takenAt: number;
  readonly kinds: Readings;
  readonly unsupported: readonly CopyKind[];
  /** Null where they were not read. */
  readonly followers: readonly PersonRef[] | null;
}
