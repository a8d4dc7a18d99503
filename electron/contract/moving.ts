import * as v from 'valibot';
import { call, nothing, returns } from './call.ts';
import type { CopyKind, SavedFile } from './carry-over.ts';
import { accountKey, type AccountKey } from './ids.ts';
import type { AppError } from './result.ts';
import type { phases } from './vocabulary.ts';

/** Where a plan takes from. `snapshot` and `files` are for an instance that does not answer any more: nothing is moved there, only copied. */
export const planSource = v.variant('kind', [
  v.strictObject({ kind: v.literal('account'), account: accountKey }),
  v.strictObject({ kind: v.literal('snapshot'), account: accountKey, takenAt: v.number() }),
  v.strictObject({ kind: v.literal('files') }),
]);
export type PlanSource = v.InferOutput<typeof planSource>;

export type Phase = (typeof phases)[number];

/**
 * `waiting` its turn has not come; `checking`; `ok`; `needsYou` a warning or a thing only the person can do; `blocked` a
 * move now would strand people, and is refused; `done` for what happens once; `unknown` cannot be checked from here.
 */
export type RowState = 'waiting' | 'checking' | 'ok' | 'needsYou' | 'blocked' | 'done' | 'unknown';

/** Rows of the checklist, in the order they are shown, by phase. */
export const rowIds = [
  'signIns', 'handles', 'notMoved', 'reach', 'serverBlocks', 'locked', 'ownBlocks', 'cooldown', 'saved', 'limits', 'scheduledPosts', 'profile', 'archive', 'software',
  'copied',
  'announced',
  'alias', 'move', 'carriedOut',
  'arrivals', 'requests', 'leftovers', 'links', 'relock', 'oldGuarded',
] as const;
export const rowId = v.picklist(rowIds);
export type RowId = v.InferOutput<typeof rowId>;

/** What a person can have done about a row. `open*` opens a page of a server in the browser; what comes of it is watched. */
export const rowAction = v.picklist(['checkNow', 'addAlias', 'openAliasPage', 'unlock', 'relock', 'openExportPage', 'openProfilePage', 'deleteScheduled', 'openMovePage', 'openCancelPage', 'openImportPage', 'confirm', 'unconfirm', 'signIn', 'writeAnnouncement', 'showPeople', 'copyText']);
export type RowAction = v.InferOutput<typeof rowAction>;

type NoValues = Readonly<Record<string, never>>;

/**
 * What a check found, as a code with its values; the words are in `renderer/text/moving.ts`. Values are plain facts: URIs,
 * handles, hosts, counts, epoch ms.
 */
export interface FindingValues {
  'signIns.ok': NoValues;
  'signIns.dead': { readonly side: 'from' | 'to'; readonly handle: string };
  'signIns.limited': { readonly side: 'from' | 'to'; readonly handle: string };
  'handles.ok': { readonly from: string; readonly to: string };
  'handles.other': { readonly handle: string; readonly found: string; readonly expected: string };
  'notMoved.ok': NoValues;
  /** `end`: where a chain of redirects ends, where it goes on after the first. */
  'notMoved.toMoved': { readonly movedTo: string; readonly end?: string };
  'notMoved.fromMoved': { readonly movedTo: string; readonly end?: string };
  'alias.public': { readonly uri: string; readonly readAt: number };
  'alias.missing': { readonly expected: string; readonly found: readonly string[]; readonly readAt: number };
  'alias.saved': { readonly expected: string; readonly readAt: number };
  'alias.hidden': { readonly host: string };
  'alias.byServer': { readonly uri: string; readonly host: string };
  'reach.ok': NoValues;
  'reach.none': { readonly asked: string; readonly target: string };
  'serverBlocks.ok': NoValues;
  'serverBlocks.hits': { readonly host: string; readonly servers: readonly string[]; readonly follows: number; readonly followers: number };
  'serverBlocks.hidden': { readonly host: string };
  'locked.open': NoValues;
  'locked.locked': { readonly waiting: number; readonly followers: number };
  'ownBlocks.ok': NoValues;
  'ownBlocks.hits': { readonly handles: readonly string[]; readonly count: number };
  'cooldown.none': NoValues;
  'cooldown.until': { readonly until: number; readonly movedAt: number };
  'cooldown.unknown': NoValues;
  'saved.ok': { readonly at: number; readonly followers: number; readonly follows: number };
  'saved.short': { readonly kind: CopyKind | 'followers'; readonly saved: number; readonly counted: number };
  'saved.none': NoValues;
  'limits.ok': NoValues;
  'limits.over': { readonly what: 'follows' | 'lists' | 'listTitles' | 'featuredTags' | 'profileFields' | 'bio' | 'displayName'; readonly count: number; readonly limit: number };
  'scheduledPosts.none': NoValues;
  'scheduledPosts.some': { readonly count: number };
  'profile.filled': NoValues;
  'profile.empty': { readonly missing: readonly ('avatar' | 'bio' | 'posts')[] };
  'archive.ask': { readonly url: string };
  'software.ok': { readonly servers: number };
  'software.ignoring': { readonly count: number; readonly servers: readonly { readonly host: string; readonly software: string; readonly followers: number }[] };
  'copied.some': { readonly done: number; readonly total: number };
  'copied.all': { readonly total: number };
  /** The old server drops all follows then, and not all of them are saved. */
  'copied.dropped': { readonly at: number };
  'announced.no': NoValues;
  'announced.yes': { readonly at: number };
  'move.ready': { readonly by: 'api' | 'page' };
  'move.refused': { readonly rows: readonly RowId[] };
  'move.waiting': { readonly since: number };
  'move.sent': { readonly at: number };
  'carriedOut.yes': { readonly at: number };
  'carriedOut.redirectOnly': { readonly at: number };
  'carriedOut.notYet': { readonly since: number };
  'carriedOut.recordedOnly': { readonly since: number; readonly adminText: string };
  'arrivals.count': { readonly came: number; readonly total: number; readonly at: number };
  'requests.none': NoValues;
  'requests.some': { readonly count: number };
  'leftovers.none': NoValues;
  'leftovers.some': { readonly count: number };
  'links.ok': NoValues;
  'links.fix': { readonly links: readonly string[] };
  'relock.due': { readonly since: number };
  'oldGuarded.yes': NoValues;
  'failed': { readonly error: AppError };
  'notApplicable': NoValues;
}
export type FindingCode = keyof FindingValues;
export type Finding = { readonly [C in FindingCode]: { readonly code: C; readonly values: FindingValues[C] } }[FindingCode];

