import * as v from 'valibot';
import { call, returns } from './call.ts';
import type { AppError } from './result.ts';

/**
 * What can be carried from one account to another, in the order in which it is carried: what cuts relations first,
 * then what needs them.
 */
export const copyKinds = [
  'profile',
  'domainBlocks',
  'blocks',
  'mutes',
  'filters',
  'follows',
  'requests',
  'lists',
  'notes',
  'endorsements',
  'followedTags',
  'featuredTags',
  'bookmarks',
  'favourites',
  'notificationPolicy',
  'postingDefaults',
  'scheduled',
] as const;
export const copyKind = v.picklist(copyKinds);
export type CopyKind = v.InferOutput<typeof copyKind>;

/**
 * How one item stands. `already`: the new account had it before. `sent`: the call left, its effect is not yet proven.
 * `requested`: waits for a locked person. `movedOn`: the person has moved; their new address is offered. `unreadable`:
 * the new server cannot fetch it. `notAllowed`: a definite no that another try would not change. `overLimit`: a cap of
 * the server; it is tried again when the cap opens, or goes into a file. `unclear`: the answer was lost and what is
 * there could not be read back yet.
 */
export const itemState = v.picklist(['already', 'queued', 'resolving', 'sent', 'requested', 'unclear', 'done', 'rejected', 'movedOn', 'gone', 'unreadable', 'notAllowed', 'overLimit', 'failed', 'skipped']);
export type ItemState = v.InferOutput<typeof itemState>;

export interface CopyItem {
  readonly id: string;
  readonly kind: CopyKind;
  /** Handle, domain, list title, tag, URL of a post or name of a setting. */
  readonly label: string;
  /** What else is carried with it, as short plain facts (`keeps its end date`, a list's title). */
  readonly detail: string | null;
  readonly state: ItemState;
  /** False: the person has left it out. */
  readonly chosen: boolean;
  /** Full handle of the new place of somebody who has moved on. */
  readonly movedTo: string | null;
  readonly error: AppError | null;
  readonly attempts: number;
  /** Epoch ms of the next try; null where none is due. */
  readonly retryAt: number | null;
}

/**
 * `unread` nothing is known yet; `reading` both accounts are read; `ready` the difference is there and waits for the
 * start; `running`; `waiting` for `retryAt` (a cap, a server that is down) or for another kind; `paused` by the person;
 * `done` nothing more to do by itself (some items may need the person); `failed` reading failed with `error`.
 */
export type KindState = 'unread' | 'reading' | 'ready' | 'running' | 'waiting' | 'paused' | 'done' | 'failed';

export interface KindView {
  readonly kind: CopyKind;
  readonly chosen: boolean;
  /** Why a kind cannot be carried: one of the two servers has no such thing. Null where it can. */
  readonly unsupported: 'from' | 'to' | null;
  readonly state: KindState;
  readonly error: AppError | null;
  readonly retryAt: number | null;
  readonly readAt: number | null;
  /** What the old server's own counter says, where it has one; may differ from `total` (suspended people are left out). */
  readonly counted: number | null;
  readonly total: number;
  readonly counts: Readonly<Record<ItemState, number>>;
}

/** Items of one kind and state that wait for the person, with what can be answered. */
export interface CopyDecision {
  readonly kind: CopyKind;
  readonly state: Extract<ItemState, 'movedOn' | 'unreadable' | 'notAllowed' | 'gone' | 'rejected' | 'overLimit' | 'failed' | 'unclear'>;
  readonly count: number;
  readonly examples: readonly string[];
  readonly message: string | null;
  readonly answers: readonly CopyAnswer[];
}

/** `followMoved`: at their new address. `keepHere`: kept on this computer only. `file`: into a file for the server's import page. */
export const copyAnswer = v.picklist(['followMoved', 'retry', 'leaveOut', 'keepHere', 'file']);
export type CopyAnswer = v.InferOutput<typeof copyAnswer>;

