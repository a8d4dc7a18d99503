/**
 * What a cast is: people, what they said before the person came, and what they say while the person watches. Times are
 * relative, so that a world always begins "now". Everything refers by key, never by id.
 */
import type { ServerKind } from './kinds/traits.ts';

/** `name@server-domain`, lower case. */
export type PersonKey = string;

export interface CastMember {
  readonly key: PersonKey;
  readonly displayName: string;
  /** Plain text; links, mentions and hashtags become links. */
  readonly bio: string;
  readonly language: string;
  /** Draws a square avatar (PNG bytes); called when first asked for. */
  readonly avatar?: () => Uint8Array<ArrayBuffer>;
  readonly header?: () => Uint8Array<ArrayBuffer>;
  readonly fields?: readonly { readonly name: string; readonly value: string; readonly verified?: boolean }[];
  readonly locked?: boolean;
  readonly bot?: boolean;
  readonly follows?: readonly PersonKey[];
  /** Password on the sign-in page. Default `practice`. */
  readonly password?: string;
  /** Made this many days before the world begins. Default 400. */
  readonly ageDays?: number;
}

export interface CastPicture {
  /** File name, unique in the cast; the same name is the same picture. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly alt: string;
  /** PNG bytes of exactly that size; called when first asked for. */
  readonly draw: () => Uint8Array<ArrayBuffer>;
  /** Asked when the picture is posted, so it must be quick. */
  readonly blurhash?: () => string;
}

export interface CastCard {
  readonly url: string;
  readonly title: string;
  readonly description: string;
  readonly provider: string;
  readonly picture?: CastPicture;
}

export interface CastPost {
  /** Unique in the cast, so that others can reply to, boost or quote it. */
  readonly key: string;
  readonly author: PersonKey;
  readonly text: string;
  /** Sent as it is instead of HTML made from `text`, for what other software formats: code, lists, quotations. */
  readonly html?: string;
  /** The preview of the post's first link, as its page describes itself. */
  readonly card?: CastCard;
  readonly language: string;
  readonly spoilerText?: string;
  readonly sensitive?: boolean;
  readonly visibility?: 'public' | 'unlisted' | 'private' | 'direct';
  readonly pictures?: readonly CastPicture[];
  readonly poll?: { readonly options: readonly string[]; readonly hours: number; readonly multiple?: boolean };
  readonly quoteOf?: string;
  readonly replyTo?: string;
}

/** One thing somebody does. A boost or favourite names the post by its key. */
export type CastAct =
  | { readonly kind: 'post'; readonly post: CastPost }
  | { readonly kind: 'boost'; readonly by: PersonKey; readonly of: string }
  | { readonly kind: 'favourite'; readonly by: PersonKey; readonly of: string }
  | { readonly kind: 'vote'; readonly by: PersonKey; readonly of: string; readonly choices: readonly number[] }
  | { readonly kind: 'edit'; readonly of: string; readonly text: string }
  | { readonly kind: 'delete'; readonly of: string }
  | { readonly kind: 'follow'; readonly by: PersonKey; readonly whom: PersonKey };

export interface CastServer {
  readonly domain: string;
  readonly kind: ServerKind;
  readonly title: string;
  readonly description: string;
  readonly languages: readonly string[];
  readonly emojis?: readonly { readonly shortcode: string; readonly category?: string; readonly draw: () => Uint8Array<ArrayBuffer> }[];
}

/** What the people of a world do: first all of `history`, then `live` one after the other. */
export interface Script {
  /** Each act happened this many minutes before the world began; oldest first. */
  readonly history: readonly (CastAct & { readonly minutesAgo: number })[];
  /** Everything after; `next` is asked for the act number `index` (0, 1, 2 …) and must always answer the same for the same number. */
  readonly live: { next(index: number): CastAct; readonly everyMs: { readonly from: number; readonly to: number } };
}

export interface Cast extends Script {
  readonly servers: readonly CastServer[];
  readonly people: readonly CastMember[];
}

/** What `cast/index.ts` exports as `cast`. */
export type CastFactory = (seed: number) => Cast;
