import * as v from 'valibot';
import { call, returns } from './call.ts';
import { accountKey, statusUri, type AccountKey, type Html, type MediaPath } from './ids.ts';
import type { AppError, Result } from './result.ts';
import type { Person, StatusView } from './statuses.ts';

export interface ProfileField {
  readonly name: string;
  readonly value: Html;
  /** When the person's server found a link back from there, epoch ms; null where it is only claimed. */
  readonly verifiedAt: number | null;
}

/** A person's own page, as one server describes it. Counts are that server's, null where it does not say. */
export interface Profile {
  readonly person: Person;
  readonly header: MediaPath | null;
  readonly note: Html;
  readonly fields: readonly ProfileField[];
  /** Epoch ms, to the day. */
  readonly createdAt: number | null;
  readonly counts: { readonly followers: number | null; readonly following: number | null; readonly statuses: number | null };
  /** Where the person went; only known once the server has heard of it. */
  readonly movedTo: Person | null;
  /** Moderators of the asked server hide this person until someone asks to see them, or altogether. */
  readonly limited: boolean;
  readonly suspended: boolean;
  readonly memorial: boolean;
}

/**
 * How a follow stands. `sent`: the account's server says yes, but the person is elsewhere and their server has not been
 * heard; it becomes one of the others within minutes.
 */
export type FollowState = 'none' | 'sent' | 'requested' | 'following';

/** One account and one person, both ways. */
export interface PersonRelation {
  readonly follow: FollowState;
  readonly showsReblogs: boolean;
  readonly notifies: boolean;
  readonly followedBy: boolean;
  readonly muting: boolean;
  readonly mutingNotifications: boolean;
  /** Epoch ms; null where the mute stays or its server does not say. */
  readonly muteEndsAt: number | null;
  readonly blocking: boolean;
  readonly blockedBy: boolean;
  readonly domainBlocking: boolean;
  /** Private note; null where the server keeps none. */
  readonly note: string | null;
}

/** `unknown`: the account's server has not met this person yet; whatever is done as this account makes it look them up. */
export type RelationState =
  | { readonly state: 'known'; readonly relation: PersonRelation; readonly wasRejected: boolean }
  | { readonly state: 'self' }
  | { readonly state: 'unknown' }
  | { readonly state: 'failed'; readonly error: AppError };

export type AccountRelation = { readonly account: AccountKey } & RelationState;

/** Full handle without the first `@`. */
const handle = v.pipe(v.string(), v.regex(/^[^\s@/]+@[^\s@/]+$/), v.maxLength(320));
const someAccounts = v.pipe(v.array(accountKey), v.minLength(1), v.maxLength(50));

export const profileTab = v.picklist(['posts', 'replies', 'media', 'pinned']);
export type ProfileTab = v.InferOutput<typeof profileTab>;

/** A post or a boost in a person's list. */
export interface ProfileLine {
  readonly id: string;
  /** Epoch ms: of the boost, for a boost. */
  readonly at: number;
  readonly booster: Person | null;
  readonly view: StatusView;
}

export const personChange = v.variant('kind', [
  v.strictObject({ kind: v.literal('follow'), reblogs: v.optional(v.boolean()), notify: v.optional(v.boolean()) }),
  v.strictObject({ kind: v.literal('unfollow') }),
  /** Null: until it is taken back. */
  v.strictObject({ kind: v.literal('mute'), durationMs: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(60_000))), notifications: v.boolean() }),
  v.strictObject({ kind: v.literal('unmute') }),
  v.strictObject({ kind: v.literal('block') }),
  v.strictObject({ kind: v.literal('unblock') }),
]);
export type PersonChange = v.InferOutput<typeof personChange>;

export interface ChangeOutcome {
  readonly account: AccountKey;
  readonly result: Result<PersonRelation>;
}

export const reportCategory = v.picklist(['spam', 'legal', 'violation', 'other']);

