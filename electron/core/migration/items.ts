import type { SavedFile } from '../../contract/carry-over.ts';
import type { Result } from '../../contract/result.ts';

/** What can be carried from one account to another, as plain items that say the same on every server. */

/** Full handle `name@domain`, or a bare `name` of the account's own server as old files have it. */
export type Handle = string;

export interface FollowItem {
  readonly handle: Handle;
  readonly reblogs: boolean;
  readonly notify: boolean;
  /** Languages the follow is limited to; null = all. */
  readonly languages: readonly string[] | null;
}

export interface MuteItem {
  readonly handle: Handle;
  readonly hideNotifications: boolean;
}

export interface BlockItem {
  readonly handle: Handle;
}

export interface DomainBlockItem {
  readonly domain: string;
}

export interface ListMemberItem {
  readonly title: string;
  readonly handle: Handle;
}

export interface BookmarkItem {
  readonly uri: string;
}

export interface FilterKeyword {
  readonly keyword: string;
  readonly wholeWord: boolean;
}

export interface FilterItem {
  readonly title: string;
  /** Epoch ms; null = for ever. */
  readonly expiresAt: number | null;
  readonly context: readonly string[];
  readonly action: 'warn' | 'hide' | 'blur';
  readonly keywords: readonly FilterKeyword[];
  /** `uri`s of filtered statuses. */
  readonly statuses: readonly string[];
}

/** The kinds that Mastodon reads and writes as files, each with the shape of one row. */
export interface FileItems {
  follows: FollowItem;
  mutes: MuteItem;
  blocks: BlockItem;
  domainBlocks: DomainBlockItem;
  lists: ListMemberItem;
  bookmarks: BookmarkItem;
  filters: FilterItem;
}

export type FileKind = keyof FileItems;

/** A file read: rows that mean nothing are counted, never dropped in silence. */
export interface FileReading<K extends FileKind = FileKind> {
  readonly kind: K;
  readonly items: readonly FileItems[K][];
  readonly bad: number;
}

export type AnyFileReading = { readonly [K in FileKind]: FileReading<K> }[FileKind];

/** The files of Mastodon's export and import pages, byte for byte. */
export interface MigrationFiles {
  /** Which kind it is, is told by the content and then by the name. `invalidInput` in words that name the cause. */
  read(text: string, hint: { readonly name: string; readonly kind: FileKind | null }): Result<AnyFileReading>;
  write<K extends FileKind>(kind: K, items: readonly FileItems[K][]): SavedFile;
}
