import type { CopyKind, FavouritesAs, ItemState } from '../../../contract/carry-over.ts';
import type { AccountKey } from '../../../contract/ids.ts';
import type { PlanSource } from '../../../contract/moving.ts';
import type { AppError, Result } from '../../../contract/result.ts';
import type { AccountDirectory } from '../../account-directory.ts';
import type { RateReading } from '../../fediverse-belongings.ts';
import type { Clock, Log, Random } from '../../ports.ts';
import type { Publish } from '../../publish.ts';
import type { BelongingItems, BelongingsSnapshot, KindReading, ListWithMembers, PersonRef, Readings } from '../belongings.ts';
import type { FilterItem, MigrationFiles } from '../items.ts';

/** What one line of the journal wants. Lists and filters are several lines: themselves, and what is in them. */
export interface Wanted extends Omit<BelongingItems, 'lists' | 'filters'> {
  lists: { readonly part: 'list'; readonly name: string; readonly list: Omit<ListWithMembers, 'members'> } | { readonly part: 'member'; readonly name: string; readonly title: string; readonly person: PersonRef };
  filters: { readonly part: 'filter'; readonly name: string; readonly filter: FilterItem } | { readonly part: 'post'; readonly name: string; readonly title: string; readonly uri: string };
}

interface LineOf<K extends CopyKind> {
  readonly id: string;
  readonly plan: string;
  readonly kind: K;
  /** Order within the kind. */
  readonly place: number;
  /** What makes it the same thing when both accounts are read again. */
  readonly key: string;
  readonly label: string;
  readonly detail: string | null;
  readonly wanted: Wanted[K];
  readonly chosen: boolean;
  readonly state: ItemState;
  /** In `sent`: an answer came, and only its effect is not proven yet. */
  readonly answered: boolean;
  /** The new server has once said that the person was asked; nothing there afterwards means they said no. */
  readonly wasRequested: boolean;
  /** Id on the new server of who or what it is about; null until it is known. */
  readonly target: string | null;
  readonly movedTo: string | null;
  readonly error: AppError | null;
  readonly attempts: number;
  /** Epoch ms: of the next try, or of the next look at what became of it. */
  readonly retryAt: number | null;
  readonly sentAt: number | null;
}

/** One line of the journal, told apart by its kind. */
export type JournalLine = { readonly [K in CopyKind]: LineOf<K> }[CopyKind];

/** A file that the server is working off. */
export interface StoredImport {
  /** Epoch ms of the next look; null: nothing came any more, and the rest goes one by one. */
  readonly lookAt: number | null;
  /** How many were there at the last look. */
  readonly there: number;
}

export interface StoredKind {
  readonly chosen: boolean;
  readonly unsupported: 'from' | 'to' | null;
  readonly error: AppError | null;
  readonly readAt: number | null;
  readonly counted: number | null;
  /** The file that was handed to the new server, where that was quicker; null before. */
  readonly imported: StoredImport | null;
}

export interface StoredCarryOver {
  readonly id: string;
  readonly from: PlanSource;
  readonly to: AccountKey;
  readonly running: boolean;
  /** It was started once: not running means paused. */
  readonly started: boolean;
  readonly kinds: Readonly<Record<CopyKind, StoredKind>>;
  /** The day's cap when it was reached, so that a new start does not run into it. */
  readonly dailyFollows: RateReading | null;
  /** Absent in plans of an earlier version: as favourites. */
  readonly favouritesAs?: FavouritesAs;
}

/** What only this computer knows of the copying: it must survive a kill at any moment. Every write is durable when it returns. */
export interface CarryOverStore {
  all(): readonly StoredCarryOver[];
  put(plan: StoredCarryOver): void;
  remove(plan: string): void;
  lines(plan: string): readonly JournalLine[];
  putLine(line: JournalLine): void;
  /** In place of all lines of the kind, in one write. */
  replaceLines(plan: string, kind: CopyKind, lines: readonly JournalLine[]): void;
  /** What came from files, for a plan without an old server. */
  files(plan: string): Readings;
  putFile<K extends CopyKind>(plan: string, kind: K, reading: KindReading<K>): void;
}

export interface CarryOverDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly accounts: AccountDirectory;
  readonly store: CarryOverStore;
  readonly files: MigrationFiles;
  readonly publish: Publish;
  /** A kept snapshot; `notFound` where there is none of that time. */
  snapshot(account: AccountKey, takenAt: number): Promise<Result<BelongingsSnapshot>>;
}

/** A plan as the plans open it. */
export interface OpenPlan {
  readonly id: string;
  readonly from: PlanSource;
  readonly to: AccountKey;
}
