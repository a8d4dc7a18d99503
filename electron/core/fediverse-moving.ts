import type { Result } from '../contract/index.ts';
import type { CallOptions } from './fediverse.ts';

/** An actor document as its own server shows it to anybody. */
export interface PublicActor {
  /** Its `id`: opaque, compared byte for byte. */
  readonly uri: string;
  /** Empty where the document has none, or one that is no text. */
  readonly alsoKnownAs: readonly string[];
  readonly movedTo: string | null;
}

/**
 * Reads as any other server of the fediverse does, without a token and past our own caches. A server that shows itself
 * to signed requests only answers `unauthorized` or `forbidden`; what is deleted is `notFound`.
 */
export interface PublicReader {
  /** The actor behind `name@domain` (WebFinger `self`). */
  actorUri(handle: string, options?: CallOptions): Promise<Result<string>>;
  /** `badAnswer/redirected` where the address leads to another host: what another host says proves nothing. */
  actor(uri: string, options?: CallOptions): Promise<Result<PublicActor>>;
  /** What the server of an account tells anybody about it. `movedTo` is a URI, or a handle where no more is told. */
  account(apiBase: string, name: string, options?: CallOptions): Promise<Result<{ readonly movedTo: string | null; readonly followers: number | null }>>;
  /** Name of the software by nodeinfo, lower case; null where the host answers and says nothing. */
  software(host: string, options?: CallOptions): Promise<Result<string | null>>;
}

/** A person in a long list: enough to tell them apart on every server. */
export interface ListedPerson {
  readonly uri: string;
  readonly handle: string;
}

export interface ListedPage {
  readonly people: readonly ListedPerson[];
  /** For the next page; null at the end. */
  readonly cursor: string | null;
}

/** An account as its own server tells its owner. Counts are null where the server hides them. */
export interface OwnFacts {
  /** Null on servers that do not tell it (Mastodon before 4.2). */
  readonly uri: string | null;
  readonly handle: string;
  readonly locked: boolean;
  readonly limited: boolean;
  readonly suspended: boolean;
  readonly memorial: boolean;
  /** A URI, or a handle where no more is told. */
  readonly movedTo: string | null;
  readonly counts: { readonly followers: number | null; readonly following: number | null; readonly statuses: number | null };
  readonly hasAvatar: boolean;
  readonly displayName: string;
  /** Plain text as typed. */
  readonly bio: string;
  readonly fields: readonly { readonly name: string; readonly link: string | null; readonly verified: boolean }[];
  /** URIs; null where the server does not tell. */
  readonly aliases: readonly string[] | null;
}

/** What a server lets an account have; null where no limit is known. Text is counted in code points. */
export interface AccountLimits {
  readonly follows: number | null;
  readonly lists: number | null;
  readonly listTitle: number | null;
  readonly featuredTags: number | null;
  readonly profileFields: number | null;
  readonly bio: number | null;
  readonly displayName: number | null;
}

/** Somebody on another server, in both the ways servers ask for them. */
export interface MoveTarget {
  readonly uri: string;
  readonly handle: string;
}

/**
 * What an account can ask its server for a move. Aliases and the move itself are `unsupported` where there are only
 * settings pages (Mastodon) or a session is needed (Misskey, Hollo).
 */
export interface MovingCalls {
  own(options?: CallOptions): Promise<Result<OwnFacts>>;
  /** One page of at most 80; pages of requests may leave people out who are suspended. */
  people(list: 'followers' | 'following' | 'blocks' | 'requests', cursor: string | null, options?: CallOptions): Promise<Result<ListedPage>>;
  /** Domains the account itself blocks; empty on servers without such a thing. */
  blockedDomains(options?: CallOptions): Promise<Result<readonly string[]>>;
  /**
   * Those of `hosts` the server suspends, by name, by a parent domain or by the digest of a hidden name. `unsupported`
   * where it does not say whom it blocks, or federates with chosen servers only.
   */
  suspendedHosts(hosts: readonly string[], options?: CallOptions): Promise<Result<readonly string[]>>;
  limits(options?: CallOptions): Promise<Result<AccountLimits>>;
  listTitles(options?: CallOptions): Promise<Result<readonly string[]>>;
  featuredTagCount(options?: CallOptions): Promise<Result<number>>;
  setLocked(locked: boolean, options?: CallOptions): Promise<Result<null>>;
  /** URIs or handles, as the server keeps them. */
  aliases(options?: CallOptions): Promise<Result<readonly string[]>>;
  addAlias(alias: MoveTarget, options?: CallOptions): Promise<Result<null>>;
  removeAlias(alias: MoveTarget, options?: CallOptions): Promise<Result<null>>;
  /** Sends everybody who follows to `target`. Cannot be taken back; a lost answer says nothing about whether it happened. */
  move(target: MoveTarget, password: string | null, options?: CallOptions): Promise<Result<null>>;
}
