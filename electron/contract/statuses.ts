import * as v from 'valibot';
import { call, nothing, returns } from './call.ts';
import { accountKey, statusUri, type AccountKey, type Html, type MediaPath, type StatusId, type StatusUri } from './ids.ts';

/** Who may read a status. `limited` and unknown server words are stored as `private` (never boosted, never quoted). */
export type Visibility = 'public' | 'unlisted' | 'private' | 'direct' | 'local' | 'mutuals';

export interface CustomEmoji {
  readonly shortcode: string;
  readonly url: MediaPath;
  readonly staticUrl: MediaPath;
}

/** A person as the server that told us of them describes them. Names are plain text, never HTML. */
export interface Person {
  /** ActivityPub id of the actor; falls back to the profile URL where a server sends none (Mastodon before 4.2). */
  readonly uri: string;
  /** Full handle without the first `@`: `name@domain`, lower case domain. */
  readonly handle: string;
  readonly displayName: string;
  readonly url: string | null;
  readonly avatar: MediaPath | null;
  readonly avatarStatic: MediaPath | null;
  readonly bot: boolean;
  readonly locked: boolean;
  readonly emojis: readonly CustomEmoji[];
}

export type MediaKind = 'image' | 'gifv' | 'video' | 'audio' | 'unknown';

export interface MediaAttachment {
  readonly id: string;
  readonly kind: MediaKind;
  readonly path: MediaPath | null;
  readonly previewPath: MediaPath | null;
  /** Where the file lives, for "open in browser" and for servers that did not cache it. */
  readonly remoteUrl: string | null;
  readonly description: string | null;
  readonly blurhash: string | null;
  /** Pixels of the original, null where the server does not say (Akkoma's remote images). */
  readonly width: number | null;
  readonly height: number | null;
  /** Focal point, each -1 to 1. */
  readonly focus: { readonly x: number; readonly y: number } | null;
}

export interface PollOption {
  readonly title: string;
  readonly votes: number | null;
}

export interface Poll {
  readonly id: string;
  readonly expiresAt: number | null;
  readonly expired: boolean;
  readonly multiple: boolean;
  readonly votes: number;
  readonly voters: number | null;
  readonly options: readonly PollOption[];
  readonly emojis: readonly CustomEmoji[];
}

export interface PreviewCard {
  readonly url: string;
  readonly title: string;
  readonly description: string;
  readonly provider: string;
  readonly author: string;
  readonly image: MediaPath | null;
  readonly imageDescription: string;
  readonly width: number | null;
  readonly height: number | null;
}

/** `shown` carries the quoted status one level deep; every other state says why it is not shown. */
export type QuoteState = 'shown' | 'pending' | 'rejected' | 'revoked' | 'deleted' | 'unauthorized' | 'blocked' | 'muted';

export interface Quote {
  readonly state: QuoteState;
  readonly uri: StatusUri | null;
  readonly status: Status | null;
}

export interface Mention {
  readonly handle: string;
  readonly url: string;
}

export interface StatusTag {
  readonly name: string;
  readonly url: string;
}

/** What is the same for every account that sees a status. Kept once, by `uri`. Times are epoch milliseconds. */
export interface Status {
  readonly uri: StatusUri;
  readonly url: string | null;
  readonly author: Person;
  readonly createdAt: number;
  readonly editedAt: number | null;
  readonly visibility: Visibility;
  readonly language: string | null;
  readonly content: Html;
  /** Content warning: plain text, empty when there is none. */
  readonly spoilerText: string;
  readonly sensitive: boolean;
  readonly media: readonly MediaAttachment[];
  readonly poll: Poll | null;
  readonly card: PreviewCard | null;
  readonly quote: Quote | null;
  readonly mentions: readonly Mention[];
  readonly tags: readonly StatusTag[];
  readonly emojis: readonly CustomEmoji[];
  readonly application: string | null;
  /** Handle of the author this replies to, null when it is no reply; empty when the server does not say who. */
  readonly replyToHandle: string | null;
  /** Largest count any of the person's servers knows; never a sum. */
  readonly counts: { readonly replies: number; readonly reblogs: number; readonly favourites: number; readonly quotes: number };
}

export type FilterAction = 'warn' | 'hide' | 'blur';

/** Where a filter is meant to work. `account` is the posts of a profile. */
export type FilterContext = 'home' | 'notifications' | 'public' | 'thread' | 'account';

export interface FilterMatch {
  readonly title: string;
  readonly action: FilterAction;
  readonly keywords: readonly string[];
  readonly contexts: readonly FilterContext[];
}