/** One cap of the new account's server as last seen in its headers. */
export interface RateView {
  readonly limit: number;
  readonly remaining: number;
  readonly resetsAt: number;
}

export const favouritesAs = v.picklist(['favourites', 'bookmarks']);
export type FavouritesAs = v.InferOutput<typeof favouritesAs>;

export interface CarryOverView {
  readonly plan: string;
  readonly state: 'unread' | 'reading' | 'ready' | 'running' | 'waiting' | 'paused' | 'done';
  readonly kinds: readonly KindView[];
  readonly decisions: readonly CopyDecision[];
  /** What favourites become; as bookmarks nobody is told of them. */
  readonly favouritesAs: FavouritesAs;
  readonly window: RateView | null;
  /** New follows of this UTC day; null where the server has no such cap. */
  readonly dailyFollows: RateView | null;
  /** When the rest will be done at the pace the servers allow, epoch ms; null while nothing runs or nothing can be said. */
  readonly doneAt: number | null;
}

/** A file to save, in the form the servers' import pages take. */
export interface SavedFile {
  readonly name: string;
  readonly mimeType: string;
  readonly text: string;
}

const planId = v.pipe(v.string(), v.minLength(1), v.maxLength(64));

export const carryOverCalls = {
  'carryOver.view': call({ input: v.strictObject({ plan: planId }), output: returns<CarryOverView>() }),
  /** Reads both accounts and works out the difference. Changes nothing on any server. */
  'carryOver.read': call({ input: v.strictObject({ plan: planId, kinds: v.optional(v.array(copyKind)) }), output: returns<null>() }),
  'carryOver.chooseKind': call({ input: v.strictObject({ plan: planId, kind: copyKind, chosen: v.boolean() }), output: returns<null>() }),
  /** Holds for what is not carried over yet. */
  'carryOver.favouritesAs': call({ input: v.strictObject({ plan: planId, as: favouritesAs }), output: returns<null>() }),
  'carryOver.chooseItems': call({
    input: v.strictObject({ plan: planId, items: v.pipe(v.array(v.pipe(v.string(), v.maxLength(64))), v.maxLength(10_000)), chosen: v.boolean() }),
    output: returns<null>(),
  }),
  /** Starts or goes on; a run survives the end of the app and goes on by itself at the next start. */
  'carryOver.start': call({ input: v.strictObject({ plan: planId }), output: returns<null>() }),
  'carryOver.pause': call({ input: v.strictObject({ plan: planId }), output: returns<null>() }),
  'carryOver.items': call({
    input: v.strictObject({ plan: planId, kind: copyKind, state: v.optional(itemState), after: v.nullable(v.pipe(v.string(), v.maxLength(64))), limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(500)) }),
    output: returns<{ readonly items: readonly CopyItem[]; readonly next: string | null }>(),
  }),
  'carryOver.decide': call({ input: v.strictObject({ plan: planId, kind: copyKind, state: itemState, answer: copyAnswer }), output: returns<null>() }),
  /** Mastodon's file of a kind: `all` of what FROM has, or only what is `missing` at TO. `unsupported` for kinds without a file. */
  'carryOver.file': call({ input: v.strictObject({ plan: planId, kind: copyKind, rows: v.picklist(['all', 'missing']) }), output: returns<SavedFile>() }),
  /** Files as the source of a plan whose old server is gone. Each is told by its content, not by its name. */
  'carryOver.addFile': call({
    input: v.strictObject({ plan: planId, name: v.pipe(v.string(), v.maxLength(255)), text: v.pipe(v.string(), v.maxLength(20_000_000)), kind: v.optional(copyKind) }),
    output: returns<{ readonly kind: CopyKind; readonly rows: number; readonly bad: number }>(),
  }),
};

export interface CarryOverEvents {
  /** At most 4 a second per plan. */
  'carryOver.changed': CarryOverView;
}
