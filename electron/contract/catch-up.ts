import * as v from 'valibot';
import { call, nothing, returns } from './call.ts';
import { feedGroup } from './feeds.ts';
import type { AccountKey, EntryId, FeedKey, StatusUri } from './ids.ts';
import type { Person, PreviewCard, StatusView } from './statuses.ts';

const isRead = ({ source }: v.InferOutput<typeof feedGroup>): boolean => source.kind === 'home' || source.kind === 'list';
/** Homes and lists: what is collected whether anybody looks or not. */
const readable = v.pipe(feedGroup, v.check(isRead, 'Neither a home nor a list'));
const sources = v.pipe(v.array(readable), v.minLength(1), v.maxLength(40));

/** One post of the period, however often it came. */
export interface DigestPost {
  readonly view: StatusView;
  /** When it came by itself; where it came as boosts only, the newest of them. Epoch ms. */
  readonly at: number;
  readonly reached: readonly AccountKey[];
  /** Who boosted it in the period, newest first. */
  readonly boosters: readonly Person[];
  /** It came by itself too, not only as a boost. */
  readonly isOwn: boolean;
  /** As its servers last counted, or as many as came in the period where those are more: no server tells of each. */
  readonly replies: number;
}

/** Posts that belong together, newest first. */
export interface DigestGroup {
  readonly key: string;
  readonly uris: readonly StatusUri[];
}

export interface LinkGroup extends DigestGroup {
  readonly card: PreviewCard;
}

/** What is not stored of the period in one list. */
export type DigestHole =
  /** Posts may be missing between these times; `gap` is the id to load it by, null where that cannot be done. */
  | { readonly kind: 'gap'; readonly feed: FeedKey; readonly account: AccountKey; readonly gap: EntryId | null; readonly newerAt: number; readonly olderAt: number | null }
  /** Nothing older than `at` is stored; null: nothing at all. */
  | { readonly kind: 'begins'; readonly feed: FeedKey; readonly account: AccountKey; readonly at: number | null };

export interface Digest {
  /** The period that was looked through, epoch ms; with `isCut` it begins later than asked. */
  readonly from: number;
  readonly until: number;
  /** There were more than `mostDigestPosts`: the oldest were left out. */
  readonly isCut: boolean;
  /** Newest first. */
  readonly posts: readonly DigestPost[];
  /** By whoever wrote them; a boost stands with the author of the post. */
  readonly authors: readonly DigestGroup[];
  /** Links that at least one post shows a card of. */
  readonly links: readonly LinkGroup[];
  /** Conversations of which two or more posts came. */
  readonly threads: readonly DigestGroup[];
  readonly holes: readonly DigestHole[];
}

const hours = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(48));
const view = v.picklist(['posts', 'authors', 'links', 'threads']);
export type CatchUpView = v.InferOutput<typeof view>;
/** `density`: how many posts of the author, or of the group, there are. */
const sort = v.picklist(['time', 'replies', 'reblogs', 'favourites', 'density']);
export type CatchUpSort = v.InferOutput<typeof sort>;
/** The most or the newest first, or turned round. */
const order = v.strictObject({ sort, isReversed: v.boolean() });
export type CatchUpOrder = v.InferOutput<typeof order>;

/** How the person last looked: what is chosen there is collected whether the catch-up is open or not. */
export const catchUpChoices = v.strictObject({
  hours,
  /** Null: the homes of all accounts, also of those that come later. */
  chosen: v.nullable(v.pipe(v.array(readable), v.maxLength(40))),
  view,
  orders: v.strictObject({ posts: order, authors: order, links: order, threads: order }),
});
export type CatchUpChoices = v.InferOutput<typeof catchUpChoices>;

export const catchUpCalls = {
  'catchUp.choices': call({ input: nothing, output: returns<CatchUpChoices>() }),
  'catchUp.choose': call({ input: catchUpChoices, output: returns<null>() }),
  /** What came in the last hours, from what is stored. No request. */
  'catchUp.digest': call({ input: v.strictObject({ sources, hours }), output: returns<Digest>() }),
};