export interface ChecklistRow {
  readonly id: RowId;
  readonly phase: Phase;
  readonly state: RowState;
  readonly finding: Finding | null;
  readonly checkedAt: number | null;
  /** Epoch ms at which it looks again by itself; null where it does not. */
  readonly nextCheckAt: number | null;
  readonly actions: readonly RowAction[];
}

export type PhaseState = 'waiting' | 'running' | 'done';

/** One count of the followers who were there before the move. */
export interface ArrivalCount {
  readonly at: number;
  readonly came: number;
  readonly pending: number;
  readonly stillOld: number;
  readonly gone: number;
  readonly unreachable: number;
}

/** How a follower of the old account stands. `cannot`: their software ignores moves, or their server is blocked. */
export const followerClass = v.picklist(['came', 'pending', 'stillOld', 'gone', 'cannot', 'unreachable']);
export type FollowerClass = v.InferOutput<typeof followerClass>;

export interface ArrivalHost {
  readonly host: string;
  readonly software: string | null;
  readonly total: number;
  readonly counts: Readonly<Record<FollowerClass, number>>;
  /** Last time the server did not answer, with since when; null while it does. */
  readonly silentSince: number | null;
}

export interface Arrivals {
  /** Followers of the old account right before the move. */
  readonly total: number;
  /** Newest last; at most 200, thinned with age. */
  readonly series: readonly ArrivalCount[];
  readonly hosts: readonly ArrivalHost[];
}

/** How this pair of servers moves. `api`: with the password, asked at that moment and never kept. `page`: on the old server's settings page. `none`: nothing to move from. */
export type MoveWay = 'api' | 'page' | 'none';

export interface PlanView {
  readonly id: string;
  readonly createdAt: number;
  readonly from: PlanSource;
  /** Handles without the first `@`, kept although an account is signed out. `fromHandle` is null for files. */
  readonly fromHandle: string | null;
  readonly to: AccountKey;
  readonly toHandle: string;
  readonly way: MoveWay;
  /** Null where the move needs no password. */
  readonly passwordOf: string | null;
  readonly movedAt: number | null;
  readonly phases: Readonly<Record<Phase, { readonly state: PhaseState; readonly done: number; readonly total: number }>>;
  readonly rows: readonly ChecklistRow[];
  readonly arrivals: Arrivals | null;
}

export interface PlanFollower {
  readonly handle: string;
  readonly uri: string;
  readonly class: FollowerClass;
}

const planId = v.pipe(v.string(), v.minLength(1), v.maxLength(64));

export const movingCalls = {
  'moving.plans': call({ input: nothing, output: returns<readonly PlanView[]>() }),
  'moving.create': call({ input: v.strictObject({ from: planSource, to: accountKey }), output: returns<PlanView>() }),
  /** Forgets the plan and its journal. Changes nothing on any server. */
  'moving.remove': call({ input: v.strictObject({ plan: planId }), output: returns<null>() }),
  'moving.check': call({ input: v.strictObject({ plan: planId, rows: v.optional(v.array(rowId)) }), output: returns<null>() }),
  /** Does one action of a row. `openX` answers once the page was handed to the browser. */
  'moving.act': call({ input: v.strictObject({ plan: planId, row: rowId, action: rowAction }), output: returns<{ readonly text: string | null }>() }),
  /**
   * The one step that cannot be taken back. `handle` is typed by the person and has to be that of the new account.
   * `refused` where a row is `blocked`. With `page` it opens the page and watches for the result. The password is sent once, to
   * the old server alone, and kept nowhere.
   */
  'moving.move': call({
    input: v.strictObject({ plan: planId, handle: v.pipe(v.string(), v.trim(), v.maxLength(320)), password: v.nullable(v.pipe(v.string(), v.maxLength(1_000))) }),
    output: returns<null>(),
  }),
  'moving.followers': call({
    input: v.strictObject({ plan: planId, class: v.nullable(followerClass), host: v.nullable(v.pipe(v.string(), v.maxLength(253))), after: v.nullable(v.pipe(v.string(), v.maxLength(2048))), limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(500)) }),
    output: returns<{ readonly followers: readonly PlanFollower[]; readonly next: string | null }>(),
  }),
  /** Plain text of all rows, counts and items that need somebody. */
  'moving.report': call({ input: v.strictObject({ plan: planId }), output: returns<SavedFile>() }),
};

export interface MovingEvents {
  /** The whole plan, at most 4 a second. */
  'moving.changed': PlanView;
  'moving.removed': { readonly plan: string };
}
