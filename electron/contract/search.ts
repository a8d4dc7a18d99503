import * as v from 'valibot';
import { call, nothing, returns } from './call.ts';
import { accountKey, type AccountKey, type StatusUri } from './ids.ts';
import type { AppError } from './result.ts';
import type { Person, StatusView } from './statuses.ts';

const queryText = v.pipe(v.string(), v.maxLength(1_000));
/** Chosen by the page, so that it knows which answers are those to what it asked last. */
const searchId = v.pipe(v.string(), v.minLength(1), v.maxLength(64));

export const searchKind = v.picklist(['people', 'posts', 'tags']);
export type SearchKind = v.InferOutput<typeof searchKind>;

/**
 * What could not be used of a query, with what might have been meant. `part` stands in the query as it is here; the rest
 * of the query was searched for.
 */
export interface QueryProblem {
  readonly kind: 'unknownOperator' | 'missingValue' | 'badValue' | 'badDate' | 'unknownAccount' | 'emptyRange' | 'tooLong';
  readonly part: string;
  /** To put in the place of `part`. */
  readonly suggestions: readonly string[];
}

/** What Skein itself knows of a text, for a list of a few things to go to. */
export interface QuickFindings {
  readonly people: readonly Person[];
  /** Names, without the sign. */
  readonly tags: readonly string[];
  readonly posts: readonly QuickPost[];
}

/** A post in one line. */
export interface QuickPost {
  readonly uri: StatusUri;
  readonly author: Person;
  readonly createdAt: number;
  /** The warning where there is one, else the beginning of what it says. Plain text. */
  readonly text: string;
}

export interface MemoryPage {
  /** Newest first, each post once, with the marks of all accounts that know it. */
  readonly views: readonly StatusView[];
  /** For the next, older page; null at the end. */
  readonly cursor: number | null;
  readonly problems: readonly QueryProblem[];
  /** Nothing in the query says what to look for. */
  readonly isEmpty: boolean;
}

/** One account's server's own posts, bookmarks and favourites on their way into the memory. */
export interface Backfill {
  readonly account: AccountKey;
  readonly state: 'running' | 'done' | 'failed' | 'stopped';
  /** Posts read so far. */
  readonly posts: number;
  readonly error: AppError | null;
}

export interface SearchMemory {
  /** Posts that can be found. */
  readonly posts: number;
  /** Posts that wait for being taken up. */
  readonly waiting: number;
  /** Of the index alone, and of the whole cache it is a part of. */
  readonly indexBytes: number;
  readonly cacheBytes: number;
  readonly backfills: readonly Backfill[];
}

export interface FoundPerson {
  readonly person: Person;
  /** Of the person's note, as plain text on one line. */
  readonly about: string;
  readonly followers: number | null;
}

export interface FoundTag {
  readonly name: string;
  readonly url: string | null;
  /** Posts with it over the days the server tells of; null where it does not. */
  readonly uses: number | null;
}

/** What one account's server found. */
export interface ServerFindings {
  readonly people: readonly FoundPerson[];
  readonly posts: readonly StatusView[];
  readonly tags: readonly FoundTag[];
}

/** What a pasted address or handle leads to. */
export type SearchTarget =
  | { readonly kind: 'post'; readonly uri: StatusUri }
  | { readonly kind: 'person'; readonly handle: string; readonly account: AccountKey | null };

export const searchCalls = {
  /** Looks through what Skein has seen. No request. */
  'search.memory': call({
    input: v.strictObject({ text: queryText, cursor: v.nullable(v.pipe(v.number(), v.integer())), limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)) }),
    output: returns<MemoryPage>(),
  }),
  /** The newest few posts with these words, and people and tags whose names begin with them. No request. */
  'search.quick': call({ input: v.strictObject({ text: queryText }), output: returns<QuickFindings>() }),
  /**
   * Asks the servers of all accounts at once; each answer comes as `search.answer`. A search begun later ends this one.
   * Answers who is asked; accounts that are signed out are answered for at once.
   */
  'search.servers': call({
    input: v.strictObject({ id: searchId, text: v.pipe(queryText, v.trim(), v.minLength(1)), kind: searchKind }),
    output: returns<readonly AccountKey[]>(),
  }),
  'search.stop': call({ input: v.strictObject({ id: searchId }), output: returns<null>() }),
  /**
   * Where an address of a post or of a person, or a handle, leads. Asks the servers of the accounts one after the other
   * where it must (slow: up to 45 s each). `notFound` where none of them knows; `invalidInput` for any other text.
   */
  'search.resolve': call({ input: v.strictObject({ text: v.pipe(queryText, v.trim(), v.minLength(1)) }), output: returns<SearchTarget>() }),
  'search.status': call({ input: nothing, output: returns<SearchMemory>() }),
  /** Reads the account's own posts, bookmarks and favourites from its server into the memory. Goes on from where it stopped. */
  'search.backfill': call({ input: v.strictObject({ account: accountKey, run: v.boolean() }), output: returns<null>() }),
  /** Forgets every post that is not in a timeline or in the inbox, and what all of them say. Later ones are remembered again. */
  'search.forget': call({ input: nothing, output: returns<null>() }),
};

export interface SearchEvents {
  'search.answer': { readonly id: string; readonly account: AccountKey; readonly findings: ServerFindings | null; readonly error: AppError | null };
  'search.status': SearchMemory;
}