export const reportReasons = v.strictObject({
  category: reportCategory,
  /** Of the account's own server, for `violation`. */
  ruleIds: v.pipe(v.array(v.pipe(v.string(), v.maxLength(64))), v.maxLength(100), v.readonly()),
  comment: v.pipe(v.string(), v.trim(), v.maxLength(1_000)),
  /** Also tell the moderators of the person's own server, without the name of the account. */
  forward: v.boolean(),
});
export type ReportReasons = v.InferOutput<typeof reportReasons>;

export interface ServerRule {
  readonly id: string;
  readonly text: string;
  readonly hint: string;
}

/** A list of one account. `listed`: the person is in it. `exclusive`: who is in it is left out of the home. */
export interface PersonList {
  readonly id: string;
  readonly title: string;
  readonly exclusive: boolean;
  readonly listed: boolean;
}

/** Somebody who follows a person and is followed by accounts of the own ones, which are named in rail order; never empty. */
export interface FamiliarFollower {
  readonly person: Person;
  readonly followedBy: readonly AccountKey[];
}

export interface AccountLists {
  readonly account: AccountKey;
  readonly result: Result<readonly PersonList[]>;
}

export const peopleCalls = {
  /**
   * Asks the account on the person's own server first, then `account`, then the others, until one knows the person.
   * `search`: where none does, one of them has the person looked up on their server (slow: up to 60 s).
   */
  'people.profile': call({
    input: v.strictObject({ handle, account: v.nullable(accountKey), search: v.boolean() }),
    output: returns<{ readonly account: AccountKey; readonly profile: Profile }>(),
  }),
  /** A page of what one account's server knows of the person's posts. `account`: the one that answered `people.profile`. */
  'people.statuses': call({
    input: v.strictObject({ handle, account: accountKey, tab: profileTab, cursor: v.nullable(v.pipe(v.string(), v.maxLength(512))) }),
    output: returns<{ readonly lines: readonly ProfileLine[]; readonly cursor: string | null }>(),
  }),
  /** How every account stands with the person, in rail order. Each is told by `people.relation` as soon as it is known. */
  'people.relations': call({ input: v.strictObject({ handle }), output: returns<readonly AccountRelation[]>() }),
  /** Whom the own accounts follow and who follows the person, each once, as far as their servers tell. */
  'people.familiar': call({ input: v.strictObject({ handle }), output: returns<readonly FamiliarFollower[]>() }),
  /** Does it as each of these accounts; one that fails does not stop the others. */
  'people.change': call({ input: v.strictObject({ handle, accounts: someAccounts, change: personChange }), output: returns<readonly ChangeOutcome[]>() }),
  /** Only the account's own server keeps the note. Empty takes it away. */
  'people.saveNote': call({
    input: v.strictObject({ handle, account: accountKey, note: v.pipe(v.string(), v.trim(), v.maxLength(2_000)) }),
    output: returns<PersonRelation>(),
  }),
  /** The lists of every signed-in account, in rail order, and which of them hold the person. */
  'people.lists': call({ input: v.strictObject({ handle }), output: returns<readonly AccountLists[]>() }),
  /** `invalidInput` where the account does not follow the person: servers list only those. */
  'people.setListed': call({
    input: v.strictObject({ handle, account: accountKey, list: v.pipe(v.string(), v.minLength(1), v.maxLength(256)), listed: v.boolean() }),
    output: returns<null>(),
  }),
  /** The rules of an account's own server, in its order. */
  'people.rules': call({ input: v.strictObject({ account: accountKey }), output: returns<readonly ServerRule[]>() }),
  /** Reports a person, with posts of theirs, to the moderators of one account's server. */
  'people.report': call({
    input: v.strictObject({ handle, account: accountKey, statuses: v.pipe(v.array(statusUri), v.maxLength(20), v.readonly()), reasons: reportReasons }),
    output: returns<null>(),
  }),
};

export interface PeopleEvents {
  'people.relation': { readonly handle: string; readonly relation: AccountRelation };
}