/** What one signed-in account knows and did about a status: its local id, its marks, its filters. Never merged over accounts. */
export interface StatusMarks {
  readonly account: AccountKey;
  readonly id: StatusId;
  readonly inReplyToId: StatusId | null;
  readonly favourited: boolean;
  readonly reblogged: boolean;
  readonly bookmarked: boolean;
  readonly muted: boolean;
  readonly pinned: boolean;
  readonly filtered: readonly FilterMatch[];
  /** Option indexes this account voted for; null when it has not voted. */
  readonly ownVotes: readonly number[] | null;
  /** What comes of a quote by this account; absent where the server does not say. `manual`: the author is asked. */
  readonly quoting?: 'automatic' | 'manual' | 'denied';
}

/** A status as the screen gets it: the shared record and what each account that knows it can add. */
export interface StatusView {
  readonly status: Status;
  readonly marks: readonly StatusMarks[];
}

/** A version of an edited post. */
export interface StatusVersion {
  /** Epoch ms. */
  readonly at: number;
  readonly content: Html;
  readonly spoilerText: string;
  readonly sensitive: boolean;
  readonly emojis: readonly CustomEmoji[];
  /** Alt texts, one for each picture, film and sound; empty where there is none. */
  readonly descriptions: readonly string[];
  readonly pollOptions: readonly string[];
}

export interface TranslatedStatus {
  /** Whose server translated. */
  readonly account: AccountKey;
  readonly content: Html;
  readonly spoilerText: string;
  /** Language the server took it for, null where it does not say. */
  readonly from: string | null;
  /** `DeepL.com`, `LibreTranslate`; empty where the server does not say. */
  readonly provider: string;
  readonly pollOptions: readonly string[];
  /** Alt texts in the order of the media; null where one was not translated. */
  readonly descriptions: readonly (string | null)[];
}

export interface ThreadReply extends StatusView {
  readonly depth: number;
  /** The account whose copy of the opened post it stands below; null below the opened post itself. */
  readonly copyOf: AccountKey | null;
}

export interface Thread {
  readonly ancestors: readonly StatusView[];
  readonly focus: StatusView;
  /** The other posts that went out together with this one; their replies are among the descendants. */
  readonly copies: readonly StatusView[];
  /** Depth-first; `depth` counts from 1 below the focused status. */
  readonly descendants: readonly ThreadReply[];
  /** Accounts whose server could not be asked, so replies may be missing. */
  readonly unavailable: readonly AccountKey[];
  /** Epoch ms from which asking again brings more: a server is still fetching replies (`Mastodon-Async-Refresh`). */
  readonly refreshAt: number | null;
}

/** `mute` is of the conversation: no more notifications from it. */
export const statusAction = v.picklist(['favourite', 'unfavourite', 'reblog', 'unreblog', 'bookmark', 'unbookmark', 'mute', 'unmute', 'pin', 'unpin']);
export type StatusAction = v.InferOutput<typeof statusAction>;

export const statusCalls = {
  /** Do something to a status as one account. Resolves the status on that account's server first where it must. */
  'statuses.act': call({
    input: v.strictObject({ account: accountKey, uri: statusUri, action: statusAction, visibility: v.optional(v.picklist(['public', 'unlisted', 'private'])) }),
    output: returns<StatusView>(),
  }),
  /** Stops looking for a status on this account's server; what waits for it answers `cancelled`. Nothing was done then. */
  'statuses.stopResolving': call({ input: v.strictObject({ account: accountKey, uri: statusUri }), output: returns<null>() }),
  'statuses.vote': call({
    input: v.strictObject({ account: accountKey, uri: statusUri, choices: v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(0))), v.minLength(1), v.maxLength(200)) }),
    output: returns<StatusView>(),
  }),
  /** What is stored, at once; no request. `notFound` where nothing is. */
  'statuses.cached': call({ input: v.strictObject({ uri: statusUri }), output: returns<StatusView>() }),
  /** The conversation around a status, merged by `uri` over every account that knows it. */
  'statuses.thread': call({ input: v.strictObject({ uri: statusUri }), output: returns<Thread>() }),
  /** Versions of a status, oldest first, from its author's server where an account is there. */
  'statuses.history': call({ input: v.strictObject({ uri: statusUri }), output: returns<readonly StatusVersion[]>() }),
  /** Accounts whose server translates. No request. */
  'statuses.translators': call({ input: nothing, output: returns<readonly AccountKey[]>() }),
  /** Only public and unlisted ones. `language`: ISO 639-1. `unsupported` where no server of the accounts that know it translates. */
  'statuses.translate': call({
    input: v.strictObject({ uri: statusUri, language: v.pipe(v.string(), v.regex(/^[a-z]{2,3}(?:-[A-Za-z]{2,4})?$/)) }),
    output: returns<TranslatedStatus>(),
  }),
};

export interface StatusEvents {
  /** New state of statuses that are already known: edits, counts, marks. */
  'statuses.changed': { readonly statuses: readonly StatusView[] };
  /** No account serves these any more. */
  'statuses.removed': { readonly uris: readonly StatusUri[] };
}
