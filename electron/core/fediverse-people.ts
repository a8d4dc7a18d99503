import type { PersonChange, PersonRelation, Profile, ProfileTab } from '../contract/people.ts';
import type { Result } from '../contract/index.ts';
import type { Person } from '../contract/statuses.ts';
import type { CallOptions, TimelinePageFromServer } from './fediverse.ts';

/** A person as one server has them. `id` is the person's on that server and means nothing on another. */
export interface SeenProfile {
  readonly id: string;
  readonly profile: Profile;
}

/** What an account can ask and do about people. `handle` is a full one, without the first `@`. */
export interface PeopleCalls {
  /** Only what the account's server knows already: it asks nobody. `notFound` where it has not met the person. */
  lookUp(handle: string, options?: CallOptions): Promise<Result<SeenProfile>>;
  /** Has the account's server look the person up where they are (slow: up to 60 s). Only an exact match is an answer. */
  find(handle: string, options?: CallOptions): Promise<Result<SeenProfile>>;
  /** Newest first. `pinned` is one page. */
  statuses(id: string, query: { readonly tab: ProfileTab; readonly cursor: string | null }, options?: CallOptions): Promise<Result<TimelinePageFromServer>>;
  /** Followers of the person whom the account follows (Mastodon 3.5); `notFound` where the server does not tell. */
  familiar(id: string, options?: CallOptions): Promise<Result<readonly Person[]>>;
  relation(id: string, options?: CallOptions): Promise<Result<PersonRelation>>;
  /** The relation as the server answers; for a follow of somebody elsewhere it may promise too much (`FollowState`). */
  change(id: string, change: PersonChange, options?: CallOptions): Promise<Result<PersonRelation>>;
  /** `unsupported` where the server keeps no notes. */
  saveNote(id: string, note: string, options?: CallOptions): Promise<Result<PersonRelation>>;
}
