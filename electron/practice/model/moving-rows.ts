/** Rows of moves, imports and what servers do later. Times are epoch ms. */
/** A move as a server knows it: asked for here, or told by another server. Counts for cooldowns and locks. */
export interface Move {
  readonly id: string;
  readonly originUri: string;
  readonly targetUri: string;
  readonly attemptedAt: number;
  /** Null for one that was recorded but not carried out. */
  succeededAt: number | null;
  /** Followers at that time, as the settings page tells. */
  readonly followers: number;
}

/** Work a server does later, one after the other in each kind, as a queue of Sidekiq would. */
export type Job = { readonly id: string; dueAt: number } & JobTask;
export type JobTask =
  | { readonly kind: 'migrateFollow'; readonly followerId: string; readonly fromId: string; readonly toId: string }
  | { readonly kind: 'answerRequest'; readonly accountId: string; readonly askerId: string }
  | { readonly kind: 'import'; readonly importId: string };

/** What moderators of this server block; the id is the domain. */
export interface InstanceBlock {
  readonly id: string;
  readonly severity: 'silence' | 'suspend';
  readonly comment: string;
  /** Its name is shown with asterisks. */
  readonly obfuscated: boolean;
}

export type ImportType = 'following' | 'blocking' | 'muting' | 'domain_blocking' | 'bookmarks' | 'lists' | 'custom_filters';

export interface ImportRow {
  /** Cells as uploaded; a filter as its JSON. */
  readonly cells: string[];
  state: 'waiting' | 'done' | 'failed';
  tries: number;
  /** Not tried again before. */
  dueAt: number;
}

export interface Import {
  readonly id: string;
  readonly userId: string;
  readonly type: ImportType;
  readonly overwrite: boolean;
  readonly filename: string;
  readonly likelyMismatched: boolean;
  readonly createdAt: number;
  state: 'unconfirmed' | 'scheduled' | 'in_progress' | 'finished';
  rows: ImportRow[];
  finishedAt: number | null;
}

/** Relations somebody lost to a block of a whole domain, as the cells of the files that tell them. */
export interface Severance {
  readonly id: string;
  readonly userId: string;
  readonly type: 'domain_block' | 'user_domain_block';
  readonly target: string;
  readonly createdAt: number;
  readonly following: string[][];
  readonly followers: string[][];
}

/** An archive somebody asked for. */
export interface Backup {
  readonly id: string;
  readonly userId: string;
  readonly createdAt: number;
  /** It can be downloaded from then on. */
  readonly readyAt: number;
}
